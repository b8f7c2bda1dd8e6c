"""Where an article's title, byline and date end and its text begins.

The head may be lines of their own, or run in with the first paragraph, set off by spaces only:
"统筹城乡党建初探 王 玉 新 统筹城乡…". Pieces are recognised by what they are (fields.py); what
the page said elsewhere (file name, heading of a compilation) helps to tell where a title ends.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

from textmine.aligned import AlignedText
from textmine.clean.fields import (
    DATE,
    DOCUMENT_NUMBER,
    GLUED_BODY,
    ISSUE,
    close_name,
    is_body,
    is_date,
    is_name,
    read_author,
    read_date,
)
from textmine.clean.layout import HEAD_AND_SPACE, ITEM, LABEL
from textmine.clean.lines import SPACE

LONGEST_TITLE = 60
SHORTEST_TITLE = 4
# Words that a report's title ends with; one of them makes a line a likely title.
TITLE_END = (
    "报告|总结|方案|意见|办法|思考|探索|初探|探析|浅谈|浅析|调查|调研|研究|实践|启示|经验|做法|汇报|材料|讲话|致辞|发言|通知|规划|计划|要点|规定|细则|条例|决定"
    "|纪要|纪实|建议|对策|体会|格局|模式|路径|途径|之路|新路|机制|体系|制度|案例|综述|述评|札记|侧记|通讯|公报|简报|信息|介绍|说明|解读|问题|分析|探讨|刍议|几点"
)
LIKELY_TITLE = re.compile(
    rf"(?:{TITLE_END})(?:[(（].{{1,20}}[)）])?$|^(?:关于|浅谈|浅析|试论|论|在.{{2,30}}上的)|——|:|："
)
# A sentence begins so, a title hardly.
SENTENCE_START = re.compile(
    r"(?:近年来|近年|今年|去年|当前|目前|为了|为深入|为认真|为全面|为进一步|为切实|为贯彻|随着|按照|根据|自\d|自从|最近|日前|近日|昨天|昨日|今天|\d{1,4}[年月]|各位|同志们|尊敬的|各乡|各镇|各市|各县|各区|各党|各街)"
)
SUBTITLE = re.compile(r"^\s*(?:[—–―─-]{1,4})\s*(?=\S)")
GLUED = re.compile(rf"^(?P<title>.{{4,50}}(?:{TITLE_END}))(?P<rest>[^,，。:：]{{3,40}})$")
TRAILING_BRACKET = re.compile(r"\s*[(（]([^()（）]{2,40})[)）]\s*$")
REPORTER = re.compile(
    r"^(?:.{0,12}讯)?\s*[(（]?\s*(?:本报)?(?:全媒体)?(?:记者|通讯员)\s*[:：]?.{2,40}[)）]?$"
)
STARRED = re.compile(r"(?<=[^\s*])[*※＊]+(?=$|\s)")
MOST_LINES = 14  # a head has no more lines than this


@dataclass(frozen=True, slots=True)
class Head:
    """The pieces of a head as they stood, and the lines of the text after it."""

    title: AlignedText | None = None
    subtitle: AlignedText | None = None
    author: str | None = None
    bodies: tuple[str, ...] = ()
    date: str | None = None
    number: str | None = None
    body: tuple[AlignedText, ...] = field(default=())


def read_head(lines: Sequence[AlignedText], hints: Sequence[str] = ()) -> Head:
    """The head of an article; *hints* are titles that the page gives elsewhere, likely first."""
    head = Head(body=tuple(lines))
    start = _first_prose(lines)
    at = _title_line(lines[:start], hints)
    if at is not None:
        head = _read_lines(lines[at:start], hints, lines[start:])
    if head.body:
        head = _read_run_in(head, hints)
    return head


def _first_prose(lines: Sequence[AlignedText]) -> int:
    """The index of the first line that is no piece of a head."""
    for index, line in enumerate(lines[:MOST_LINES]):
        text = line.text
        if len(text) > 2 * LONGEST_TITLE or ITEM.match(text) and not SUBTITLE.match(text):
            return index
        if text[-1] in "。；;，,、！？" or text[-1] in ":：" and not is_body(text[:-1]):
            return index
        if re.match(rf"{LABEL}(?:\W|$)", text) or SENTENCE_START.match(text) and not is_date(text):
            if len(text) > 24 or text[-1] in ":：" or re.match(LABEL, text):
                return index
    return min(len(lines), MOST_LINES)


# ---- lines of their own -------------------------------------------------------------------------
def _title_line(lines: Sequence[AlignedText], hints: Sequence[str]) -> int | None:
    """Which of the short lines before the text is the title: menus may stand before it."""
    best, best_score = None, 0.0
    for index, line in enumerate(lines):
        score = _title_score(SPACE.sub("", line.text), hints)
        if score > best_score:
            best, best_score = index, score
    return best


def _title_score(text: str, hints: Sequence[str]) -> float:
    bare = TRAILING_BRACKET.sub("", text)
    if len(bare) < SHORTEST_TITLE or is_date(bare) or is_name(bare) or ISSUE.match(bare):
        return 0.0
    if SUBTITLE.match(bare) or DOCUMENT_NUMBER.fullmatch(bare):
        return 0.0
    score = 1.0 + min(len(bare), 20) / 20
    score += 2.0 * bool(LIKELY_TITLE.search(bare)) - 1.5 * is_body(bare)
    return score + 4.0 * max((_likeness(bare, hint) for hint in hints), default=0.0)


def _likeness(text: str, hint: str) -> float:
    """0..1: how much of the shorter one stands in the other in one piece."""
    if not text or not hint:
        return 0.0
    if hint in text or text in hint:
        return (
            min(len(hint), len(text))
            / max(len(hint), len(text)) ** 0.5
            / min(len(hint), len(text)) ** 0.5
        )
    found = SequenceMatcher(None, text, hint, autojunk=False).find_longest_match()
    share = found.size / max(len(text), len(hint))
    return share if share >= 0.5 else 0.0


def _read_lines(
    lines: Sequence[AlignedText], hints: Sequence[str], body: Sequence[AlignedText]
) -> Head:
    head = _read_title(lines[0], hints)
    rest = list(lines[1:])
    while rest:
        read = _add_piece(head, rest[0], hints)
        if read is None:
            break
        head = read
        rest.pop(0)
    return replace(head, body=(*rest, *body))


def _read_title(line: AlignedText, hints: Sequence[str]) -> Head:
    """A title line, which may also hold who and when: …的调查与思考某院调查组(2010年5月)."""
    head = Head()
    if bracket := TRAILING_BRACKET.search(line.text):
        read = _add_piece(head, line[bracket.start(1) : bracket.end(1)], hints)
        if read is not None and (read.date or read.author) and not read.title:
            head, line = read, line[: bracket.start()].strip()
    title, rest = _end_of_title(line, hints)
    if rest is not None:
        head = _add_words(head, rest)
    return replace(head, title=_tidy_title(title))


def _end_of_title(
    line: AlignedText, hints: Sequence[str]
) -> tuple[AlignedText, AlignedText | None]:
    """The title, and what is glued to its end."""
    text = line.text
    squashed = SPACE.sub("", text)
    for hint in hints:
        at = squashed.find(hint)
        rest = squashed[at + len(hint) :] if at >= 0 else ""
        if len(hint) >= 8 and rest and _names_somebody(rest):
            return _split_squashed(line, at + len(hint))
    words = [match.start() for match in re.finditer(r"\s+", text)]
    for start in words:
        if _names_somebody(close_name(text[start:].strip())) and start >= SHORTEST_TITLE:
            return line[:start], line[start:].strip()
    glued = _find_glued(squashed)
    return _split_squashed(line, glued) if glued else (line, None)


def _find_glued(text: str) -> int | None:
    """Where a body's name begins right after the last word of a title."""
    for match in sorted(re.finditer(TITLE_END, text), key=lambda found: found.start()):
        rest = text[match.end() :]
        if match.end() >= 8 and len(rest) >= 4 and GLUED_BODY.match(rest) and is_body(rest):
            if not re.match(rf"(?:{TITLE_END}|与|和|及|的)", rest):
                return match.end()
    return None


def _split_squashed(line: AlignedText, count: int) -> tuple[AlignedText, AlignedText]:
    """*line* cut after its first *count* characters that are no white space."""
    seen = 0
    for index, character in enumerate(line.text):
        seen += not character.isspace()
        if seen == count:
            return line[: index + 1], line[index + 1 :].strip()
    return line, line[len(line) :]


def _names_somebody(text: str) -> bool:
    return read_author(text) is not None or is_date(text)


def _tidy_title(title: AlignedText) -> AlignedText:
    """Without spaces inside and footnote stars."""
    title = title.sub(STARRED, "").strip()
    return title.sub(r"(?<![A-Za-z])\s+|\s+(?![A-Za-z])", "")


# ---- pieces -------------------------------------------------------------------------------------
def _add_piece(head: Head, piece: AlignedText, hints: Sequence[str]) -> Head | None:
    """*head* with one more piece, or None where the piece is none of a head."""
    text = piece.text.strip(" ()（）[]【】")
    bare = SPACE.sub("", text)
    if not bare or ISSUE.match(bare) or head.title is not None and bare == head.title.text:
        return head
    if is_date(bare):
        return replace(head, date=head.date or read_date(bare))
    if DOCUMENT_NUMBER.fullmatch(bare):
        return replace(head, number=head.number or bare)
    if head.title is not None and SUBTITLE.match(piece.text) and head.subtitle is None:
        return replace(head, subtitle=piece) if len(bare) <= LONGEST_TITLE else None
    if (author := read_author(text)) is not None:
        return _add_author(head, author)
    if REPORTER.match(text) and len(bare) <= 40:
        return head
    words = _add_words(head, piece)
    if words != head:
        return words
    if any(bare == hint for hint in hints):
        return head
    return _go_on_title(head, piece)


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
    if not (date := DATE.search(text)):
        author = read_author(text)
        return _add_author(head, author) if author else head
    around = (text[: date.start()] + " " + text[date.end() :]).strip(" ()（）[]【】,，;；:：")
    author = read_author(around) if around else None
    if around and author is None:
        return head
    head = replace(head, date=head.date or read_date(date[0]))
    return _add_author(head, author) if author else head


def _go_on_title(head: Head, piece: AlignedText) -> Head | None:
    """The second line of a title that was broken in two."""
    if head.title is None or head.author or head.date or head.subtitle is not None:
        return None
    ended = re.search(rf"(?:{TITLE_END})$", head.title.text)
    goes_on = re.search(rf"(?:{TITLE_END})$", piece.text.strip())
    if ended or not goes_on or len(piece) > LONGEST_TITLE or SENTENCE_START.match(piece.text):
        return None
    return replace(head, title=AlignedText.join([head.title, _tidy_title(piece)], ""))


# ---- run in with the first paragraph ------------------------------------------------------------
def _read_run_in(head: Head, hints: Sequence[str]) -> Head:
    first = head.body[0]
    if " " not in first.text[: 2 * LONGEST_TITLE] or HEAD_AND_SPACE.match(first.text):
        return head
    words = _leading_words(first.text)
    if head.title is None:
        read = _run_in_title(first, words, hints)
        if read is None:
            return head
        title, words = read
        head = replace(title, body=head.body)
    at = 0
    while words:
        count = _name_length(first.text, words)
        start, end = words[0][0], words[count - 1][1]
        read = _add_run_in(head, first[start:end])
        if read is None:
            break
        head, at, words = read, end, words[count:]
    if not at:
        at = _end_of_run_in(head, first)
    return replace(head, body=(first[at:].strip(), *head.body[1:]))


def _end_of_run_in(head: Head, first: AlignedText) -> int:
    """Where the text begins when only a title was run in with it."""
    if head.title is None:
        return 0
    end = head.title.source_span(0, len(head.title))[1]
    for index in range(1, min(len(first), 2 * LONGEST_TITLE)):
        if first.source_span(index - 1, index)[1] == end:
            return index
    return 0


def _leading_words(text: str) -> list[tuple[int, int]]:
    """The words that may belong to a head: up to the first that holds a sentence."""
    words: list[tuple[int, int]] = []
    for match in re.finditer(r"\S+", text):
        word = match[0]
        if len(word) > LONGEST_TITLE or re.search(r"[。；;！？]", word):
            break
        words.append(match.span())
    return words


def _run_in_title(
    first: AlignedText, words: Sequence[tuple[int, int]], hints: Sequence[str]
) -> tuple[Head, list[tuple[int, int]]] | None:
    """A title at the beginning of a paragraph, and the words after it."""
    for count in (1, 2, 3):
        if len(words) < count:
            return None
        piece = first[words[0][0] : words[count - 1][1]]
        bare = SPACE.sub("", piece.text)
        rest = list(words[count:])
        if ITEM.match(bare) or SENTENCE_START.match(bare) or re.match(LABEL, bare):
            return None
        if _is_run_in_title(bare, hints, followed=_followed(first.text, rest)):
            return _read_title(piece, hints), rest
    return None


def _is_run_in_title(bare: str, hints: Sequence[str], *, followed: bool) -> bool:
    if not 6 <= len(bare) <= LONGEST_TITLE or re.search(r"[。；;，,]$", bare):
        return False
    if any(_likeness(bare, hint) >= 0.6 for hint in hints):
        return True
    return followed or bool(re.search(rf"(?:{TITLE_END})$", bare) or bare.startswith("关于"))


def _followed(text: str, words: Sequence[tuple[int, int]]) -> bool:
    """Whether a byline or a date comes next."""
    if not words:
        return False
    count = _name_length(text, words)
    piece = close_name(text[words[0][0] : words[count - 1][1]])
    return _names_somebody(piece)


def _name_length(text: str, words: Sequence[tuple[int, int]]) -> int:
    """How many words make the next piece: a name may be set wide (王 玉 新)."""
    single = 0
    for start, end in words[:4]:
        if end - start != 1:
            break
        single += 1
    return max(single, 1)


def _add_run_in(head: Head, piece: AlignedText) -> Head | None:
    text = piece.text
    if SUBTITLE.match(text) and head.subtitle is None and len(text) <= LONGEST_TITLE:
        return replace(head, subtitle=piece)
    if head.title is not None and SPACE.sub("", text) == head.title.text:
        return head
    if is_date(text) or _names_somebody(text) or (DATE.search(text) and len(text) <= 40):
        read = _add_piece(head, piece, ())
        return read if read != head else None
    return None
