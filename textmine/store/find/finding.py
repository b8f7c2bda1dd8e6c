"""Which passages a query finds: all of its words, else most of them, and what was let in beside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.engine import Connection

from textmine.store.file.columns import Columns, Mask
from textmine.store.find.covering import Placed, cover
from textmine.store.find.equivalents import Equivalents
from textmine.store.find.meant import asked_about, only_asks
from textmine.store.find.queries import Query, Words, parse_words
from textmine.store.find.sizes import measured, parted_by_sizes, size_said
from textmine.store.find.terms import FULL, Scores
from textmine.store.find.widening import PARTS, Index, Widening, Wider, widen

Clause = tuple[str, ...]

LONG = 8  # characters of what is no word any more to whoever asks


@dataclass(frozen=True, slots=True)
class Found:
    """What holds all words, by a score a passage, and what holds most of them, by its share.

    `as_asked` are the passages that hold every word as it stands. `terms` are the words of the
    query that were looked for, `placed` the words they are made of with where these are, `shown`
    what is marked in a text.
    """

    scores: Scores
    as_asked: Mask
    share: NDArray[np.float32] | None = None
    most: Mask | None = None
    terms: tuple[str, ...] = ()
    placed: tuple[Placed, ...] = ()
    shown: tuple[str, ...] = ()
    widened: tuple[Widening, ...] = ()

    @property
    def whole(self) -> Mask:
        """The passages that hold all words."""
        return self.scores > 0

    @property
    def exact(self) -> Mask:
        """The passages that hold all words as they stand."""
        return self.whole & self.as_asked

    @property
    def either(self) -> Mask:
        """The passages that hold all words or most of them."""
        return self.whole if self.most is None else self.whole | self.most

    def lacking(self, rows: Mask) -> tuple[str, ...]:
        """The words of the query that none of *rows* holds, nor what stands for them.

        A term is named whole where none of its parts is held, else those that are missing.
        """
        held = {each.unit.terms[0]: bool(each.found[rows].any()) for each in self.placed}
        term_of = {word: next((t for t in self.terms if word in t), word) for word in held}
        begun = {term_of[word] for word, is_held in held.items() if is_held}
        named = (
            word if term_of[word] in begun or len(term_of[word]) > LONG else term_of[word]
            for word, is_held in held.items()
            if not is_held
        )
        return tuple(dict.fromkeys(named))


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
    index = Index(connection, columns, table, named)
    words = parse_words(query.words)
    if words.empty and query.words.strip():
        return Found(index.nothing(), index.nowhere())
    clauses, widened = _asked(index, words)
    terms = tuple(dict.fromkeys(term for clause in clauses for term in clause))
    placed = tuple(Placed.of(columns, term, index.score(term)) for term in terms)
    full = np.full(len(columns), FULL, dtype=np.uint8)
    found = Found(full, ~index.nowhere(), terms=terms, placed=placed, widened=widened)
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
        as_asked=one.as_asked & other.as_asked,
        shown=(*one.shown, *other.shown),
        widened=(*one.widened, *other.widened),
    )


def _asked(index: Index, words: Words) -> tuple[list[Clause], tuple[Widening, ...]]:
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


def _any_of(index: Index, words: Words, clause: Clause) -> Found:
    """What meets one of the alternatives of a clause."""
    found = Found(index.nothing(), index.nowhere())
    for term in clause:
        exact = index.score(term)
        wider = Wider(index.nothing()) if term in words.quoted else widen(index, term, exact)
        found = replace(
            found,
            scores=np.maximum(found.scores, np.maximum(exact, wider.scores)),
            as_asked=found.as_asked | (exact > 0) | (wider.scores == FULL),
            shown=(*found.shown, term, *wider.shown),
            widened=(*found.widened, *wider.widened),
        )
    return found


def _bound(index: Index, words: Words, clauses: Sequence[Clause], clause: Clause) -> Found | None:
    """What has a figure of what the other clauses name, in the bound that this one sets."""
    size = size_said(clause[0]) if index.table and words.plain else None
    others = [term for (term,) in clauses if size_said(term) is None] if size else []
    if not index.table or not size or not others:
        return None
    names = dict.fromkeys(each for term in others for each in (term, *index.table.of(term)))
    told = measured(index.connection, size, tuple(names))
    scores = index.score(clause[0]).copy()
    scores[index.columns.rows_of(told.keys)] = FULL
    widened = (Widening(clause[0], (), "figure"),)
    return Found(scores, scores > 0, shown=told.texts, widened=widened)


def _covered(index: Index, table: Equivalents, found: Found) -> Found:
    """What holds most of the words, where few hold all; and how much each holds."""
    few = index.has_few(found.scores)
    loose = any(widening.reason in ("parts", "pattern", "apart") for widening in found.widened)
    if not few and not loose:
        return found
    terms = [term for term in found.terms if size_said(term) is None]
    covered = cover(index.connection, index.columns, terms, table)
    units = [each.unit for each in covered.placed]
    shown = tuple(t for unit in units for t in (*unit.terms, unit.core) if t)
    share = covered.share + covered.close
    found = replace(found, placed=covered.placed, share=share, shown=(*found.shown, *shown))
    practices = (index.columns.practice > 0) & ~index.columns.repeat
    exact = bool((found.scores[practices] > PARTS).any())
    most = covered.most(practices & ~found.whole, exact) & ~found.whole
    if not few or not most.any():
        return found
    asked = Widening(" ".join(found.terms), shown, "most")
    return replace(found, most=most, widened=(*found.widened, asked))
