"""What a word of a query also finds: other words for it, its own ones apart, its pattern."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from sqlalchemy.engine import Connection

from textmine.store.file.columns import Columns, Mask
from textmine.store.find.equivalents import Equivalents, common_words, written_out
from textmine.store.find.hits import read_passages
from textmine.store.find.meant import parts_of
from textmine.store.find.orders import apart, joined_by_signs, reordered, turned
from textmine.store.find.terms import Scores, dated, near_score, score_of, worth_of

LABELLED = 3  # what the name of its pattern says of a practice: less than its own words
APART = 2  # what the words of a term are worth that stand close together
PARTS = 1  # what all parts of a word are worth
READ = 200  # passages at most that are read to see how their words stand
FEW = 5  # practices that hold all words; where there are fewer, those that hold most are found, too


@dataclass(frozen=True, slots=True)
class Widening:
    """A word of the query and the terms that were let in beside it.

    `reason` is one of

    - equivalent: the table of equivalent terms has `added`
    - apart: few or none hold the word as it stands; `added` close together are found, too
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
class Index:
    """Where words are looked for; no `table`: only as they stand.

    `named` are the codes of patterns and subtypes by their names.
    """

    connection: Connection
    columns: Columns
    table: Equivalents | None
    named: Mapping[str, str]

    def score(self, term: str) -> Scores:
        """What *term* is worth in each passage, as it stands."""
        return score_of(self.connection, self.columns, term)

    def nothing(self) -> Scores:
        """No score for any passage."""
        return np.zeros(len(self.columns), dtype=np.uint8)

    def nowhere(self) -> Mask:
        """No passage."""
        return np.zeros(len(self.columns), dtype=bool)

    def has_few(self, scores: Scores) -> bool:
        """Whether few practices are found by these scores."""
        practices = (self.columns.practice > 0) & ~self.columns.repeat
        return int(np.count_nonzero(scores[practices])) < FEW


@dataclass(frozen=True, slots=True)
class Wider:
    """What a term also finds, by a score a passage, and what is marked and said of it."""

    scores: Scores
    shown: tuple[str, ...] = ()
    widened: tuple[Widening, ...] = ()

    def with_(self, scores: Scores, shown: tuple[str, ...], widening: Widening) -> Wider:
        """This and one thing more."""
        both = np.maximum(self.scores, scores)
        return Wider(both, (*self.shown, *shown), (*self.widened, widening))


def widen(index: Index, term: str, exact: Scores) -> Wider:
    """Equivalent terms of *term*, else its parts where few hold it as it stands (*exact*)."""
    if index.table is None:
        return Wider(index.nothing())
    if (within := dated(index.connection, index.columns, term)) is not None:
        # A period narrows down like a filter: it tells nothing of what comes first.
        widened = (Widening(term, (), "year"),) if (within > exact).any() else ()
        return Wider(within, widened=widened)
    wider = _said_otherwise(index, term, exact)
    labelled = _labelled(index, term)
    if (labelled > np.maximum(exact, wider.scores)).any():
        wider = wider.with_(labelled, (), Widening(term, (), "pattern"))
    if joined_by_signs(term) or index.has_few(np.maximum(exact, wider.scores)):
        wider = _apart(index, term, exact, wider)
    if index.has_few(np.maximum(exact, wider.scores)):
        wider = _parted(index, term, exact, wider)
    return wider


def _said_otherwise(index: Index, term: str, exact: Scores) -> Wider:
    """What holds terms that mean the same, or the words of *term* in another order."""
    found = {other: index.score(other) for other in _others(index.table, term)}
    if other := turned(term):
        found[other] = _told_at_once(index, other, index.score(other), exact)
    added = tuple(other for other, scores in found.items() if scores.any())
    if not added:
        return Wider(index.nothing())
    best = np.maximum.reduce([found[other] for other in added])
    less = np.where(best > 0, best - 1, 0).astype(np.uint8)
    return Wider(less, added, (Widening(term, added, "equivalent"),))


def _told_at_once(index: Index, words: str, scores: Scores, exact: Scores) -> Scores:
    """Of *scores* those of passages that are new and say *words* without a sign between them.

    The index knows no signs: 毕业生、高校 is no 毕业生高校.
    """
    new = np.flatnonzero((scores > 0) & (exact == 0))[:READ]
    passages = read_passages(index.connection, index.columns.keys[new].tolist())
    found = index.nothing()
    for row in new.tolist():
        passage = passages.get(int(index.columns.keys[row]))
        if passage and (words in passage.name or words in passage.text):
            found[row] = scores[row]
    return found


def _others(table: Equivalents | None, term: str) -> Iterator[str]:
    yield from table.of(term) if table else ()
    for other in (*reordered(term), *written_out(term)):
        yield other
        yield from table.of(other) if table else ()


def _labelled(index: Index, term: str) -> Scores:
    """What is of the pattern or subtype that *term* is the name of."""
    code = index.named.get(term)
    if code is None:
        return index.nothing()
    mask = index.columns.pattern.mask([code]) | index.columns.subtype.mask([code])
    return np.where(mask, np.uint8(LABELLED), np.uint8(0))


def _apart(index: Index, term: str, exact: Scores, found: Wider) -> Wider:
    """With what holds the words of *term* close together, in any order."""
    words, characters = apart(term)
    if not words:
        return found
    close = near_score(index.connection, index.columns, words, characters)
    scores = np.where(close > 0, np.uint8(APART), np.uint8(0))
    if not (scores > np.maximum(found.scores, exact)).any():
        return found
    return found.with_(scores, words, Widening(term, words, "apart"))


def _parted(index: Index, term: str, exact: Scores, found: Wider) -> Wider:
    """With what holds every word within *term*."""
    said = (part for part in parts_of(term) if part != term and part not in common_words())
    parts = tuple(dict.fromkeys(said))
    if len(parts) < 2:
        return found
    every = np.minimum.reduce([worth_of(index.connection, index.columns, p) for p in parts])
    scores = np.where(every > 0, np.uint8(PARTS), np.uint8(0))
    if not (scores > np.maximum(found.scores, exact)).any():
        return found
    return found.with_(scores, parts, Widening(term, parts, "parts"))
