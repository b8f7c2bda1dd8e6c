"""Where an article's title, byline and date end and its text begins.

The head may be lines of their own, or run in with the first paragraph, set off by spaces only:
"统筹城乡党建初探 王 玉 新 统筹城乡…" (runin.py). Pieces are recognised by what they are
(fields.py); what the page says elsewhere (file name, heading of a compilation) helps to tell
which line is the title and where it ends.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from textmine.aligned import AlignedText
from textmine.clean.fields import (
    BRACKETS,
    COMMA,
    DOCUMENT_NUMBER,
    GLUED_BODY,
    MASTHEAD,
    NAMES,
    ROLE,
    SIGNS,
    close_name,
    find_date,
    is_body,
    is_date,
    is_name,
    read_author,
    word_list,
)
from textmine.clean.layout.broken import ITEM
from textmine.clean.layout.paragraphs import LABEL
from textmine.clean.lines import squash
from textmine.clean.metadata.bylines import REPORTED_FROM, read_byline
from textmine.clean.metadata.outer_titles import COLUMN_BEHIND
from textmine.clean.metadata.pieces import Head, add_piece, add_words
from textmine.clean.metadata.titles import (
    AFFILIATION,
    DOCUMENT_HEAD,
    ENDS_LIKE_TITLE,
    LONGEST_TITLE,
    OCCASION,
    PLACE_LABEL,
    SENTENCE_START,
    SHORTEST_TITLE,
    SUBTITLE,
    TITLE_END,
    TRAILING_BRACKET,
    begins_title,
    likeness,
    tidy,
    title_score,
)

FIRST_LINE = 1.0  # for the title's score, where a column's name is shorter
MOST_TITLE_LINES = 3
LONGEST_BYLINE = 30  # characters of a line that says no more than who wrote it
MOST_LINES = 14  # a head has no more lines than this
LEAST_CAPTION = 12  # characters of a sentence that is no piece of a head
LONGEST_QUESTION = 40  # characters of a title that calls or asks
LONGEST_START = 24  # characters of a title that begins like a sentence
LONGEST_CALL = 16  # characters of a call of the site's among its menus: 正在加载,请稍候!

# 市委组织部：, 县委、县政府：: whom a report is written to, by a body of its own name
SALUTED = re.compile(r"[省市县区州旗](?:委|人民政府|政府)[^\s，,。]{0,16}")
ENDS_WITH_OFFICE = re.compile(rf"(?:{word_list('office')})$")  # …董事长 王某某
# "…公报(2)": the second page of an article
PAGE_OF_SEVERAL = re.compile(r"(?<!\s)\s*[(（]\d{1,2}[)）]\s*$")
ISSUE_OF_JOURNAL = re.compile(r"^《?[\u4e00-\u9fff·()（）]{2,20}》?((?:19|20)\d\d)年第?\d{1,2}期$")
KEY_WORDS = re.compile(r"关键[词字]\s?[:：][^;；。]{2,40}$")
BEFORE_NAMES = re.compile(r"^[\\/／\s]+|\s+$")
NAMES_AFTER = re.compile(rf"[\\/／]\s*(?={NAMES.pattern}$)")  # 议论风生 城乡共融\某某、某某
ISSUE_MARK = re.compile(r"^[【\[](?:19|20)\d\d[-.年/]\d{1,2}[^】\]]{0,6}[】\]]")  # 【2019.04】


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
        return (sure and _read_dated(lines[:end], lines[end:])) or _read_byline_alone(lines)
    first, last = _span_of_title(lines[masthead:end], at)
    whole = lines[first + masthead : last + masthead]
    title = whole[0] if len(whole) == 1 else AlignedText.join(whole, "\n")
    head = _read_title(_read_above(lines[: first + masthead]), title, hints)
    head = _read_below(head, lines[last + masthead : end], lines[end:])
    return _add_issuer(head, lines[: first + masthead])


def _read_dated(lines: Sequence[AlignedText], body: Sequence[AlignedText]) -> Head | None:
    """The first lines where the title stood above the text, or None if none of them tells when."""
    head = Head()
    for index, line in enumerate(lines):
        read = add_piece(head, line)
        if read is None or read == head:
            lines, body = lines[:index], (*lines[index:], *body)
            break
        head = read
    return replace(head, body=tuple(body)) if head.date and body else None


def _read_byline_alone(lines: Sequence[AlignedText]) -> Head:
    """A text without a title, but with who wrote it before it: 某某, ■某市委课题组, 记者某某."""
    issue, at = _leading_issue(lines)
    if at:
        read = _read_byline_alone(lines[at:])
        return replace(read, issue=issue) if read.author else Head(body=tuple(lines))
    if len(lines) < 2:
        return Head(body=tuple(lines))
    first = close_name(lines[0].text)
    if not is_name(first):
        called = ROLE.match(first) or first.startswith(tuple(SIGNS))
        first = (read_author(first) if called and len(first) <= LONGEST_BYLINE else None) or ""
        reported = REPORTED_FROM.match(lines[0].text) and read_byline(lines[0].text)
        first = first or (reported.author if reported else None) or ""
    if not first:
        return Head(body=tuple(lines))
    works = AFFILIATION.match(squash(lines[1].text.strip(BRACKETS))) is not None
    if not works and not _is_prose(lines[1].text, first=False):
        return Head(body=tuple(lines))
    return Head(author=COMMA.sub(" ", first), body=tuple(lines[1 + works :]))


def _leading_issue(lines: Sequence[AlignedText]) -> tuple[str | None, int]:
    """The year of the issue with which a journal's page begins, and how many lines say it.

    Its own key words may stand below: 某某论坛 2010年3期 / 关键词:农村党组织.
    """
    if not lines or (year := ISSUE_OF_JOURNAL.match(squash(lines[0].text))) is None:
        return None, 0
    keyed = len(lines) > 1 and KEY_WORDS.match(lines[1].text) is not None
    return year[1], 1 + keyed


def _span_of_title(lines: Sequence[AlignedText], at: int) -> tuple[int, int]:
    """The lines that a title was broken into, about the one that looks most like it."""
    first, last = at, at + 1
    if at and begins_title(lines[at - 1].text, lines[at].text, first=at == 1):
        first -= 1
    while last < len(lines) and last - first < MOST_TITLE_LINES:
        if not begins_title(lines[last - 1].text, lines[last].text, first=True):
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
        return bare[0] not in SIGNS or not (read_author(bare) or read_byline(bare))
    if bare[-1:] in "！!" and len(bare) <= LONGEST_CALL:  # or nothing at all
        return False
    if "。" in bare[LEAST_CAPTION:]:  # below a picture: …采摘西瓜。某某摄
        return True
    if bare[-1] in ":：":
        return _salutes(bare) or not (is_body(bare[:-1]) or PLACE_LABEL.fullmatch(bare))
    return _is_closed(bare, first=first) or _begins_sentence(bare)


def _is_closed(bare: str, *, first: bool) -> bool:
    """Whether a line ends as no title does; the first one may call or ask: 路在何方？"""
    may_ask = first and len(bare) <= LONGEST_QUESTION
    return bare[-1] in ("。；;，,、" if may_ask else "。；;，,、！？!?")


def _begins_sentence(bare: str) -> bool:
    """Whether a line begins like a sentence, goes on after a comma and is long for a title."""
    if len(bare) <= LONGEST_START or SENTENCE_START.match(bare) is None:
        return False
    return ("，" in bare or "," in bare) and not OCCASION.match(bare)


def _salutes(bare: str) -> bool:
    """Whether a line before a colon calls whoever listens or reads: 各位代表."""
    return bare.startswith(("各", "同志", "尊敬")) or SALUTED.fullmatch(bare[:-1]) is not None


# ---- the title ----------------------------------------------------------------------------------
def _title_line(
    lines: Sequence[AlignedText], hints: Sequence[str], sure: Sequence[str]
) -> int | None:
    """Which of the short lines before the text is the title: menus may stand before it."""
    best, best_score = None, 0.0
    for index, line in enumerate(lines):
        bare = squash(line.text)
        if add_words(Head(), line) != Head():
            continue
        if sure and not any(likeness(bare, title) for title in sure):
            continue
        score = title_score(bare, hints)
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
    return bare in squash(lines[best].text) and title_score(bare, ()) > 0


def _read_title(head: Head, line: AlignedText, hints: Sequence[str]) -> Head:
    """A title line, which may also hold who and when: …的调查与思考某院调查组(2010年5月)."""
    line = line.sub(PAGE_OF_SEVERAL, "").sub(ISSUE_MARK, "").sub(COLUMN_BEHIND, "")
    if bracket := TRAILING_BRACKET.search(line.text):
        read = add_piece(head, line[bracket.start(1) : bracket.end(1)])
        if read is not None and read != head:
            head, line = read, line[: bracket.start()].strip()
    end = _end_of_title(line.text, hints)
    if end is not None:
        head = add_words(head, line[end:].sub(BEFORE_NAMES, ""))
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
