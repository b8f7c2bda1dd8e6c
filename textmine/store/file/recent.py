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
AT_ONCE = 0.1  # seconds of the processor; what takes less is always read again


@dataclass(frozen=True, slots=True)
class RecentColumns:
    """Columns, how long the processor took to read them, and when that was, in seconds.

    The clock on the wall would also count what else a busy machine did meanwhile.
    """

    columns: Columns
    seconds: float
    at: float

    @classmethod
    def read(cls, connection: Connection) -> Self:
        """Those of the database as it stands."""
        started = time.thread_time()
        columns = read_columns(connection)
        return cls(columns, time.thread_time() - started, time.monotonic())

    def will_do(self) -> bool:
        """Whether they hold for a while yet, whatever has changed."""
        return self.seconds > AT_ONCE and time.monotonic() - self.at < PATIENCE * self.seconds
