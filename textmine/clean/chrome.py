"""Tells the lines of articles from those of the site around them.

Each line gets a kind from its own features (furniture.py). Runs of furniture then cut the page
into stretches; those with the mass of the prose are the text, and short lines count as text
only by the company they keep. Nothing here knows a site by name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from textmine.clean.furniture import Kind, Rule, rules, words
from textmine.clean.lines import HAN, Line, ends_sentence, split_lines

# A line of prose speaks of its site with at least one certain word, this much in all (3 for a
# certain word, 1 for another), and at least one point per so many characters.
LEAST_WEIGHT = 4
CHARACTERS_PER_POINT = 20

# A stretch with less prose than this share of the longest one is no part of the text, unless
# hardly anything stands between them.
LEAST_SHARE = 0.1
LEAST_STRETCH = 100
LEAST_PROSE = 40
# What follows the heading of related documents is dropped once this share of the page's prose
# has passed; before, it is a box beside the text.
SHARE_BEFORE_RELATED = 0.35
REPEATED_HEAD = 3
SHORTEST_RUNNING_HEAD = 6
LEAST_LIST = 200
LEAST_MENU = 4  # words
NEAR_TEXT = 8  # lines before the text that may hold its title
LONGEST_TITLE = 60  # characters
OFFERED = re.compile(r"(?:带来|整理|分享|收集|搜集|准备)[^《》。]{0,20}《([^《》]{6,60})》")
HOME = frozenset("首页 网站首页 主页 返回首页".split())
LONGEST_BUTTON = 8  # characters
LONGEST_RULED = 160  # longer lines are prose, judged by their words
STOP, COMMA = re.compile("[。；！？;!?]"), re.compile("[，,、]")

MARKER = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}\s*[、.．]|[（(【]\s*(?:[一二三四五六七八九十]{1,3}|\d{1,2}|案例.{0,3})\s*[）)】]"
    r"|\d{1,2}\s*[、.．](?!\d)|第[一二三四五六七八九十\d]{1,3}[章节条篇部编]|篇[一二三四五六七八九十\d]|案例[一二三四五六七八九十\d])"
)
PART = re.compile(r"^第[一二三四五六七八九十\d]{1,3}篇|^篇[一二三四五六七八九十\d]")
SIGNATURE = re.compile(
    r"^[（(][^（）()。]{2,30}[）)]$|^[（(]?(?:附|注|作者|执笔|课题组|调研组|供稿|撰稿|附件|(?:二[〇○零Oo0]|19|20|民国).{2,12}[年月日]|.{2,24}(?:委|部|局|厅|办|府|会|院|校|中心|支部|公司|社|组|党委|党校|办公室))[^。]{0,30}$"
)
LIBRARY_MARKUP = tuple(
    "文档编号 上传时间 会员上传 文档贡献者 下载积分 资源ID 网友投稿 格式文档 VIP文档 全文页数"
    " 上传人 版权申诉 文档分类 下载本文档".split()
)
TEASER = re.compile(r"(?<!\.)\.{3,}+$|…$|(?<!。)。{3,}+$")
NOTED_DATE = re.compile(r"(?:时间|日期|上传|发布|更新).{0,8}(?:19|20)\d\d[-/.年]\d")
CHARACTERS_LEFT = re.compile(r"[(（]剩余\d+字[)）]$", re.MULTILINE)
START_OF_RULES = frozenset("0123456789-—–_•●|/[(（【■▲►▶★◆▼·")
NUMBERED = re.compile("[（(][一二三四五六七八九十]{1,3}[）)]")  # most such lines are headings
LIBRARY_WORDS = frozenset(
    "本文档 该文档 文档贡献者 会员上传 网友上传 网友投稿 用户上传 版权申诉 格式文档 范文网"
    " 文库网 小编 下载本文 vip文档 由会员分享 为大家整理 为你整理 为您整理 精心整理"
    " 存储空间".split()
)


@dataclass(frozen=True, slots=True)
class SortedLine:
    """A line and its kind; `library` where it shows that the page is one of a library.

    `dubious` is prose that uses words of sites, but not enough of them to be furniture.
    """

    line: Line
    kind: Kind
    library: bool = False
    dubious: bool = False


@dataclass(frozen=True, slots=True)
class Body:
    """What of a page is text, and what the rest tells.

    `titles` are the lines outside the text of which one may be its title, the likeliest first;
    `notes` the lines that say when, whence and by whom.
    """

    lines: tuple[Line, ...]
    notes: tuple[Line, ...]
    titles: tuple[Line, ...]
    library: bool
    preview: bool


def is_library_markup(source: str) -> bool:
    """Whether the markup of a page, main text or not, is that of a document library."""
    return sum(word in source for word in LIBRARY_MARKUP) >= 2


def find_body(text: str) -> Body:
    """The lines of *text* that belong to its articles."""
    sorted_lines = _keep_figures(list(sort_lines(text)))
    stretches = _cut(_mark_running_heads(_end_at_related(sorted_lines)))
    kept = _keep(stretches)
    body = [line for stretch in kept for line in _trim(stretch)]
    start = body[0].start if body else 0
    library = any(item.library for item in sorted_lines)
    return Body(
        lines=tuple(body),
        notes=tuple(item.line for item in sorted_lines if _is_note(item)),
        titles=_find_titles(sorted_lines, start, library=library),
        library=library,
        preview=any(item.kind is Kind.PREVIEW for item in sorted_lines)
        or ("剩余" in text and CHARACTERS_LEFT.search(text) is not None),
    )


# ---- one line -----------------------------------------------------------------------------------
def sort_lines(text: str) -> Iterator[SortedLine]:
    """Every line with the kind that it shows by itself."""
    lines = split_lines(text)
    hits = _find_words(text)
    at = 0
    for line in lines:
        while at < len(hits) and hits[at].start < line.start:
            at += 1
        first = at
        while at < len(hits) and hits[at].start < line.end:
            at += 1
        yield _sort(line, hits[first:at])


@dataclass(frozen=True, slots=True)
class _Hit:
    word: str
    weight: int
    start: int


def _find_words(text: str) -> list[_Hit]:
    known = words()
    return [
        _Hit(
            known.words[index],
            3 if index < known.strong else 1 if index < known.weak else 0,
            start,
        )
        for index, start, _ in known.automaton.find_matches_as_indexes(text.lower())
    ]


def _sort(line: Line, hits: Sequence[_Hit]) -> SortedLine:
    text = line.text
    library = any(hit.word in LIBRARY_WORDS for hit in hits)
    ruled = len(text) <= LONGEST_RULED and ("。" not in text[:-1] or text[0] in "[【〔")
    if ruled and (hits or _may_match(text)):
        rule = find_rule(line.squashed)
        if rule is not None:
            return SortedLine(line, rule.kind, library or rule.library)
    if (hits and _speaks_of_site(text, hits)) or _is_menu(text):
        return SortedLine(line, Kind.FURNITURE, library or "范文" in text)
    if not _is_prose(text):
        return SortedLine(line, Kind.OTHER, library or "范文" in text)
    weight = sum(hit.weight for hit in hits)
    return SortedLine(line, Kind.PROSE, dubious=weight * CHARACTERS_PER_POINT >= len(text))


def _is_menu(text: str) -> bool:
    """Whether a line is a row of short words with a button among them."""
    words = text.split() if " " in text and len(text) <= LONGEST_RULED else []
    if len(words) > 1 and words[0] in HOME:
        return True
    if len(words) < LEAST_MENU or max(map(len, words)) > LONGEST_BUTTON:
        return False
    return any((rule := find_rule(word)) and rule.name == "toolbar" for word in words)


def _may_match(text: str) -> bool:
    """Whether a line without a trigger may match a rule: words torn by spaces, signs, counts."""
    opens = text[0] in START_OF_RULES or text[0].isascii()
    return (opens and not NUMBERED.match(text)) or (" " in text and len(text) <= 80)


def find_rule(squashed: str) -> Rule | None:
    """The first rule that matches a line without its white space."""
    return next((rule for rule in rules() if rule.pattern.search(squashed)), None)


def _speaks_of_site(text: str, hits: Sequence[_Hit]) -> bool:
    weight = sum(hit.weight for hit in hits)
    if weight < LEAST_WEIGHT or not any(hit.weight == 3 for hit in hits):
        return False
    return weight * CHARACTERS_PER_POINT >= len(re.sub("《[^《》]*》", "", text))


def _is_prose(text: str) -> bool:
    if len(text) < 20 or not HAN.search(text):
        return False
    return bool(STOP.search(text) or (len(text) >= 35 and COMMA.search(text)))


# ---- stretches ----------------------------------------------------------------------------------
def _end_at_related(items: list[SortedLine]) -> list[SortedLine]:
    """Without what follows the heading of related documents."""
    whole = sum(len(item.line.text) for item in items if item.kind is Kind.PROSE)
    before = 0
    for index, item in enumerate(items):
        if item.kind is Kind.PROSE:
            before += len(item.line.text)
        elif item.kind is Kind.RELATED and before >= SHARE_BEFORE_RELATED * whole > 0:
            parts_follow = any(PART.match(later.line.text) for later in items[index:])
            return items if parts_follow else items[:index]
    return items


def _keep_figures(items: list[SortedLine]) -> list[SortedLine]:
    """Numbers on lines of their own, one after the other, are cells of a table, no page counts."""
    bare = [item.kind is Kind.PAGE and item.line.text.isdigit() for item in items]
    return [
        replace(item, kind=Kind.OTHER)
        if bare[index]
        and (any(bare[max(0, index - 1) : index]) or any(bare[index + 1 : index + 2]))
        else item
        for index, item in enumerate(items)
    ]


def _mark_running_heads(items: list[SortedLine]) -> list[SortedLine]:
    """Short lines that come back page after page are page furniture; a title stays once."""
    short = [item.line.squashed for item in items if _may_run(item)]
    often = {text for text, count in Counter(short).items() if count >= REPEATED_HEAD}
    if not often:
        return items
    title = next(item for item in items if item.kind is Kind.OTHER)
    return [
        replace(item, kind=Kind.PAGE)
        if item is not title and _may_run(item) and item.line.squashed in often
        else item
        for item in items
    ]


def _may_run(item: SortedLine) -> bool:
    """Whether a line may be a running head: short, no item, no sentence (各位代表!)."""
    text = item.line.text
    if item.kind is not Kind.OTHER or len(text) < SHORTEST_RUNNING_HEAD:
        return False
    return not MARKER.match(text) and not ends_sentence(text)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Lines without furniture of the site between them; `gap` counts that before them."""

    items: tuple[SortedLine, ...]
    gap: int
    last: bool = False

    @property
    def size(self) -> int:
        """Characters of all lines."""
        return sum(len(item.line.text) for item in self.items)

    @property
    def mass(self) -> int:
        """Characters of the prose that does not speak of a site."""
        return sum(
            len(item.line.text)
            for item in self.items
            if item.kind is Kind.PROSE and not item.dubious
        )


def _cut(items: Sequence[SortedLine]) -> list[_Stretch]:
    stretches: list[_Stretch] = []
    current: list[SortedLine] = []
    gap = 0
    for item in items:
        if item.kind in (Kind.FURNITURE, Kind.RELATED, Kind.PREVIEW):
            if current:
                stretches.append(_Stretch(tuple(current), gap))
                current, gap = [], 0
            gap += 1
        else:
            current.append(item)
    if current:
        stretches.append(_Stretch(tuple(current), gap, last=True))
    return stretches


def _keep(stretches: Sequence[_Stretch]) -> list[_Stretch]:
    """The stretches that have the mass of the prose, and small ones right beside them."""
    masses = [stretch.mass for stretch in stretches]
    most = max(masses, default=0)
    if not most:
        return _keep_list(stretches)
    least = max(LEAST_SHARE * most, min(LEAST_STRETCH, most / 2))
    large = [mass >= least for mass in masses]
    kept: list[_Stretch] = []
    for index, stretch in enumerate(stretches):
        inside = any(large[:index]) and any(large[index + 1 :])
        beside = inside and stretch.gap <= 2 and masses[index] >= LEAST_PROSE
        teasers = masses[index] < most and _all_teasers(stretch)
        if (large[index] or beside) and not teasers:
            kept.append(stretch)
    return kept


def _keep_list(stretches: Sequence[_Stretch]) -> list[_Stretch]:
    """Of a page without sentences the longest stretch, if it is long: a list, a table."""
    longest = max(stretches, key=lambda stretch: stretch.size, default=None)
    return [longest] if longest is not None and longest.size >= LEAST_LIST else []


def _all_teasers(stretch: _Stretch) -> bool:
    prose = [item.line.text for item in stretch.items if item.kind is Kind.PROSE]
    return bool(prose) and all(TEASER.search(text) for text in prose)


def _trim(stretch: _Stretch) -> list[Line]:
    """The text of a stretch: short lines after its last prose go unless they sign it."""
    items = [item for item in stretch.items if item.kind in (Kind.PROSE, Kind.OTHER)]
    after = _after_prose(items)
    tail = [item for item in items[after:] if stretch.last or _belongs_to_end(item.line.text)]
    return [item.line for item in (*items[:after], *tail)]


def _after_prose(items: Sequence[SortedLine]) -> int:
    for index in range(len(items), 0, -1):
        item = items[index - 1]
        text = item.line.text
        if item.kind is Kind.PROSE or MARKER.match(text) or text[-1] in "。！？；;":
            return index
    return len(items)


def _belongs_to_end(text: str) -> bool:
    return bool(SIGNATURE.match(text))


def _find_titles(lines: Sequence[SortedLine], start: int, *, library: bool) -> tuple[Line, ...]:
    """Lines before the text at *start* that may be its title, the likeliest first.

    That is one right before the line that says when and whence, though not in a library, where
    that line is of the upload; the name of a file; or another short line near the text.
    """
    items = [item for item in lines if item.line.start < start]
    if not items:
        return tuple(dict.fromkeys(_named_by_site(lines))) if library else ()
    often = Counter(item.line.squashed for item in lines)
    near = items if library else items[-NEAR_TEXT:]
    files = [i.line for i in items if i.kind is Kind.FURNITURE and _is_file_name(i.line)]
    dated = [i.line for i, after in pairwise(items) if _may_name(i) and _is_note(after)]
    short = [
        i.line
        for i in near
        if _is_short(i) and often[i.line.squashed] == 1 and i.line.text[0] not in START_OF_RULES
    ]
    found = (*files, *short) if library else (*dated, *files, *short)
    return tuple(dict.fromkeys((*found, *_named_by_site(lines)) if library else found))


def _named_by_site(lines: Sequence[SortedLine]) -> Iterator[Line]:
    """The titles by which a library's own words call what they offer: 带来了《某镇总结》."""
    for item in lines:
        if item.kind is Kind.FURNITURE and (match := OFFERED.search(item.line.text)):
            start = item.line.start + match.start(1)
            yield Line(match[1], start, start + len(match[1]))


def _may_name(item: SortedLine) -> bool:
    """Whether a line before a publication line may be a title, be it as long as a sentence."""
    text = item.line.text
    long = item.kind is Kind.PROSE and len(text) <= LONGEST_TITLE and not ends_sentence(text)
    return long or _is_short(item)


def _is_short(item: SortedLine) -> bool:
    """Whether a line of no kind is long enough to name something."""
    named = len(HAN.findall(item.line.text)) >= SHORTEST_RUNNING_HEAD
    return named and item.kind in (Kind.OTHER, Kind.PAGE)


def _is_note(item: SortedLine) -> bool:
    return item.kind is Kind.BYLINE or (
        item.kind is Kind.FURNITURE and NOTED_DATE.search(item.line.text) is not None
    )


def _is_file_name(line: Line) -> bool:
    rule = find_rule(line.squashed) if len(line.text) <= 100 else None
    return rule is not None and rule.name in ("file name", "page image")
