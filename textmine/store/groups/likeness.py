"""How alike texts are: candidates from signatures, then what they really share."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from typing import Any

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

FACTOR = np.uint64(0x9E3779B97F4A7C15)  # odd: no two letters become one
CHUNK = 50_000  # pairs estimated at a time, 6 MB of signatures

Signatures = NDArray[np.uint16]
Shingles = NDArray[np.uint64]
Numbers = NDArray[np.int64]
Pairs = NDArray[np.int64]  # a pair of rows in each row


def numbered(values: Sequence[str]) -> Numbers:
    """A number for each value, the same for the same."""
    numbers: dict[str, int] = {}
    return np.array([numbers.setdefault(value, len(numbers)) for value in values], dtype=np.int64)


def read_signatures(signatures: Sequence[str]) -> Signatures:
    """Signatures of `clean.signature` as rows of numbers; empty ones as rows of zeros."""
    width = 64
    table = np.zeros((len(signatures), width), dtype=np.uint16)
    for row, signature in enumerate(signatures):
        if signature:
            numbers = np.frombuffer(base64.b64decode(signature), dtype="<u2")
            table[row, : len(numbers)] = numbers[:width]
    return table


def candidate_pairs(signatures: Signatures, least: float = 0.0) -> Pairs:
    """Pairs of rows that may be alike, ascending, each once; estimates below *least* left out."""
    signed = np.flatnonzero(signatures.any(axis=1))
    met: list[Pairs] = []
    for band in range(0, signatures.shape[1], BAND):
        keys = signatures[signed, band].astype(np.uint32) << np.uint32(16)
        keys |= signatures[signed, band + 1]
        met.append(meeting(signed, keys))
    pairs = each_once(met, len(signatures))
    return pairs[estimates(signatures, pairs) >= least]


def estimates(signatures: Signatures, pairs: Pairs) -> NDArray[np.float64]:
    """What share of their shingles pairs have in common, as far as their signatures tell."""
    alike = np.zeros(len(pairs))
    for at in range(0, len(pairs), CHUNK):
        one, other = pairs[at : at + CHUNK].T
        alike[at : at + CHUNK] = (signatures[one] == signatures[other]).mean(axis=1)
    return alike


def meeting(rows: Numbers, keys: NDArray[Any]) -> Pairs:
    """Pairs of *rows* with the same key: all of a small group; of a crowd each with the first
    and with the one before."""
    order = np.lexsort((rows, keys))
    rows, keys = rows[order], keys[order]
    begins = np.flatnonzero(np.diff(keys, prepend=keys[:1] + 1)) if len(keys) else order
    sizes = np.diff(np.append(begins, len(rows)))
    first, size = np.repeat(begins, sizes), np.repeat(sizes, sizes)
    after = first + size - np.arange(len(rows)) - 1  # how many of its group follow each
    crowded = size > CROWD
    met = [np.stack((rows[first], rows), axis=1)[crowded & (after < size - 2)]]
    at = np.flatnonzero(after >= 1)
    for apart in range(1, CROWD):
        at = at[after[at] >= apart]
        met.append(np.stack((rows[at], rows[at + apart]), axis=1))
        at = at[~crowded[at]]
    return np.concatenate(met)


def each_once(found: Sequence[Pairs], size: int) -> Pairs:
    """The pairs of several lists of rows below *size*, ascending, each once."""
    none = np.zeros((0, 2), dtype=np.int64)
    one, other = np.concatenate([none, *found]).T
    numbers = np.unique(np.minimum(one, other) * size + np.maximum(one, other))
    return np.stack(np.divmod(numbers, max(size, 1)), axis=1)


def listed(pairs: Pairs) -> Iterator[tuple[int, int]]:
    """Pairs one after another, without a list of millions."""
    for at in range(0, len(pairs), CHUNK):
        yield from ((one, other) for one, other in pairs[at : at + CHUNK].tolist())


def shingles(text: str) -> Shingles:
    """Stretches of four letters or figures, without punctuation, each once, as numbers in order.

    A number is a stretch up to one clash in 10¹⁹; a set of strings takes ten times the memory.
    """
    letters = SEPARATING.sub("", text)
    codes = np.frombuffer(letters.encode("utf-32-le", "replace"), dtype="<u4").astype(np.uint64)
    size = max(len(codes) - SHINGLE + 1, 0)
    numbers = np.zeros(size, dtype=np.uint64)
    for at in range(SHINGLE):
        numbers = numbers * FACTOR + codes[at : at + size]
    numbers.sort()
    once: Shingles = numbers[np.diff(numbers, prepend=~numbers[:1]) != 0]  # as np.unique, faster
    return once


def shared(one: Shingles, other: Shingles) -> int:
    """How many two sets of shingles have in common."""
    both = np.concatenate((one, other))
    both.sort(kind="stable")  # two runs in order: merged, not sorted
    return int(np.count_nonzero(both[1:] == both[:-1]))


def jaccard(one: Shingles, other: Shingles) -> float:
    """The share of what two sets hold together that both hold."""
    common = shared(one, other)
    union = len(one) + len(other) - common
    return common / union if union else 0.0


def containment(one: Shingles, other: Shingles) -> float:
    """The share of the smaller set that the other one holds too."""
    least = min(len(one), len(other))
    return shared(one, other) / least if least else 0.0
