"""Sources in and out of the database: what was read, kept as it was, by content and path."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, delete, or_, select
from sqlalchemy.engine import Connection

from textmine.errors import StoreError
from textmine.store.file import schema
from textmine.store.file.entries import PASSING, SET_ASIDE, Entry
from textmine.store.file.packing import unpack_text
from textmine.store.kept.derive import derive, forget
from textmine.store.kept.packed import PAGE_COLUMNS
from textmine.store.kept.pages import KeptPage
from textmine.types import Outcome


def keep_sources(connection: Connection, outcome: Outcome, entry: Entry | None) -> set[str]:
    """Write the packed sources of a document; the contents whose rows are to be derived again."""
    query = select(schema.SOURCES).where(schema.SOURCES.c.document == outcome.path)
    former = {_place(row): dict(row) for row in connection.execute(query).mappings()}
    if outcome.reason in PASSING or (outcome.reason and entry and _same_content(former, entry)):
        return set()
    rows = {_place(row): row for row in outcome.packed}
    changed: set[str] = set()
    for place, row in rows.items():
        known = former.get(place) or _source_at(connection, place)
        if _write_source(connection, row, known):
            changed.add(row["sha256"])
    for place, known in former.items():
        if place not in rows:
            _remove_source(connection, known["key"], known["sha256"])
            changed.add(known["sha256"])
    return changed


def _place(row: Mapping[Any, Any]) -> tuple[str, str]:
    """By what a source is known: its content and its path."""
    return row["sha256"], row["path"]


def _write_source(
    connection: Connection, row: dict[str, Any], known: dict[str, Any] | None
) -> bool:
    """Write a source in the place of the *known* one; whether anything of it has changed.

    Without a page it keeps the one that it has.
    """
    table = schema.SOURCES
    if known is None:
        connection.execute(table.insert().values(row))
        return True
    if row["decoded"] is None:
        row = row | {name: known[name] for name in PAGE_COLUMNS}
    if all(known[name] == value for name, value in row.items()):
        return False
    connection.execute(table.update().where(table.c.key == known["key"]).values(row))
    return True


def _same_content(former: Iterable[tuple[str, str]], entry: Entry) -> bool:
    return any(sha256 == entry.digest for sha256, _ in former)


def _source_at(connection: Connection, place: tuple[str, str]) -> dict[str, Any] | None:
    """The source of this content and path under another document (it was imported before)."""
    table = schema.SOURCES
    query = select(table).where(table.c.sha256 == place[0], table.c.path == place[1])
    row = connection.execute(query).mappings().first()
    return dict(row) if row else None


def remembered(connection: Connection) -> set[str]:
    """The documents of which every page was kept as it was read."""
    sources = schema.SOURCES.c
    lacking = select(sources.document).where(sources.page.is_(None) | sources.decoded.is_(None))
    every = select(sources.document).except_(lacking)
    return set(connection.execute(every).scalars())


def read_pages_of(connection: Connection, documents: Sequence[str]) -> dict[str, list[KeptPage]]:
    """The pages of documents, by path."""
    sources = schema.SOURCES.c
    query = select(sources.document, sources.decoded, sources.page).order_by(sources.path)
    found: dict[str, list[KeptPage]] = {name: [] for name in documents}
    for row in connection.execute(query.where(sources.document.in_(documents))):
        found[row.document].append(KeptPage(row.decoded, row.page))
    return found


def _remove_source(connection: Connection, key: int, sha256: str) -> None:
    forget(connection, sha256)
    connection.execute(delete(schema.SOURCES).where(schema.SOURCES.c.key == key))


def find_documents(connection: Connection, name: str) -> list[str]:
    """Documents of this path, or with a source, article or practice of this name."""
    sources = schema.SOURCES
    named = or_(sources.c.document == name, sources.c.path == name)
    query = select(sources.c.document).where(named).distinct()
    found = list(connection.execute(query).scalars())
    row = connection.execute(_source_of(name)).mappings().first()
    known = schema.LEDGER.c.document
    aside = connection.execute(select(known).where(known == name)).scalars()
    return sorted({*found, *([row["document"]] if row else []), *aside})


def remove_document(connection: Connection, document: str) -> int:
    """Forget a document and what was set aside of it; how many articles went with it."""
    sources, articles = schema.SOURCES, schema.ARTICLES
    query = select(sources.c.key, sources.c.sha256).where(sources.c.document == document)
    gone = 0
    for key, sha256 in connection.execute(query).all():
        of = select(articles.c.key).where(articles.c.source == key)
        gone += len(connection.execute(of).all())
        _remove_source(connection, key, sha256)
        derive(connection, sha256)  # the same content may stand at another path
    connection.execute(delete(schema.FILES).where(schema.FILES.c.document == document))
    ledger = schema.LEDGER
    members = ledger.c.document.startswith(document + "/", autoescape=True)
    connection.execute(
        delete(ledger).where(
            or_(ledger.c.document == document, members & (ledger.c.status == SET_ASIDE))
        )
    )
    return gone


# ---- what an id stands for ------------------------------------------------------------------
def article_key(identity: str) -> Select[Any]:
    """The key of the article that an id names, or in which its practice, metric or place is."""
    articles, practices, metrics = schema.ARTICLES, schema.PRACTICES, schema.METRICS
    if identity.startswith("l-"):
        named = schema.PLACES.c.ids.contains(identity, autoescape=True)
        return select(schema.PLACES.c.article).where(named)
    if identity.startswith("p-"):
        return select(practices.c.article).where(practices.c.id == identity)
    if identity.startswith("m-"):
        return select(metrics.c.article).where(metrics.c.id == identity)
    return select(articles.c.key).where(articles.c.id == identity)


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


def read_source(connection: Connection, identity: str, name: str) -> StoredSource:
    """The source of what an id names (StoreError where the database *name* does not hold it)."""
    row = connection.execute(_source_of(identity)).mappings().first()
    if row is None:
        raise StoreError(identity, f"is not in {name}")
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


def _source_of(identity: str) -> Select[Any]:
    """The source of what an id names."""
    articles, sources = schema.ARTICLES, schema.SOURCES
    joined = select(sources).join(articles, articles.c.source == sources.c.key)
    return joined.where(articles.c.key.in_(article_key(identity))).limit(1)
