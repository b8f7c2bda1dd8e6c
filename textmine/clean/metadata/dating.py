"""The date of an article by its own words: on a label, in its last lines, in its title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from textmine.clean.fields import BRACKETS, NAME, find_date, is_body, is_date, read_date
from textmine.clean.metadata.reporters import LONGEST_SIGNED, last_lines

LABELLED_DATE = re.compile(r"(?:成文|发文|印发)(?:日期|时间)\s*[:：]\s*")
# 关于印发《…方案》的通知: a notice that signs before the plan that follows it.
PROMULGATES = re.compile(r"(?:印发|转发|公布|下发).{2,60}(?:通知|函|决定|令)$")
BRINGS = re.compile(
    r"(?:(?:印发|转发|下发)(?:给)?|发给)你们[^。]{0,60}。$|现予以?(?:公布|发布|颁布)[^。]{0,60}。$"
)
# 省长, 市长 某某: who signs an order
SIGNS_ORDER = re.compile(
    r"[\u4e00-\u9fff]{0,8}(?:省长|市长|县长|州长|主席|区长|部长|局长)"
    rf"(?:\s*{NAME}|\s+[\u4e00-\u9fff·\s]{{2,12}})?"
)
# (1997年7月23日某某省人民政府令第82号发布)
ENACTED = re.compile(
    r"[(（](?P<when>(?:19|20)\d\d年\d{1,2}月\d{1,2}日)[^()（）]{2,60}(?:通过|公布|发布|颁布|印发|批准)"
)
MOST_ABOVE = 12  # lines above what a notice or an order brings
TITLE_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年(?!.*(?:19|20)\d\d年)")
YEAR_RANGE = re.compile(r"(?:19|20)\d\d\s*+(?:年\s*+)?[-—–~～至到]\s*(?:19|20)?\d\d")
# 20191113 below the body that signs: its signs were lost.
BARE_DAY = re.compile(r"((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])")


def labelled_date(notes: Sequence[str]) -> str | None:
    """The date behind 成文日期 and the like."""
    for note in notes:
        if label := LABELLED_DATE.search(note):
            found = find_date(note[label.end() :])
            if found is not None and found.start <= 1:
                return found.value
    return None


def tail_date(lines: Sequence[str]) -> str | None:
    """A date that stands alone, or after a body's name, in the last lines."""
    last = last_lines(lines)
    for before, line in zip(["", *last], last, strict=False):
        if is_body(before) and (day := _bare_day(line)):
            return day
    for line in reversed(last):
        if is_date(line):
            return read_date(line)
        date = find_date(line) if len(line) <= LONGEST_SIGNED else None
        if date is None or line[date.end :].strip(BRACKETS):
            continue
        if is_body(line[: date.start].strip(BRACKETS)):
            return date.value
    return None


def notice_date(title: str | None, lines: Sequence[str]) -> str | None:
    """The date that signs a notice, before what the notice brings."""
    signed = notice_end(title, lines)
    return None if signed is None else _bare_day(lines[signed]) or read_date(lines[signed])


def notice_end(title: str | None, lines: Sequence[str]) -> int | None:
    """The index of the line with that date: below the body that signs, or what it asks for."""
    brought = False
    promulgates = PROMULGATES.search(title or "") is not None
    for index, (before, line) in enumerate(pairwise(lines[:MOST_ABOVE]), start=1):
        asks = BRINGS.search(before) is not None
        brought = brought or asks
        by_body = (promulgates or brought) and is_body(before)
        signs = asks or by_body or (brought and SIGNS_ORDER.fullmatch(before) is not None)
        if signs and len(line) <= LONGEST_SIGNED and (is_date(line) or _bare_day(line)):
            return index
    return None


def enacted_date(lines: Sequence[str]) -> str | None:
    """The day of the note below a rule's title that says when it was passed."""
    notes = (ENACTED.match(line) for line in lines[:3])
    return next((read_date(note["when"]) for note in notes if note), None)


def _bare_day(line: str) -> str | None:
    day = BARE_DAY.fullmatch(line.strip(BRACKETS))
    return f"{day[1]}-{day[2]}-{day[3]}" if day else None


def title_date(title: str | None) -> str | None:
    """The year that a title states (2010年党建工作总结), not a range of years."""
    title = title or ""
    match = TITLE_YEAR.search(title)
    if match is None or YEAR_RANGE.search(title):
        return None
    return read_date(title[match.start() :]) or match[1]
