"""Writers wait for one another, and say so when it takes longer than a moment.

Whoever uses the library hears of it by Python's logging, under "textmine.store".
"""

from __future__ import annotations

import logging
import os
import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy.engine import Connection

PATIENCE = 3.0  # seconds after which a writer says that it waits
LOG = logging.getLogger("textmine.store")
# The byte of FILE-shm that SQLite's one writer has locked (sqlite.org/walformat.html, 2.3.1).
WRITER_BYTE = "120"
LOCKS = Path("/proc/locks")
SHOWN = 100  # characters of a command


def begin_writing(connection: Connection, path: Path, seconds: float) -> None:
    """Begin a transaction that writes, when no other does any more.

    After `PATIENCE` a warning tells for whom it waits; after *seconds* more it gives up (a
    DBAPIError, "database is locked").
    """
    if seconds > PATIENCE:
        raw: Any = connection.connection.driver_connection
        if _begun_within(raw, PATIENCE, seconds):
            return
        who = writer_of(path) or "another program"
        LOG.warning(
            "%s: waits for %s, which is writing to it; it goes on by itself when that has ended, "
            "and gives up after %d seconds",
            path, who, seconds,
        )  # fmt: skip
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _begun_within(raw: sqlite3.Connection, patience: float, seconds: float) -> bool:
    """Whether a transaction that writes has begun after so much patience; then it has *seconds*."""
    raw.execute(f"PRAGMA busy_timeout={patience * 1000:.0f}")
    try:
        raw.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        if "locked" not in str(error):
            raise
        return False
    finally:
        raw.execute(f"PRAGMA busy_timeout={seconds * 1000:.0f}")
    return True


def writer_of(path: Path) -> str | None:
    """The process that writes to a database: its number and command; None where nobody tells.

    Linux tells, of processes on the same computer.
    """
    try:
        inode = path.with_name(path.name + "-shm").stat().st_ino
        process = holder(LOCKS.read_text(encoding="ascii"), inode)
        if process is None:
            return None
        if process == os.getpid():
            return "another task of this program"
        words = Path(f"/proc/{process}/cmdline").read_bytes().split(b"\0")
    except (OSError, ValueError):
        return None
    command = " ".join(word.decode("utf-8", "replace") for word in words if word)
    return f"process {process} ({command[:SHOWN]})"


def holder(locks: str, inode: int) -> int | None:
    """The number of the process that holds the writer's lock of a file, by /proc/locks' lines.

    >>> holder("7: POSIX  ADVISORY  WRITE 412 fd:01:9911 120 120", 9911)
    412
    """
    for line in locks.splitlines():
        fields = line.split()
        if "->" not in line and len(fields) == 8 and fields[3] == "WRITE":
            file, first, last = fields[5], fields[6], fields[7]
            if file.rpartition(":")[2] == str(inode) and first == last == WRITER_BYTE:
                return int(fields[4])
    return None
