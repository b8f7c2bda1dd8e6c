"""A file as this version of the program needs it: made where it is empty, migrated where older."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.engine import Connection

from textmine.errors import StoreError
from textmine.store.file import schema
from textmine.store.file.labelling import recognise
from textmine.store.file.migrations import create, migrate
from textmine.store.file.state import schema_version
from textmine.store.kept.derive import derive_all


def is_current(connection: Connection, path: Path, *, read_only: bool) -> bool:
    """Whether the file at *path* can be used as it is; a StoreError where it may not become so."""
    version = schema_version(connection, str(path))
    if version > schema.VERSION:
        raise StoreError(str(path), "was made by a newer textmine; update this one")
    if version == schema.VERSION:
        return True
    if read_only and version == 0:
        raise StoreError(str(path), "is empty; `textmine mine PATH --db` fills it")
    if read_only:
        raise StoreError(
            str(path),
            f"is of an older textmine; bring it up to date: textmine mine --db {path} "
            "(if it may not be written, copy it first)",
        )
    return False


def bring_up_to_date(connection: Connection, path: Path) -> None:
    """Make or migrate its tables, unless another process has been faster."""
    version = schema_version(connection, str(path))
    if version == 0:
        create(connection)
    elif migrate(connection, version):
        derive_all(connection)
        recognise(connection)
