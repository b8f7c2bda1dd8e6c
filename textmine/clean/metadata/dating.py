"""The date of an article by its own words: on a label, in its last lines, in its title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from textmine.clean.fields import BRACKETS, find_date, is_body, is_date, read_date
from textmine.clean.metadata.reporters import LONGEST_SIGNED, last_lines

LABELLED_DATE = re.compile(r"(?:成文|发文|印发)(?:日期|时间)\s*[:：]\s*")
# 关于印发《…方案》的通知: a notice that signs before the plan that follows it.
PROMULGATES = re.compile(r"(?:印发|转发|公布|下发).{2,60}(?:通知|函|决定|令)$")
BRINGS = re.compile(r"(?:印发|转发|下发|发)给你们[^。]{0,60}。$")
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
    if not PROMULGATES.search(title or ""):
        return None
    for index, (before, line) in enumerate(pairwise(lines), start=1):
        signs = is_body(before) or BRINGS.search(before)
        if signs and len(line) <= LONGEST_SIGNED and (is_date(line) or _bare_day(line)):
            return index
    return None


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
