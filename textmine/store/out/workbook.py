"""XLSX: a sheet a table, Chinese headers, nothing that runs as a formula, limits kept."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from lxml.etree import LxmlError, SerialisationError
from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from textmine.errors import StoreError
from textmine.store.out.cells import DANGEROUS, safe_text
from textmine.store.out.columns import Cell, Column, Context, FlatTable, TableName
from textmine.store.out.tables import TABLES
from textmine.store.words.naming import TONGUES, Tongue
from textmine.temporary import no_room

# Limits of a worksheet (Excel specifications and limits, Microsoft).
MAX_ROWS = 1_048_576

NOTES: Mapping[Tongue, str] = {"zh": "说明", "en": "notes"}
ORIGINAL = "原值"  # a hidden column: what the editable cells were, to see what was edited
WIDTHS = {"evidence": 60, "name": 24, "title": 30, "path": 30, "indicator": 22, "patterns": 24}


def write_workbook(
    path: Path, contexts: Sequence[Context], note: Iterable[str], tongue: Tongue = "zh"
) -> None:
    """All tables and the *note* (codebook and methods) as one workbook.

    A table of more rows than a sheet holds goes on in the next one (做法 2).
    """
    book = Workbook(write_only=True)
    packed = io.BytesIO()  # through memory: of what goes wrong with *path* no sheet is left open
    with _temporary_sheets(book):
        for table in TABLES.values():
            _write_table(book, table, contexts, tongue)
        sheet = book.create_sheet(NOTES[tongue])
        sheet.column_dimensions["A"].width = 120
        for line in note:
            sheet.append([_text_cell(sheet, line)])
        book.save(packed)
    path.write_bytes(packed.getbuffer())


@contextmanager
def _temporary_sheets(book: Workbook) -> Iterator[None]:
    """Sheets grow as temporary files: a NoRoomError where there is no room for them."""
    try:
        yield
    except (OSError, SerialisationError) as error:
        for sheet in book.worksheets:
            _throw_away(sheet)
        raise no_room() from error


def _throw_away(sheet: Any) -> None:
    """Close a sheet that cannot be written; else Python tells of each when it finds it open."""
    writer = sheet._writer
    closing = (sheet._rows.close, writer.close, writer.cleanup) if writer and sheet._rows else ()
    for close in closing:
        with suppress(OSError, LxmlError):
            close()


def _write_table(
    book: Workbook, table: FlatTable, contexts: Sequence[Context], tongue: Tongue
) -> None:
    heads = [column.heads(tongue) for column in table.columns]
    title = table.titled(tongue)
    number, sheet, room = 1, _new_sheet(book, table, title, heads), MAX_ROWS - 1
    for context in contexts:
        for row in table.rows(context):
            if not room:
                number += 1
                sheet = _new_sheet(book, table, f"{title} {number}", heads)
                room = MAX_ROWS - 1
            sheet.append(_cells(sheet, table.columns, row))
            room -= 1


def _new_sheet(book: Workbook, table: FlatTable, title: str, heads: Sequence[str]) -> Any:
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for index, column in enumerate(table.columns, 1):
        letter = get_column_letter(index)
        sheet.column_dimensions[letter].width = WIDTHS.get(column.name, 14)
    sheet.column_dimensions[get_column_letter(len(table.columns) + 1)].hidden = True
    headers = []
    for text in (*heads, ORIGINAL):
        cell = WriteOnlyCell(sheet, value=text)
        cell.font = Font(bold=True)
        headers.append(cell)
    sheet.append(headers)
    return sheet


def _cells(sheet: Any, columns: Sequence[Column], row: Sequence[Cell]) -> Iterator[Any]:
    for column, value in zip(columns, row, strict=True):
        if value is None or value == "":
            yield None
        elif column.kind in ("number", "whole"):
            yield value
        else:
            yield _text_cell(sheet, str(value), wrap=column.name == "evidence")
    original = {c.field: v for c, v in zip(columns, row, strict=True) if c.field}
    yield _text_cell(sheet, json.dumps(original, ensure_ascii=False)) if original else None


def _text_cell(sheet: Any, text: str, *, wrap: bool = False) -> Any:
    cell = WriteOnlyCell(sheet, value=safe_text(text))
    cell.data_type = "s"  # never a formula, whatever it begins with
    cell.number_format = "@"
    if text.startswith(DANGEROUS):
        cell.quotePrefix = True  # as when a user types ' before it
    if wrap:
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row of an exported workbook: its cells by column, and what the editable ones were.

    `sheet` is the title of the sheet that it stands in, and `number` where in it.
    """

    table: TableName
    sheet: str
    number: int
    cells: dict[str, Cell]
    original: dict[str, Cell]


# SyntaxError is what both XML parsers of openpyxl raise.
UNREADABLE = (OSError, KeyError, ValueError, SyntaxError, BadZipFile, InvalidFileException)


def read_workbook(path: Path) -> Iterator[SheetRow]:
    """The rows of a workbook that `write_workbook` wrote and people edited."""
    try:
        with path.open("rb") as file:  # by its content, whatever it is called
            book = load_workbook(file, read_only=True, data_only=True)
            for title in book.sheetnames:
                words = title.split(" ")[0]
                table = next((t for t in TABLES.values() if words in (t.title, t.name)), None)
                if table is not None:
                    yield from _read_sheet(book[title], table)
    except UNREADABLE as error:
        message = "cannot be read as a workbook; open it in Excel and save it anew as XLSX"
        raise StoreError(path.name, message) from error


def _read_sheet(sheet: Any, table: FlatTable) -> Iterator[SheetRow]:
    known = {ORIGINAL: ORIGINAL}
    for column in table.columns:
        known |= {column.heads(tongue): column.name for tongue in TONGUES}
    rows = sheet.iter_rows(values_only=True)
    names = [known.get(header) for header in next(rows, ())]
    for number, row in enumerate(rows, 2):
        cells = {name: value for name, value in zip(names, row, strict=False) if name}
        original = cells.pop(ORIGINAL, None)
        before = _read_original(sheet.title, number, original)
        yield SheetRow(table.name, sheet.title, number, cells, before)


def _read_original(title: str, number: int, written: Any) -> dict[str, Cell]:
    try:
        found = json.loads(str(written)) if written else {}
    except ValueError as error:
        raise StoreError(f"{title} {number}", f"has lost its column {ORIGINAL}") from error
    if not isinstance(found, dict):
        raise StoreError(f"{title} {number}", f"has lost its column {ORIGINAL}")
    return found
