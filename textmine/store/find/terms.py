"""What one term is worth in each passage: where it stands, or whether its years are the period."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.engine import Connection

from textmine.store.file.columns import Columns
from textmine.store.file.fulltext import Field
from textmine.store.find.facets import year_mask
from textmine.store.find.matching import matching
from textmine.store.find.meant import years_said

# What a term is worth where it stands; an equivalent one step less, so that every exact name
# comes before every widened one. 0 is no match.
WORTH: dict[Field, int] = {"context": 2, "text": 4, "name": 6}

FULL = max(WORTH.values())

TERMS_KEPT = 64  # looked-up terms kept in memory, 0.1 MB each for 100,000 passages

Scores = NDArray[np.uint8]


def score_of(connection: Connection, columns: Columns, term: str) -> Scores:
    """What *term* is worth in each passage."""
    kept = columns.terms.get(term)
    if kept is not None:
        return kept
    scores = np.zeros(len(columns), dtype=np.uint8)
    for field, worth in WORTH.items():
        scores[columns.rows_of(matching(connection, field, term))] = worth
    if len(columns.terms) >= TERMS_KEPT:
        columns.terms.pop(next(iter(columns.terms)), None)
    columns.terms[term] = scores
    return scores


def dated(columns: Columns, term: str) -> Scores | None:
    """Full scores where the years that *term* says are the period; None where it says none."""
    years = years_said(term)
    if years is None:
        return None
    return np.where(year_mask(columns, *years), np.uint8(FULL), np.uint8(0))


def worth_of(connection: Connection, columns: Columns, term: str) -> Scores:
    """What a term is worth, a year also where it is the period."""
    exact, within = score_of(connection, columns, term), dated(columns, term)
    return exact if within is None else np.maximum(exact, within)
