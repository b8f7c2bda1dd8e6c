"""What a database tells of its articles: all of them, or the one that an id names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Connection

from textmine.errors import StoreError
from textmine.store.file.schema import ARTICLES, SOURCES
from textmine.store.kept.records import also_at, read_records
from textmine.store.kept.sources import article_key
from textmine.types import Practice, Record

BATCH = 200  # records read at a time, some 5 MB


@dataclass(frozen=True, slots=True)
class StoredPractice:
    """A practice and the record that it stands in."""

    practice: Practice
    record: Record


def read_all(connection: Connection, ids: Iterable[str] | None = None) -> Iterator[Record]:
    """All records as corrected, or those of article *ids*, by path and number."""
    query = select(ARTICLES.c.key, ARTICLES.c.id).join(SOURCES)
    rows = connection.execute(query.order_by(SOURCES.c.path, ARTICLES.c.number)).all()
    wanted = None if ids is None else set(ids)
    keys = [int(row.key) for row in rows if wanted is None or row.id in wanted]
    elsewhere = also_at(connection)
    for at in range(0, len(keys), BATCH):
        yield from read_records(connection, keys[at : at + BATCH], elsewhere)


def read_article(connection: Connection, identity: str, name: str) -> Record:
    """The record of an article id, or of the article that a practice, metric or place is in.

    Raises a StoreError where the database *name* holds none.
    """
    row = connection.execute(article_key(identity)).first()
    if row is None:
        raise StoreError(identity, f"is not in {name}")
    return next(read_records(connection, [row[0]], also_at(connection, row[0])))


def practice_in(record: Record, identity: str, name: str) -> StoredPractice:
    """A practice of a record, with it; raises a StoreError where it has none of this id."""
    for practice in record.practices:
        if practice.id == identity:
            return StoredPractice(practice, record)
    raise StoreError(identity, f"is no practice of {name}")


def part_of(source: str, record: Record, identity: str) -> str:
    """What a practice, metric or place was read from; of the article's id the whole source."""
    items: tuple[Any, ...] = (*record.practices, *record.metrics, *record.places)
    for item in items:
        if item.id == identity:
            return source[item.source_start : item.source_end]
    return source
