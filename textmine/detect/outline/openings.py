"""Where the items of a text may begin: markers, heading lines, run-in labels.

`find_openings` gives them in order; a word such as 一是 counts only where its series goes on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from textmine.chinese.markers import BULLETS, LINE_MARKERS, WORD_SERIES, Marker, find_markers
from textmine.detect.layers import Stretch
from textmine.detect.outline.labels import find_labels, is_slogan

# A heading line is a phrase: of 400 in the reports of 43 cities, 99 % are shorter than this.
LONGEST_LINE = 42
# More short lines than this in a row are a table or a list of names, not headings.
MOST_LINES = 3

NO_HEADING_END = re.compile(r"[。；;，,、：:！!？?…]$")
BEGIN_ITEMS = "—●■◆★▲·(（【①1一第首"
# "活动室谁来管?": lines of a text that each ask what is then told; one alone is part of the prose.
ASKS = re.compile(r"[^。！!,，;；:：?？]{4,20}[?？]$")
LEAST_QUESTIONS = 2
HAN_PAIR = re.compile("[\u4e00-\u9fff]{2}")
# 建立村民议事委员会, 成立领导小组 head what was done.
DEEDS = (
    "[建成设创]立|组建|健全|完善|选举|调整|建[强好]|做实|规范"
    "|用好|选好|依托|发挥|加强|强化|改选|充实"
)
# 书记带头讲党课, 县长热线: no name behind the office
OFFICERS = (
    "[带领讲抓挂接述牵走亮赛当]|包[村联抓]|热线|信箱|直播"
    "|项目|工程|论坛|课堂|工作室|上门|下乡|下沉|进[村企]"
)
# Lines of a page that stand alone without heading anything.
NO_HEADING = re.compile(
    r"[|｜]|^[（(].*[）)]$|^\d[\d年月日./-]*$|^(?:19|20)\d\d年\d{1,2}月(?:\d{1,2}日)?$|^二[〇○零Oo0]..年|"
    r"记者|通讯员|来源[:：]|^所属地区|^发布(?:日期|时间)|作者[:：]|责任编辑|https?:|www\.|印发$|"
    r"摄影(?!基地|小镇|之[乡村]|作品|大?赛|协会|爱好|展|艺术|培训|产业)|"
    r"^(?:报|送|发|抄送|抄报|主送)[:：]|^(?:附件?|附表|注|表|图)[\d一二三：:]|(?:^|\s)第?\s?\d+\s?[页版]$|^“[^“”]*[。！？!?,，]”$|"
    rf"^(?:中共)?(?!{DEEDS})[\u4e00-\u9fff]{{2,20}}(?:委员会|人民政府|办公室|组织部|领导小组)$|"
    r"^[\[【(（〔]?(?:关键[词字]|关\s?键\s?词)[\]】)）〕:：]|"
    r"^各(?:[^,，、。；;]{1,20}[,，、]){1,9}[^,，、。；;]{0,16}(?:部门|单位|政府|办事处|委员会|公司|学校|支部|党委|[委办局会])$|"
    r"^[\u4e00-\u9fff]{2,20}(?:政府|委员会|[部厅局院])令$|^\(?（?第[\d〇零一二三四五六七八九十百]{1,4}号\)?）?$|"
    rf"^[\u4e00-\u9fff]{{0,6}}(?:省长|市长|县长|州长|区长|旗长|主席|部长|局长|书记)(?!{OFFICERS})(?:\s?[\u4e00-\u9fff·]{{2,8}})?$|"
    r"^(?:实施)?(?:方案|意见|办法|通知|细则|规定)$|^《[^》]*》第?[\d总版期]"
)
RANKS = {kind: rank for rank, (kind, _) in enumerate(LINE_MARKERS)}
CHAPTER = RANKS["一、"]
LAST = 9  # the number of 最后, whatever stood before it
LINE_RANK, SUBLINE_RANK, LABEL_RANK = CHAPTER - 0.5, CHAPTER + 0.5, CHAPTER + 1.5


@dataclass(slots=True)
class Opening:
    """A place where an item may begin.

    `kind` is that of its marker ("" for a line or label without one), `label_start` where the
    marker ends, `rank` how far out its series stands (smaller is further out); `fresh` means
    that it begins a sentence, not a clause.
    """

    kind: str
    number: int
    start: int
    label_start: int
    rank: float
    paragraph: int
    at_line: bool
    fresh: bool = True


def find_openings(text: str, paragraphs: Sequence[Stretch]) -> list[Opening]:
    """Every opening in the order of the text, series of words checked for their sequence."""
    found: list[Opening] = []
    lines = _heading_lines(text, paragraphs)
    for paragraph in paragraphs:
        markers = list(find_markers(text, paragraph.start, paragraph.end))
        index = paragraph.paragraph
        if not (markers and markers[0].start - paragraph.start <= 3) and lines[index]:
            found.append(Opening("", 0, paragraph.start, paragraph.start, LINE_RANK, index, True))
        found.extend(_opening(text, marker, paragraph) for marker in markers)
    found = [o for o, keep in zip(found, _in_sequence(found, len(paragraphs)), strict=True) if keep]
    found += _plain_labels(text, paragraphs, found)
    found.sort(key=lambda opening: opening.start)
    _rank_lines(found)
    return found


def _opening(text: str, marker: Marker, paragraph: Stretch) -> Opening:
    at_line = not text[paragraph.start : marker.start].strip()
    rank = RANKS.get(marker.kind, len(RANKS))
    fresh = at_line or text[marker.start - 1] in "。！？!?”"
    index = paragraph.paragraph
    return Opening(
        marker.kind, marker.number, marker.start, marker.end, rank, index, at_line, fresh
    )


# ---- heading lines and labels -----------------------------------------------------------------
def _heading_lines(text: str, paragraphs: Sequence[Stretch]) -> list[bool]:
    """Which paragraphs are short lines that head the prose after them."""
    lines = [text[p.start : p.end].strip() for p in paragraphs]
    asked = sum(ASKS.match(line) is not None for line in lines) >= LEAST_QUESTIONS
    short = [_is_short_line(line) or (asked and ASKS.match(line) is not None) for line in lines]
    for index, paragraph in enumerate(paragraphs[:-1]):  # "做好三件事。" leads to items
        ends = short[index] and text[paragraph.start : paragraph.end].rstrip().endswith("。")
        if ends and text[paragraphs[index + 1].start] in BEGIN_ITEMS:
            short[index] = False
    heads = [is_short and _heads(paragraphs, i, short) for i, is_short in enumerate(short)]
    run = 0
    for index, is_short in enumerate([*short, False]):
        if not is_short and run > MOST_LINES:
            heads[index - run : index] = [False] * run
        run = run + 1 if is_short else 0
    return heads


def _is_short_line(line: str) -> bool:
    if not 2 <= len(line) <= LONGEST_LINE:
        return False
    if line[-1] == "。" and is_slogan(line[:-1]):
        return True
    if NO_HEADING_END.search(line) or "。" in line:
        return False
    return bool(HAN_PAIR.search(line)) and not NO_HEADING.search(line)


def _heads(paragraphs: Sequence[Stretch], index: int, short: Sequence[bool]) -> bool:
    """Whether longer prose follows within two paragraphs."""
    length = paragraphs[index].end - paragraphs[index].start
    after = paragraphs[index + 1 : index + 3]
    return any(p.end - p.start > length and not short[p.paragraph] for p in after)


def _plain_labels(
    text: str, paragraphs: Sequence[Stretch], found: Sequence[Opening]
) -> list[Opening]:
    """Labels without a number, and lines that are nothing but one."""
    taken = frozenset(opening.paragraph for opening in found if opening.at_line)
    bracketed, plain = find_labels(text, paragraphs, taken)
    return [
        Opening("", 0, at.start, at.start, LABEL_RANK, at.paragraph, at.at_line)
        for at in [*bracketed, *plain]
    ]


# ---- series -----------------------------------------------------------------------------------
def _in_sequence(found: Sequence[Opening], paragraphs: int) -> list[bool]:
    """Which openings belong to a series: "一是" counts only where "二是" follows."""
    keep = [True] * len(found)
    by_kind: dict[str, list[int]] = {}
    for index, opening in enumerate(found):
        if opening.kind and opening.kind not in BULLETS:
            by_kind.setdefault(opening.kind, []).append(index)
    for kind, indexes in by_kind.items():
        numbers = [found[index].number for index in indexes]
        kept = [*_series(numbers, LAST if kind == "首先" else 2)]
        if _is_cut_off(found, indexes, paragraphs):
            kept[-1] = True
        for index, belongs in zip(indexes, kept, strict=True):  # a number at a line needs no series
            keep[index] = belongs or (found[index].at_line and kind not in WORD_SERIES)
    return keep


def _series(numbers: Sequence[int], most_missing: int) -> Iterator[bool]:
    """For the numbers of one kind, in order: which go on with a series or begin one.

    A number may be repeated, and up to *most_missing* - 1 left out.
    """
    last = 0
    for position, number in enumerate(numbers):
        after = numbers[position + 1] if position + 1 < len(numbers) else 0
        begins = number == 1 and after in (2, 3)
        begins = begins or (not last and after == number + 1)  # the text begins in mid-series
        follows = 0 < last <= number <= last + most_missing and number > 1
        # an outer series that goes on after a nested one (… 五是…。三是…)
        resumes = number > 2 and number < last and number - 1 in numbers[:position]
        kept = follows or begins or resumes
        if kept:
            last = number
        yield kept


def _is_cut_off(found: Sequence[Opening], indexes: Sequence[int], paragraphs: int) -> bool:
    """A first item in the last paragraph, where the text breaks off before the second."""
    last = found[indexes[-1]]
    earlier = any(found[index].at_line for index in indexes[:-1])
    return last.number == 1 and last.at_line and last.paragraph >= paragraphs - 1 - earlier


def _rank_lines(found: Sequence[Opening]) -> None:
    """Unnumbered heading lines that come in twos or more inside a chapter belong to it."""
    chapters = [i for i, opening in enumerate(found) if opening.rank == CHAPTER]
    for position, index in enumerate(chapters):
        end = chapters[position + 1] if position + 1 < len(chapters) else len(found)
        lines = [o for o in found[index + 1 : end] if o.rank == LINE_RANK]
        if len(lines) > 1:
            for opening in lines:
                opening.rank = SUBLINE_RANK
