"""How an empty file, or an older case database, becomes one of the present version."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from sqlalchemy import text
from sqlalchemy.engine import Connection

from textmine.store.file import schema
from textmine.store.file.fulltext import create_fulltext
from textmine.store.file.state import write_state


def _keep_drafts(connection: Connection) -> None:
    """Sources keep what they can be labelled from again, the ledger when a file was changed."""
    for column in ("sources ADD COLUMN drafts BLOB", *_LEDGER_TIMES):
        connection.execute(text(f"ALTER TABLE {column}"))


def _keep_pages(connection: Connection) -> None:
    """Sources keep how they were read, so that later stages can go on from there."""
    connection.execute(text("ALTER TABLE sources ADD COLUMN page BLOB"))


def _keep_labelling(connection: Connection) -> None:
    """Databases keep the taxonomy and the model that they are labelled by."""
    schema.TAXONOMIES.create(connection)
    schema.MODELS.create(connection)


def _keep_answers(connection: Connection) -> None:
    """What was answered of practices and metrics stands by itself; both can be drawn by lot."""
    for table in (schema.METRICS, schema.LABELS, schema.PASSAGES, schema.PRACTICES):
        connection.execute(text(f"DROP TABLE {table.name}"))
    schema.METADATA.create_all(connection)


_LEDGER_TIMES = ("ledger ADD COLUMN size BIGINT", "ledger ADD COLUMN mtime BIGINT")

# Step N makes a file of version N one of version N + 1. A change of a derived table drops and
# creates it; `CaseDatabase.open` then derives everything again.
MIGRATIONS: tuple[Callable[[Connection], None], ...] = (
    _keep_drafts,
    schema.RELEASES.create,
    _keep_pages,
    _keep_labelling,
    schema.FILES.create,
    _keep_answers,
    partial(schema.HOUSED.create, checkfirst=True),
    partial(schema.TIMES.create, checkfirst=True),
)


def create(connection: Connection) -> None:
    """All tables of the present version, in an empty file."""
    schema.METADATA.create_all(connection)
    write_state(connection, "schema", str(schema.VERSION))
    write_state(connection, "generation", "0")
    create_fulltext(connection)


def migrate(connection: Connection, version: int) -> bool:
    """Bring a file of *version* to the present one; whether anything had to be done."""
    for step in MIGRATIONS[version - 1 :]:
        step(connection)
    if version < schema.VERSION:
        write_state(connection, "schema", str(schema.VERSION))
    return version < schema.VERSION
