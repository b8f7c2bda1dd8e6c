"""A whole copy of a case database, made while others use it (SQLite's backup)."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from textmine.errors import StoreError
from textmine.store.file.connect import explain

MAGIC = b"SQLite format 3"  # that a database begins with


def copy_database(source: Path, target: Path) -> None:
    """Copy *source* to *target*, which is there whole or not at all."""
    if target.exists() and target.samefile(source):
        raise StoreError(str(target), "is the database itself")
    if target.is_file() and not _is_database(target):
        raise StoreError(
            str(target), "is another file and no copy of a case database; name a new one"
        )
    part = target.with_name(target.name + ".part")
    part.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(source)) as here, closing(sqlite3.connect(part)) as there:
            here.backup(there)
            there.execute("PRAGMA journal_mode=DELETE")  # one file, to be carried away
        part.replace(target)
    except sqlite3.Error as error:
        part.unlink(missing_ok=True)
        raise StoreError(str(target), explain(str(error))) from error
    except OSError as error:
        part.unlink(missing_ok=True)
        raise StoreError(str(target), f"cannot be written: {error.strerror or error}") from error


def _is_database(path: Path) -> bool:
    """Whether a file may be written over: a database, or nothing yet."""
    with path.open("rb") as file:
        head = file.read(len(MAGIC))
    return head in (MAGIC, b"")
