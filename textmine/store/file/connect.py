"""Opens the file of a case database, and says in plain words why it cannot be opened."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.pool import QueuePool

from textmine.errors import StoreError
from textmine.store.file.waiting import begin_writing

# Writers wait for each other this long; a document takes milliseconds, grouping seconds.
BUSY_SECONDS = 60

# File systems of other machines: SQLite's write-ahead log needs memory that all its users share,
# which they have not (sqlite.org/wal.html, "no network filesystem").
NETWORK = frozenset(
    (
        "nfs nfs4 cifs smb smb3 smbfs afs ncpfs davfs "
        "fuse.sshfs fuse.davfs2 fuse.rclone fuse.gvfsd-fuse"
    ).split()
)

EXPLAINED = (
    ("locked", "another program is writing to it; try again when that has ended"),
    ("disk is full", "the disk is full; nothing was half-written"),
    (
        "readonly",
        "it may not be written: it, or its folder, is read-only; copy it to another folder",
    ),
    ("not a database", "it is no case database, or it is damaged"),
    ("malformed", "it is damaged; take the last copy of it"),
    ("unable to open", "it cannot be opened: is the folder there, and may you write to it?"),
    ("disk I/O", "the disk reports an error"),
)


def connect(path: Path, *, read_only: bool) -> Engine:
    """An engine on the file: WAL, foreign keys, writers that wait for one another."""
    share = network_share(path)
    if share and not read_only:
        raise StoreError(
            str(path),
            f"lies on a network share ({share}), where several users would damage it; copy it to "
            "this computer, or open it read-only",
        )
    if share and (wal := path.with_name(path.name + "-wal")).exists() and wal.stat().st_size:
        raise StoreError(str(path), "is being written on another computer; try again later")
    sealed = share or (read_only and _is_sealed(path))
    mode = "ro&immutable=1" if sealed else "ro" if read_only else "rwc"
    engine = make_engine(path, mode)
    event.listen(engine, "connect", _prepare_read_only if read_only else _prepare)
    event.listen(engine, "begin", partial(_begin, path))
    return engine


def make_engine(path: Path, mode: str) -> Engine:
    """An engine on a file, opened in one of SQLite's modes: ro, rw, rwc."""
    address = f"{_uri(path)}?mode={mode}"

    def creator() -> sqlite3.Connection:
        # A pool hands connections from thread to thread, one at a time.
        return sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS, check_same_thread=False)

    # Not as a URL: a path may hold what means something there.
    # As many connections as there are readers: none waits for another.
    pool = {"poolclass": QueuePool, "pool_size": 8, "max_overflow": -1}
    return create_engine("sqlite://", creator=creator, **pool)


def may_write(path: Path) -> bool:
    """Whether the file of a database, and those beside it that its writers make, may be written."""
    return os.access(path, os.W_OK) and os.access(path.absolute().parent, os.W_OK)


def _is_sealed(path: Path) -> bool:
    """Whether a database lies at rest in a folder where no file can be made beside it.

    Even its readers make one (sqlite.org/wal.html, "read-only databases").
    """
    at_rest = not path.with_name(path.name + "-wal").exists()
    return at_rest and not os.access(path.absolute().parent, os.W_OK)


def _uri(path: Path) -> str:
    text = path.absolute().as_posix()
    for character in "%?#":
        text = text.replace(character, f"%{ord(character):02x}")
    # Absolute on every system: file:///home, file:///C:/Users, file:////server/share.
    return "file://" + ("" if text.startswith("/") else "/") + text


def _prepare(connection: sqlite3.Connection, _: Any) -> None:
    _prepare_read_only(connection, _)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("PRAGMA wal_autocheckpoint=4000")  # pages, 16 MB: a fifth faster than 1000
    connection.execute("PRAGMA foreign_keys=ON")


def _prepare_read_only(connection: sqlite3.Connection, _: Any) -> None:
    connection.isolation_level = None  # transactions begin where `_begin` says
    connection.execute("PRAGMA cache_size=-65536")
    connection.execute("PRAGMA temp_store=MEMORY")


def _begin(path: Path, connection: Connection) -> None:
    # A reader that becomes a writer cannot wait for another one: writers say so at once.
    if connection.get_execution_options().get("writes"):
        begin_writing(connection, path, BUSY_SECONDS)
    else:
        connection.exec_driver_sql("BEGIN")


@contextmanager
def reading(engine: Engine, path: Path) -> Iterator[Connection]:
    """A connection that sees one state of the database, whatever is written meanwhile."""
    with explained(path), engine.connect() as connection:
        yield connection


@contextmanager
def writing(engine: Engine, path: Path) -> Iterator[Connection]:
    """A transaction: all of it or nothing. Waits for other writers."""
    options = {"writes": True}
    with explained(path), engine.connect() as plain:
        connection = plain.execution_options(**options)
        with connection.begin():
            yield connection


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turns what the database reports into a StoreError that a user understands."""
    try:
        yield
    except DBAPIError as error:
        raise StoreError(str(path), explain(str(error.orig))) from error
    except SQLAlchemyError as error:
        raise StoreError(str(path), str(error)) from error


def explain(message: str) -> str:
    """What SQLite means, in plain words."""
    for sign, meaning in EXPLAINED:
        if sign in message:
            return meaning
    return message


def network_share(path: Path) -> str | None:
    """The kind of network share that *path* lies on, or None."""
    text = str(path.absolute())
    if text.startswith(("\\\\", "//")):
        return "UNC path"
    if os.name == "nt":
        return _windows_share(text)
    return share_in(_mounts(), text)


def share_in(mounts: str, path: str) -> str | None:
    """The network file system of /proc/mounts' lines that *path* is on, or None."""
    best, kind = "", ""
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        mount = fields[1].replace("\\040", " ")
        inside = path == mount or path.startswith(mount.rstrip("/") + "/")
        if inside and len(mount) >= len(best):
            best, kind = mount, fields[2]
    return kind if kind in NETWORK else None


def _mounts() -> str:
    try:
        return Path("/proc/mounts").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _windows_share(path: str) -> str | None:
    import ctypes

    kernel: Any = ctypes.windll.kernel32  # type: ignore[attr-defined,unused-ignore]
    remote = 4  # DRIVE_REMOTE, winbase.h
    return "network drive" if kernel.GetDriveTypeW(path[:3]) == remote else None
