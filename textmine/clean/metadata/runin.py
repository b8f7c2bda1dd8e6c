"""A head that is run in with the first paragraph, set off by spaces only."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from textmine.aligned import AlignedText
from textmine.clean.fields import (
    BODY,
    BRACKETS,
    LONGEST_DATE,
    SIGNS,
    close_name,
    find_date,
    is_date,
    is_name,
    read_author,
)
from textmine.clean.layout.broken import ITEM
from textmine.clean.layout.paragraphs import HEAD_AND_SPACE, LABEL
from textmine.clean.lines import squash
from textmine.clean.metadata.bylines import REPORTED_FROM, read_byline
from textmine.clean.metadata.head import LONGEST_BYLINE, read_head_lines
from textmine.clean.metadata.pieces import Head, add_piece
from textmine.clean.metadata.reporters import PICTURED
from textmine.clean.metadata.titles import (
    ENDS_LIKE_TITLE,
    LONGEST_TITLE,
    NO_TITLE,
    SENTENCE_START,
    SUBTITLE,
    likeness,
    tidy,
)

SHORTEST_RUN_IN = 6  # characters of a title; a shorter word may be the text's own
LIKE_HINT = 0.6
MOST_WORDS = 3  # of a title that spaces break
LEAST_GLUED = 8
# Lines of a report's lead, and of the byline below it.
MOST_LEADS = 6
REPORTER_WORD = re.compile(
    r"(?:本报|本刊|本网)?(?:见习|实习|特约)?(?:记者|通讯员|实习生)|[\u4e00-\u9fff]{2,6}记者站"
)
BYLINE = re.compile(
    rf"^[{SIGNS}]|^(?:本报|本刊|本网|见习|实习|特约)?(?:记者|通讯员|实习生)\s|^文[/／]"
    rf"|{REPORTED_FROM.pattern}"
)
# After these a date is part of the first sentence: 2010年以来, 2010年,全县…
NARRATIVE = (
    "以来",
    "，",
    ",",
    "、",
    "底",
    "初",
    "末",
    "起",
    "年",
    "全",
    "我",
    "上半",
    "下半",
    "至",
    "到",
    "—",
    "-",
)


def read_head(
    lines: Sequence[AlignedText], hints: Sequence[str] = (), sure: Sequence[str] = ()
) -> Head:
    """The head of an article (see `read_head_lines`), wherever it stands, and its text."""
    head = read_head_lines(lines, hints, sure)
    if not head.body:
        return head
    head = _read_bracket(head)
    if " " in head.body[0].text[: 2 * LONGEST_TITLE]:
        head = _read_run_in(_read_reporters(head), hints)
    head = _read_glued(head, hints) if head.title is None else head
    return _read_below_lead(head) if head.author is None else head


def _read_bracket(head: Head) -> Head:
    """Without a first line that only says who reports from where: 【某某 某县】."""
    first = head.body[0].text
    line = read_byline(first) if len(head.body) > 1 and first[-1:] == "】" else None
    if line is None or line.author is None:
        return head
    return replace(head, author=head.author or line.author, body=head.body[1:])


def _read_below_lead(head: Head) -> Head:
    """A byline below the lead of a report: □本报记者 某某 / 实习记者 某某."""
    body = head.body
    for line in body[1 : MOST_LEADS + 1]:
        if PICTURED.match(line.text):
            continue
        if not BYLINE.match(line.text) or len(line) > LONGEST_BYLINE:
            if head.author:
                break
            continue
        if read_author(line.text) is None and read_byline(line.text) is None:
            break
        head = add_piece(head, line) or head
        head = replace(head, body=tuple(other for other in head.body if other is not line))
    return head


def _read_reporters(head: Head) -> Head:
    """Reporters before the first sentence: 本报记者 某某 某某记者站 某某 通讯员 某某 “…"."""
    first = head.body[0]
    words = _leading_words(first.text)
    if head.author or not words or not REPORTER_WORD.match(first.text):
        return head
    end, at = 0, 0
    while at < len(words):
        count = _name_length(words[at:])
        start, stop = words[at][0], words[at + count - 1][1]
        text = close_name(first.text[start:stop])
        if not REPORTER_WORD.fullmatch(text) and not is_name(text):
            break
        end, at = stop, at + count
    author = read_author(REPORTER_WORD.sub(" ", close_name(first.text[:end])).strip())
    if author is None:
        return head
    return replace(head, author=author, body=(first[end:].strip(), *head.body[1:]))


def _read_run_in(head: Head, hints: Sequence[str]) -> Head:
    first = head.body[0]
    words = _leading_words(first.text)
    at = 0
    if head.title is None:
        count = _title_words(first.text, words, hints)
        if not count:
            return head
        at = words[count - 1][1]
        head, words = replace(head, title=tidy(first[words[0][0] : at])), words[count:]
    while words:
        count = _name_length(words)
        start, end = words[0][0], words[count - 1][1]
        read = _add_run_in(head, first[start:end])
        if read is None:
            break
        head, at, words = read, end, words[count:]
    return replace(head, body=(first[at:].strip(), *head.body[1:]))


def _leading_words(text: str) -> list[tuple[int, int]]:
    """The words that may belong to a head: up to the first that holds a sentence."""
    words: list[tuple[int, int]] = []
    for match in re.finditer(r"\S+", text):
        if len(match[0]) > LONGEST_TITLE or re.search(r"[。；;！？]", match[0]):
            break
        words.append(match.span())
    return words


def _title_words(text: str, words: Sequence[tuple[int, int]], hints: Sequence[str]) -> int:
    """How many of the leading words make a title, 0 where there is none."""
    if HEAD_AND_SPACE.match(text) or re.match(LABEL, text):
        return 0
    for count in range(1, min(MOST_WORDS, len(words)) + 1):
        bare = squash(text[words[0][0] : words[count - 1][1]])
        if ITEM.match(bare) or SENTENCE_START.match(bare) or NO_TITLE.match(bare):
            return 0
        if _is_title(bare, hints) or (
            len(bare) >= SHORTEST_RUN_IN and _followed(text, words[count:])
        ):
            return count
    return 0


def _is_title(bare: str, hints: Sequence[str]) -> bool:
    if not SHORTEST_RUN_IN <= len(bare) <= LONGEST_TITLE or bare[-1] in ",，、":
        return False
    if any(likeness(bare, hint) >= LIKE_HINT for hint in hints):
        return True
    return bool(ENDS_LIKE_TITLE.search(bare) or bare.startswith("关于"))


def _followed(text: str, words: Sequence[tuple[int, int]]) -> bool:
    """Whether a byline or a date comes next."""
    if not words:
        return False
    piece = close_name(text[words[0][0] : words[_name_length(words) - 1][1]])
    return read_author(piece) is not None or is_date(piece)


def _name_length(words: Sequence[tuple[int, int]]) -> int:
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
    if head.title is not None and squash(text) == squash(head.title.text):
        return head
    dated = len(text) <= 40 and find_date(text) is not None
    if not dated and read_author(close_name(text)) is None:
        return None
    read = add_piece(head, piece)
    return read if read != head else None


# ---- glued to the first paragraph ---------------------------------------------------------------
# 乡镇党建总结前言:…: a label tells where a title ends that stands right before it.
# 某镇党建工作汇报近年来,…: no sentence goes on so after such a word
TITLE_BEFORE = re.compile(
    r"[^。，,；;：:！？\s]{6,38}?"
    r"(?:侧记|纪实|总结|汇报|材料|调研报告|调查报告|调查|思考|方案|意见|体会)"
    r"(?=近年来|近几年|今年以来|为了|为深入|为认真|为全面|为进一步|为贯彻|为切实|随着|根据|按照"
    r"|同志们|各位)"
)
LABEL_AFTER = re.compile(rf"(?![【\[])[^。，,；;:：！？\s]{{6,40}}?(?=(?:{LABEL}|正文)\s*[:：])")
# 某镇党建总结某镇党建总结近年来…: a title that a header and the text both begin with
DOUBLED = re.compile(r"^(?:文章标题[:：])?(?P<title>[\u4e00-\u9fff“”《》]{8,50}?)(?P=title)")
GLUED_BODY = re.compile(rf"^\s*({BODY})\s*+(?=(?:[(（]\s*+)?(?:19|20|二[〇○零]))")


def _read_glued(head: Head, hints: Sequence[str]) -> Head:
    """A title without even a space after it: told by a name that the page gives elsewhere."""
    first = head.body[0]
    for hint in hints:
        if len(hint) < LEAST_GLUED or not first.text.startswith(hint):
            continue
        if first.text[len(hint) : len(hint) + 1] in "，,、。的是了":
            continue
        head = replace(head, title=first[: len(hint)])
        return _read_glued_pieces(head, first[len(hint) :])
    if doubled := DOUBLED.match(first.text):
        return _read_doubled(head, doubled)
    if match := TITLE_BEFORE.match(first.text) or LABEL_AFTER.match(first.text):
        rest = first[match.end() :].strip()
        return replace(head, title=tidy(first[: match.end()]), body=(rest, *head.body[1:]))
    return head


def _read_doubled(head: Head, doubled: re.Match[str]) -> Head:
    """A title that stands twice; where another one follows so, that is the document's own."""
    first = head.body[0]
    title, rest = first[doubled.start("title") : doubled.end("title")], first[doubled.end() :]
    if again := DOUBLED.match(rest.text):
        title, rest = rest[again.start("title") : again.end("title")], rest[again.end() :]
    return replace(head, title=title, body=(rest.strip(), *head.body[1:]))


def _read_glued_pieces(head: Head, rest: AlignedText) -> Head:
    if body := GLUED_BODY.match(rest.text):
        head = add_piece(head, rest[body.start(1) : body.end(1)]) or head
        rest = rest[body.end() :]
    date = find_date(rest.text[:LONGEST_DATE])
    if date is not None and not rest.text[: date.start].strip(BRACKETS):
        end = date.end + (rest.text[date.end : date.end + 1] in ")）" and date.start > 0)
        if not rest.text[end:].startswith(NARRATIVE):
            head = add_piece(head, rest[:end].strip()) or head
            rest = rest[end:]
    return replace(head, body=(rest.strip(), *head.body[1:]))
