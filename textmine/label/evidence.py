"""Which words of a passage spoke most for a label.

Every n-gram and cue shares what it gave among the characters that it covers; a word is worth what
its characters got.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from textmine.label.features import CUE_SCALE, Matches
from textmine.label.ngrams import NONE, Array

# A word is evidence where it gave at least this share of what the strongest word gave, and at
# most three of them are shown: what a reader takes in at a glance.
EVIDENCE_SHARE = 0.35
EVIDENCE_WORDS = 3
DECIMALS = 7  # of a gain: what differs by less was added up in another order
WORD = re.compile(r"[^\W\d_]{2,}")  # no numbers, no single characters


class Worth(NamedTuple):
    """What features give: `text` (heads, n-grams), `cues` (groups, heads), by cue its `groups`."""

    text: Array
    cues: Array
    groups: Array


class Gains:
    """What the features of some passages gave, ready to be asked for a head of each passage.

    *each* is what one occurrence of an n-gram weighs.
    """

    def __init__(self, found: Matches, each: Array, worth: Worth) -> None:
        self._found, self._worth = found, worth
        self._each = each
        counts = np.maximum(1.0, found.cue_counts)
        self._of_groups = CUE_SCALE * np.log1p(counts) / counts

    def steps(self, heads: Array) -> Array:
        """How much more each character of the joined text gave than the one before it.

        *heads* are the columns asked for, one a passage, NONE where nothing is.
        """
        found, text = self._found, self._worth.text
        own = (heads != NONE).take(found.rows).nonzero()[0]
        columns = (heads * text.shape[1]).take(found.rows.take(own))
        gains = text.take(columns + found.terms.take(own)) * self._each.take(own)
        starts, ends = found.starts.take(own), found.ends.take(own)
        gains /= ends - starts
        cues, by_cue = found.cues, self._of_cues(heads)
        size = int(found.offsets[-1]) + 1
        up = np.bincount(
            np.concatenate([starts, cues.starts]), np.concatenate([gains, by_cue]), size
        )
        # At one offset the shorter are added up first; at one end the longer.
        falling = np.concatenate([ends[::-1], _back(cues.ends, cues.single)])
        by_end = np.concatenate([gains[::-1], _back(by_cue, cues.single)])
        return np.asarray(up - np.bincount(falling, by_end, size))

    def _of_cues(self, heads: Array) -> Array:
        """What each cue gave to each of its characters; nothing in a passage not asked for."""
        cues = self._found.cues
        weights = self._worth.cues[:, heads].T * (heads != NONE)[:, None]
        by_group = (self._of_groups * weights).take(cues.rows, axis=0)
        gains = np.einsum("ij,ij->i", self._worth.groups.take(cues.numbers, axis=0), by_group)
        return np.asarray(gains / cues.times / (cues.ends - cues.starts))


def _back(values: Array, single: int) -> Array:
    """The first *single* of the values from the last to the first, then the others."""
    return np.concatenate([values[:single][::-1], values[single:]])


def strongest(text: str, steps: Array, bounds: Array) -> tuple[tuple[int, int], ...]:
    """The words between *bounds* that gave most, neighbours joined, in the order of the text.

    Of words that gave as much the first are taken.
    """
    total = np.zeros(len(steps) + 1)
    steps.cumsum().cumsum(out=total[1:])
    at_bounds = total.take(bounds)
    losses = (at_bounds[:-1] - at_bounds[1:]).round(DECIMALS)
    chosen: list[tuple[int, int]] = []
    least = 0.0
    for at in losses.argsort(kind="stable").tolist():
        loss = losses.item(at)
        if loss >= 0 or -loss < least or len(chosen) == EVIDENCE_WORDS:
            break
        start, end = bounds.item(at), bounds.item(at + 1)
        if WORD.fullmatch(text, start, end):
            least = least or EVIDENCE_SHARE * -loss
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
