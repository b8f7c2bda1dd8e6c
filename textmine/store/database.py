"""The case database: one SQLite file that many may read while one writes.

with CaseDatabase.open(Path("cases.db")) as database:
    database.add(outcome)
    for record in database.records(): ...
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from sqlalchemy import Select, delete, inspect, or_, select
from sqlalchemy.engine import Connection, Engine

from textmine.errors import StoreError
from textmine.store import schema
from textmine.store.connect import connect, explained
from textmine.store.derive import derive, derive_all, forget
from textmine.store.fulltext import create_fulltext
from textmine.store.grouping import also_at, group
from textmine.store.ledger import SET_ASIDE, Entry, read_entries, write_entry
from textmine.store.packing import pack, pack_text, unpack, unpack_text
from textmine.types import Outcome, Page, Practice, Record, from_dict, to_dict

if TYPE_CHECKING:
    from textmine.store.facets import Columns

BATCH = 200  # records read at a time, some 5 MB

# A document that cannot be read today keeps what it gave before; only other content ends that.
PASSING = frozenset({"unavailable", "timeout", "memory", "internal"})


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredSource:
    """A decoded source as it was read; `breaks` and `paragraphs` as in `types.Page`."""

    path: str
    sha256: str
    media_type: str
    encoding: str | None
    text: str
    breaks: tuple[int, ...]
    paragraphs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class StoredPractice:
    """A practice and the record that it stands in."""

    practice: Practice
    record: Record


class CaseDatabase:
    """Records, what people said about them, and everything found by search."""

    def __init__(self, path: Path, engine: Engine, *, read_only: bool) -> None:
        self.path = path
        self.read_only = read_only
        self._engine = engine
        self.columns: Columns | None = None  # kept by store.facets

    @classmethod
    def open(cls, path: Path, *, create: bool = True, read_only: bool = False) -> Self:
        """The database at *path*; made where it is missing, unless *create* is False.

        Raises a StoreError that says what is wrong and what to do.
        """
        path = Path(path)
        if not path.exists() and (read_only or not create):
            raise StoreError(str(path), "does not exist; `textmine mine PATH --db` makes one")
        database = cls(path, connect(path, read_only=read_only), read_only=read_only)
        try:
            database._prepare()
        except StoreError:
            database.close()
            raise
        return database

    def _prepare(self) -> None:
        with self.read() as connection:
            version = _version(connection, self.path)
        if version > schema.VERSION:
            raise StoreError(str(self.path), "was made by a newer textmine; update this one")
        if version == schema.VERSION:
            return
        if self.read_only:
            raise StoreError(str(self.path), "is of an older textmine; open it once for writing")
        with self.write() as connection:
            version = _version(connection, self.path)  # another process may have been faster
            if version == 0:
                schema.create_tables(connection)
                create_fulltext(connection)
            elif schema.migrate(connection, version):
                derive_all(connection)

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
        with explained(self.path), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction: all of it or nothing. Waits for other writers."""
        if self.read_only:
            raise StoreError(str(self.path), "is open for reading only")
        options = {"writes": True}
        with explained(self.path), self._engine.connect() as plain:
            connection = plain.execution_options(**options)
            with connection.begin():
                yield connection

    # ---- in ---------------------------------------------------------------------------------
    def entries(self) -> dict[str, Entry]:
        """What is known of each document."""
        with self.read() as connection:
            return {entry.document: entry for entry in read_entries(connection, schema.LEDGER)}

    def add(self, outcome: Outcome, entry: Entry | None = None) -> None:
        """Keep the records of a document in the place of its former ones, and its ledger entry.

        Adding the same again changes nothing; ids and corrections stay.
        """
        with self.write() as connection:
            if outcome.path:
                changed = _keep_sources(connection, outcome, entry)
                fresh = _by_place(outcome)
                for sha256 in sorted(changed):
                    derive(connection, sha256, fresh.get(sha256))
                if changed:
                    schema.touch(connection)
            if entry:
                write_entry(connection, schema.LEDGER, entry)

    def remove(self, name: str) -> int:
        """Withdraw a document, by its path or the id of one of its articles or practices.

        Gives the number of articles that went with it. Corrections stay in the database,
        without a home, and find it again when the document comes back.
        """
        with self.write() as connection:
            documents = _documents(connection, name)
            if not documents:
                raise StoreError(name, f"is no document, article or practice of {self.path}")
            gone = 0
            for document in documents:
                gone += _remove_document(connection, document)
            schema.touch(connection)
        return gone

    def group(self) -> None:
        """Find duplicates and cases, after a run; does nothing where nothing has changed."""
        with self.read() as connection:
            current = schema.read_state(connection, "grouped")
            if current == str(schema.generation(connection)):
                return
        with self.write() as connection:
            group(connection)
            schema.touch(connection)
            schema.write_state(connection, "grouped", str(schema.generation(connection)))

    # ---- out --------------------------------------------------------------------------------
    def generation(self) -> int:
        """A number that grows with every change."""
        with self.read() as connection:
            return schema.generation(connection)

    def records(self, ids: Iterable[str] | None = None) -> Iterator[Record]:
        """All records as corrected, or those of article *ids*, by path and number."""
        articles, sources = schema.ARTICLES, schema.SOURCES
        query = select(articles.c.key).join(sources).order_by(sources.c.path, articles.c.number)
        wanted = None if ids is None else set(ids)
        with self.read() as connection:
            elsewhere = also_at(connection)
            rows = connection.execute(query.add_columns(articles.c.id)).all()
            keys = [int(row.key) for row in rows if wanted is None or row.id in wanted]
            for at in range(0, len(keys), BATCH):
                yield from _records(connection, keys[at : at + BATCH], elsewhere)

    def article(self, identity: str) -> Record:
        """The record of an article id, or of the article that a practice, metric or place is in."""
        with self.read() as connection:
            row = connection.execute(_article_key(identity)).first()
            if row is None:
                raise StoreError(identity, f"is not in {self.path}")
            return next(_records(connection, [row[0]], also_at(connection, row[0])))

    def practice(self, identity: str) -> StoredPractice:
        """A practice with its record."""
        record = self.article(identity)
        for practice in record.practices:
            if practice.id == identity:
                return StoredPractice(practice, record)
        raise StoreError(identity, f"is no practice of {self.path}")

    def source(self, identity: str) -> StoredSource:
        """The decoded source of an article, practice or metric."""
        with self.read() as connection:
            row = connection.execute(_source_of(identity)).mappings().first()
        if row is None:
            raise StoreError(identity, f"is not in {self.path}")
        if row["decoded"] is None:
            raise StoreError(identity, "was imported without its source")
        return StoredSource(
            path=row["path"],
            sha256=row["sha256"],
            media_type=row["media_type"],
            encoding=row["encoding"],
            text=unpack_text(row["decoded"]),
            breaks=tuple(json.loads(row["breaks"])),
            paragraphs=tuple(json.loads(row["paragraphs"])),
        )


# ---- sources ----------------------------------------------------------------------------------
def _version(connection: Connection, path: Path) -> int:
    """The schema version of the file; 0 for an empty one."""
    tables = inspect(connection).get_table_names()
    if not tables:
        return 0
    if "state" not in tables:
        raise StoreError(str(path), "is a database, but not one of cases")
    return int(schema.read_state(connection, "schema") or 0)


def _keep_sources(connection: Connection, outcome: Outcome, entry: Entry | None) -> set[str]:
    """Write the sources of a document; the contents whose rows must be derived again."""
    table = schema.SOURCES
    query = select(table).where(table.c.document == outcome.path)
    former = {
        (row["sha256"], row["path"]): dict(row) for row in connection.execute(query).mappings()
    }
    if outcome.reason in PASSING or (outcome.reason and entry and _same_content(former, entry)):
        return set()
    changed: set[str] = set()
    rows = {(row["sha256"], row["path"]): row for row in _source_rows(outcome)}
    for place, row in rows.items():
        known = former.get(place) or _source_at(connection, place)
        if known and row["decoded"] is None:
            row.update({name: known[name] for name in ("decoded", "breaks", "paragraphs")})
        if known and all(known[name] == value for name, value in row.items()):
            continue
        if known:
            connection.execute(table.update().where(table.c.key == known["key"]).values(row))
        else:
            connection.execute(table.insert().values(row))
        changed.add(place[0])
    gone = [known for place, known in former.items() if place not in rows]
    for known in gone:
        _remove_source(connection, known["key"], known["sha256"])
        changed.add(known["sha256"])
    return changed


def _same_content(former: Iterable[tuple[str, str]], entry: Entry) -> bool:
    return any(sha256 == entry.digest for sha256, _ in former)


def _source_at(connection: Connection, place: tuple[str, str]) -> dict[str, Any] | None:
    """The source of this content and path under another document (it was imported before)."""
    table = schema.SOURCES
    query = select(table).where(table.c.sha256 == place[0], table.c.path == place[1])
    row = connection.execute(query).mappings().first()
    return dict(row) if row else None


def _by_place(outcome: Outcome) -> dict[str, dict[str, list[Record]]]:
    """The records of an outcome by content and path."""
    records: dict[str, dict[str, list[Record]]] = {}
    for record in outcome.records:
        source = record.source
        records.setdefault(source.sha256, {}).setdefault(source.path, []).append(record)
    return records


def _source_rows(outcome: Outcome) -> Iterator[dict[str, Any]]:
    """A row for each page that has records; `decoded` is None where the page is not given."""
    pages = {(page.digest, page.path): page for page in outcome.pages}
    for sha256, paths in _by_place(outcome).items():
        for path, found in paths.items():
            source = found[0].source
            yield {
                "document": outcome.path,
                "path": path,
                "url": source.url,
                "sha256": sha256,
                "media_type": source.media_type,
                "encoding": source.encoding,
                "records": pack([to_dict(record) for record in found]),
                **_page_columns(pages.get((sha256, path))),
            }


def _page_columns(page: Page | None) -> dict[str, Any]:
    if page is None:
        return {"decoded": None, "breaks": "[]", "paragraphs": "[]"}
    return {
        "decoded": pack_text(page.source),
        "breaks": json.dumps(page.breaks),
        "paragraphs": json.dumps(page.paragraphs),
    }


def _remove_source(connection: Connection, key: int, sha256: str) -> None:
    forget(connection, sha256)
    connection.execute(delete(schema.SOURCES).where(schema.SOURCES.c.key == key))


def _documents(connection: Connection, name: str) -> list[str]:
    """Documents of this path, or with a source, article or practice of this name."""
    sources = schema.SOURCES
    named = or_(sources.c.document == name, sources.c.path == name)
    query = select(sources.c.document).where(named).distinct()
    found = list(connection.execute(query).scalars())
    row = connection.execute(_source_of(name)).mappings().first()
    known = schema.LEDGER.c.document
    aside = connection.execute(select(known).where(known == name)).scalars()
    return sorted({*found, *([row["document"]] if row else []), *aside})


def _remove_document(connection: Connection, document: str) -> int:
    sources, articles = schema.SOURCES, schema.ARTICLES
    query = select(sources.c.key, sources.c.sha256).where(sources.c.document == document)
    gone = 0
    for key, sha256 in connection.execute(query).all():
        of = select(articles.c.key).where(articles.c.source == key)
        gone += len(connection.execute(of).all())
        _remove_source(connection, key, sha256)
        derive(connection, sha256)  # the same content may stand at another path
    ledger = schema.LEDGER
    members = ledger.c.document.startswith(document + "/", autoescape=True)
    connection.execute(
        delete(ledger).where(
            or_(ledger.c.document == document, members & (ledger.c.status == SET_ASIDE))
        )
    )
    return gone


# ---- reading ----------------------------------------------------------------------------------
def _article_key(identity: str) -> Select[Any]:
    articles, practices, metrics = schema.ARTICLES, schema.PRACTICES, schema.METRICS
    if identity.startswith("l-"):
        named = schema.PLACES.c.ids.contains(identity, autoescape=True)
        return select(schema.PLACES.c.article).where(named)
    if identity.startswith("p-"):
        return select(practices.c.article).where(practices.c.id == identity)
    if identity.startswith("m-"):
        return select(metrics.c.article).where(metrics.c.id == identity)
    return select(articles.c.key).where(articles.c.id == identity)


def _source_of(identity: str) -> Select[Any]:
    articles, sources = schema.ARTICLES, schema.SOURCES
    joined = select(sources).join(articles, articles.c.source == sources.c.key)
    return joined.where(articles.c.key.in_(_article_key(identity))).limit(1)


def _records(
    connection: Connection, keys: list[int], elsewhere: dict[str, tuple[str, ...]]
) -> Iterator[Record]:
    """The records of article keys, in the order of the keys."""
    table, sources = schema.ARTICLES, schema.SOURCES
    query = select(table).where(table.c.key.in_(keys))
    rows = {row["key"]: row for row in connection.execute(query).mappings()}
    of = {row["source"] for row in rows.values() if row["revised"] is None}
    mined = select(sources.c.key, sources.c.records).where(sources.c.key.in_(of))
    packed = {row.key: row.records for row in connection.execute(mined)}
    unpacked: dict[int, dict[str, Any]] = {}
    for key in keys:
        row = rows[key]
        if row["revised"] is not None:
            data = unpack(row["revised"])
        else:
            source = row["source"]
            if source not in unpacked:
                unpacked[source] = {data["id"]: data for data in unpack(packed[source])}
            data = unpacked[source][row["id"]]
        record = from_dict(Record, data)
        paths = elsewhere.get(record.id)
        if paths:
            record = replace(record, source=replace(record.source, also_at=paths))
        yield record
