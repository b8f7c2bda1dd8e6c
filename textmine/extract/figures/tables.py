"""Figures in tables: lines whose cells are joined by " | " or tabs, the header first.

A cell that holds a number becomes a quantity with the unit of the cell, of its column's head
("人均收入（元）") or of the line above ("单位：万元"); its indicator is the head of its row and of
its column, its period a head that is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from textmine.chinese.numerals import parse_numeral
from textmine.detect.layers import Quantity
from textmine.detect.numbers.units import find_unit

SEPARATOR = re.compile(r" \| |\t")
ROW = re.compile(r"^[^\n|\t]*(?:(?: \| |\t)[^\n|\t]*)+$", re.M)
NUMBER = re.compile(
    r"\s*+(?P<number>-?\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|-?\d+(?:\.\d+)?)\s*+(?P<unit>\D{0,6})\s*+$"
)
UNIT_LINE = re.compile(r"单位[:：]\s*(?P<unit>[^\s)）|\n]{1,6})")
UNIT_HEAD = re.compile(r"^(?P<name>.*?)(?<!\s)\s*+[(（](?P<unit>[^()（）]{1,8})[)）]\s*$")
SCALE = re.compile(r"^(?P<scale>[十百千]?[万亿]{1,2})(?P<unit>.+)$")
YEAR = re.compile(r"^\s*(?P<year>(?:19|20)\d\d)\s*+年?(?:度|底|末)?\s*$")
NUMBERED = frozenset(
    {"序号", "编号", "排名", "名次", "年份", "年度", "时间", "日期", "电话", "联系电话", "邮编"}
)
SUMS = frozenset({"合计", "总计", "共计", "小计"})


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell and where it stands."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TableFigure:
    """A number of a table with what its heads say of it."""

    quantity: Quantity
    indicator: str
    period: str | None
    total: bool
    row_start: int
    row_end: int


@dataclass(frozen=True, slots=True)
class _Head:
    name: str
    unit: str | None
    period: str | None


def find_tables(text: str) -> list[tuple[int, int]]:
    """The spans of runs of two or more table rows with the same number of cells."""
    if " | " not in text and "\t" not in text:
        return []
    spans: list[tuple[int, int]] = []
    rows = [(m.start(), m.end(), len(SEPARATOR.findall(m[0]))) for m in ROW.finditer(text)]
    at = 0
    while at < len(rows):
        end = at + 1
        while (
            end < len(rows) and rows[end][0] == rows[end - 1][1] + 1 and rows[end][2] == rows[at][2]
        ):
            end += 1
        if end - at > 1:
            spans.append((rows[at][0], rows[end - 1][1]))
        at = end
    return spans


def table_figures(text: str, span: tuple[int, int]) -> Iterator[TableFigure]:
    """The figures of the table at *span*, row by row."""
    rows = list(_rows(text, span))
    shared = _unit_above(text, span[0])
    heads = [_read_head(cell.text, shared) for cell in rows[0]]
    for row in rows[1:]:
        first = 1 if heads[0].name in NUMBERED and len(row) > 2 else 0
        row_head = _read_head(row[first].text, None)
        for cell, head in zip(row[first + 1 :], heads[first + 1 :], strict=True):
            if head.name in NUMBERED or row_head.name in NUMBERED:
                continue
            quantity = _read_cell(cell, row_head.unit or head.unit)
            if quantity:
                yield _make_figure(quantity, row_head, head, row)


def _rows(text: str, span: tuple[int, int]) -> Iterator[list[Cell]]:
    at = span[0]
    for line in text[span[0] : span[1]].split("\n"):
        cells, start = [], at
        breaks = [match.span() for match in SEPARATOR.finditer(line)]
        for first, last in zip(
            [0, *(e for _, e in breaks)], [*(s for s, _ in breaks), len(line)], strict=True
        ):
            part = line[first:last]
            lead = len(part) - len(part.lstrip())
            cells.append(
                Cell(part.strip(), start + first + lead, start + first + len(part.rstrip()))
            )
        yield cells
        at += len(line) + 1


def _unit_above(text: str, start: int) -> str | None:
    units = UNIT_LINE.findall(text, max(0, start - 40), start)
    return units[-1] if units else None


def _read_head(text: str, shared: str | None) -> _Head:
    year = YEAR.match(text)
    if year:
        return _Head("", shared, year["year"])
    match = UNIT_HEAD.match(text)
    if match and _known_unit(match["unit"]):
        return _Head(match["name"], match["unit"], None)
    return _Head(text, shared, None)


def _known_unit(unit: str) -> bool:
    scale = SCALE.match(unit)
    bare = scale["unit"] if scale else unit
    found = find_unit(bare, 0)
    return found is not None and found.end == len(bare)


def _read_cell(cell: Cell, unit: str | None) -> Quantity | None:
    match = NUMBER.match(cell.text)
    if match is None:
        return None
    own = match["unit"].strip()
    if own and not _known_unit(own):
        return None
    unit = own or unit or ""
    scale = SCALE.match(unit)
    times = (parse_numeral(scale["scale"]) or 1.0) if scale else 1.0
    bare = scale["unit"] if scale else unit
    found = find_unit(bare, 0) if bare else None
    value = parse_numeral(match["number"])
    if value is None or not found:
        return None
    start = cell.start
    number_end = start + match.end("number")
    return Quantity(
        start=start + match.start("number"),
        end=number_end + len(match["unit"].rstrip()),
        number_start=start + match.start("number"),
        number_end=number_end,
        unit_end=number_end + len(match["unit"].rstrip()),
        value=round(value * times * found.unit.scale, 6),
        value_max=None,
        unit=found.unit.name,
        modifier=None,
        shape="number",
    )


def _make_figure(
    quantity: Quantity, row: _Head, column: _Head, cells: Sequence[Cell]
) -> TableFigure:
    total = row.name in SUMS or column.name in SUMS
    names = [name for name in (row.name, column.name) if name and name not in SUMS]
    return TableFigure(
        quantity,
        "".join(names),
        row.period or column.period,
        total,
        cells[0].start,
        cells[-1].end,
    )
