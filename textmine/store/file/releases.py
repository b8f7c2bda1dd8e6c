"""Who confirmed that a document marked as secret or internal may be taken in, and why."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Column, MetaData, String, Table, Text, delete, select
from sqlalchemy.engine import Connection

from textmine.errors import ConfidentialError, StoreError


@dataclass(frozen=True, slots=True)
class Release:
    """A confirmation: it holds for the file as it was (`digest`), not as it may become."""

    document: str
    digest: str
    at: str  # UTC, ISO 8601
    who: str
    why: str | None = None


def releases_table(metadata: MetaData) -> Table:
    """The confirmations as a table of *metadata*."""
    return Table(
        "releases",
        metadata,
        Column("document", Text, primary_key=True),
        Column("digest", String(64), nullable=False),
        Column("at", String(32), nullable=False),
        Column("who", Text, nullable=False),
        Column("why", Text),
    )


def read_releases(connection: Connection, table: Table) -> tuple[Release, ...]:
    """All confirmations, by document."""
    rows = connection.execute(select(table).order_by(table.c.document)).mappings()
    return tuple(Release(**row) for row in rows)


def find_held(names: Sequence[str], held: Collection[str]) -> Iterator[str]:
    """The documents of *held* that are named, or lie in a folder or archive that is.

    A StoreError for a name that neither is nor holds one.
    """
    for name in names:
        folder = name.rstrip("/") + "/"
        found = [name] if name in held else sorted(each for each in held if each.startswith(folder))
        if not found:
            raise StoreError(name, "is not held back; textmine status lists what is")
        yield from found


def write_releases(
    connection: Connection, ledger: Table, names: Sequence[str], who: str, why: str | None
) -> None:
    """Confirm documents that are held back, by name or folder; a StoreError for what is not."""
    table = ledger.metadata.tables["releases"]
    held = ledger.c.reason == ConfidentialError.reason
    query = select(ledger.c.document, ledger.c.digest).where(held)
    digests = {row.document: row.digest for row in connection.execute(query)}
    at = datetime.now(UTC).isoformat(timespec="seconds")
    for name in find_held(names, digests):
        connection.execute(delete(table).where(table.c.document == name))
        connection.execute(
            table.insert().values(document=name, digest=digests[name], at=at, who=who, why=why)
        )
