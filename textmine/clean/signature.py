"""What near-duplicates are found by: a MinHash of a text's four-character shingles.

One permutation, 64 buckets, 16 bits each (Li, Owen, Zhang 2012; empty buckets borrow from their
neighbours, Shrivastava and Li 2014). The arithmetic is fixed here, not in a library, because a
signature in a database must mean the same on every machine and in every version.
"""

from __future__ import annotations

import base64

import numpy as np
import numpy.typing as npt

BUCKETS = 64
SHINGLE = 4
BUCKET_SHIFT = np.uint64(58)  # the upper six bits name the bucket
REST = np.uint64((1 << 58) - 1)
# Of a long text only the smallest hashes matter: about this many a bucket are looked at.
CANDIDATES = 16

PRIME = np.uint64(0x100000001B3)  # of FNV-1a
MIX = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))  # of SplitMix64

Hashes = npt.NDArray[np.uint64]


def sign(text: str) -> str:
    """The signature of *text*: 172 characters of base64, empty for a text too short to compare."""
    codes = _letters(text)
    if len(codes) < SHINGLE:
        return ""
    return base64.b64encode(_smallest(_mix(_shingles(codes))).astype("<u2").tobytes()).decode()


def _letters(text: str) -> Hashes:
    """The code points of Chinese characters, digits and letters (lower case): no punctuation."""
    codes = np.frombuffer(text.lower().encode("utf-32-le", "replace"), dtype="<u4")
    han = (codes >= 0x3400) & (codes <= 0x9FFF)
    latin = ((codes >= 0x30) & (codes <= 0x39)) | ((codes >= 0x61) & (codes <= 0x7A))
    return codes[han | latin].astype(np.uint64)


def _shingles(codes: Hashes) -> Hashes:
    size = len(codes) - SHINGLE + 1
    found = np.zeros(size, dtype=np.uint64)
    for offset in range(SHINGLE):
        found = (found ^ codes[offset : offset + size]) * PRIME
    return found


def _mix(values: Hashes) -> Hashes:
    values = (values ^ (values >> np.uint64(30))) * MIX[0]
    values = (values ^ (values >> np.uint64(27))) * MIX[1]
    return values ^ (values >> np.uint64(31))


def _smallest(hashes: Hashes) -> Hashes:
    """The smallest hash of each bucket, cut to 16 bits."""
    limit = np.uint64(min(1.0, CANDIDATES * BUCKETS / len(hashes)) * float(1 << 57) * 2 - 1)
    found, empty = _minima(hashes[(hashes & REST) <= limit])
    if empty.any():
        found, empty = _minima(hashes)
    if empty.any():
        found[empty] = _borrowed(found, empty)
    return found & np.uint64(0xFFFF)


def _minima(hashes: Hashes) -> tuple[Hashes, npt.NDArray[np.bool_]]:
    """The smallest hash of each bucket, and which buckets have none."""
    hashes = np.sort(hashes)
    numbers = np.arange(BUCKETS, dtype=np.uint64)
    if not len(hashes):
        return numbers, np.ones(BUCKETS, dtype=np.bool_)
    buckets = hashes >> BUCKET_SHIFT
    first = np.minimum(np.searchsorted(buckets, numbers), len(hashes) - 1)
    return hashes[first], buckets[first] != numbers


def _borrowed(found: Hashes, empty: npt.NDArray[np.bool_]) -> Hashes:
    """For each empty bucket the value of the next one that has one, mixed with how far it is."""
    filled, lacking = np.flatnonzero(~empty), np.flatnonzero(empty)
    following = np.append(filled, filled[0] + BUCKETS)
    nearest = following[np.searchsorted(following, lacking)]
    return _mix(found[nearest % BUCKETS] + (nearest - lacking).astype(np.uint64))
