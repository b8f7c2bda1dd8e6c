"""The ledger of a run: what became of each document, so that a run can go on where it stopped.

The tables stand in the case database, or for a JSONL run in `FILE.run.db`, where the finished
lines wait beside them until all are there.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Column, Float, Integer, MetaData, String, Table, Text, delete, select
from sqlalchemy.engine import Connection

MINED, SET_ASIDE = "mined", "set aside"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What became of one document.

    `digest` is the SHA-256 of the file, `stages` the hashes of the stages that mined it; a
    change of either makes the entry stale. `reason` is a word of `errors.REASONS`.
    """

    document: str
    digest: str
    stages: Mapping[str, str]
    status: str
    reason: str | None = None
    message: str | None = None
    trace: str | None = None
    seconds: float = 0.0
    articles: int = 0
    practices: int = 0
    metrics: int = 0
    places: int = 0


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
    )


def read_entries(connection: Connection, ledger: Table) -> Iterator[Entry]:
    """All entries, by document."""
    for row in connection.execute(select(ledger).order_by(ledger.c.document)).mappings():
        yield Entry(**{**row, "stages": json.loads(row["stages"])})


def write_entry(connection: Connection, ledger: Table, entry: Entry) -> None:
    """Put an entry in the place of the document's former one."""
    connection.execute(delete(ledger).where(ledger.c.document == entry.document))
    values = {name: getattr(entry, name) for name in Entry.__dataclass_fields__}
    values["stages"] = json.dumps(dict(entry.stages), sort_keys=True)
    connection.execute(ledger.insert().values(values))
