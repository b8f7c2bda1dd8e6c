"""Finds the character n-grams of a vocabulary in a text, all of them, by array lookups.

A vocabulary holds nearly every character and half the pairs of a text: at two matches a
character, an automaton that reports each takes six times as long as looking up all places at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]

NONE = -1
SIEVE = 1 << 18  # slots: what passes is worth a search, which takes twenty times as long


class NgramTable:
    """The n-grams as a trie, one level a length; a node is a number from 1, 0 is no node.

    Pairs are looked up in a square table (4 bytes × known characters²: 15 MB at 1,900 of them),
    longer ones among the sorted keys of their level.
    """

    def __init__(self, ngrams: Sequence[str]) -> None:
        terms = {ngram: number for number, ngram in enumerate(ngrams)}
        characters = sorted(set("".join(ngrams)))
        self._width = len(characters) + 1
        number_of = {character: number for number, character in enumerate(characters, start=1)}
        # One slot more than needed: the last stands for every character beyond.
        self._character = np.zeros(max(map(ord, characters), default=0) + 2, dtype=np.int64)
        self._character[list(map(ord, characters))] = list(number_of.values())
        self._terms = [_terms_of(characters, terms)]
        self._levels: list[_Level] = []
        nodes = number_of
        for length in range(2, max(map(len, ngrams), default=1) + 1):
            prefixes = {ngram[:length] for ngram in ngrams if len(ngram) >= length}
            key_of = {p: nodes[p[:-1]] * self._width + number_of[p[-1]] for p in prefixes}
            ordered = sorted(prefixes, key=key_of.__getitem__)
            self._levels.append(_Level([key_of[prefix] for prefix in ordered]))
            self._terms.append(_terms_of(ordered, terms))
            nodes = {prefix: number for number, prefix in enumerate(ordered, start=1)}
        self._pairs = np.zeros(self._width**2, dtype=np.int32)
        if self._levels:
            self._pairs[self._levels[0].keys] = np.arange(1, len(self._levels[0].keys) + 1)

    def find(self, codes: Array) -> tuple[Array, Array, Array]:
        """Numbers, starts and ends of all n-grams, by their ends, the longest first.

        *codes* are the code points of the text.
        """
        characters = self._character[np.minimum(codes, len(self._character) - 1)]
        longest = len(self._terms)
        found = np.full((len(codes), longest), NONE, dtype=np.int32)
        found[:, -1] = self._terms[0][characters]
        nodes, at = characters, np.arange(len(codes))  # at which they begin
        for length in range(2, min(longest, len(codes)) + 1):
            within = at.searchsorted(len(codes) - length, side="right")
            at = at[:within]
            ends = at + (length - 1)
            keys = nodes[:within] * self._width + characters[ends]
            nodes = self._pairs[keys] if length == 2 else self._levels[length - 2].find(keys)
            hits = nodes.nonzero()[0]
            at, nodes = at[hits], nodes[hits].astype(np.int64)
            found[ends[hits], longest - length] = self._terms[length - 1][nodes]
        places = np.flatnonzero(found != NONE)
        ends, columns = np.divmod(places, longest)
        ends += 1
        return found.ravel()[places], ends - (longest - columns), ends


class _Level:
    """The nodes of one length: `keys` holds, rising, the node above and the last character."""

    def __init__(self, keys: Sequence[int]) -> None:
        self.keys = np.array(keys, dtype=np.int64)
        self._sieve = np.zeros(SIEVE, dtype=bool)
        self._sieve[self.keys % SIEVE] = True

    def find(self, keys: Array) -> Array:
        """The node of each key, 0 where there is none."""
        nodes = np.zeros(len(keys), dtype=np.int64)
        hopeful = np.flatnonzero(self._sieve[keys % SIEVE])
        wanted = keys[hopeful]
        places = np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1)
        nodes[hopeful] = (places + 1) * (self.keys[places] == wanted)
        return nodes


def _terms_of(nodes: Sequence[str], terms: dict[str, int]) -> Array:
    """The number of the n-gram at each node, NONE where a node only leads to longer ones."""
    return np.array([NONE, *(terms.get(node, NONE) for node in nodes)], dtype=np.int32)
