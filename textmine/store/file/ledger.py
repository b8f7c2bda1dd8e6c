"""The ledger of a run: what became of each document, so that a run can go on where it stopped.

The tables stand in the case database, or for a JSONL run in `FILE.run.db`, where the finished
lines wait beside them until all are there.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Float,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    bindparam,
    delete,
    select,
)
from sqlalchemy.engine import Connection

from textmine.store.file.entries import SET_ASIDE, Entry


def ledger_table(metadata: MetaData) -> Table:
    """The ledger as a table of *metadata*."""
    return Table(
        "ledger",
        metadata,
        Column("document", Text, primary_key=True),
        Column("digest", String(64), nullable=False),
        Column("stages", Text, nullable=False),
        Column("status", String(16), nullable=False),
        Column("reason", String(32)),
        Column("message", Text),
        Column("trace", Text),
        Column("seconds", Float, nullable=False),
        Column("articles", Integer, nullable=False),
        Column("practices", Integer, nullable=False),
        Column("metrics", Integer, nullable=False),
        Column("places", Integer, nullable=False),
        Column("size", BigInteger),
        Column("mtime", BigInteger),
    )


def read_entries(connection: Connection, ledger: Table) -> Iterator[Entry]:
    """All entries, by document."""
    for row in connection.execute(select(ledger).order_by(ledger.c.document)).mappings():
        yield Entry(**{**row, "stages": json.loads(row["stages"])})


def replace_entries(connection: Connection, ledger: Table, entries: Sequence[Entry]) -> None:
    """Put entries in the place of the former ones of their documents."""
    names = [{"name": entry.document} for entry in entries]
    connection.execute(delete(ledger).where(ledger.c.document == bindparam("name")), names)
    connection.execute(ledger.insert(), [_row(entry) for entry in entries])


def _row(entry: Entry) -> dict[str, Any]:
    values = {name: getattr(entry, name) for name in Entry.__dataclass_fields__}
    return {**values, "stages": json.dumps(dict(entry.stages), sort_keys=True)}


def write_entries(
    connection: Connection, ledger: Table, entry: Entry, members: Sequence[Entry]
) -> None:
    """Put an entry, and those of members set aside within it, in the place of the former ones."""
    inside = entry.document + "/", entry.document + chr(ord("/") + 1)
    former = ledger.c.document.between(*inside) & (ledger.c.status == SET_ASIDE)
    connection.execute(delete(ledger).where(former))
    replace_entries(connection, ledger, [entry, *members])
