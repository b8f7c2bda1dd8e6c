"""Full text in SQLite's FTS5, one character a token: any word of any length is a phrase.

Measured with 100,000 practices of 180 characters (tests/benchmarks/store.py): the tokenizers
that come with FTS5 find no word of two characters; characters find every one, the commonest
(73,000 hits) in 25 ms. The index holds no text: `passages` does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import text
from sqlalchemy.engine import Connection

CREATE = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS found USING fts5("
    "name, body, context, content='', columnsize=0, tokenize=\"unicode61 remove_diacritics 0\")"
)
INSERT = text("INSERT INTO found(rowid, name, body, context) VALUES (:key, :name, :text, :context)")
DELETE = text(
    "INSERT INTO found(found, rowid, name, body, context)"
    " VALUES ('delete', :key, :name, :text, :context)"
)
# One string of all row ids is fetched three times as fast as a row for each.
MATCH = text("SELECT group_concat(rowid) FROM found WHERE found MATCH :expression")

Keys = NDArray[np.int64]


def create_fulltext(connection: Connection) -> None:
    """The index, where it is not there yet."""
    connection.exec_driver_sql(CREATE)


def spaced(written: str) -> str:
    """Characters that carry meaning, each a token: letters and figures of any script."""
    return " ".join(c for c in written.lower() if c.isalnum())


def index_passages(connection: Connection, rows: Iterable[Mapping[str, Any]]) -> None:
    """Add passages (rows with key, name, text, context)."""
    values = [_tokens(row) for row in rows]
    if values:
        connection.execute(INSERT, values)


def forget_passages(connection: Connection, rows: Iterable[Mapping[str, Any]]) -> None:
    """Take passages out again; the rows must be those that were added."""
    values = [_tokens(row) for row in rows]
    if values:
        connection.execute(DELETE, values)


def _tokens(row: Mapping[str, Any]) -> dict[str, Any]:
    columns = {name: spaced(row[name]) for name in ("name", "text", "context")}
    return {"key": row["key"], **columns}


def phrase(word: str) -> str:
    """The expression that finds *word* as it stands; "" where it has no letter or figure."""
    tokens = spaced(word)
    return f'"{tokens}"' if tokens else ""


def matching(connection: Connection, expression: str) -> Keys:
    """Keys of the passages that an FTS5 expression matches, ascending."""
    if not expression:
        return np.empty(0, dtype=np.int64)
    found = connection.execute(MATCH, {"expression": expression}).scalar()
    if not found:
        return np.empty(0, dtype=np.int64)
    return np.fromstring(found, dtype=np.int64, sep=",")


def clear_fulltext(connection: Connection) -> None:
    """Empty the index."""
    connection.exec_driver_sql("INSERT INTO found(found) VALUES ('delete-all')")
