"""Finds practices by words and filters, with counts for every further filter.

Matching is exact (every passage that holds the words, across punctuation, in simplified
characters); ranking puts names before texts and texts before headings, exact words before
equivalent ones, and within that what says it most.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.engine import Connection

from textmine.store.file.columns import Columns, Mask, Numbers
from textmine.store.file.fulltext import Field
from textmine.store.find.equivalents import Equivalents, common_words, read_equivalents
from textmine.store.find.facets import Facet, combine, count_facets, masks_of, year_mask
from textmine.store.find.hits import Hit, make_hits, read_passages
from textmine.store.find.matching import matching
from textmine.store.find.meant import only_asks, parts_of, years_said
from textmine.store.find.queries import Query, Words, finder, parse_words
from textmine.store.words.segments import search_words

if TYPE_CHECKING:
    from textmine.store.database import CaseDatabase

# What a term is worth where it stands; an equivalent one step less, so that every exact name
# comes before every widened one. 0 is no match.
WORTH: dict[Field, int] = {"context": 2, "text": 4, "name": 6}

FULL = max(WORTH.values())

RERANKED = 100  # first hits whose text is read to order them; 3 ms
TERMS_KEPT = 64  # looked-up terms kept in memory, 0.1 MB each for 100,000 passages

Scores = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Widening:
    """A word of the query and the terms that were let in beside it.

    `reason` is equivalent (the table of equivalent terms), parts (nothing holds the word as
    it stands, so that its parts were looked for), year (what has that period is found, too) or
    asking (the word only asks, and was not looked for).
    """

    term: str
    added: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Results:
    """What a query found: `total` counts all hits, `elsewhere` matches outside of practices."""

    query: Query
    total: int
    hits: tuple[Hit, ...]
    facets: tuple[Facet, ...]
    widened: tuple[Widening, ...] = ()
    elsewhere: int = 0


def search(database: CaseDatabase, query: Query) -> Results:
    """The hits of *query* from `offset` on, with the counts of all facets."""
    columns, naming = database.columns(), database.naming()
    with database.read() as connection:
        found = _find(connection, columns, query, _table(database, query))
        base = _base(columns, query) & (found.scores > 0)
        practices = columns.practice > 0
        elsewhere = 0
        if query.unit == "practice":
            outside = combine(masks_of(columns, query).values(), base & ~practices)
            elsewhere = int(outside.sum())
            base &= practices
        facets = count_facets(columns, query, base, naming)
        rows = np.flatnonzero(combine(masks_of(columns, query).values(), base))
        ordered = _order(connection, columns, rows, found, query)
        hits = make_hits(connection, columns.keys[ordered].tolist(), found.shown)
    return Results(query, len(rows), hits, facets, found.widened, elsewhere)


def keys_of(database: CaseDatabase, query: Query) -> list[int]:
    """Keys of all practices that *query* finds, in the order of the database; for exports."""
    columns = database.columns()
    return [int(key) for key in columns.practice[practices_of(database, columns, query)]]


def practices_of(database: CaseDatabase, columns: Columns, query: Query) -> Mask:
    """The rows of *columns* that are practices which *query* finds."""
    with database.read() as connection:
        found = _find(connection, columns, query, _table(database, query))
    base = _base(columns, query) & (found.scores > 0) & (columns.practice > 0)
    return combine(masks_of(columns, query).values(), base)


def _table(database: CaseDatabase, query: Query) -> Equivalents | None:
    return read_equivalents(database) if query.widen and query.words else None


def _base(columns: Columns, query: Query) -> Mask:
    """What may be found at all."""
    base = np.ones(len(columns), dtype=bool)
    if not query.repeats:
        base &= ~columns.repeat
    if not query.suspects:
        base &= ~columns.suspect
    return base


# ---- matching ---------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class _Found:
    """A score a passage, the terms to show, and how the query was widened."""

    scores: Scores
    shown: tuple[str, ...] = ()
    widened: tuple[Widening, ...] = ()


def _find(
    connection: Connection, columns: Columns, query: Query, table: Equivalents | None
) -> _Found:
    words = parse_words(query.words)
    if words.empty and query.words.strip():
        return _Found(np.zeros(len(columns), dtype=np.uint8))
    scores = np.full(len(columns), FULL, dtype=np.uint8)
    shown: list[str] = list(words.terms)
    widened: list[Widening] = []
    for clause in words.clauses:
        if table and words.quoted.isdisjoint(clause) and only_asks(words.clauses, clause):
            widened += [Widening(term, (), "asking") for term in clause]
            continue
        best = np.zeros(len(columns), dtype=np.uint8)
        for term in clause:
            exact = _score(connection, columns, term)
            others = None if term in words.quoted else table
            wider = _widen(connection, columns, term, exact, others)
            best = np.maximum(best, np.maximum(exact, wider.scores))
            shown += wider.shown
            widened += wider.widened
        scores = np.minimum(scores, best)
    for term in words.excluded:
        scores = np.where(_score(connection, columns, term) > 0, np.uint8(0), scores)
    return _Found(scores, tuple(dict.fromkeys(shown)), tuple(widened))


def _score(connection: Connection, columns: Columns, term: str) -> Scores:
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


def _widen(
    connection: Connection, columns: Columns, term: str, exact: Scores, table: Equivalents | None
) -> _Found:
    """Equivalent terms of *term*, else its parts where nothing holds it as it stands."""
    nothing = np.zeros(len(columns), dtype=np.uint8)
    if table is None:
        return _Found(nothing)
    if (dated := _dated(columns, term)) is not None:
        # A period narrows down like a filter: it tells nothing of what comes first.
        widened = (Widening(term, (), "year"),) if (dated > exact).any() else ()
        return _Found(dated, (), widened)
    best, added = nothing, []
    for other in table.of(term):
        scores = _score(connection, columns, other)
        if scores.any():
            added.append(other)
            best = np.maximum(best, np.where(scores > 0, scores - 1, 0).astype(np.uint8))
    if added:
        shown = tuple(added)
        return _Found(best, shown, (Widening(term, shown, "equivalent"),))
    said = (part for part in parts_of(term) if part != term and part not in common_words())
    parts = tuple(dict.fromkeys(said))
    if exact.any() or len(parts) < 2:
        return _Found(nothing)
    every = np.minimum.reduce([_worth(connection, columns, part) for part in parts])
    if not every.any():
        return _Found(nothing)
    scores = np.where(every > 0, np.uint8(1), np.uint8(0))
    return _Found(scores, parts, (Widening(term, parts, "parts"),))


def _worth(connection: Connection, columns: Columns, part: str) -> Scores:
    """What a part of a word is worth, a year also where it is the period."""
    exact, dated = _score(connection, columns, part), _dated(columns, part)
    return exact if dated is None else np.maximum(exact, dated)


def _dated(columns: Columns, term: str) -> Scores | None:
    """Full scores where the years that *term* says are the period; None where it says none."""
    years = years_said(term)
    if years is None:
        return None
    return np.where(year_mask(columns, *years), np.uint8(FULL), np.uint8(0))


# ---- order ------------------------------------------------------------------------------------
def _order(
    connection: Connection, columns: Columns, rows: Numbers, found: _Found, query: Query
) -> Numbers:
    """The rows of one page of results."""
    last = query.offset + query.limit
    if query.order != "relevance":
        keys = _sort_keys(columns, rows, query.order)
        return rows[np.lexsort(keys)][query.offset : last]
    worth = found.scores[rows].astype(np.float32) * 10 + columns.merit[rows]
    first = _top(rows, worth, max(last, RERANKED))
    words = parse_words(query.words)
    if words.clauses and query.offset < RERANKED:
        head = first[:RERANKED]
        first = np.concatenate([_rerank(connection, columns, head, found, words), first[RERANKED:]])
    return first[query.offset : last]


def _sort_keys(columns: Columns, rows: Numbers, order: str) -> tuple[NDArray[np.int64], ...]:
    """Keys for lexsort, the last one first; what has no year comes last."""
    year = columns.year[rows].astype(np.int64)
    if order == "place":
        place = np.array([code or "~" for code in columns.adcode.values]).argsort().argsort()
        return (rows, -year, place[columns.adcode.codes[rows]])
    by = np.where(year > 0, year if order == "oldest" else -year, 9999)
    return (rows, by)


def _top(rows: Numbers, worth: NDArray[np.float32], count: int) -> Numbers:
    """The *count* rows worth most, in order; equal ones in the order of the database."""
    if len(rows) > count:
        # Everything above the last place, then as many of those at it as there is room for.
        edge = np.partition(worth, len(worth) - count)[len(worth) - count]
        above = np.flatnonzero(worth > edge)
        chosen = np.concatenate([above, np.flatnonzero(worth == edge)[: count - len(above)]])
        rows, worth = rows[chosen], worth[chosen]
    return rows[np.lexsort((rows, -worth))]


def _rerank(
    connection: Connection, columns: Columns, rows: Numbers, found: _Found, words: Words
) -> Numbers:
    """Rows by where the words stand, then by how much of the name and text is about them."""
    passages = read_passages(connection, columns.keys[rows].tolist())
    asked = list(zip(words.terms, map(_finders, words.terms), strict=True))
    scored = []
    for place, row in enumerate(rows.tolist()):
        passage = passages.get(int(columns.keys[row]))
        if passage is None:  # written anew since the columns were read
            continue
        about = sum(_aboutness(passage.name, passage.text, term, f) for term, f in asked)
        worth = found.scores[row] + about + 0.1 * float(columns.merit[row])
        scored.append((-worth, place, row))
    return np.array([row for _, _, row in sorted(scored)], dtype=np.int64)


_Finder = tuple[re.Pattern[str], float]


def _finders(term: str) -> Sequence[_Finder]:
    """The term and its search words, each with its weight."""
    parts = [part for part in search_words(term) if part != term]
    weights = {term: 1.0, **dict.fromkeys(parts, 0.3 / max(1, len(parts)))}
    finders = ((finder((word,)), weight) for word, weight in weights.items())
    return [(found, weight) for found, weight in finders if found]


def _aboutness(name: str, text: str, term: str, finders: Sequence[_Finder]) -> float:
    """0 to about 1.9: the share of the name that the term is, and how often the text says it."""
    total = 0.0
    if term in name:
        total += 0.9 * len(term) / len(name)
    for found, weight in finders:
        times = sum(1 for _ in found.finditer(text))
        # Saturates as in BM25 (k1 = 1.2); longer texts say everything more often.
        total += weight * 0.8 * times / (times + 1.2 * (0.5 + 0.5 * math.sqrt(len(text) / 180)))
    return total
