"""The years that passages tell of beside their period, as columns in memory."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select
from sqlalchemy.engine import Connection

from textmine.store.file import schema
from textmine.store.file.columns import Columns, Mask, Numbers


@dataclass(frozen=True, slots=True)
class Times:
    """Row by row a passage and the first and last year of a time that it, or its article, tells.

    `own` where the passage itself says it.
    """

    rows: Numbers
    first: NDArray[np.int16]
    last: NDArray[np.int16]
    own: Mask


def read_times(connection: Connection, columns: Columns) -> Times:
    """All times of the database; read when somebody first asks for a year."""
    kept: Times | None = columns.later.get("times")
    if kept is None:
        kept = columns.later["times"] = _read(connection, columns)
    return kept


def of_known_time(connection: Connection, columns: Columns) -> Mask:
    """Passages that have a period, or of which the article says one."""
    known: Mask = columns.year > 0
    known[read_times(connection, columns).rows] = True
    return known


def _read(connection: Connection, columns: Columns) -> Times:
    table = schema.TIMES.c
    query = select(table.passage, table.first, table.last, table.own)
    found = np.array([tuple(row) for row in connection.execute(query)], dtype=np.int64)
    found = found.reshape(-1, 4)
    found = found[found[:, 0] < len(columns.position)]
    rows = columns.position[found[:, 0]].astype(np.int64)
    found, rows = found[rows >= 0], rows[rows >= 0]
    first, last = found[:, 1].astype(np.int16), found[:, 2].astype(np.int16)
    return Times(rows, first, last, found[:, 3] > 0)
