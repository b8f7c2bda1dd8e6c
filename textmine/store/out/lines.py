"""A JSONL export that grows beside its ledger and is renamed into place when it is whole."""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    Column,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    bindparam,
    delete,
    event,
    inspect,
    select,
)
from sqlalchemy.engine import Connection, Engine

from textmine.errors import StoreError
from textmine.store.file.connect import connect, explained, make_engine
from textmine.store.file.entries import PASSING, Entry
from textmine.store.file.ledger import ledger_table, read_entries, replace_entries, write_entries
from textmine.store.file.releases import Release, read_releases, releases_table, write_releases
from textmine.store.kept.drafts import Kept, pack_passages, unpack_drafts
from textmine.store.kept.packed import PackedLines, pack_lines
from textmine.store.kept.pages import KeptPage
from textmine.store.out.masking import mask_row
from textmine.types import Outcome

if TYPE_CHECKING:
    from textmine.store.file.labelling import Labelling

METADATA = MetaData()
LEDGER = ledger_table(METADATA)
RELEASES = releases_table(METADATA)
LINES = Table(
    "lines",
    METADATA,
    Column("document", Text, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("line", Text, nullable=False),
    Column("drafts", LargeBinary),  # what its practices were chosen from (store.drafts)
)
PAGES = Table(
    "pages",
    METADATA,
    Column("document", Text, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("decoded", LargeBinary, nullable=False),
    Column("page", LargeBinary, nullable=False),  # as it was read (store.pages)
)


class LineStore:
    """Keeps the lines of `FILE` in `FILE.run.db` while a run goes on; *read_only* for a plan."""

    def __init__(self, path: Path, *, masks: bool = True, read_only: bool = False) -> None:
        self.path = path
        self.masks = masks  # numbers of telephones and identity cards, in FILE alone
        self.run_path = path.with_name(path.name + ".run.db")
        if read_only:
            self._engine = connect(self.run_path, read_only=True)
            return
        self._engine = _connect(self.run_path)
        with explained(self.run_path):
            if _is_older(self._engine):
                METADATA.drop_all(self._engine)  # nothing of it would stand
            METADATA.create_all(self._engine)

    def entries(self) -> dict[str, Entry]:
        """What is known of each document."""
        with self._read() as connection:
            if _is_older(connection):
                return {}
            return {entry.document: entry for entry in read_entries(connection, LEDGER)}

    def files(self) -> None:
        """FILE holds the documents of one run alone, named by what that run was given."""

    def note_files(self, files: Mapping[str, str]) -> None:
        """There is nothing to keep: see `files`."""

    pack = staticmethod(pack_lines)

    def add(self, outcome: Outcome, entry: Entry, members: Sequence[Entry] = ()) -> None:
        """Keep the lines, pages and entries of one document: all or none.

        A document that cannot be read today keeps the lines that it gave before.
        """
        if outcome.reason in PASSING:
            with self._write() as connection:
                write_entries(connection, LEDGER, entry, members)
            return
        packed: PackedLines = outcome.packed or self.pack(outcome).packed
        with self._write() as connection:
            for table, kept in ((LINES, packed.lines), (PAGES, packed.pages)):
                connection.execute(delete(table).where(table.c.document == entry.document))
                own = {"document": entry.document}
                if rows := [own | {"position": at} | each for at, each in enumerate(kept)]:
                    connection.execute(table.insert(), rows)
            write_entries(connection, LEDGER, entry, members)

    def kept(self, documents: Sequence[str]) -> dict[str, list[Kept]]:
        """What documents can be labelled from again; without those where that was not kept."""
        query = select(LINES).where(LINES.c.document.in_(documents)).order_by(LINES.c.position)
        with self._read() as connection:
            rows = connection.execute(query).all()
        lacking = {row.document for row in rows if row.drafts is None}
        found: dict[str, list[Kept]] = {name: [] for name in documents if name not in lacking}
        for row in rows:
            if row.document in found:
                record = [json.loads(row.line)]
                kept = Kept(row.position, record, unpack_drafts(row.drafts, record))
                found[row.document].append(kept)
        return found

    def relabel(self, batch: Sequence[tuple[Entry, Sequence[Kept]]]) -> None:
        """Keep documents that were labelled anew, with their entries: all or none."""
        own = LINES.c.document == bindparam("own"), LINES.c.position == bindparam("place")
        rows = [
            {
                "own": entry.document,
                "place": kept.key,
                "line": json.dumps(kept.rows[0], ensure_ascii=False),
                "drafts": pack_passages(kept),
            }
            for entry, lines in batch
            for kept in lines
        ]
        with self._write() as connection:
            if rows:
                connection.execute(LINES.update().where(*own), rows)
            replace_entries(connection, LEDGER, [entry for entry, _ in batch])

    def remembered(self) -> set[str]:
        """The documents of which every page was kept as it was read."""
        with self._read() as connection:
            return set(connection.execute(select(PAGES.c.document).distinct()).scalars())

    def pages(self, documents: Sequence[str]) -> dict[str, list[KeptPage]]:
        """The pages of documents, in their order."""
        query = select(PAGES).where(PAGES.c.document.in_(documents)).order_by(PAGES.c.position)
        found: dict[str, list[KeptPage]] = {name: [] for name in documents}
        with self._read() as connection:
            for row in connection.execute(query):
                found[row.document].append(KeptPage(row.decoded, row.page))
        return found

    def releases(self) -> tuple[Release, ...]:
        """Documents marked as secret that somebody confirmed."""
        with self._read() as connection:
            return read_releases(connection, RELEASES)

    def confirm(self, names: Sequence[str], who: str, why: str | None = None) -> None:
        """Let documents that are held back be mined by the next run; who said so is kept."""
        with self._write() as connection:
            write_releases(connection, LEDGER, names, who, why)

    def label_by(self, labelling: Labelling, documents: Collection[str]) -> None:
        """FILE holds the documents of one run alone, all labelled alike: there is nothing to do."""

    def finish(self, documents: list[str]) -> None:
        """Write FILE: the lines of *documents* in that order, whole or not at all."""
        partial = self.path.with_name(self.path.name + ".part")
        try:
            self._write_lines(partial, documents)
            partial.replace(self.path)
        except OSError as error:
            partial.unlink(missing_ok=True)
            message = f"cannot be written ({error.strerror or error}); all is kept in"
            raise StoreError(str(self.path), f"{message} {self.run_path.name}") from error

    def _write_lines(self, path: Path, documents: list[str]) -> None:
        query = select(LINES.c.line).order_by(LINES.c.position)
        with self._read() as connection, path.open("w", encoding="utf-8", newline="\n") as file:
            for document in documents:
                for (line,) in connection.execute(query.where(LINES.c.document == document)):
                    file.write((_masked(line) if self.masks else line) + "\n")
            file.flush()
            os.fsync(file.fileno())

    @contextmanager
    def _read(self) -> Iterator[Connection]:
        with explained(self.run_path), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _write(self) -> Iterator[Connection]:
        with explained(self.run_path), self._engine.begin() as connection:
            yield connection

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()


def _masked(line: str) -> str:
    """A line with numbers hidden: where its text and own fields hold none, its lists do not."""
    own, lists, _ = line.partition(', "headings": [')
    if lists and _is_clear(json.loads(own + "}")):
        return line
    return json.dumps(mask_row(json.loads(line)), ensure_ascii=False)


def _is_clear(row: dict[str, Any]) -> bool:
    return mask_row(row) == row


def _is_older(bind: Engine | Connection) -> bool:
    """Whether it holds what an older version kept, whose stages were others."""
    found = inspect(bind)
    return found.has_table("lines") and len(found.get_columns("lines")) != len(LINES.c)


def _connect(path: Path) -> Engine:
    engine = make_engine(path, "rwc")

    @event.listens_for(engine, "connect")
    def _(connection: object, record: object) -> None:
        cursor = connection.cursor()  # type: ignore[attr-defined]
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=NORMAL")
        cursor.close()

    return engine
