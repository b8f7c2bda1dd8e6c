"""Where an article's title, byline and date end and its text begins.

The head may be lines of their own, or run in with the first paragraph, set off by spaces only:
"统筹城乡党建初探 王 玉 新 统筹城乡…" (runin.py). Pieces are recognised by what they are
(fields.py); what the page says elsewhere (file name, heading of a compilation) helps to tell
which line is the title and where it ends.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from textmine.aligned import AlignedText
from textmine.clean.fields import (
    BRACKETS,
    DOCUMENT_NUMBER,
    GLUED_BODY,
    ISSUE,
    MASTHEAD,
    NAMES,
    SIGNS,
    STAND_IN,
    close_name,
    find_date,
    is_body,
    is_date,
    is_name,
    is_paper,
    read_author,
    read_date,
    word_list,
)
from textmine.clean.layout import ITEM, LABEL
from textmine.clean.lines import HAN, squash

LONGEST_TITLE = 60
SHORTEST_TITLE = 4
SHORTEST_BROKEN = 7  # characters of the first line of a title in two; columns have shorter names
FIRST_LINE = 1.0  # for the title's score, where a column's name is shorter
MOST_TITLE_LINES = 3
LEAST_REPEATED = 10  # characters of a part of the title that is said again
MOST_LINES = 14  # a head has no more lines than this
LEAST_CAPTION = 12  # characters of a sentence that is no piece of a head
LONGEST_CALL = 16  # characters of a call of the site's among its menus: 正在加载,请稍候!

TITLE_END = word_list("title_end")
LIKELY_TITLE = re.compile(
    rf"(?:{TITLE_END})(?:[(（].{{1,20}}[)）])?$|^(?:关于|浅谈|浅析|试论|论|在.{{2,40}}上的)|——"
)
ENDS_LIKE_TITLE = re.compile(rf"(?:{TITLE_END})$")
SENTENCE_START = re.compile(rf"(?:{word_list('sentence_start')}|自\d|\d{{1,4}}[年月])")
ENDS_WITH_OFFICE = re.compile(rf"(?:{word_list('office')})$")  # …董事长 王某某
SUBTITLE = re.compile(r"^\s*[—–―─-]{1,4}\s*(?=\S)")
# "(2024年1月16日在某市人民代表大会上)": when and where a speech was given.
OCCASION = re.compile(r"^[—–―─\s(（-]*(?=(?:19|20|二).{3,16}[月日]).{6,60}(?:上|会|会议|时)[)）]?$")
# "(中共某市委党校,浙江 嵊州 312400)": where the author of a paper works.
AFFILIATION = re.compile(r"^(?:(?:\d[.．])?[^。;；]{4,60}\d{6}(?:[;；]|(?=\d[.．])|$)){1,5}$")
# "《某论丛》2019年第4期"
ISSUE_YEAR = re.compile(r"((?:19|20)\d\d)年第?\d{1,2}期")
# "2020年×月×日", "2020年 月 日": a date that was to be filled in.
STAND_IN_DATE = re.compile(
    rf"^((?:19|20)\d\d)年(?:[{STAND_IN}]{{1,2}}月(?:[{STAND_IN}]{{1,2}}日)?|月日)$"
)
# "…公报(2)": the second page of an article
PAGE_OF_SEVERAL = re.compile(r"(?<!\s)\s*[(（]\d{1,2}[)）]\s*$")
BEFORE_NAMES = re.compile(r"^[\\/／\s]+|\s+$")
NAMES_AFTER = re.compile(rf"[\\/／]\s*(?={NAMES.pattern}$)")  # 议论风生 城乡共融\某某、某某
ISSUE_MARK = re.compile(r"^[【\[](?:19|20)\d\d[-.年/]\d{1,2}[^】\]]{0,6}[】\]]")  # 【2019.04】
TRAILING_BRACKET = re.compile(r"(?<!\s)\s*[(（]([^()（）]{2,40})[)）]\s*$")
STARRED = re.compile(r"(?<=[^\s*※＊])[*※＊]+(?=$|\s)")
DOCUMENT_HEAD = re.compile(r"^(.{4,40}?)(?:文件|简报|信息专报)$")
# A line of the frame, not of the head: column names of a journal's page, a site's key words.
NO_TITLE = re.compile(
    r"^(?:关\s*键\s*词|关键字|摘\s*要|栏目|分类|标签|期刊|专题|更多|图[为:：]|[\W\d_]+$|[，,、。：:；;]"
    r"|(?:各位|尊敬的|同志们|女士们|朋友们).{0,16}[!！]$|[(（][^()（）]*[)）]$|[^(（]*[(（][^)）]*$|.*(?:[:：]|\d{1,2}[:：]\d\d.*来源.*)$"
    r"|[【\[].{2,12}[讯道][】\]]$|[•·●]|本报(?:记者|通讯员|特约)|.{0,16}讯$|.{0,24}?第?[A-Za-z]?\d{1,3}版(?:[:：].*)?$|(?:一是|主要|基本|存在|几点|工作|下一步|今后|经验|相关)?(?:做法|情况|问题|成效|体会"
    r"|启示|背景|打算|建议|对策|经验|思路|目标)(?:与.{2,6})?$)"
)


@dataclass(frozen=True, slots=True)
class Head:
    """The pieces of a head as they stood, and the lines of the text after it."""

    title: AlignedText | None = None
    subtitle: AlignedText | None = None
    author: str | None = None
    bodies: tuple[str, ...] = ()
    date: str | None = None
    number: str | None = None
    issue: str | None = None  # the year of a journal's issue
    body: tuple[AlignedText, ...] = ()


def read_head_lines(
    lines: Sequence[AlignedText], hints: Sequence[str], sure: Sequence[str] = ()
) -> Head:
    """The head that stands in lines of its own.

    *hints* are titles that the page gives elsewhere, likely first; *sure* those by which its
    markup calls it: then a line that has nothing of them is no title.
    """
    end = _first_prose(lines)
    masthead = next((i + 1 for i in range(end) if MASTHEAD.match(squash(lines[i].text))), 0)
    at = _title_line(lines[masthead:end], hints, sure)
    if at is None:
        return _read_byline_alone(lines)
    first, last = _span_of_title(lines[masthead:end], at)
    whole = lines[first + masthead : last + masthead]
    title = whole[0] if len(whole) == 1 else AlignedText.join(whole, " ")
    head = _read_title(_read_above(lines[: first + masthead]), title, hints)
    head = _read_below(head, lines[last + masthead : end], lines[end:])
    return _add_issuer(head, lines[: first + masthead])


def _read_byline_alone(lines: Sequence[AlignedText]) -> Head:
    """A text without a title, but with its author's name before it."""
    first = close_name(lines[0].text) if lines else ""
    if len(lines) < 2 or not is_name(first):
        return Head(body=tuple(lines))
    works = AFFILIATION.match(squash(lines[1].text.strip(BRACKETS))) is not None
    if not works and not _is_prose(lines[1].text, first=False):
        return Head(body=tuple(lines))
    return Head(author=first, body=tuple(lines[1 + works :]))


def _span_of_title(lines: Sequence[AlignedText], at: int) -> tuple[int, int]:
    """The lines that a title was broken into, about the one that looks most like it."""
    first, last = at, at + 1
    if at and _begins_title(lines[at - 1].text, lines[at].text, first=at == 1):
        first -= 1
    while last < len(lines) and last - first < MOST_TITLE_LINES:
        if not _begins_title(lines[last - 1].text, lines[last].text, first=True):
            break
        last += 1
    return first, last


def _add_issuer(head: Head, above: Sequence[AlignedText]) -> Head:
    """中共某县委 / 关于…的意见: the body on the line before is a part of such a title."""
    if head.title is None or not above or not head.title.text.startswith("关于"):
        return head
    body = above[-1]
    if not is_body(squash(body.text)) or not ENDS_LIKE_TITLE.search(head.title.text):
        return head
    return replace(head, title=tidy(AlignedText.join([body, head.title], "")))


def _first_prose(lines: Sequence[AlignedText]) -> int:
    """The index of the first line that is no piece of a head."""
    for index, line in enumerate(lines[:MOST_LINES]):
        if _is_prose(line.text, first=index == 0):
            return index
    return min(len(lines), MOST_LINES)


def _is_prose(text: str, *, first: bool) -> bool:
    bare = text.strip()
    if len(bare) > 2 * LONGEST_TITLE or re.match(rf"{LABEL}(?:\W|$)", bare):
        return True
    if ITEM.match(bare) and not SUBTITLE.match(bare):
        return bare[0] not in SIGNS or read_author(bare) is None
    if bare[-1] in "！!" and len(bare) <= LONGEST_CALL:
        return False
    if "。" in bare[LEAST_CAPTION:]:  # below a picture: …采摘西瓜。某某摄
        return True
    if bare[-1] in "。；;，,、" or (bare[-1] in "！？!?" and not (first and len(bare) <= 40)):
        return True
    if bare[-1] in ":：":
        return not is_body(bare[:-1]) or bare.startswith(("各", "同志", "尊敬"))
    begun = SENTENCE_START.match(bare) and any(sign in bare for sign in "，,")
    return bool(begun) and len(bare) > 24 and not OCCASION.match(bare)


# ---- the title ----------------------------------------------------------------------------------
def _title_line(
    lines: Sequence[AlignedText], hints: Sequence[str], sure: Sequence[str]
) -> int | None:
    """Which of the short lines before the text is the title: menus may stand before it."""
    best, best_score = None, 0.0
    for index, line in enumerate(lines):
        bare = squash(line.text)
        if _add_words(Head(), line) != Head():
            continue
        if sure and not any(likeness(bare, title) for title in sure):
            continue
        score = _title_score(bare, hints)
        score += FIRST_LINE * (score > 0 and index == 0 and len(bare) >= 6)
        if score > best_score or _is_own(lines, best, bare, hints):
            best, best_score = index, max(score, best_score)
    return best


def _is_own(
    lines: Sequence[AlignedText], best: int | None, bare: str, hints: Sequence[str]
) -> bool:
    """Whether a line is the document's own title, the one before it the name of its file."""
    if best is None or squash(lines[best].text) not in hints or len(bare) < 6:
        return False
    return bare in squash(lines[best].text) and _title_score(bare, ()) > 0


def _title_score(text: str, hints: Sequence[str]) -> float:
    bare = TRAILING_BRACKET.sub("", text)
    if (
        len(HAN.findall(bare)) < SHORTEST_TITLE
        or is_date(bare)
        or is_name(bare)
        or NO_TITLE.match(bare)
    ):
        return 0.0
    if SUBTITLE.match(bare) or DOCUMENT_NUMBER.fullmatch(bare) or DOCUMENT_HEAD.match(bare):
        return 0.0
    if OCCASION.match(bare) or ISSUE.match(bare) or AFFILIATION.match(bare.strip(BRACKETS)):
        return 0.0
    score = 1.0 + min(len(bare), 20) / 20
    score += 2.0 * bool(LIKELY_TITLE.search(bare)) - 1.5 * is_body(bare)
    return score + 4.0 * max((likeness(bare, hint) for hint in hints), default=0.0)


def likeness(text: str, hint: str) -> float:
    """0..1: the share of the longer one that stands in the other in one piece, from 0.5 on."""
    if not text or not hint:
        return 0.0
    match = SequenceMatcher(None, text, hint, autojunk=False).find_longest_match()
    share: float = match.size / max(len(text), len(hint))
    return share if share >= 0.5 or match.size == min(len(text), len(hint)) else 0.0


def _read_title(head: Head, line: AlignedText, hints: Sequence[str]) -> Head:
    """A title line, which may also hold who and when: …的调查与思考某院调查组(2010年5月)."""
    line = line.sub(PAGE_OF_SEVERAL, "").sub(ISSUE_MARK, "")
    if bracket := TRAILING_BRACKET.search(line.text):
        read = add_piece(head, line[bracket.start(1) : bracket.end(1)])
        if read is not None and read != head:
            head, line = read, line[: bracket.start()].strip()
    end = _end_of_title(line.text, hints)
    if end is not None:
        head = _add_words(head, line[end:].sub(BEFORE_NAMES, ""))
        line = line[:end]
    return replace(head, title=tidy(line))


def _end_of_title(text: str, hints: Sequence[str]) -> int | None:
    """Where in a title's line somebody's name begins, or None."""
    squashed = squash(text)
    for hint in hints:
        at = squashed.find(hint) + len(hint)
        if len(hint) >= 8 and at >= len(hint) and _names_somebody(squashed[at:]):
            return _unsquash(text, at)
    for match in re.finditer(r"\s+", text):
        rest = text[match.end() :]
        if match.start() < SHORTEST_TITLE or not _names_somebody(rest):
            continue
        if not (ENDS_WITH_OFFICE.search(text[: match.start()]) and is_name(close_name(rest))):
            return match.start()
    if names := NAMES_AFTER.search(text):
        return names.start()
    glued = _find_glued(squashed)
    return _unsquash(text, glued) if glued else None


def _find_glued(text: str) -> int | None:
    """Where a body's name begins right after the last word of a title."""
    for match in re.finditer(TITLE_END, text):
        rest = text[match.end() :]
        if match.end() < 8 or len(rest) < 4 or re.match(rf"(?:{TITLE_END}|与|和|及|的)", rest):
            continue
        if GLUED_BODY.match(rest) and is_body(rest):
            return match.end()
    return None


def _unsquash(text: str, count: int) -> int:
    """The position in *text* after its first *count* characters that are no white space."""
    seen = 0
    for index, character in enumerate(text):
        seen += not character.isspace()
        if seen == count:
            return index + 1
    return len(text)


def _names_somebody(text: str) -> bool:
    text = close_name(text.strip())
    return bool(text) and (read_author(text) is not None or is_date(text))


def tidy(title: AlignedText) -> AlignedText:
    """A title without spaces inside and the stars of footnotes."""
    title = title.sub(STARRED, "").strip()
    return title.sub(r"(?<![A-Za-z])\s+|\s+(?![A-Za-z])", "")


# ---- the lines around it ------------------------------------------------------------------------
def _read_above(lines: Sequence[AlignedText]) -> Head:
    """Masthead, number, issuing body and date before the title; menus there say nothing."""
    head = Head()
    for line in lines:
        text = squash(line.text)
        if issuer := DOCUMENT_HEAD.match(text):
            if is_body(issuer[1]):
                head = replace(head, bodies=(*head.bodies, issuer[1]), author=issuer[1])
            continue
        date = find_date(text)
        dated = date is not None and (not date.start or is_body(text[: date.start]))
        if DOCUMENT_NUMBER.fullmatch(text) or dated:
            head = add_piece(head, line) or head
    return head


def _read_below(head: Head, lines: Sequence[AlignedText], body: Sequence[AlignedText]) -> Head:
    """The pieces between title and text; what stands between two of them is of the frame."""
    end = 0
    for index, line in enumerate(lines):
        read = add_piece(head, line)
        if read is not None:
            head, end = read, index + 1
        elif SENTENCE_START.match(line.text.strip()):
            break
    return replace(head, body=(*lines[end:], *body))


def add_piece(head: Head, piece: AlignedText) -> Head | None:
    """*head* with one more piece, or None where the piece is none of a head."""
    text = piece.text.strip(BRACKETS)
    bare = squash(text)
    if not bare or _repeats_title(head, bare):
        return head
    if ISSUE.match(bare):
        return _read_issue(head, bare)
    if head.title is not None and (AFFILIATION.match(bare) or is_paper(bare)):
        return head
    if is_date(bare):
        return replace(head, date=head.date or read_date(bare))
    if blank := STAND_IN_DATE.match(bare):
        return replace(head, date=head.date or blank[1])
    if DOCUMENT_NUMBER.fullmatch(bare):
        return replace(head, number=head.number or bare)
    if head.title is not None and OCCASION.match(bare):
        return replace(head, date=head.date or read_date(bare))
    if head.title is not None and head.subtitle is None and SUBTITLE.match(piece.text):
        return replace(head, subtitle=piece) if len(bare) <= LONGEST_TITLE else None
    if (author := read_author(text)) is not None:
        return _add_author(head, author)
    words = _add_words(head, piece)
    return words if words != head else _go_on_title(head, piece)


def _read_issue(head: Head, bare: str) -> Head:
    """A paper's issue, with its day or its year: 第120期(2010年5月16日), 《某论丛》2019年第4期."""
    if bare.endswith("日"):
        return replace(head, date=head.date or read_date(bare))
    year = ISSUE_YEAR.search(bare)
    return replace(head, issue=year[1]) if year else head


def _repeats_title(head: Head, bare: str) -> bool:
    if head.title is None:
        return False
    whole = len(bare) >= LEAST_REPEATED and bare in head.title.text
    return whole or likeness(bare, head.title.text) >= 0.8


def _add_author(head: Head, author: str) -> Head:
    bodies = (*head.bodies, author) if is_body(author) else head.bodies
    if head.author is None:
        return replace(head, author=author, bodies=bodies)
    if author in head.author:
        return replace(head, bodies=bodies)
    return replace(head, author=f"{head.author} {author}", bodies=bodies)


def _add_words(head: Head, piece: AlignedText) -> Head:
    """Several pieces in one line: 中共某县委组织部 2010年5月."""
    text = piece.text
    if len(text) > LONGEST_TITLE or not (date := find_date(text)):
        author = read_author(text)
        return _add_author(head, author) if author else head
    around = (text[: date.start] + " " + text[date.end :]).strip(BRACKETS + ",，;；:：")
    author = read_author(around) if around else None
    if around and author is None:
        return head
    head = replace(head, date=head.date or date.value)
    return _add_author(head, author) if author else head


def _go_on_title(head: Head, piece: AlignedText) -> Head | None:
    """The second line of a title that was broken in two."""
    if head.title is None or head.author or head.date or head.subtitle is not None:
        return None
    if not _begins_title(head.title.text, piece.text, first=True):
        return None
    return replace(head, title=AlignedText.join([head.title, tidy(piece)], ""))


def _begins_title(before: str, after: str, *, first: bool) -> bool:
    """Whether two lines are one title: only the second one ends like a title."""
    bare, rest = squash(before), squash(after)
    if not first or len(bare) < SHORTEST_BROKEN or len(rest) > LONGEST_TITLE:
        return False
    if NO_TITLE.match(bare) or bare[-1] in "！？!?":
        return False
    if bare.count("《") > bare.count("》") and "》" in rest:
        return True
    if bare[-1] in "—–" and not is_name(rest):
        return len(bare.rstrip("—–")) >= SHORTEST_TITLE
    if ENDS_LIKE_TITLE.search(bare):
        return False
    if (
        not (ENDS_LIKE_TITLE.search(rest) or rest[-1] in "—–")
        or SENTENCE_START.match(rest)
        or NO_TITLE.match(rest)
    ):
        return False
    return _title_score(bare, ()) >= 1.0 and not SUBTITLE.match(rest)
