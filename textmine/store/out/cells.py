"""What a cell of a table may hold: in a worksheet, or in CSV that is opened as one."""

from __future__ import annotations

import re

from textmine.store.out.columns import Cell

MAX_CELL = 32_767  # characters (Excel specifications and limits, Microsoft)
EXACT = 2**53  # from here on a float knows no units
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
# Characters that XML 1.0 cannot hold.
ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
CUT = "…（单元格所限，余下从略）"


def safe_text(text: str) -> str:
    """*text* without what a cell cannot hold, cut to what it can."""
    text = ILLEGAL.sub("", text)
    return text if len(text) <= MAX_CELL else text[: MAX_CELL - len(CUT)] + CUT


def plain(value: Cell) -> Cell:
    """A number as people write it: 1600, not 1600.0.

    >>> plain(1600.0), plain(0.5)
    (1600, 0.5)
    """
    whole = isinstance(value, float) and value.is_integer() and abs(value) < EXACT
    return int(value) if isinstance(value, float) and whole else value


def harmless(value: Cell) -> Cell:
    """For CSV, which has no types: a ' before what a spreadsheet would run as a formula."""
    if isinstance(value, str) and value.startswith(DANGEROUS):
        return "'" + value
    return value
