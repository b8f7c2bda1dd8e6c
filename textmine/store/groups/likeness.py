"""How alike texts are: candidates from signatures, then what they really share."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise

import numpy as np
from numpy.typing import NDArray

from textmine.store.file.fulltext import SEPARATING

# Two of 64 buckets a band: of texts that share a third of their shingles 96 % meet in one of the
# 32 bands (1 - (1 - 0.33²)³²), of those that share a tenth 27 %; two of 100,000 strangers meet by
# chance in 75 pairs. Whatever meets is compared in full.
BAND = 2
SHINGLE = 4
# In a bucket of more than this many, each is compared with the first and the one before only: a
# text that is reprinted a thousand times needs no half a million comparisons.
CROWD = 40

CHUNK = 50_000  # pairs estimated at a time, 6 MB of signatures

Signatures = NDArray[np.uint16]


def read_signatures(signatures: Sequence[str]) -> Signatures:
    """Signatures of `clean.signature` as rows of numbers; empty ones as rows of zeros."""
    width = 64
    table = np.zeros((len(signatures), width), dtype=np.uint16)
    for row, signature in enumerate(signatures):
        if signature:
            numbers = np.frombuffer(base64.b64decode(signature), dtype="<u2")
            table[row, : len(numbers)] = numbers[:width]
    return table


def candidate_pairs(signatures: Signatures, least: float = 0.0) -> Iterator[tuple[int, int]]:
    """Pairs of rows that may be alike, ascending, each once; estimates below *least* left out."""
    found: set[tuple[int, int]] = set()
    signed = np.flatnonzero(signatures.any(axis=1))
    for band in range(0, signatures.shape[1], BAND):
        keys = signatures[signed, band].astype(np.uint32) << np.uint32(16)
        keys |= signatures[signed, band + 1]
        found.update(_meeting(signed, keys))
    pairs = np.fromiter(chain.from_iterable(found), np.int64, 2 * len(found)).reshape(-1, 2)
    pairs = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
    for at in range(0, len(pairs), CHUNK):
        some = pairs[at : at + CHUNK]
        alike = (signatures[some[:, 0]] == signatures[some[:, 1]]).mean(axis=1)
        yield from ((one, other) for one, other in some[alike >= least].tolist())


def _meeting(rows: NDArray[np.int64], keys: NDArray[np.uint32]) -> Iterator[tuple[int, int]]:
    """Pairs of *rows* with the same key."""
    order = np.argsort(keys, kind="stable")
    borders = np.flatnonzero(np.diff(keys[order])) + 1
    starts = np.concatenate([[0], borders])
    ends = np.concatenate([borders, [len(order)]])
    crowded = ends - starts > 1
    for start, end in zip(starts[crowded].tolist(), ends[crowded].tolist(), strict=True):
        yield from pairs_within(rows[order[start:end]].tolist())


def pairs_within(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """All pairs of a small group; of a crowd each with the first and with the one before."""
    rows = sorted(rows)
    if len(rows) <= CROWD:
        yield from ((a, b) for i, a in enumerate(rows) for b in rows[i + 1 :])
        return
    for before, row in pairwise(rows):
        yield before, row
        if before != rows[0]:
            yield rows[0], row


def shingles(text: str) -> frozenset[str]:
    """Stretches of four letters or figures, without punctuation."""
    letters = SEPARATING.sub("", text)
    return frozenset(letters[at : at + SHINGLE] for at in range(len(letters) - SHINGLE + 1))


def jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of what two sets hold together that both hold."""
    union = len(one | other)
    return len(one & other) / union if union else 0.0


def containment(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of the smaller set that the other one holds too."""
    least = min(len(one), len(other))
    return len(one & other) / least if least else 0.0


class Unions:
    """Groups that grow by joining two members; the smallest member names each."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}

    def find(self, member: str) -> str:
        """The name of the group of *member*."""
        root = member
        while self._parent.get(root, root) != root:
            root = self._parent[root]
        while self._parent.get(member, member) != root:
            self._parent[member], member = root, self._parent[member]
        return root

    def join(self, one: str, other: str) -> None:
        """Make one group of the groups of two members."""
        first, second = sorted((self.find(one), self.find(other)))
        self._parent[second] = first

    def groups(self, members: Iterable[str]) -> dict[str, list[str]]:
        """Every group by its name, members in order."""
        found: dict[str, list[str]] = {}
        for member in sorted(members):
            found.setdefault(self.find(member), []).append(member)
        return found
