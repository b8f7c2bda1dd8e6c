"""Which words of a passage spoke most for a label.

Every n-gram and cue shares what it gave among the characters that it covers; a word is worth what
its characters got.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np

from textmine.label.features import CUE_SCALE, Matches
from textmine.label.ngrams import NONE, Array

# A word is evidence where it gave at least this share of what the strongest word gave, and at
# most three of them are shown: what a reader takes in at a glance.
EVIDENCE_SHARE = 0.35
EVIDENCE_WORDS = 3
WORD = re.compile(r"[^\W\d_]{2,}")  # no numbers, no single characters


class Gains:
    """What the features of some passages gave, ready to be asked for a head of each passage.

    *each* is what one occurrence of an n-gram weighs, *membership* says which groups a cue
    belongs to.
    """

    def __init__(self, found: Matches, each: Array, membership: Array) -> None:
        self._found = found
        self._each = each
        cues = found.cues
        counts = np.maximum(1.0, found.cue_counts)
        self._of_groups = CUE_SCALE * np.log1p(counts) / counts
        keys = cues.rows * len(membership) + cues.numbers
        _, inverse, times = np.unique(keys, return_inverse=True, return_counts=True)
        self._cue_times = times[inverse]
        self._cue_groups = membership[cues.numbers]

    def steps(self, heads: Array, text_by_head: Array, cue_weights: Array) -> Array:
        """How much more each character of the joined text gave than the one before it.

        *heads* are the columns asked for, one a passage, NONE where nothing is.
        """
        found, cues = self._found, self._found.cues
        own = np.flatnonzero(heads[found.rows] != NONE)
        gains = text_by_head[heads[found.rows[own]], found.terms[own]] * self._each[own]
        of_cue = np.flatnonzero(heads[cues.rows] != NONE)
        by_group = (self._of_groups * cue_weights[:, heads].T)[cues.rows[of_cue]]
        by_cue = (self._cue_groups[of_cue] * by_group).sum(1) / self._cue_times[of_cue]
        gains = np.concatenate([gains, by_cue])
        starts = np.concatenate([found.starts[own], cues.starts[of_cue]])
        ends = np.concatenate([found.ends[own], cues.ends[of_cue]])
        gains /= ends - starts
        size = int(found.offsets[-1]) + 1
        return np.asarray(np.bincount(starts, gains, size) - np.bincount(ends, gains, size))


def strongest(text: str, steps: Array, bounds: Array) -> tuple[tuple[int, int], ...]:
    """The words between *bounds* that gave most, neighbours joined, in the order of the text."""
    total = np.zeros(len(steps) + 1)
    steps.cumsum().cumsum(out=total[1:])
    at_bounds = total[bounds]
    by_word = at_bounds[1:] - at_bounds[:-1]
    chosen: list[tuple[int, int]] = []
    least = 0.0
    for word in (-by_word).argsort()[: 2 * EVIDENCE_WORDS].tolist():
        gain = by_word[word]
        if gain <= 0 or gain < least or len(chosen) == EVIDENCE_WORDS:
            break
        start, end = int(bounds[word]), int(bounds[word + 1])
        if WORD.fullmatch(text, start, end):
            least = least or EVIDENCE_SHARE * gain
            chosen.append((start, end))
    return tuple(_joined(sorted(chosen)))


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
