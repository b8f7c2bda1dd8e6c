"""Columns kept in memory while somebody mines: read again now and then, not at every search."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Self

from sqlalchemy.engine import Connection

from textmine.store.file.columns import Columns, read_columns

# While somebody mines into the database, columns are read again after this many times the time
# that reading takes, so that a search waits for it now and then, not always.
PATIENCE = 10
AT_ONCE = 0.1  # seconds; what takes less is always read again


@dataclass(frozen=True, slots=True)
class RecentColumns:
    """Columns, how long it took to read them, and when that was, in seconds."""

    columns: Columns
    seconds: float
    at: float

    @classmethod
    def read(cls, connection: Connection) -> Self:
        """Those of the database as it stands."""
        started = time.monotonic()
        columns = read_columns(connection)
        done = time.monotonic()
        return cls(columns, done - started, done)

    def will_do(self) -> bool:
        """Whether they hold for a while yet, whatever has changed."""
        return self.seconds > AT_ONCE and time.monotonic() - self.at < PATIENCE * self.seconds
