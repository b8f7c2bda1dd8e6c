"""Signs at places on a page become lines, those of two columns one after the other.

Lengths are those of the page (points in PDF, millimetres in OFD); y grows downwards.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import NamedTuple

# All in ems of the line.
SAME_LINE = 0.5  # between the middles of signs of one line
WORD_GAP = 0.17  # between words in Latin letters
HAN_GAP = 0.6  # that is a blank in Chinese text; justified lines stretch to about 0.3
CELL_GAP = 1.8  # between the cells of a table
RAISED = 0.75  # of the size of the line: smaller and higher signs are marks of notes
HAN = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f\u2014-\u2026]")


BESIDE_TAB = re.compile(r"(?<![ \u3000])[ \u3000]*+\t[ \u3000]*")


class Glyph(NamedTuple):
    """A sign and its box; `size` is that of the type, `score` how sure it is that it was read."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    score: float = 1.0


@dataclass(slots=True)
class Line:
    """A line of a page; `column` tells those that stand side by side apart."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    column: int = 0
    start: int = 0  # in the source
    furniture: bool = False
    page_width: float = 0.0  # 0 where it is not known
    score: float = 1.0  # how sure it is that it was read right: the mean of its signs


def read_lines(glyphs: Iterable[Glyph], width: float = 0.0) -> list[Line]:
    """The lines of a page from top to bottom, columns one after the other.

    *width* is that of the page; it tells where full lines end on a page that has none.
    """
    lines = _lines(glyphs)
    for line in lines:
        line.page_width = 0.0 if line.column else width
    return lines


def _lines(glyphs: Iterable[Glyph]) -> list[Line]:
    rows: list[list[Glyph]] = []
    middle = size = 0.0
    for glyph in sorted(glyphs, key=lambda g: g.top + g.bottom):
        here = (glyph.top + glyph.bottom) / 2
        # By the largest sign: some fonts state no ascent, and a comma's box is as flat as it.
        if not rows or here - middle > SAME_LINE * max(glyph.size, size):
            rows.append([])
            middle, size = here, 0.0
        rows[-1].append(glyph)
        size = max(size, glyph.size)
        middle += (here - middle) / len(rows[-1])
    for row in rows:
        row.sort(key=lambda g: g.x0)
    gutter = _gutter(rows)
    if gutter is None:
        return [line for row in rows if (line := _line(row, 0)) and line.text]
    return _columns(rows, gutter)


def _line(row: Sequence[Glyph], column: int) -> Line | None:
    if not row:
        return None
    size = median(glyph.size for glyph in row)
    text = BESIDE_TAB.sub("\t", _said(row, size)).replace("][", "").strip()
    tops, bottoms = [g.top for g in row], [g.bottom for g in row]
    line = Line(text, row[0].x0, max(g.x1 for g in row), min(tops), max(bottoms), size, column)
    if any(g.score < 1.0 for g in row):  # recognised: a sign is a piece of a line
        line.score = sum(g.score * len(g.text) for g in row) / sum(len(g.text) for g in row)
    return line


def _said(row: Sequence[Glyph], size: float) -> str:
    """The signs of a row and the blanks between them; the raised mark of a note in brackets."""
    middle = median(glyph.top + glyph.bottom for glyph in row) / 2
    parts: list[str] = []
    for before, glyph in zip([None, *row], row, strict=False):
        if before is not None:
            parts.append(_blank(before, glyph, size))
        raised = glyph.size < RAISED * size and (glyph.top + glyph.bottom) / 2 < middle
        parts.append(f"[{glyph.text}]" if raised and glyph.text.isdigit() else glyph.text)
    return "".join(parts)


def _blank(before: Glyph, after: Glyph, size: float) -> str:
    gap = (after.x0 - before.x1) / (size or 1)
    if gap > CELL_GAP:
        return "\t"
    if before.text.isspace() or after.text.isspace():
        return ""
    chinese = HAN.match(before.text) or HAN.match(after.text)
    return " " if gap > (HAN_GAP if chinese else WORD_GAP) else ""


MIN_ROWS = 8  # side by side, for a page to have two columns
MIN_SIGNS = 12  # of the halves of either side on average: cells of a table are shorter


def _gutter(rows: Sequence[Sequence[Glyph]]) -> float | None:
    """Where a page with two columns of text is parted."""
    signs = [glyph for row in rows for glyph in row]
    if not signs:
        return None
    left, right = min(g.x0 for g in signs), max(g.x1 for g in signs)
    for tenth in (50, 48, 52, 46, 54, 44, 56):
        at = left + (right - left) * tenth / 100
        if _parts(rows, at):
            return at
    return None


def _parts(rows: Sequence[Sequence[Glyph]], at: float) -> bool:
    """Whether text stands on both sides of a place, and little crosses it."""
    halves = [_split(row, at) for row in rows]
    both = [pair for pair in halves if pair and all(pair)]
    crossing = sum(pair is None for pair in halves)
    if len(both) < MIN_ROWS or crossing > len(both):
        return False
    # Each side by itself: where paragraphs are short, a last line stands beside a full one.
    return min(sum(map(_signs, side)) for side in zip(*both, strict=True)) >= MIN_SIGNS * len(both)


def _signs(half: Sequence[Glyph]) -> int:
    return sum(len(glyph.text) for glyph in half)


def _split(row: Sequence[Glyph], at: float) -> tuple[list[Glyph], list[Glyph]] | None:
    """The halves of a row; None where a sign stands on the border."""
    if any(g.x0 < at < g.x1 and not g.text.isspace() for g in row):
        return None
    one = [g for g in row if g.x1 <= at]
    other = [g for g in row if g.x1 > at]
    if one and other and other[0].x0 - one[-1].x1 < HAN_GAP * one[-1].size:
        return None
    return one, other


def _columns(rows: Sequence[Sequence[Glyph]], gutter: float) -> list[Line]:
    """Lines of a page with two columns; a row over both of them parts what is above and below."""
    lines: list[Line] = []
    sides: tuple[list[Line], list[Line]] = ([], [])
    for row in rows:
        halves = _split(row, gutter)
        if halves is None:
            lines += [*sides[0], *sides[1]]
            sides = ([], [])
            halves = (list(row), [])
            lines += [line for line in (_line(row, 0),) if line]
            continue
        for side, half in enumerate(halves):
            if line := _line(half, side + 1):
                sides[side].append(line)
    return [line for line in (*lines, *sides[0], *sides[1]) if line.text]
