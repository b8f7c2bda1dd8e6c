"""A unit said once for a row of figures: 分别提高1.2和2.3个百分点, 分别有12、36名."""

from __future__ import annotations

import re

from textmine.chinese.numerals import parse_numeral
from textmine.detect.numbers.units import FoundUnit, find_unit

# The figures that follow, each behind a mark, and the multiplier that the last one states for all.
ROW = re.compile(r"(?:\s?(?:[、和及与]|以及)\s?\d[\d.]*+){1,8}(?P<large>[万亿])?")
SEVERALLY = re.compile(r"分别|依次|各自|各(?=[占为达增下])")
NEAR = 40  # characters before a figure in which 分别 may stand
STOP = re.compile(r"[。；;！!？?\n]")


def unit_of_row(text: str, start: int, end: int) -> tuple[FoundUnit, float] | None:
    """The unit that `text[start:end]`, a bare figure, shares with the last of its row.

    Beside it the multiplier (10,000 in 分别为3.2和4.5万元). None where no row of 分别 stands there.

    >>> found = unit_of_row("分别提高1.2和2.3个百分点", 4, 7)
    >>> found and (found[0].unit.name, found[0].end, found[1])
    ('百分点', 7, 1.0)
    """
    row = ROW.match(text, end)
    if row is None:
        return None
    before = text[max(0, start - NEAR) : start]
    several = SEVERALLY.search(before)
    if several is None or STOP.search(before, several.end()):
        return None
    behind = row.end() + (text[row.end() : row.end() + 1] == " ")
    found = find_unit(text, behind)
    times = (parse_numeral(row["large"]) or 1.0) if row["large"] else 1.0
    return (FoundUnit(found.unit, end), times) if found else None
