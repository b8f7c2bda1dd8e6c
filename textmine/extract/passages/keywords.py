"""Keywords by our own words and jieba's idf table."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from textmine.chinese.rarity import idf_table

Array = npt.NDArray[Any]

# What may name a subject or a deed; no places, persons or bodies, which fields of their own name.
TELLING_TAGS = re.compile("n(?![srt])|[vailjzb]")
COMMON = Path(__file__).parents[1] / "rules" / "common.toml"
SLOTS = 1 << 18  # of weights that are kept: 4 MB; an article has some thousand words


@cache
def common_words() -> frozenset[str]:
    """The words of `extract/rules/common.toml`, which tell no practice from another."""
    with COMMON.open("rb") as file:
        return frozenset(tomllib.load(file)["words"].split())


def rarity_of(word: str) -> float:
    """The frequency of a word in that table, 0.0 where it is none that can be a keyword."""
    telling = len(word) > 1 and word.isalpha() and word not in common_words()
    return float(idf_table().get(word, 0)) if telling else 0.0


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text, with their tags, the offsets at which they begin, and their numbers.

    A number is that of spaCy's table of strings.
    """

    words: Sequence[str]
    tags: Sequence[str]
    starts: Sequence[int]
    orths: Array


class _Weights:
    """The weights of the words that came up last, each in the slot that its number says.

    Looked up in a dict by word, they take many times as long: it is larger than the caches.
    """

    def __init__(self) -> None:
        self._orths, self._weights = np.zeros(SLOTS, dtype=np.uint64), np.zeros(SLOTS)

    def of(self, words: Words) -> tuple[Array, Array]:
        """The weight of each word, 0.0 where it is no keyword, and a short number for it."""
        numbers = (words.orths & np.uint64(SLOTS - 1)).astype(np.int64)
        weights = self._weights[numbers]
        unknown = np.flatnonzero(self._orths[numbers] != words.orths)
        if len(unknown):
            orths, firsts, which = np.unique(
                words.orths[unknown], return_index=True, return_inverse=True
            )
            found = np.array([_weight_of(words, at) for at in unknown[firsts].tolist()])
            slots = numbers[unknown[firsts]]
            self._orths[slots], self._weights[slots] = orths, found
            # Where two words of a text share a slot, it is each time the other's.
            weights[unknown], numbers[unknown] = found[which], SLOTS + which
        return weights, numbers


def _weight_of(words: Words, at: int) -> float:
    """The weight of the word at an index."""
    return rarity_of(words.words[at]) if TELLING_TAGS.match(words.tags[at]) else 0.0


_weights = _Weights()


def _inside(starts: Array, places: Sequence[tuple[int, int]]) -> Array:
    """Which of the words that begin at *starts* stand in the name of a place."""
    if not places:
        return np.zeros(len(starts), dtype=np.bool_)
    bounds = np.array(places, dtype=np.int64)
    before = bounds[:, 0].searchsorted(starts, side="right") - 1
    inside: Array = (before >= 0) & (starts < bounds[before, 1])
    return inside


def find_keywords(
    words: Words,
    spans: Sequence[tuple[int, int]],
    most: int,
    places: Sequence[tuple[int, int]] = (),
) -> list[tuple[str, ...]]:
    """The *most* telling words of each span, best first; spans rise and do not overlap.

    *places* are where places are named, in order: no word of their names is a keyword.
    """
    if not spans:
        return []
    weights, numbers = _weights.of(words)
    telling = weights.nonzero()[0]
    starts = np.array(words.starts, dtype=np.int64)
    telling = telling[~_inside(starts[telling], places)]
    at = starts[telling]
    bounds = at.searchsorted(np.array(spans, dtype=np.int64))
    rows = np.repeat(np.arange(len(spans)), bounds[:, 1] - bounds[:, 0])
    own = np.concatenate([telling[first:last] for first, last in bounds.tolist()])
    keys = rows * (numbers.max(initial=0) + 1) + numbers[own]
    _, firsts, counts = np.unique(keys, return_index=True, return_counts=True)
    times = np.zeros(len(own))  # that a word comes up in its span; 0 but for the first of them
    times[firsts] = counts
    first = times.nonzero()[0]
    rows, own = rows[first], own[first]
    scores = times[first] * weights[own]
    order = (rows * (scores.max(initial=0.0) + 1) - scores).argsort(kind="stable")  # row by row
    ranked = own[order]
    return [
        tuple([words.words[at] for at in ranked[first : min(last, first + most)].tolist()])
        for first, last in pairwise(rows.searchsorted(np.arange(len(spans) + 1)).tolist())
    ]
