"""Workbooks as tables of texts: XLSX, and the XLS and ET of old Excel and WPS."""

from __future__ import annotations

import contextlib
import dataclasses
import io
import struct
from collections.abc import Iterator, Sequence
from typing import Any

from textmine.acquire.archive import Archive
from textmine.acquire.extracted import may_be_mark
from textmine.acquire.tables import DAMAGED, Row, all_rows, find_head, need_text
from textmine.errors import EncryptedError, UnreadableError
from textmine.settings import AcquireSettings

# What the bytes of a damaged workbook make its reader raise.
DAMAGES = (
    struct.error, LookupError, ValueError, TypeError, AttributeError, OSError,
    AssertionError, OverflowError,
)  # fmt: skip


def read_xlsx(archive: Archive, data: bytes, settings: AcquireSettings) -> Iterator[Row]:
    """The rows of every sheet that has a column of texts."""
    import openpyxl  # 0.2 s to load
    from openpyxl.utils.exceptions import InvalidFileException

    for info in archive.members.values():  # unpacked within the budget before it is trusted
        archive.budget.spend(archive.name, info.file_size)
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except (InvalidFileException, KeyError, ValueError, OSError, SyntaxError) as error:
        raise UnreadableError(archive.name, DAMAGED) from error
    sheets = [(sheet.title, sheet.iter_rows(values_only=True)) for sheet in book.worksheets]
    yield from sheet_rows(sheets, archive.name, settings)


def read_xls(data: bytes, name: str, settings: AcquireSettings) -> Iterator[Row]:
    """The rows of every sheet of an Excel 97 or WPS workbook that has a column of texts."""
    import xlrd  # 0.05 s to load

    try:
        book = xlrd.open_workbook(file_contents=data, logfile=io.StringIO())
    except (xlrd.XLRDError, xlrd.compdoc.CompDocError) as error:
        if "encrypted" in str(error):
            raise EncryptedError(name, "needs a password; save it without one") from error
        raise UnreadableError(name, DAMAGED) from error
    except DAMAGES as error:
        raise UnreadableError(name, DAMAGED) from error
    sheets = [(sheet.name, _cells_of(sheet, book.datemode)) for sheet in book.sheets()]
    yield from sheet_rows(sheets, name, settings)


def _cells_of(sheet: Any, datemode: int) -> Iterator[list[Any]]:
    """The rows of an Excel 97 sheet; dates, numbers there, as moments."""
    from xlrd import XL_CELL_DATE, XL_CELL_ERROR, XLDateError, xldate_as_datetime

    for cells in sheet.get_rows():
        row: list[Any] = []
        for cell in cells:
            value = None if cell.ctype == XL_CELL_ERROR else cell.value
            if cell.ctype == XL_CELL_DATE:
                with contextlib.suppress(XLDateError, OverflowError):
                    value = xldate_as_datetime(cell.value, datemode)
            row.append(value)
        yield row


def sheet_rows(
    sheets: Sequence[tuple[str, Iterator[Sequence[Any]]]], name: str, settings: AcquireSettings
) -> Iterator[Row]:
    """The rows of each sheet, by its title, that has a column of texts."""
    found = False
    headers: list[Any] = []
    for title, cells in sheets:
        head = find_head(cells, settings)
        headers.extend(head.names)
        if not head.columns:
            continue
        found = True
        prefix = f"{title}-" if len(sheets) > 1 else ""
        said = {"secrecy": title} if may_be_mark(title) else {}
        for row in all_rows(cells, head):
            yield dataclasses.replace(row, name=prefix + row.name, values={**said, **row.values})
    if not found:
        need_text({}, headers, name)
