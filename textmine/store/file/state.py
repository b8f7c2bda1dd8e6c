"""What a case database says of itself: its version, how often it changed, when it was grouped."""

from __future__ import annotations

from sqlalchemy import Integer, Text, cast, inspect, select
from sqlalchemy.engine import Connection

from textmine.errors import StoreError
from textmine.store.file.schema import STATE


def read_state(connection: Connection, name: str) -> str | None:
    """A value of the state table."""
    return connection.execute(select(STATE.c.value).where(STATE.c.name == name)).scalar()


def write_state(connection: Connection, name: str, value: str) -> None:
    """Set a value of the state table."""
    connection.execute(STATE.delete().where(STATE.c.name == name))
    connection.execute(STATE.insert().values(name=name, value=value))


def generation(connection: Connection) -> int:
    """How often anything that search shows has changed."""
    return int(read_state(connection, "generation") or 0)


def touch(connection: Connection) -> None:
    """Count a change, so that what is kept in memory is read again."""
    value = cast(cast(STATE.c.value, Integer) + 1, Text)
    connection.execute(STATE.update().where(STATE.c.name == "generation").values(value=value))


def schema_version(connection: Connection, path: str) -> int:
    """The version of the tables in the file at *path*; 0 for an empty one."""
    tables = inspect(connection).get_table_names()
    if not tables:
        return 0
    if "state" not in tables:
        raise StoreError(path, "is a database, but not one of cases")
    return int(read_state(connection, "schema") or 0)
