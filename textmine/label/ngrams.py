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
SPREAD = np.uint64(0x9E3779B97F4A7C15)  # of Fibonacci hashing: 2^64 / the golden ratio
ROOM = 10  # slots a key, at least: one key in eleven meets another


class NgramTable:
    """The n-grams as a trie, one level a length; a node is a number from 1, 0 is no node.

    Pairs are looked up in a square table (2 bytes × known characters²: 9 MB at 2,100 of them),
    longer ones by hashing.
    """

    def __init__(self, ngrams: Sequence[str]) -> None:
        codes = _codes_of("".join(ngrams))
        known, numbers = np.unique(codes, return_inverse=True)
        self._width = len(known) + 1
        # One slot more than needed: the last stands for every character beyond.
        self._character = np.zeros(int(known.max(initial=0)) + 2, dtype=np.int64)
        self._character[known] = np.arange(1, self._width)
        lengths = np.fromiter(map(len, ngrams), np.int64, len(ngrams))
        firsts = lengths.cumsum() - lengths
        self._terms: list[Array] = []  # the n-gram at each node
        self._leads: list[Array] = []  # which nodes lead to longer ones
        self._levels: list[_Level] = []
        self._pairs = np.zeros(0, dtype=np.uint16)
        at = np.arange(len(ngrams))  # those that reach this far, and the node of each
        nodes, size = numbers[firsts] + 1, self._width
        for length in range(1, max(1, int(lengths.max(initial=0))) + 1):
            if length > 1:
                keys, above = np.unique(
                    nodes * self._width + numbers[firsts[at] + length - 1] + 1, return_inverse=True
                )
                nodes, size = above + 1, len(keys) + 1
                if length == 2:
                    self._pairs = _square(self._width, keys)
                else:
                    self._levels.append(_Level(keys))
            ends = lengths[at] == length
            self._terms.append(_marked(size, nodes[ends], at[ends]))
            at, nodes = at[~ends], nodes[~ends]
            self._leads.append(_marked(size, nodes, 1) > 0)

    def find(self, codes: Array) -> tuple[Array, Array, Array]:
        """Numbers, starts and ends of all n-grams, the shorter first, by their starts.

        *codes* are the code points of the text.
        """
        characters = np.zeros(len(codes) + len(self._terms), dtype=np.int64)  # none behind it
        self._character.take(codes, mode="clip", out=characters[: len(codes)])
        nodes: Array = characters[: len(codes)]
        at: Array | None = None  # at which they begin; those of single characters anywhere
        terms, starts = [], []
        for length, (numbers, leads) in enumerate(zip(self._terms, self._leads, strict=True), 1):
            if at is not None:
                keys = nodes * self._width + characters.take(at + (length - 1))
                level = self._levels[length - 3].find if length > 2 else self._pairs.take
                nodes = level(keys)
            found = numbers.take(nodes)
            whole = (found != NONE).nonzero()[0]
            terms.append(found.take(whole))
            starts.append(whole if at is None else at.take(whole))
            further = leads.take(nodes).nonzero()[0]
            nodes = nodes.take(further).astype(np.int64)
            at = further if at is None else at.take(further)
        lengths = np.repeat(np.arange(1, len(terms) + 1), list(map(len, terms)))
        first = np.concatenate(starts)
        return np.concatenate(terms), first, first + lengths


class _Level:
    """The nodes of one length by their keys: the node above and the last character.

    Found by hashing: a search among the sorted keys takes many times as long.
    """

    def __init__(self, keys: Array) -> None:
        self._keys = np.concatenate([[NONE], keys])
        bits = (ROOM * len(keys)).bit_length()
        self._shift = np.uint64(64 - bits)
        self._slots = np.zeros((1 << bits) + len(keys) + 1, dtype=np.int32)
        nodes = np.arange(1, len(self._keys))
        slots = self._slot(self._keys[1:])
        while len(nodes):  # who finds its slot taken goes to the next one
            free = self._slots[slots] == 0
            self._slots[slots[free]] = nodes[free]
            late = self._slots[slots] != nodes
            nodes, slots = nodes[late], slots[late] + 1

    def find(self, keys: Array) -> Array:
        """The node of each key, 0 where there is none."""
        slots = self._slot(keys)
        nodes = self._slots.take(slots).astype(np.int64)
        left = (self._keys.take(nodes) != keys).nonzero()[0]
        while len(left):
            others = nodes.take(left)
            nodes[left] = 0
            left = left.take(others.nonzero()[0])
            following = slots.take(left) + 1
            slots[left] = following
            nodes[left] = there = self._slots.take(following)
            left = left.compress(self._keys.take(there) != keys.take(left))
        return nodes

    def _slot(self, keys: Array) -> Array:
        return (keys.astype(np.uint64) * SPREAD >> self._shift).astype(np.int64)


def _square(width: int, keys: Array) -> Array:
    """A table with the node of each key."""
    table = np.zeros(width**2, dtype=np.min_scalar_type(len(keys)))
    table[keys] = np.arange(1, len(keys) + 1)
    return table


def _codes_of(text: str) -> Array:
    """The code point of each character."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.int64)


def _marked(size: int, nodes: Array, values: Array | int) -> Array:
    """A table of nodes from 0, with the value of each that is named and NONE elsewhere."""
    table = np.full(size, NONE, dtype=np.int64)
    table[nodes] = values
    return table


def run_starts(numbers: Array) -> Array:
    """Where in numbers that rise another one begins.

    >>> run_starts(np.array([3, 3, 7])).tolist()
    [0, 2]
    """
    changes = np.empty(len(numbers), dtype=bool)
    changes[:1] = True
    np.not_equal(numbers[1:], numbers[:-1], out=changes[1:])
    return changes.nonzero()[0]
