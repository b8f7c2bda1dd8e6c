"""Which passages hold a word: asked of the full text."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import text
from sqlalchemy.engine import Connection

from textmine.store.file.fulltext import FIELDS, TABLES, Field, spaced

Keys = NDArray[np.int64]


def phrase(word: str) -> str:
    """The expression that finds *word* as it stands; "" where it has no letter or figure."""
    tokens = spaced(word).split()
    if len(tokens) == 1:
        return f'"{tokens[0]}" *'
    return f'"{" ".join(tokens[:-1])}"' if tokens else ""


def near(words: Sequence[str], characters: int) -> str:
    """The expression that finds *words* in any order with at most *characters* between them."""
    phrases = [phrase(word) for word in words]
    # Tokens are pairs: between two words there is one more than there are characters.
    return f"NEAR({' '.join(phrases)}, {characters + 1})" if all(phrases) else ""


def matching(connection: Connection, field: Field, wanted: str) -> Keys:
    """Keys of the passages that meet an expression in a field, ascending."""
    if not wanted:
        return np.empty(0, dtype=np.int64)
    table = FIELDS[field]
    expression = f"{field} : {wanted}" if len(TABLES[table]) > 1 else wanted
    # One string of all row ids is fetched three times as fast as a row for each.
    query = text(f"SELECT group_concat(rowid) FROM {table} WHERE {table} MATCH :expression")
    found = connection.execute(query, {"expression": expression}).scalar()
    return np.fromstring(found or "", dtype=np.int64, sep=",")
