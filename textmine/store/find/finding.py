"""Which passages a query finds: all of its words, else most of them, and what was let in beside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.engine import Connection

from textmine.store.file.columns import Columns, Mask
from textmine.store.find.covering import Unit, cover, rarity
from textmine.store.find.equivalents import Equivalents, common_words
from textmine.store.find.meant import asked_about, only_asks, parts_of
from textmine.store.find.queries import Query, Words, parse_words
from textmine.store.find.sizes import measured, parted_by_sizes, size_said
from textmine.store.find.terms import FULL, Scores, dated, score_of, worth_of

Clause = tuple[str, ...]

LABELLED = 3  # what the name of its pattern says of a practice: less than its own words
PARTS = 1  # what all parts of a word are worth
FEW = 5  # practices that hold all words; where there are fewer, those that hold most are found, too


@dataclass(frozen=True, slots=True)
class Widening:
    """A word of the query and the terms that were let in beside it.

    `reason` is one of

    - equivalent: the table of equivalent terms has `added`
    - parts: few or none hold the word as it stands, so that `added` were looked for
    - year: what has that period is found, too
    - pattern: it is the name of a pattern, whose practices are found, too
    - figure: it is a bound of the figures that the other words name
    - asking: the word only asks, and was not looked for
    - most: few or none hold all words; what holds most of `added` is found behind them
    """

    term: str
    added: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Found:
    """What holds all words, by a score a passage, and what holds most of them, by its share.

    `terms` are the words of the query that were looked for, `units` the words they are made of,
    `shown` what is marked in a text.
    """

    scores: Scores
    share: NDArray[np.float32] | None = None
    most: Mask | None = None
    terms: tuple[str, ...] = ()
    units: tuple[Unit, ...] = ()
    shown: tuple[str, ...] = ()
    widened: tuple[Widening, ...] = ()

    @property
    def whole(self) -> Mask:
        """The passages that hold all words."""
        return self.scores > 0

    @property
    def either(self) -> Mask:
        """The passages that hold all words or most of them."""
        return self.whole if self.most is None else self.whole | self.most


@dataclass(frozen=True, slots=True)
class _Index:
    """Where words are looked for; no `table`: only as they stand."""

    connection: Connection
    columns: Columns
    table: Equivalents | None
    named: Mapping[str, str]

    def score(self, term: str) -> Scores:
        return score_of(self.connection, self.columns, term)

    def nothing(self) -> Scores:
        return np.zeros(len(self.columns), dtype=np.uint8)


def find(
    connection: Connection,
    columns: Columns,
    query: Query,
    table: Equivalents | None,
    named: Mapping[str, str],
) -> Found:
    """What *query* finds by its words; no *table*: only as they stand.

    *named* are the codes of patterns and subtypes by their names.
    """
    index = _Index(connection, columns, table, named)
    words = parse_words(query.words)
    if words.empty and query.words.strip():
        return Found(index.nothing())
    clauses, widened = _asked(index, words)
    terms = tuple(dict.fromkeys(term for clause in clauses for term in clause))
    units = tuple(Unit((term,), rarity(columns, index.score(term))) for term in terms)
    full = np.full(len(columns), FULL, dtype=np.uint8)
    found = Found(full, terms=terms, units=units, widened=widened)
    for clause in clauses:
        bound = _bound(index, words, clauses, clause)
        found = _both(found, bound or _any_of(index, words, clause))
    for term in words.excluded:
        scores = np.where(index.score(term) > 0, np.uint8(0), found.scores)
        found = replace(found, scores=scores)
    if table and clauses and words.plain:
        found = _covered(index, table, found)
    return replace(found, shown=tuple(dict.fromkeys(found.shown)))


def _both(one: Found, other: Found) -> Found:
    return replace(
        one,
        scores=np.minimum(one.scores, other.scores),
        shown=(*one.shown, *other.shown),
        widened=(*one.widened, *other.widened),
    )


def _asked(index: _Index, words: Words) -> tuple[list[Clause], tuple[Widening, ...]]:
    """The clauses without what only asks, long ones parted where they pause."""
    clauses: list[Clause] = []
    widened: list[Widening] = []
    for clause in words.clauses:
        if not index.table or len(clause) > 1 or not words.quoted.isdisjoint(clause):
            clauses.append(clause)
        elif only_asks(words.clauses, clause):
            widened.append(Widening(clause[0], (), "asking"))
        else:
            term = clause[0]
            sized = [part for piece in parted_by_sizes(term) for part in asked_about(piece)]
            about = tuple(dict.fromkeys(sized))
            # Reports also have 怎么办 and 做法 in their names.
            if about in ((), (term,)) or index.score(term).any():
                clauses.append(clause)
            else:
                clauses += [(part,) for part in about]
                widened.append(Widening(term, about, "parts"))
    return clauses, tuple(widened)


def _any_of(index: _Index, words: Words, clause: Clause) -> Found:
    """What meets one of the alternatives of a clause."""
    found = Found(index.nothing())
    for term in clause:
        exact = index.score(term)
        wider = _widened(index, term, exact, term in words.quoted)
        scores = np.maximum(found.scores, np.maximum(exact, wider.scores))
        shown, widened = (*found.shown, term, *wider.shown), (*found.widened, *wider.widened)
        found = replace(found, scores=scores, shown=shown, widened=widened)
    return found


def _bound(index: _Index, words: Words, clauses: Sequence[Clause], clause: Clause) -> Found | None:
    """What has a figure of what the other clauses name, in the bound that this one sets."""
    size = size_said(clause[0]) if index.table and words.plain else None
    others = [term for (term,) in clauses if size_said(term) is None] if size else []
    if not index.table or not size or not others:
        return None
    names = dict.fromkeys(each for term in others for each in (term, *index.table.of(term)))
    told = measured(index.connection, size, tuple(names))
    scores = index.score(clause[0]).copy()
    scores[index.columns.rows_of(told.keys)] = FULL
    return Found(scores, shown=told.texts, widened=(Widening(clause[0], (), "figure"),))


def _widened(index: _Index, term: str, exact: Scores, quoted: bool) -> Found:
    """Equivalent terms of *term*, else its parts where nothing holds it as it stands."""
    if index.table is None or quoted:
        return Found(index.nothing())
    if (within := dated(index.columns, term)) is not None:
        # A period narrows down like a filter: it tells nothing of what comes first.
        widened = (Widening(term, (), "year"),) if (within > exact).any() else ()
        return Found(within, widened=widened)
    best, added = _labelled(index, term), []
    labelled = (Widening(term, (), "pattern"),) if (best > exact).any() else ()
    for other in index.table.of(term):
        scores = index.score(other)
        if scores.any():
            added.append(other)
            best = np.maximum(best, np.where(scores > 0, scores - 1, 0).astype(np.uint8))
    found = Found(best, shown=tuple(added), widened=labelled)
    if added:
        found = replace(found, widened=(Widening(term, tuple(added), "equivalent"), *labelled))
    return _parted(index, term, found) if _few(index, np.maximum(exact, best)) else found


def _few(index: _Index, scores: Scores) -> bool:
    """Whether few practices are found by these scores."""
    practices = (index.columns.practice > 0) & ~index.columns.repeat
    return int(np.count_nonzero(scores[practices])) < FEW


def _labelled(index: _Index, term: str) -> Scores:
    """What is of the pattern or subtype that *term* is the name of."""
    code = index.named.get(term)
    if code is None:
        return index.nothing()
    mask = index.columns.pattern.mask([code]) | index.columns.subtype.mask([code])
    return np.where(mask, np.uint8(LABELLED), np.uint8(0))


def _parted(index: _Index, term: str, found: Found) -> Found:
    """With what holds every word within *term*."""
    said = (part for part in parts_of(term) if part != term and part not in common_words())
    parts = tuple(dict.fromkeys(said))
    if len(parts) < 2:
        return found
    every = np.minimum.reduce([worth_of(index.connection, index.columns, p) for p in parts])
    wider = np.where(every > 0, np.uint8(PARTS), np.uint8(0))
    if not (wider > np.maximum(found.scores, index.score(term))).any():
        return found
    return replace(
        found,
        scores=np.maximum(found.scores, wider),
        shown=(*found.shown, *parts),
        widened=(*found.widened, Widening(term, parts, "parts")),
    )


def _covered(index: _Index, table: Equivalents, found: Found) -> Found:
    """What holds most of the words, where few hold all; and how much each holds."""
    few = _few(index, found.scores)
    loose = any(widening.reason in ("parts", "pattern") for widening in found.widened)
    if not few and not loose:
        return found
    terms = [term for term in found.terms if size_said(term) is None]
    covered = cover(index.connection, index.columns, terms, table)
    shown = tuple(t for unit in covered.units for t in (*unit.terms, unit.core) if t)
    share = covered.share + covered.close
    found = replace(found, units=covered.units, share=share, shown=(*found.shown, *shown))
    practices = (index.columns.practice > 0) & ~index.columns.repeat
    exact = bool((found.scores[practices] > PARTS).any())
    most = covered.most(practices & ~found.whole, exact) & ~found.whole
    if not few or not most.any():
        return found
    asked = Widening(" ".join(found.terms), shown, "most")
    return replace(found, most=most, widened=(*found.widened, asked))
