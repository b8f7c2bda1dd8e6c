"""Finds practices by words and filters, with counts for every further filter.

Matching is exact (every passage that holds the words, across punctuation, in simplified
characters); ranking puts names before texts and texts before headings, exact words before
equivalent ones, and within that what says it most.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from textmine.store.file.columns import Columns, Mask
from textmine.store.find.equivalents import Equivalents, read_equivalents
from textmine.store.find.facets import Facet, combine, count_facets, masks_of
from textmine.store.find.finding import Found, find
from textmine.store.find.hits import EXACT, Hit, Match, Matched, make_hits
from textmine.store.find.queries import Query
from textmine.store.find.ranking import order_rows
from textmine.store.find.widening import Widening

if TYPE_CHECKING:
    from textmine.store.database import CaseDatabase


@dataclass(frozen=True, slots=True)
class Results:
    """What a query found: `total` counts all hits, `elsewhere` matches outside of practices.

    `exact` counts the hits that hold all words as they stand and `whole` these with those that
    hold all in other words, which come behind; the others hold most of them and come last.
    `elsewhere_whole` counts the matches outside of practices that hold all words.
    """

    query: Query
    total: int
    hits: tuple[Hit, ...]
    facets: tuple[Facet, ...]
    widened: tuple[Widening, ...] = ()
    elsewhere: int = 0
    whole: int = 0
    exact: int = 0
    elsewhere_whole: int = 0

    @property
    def split(self) -> int | None:
        """The first of `hits` that holds most of the words only, where they are in that order."""
        return next((at for at, match in self.borders.items() if match == "partial"), None)

    @property
    def borders(self) -> dict[int, Match]:
        """The first of `hits` of each kind of match, where it differs from those before it."""
        if self.query.order != "relevance":
            return {}
        begins: dict[Match, int] = {"similar": self.exact, "partial": self.whole}
        ends = {"similar": self.whole, "partial": self.total}
        return {
            first - self.query.offset: match
            for match, first in begins.items()
            if first < ends[match] and 0 <= first - self.query.offset < len(self.hits)
        }


def search(database: CaseDatabase, query: Query) -> Results:
    """The hits of *query* from `offset` on, with the counts of all facets.

    Raises a StoreError where the database cannot be read; a wrong query is refused when it is made.
    """
    columns, naming = database.columns(), database.naming()
    with database.read() as connection:
        found = find(connection, columns, query, _table(database, query), _named(database))
        base = _base(columns, query) & found.either
        practices = columns.practice > 0
        elsewhere = elsewhere_whole = 0
        if query.unit == "practice":
            outside = combine(masks_of(columns, query).values(), base & ~practices)
            elsewhere, elsewhere_whole = int(outside.sum()), int((outside & found.whole).sum())
            base &= practices
        facets = count_facets(columns, query, base, naming)
        rows = np.flatnonzero(combine(masks_of(columns, query).values(), base))
        whole, exact = (int(np.count_nonzero(mask[rows])) for mask in (found.whole, found.exact))
        ordered = order_rows(connection, columns, rows, found, query)
        matched = {int(columns.keys[row]): _matched(columns, found, row) for row in ordered}
        hits = make_hits(connection, columns.keys[ordered].tolist(), found.shown, matched)
    return Results(
        query, len(rows), hits, facets, found.widened, elsewhere, whole, exact, elsewhere_whole
    )


def _matched(columns: Columns, found: Found, row: int) -> Matched:
    """How much of what was asked the passage of a row holds."""
    if found.exact[row]:
        return EXACT
    if found.whole[row]:
        return Matched("similar")
    missing = found.lacking(np.arange(len(columns)) == row)
    around = found.lacking(columns.article == columns.article[row])
    nearby = tuple(word for word in missing if word not in around)
    return Matched("partial", missing, nearby)


def keys_of(database: CaseDatabase, query: Query) -> list[int]:
    """Keys of all practices that *query* finds, in the order of the database; for exports."""
    columns = database.columns()
    return [int(key) for key in columns.practice[practices_of(database, columns, query)]]


def practices_of(
    database: CaseDatabase, columns: Columns, query: Query, *, whole: bool = False
) -> Mask:
    """The rows of *columns* that are practices which *query* finds; `whole`: by all its words."""
    with database.read() as connection:
        found = find(connection, columns, query, _table(database, query), _named(database))
    base = _base(columns, query) & (found.whole if whole else found.either)
    base &= columns.practice > 0
    return combine(masks_of(columns, query).values(), base)


def _table(database: CaseDatabase, query: Query) -> Equivalents | None:
    return read_equivalents(database) if query.widen and query.words else None


def _named(database: CaseDatabase) -> dict[str, str]:
    return {entry.zh: code for code, entry in database.naming().entries.items()}


def _base(columns: Columns, query: Query) -> Mask:
    """What may be found at all."""
    base = np.ones(len(columns), dtype=bool)
    if not query.repeats:
        base &= ~columns.repeat
    if not query.suspects:
        base &= ~columns.suspect
    return base
