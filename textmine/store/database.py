"""The case database: one SQLite file that many may read while one writes.

with CaseDatabase.open(Path("cases.db")) as database:
    database.add(outcome)
    for record in database.records(): ...
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from sqlalchemy.engine import Connection, Engine

from textmine.errors import StoreError
from textmine.store.file import labelling as labels
from textmine.store.file import schema
from textmine.store.file.backup import copy_database
from textmine.store.file.connect import connect, reading, writing
from textmine.store.file.entries import Entry
from textmine.store.file.files import read_files, write_files
from textmine.store.file.labelling import Labelling
from textmine.store.file.ledger import read_entries, replace_entries, write_entries
from textmine.store.file.releases import Release, read_releases, write_releases
from textmine.store.file.runs import Ending, note_begin, note_end
from textmine.store.file.state import generation, read_state, touch, write_state
from textmine.store.kept.derive import derive
from textmine.store.kept.drafts import Kept
from textmine.store.kept.packed import by_place, pack_sources
from textmine.store.kept.pages import KeptPage
from textmine.store.kept.reading import (
    StoredPractice,
    part_of,
    practice_in,
    read_all,
    read_article,
)
from textmine.store.kept.relabelled import read_kept, write_kept
from textmine.store.kept.sources import (
    StoredSource,
    find_documents,
    keep_sources,
    read_pages_of,
    read_source,
    remembered,
    remove_document,
)
from textmine.store.upgrade import bring_up_to_date, is_current
from textmine.store.words.naming import Naming
from textmine.types import Outcome, Record

if TYPE_CHECKING:
    from textmine.store.file.columns import Columns
    from textmine.store.file.recent import RecentColumns

__all__ = ["CaseDatabase", "StoredPractice"]


class CaseDatabase:
    """Records, what people said about them, and everything found by search."""

    def __init__(self, path: Path, engine: Engine, *, read_only: bool) -> None:
        self.path = path
        self.read_only = read_only
        self._engine = engine
        self._columns: RecentColumns | None = None
        self._naming: tuple[tuple[str | None, ...], Naming] | None = None

    @classmethod
    def open(cls, path: Path, *, create: bool = True, read_only: bool = False) -> Self:
        """The database at *path*; made where it is missing, unless *create* is False.

        Raises a StoreError that says what is wrong and what to do.
        """
        path = Path(path)
        if not path.exists() and (read_only or not create):
            raise StoreError(str(path), "does not exist; `textmine mine PATH --db` makes one")
        if path.is_dir():
            raise StoreError(str(path), "is a folder; name the file of the case database")
        database = cls(path, connect(path, read_only=read_only), read_only=read_only)
        try:
            database._prepare()
        except StoreError:
            database.close()
            raise
        return database

    def _prepare(self) -> None:
        with self.read() as connection:
            current = is_current(connection, self.path, read_only=self.read_only)
        if not current:
            with self.write() as connection:
                bring_up_to_date(connection, self.path)

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that sees one state of the database, whatever is written meanwhile."""
        with reading(self._engine, self.path) as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction: all of it or nothing. Waits for other writers."""
        if self.read_only:
            raise StoreError(str(self.path), "is open for reading only")
        with writing(self._engine, self.path) as connection:
            yield connection

    # ---- in ---------------------------------------------------------------------------------
    def entries(self) -> dict[str, Entry]:
        """What is known of each document."""
        with self.read() as connection:
            return {entry.document: entry for entry in read_entries(connection, schema.LEDGER)}

    def files(self) -> dict[str, str]:
        """The document that each file gave, by the file's absolute path."""
        with self.read() as connection:
            return read_files(connection, schema.FILES, self.path)

    def note_files(self, files: Mapping[str, str]) -> None:
        """Keep which document each file gives from now on."""
        if files:
            with self.write() as connection:
                write_files(connection, schema.FILES, self.path, files)

    def note_run(self, ending: Ending | None = None) -> None:
        """Keep that a run begins, or how it has ended."""
        with self.write() as connection:
            if ending:
                note_end(connection, ending)
            else:
                note_begin(connection)

    pack = staticmethod(pack_sources)

    def add(
        self, outcome: Outcome, entry: Entry | None = None, members: Sequence[Entry] = ()
    ) -> None:
        """Keep the records of a document in the place of its former ones, and its ledger entry.

        *members* are the entries of what was set aside within it. All is kept, or nothing.
        Adding the same again changes nothing; ids and corrections stay.
        """
        outcome = outcome if outcome.packed is not None else self.pack(outcome)
        with self.write() as connection:
            if outcome.path:
                changed = keep_sources(connection, outcome, entry)
                fresh = by_place(outcome)
                for sha256 in sorted(changed):
                    derive(connection, sha256, fresh.get(sha256))
                if changed:
                    touch(connection)
            if entry:
                write_entries(connection, schema.LEDGER, entry, members)

    def kept(self, documents: Sequence[str]) -> dict[str, list[Kept]]:
        """What documents can be labelled from again; without those where that was not kept."""
        with self.read() as connection:
            return read_kept(connection, documents)

    def relabel(self, batch: Sequence[tuple[Entry, Sequence[Kept]]]) -> None:
        """Keep documents that were labelled anew, with their entries: all or none."""
        with self.write() as connection:
            write_kept(connection, [kept for _, sources in batch for kept in sources])
            replace_entries(connection, schema.LEDGER, [entry for entry, _ in batch])
            touch(connection)

    def label_by(self, labelling: Labelling, documents: Collection[str]) -> None:
        """Put a taxonomy and its model in force, by which *documents* are labelled from now on.

        Raises a StoreError where other documents would stay labelled by another taxonomy.
        """
        with self.read() as connection:
            held = labels.read_labelling(connection)
            if held and held.state == labelling.state:
                return
            labels.refuse_mixing(connection, labelling, documents, str(self.path))
        with self.write() as connection:
            labels.write_labelling(connection, labelling)
            touch(connection)

    def remembered(self) -> set[str]:
        """The documents of which every page was kept as it was read."""
        with self.read() as connection:
            return remembered(connection)

    def pages(self, documents: Sequence[str]) -> dict[str, list[KeptPage]]:
        """The pages of documents, by path."""
        with self.read() as connection:
            return read_pages_of(connection, documents)

    def releases(self) -> tuple[Release, ...]:
        """Documents marked as secret that somebody confirmed."""
        with self.read() as connection:
            return read_releases(connection, schema.RELEASES)

    def confirm(self, names: Sequence[str], who: str, why: str | None = None) -> None:
        """Let documents that are held back be mined by the next run; who said so is kept."""
        with self.write() as connection:
            write_releases(connection, schema.LEDGER, names, who, why)

    def backup(self, path: Path) -> None:
        """Copy the database as it stands to *path*, whole, while others go on using it."""
        copy_database(self.path, path)

    def remove(self, name: str) -> int:
        """Withdraw a document, by its path or the id of one of its articles or practices.

        Gives the number of articles that went with it. Corrections stay in the database,
        without a home, and find it again when the document comes back.
        """
        with self.write() as connection:
            documents = find_documents(connection, name)
            if not documents:
                raise StoreError(name, f"is no document, article or practice of {self.path}")
            gone = 0
            for document in documents:
                gone += remove_document(connection, document)
            touch(connection)
        self.look_again()
        return gone

    def group(self) -> None:
        """Find duplicates and cases, after a run; does nothing where nothing has changed."""
        with self.read() as connection:
            current = read_state(connection, "grouped")
            if current == str(generation(connection)):
                return
        from textmine.store.groups.grouping import group  # numpy: needless before there is a change

        with self.write() as connection:
            group(connection)
            touch(connection)
            write_state(connection, "grouped", str(generation(connection)))

    # ---- out --------------------------------------------------------------------------------
    def generation(self) -> int:
        """A number that grows with every change."""
        with self.read() as connection:
            return generation(connection)

    def labelling(self) -> Labelling | None:
        """By what practices are labelled here; None before anything was mined."""
        with self.read() as connection:
            return labels.read_labelling(connection)

    def naming(self) -> Naming:
        """How patterns and subtypes are called here."""
        with self.read() as connection:
            key = labels.naming_key(connection)
            if self._naming is None or self._naming[0] != key:
                self._naming = key, labels.read_naming(connection)
        return self._naming[1]

    def columns(self) -> Columns:
        """What search filters and counts by, kept in memory and read again after changes."""
        from textmine.store.file.recent import RecentColumns  # numpy: runs search nothing

        recent = self._columns
        if recent is None or not (
            recent.will_do() or recent.columns.generation == self.generation()
        ):
            with self.read() as connection:
                recent = self._columns = RecentColumns.read(connection)
        return recent.columns

    def look_again(self) -> None:
        """Read the columns anew for the next search: whoever changes something finds it at once."""
        self._columns = None

    def records(self, ids: Iterable[str] | None = None) -> Iterator[Record]:
        """All records as corrected, or those of article *ids*, by path and number."""
        with self.read() as connection:
            yield from read_all(connection, ids)

    def article(self, identity: str) -> Record:
        """The record of an article id, or of the article that a practice, metric or place is in."""
        with self.read() as connection:
            return read_article(connection, identity, str(self.path))

    def practice(self, identity: str) -> StoredPractice:
        """A practice with its record."""
        return practice_in(self.article(identity), identity, str(self.path))

    def source(self, identity: str) -> StoredSource:
        """The decoded source of an article, practice or metric."""
        with self.read() as connection:
            return read_source(connection, identity, str(self.path))

    def source_text(self, identity: str) -> str:
        """The decoded source of an article; of a practice, metric or place its part of it."""
        return part_of(self.source(identity).text, self.article(identity), identity)
