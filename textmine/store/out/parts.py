"""Parts of a large run as Parquet: sources with their records, and the ledger beside them.

`part-….parquet` has a row for each source: the columns of the table `sources`, with records,
passages and decoded text as they are, not packed. `part-….ledger.parquet` has the entries of
its documents; it is written last, so that a part without one is as if it were not there.
"""

from __future__ import annotations

import base64
import dataclasses
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq
from sqlalchemy import select
from sqlalchemy.engine import Connection

from textmine.errors import ConfidentialError
from textmine.store.file import schema
from textmine.store.file.entries import Entry
from textmine.store.file.labelling import recognise
from textmine.store.file.ledger import replace_entries
from textmine.store.file.packing import pack_text, unpack_text
from textmine.store.file.releases import Release, find_held
from textmine.store.file.state import touch
from textmine.store.kept.derive import derive
from textmine.store.kept.packed import source_rows
from textmine.types import Outcome

if TYPE_CHECKING:
    from textmine.store.database import CaseDatabase

PART, LEDGER = ".parquet", ".ledger.parquet"
CONFIRMED = "confirmed.json"  # documents marked as secret that may be taken in
AT = b"textmine.at"  # in a ledger: when it was written
REPLACES = b"textmine.replaces"  # in a ledger of a joined part: the names of its pieces
TEXTS = "document path url sha256 media_type encoding decoded breaks paragraphs records drafts page"
PACKED = ("decoded", "records", "drafts", "page")
SOURCE_SCHEMA = pa.schema([pa.field(name, pa.string()) for name in TEXTS.split()])
ADDRESS = "address"  # in a ledger: where a document lies
ENTRY_SCHEMA = pa.schema(
    [pa.field(name, pa.string()) for name in "document digest stages status reason message".split()]
    + [pa.field(name, pa.float64()) for name in ("seconds",)]
    + [pa.field(name, pa.int64()) for name in "articles practices metrics places size".split()]
)


def pack_sources(outcomes: Iterable[Outcome]) -> bytes:
    """The Parquet file of what outcomes hold."""
    rows = [_unpacked(row) for outcome in outcomes for row in source_rows(outcome)]
    return _as_bytes(pa.Table.from_pylist(rows, schema=SOURCE_SCHEMA))


def pack_entries(entries: Iterable[Entry], addresses: Mapping[str, str]) -> bytes:
    """The Parquet file of ledger entries, with the time; and where each document lies."""
    rows = [
        {
            **{name: getattr(entry, name) for name in ENTRY_SCHEMA.names},
            "stages": json.dumps(dict(entry.stages), sort_keys=True),
            ADDRESS: addresses.get(entry.document),
        }
        for entry in entries
    ]
    at = datetime.now(UTC).isoformat()
    table = pa.Table.from_pylist(rows, schema=ENTRY_SCHEMA.append(pa.field(ADDRESS, pa.string())))
    return _as_bytes(table.replace_schema_metadata({AT: at}))


def unpack_entries(data: bytes) -> Iterator[Entry]:
    """The entries that `pack_entries` packed."""
    for entry, _ in unpack_places(data):
        yield entry


def unpack_places(data: bytes) -> Iterator[tuple[Entry, str | None]]:
    """The same with the address of each document; None for a member, or if it was not noted."""
    for row in pq.read_table(io.BytesIO(data)).to_pylist():
        address = row.pop(ADDRESS, None)
        yield Entry(**{**row, "stages": _stages(row["stages"])}), address


@lru_cache(maxsize=64)
def _stages(text: str) -> dict[str, str]:
    """Stages by name: one object for all the entries that share them, of which there are many."""
    stages: dict[str, str] = json.loads(text)
    return stages


def in_order(ledgers: Iterable[bytes]) -> list[bytes]:
    """Ledgers, the latest first: of what was mined twice it has the last word."""
    return sorted(ledgers, key=written_at, reverse=True)


def written_at(ledger: bytes) -> bytes:
    """When a ledger was written; of what stands in several the latest counts."""
    metadata = pq.read_schema(io.BytesIO(ledger)).metadata or {}
    return bytes(metadata.get(AT, b""))


# ---- joined -----------------------------------------------------------------------------------
class Piece(NamedTuple):
    """A part that is joined with others: but for its *stale* documents, which another has anew."""

    name: str
    part: bytes
    ledger: bytes
    stale: frozenset[str]


class Joined(NamedTuple):
    """What pieces become: a part and its ledger."""

    part: bytes
    ledger: bytes


class Head(NamedTuple):
    """What joining wants to know of a ledger; *replaces* names the pieces of a joined part."""

    at: bytes
    documents: list[str]
    replaces: list[str]


def read_head(ledger: bytes) -> Head:
    """The head of a ledger."""
    table = pq.read_table(io.BytesIO(ledger), columns=["document"])
    metadata = table.schema.metadata or {}
    replaces = json.loads(metadata.get(REPLACES, b"[]"))
    return Head(metadata.get(AT, b""), table["document"].to_pylist(), replaces)


def join_pieces(pieces: Iterable[Piece]) -> Joined:
    """One part of several, as old as the latest of them."""
    parts, ledgers, names, at = [], [], [], b""
    for name, part, ledger, stale in pieces:
        parts.append(_without(stale, part))
        ledgers.append(_without(stale, ledger))
        names.append(name)
        at = max(at, written_at(ledger))
    metadata = {AT: at, REPLACES: json.dumps(names).encode()}
    entries = _concatenated(ledgers).replace_schema_metadata(metadata)
    return Joined(_as_bytes(_concatenated(parts)), _as_bytes(entries))


def _without(stale: frozenset[str], file: bytes) -> pa.Table:
    table = pq.read_table(io.BytesIO(file))
    fresh = [document not in stale for document in table["document"].to_pylist()]
    return table.filter(pa.array(fresh, pa.bool_()))


def _concatenated(tables: Sequence[pa.Table]) -> pa.Table:
    """Tables one below the other; an older one may lack a column."""
    return pa.concat_tables(tables, promote_options="default")


# ---- confirmed --------------------------------------------------------------------------------
def confirm_parts(folder: Path, names: Sequence[str], who: str, why: str | None = None) -> None:
    """Let documents that are held back be mined by the next run into *folder*."""
    entries: dict[str, Entry] = {}
    for ledger in in_order(path.read_bytes() for path in folder.glob("*" + LEDGER)):
        for entry in unpack_entries(ledger):
            entries.setdefault(entry.document, entry)
    held = {e.document: e.digest for e in entries.values() if e.reason == ConfidentialError.reason}
    path = folder / CONFIRMED
    known = (
        {each.document: each for each in unpack_releases(path.read_bytes())}
        if path.exists()
        else {}
    )
    at = datetime.now(UTC).isoformat(timespec="seconds")
    for name in find_held(names, held):
        known[name] = Release(name, held[name], at, who, why)
    rows = [dataclasses.asdict(known[name]) for name in sorted(known)]
    text = json.dumps(rows, ensure_ascii=False, indent=1)
    path.write_text(text, encoding="utf-8", newline="\n")


def unpack_releases(data: bytes) -> tuple[Release, ...]:
    """The confirmations of a folder of parts."""
    return tuple(Release(**row) for row in json.loads(data))


def _as_bytes(table: pa.Table) -> bytes:
    buffer = io.BytesIO()
    pq.write_table(table, buffer, compression="zstd")
    return buffer.getvalue()


def _unpacked(row: dict[str, Any]) -> dict[str, Any]:
    """Texts as UTF-8 has them; one with lone surrogates, which it has not, stays packed."""
    found = dict(row)
    for name in PACKED:
        if row[name] is not None:
            text = unpack_text(row[name])
            try:
                text.encode()
            except UnicodeEncodeError:
                text = BASE64 + base64.b64encode(row[name]).decode()
            found[name] = text
    return found


BASE64 = "base64:zlib:"


def _packed(row: dict[str, Any]) -> dict[str, Any]:
    texts = {name: row[name] for name in PACKED if row.get(name) is not None}
    packed = {
        name: base64.b64decode(text.removeprefix(BASE64))
        if text.startswith(BASE64)
        else pack_text(text)
        for name, text in texts.items()
    }
    return {**row, **packed}


# ---- into a database --------------------------------------------------------------------------
def import_parts(database: CaseDatabase, folder: Path) -> int:
    """Take the parts of *folder* into *database*; how many articles that brought.

    A document that the database has already stays as it is; a part at a time, so that an import
    that was stopped goes on.
    """
    return Arriving(database, folder).finish()


class Arriving:
    """Takes the parts that a run writes into *folder* as they come, those of before at the end.

    So the latest of a document that stands in several is taken, as by `import_parts`.
    """

    def __init__(self, database: CaseDatabase, folder: Path) -> None:
        self._database, self._folder = database, folder
        self._before = self._names()
        self._taken: set[str] = set()

    def take(self) -> int:
        """Take what has come since; how many articles that brought."""
        return self._take(self._names() - self._before - self._taken)

    def finish(self) -> int:
        """Take the rest, and find what is the same; how many articles the rest brought."""
        brought = self.take() + self._take(self._names() - self._taken)
        with self._database.write() as connection:
            recognise(connection)
        self._database.group()
        return brought

    def _names(self) -> set[str]:
        return {path.name for path in self._folder.glob("*" + LEDGER)}

    def _take(self, names: Iterable[str]) -> int:
        brought = 0
        ledgers = {name: (self._folder / name).read_bytes() for name in sorted(names)}
        for name in sorted(ledgers, key=lambda name: written_at(ledgers[name]), reverse=True):
            part = self._folder / (name.removesuffix(LEDGER) + PART)
            entries = list(unpack_entries(ledgers[name]))
            with self._database.write() as connection:
                brought += _take(connection, entries, pq.read_table(part).to_pylist())
                touch(connection)
            self._taken.add(name)
        return brought


def _take(connection: Connection, entries: list[Entry], rows: list[dict[str, Any]]) -> int:
    sources, ledger = schema.SOURCES, schema.LEDGER
    known = set(connection.execute(select(ledger.c.document)).scalars())
    fresh = {entry.document: entry for entry in entries if entry.document not in known}
    contents = set()
    for row in rows:
        if row["document"] in fresh:
            connection.execute(sources.insert().values(_packed(row)))
            contents.add(row["sha256"])
    for sha256 in sorted(contents):
        derive(connection, sha256)
    if fresh:
        replace_entries(connection, ledger, list(fresh.values()))
    return sum(entry.articles for entry in fresh.values())
