"""Which words of a passage spoke most for a label.

Every n-gram and cue shares what it gave among the characters that it covers; a word is worth what
its characters got.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np

from textmine.label.features import CUE_SCALE, Matches
from textmine.label.ngrams import Array

# A word is evidence where it gave at least this share of what the strongest word gave, and at
# most three of them are shown: what a reader takes in at a glance.
EVIDENCE_SHARE = 0.35
EVIDENCE_WORDS = 3
WORD = re.compile(r"[^\W\d_]{2,}")  # no numbers, no single characters


class Gains:
    """What the features of some passages gave, ready to be asked for one passage and head.

    *each* is what one occurrence of an n-gram weighs, *membership* says which groups a cue
    belongs to.
    """

    def __init__(self, found: Matches, each: Array, membership: Array) -> None:
        self._found = found
        self._each = each
        self._starts = found.starts - found.offsets[found.rows]
        self._ends = found.ends - found.offsets[found.rows]
        cues = found.cues
        counts = np.maximum(1.0, found.cue_counts)
        self._of_groups = CUE_SCALE * np.log1p(counts) / counts
        keys = cues.rows * len(membership) + cues.numbers
        _, inverse, times = np.unique(keys, return_inverse=True, return_counts=True)
        self._cue_times = times[inverse]
        self._cue_groups = membership[cues.numbers]
        self._cue_starts = cues.starts - found.offsets[cues.rows]
        self._cue_ends = cues.ends - found.offsets[cues.rows]
        self._cue_firsts = np.searchsorted(cues.rows, np.arange(len(found.offsets))).tolist()

    def by_character(self, row: int, text_weights: Array, cue_weights: Array) -> Array:
        """What each character of passage *row* gave, and two zeros; the weights are of one head."""
        found = self._found
        own = slice(found.firsts[row], found.firsts[row + 1])
        gains = text_weights[found.terms[own]] * self._each[own]
        starts, ends = self._starts[own], self._ends[own]
        cues = slice(self._cue_firsts[row], self._cue_firsts[row + 1])
        if cues.start < cues.stop:
            by_group = self._of_groups[row] * cue_weights
            by_cue = self._cue_groups[cues] @ by_group / self._cue_times[cues]
            gains = np.concatenate([gains, by_cue])
            starts = np.concatenate([starts, self._cue_starts[cues]])
            ends = np.concatenate([ends, self._cue_ends[cues]])
        gains = gains / (ends - starts)
        size = int(found.offsets[row + 1] - found.offsets[row]) + 1
        changes = np.bincount(starts, gains, size) - np.bincount(ends, gains, size)
        return np.asarray(changes.cumsum())


def strongest(text: str, gains: Array, bounds: Array) -> tuple[tuple[int, int], ...]:
    """The words between *bounds* that gave most, neighbours joined, in the order of the text."""
    total = np.zeros(len(gains) + 1)
    gains.cumsum(out=total[1:])
    by_word = np.diff(total[bounds])
    order = (-by_word).argsort()[: 2 * EVIDENCE_WORDS]
    ranked = zip(
        by_word[order].tolist(), bounds[order].tolist(), bounds[order + 1].tolist(), strict=True
    )
    best = [word for word in ranked if WORD.fullmatch(text, *word[1:])][:EVIDENCE_WORDS]
    chosen = [word for word in best if word[0] > 0 and word[0] >= EVIDENCE_SHARE * best[0][0]]
    return tuple(_joined(sorted((start, end) for _, start, end in chosen)))


def _joined(spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    start, end = -1, -1
    for one, other in spans:
        if one != end:
            if end > start:
                yield start, end
            start = one
        end = other
    if end > start:
        yield start, end
