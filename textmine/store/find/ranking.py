"""Which of the passages that were found come first.

What holds all words as they stand comes before what holds them in other words, and both before
what holds most of them; names come before texts and texts before headings. Of the first ones the
texts are read: what says the words together and often comes first, and no article fills the page.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.engine import Connection

from textmine.store.file.columns import Columns, Numbers
from textmine.store.find.finding import Found
from textmine.store.find.hits import Passage, read_passages
from textmine.store.find.queries import Query, finder
from textmine.store.words.segments import search_words

RERANKED = 100  # first hits whose text is read to order them; 3 ms
WHOLE = 100.0  # what holds all words is before all that does not, and as they stand before else
TOGETHER = 2.0  # all words in one sentence, as much as a name before a text
IN_NAME = 0.6  # of a word that the name says and the sentence does not
AGAIN, AGAIN_MOST = 0.5, 2.0  # less for each hit of an article that has one already
SENTENCE = re.compile(r"[^。！？；!?;\n]+")


def order_rows(
    connection: Connection, columns: Columns, rows: Numbers, found: Found, query: Query
) -> Numbers:
    """The rows of one page of results."""
    last = query.offset + query.limit
    if query.order != "relevance":
        keys = _sort_keys(columns, rows, query.order)
        return rows[np.lexsort(keys)][query.offset : last]
    first = _top(rows, _worth(columns, rows, found), max(last, RERANKED))
    if found.terms and query.offset < RERANKED:
        head = first[:RERANKED]
        first = np.concatenate([_rerank(connection, columns, head, found), first[RERANKED:]])
    return first[query.offset : last]


def _sort_keys(columns: Columns, rows: Numbers, order: str) -> tuple[NDArray[np.int64], ...]:
    """Keys for lexsort, the last one first; what has no year comes last."""
    year = columns.year[rows].astype(np.int64)
    if order == "place":
        place = np.array([code or "~" for code in columns.adcode.values]).argsort().argsort()
        return (rows, -year, place[columns.adcode.codes[rows]])
    by = np.where(year > 0, year if order == "oldest" else -year, 9999)
    return (rows, by)


def _worth(columns: Columns, rows: Numbers, found: Found) -> NDArray[np.float32]:
    """What is known of each row without reading it."""
    scores = found.scores[rows].astype(np.float32)
    scores += WHOLE * (found.whole[rows].astype(np.float32) + found.exact[rows])
    worth = scores * 10 + columns.merit[rows]
    if found.share is not None:
        worth += 40 * found.share[rows]
    return worth.astype(np.float32)


def _top(rows: Numbers, worth: NDArray[np.float32], count: int) -> Numbers:
    """The *count* rows worth most, in order; equal ones in the order of the database."""
    if len(rows) > count:
        # Everything above the last place, then as many of those at it as there is room for.
        edge = np.partition(worth, len(worth) - count)[len(worth) - count]
        above = np.flatnonzero(worth > edge)
        chosen = np.concatenate([above, np.flatnonzero(worth == edge)[: count - len(above)]])
        rows, worth = rows[chosen], worth[chosen]
    return rows[np.lexsort((rows, -worth))]


def _rerank(connection: Connection, columns: Columns, rows: Numbers, found: Found) -> Numbers:
    """Rows by where the words stand, then by how much of the name and text is about them."""
    passages = read_passages(connection, columns.keys[rows].tolist())
    sought = _Sought.of(found)
    whole, exact = found.whole, found.exact
    scored = []
    for place, row in enumerate(rows.tolist()):
        passage = passages.get(int(columns.keys[row]))
        if passage is None:  # written anew since the columns were read
            continue
        worth = sought.worth(passage) + 0.1 * float(columns.merit[row])
        worth += float(found.scores[row]) + WHOLE * (int(whole[row]) + int(exact[row]))
        worth += 4 * float(found.share[row]) if found.share is not None else 0.0
        scored.append((-worth, place, row))
    return np.array(_spread(columns, sorted(scored)), dtype=np.int64)


def _spread(columns: Columns, scored: Sequence[tuple[float, int, int]]) -> list[int]:
    """The rows, those behind others of their article further behind."""
    seen: Counter[int] = Counter()
    again = []
    for worth, place, row in scored:
        article = int(columns.article[row])
        again.append((worth + min(AGAIN_MOST, AGAIN * seen[article]), place, row))
        seen[article] += 1
    return [row for _, _, row in sorted(again)]


_Finder = tuple[re.Pattern[str], float]


@dataclass(frozen=True, slots=True)
class _Sought:
    """What a text is read for: each term with its search words, and the words all together."""

    terms: tuple[tuple[str, Sequence[_Finder]], ...]
    words: tuple[_Finder, ...]

    @classmethod
    def of(cls, found: Found) -> _Sought:
        terms = tuple((term, _finders(term)) for term in found.terms)
        units = (each.unit for each in found.placed)
        words = ((finder(unit.terms), unit.weight) for unit in units)
        return cls(terms, tuple((word, weight) for word, weight in words if word))

    def worth(self, passage: Passage) -> float:
        """How much a passage is about what is sought."""
        name, text = passage.name, passage.text
        about = sum(_aboutness(name, text, term, finders) for term, finders in self.terms)
        return about + self._often(text) + TOGETHER * self._together(name, text)

    def _often(self, text: str) -> float:
        """0 to 0.8: how often the text says the words, by their weight."""
        if len(self.words) < 2:
            return 0.0
        said = sum(weight * _saturated(word, text) for word, weight in self.words)
        return 0.8 * said / sum(weight for _, weight in self.words)

    def _together(self, name: str, text: str) -> float:
        """The share of the words, by weight, that one sentence with the name says."""
        if len(self.words) < 2:
            return 0.0
        named = [IN_NAME if word.search(name) else 0.0 for word, _ in self.words]
        best = 0.0
        for sentence in SENTENCE.findall(text):
            held = (
                weight * (1.0 if word.search(sentence) else known)
                for (word, weight), known in zip(self.words, named, strict=True)
            )
            best = max(best, sum(held))
        return best / sum(weight for _, weight in self.words)


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
    return total + sum(weight * 0.8 * _saturated(found, text) for found, weight in finders)


def _saturated(found: re.Pattern[str], text: str) -> float:
    """0 to 1: how often a text says a word; longer texts say everything more often."""
    times = sum(1 for _ in found.finditer(text))
    # As in BM25 (k1 = 1.2).
    return times / (times + 1.2 * (0.5 + 0.5 * math.sqrt(len(text) / 180)))
