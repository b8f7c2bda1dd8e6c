"""Records as they are kept: those of a source together as mined, one alone where corrected."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Connection

from textmine.plain import from_dict
from textmine.store.file import schema
from textmine.store.file.packing import unpack
from textmine.types import Record


def read_records(
    connection: Connection, keys: Sequence[int], elsewhere: Mapping[str, tuple[str, ...]]
) -> Iterator[Record]:
    """The records of article keys, in the order of the keys.

    *elsewhere* are the further paths at which an article of an id stands.
    """
    table = schema.ARTICLES
    query = select(table).where(table.c.key.in_(keys))
    rows = {row["key"]: row for row in connection.execute(query).mappings()}
    packed = _packed(connection, {row["source"] for row in rows.values() if row["revised"] is None})
    mined: dict[int, dict[str, Any]] = {}  # by source, then by id
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
        yield record


def _packed(connection: Connection, sources: Collection[int]) -> dict[int, bytes]:
    """The records of sources, as mined and packed."""
    table = schema.SOURCES
    query = select(table.c.key, table.c.records).where(table.c.key.in_(sources))
    return {row.key: row.records for row in connection.execute(query)}
