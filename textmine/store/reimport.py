"""Data back in: an edited workbook as corrections, an export as records, another database."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from textmine.acquire.encoding import decode
from textmine.errors import StoreError
from textmine.label.taxonomy import parse_taxonomy
from textmine.plain import from_dict
from textmine.store.corrections import Said, check, correct, history, reject
from textmine.store.file import schema
from textmine.store.file.labelling import (
    keep_taxonomy,
    read_labelling,
    recognise,
    write_labelling,
)
from textmine.store.history.events import Event, standing
from textmine.store.history.fields import FIELDS, value_of
from textmine.store.history.identity import KINDS
from textmine.store.merge import Foreign, merge_database
from textmine.store.out.compare import BLANK
from textmine.store.out.tables import TABLES, TableName
from textmine.store.out.workbook import SheetRow, read_workbook
from textmine.store.words import divisions, names
from textmine.store.words.naming import Naming, Tongue
from textmine.store.words.periods import read_period
from textmine.store.words.wording import read_figure
from textmine.types import Outcome, Record

if TYPE_CHECKING:
    from textmine.store.database import CaseDatabase


@dataclass(frozen=True, slots=True)
class Refused:
    """A change that could not be taken over, and why."""

    where: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What an import brought.

    `known` are corrections that were said before, `held` articles that this database mined itself
    and that stay as they are.
    """

    articles: int = 0
    corrections: int = 0
    known: int = 0
    held: int = 0
    baskets: int = 0
    foreign: Foreign | None = None
    refused: tuple[Refused, ...] = ()


OTHER = "is held here with another text; mine that file, too, and both stay"
UNKNOWN = (
    "cannot be taken in: it is no edited workbook (XLSX), JSONL export, case database, "
    "taxonomy.toml or folder of parts"
)


def import_file(database: CaseDatabase, path: Path, said: Said) -> Imported:
    """Take in an edited XLSX, a JSONL export, another database, a taxonomy or a folder of parts."""
    if not path.exists():
        raise StoreError(str(path), "does not exist")
    if path.is_dir():
        from textmine.store.out.parts import import_parts  # pyarrow takes half a second to load

        return Imported(articles=import_parts(database, path))
    with path.open("rb") as file:
        head = file.read(16)
    if not head:
        raise StoreError(str(path), "is empty")
    if head.startswith(b"PK"):
        return import_workbook(database, path, said)
    if head.startswith(b"SQLite format 3"):
        merged = merge_database(database, path)
        return Imported(
            articles=merged.articles,
            corrections=merged.events,
            baskets=merged.baskets,
            foreign=merged.foreign,
            refused=tuple(Refused(name, OTHER) for name in merged.left),
        )
    if path.suffix.lower() == ".toml":
        return import_taxonomy(database, path)
    if not head.lstrip(BLANK).startswith(b"{"):  # a CSV or Parquet table, a Word file, …
        raise StoreError(str(path), UNKNOWN)
    return import_lines(database, path)


def import_taxonomy(database: CaseDatabase, path: Path) -> Imported:
    """The names of the patterns of a TOML file: for records that came without their taxonomy.

    It comes in force where nobody knows which one is, else it is kept beside the one that is.
    """
    content = path.read_bytes()
    taxonomy = parse_taxonomy(content, str(path))
    with database.write() as connection:
        held = read_labelling(connection)
        if held and held.taxonomy is None:
            write_labelling(connection, replace(held, taxonomy=content))
            return Imported()
        keep_taxonomy(connection, content)
    return Imported(foreign=Foreign(taxonomy.zh))


def import_lines(database: CaseDatabase, path: Path) -> Imported:
    """The records of a JSONL export; the sources themselves are not in it.

    A document that the database has mined itself is left as it is.
    """
    documents: dict[str, list[Record]] = {}
    text = decode(path.read_bytes(), name=path.name).text  # an editor may have saved it anew
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            record = _read_line(line, f"{path}:{number}")
            documents.setdefault(record.source.path, []).append(record)
    mined = _mined_paths(database)
    ids = [record.id for records in documents.values() for record in records]
    before = {record.id: record for record in database.records(ids)}
    added = held = 0
    for document, records in sorted(documents.items()):
        if document in mined:
            held += len(records)
            continue
        database.add(Outcome(path=document, records=tuple(records)))
        added += sum(before.get(record.id) != record for record in records)
    with database.write() as connection:
        recognise(connection)
    database.group()
    return Imported(articles=added, held=held)


def _mined_paths(database: CaseDatabase) -> set[str]:
    """The documents that the database has mined itself, and the members of them."""
    known = database.entries().keys()
    sources = schema.SOURCES.c
    with database.read() as connection:
        rows = connection.execute(select(sources.path, sources.document)).all()
    return {*known, *(row.path for row in rows if row.document in known)}


def _read_line(line: str, where: str) -> Record:
    try:
        return from_dict(Record, json.loads(line))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise StoreError(where, "is no record of an export") from error


# ---- an edited workbook -----------------------------------------------------------------------
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
