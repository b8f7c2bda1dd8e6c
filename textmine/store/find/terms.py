"""What one term is worth in each passage: where it stands, or whether its years are the period."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.engine import Connection

from textmine.store.file.columns import Columns
from textmine.store.file.fulltext import Field
from textmine.store.find.facets import year_mask
from textmine.store.find.matching import matching, near, phrase
from textmine.store.find.meant import years_said
from textmine.store.find.times import read_times

# What a term is worth where it stands; an equivalent one step less, so that every exact name
# comes before every widened one. 0 is no match.
WORTH: dict[Field, int] = {"context": 2, "text": 4, "name": 6}

FULL = max(WORTH.values())

TERMS_KEPT = 64  # looked-up terms kept in memory, 0.1 MB each for 100,000 passages

Scores = NDArray[np.uint8]


def score_of(connection: Connection, columns: Columns, term: str) -> Scores:
    """What *term* is worth in each passage."""
    return _scored(connection, columns, phrase(term))


def near_score(
    connection: Connection, columns: Columns, words: Sequence[str], characters: int
) -> Scores:
    """What *words* are worth in each passage, in any order and not further apart."""
    return _scored(connection, columns, near(words, characters))


def _scored(connection: Connection, columns: Columns, wanted: str) -> Scores:
    kept = columns.terms.get(wanted)
    if kept is not None:
        return kept
    scores = np.zeros(len(columns), dtype=np.uint8)
    for field, worth in WORTH.items():
        scores[columns.rows_of(matching(connection, field, wanted))] = worth
    if len(columns.terms) >= TERMS_KEPT:
        columns.terms.pop(next(iter(columns.terms)), None)
    columns.terms[wanted] = scores
    return scores


def dated(connection: Connection, columns: Columns, term: str) -> Scores | None:
    """What the years that *term* says are worth in each passage; None where it says none.

    Full where they are the period or told in the passage, little where only its article names
    them and it states no period of its own.
    """
    years = years_said(term)
    if years is None:
        return None
    scores = np.where(year_mask(columns, *years), np.uint8(FULL), np.uint8(0))
    told = read_times(connection, columns)
    low, high = years[0] or 1, years[1] or 9999
    held = (told.first <= high) & (told.last >= low)
    weak = told.rows[held & ~told.own]
    scores[weak] = np.maximum(scores[weak], np.uint8(WORTH["context"]))
    scores[told.rows[held & told.own]] = FULL
    return scores


def worth_of(connection: Connection, columns: Columns, term: str) -> Scores:
    """What a term is worth, a year also where it is the period."""
    exact, within = score_of(connection, columns, term), dated(connection, columns, term)
    return exact if within is None else np.maximum(exact, within)
