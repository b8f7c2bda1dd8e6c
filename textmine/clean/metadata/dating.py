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
TITLE_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年(?!.*(?:19|20)\d\d年)")
YEAR_RANGE = re.compile(r"(?:19|20)\d\d\s*+(?:年\s*+)?[-—–~～至到]\s*(?:19|20)?\d\d")


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
    for line in reversed(last_lines(lines)):
        if is_date(line):
            return read_date(line)
        date = find_date(line) if len(line) <= LONGEST_SIGNED else None
        if date is None or line[date.end :].strip(BRACKETS):
            continue
        if is_body(line[: date.start].strip(BRACKETS)):
            return date.value
    return None


def notice_date(title: str | None, lines: Sequence[str]) -> str | None:
    """The date below the body that signs a notice, before what the notice brings."""
    if not PROMULGATES.search(title or ""):
        return None
    for before, line in pairwise(lines):
        if len(line) <= LONGEST_SIGNED and is_date(line) and is_body(before):
            return read_date(line)
    return None


def title_date(title: str | None) -> str | None:
    """The year that a title states (2010年党建工作总结), not a range of years."""
    title = title or ""
    match = TITLE_YEAR.search(title)
    if match is None or YEAR_RANGE.search(title):
        return None
    return read_date(title[match.start() :]) or match[1]
