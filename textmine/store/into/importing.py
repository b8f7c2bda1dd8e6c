"""Data back in: an edited workbook, an export as records, another database, a taxonomy, parts."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select

from textmine.acquire.encoding import decode
from textmine.errors import StoreError
from textmine.label.taxonomy import parse_taxonomy
from textmine.plain import from_dict
from textmine.store.corrections import Said, append
from textmine.store.file import schema
from textmine.store.file.labelling import (
    keep_taxonomy,
    read_labelling,
    recognise,
    write_labelling,
)
from textmine.store.history.events import Event
from textmine.store.into.edits import import_workbook
from textmine.store.into.imported import Imported, Refused
from textmine.store.into.merge import Foreign, merge_database
from textmine.store.out.compare import BLANK
from textmine.store.out.decisions import event_of
from textmine.types import Outcome, Record

if TYPE_CHECKING:
    from textmine.store.database import CaseDatabase


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
    decisions: list[Event] = []
    text = decode(path.read_bytes(), name=path.name).text  # an editor may have saved it anew
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            record, decided = _read_line(line, f"{path}:{number}")
            decisions += decided
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
    taken = append(database, decisions) if decisions else 0
    database.group()
    known = len(decisions) - taken
    return Imported(articles=added, held=held, corrections=taken, known=known)


def _mined_paths(database: CaseDatabase) -> set[str]:
    """The documents that the database has mined itself, and the members of them."""
    known = database.entries().keys()
    sources = schema.SOURCES.c
    with database.read() as connection:
        rows = connection.execute(select(sources.path, sources.document)).all()
    return {*known, *(row.path for row in rows if row.document in known)}


def _read_line(line: str, where: str) -> tuple[Record, list[Event]]:
    """A record, and what people decided of cases that it tells."""
    try:
        row = json.loads(line)
        record = from_dict(Record, row)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise StoreError(where, "is no record of an export") from error
    return record, [event_of(each, where) for each in row.get("decisions") or ()]
