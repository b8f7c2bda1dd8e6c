"""Records as they are kept: those of a source together as mined, one alone where corrected."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.engine import Connection

from textmine.plain import from_dict
from textmine.store.file.packing import unpack
from textmine.store.file.schema import ANSWERS, ARTICLES, DUPLICATES, SOURCES
from textmine.types import Checked, Metric, Practice, Record

Item = TypeVar("Item", Practice, Metric)


def read_records(
    connection: Connection, keys: Sequence[int], elsewhere: Mapping[str, tuple[str, ...]]
) -> Iterator[Record]:
    """The records of article keys, in the order of the keys.

    *elsewhere* are the further paths at which an article of an id stands. Practices and metrics
    say who checked them: here, or where the record came from.
    """
    query = select(ARTICLES).where(ARTICLES.c.key.in_(keys))
    rows = {row["key"]: row for row in connection.execute(query).mappings()}
    packed = _packed(connection, {row["source"] for row in rows.values() if row["revised"] is None})
    mined: dict[int, dict[str, Any]] = {}  # by source, then by id
    checks = _checks(connection, keys)
    for row in (rows[key] for key in keys):
        if row["revised"] is not None:
            record = from_dict(Record, unpack(row["revised"]))
        else:
            source = row["source"]
            if source not in mined:
                mined[source] = {data["id"]: data for data in unpack(packed[source])}
            record = from_dict(Record, mined[source][row["id"]])
        if paths := elsewhere.get(record.id):
            record = replace(record, source=replace(record.source, also_at=paths))
        if told := checks.get(row["key"]):
            practices = _with_checks(record.practices, told)
            record = replace(
                record, practices=practices, metrics=_with_checks(record.metrics, told)
            )
        yield record


def _checks(connection: Connection, keys: Sequence[int]) -> dict[int, dict[str, Checked]]:
    """Who found what right, corrected or added it: by article key, then by id."""
    answers = ANSWERS.c
    query = select(ANSWERS).where(answers.article.in_(keys), answers.verdict != "skipped")
    found: dict[int, dict[str, Checked]] = {}
    for row in connection.execute(query):
        fields = tuple(row.wrong.split())
        checked = Checked(verdict=row.verdict, by=row.who, at=row.at, fields=fields)
        found.setdefault(row.article, {})[row.id] = checked
    return found


def _with_checks(items: Sequence[Item], told: Mapping[str, Checked]) -> tuple[Item, ...]:
    return tuple(
        replace(item, checked=told[item.id]) if item.id in told else item for item in items
    )


def _packed(connection: Connection, sources: Collection[int]) -> dict[int, bytes]:
    """The records of sources, as mined and packed."""
    query = select(SOURCES.c.key, SOURCES.c.records).where(SOURCES.c.key.in_(sources))
    return {row.key: row.records for row in connection.execute(query)}


def also_at(connection: Connection, key: int | None = None) -> dict[str, tuple[str, ...]]:
    """By article id, the other paths at which the same article stands; of all, or of one *key*.

    The same file elsewhere; for the head of a group also where its reprints and versions are.
    """
    paths: dict[str, set[str]] = {}
    copies = select(ARTICLES.c.id, SOURCES.c.path).where(
        SOURCES.c.sha256 == ARTICLES.c.sha256, SOURCES.c.key != ARTICLES.c.source
    )
    repeats = (
        select(DUPLICATES.c.head_id, SOURCES.c.path)
        .join(ARTICLES, ARTICLES.c.id == DUPLICATES.c.article_id)
        .join(SOURCES, SOURCES.c.key == ARTICLES.c.source)
    )
    if key is not None:
        own = select(ARTICLES.c.id).where(ARTICLES.c.key == key).scalar_subquery()
        copies = copies.where(ARTICLES.c.key == key)
        repeats = repeats.where(DUPLICATES.c.head_id == own)
    for query in (copies, repeats):
        for identity, path in connection.execute(query):
            paths.setdefault(identity, set()).add(path)
    return {identity: tuple(sorted(found)) for identity, found in paths.items()}
