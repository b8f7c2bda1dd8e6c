"""Which file gave which document: a file of the same name that lies elsewhere is another one."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import Column, MetaData, Table, Text, bindparam, delete, select
from sqlalchemy.engine import Connection

BELOW = "./"  # before a path that is kept from the folder of the database


def files_table(metadata: MetaData) -> Table:
    """The files as a table of *metadata*; several may have given one document."""
    return Table(
        "files",
        metadata,
        Column("path", Text, primary_key=True),  # "./…" from the folder of the database
        Column("document", Text, nullable=False, index=True),
    )


def read_files(connection: Connection, table: Table, database: Path) -> dict[str, str]:
    """The document that each file gave, by the file's absolute path."""
    home = _home(database)
    rows = connection.execute(select(table.c.path, table.c.document))
    return {_whole(path, home): document for path, document in rows}


def _whole(path: str, home: str) -> str:
    return home + path.removeprefix(BELOW).replace("/", os.sep) if path.startswith(BELOW) else path


def write_files(
    connection: Connection, table: Table, database: Path, files: Mapping[str, str]
) -> None:
    """Keep which document each file gives from now on.

    Paths below the folder of the *database* are kept from there, so that both may be moved together
    (a stick that becomes another drive).
    """
    home = _home(database)
    rows = [{"path": _kept(path, home), "document": name} for path, name in files.items()]
    former = [{"former": row["path"]} for row in rows]
    if rows:
        connection.execute(delete(table).where(table.c.path == bindparam("former")), former)
        connection.execute(table.insert(), rows)


def _kept(path: str, home: str) -> str:
    return BELOW + path.removeprefix(home).replace(os.sep, "/") if path.startswith(home) else path


def _home(database: Path) -> str:
    """The folder of a database, with what divides it from the names in it."""
    return os.path.realpath(database.parent).rstrip(os.sep) + os.sep
