"""ODS: the cells of an OpenDocument spreadsheet, as openpyxl gives those of an XLSX.

What is read: OpenDocument 1.3, part 3, 9 (tables) and 19.385 (values of cells). A row or cell that
is written once and repeated thousands of times is no more than the limits of the settings allow.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from textmine.acquire.archive import Archive
from textmine.acquire.office.odt import Reader, rows_of
from textmine.acquire.office.opendocument import OpenDocument
from textmine.acquire.office.paragraph import Paragraph
from textmine.acquire.office.xml import Element, attribute, children, local
from textmine.acquire.tables import Row
from textmine.acquire.workbooks import sheet_rows
from textmine.settings import AcquireSettings

MAX_ROWS = 1 << 20  # of a sheet, as many as LibreOffice and Excel have
MAX_COLUMNS = 1 << 14
NUMBERS = frozenset(("float", "percentage", "currency"))


def read_ods(document: OpenDocument, settings: AcquireSettings) -> Iterator[Row]:
    """The rows of every sheet of a spreadsheet that has a column of texts."""
    reader = Reader(document)
    sheets = [
        (attribute(table, "name") or "", _rows(reader, table, document.archive))
        for table in children(document.body, "table")
    ]
    yield from sheet_rows(sheets, document.archive.name, settings)


def _rows(reader: Reader, table: Element, archive: Archive) -> Iterator[list[Any]]:
    """The rows down to the last that is not empty; TooLargeError for too many that are alike."""
    empty = number = 0
    for element in rows_of(table):
        count = _times(element, "number-rows-repeated", MAX_ROWS - number)
        number += count
        row = _cells(reader, element, archive)
        if not row:
            empty += count
            continue
        yield from ([] for _ in range(empty))
        empty = 0
        archive.budget.count(archive.name, count - 1)
        yield from (list(row) for _ in range(count))


def _cells(reader: Reader, row: Element, archive: Archive) -> list[Any]:
    """The values of a row up to its last that is one."""
    values: list[Any] = []
    empty = 0
    for cell in row:
        if local(cell) not in ("table-cell", "covered-table-cell"):
            continue
        count = _times(cell, "number-columns-repeated", MAX_COLUMNS - len(values) - empty)
        value = _value(reader, cell) if local(cell) == "table-cell" else None
        if value is None:
            empty += count
            continue
        archive.budget.spend(archive.name, empty + count)
        values += [None] * empty + [value] * count
        empty = 0
    return values


def _times(element: Element, name: str, most: int) -> int:
    """How often a row or a cell stands there, at most *most* times."""
    told = attribute(element, name) or "1"
    return min(max(int(told[:9]), 1) if told.isascii() and told.isdigit() else 1, max(most, 0))


def _value(reader: Reader, cell: Element) -> Any:
    """A number, a day or a text; None for an empty cell."""
    kind = attribute(cell, "value-type")
    if kind in NUMBERS:
        try:
            return float(attribute(cell, "value") or "")
        except ValueError:
            pass
    elif kind == "date" and (day := attribute(cell, "date-value")):
        return day[:10]
    elif kind == "boolean" and (told := attribute(cell, "boolean-value")):
        return told == "true"
    return attribute(cell, "string-value") or _said(reader, cell) or None


def _said(reader: Reader, cell: Element) -> str:
    """What a cell shows, its notes apart."""
    lines: list[str] = []
    for element in children(cell, "p"):
        paragraph = Paragraph()
        reader.inline(element, paragraph, 0)
        lines.append("".join(paragraph.parts))
    return "\n".join(lines)
