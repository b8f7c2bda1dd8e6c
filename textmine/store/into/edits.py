"""An edited workbook back in: the cells that somebody changed, as corrections."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textmine.errors import StoreError
from textmine.store.corrections import Said, check, correct, history, reject
from textmine.store.history.events import Event, standing
from textmine.store.history.fields import FIELDS, value_of
from textmine.store.history.identity import KINDS
from textmine.store.into.imported import Imported, Refused
from textmine.store.out.columns import TableName
from textmine.store.out.tables import TABLES
from textmine.store.out.workbook import SheetRow, read_workbook
from textmine.store.words import divisions, names
from textmine.store.words.naming import Naming, Tongue
from textmine.store.words.periods import read_period
from textmine.store.words.wording import read_figure

if TYPE_CHECKING:
    from textmine.store.database import CaseDatabase


def import_workbook(database: CaseDatabase, path: Path, said: Said) -> Imported:
    """The cells that were edited since the export, as corrections; a cleared name rejects.

    A change that cannot be taken over (unknown name, row that is no longer there) is refused
    with its place; the others are made.
    """
    made = known = 0
    refused: list[Refused] = []
    for row in read_workbook(path):
        for change in _changes(row):
            where = _where(row, change.field)
            try:
                new = _make(database, change, said)
            except StoreError as error:
                refused.append(Refused(where, str(error)))
            else:
                made, known = made + new, known + (not new)
    database.group()
    return Imported(corrections=made, known=known, refused=tuple(refused))


def _where(row: SheetRow, field: str) -> str:
    """Where somebody finds the cell: 指标 12 数值, or metrics 12 value."""
    table = TABLES[row.table]
    tongue: Tongue = "zh" if row.sheet.startswith(table.title) else "en"
    heads = {column.field: column.heads(tongue) for column in table.columns if column.field}
    return f"{row.sheet} {row.number} {heads.get(field) or heads[REQUIRED[row.table]]}"


@dataclass(frozen=True, slots=True)
class _Change:
    identity: str
    field: str
    value: Any


IDS: Mapping[TableName, str] = {
    "practices": "id",
    "metrics": "id",
    "articles": "article_id",
    "places": "article_id",
}
YES = ("1", "是", "对", "√", "✓", "yes")  # written under 已核对
UNCHECKED = "does not say that it was checked: write 1; to take that back, undo it on the page"
CODE = r"[0-9]{6}|[0-9]{9}"  # of a division, GB/T 2260; of a township
REQUIRED = {"practices": "name", "metrics": "value"}  # cleared: the row is no practice, no metric


def _changes(row: SheetRow) -> Iterator[_Change]:
    identity = str(row.cells.get(IDS[row.table]) or "")
    if not identity or not row.original:
        return
    required = REQUIRED.get(row.table)
    if required and _blank(row.cells.get(required)) and not _blank(row.original.get(required)):
        yield _Change(identity, "reject", None)
        return
    cells = {
        column.field: row.cells[column.name]
        for column in TABLES[row.table].columns
        if column.name in row.cells and column.field in row.original
    }
    changed = {f: value for f, value in cells.items() if not _same(value, row.original[f])}
    if not changed.keys().isdisjoint(("place", "adcode")):
        code = _text(changed.pop("adcode", None))
        changed["place"] = _place_value(_text(cells.get("place")), code)
    is_told, told = "checked" in changed, changed.pop("checked", None)
    yield from (_Change(identity, field, value) for field, value in changed.items())
    # Last, as it is said of what the row says now; a cleared 0 says nothing.
    if is_told and (not _blank(told) or _is_yes(row.original["checked"])):
        yield _Change(identity, "checked", told)


def _is_yes(value: Any) -> bool:
    return _text(value) in YES


def _blank(value: Any) -> bool:
    return value is None or str(value).strip() == ""


def _same(value: Any, original: Any) -> bool:
    """Whether a cell holds what it held, though a spreadsheet may have made a number of it."""
    if _blank(value) and _blank(original):
        return True
    if isinstance(value, (int, float)) and isinstance(original, (int, float)):
        return math.isclose(value, original, rel_tol=1e-9)
    return str(value).strip() == str(original).strip()


def _place_value(name: str | None, code: str | None) -> Any:
    """The name with the code that was written, else with that of the one division of the name."""
    if code and not name:
        name = divisions.name_of(code)
    return None if name is None else {"text": name, "adcode": code or divisions.code_of(name)}


def _make(database: CaseDatabase, change: _Change, said: Said) -> bool:
    """Say what a cell says; False where that was said before, as by the same workbook."""
    if change.field == "reject":
        if any(event.kind == "reject" for event in _standing(database, change)):
            return False
        reject(database, change.identity, said)
        return True
    if change.field == "checked":
        return _check(database, change, said)
    value = _value_of(change, database.naming())
    record = database.article(change.identity)
    known = FIELDS[KINDS[change.identity[0]]]
    if change.field in known and value_of(record, change.identity, change.field) == value:
        return False
    correct(database, change.identity, change.field, value, said)
    return True


def _check(database: CaseDatabase, change: _Change, said: Said) -> bool:
    if not _is_yes(change.value):
        raise StoreError(_text(change.value) or "checked", UNCHECKED)
    before = _standing(database, change)
    if before and (before[-1].kind, before[-1].who) == ("check", said.who):
        return False
    check(database, change.identity, said)
    return True


def _standing(database: CaseDatabase, change: _Change) -> list[Event]:
    return standing(history(database, change.identity))


def _value_of(change: _Change, naming: Naming) -> Any:
    """What a cell says, as it stands in JSON."""
    if change.field in ("patterns", "subtypes"):
        return _codes(change.value, naming)
    if not isinstance(change.value, dict):
        read: Callable[[Any], Any] = READERS.get(change.field, _text)
        return read(change.value)
    if not re.fullmatch(CODE, change.value["adcode"] or "000000"):
        raise StoreError(change.value["adcode"], "is no code of a division: 6 or 9 digits")
    return change.value


def _text(value: Any) -> str | None:
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # a period "2009" that the spreadsheet made a number
    return None if _blank(value) else str(value).strip()


def _figure(value: Any) -> float | None:
    if _blank(value):
        return None
    return read_figure(value) if isinstance(value, str) else float(value)


def _period(value: Any) -> str | None:
    return read_period(_text(value) or "")


def _coded(table: Mapping[str, str]) -> Callable[[Any], str | None]:
    """Reads the Chinese name, or the code itself; StoreError for any other."""
    codes = {name: code for code, name in table.items()}

    def read(value: Any) -> str | None:
        text = _text(value)
        if text is None or text in table:
            return text
        if text not in codes:
            raise StoreError(text, f"is one of {', '.join(codes)}")
        return codes[text]

    return read


def _codes(value: Any, naming: Naming) -> list[str]:
    """Names or codes of patterns or subtypes, divided by any of ；;、,， that no name holds."""
    codes: list[str] = []
    for part in filter(None, map(str.strip, re.split("[;；]", _text(value) or ""))):
        whole = naming.code_of(part) in naming.entries
        named = [part] if whole else filter(None, map(str.strip, re.split("[、,，]", part)))
        codes += map(naming.code_of, named)
    for code in codes:
        if naming.entries and code not in naming.entries:
            raise StoreError(code, "is neither a pattern nor a subtype")
    return codes


READERS: Mapping[str, Callable[[Any], Any]] = {
    "value": _figure,
    "value_max": _figure,
    "period": _period,
    "date": _period,
    "status": _coded(names.STATUS),
    "genre": _coded(names.GENRES),
    "modifier": _coded(names.MODIFIERS),
    "change": _coded(names.CHANGES),
    "role": _coded(names.ROLES),
}
