"""The pieces of a head: what a short line near the title says of the document."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from textmine.aligned import AlignedText
from textmine.clean.fields import (
    BRACKETS,
    DOCUMENT_NUMBER,
    ISSUE,
    NAMES,
    PRINTED,
    STAND_IN,
    find_date,
    is_body,
    is_date,
    is_paper,
    read_author,
    read_date,
)
from textmine.clean.lines import squash
from textmine.clean.metadata.bylines import read_byline
from textmine.clean.metadata.titles import (
    AFFILIATION,
    LONGEST_TITLE,
    OCCASION,
    SUBTITLE,
    begins_title,
    likeness,
    tidy,
)

LEAST_REPEATED = 10  # characters of a part of the title that is said again
# "《某论丛》2019年第4期"
ISSUE_YEAR = re.compile(r"((?:19|20)\d\d)年第?\d{1,2}期")
PAGE_OF_PAPER = re.compile(r"^第?\s?[A-Z]?\d{1,3}\s?版$")  # 2017年9月30日 第3版
# (载《某某党建》2006年8月号)
MONTHLY = re.compile(
    r"^(?:原?载|刊于|选自|摘自)?《[^《》]{2,14}》((?:19|20)\d\d)年(\d{1,2})月[号刊]?[)）]?$"
)
# 某县 某某: where it was sent from, and by whom
PLACE_AND_NAME = re.compile(rf"[\u4e00-\u9fff]{{1,6}}[省市县区旗州镇乡]\s+({NAMES.pattern})")
# 某某(某县某村党支部书记): a name and what its bearer is
NAME_AND_OFFICE = re.compile(
    rf"({NAMES.pattern})\s*+[(（][^()（）]{{2,40}}(?:书记|主任|[局部镇乡县科校院组队]长|干部|教师|教授|研究员|主席|助理|队员|委员|经理)[)）]?"
)
# "2020年×月×日", "2020年 月 日": a date that was to be filled in.
STAND_IN_DATE = re.compile(
    rf"^((?:19|20)\d\d)年(?:[{STAND_IN}]{{1,2}}月(?:[{STAND_IN}]{{1,2}}日)?|月日)$"
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


def add_piece(head: Head, piece: AlignedText) -> Head | None:
    """*head* with one more piece, or None where the piece is none of a head."""
    text = piece.text.strip(BRACKETS)
    bare = squash(text)
    if not bare or _says_nothing_new(head, bare):
        return head
    if (known := _add_known(head, bare)) is not None:
        return known
    if head.title is not None and head.subtitle is None and SUBTITLE.match(piece.text):
        return replace(head, subtitle=piece) if len(bare) <= LONGEST_TITLE else None
    said = PLACE_AND_NAME.fullmatch(text) or NAME_AND_OFFICE.fullmatch(text)
    if (author := read_author(said[1] if said else text)) is not None:
        return _add_author(head, author)
    words = add_words(head, piece)
    return words if words != head else _go_on_title(head, piece)


def _says_nothing_new(head: Head, bare: str) -> bool:
    """Whether a piece only says the title again, where the author works, or who printed it."""
    if head.title is None:
        return False
    again = _repeats_title(bare, squash(head.title.text))
    return again or bool(AFFILIATION.match(bare)) or is_paper(bare)


def _add_known(head: Head, bare: str) -> Head | None:
    """With the issue, the date or the number that a piece is; None where it is none of them."""
    if ISSUE.match(bare):
        return _read_issue(head, bare)
    if is_date(bare):
        return replace(head, date=head.date or read_date(bare))
    if month := MONTHLY.match(bare):
        return replace(head, date=head.date or f"{month[1]}-{int(month[2]):02}")
    if blank := STAND_IN_DATE.match(bare):
        return replace(head, date=head.date or blank[1])
    if DOCUMENT_NUMBER.fullmatch(bare):
        return replace(head, number=head.number or bare)
    if head.title is not None and OCCASION.match(bare):
        return replace(head, date=head.date or read_date(bare))
    return None


def _read_issue(head: Head, bare: str) -> Head:
    """A paper's issue, with its day or its year: 第120期(2010年5月16日), 《某论丛》2019年第4期."""
    if bare.endswith("日"):
        return replace(head, date=head.date or read_date(bare))
    year = ISSUE_YEAR.search(bare)
    return replace(head, issue=year[1]) if year else head


def _repeats_title(bare: str, title: str) -> bool:
    whole = len(bare) >= LEAST_REPEATED and bare in title
    return whole or likeness(bare, title) >= 0.8


def _add_author(head: Head, author: str) -> Head:
    bodies = (*head.bodies, author) if is_body(author) else head.bodies
    if head.author is None:
        return replace(head, author=author, bodies=bodies)
    if author in head.author:
        return replace(head, bodies=bodies)
    return replace(head, author=f"{head.author} {author}", bodies=bodies)


def add_words(head: Head, piece: AlignedText) -> Head:
    """Several pieces in one line: 中共某县委组织部 2010年5月, 记者某某《某报》(2010年5月6日)."""
    text = piece.text
    if printed := PRINTED.search(text):
        read = _add_dated(head, text, printed.span(), read_date(printed["day"]))
    elif len(text) > LONGEST_TITLE or not (date := find_date(text)):
        author = read_author(text)
        read = _add_author(head, author) if author else head
    else:
        read = _add_dated(head, text, (date.start, date.end), date.value)
    return _add_byline(head, text) if read == head else read


def _add_byline(head: Head, text: str) -> Head:
    """With what a line says that holds nothing but who, for whom and when, in any order."""
    line = read_byline(text)
    if line is None:
        return head
    head = replace(head, date=head.date or line.date)
    return _add_author(head, line.author) if line.author else head


def _add_dated(head: Head, text: str, span: tuple[int, int], date: str | None) -> Head:
    """With the date that stands at *span*, if what stands around it says who and no more."""
    around = (text[: span[0]] + " " + text[span[1] :]).strip(BRACKETS + ",，;；:：")
    around = PAGE_OF_PAPER.sub("", around)
    author = read_author(around) if around else None
    if around and author is None:
        return head
    head = replace(head, date=head.date or date)
    return _add_author(head, author) if author else head


def _go_on_title(head: Head, piece: AlignedText) -> Head | None:
    """The second line of a title that was broken in two."""
    if head.title is None or head.author or head.date or head.subtitle is not None:
        return None
    if not begins_title(head.title.text, piece.text, first=True):
        return None
    return replace(head, title=AlignedText.join([head.title, tidy(piece)], ""))
