"""How much of what was asked each passage holds: its words, weighed by how rare they are.

A question is more than its words: a passage that holds most of them, and above all the rare
ones, may answer it, while one that holds the common ones does not.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.engine import Connection

from textmine.detect.divisions.gazetteer import load_gazetteer
from textmine.store.file.columns import Columns, Mask
from textmine.store.find.equivalents import Equivalents, asking_words, common_words, shipped
from textmine.store.find.meant import parted_by_years, years_said
from textmine.store.find.orders import SIGNS
from textmine.store.find.terms import FULL, WORTH, Scores, score_of, worth_of
from textmine.store.find.times import of_known_time
from textmine.store.words.segments import cut_words, search_words

# The share of the weight of all words that a passage must hold: half, or, where none holds as
# much, nearly as much as the best, of many words at least one and a half.
HALF, OF_BEST, LEAST, MANY = 0.5, 0.6, 0.25, 1.5
RARE = 5  # passages; a word in fewer says hardly more than one in so many
COUNTY = ("县", "市", "区", "旗", "州", "盟")
MOST_WORDS = 16  # that are looked for, in their order
EQUIVALENT = 0.8  # of a word itself
POWER = 1.5  # of what is rare over what is common
MEAN = 0.9  # a word of nearly as much weight as the mean of all says something by itself
CORE = 0.5  # 党员 where 老党员 was asked for
UNDATED = 0.3  # less for what states no year, where one was asked for
SIDE_BY_SIDE = 0.5  # what two words next to one another add, of their weight

# What a word says of a passage by where it stands: headings are about more than one passage.
SHARES = np.zeros(FULL + 1, dtype=np.float32)
for _worth, _share in zip(sorted(WORTH.values()), (0.6, 0.85, 1.0), strict=True):
    SHARES[_worth] = _share

Weights = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Unit:
    """A word that was asked for, what stands for it, and how much it says.

    Without a `needed` unit (a place, a year) nothing is found.
    """

    terms: tuple[str, ...]
    weight: float
    needed: bool = False
    core: str = ""  # what of a word of which a character is no word is found, too (党员 of 老党员)


@dataclass(frozen=True, slots=True)
class Placed:
    """A unit and where it is, 0 to 1 a passage."""

    unit: Unit
    found: Weights

    @classmethod
    def of(cls, columns: Columns, term: str, scores: Scores) -> Placed:
        """A term as it stands."""
        return cls(Unit((term,), rarity(columns, scores)), SHARES[scores])


@dataclass(frozen=True, slots=True)
class Cover:
    """The words, and of each passage the share of them that it holds, and of those side by side.

    `several` is where two words are, `told` also where one is that says as much as the mean of
    them.
    """

    placed: tuple[Placed, ...]
    share: Weights
    close: Weights
    told: Mask
    several: Mask

    def most(self, among: Mask, exact: bool) -> Mask:
        """The passages that hold most of the words.

        Where none holds them *exact*, the best of those *among* set a lower mark, and one word
        that says much is enough.
        """
        if exact:
            return self.several & (self.share >= HALF)
        best = float(self.share[among].max(initial=0))
        least = min(LEAST, MANY / max(1, len(self.placed)))
        return self.told & (self.share >= max(least, min(HALF, OF_BEST * best)))


def cover(
    connection: Connection, columns: Columns, terms: Iterable[str], table: Equivalents
) -> Cover:
    """How much of *terms* each passage holds."""
    pieces = [_glued(connection, columns, list(_cut(term))) for term in terms]
    placed = _place_all(connection, columns, pieces, table)
    joined = dict.fromkeys(a + b for piece in pieces for a, b in pairwise(piece))
    beside = [_place(connection, columns, both) for both in joined]
    free = [each for each in placed if not each.unit.needed]
    total = sum(each.unit.weight for each in free) or 1.0
    share = _summed(columns, free) / total
    close = _summed(columns, beside) * SIDE_BY_SIDE / total
    for each in placed:
        if each.unit.needed:
            lacking = each.found == 0
            if years_said(each.unit.terms[0]):
                # Of what states no year nobody can tell that it was another one.
                close[lacking] -= UNDATED
                lacking &= of_known_time(connection, columns)
            share[lacking] = 0
    return Cover(tuple(placed), share, close, *_told(columns, free, total))


def _told(columns: Columns, placed: Sequence[Placed], total: float) -> tuple[Mask, Mask]:
    held = np.zeros(len(columns), dtype=np.int8)
    heavy = np.zeros(len(columns), dtype=bool)
    for each in placed:
        held[each.found > 0] += 1
        if each.unit.weight * len(placed) >= MEAN * total:
            heavy |= each.found > 0
    return (held > 1) | heavy, held > 1


def _summed(columns: Columns, placed: Iterable[Placed]) -> Weights:
    total = np.zeros(len(columns), dtype=np.float32)
    for each in placed:
        total += np.float32(each.unit.weight) * each.found
    return total


def _cut(term: str) -> Iterator[str]:
    """The words of a term, years whole."""
    for piece in parted_by_years(term):
        if years_said(piece):
            yield piece
        else:
            yield from (word for part in SIGNS.split(piece) for word in cut_words(part))


def _glued(connection: Connection, columns: Columns, words: Sequence[str]) -> list[str]:
    """Words with the single characters beside them where passages say both together (老党员).

    A number stays with what it counts (24小时); what only leads or ends a deed (让, 上) is left.
    """
    glued: list[str] = []
    for word in words:
        last = glued[-1] if glued else ""
        singles = {part for part in (last, word) if len(part) == 1}
        glues = last and singles and singles.isdisjoint(shipped()["unglued"])
        if last.isdigit() or (glues and score_of(connection, columns, last + word).any()):
            glued[-1] = last + word
        else:
            glued.append(word)
    return glued


def _place_all(
    connection: Connection, columns: Columns, pieces: Sequence[Sequence[str]], table: Equivalents
) -> list[Placed]:
    words = dict.fromkeys(
        part for piece in pieces for word in piece for part in _known(connection, columns, word)
    )
    idle = common_words() | asking_words()
    asked = [word for word in words if len(word) > 1 and word not in idle][:MOST_WORDS]
    return [_place(connection, columns, word, table.of(word)) for word in asked]


def _known(connection: Connection, columns: Columns, word: str) -> list[str]:
    """A word, or the words that it is made of where nothing holds it."""
    parts = [part for part in search_words(word) if part != word]
    whole = [part for part in parts if not any(part != other and part in other for other in parts)]
    return [word] if len(whole) < 2 or worth_of(connection, columns, word).any() else whole


def _place(
    connection: Connection, columns: Columns, word: str, others: Iterable[str] = ()
) -> Placed:
    """Where *word* is, or one of the *others* that mean the same, or what it is glued to."""
    terms = {word: 1.0, **dict.fromkeys(others, EQUIVALENT)}
    found = np.zeros(len(columns), dtype=np.float32)
    held = [word]
    for term, share in terms.items():
        placed = SHARES[worth_of(connection, columns, term)] * np.float32(share)
        held += [term] if term != word and placed.any() else []
        found = np.maximum(found, placed)
    weight, core = rarity(columns, found), _core(word)
    if not core and not found.any() and years_said(word) is None:
        # 物业 of 物业费, which nothing holds
        core = max((part for part in search_words(word) if part != word), key=len, default="")
    if core:
        placed = SHARES[worth_of(connection, columns, core)] * np.float32(CORE)
        found = np.maximum(found, placed)
    return Placed(Unit(tuple(held), weight, _is_needed(word), core), found)


def _core(word: str) -> str:
    """党员 of 老党员: the one word in it, with one character beside it."""
    parts = cut_words(word)
    long = [part for part in parts if len(part) > 1]
    return long[0] if len(parts) == 2 and len(long) == 1 else ""


def rarity(columns: Columns, found: Weights | Scores) -> float:
    """How much a word says that is found there: the rarer the more."""
    return math.pow(math.log(1 + len(columns) / (RARE + int(np.count_nonzero(found)))), POWER)


def _is_needed(word: str) -> bool:
    """Whether a word is a year or a place; short names of counties may be plain words (资源)."""
    if years_said(word) is not None:
        return True
    divisions = load_gazetteer().named(word)
    whole = len(word) > 2 and word.endswith(COUNTY)
    return any(each.level in ("province", "city") or whole for each in divisions)
