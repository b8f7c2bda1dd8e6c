"""Which words of a passage spoke most for a label.

Every n-gram and cue shares what it gave among the characters that it covers; a word is worth what
its characters got.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from textmine.label.features import CUE_SCALE, Matches
from textmine.label.ngrams import NONE, Array, run_starts

# A word is evidence where it gave at least this share of what the strongest word gave, and at
# most three of them are shown: what a reader takes in at a glance.
EVIDENCE_SHARE = 0.35
EVIDENCE_WORDS = 3
SHORTEST_WORD = 2
LETTER = re.compile(r"[^\W\d_]+")
DECIMALS = 7  # of a gain: what differs by less was made by another order of adding up


@cache
def letters() -> Array:
    """By code point whether it is a letter: neither digit nor mark."""
    table = np.zeros(sys.maxunicode + 1, dtype=bool)
    every = np.arange(len(table), dtype="<u4").tobytes().decode("utf-32-le", "surrogatepass")
    for run in LETTER.finditer(every):
        table[slice(*run.span())] = True
    return table


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
        asked = heads != NONE
        own = asked.take(found.rows).nonzero()[0]
        columns = (heads * text.shape[1]).take(found.rows.take(own))
        gains = text.take(columns + found.terms.take(own)) * self._each.take(own)
        starts, ends = found.starts.take(own), found.ends.take(own)
        gains /= ends - starts
        cues = found.cues
        told = asked.take(cues.rows).nonzero()[0]
        by_cue, cue_starts, cue_ends = self._of_cues(heads, told), cues.starts, cues.ends
        at = np.concatenate([starts, cue_starts.take(told), ends, cue_ends.take(told)])
        by = np.concatenate([gains, by_cue, -gains, -by_cue])
        return np.asarray(np.bincount(at, by, int(found.offsets[-1]) + 1))

    def _of_cues(self, heads: Array, told: Array) -> Array:
        """What each of the cues *told* gave to each of its characters."""
        cues = self._found.cues
        rows, lengths = cues.rows.take(told), (cues.ends - cues.starts).take(told)
        by_group = (self._of_groups * self._worth.cues[:, heads].T).take(rows, axis=0)
        groups = self._worth.groups.take(cues.numbers.take(told), axis=0)
        return np.asarray(np.einsum("ij,ij->i", groups, by_group) / cues.times.take(told) / lengths)


class PassageWords:
    """The words of some passages that can be evidence, ready to be asked which of them gave most.

    *starts* are for each passage the offsets in it at which its words begin, the first 0.
    """

    def __init__(self, found: Matches, starts: Sequence[Sequence[int] | Array]) -> None:
        counts = np.fromiter(map(len, starts), np.int64, len(starts))
        rows = np.arange(len(counts)).repeat(counts)
        self._offsets = found.offsets
        joined = np.concatenate([*starts, ()], dtype=np.int64, casting="unsafe")
        begins = joined + self._offsets.take(rows)
        ends = np.append(begins[1:], 0)
        ends[counts.cumsum() - 1] = self._offsets[1:] - 1  # without the separator
        others = np.concatenate([[0], (~letters().take(found.codes)).cumsum()])
        telling = (others.take(begins) == others.take(ends)) & (ends - begins >= SHORTEST_WORD)
        self._rows, self._starts, self._ends = rows[telling], begins[telling], ends[telling]

    def strongest(self, steps: Array) -> list[tuple[tuple[int, int], ...]]:
        """For each passage the words that gave most, neighbours joined, in the order of the text.

        Of words that gave as much the first are taken. *steps* are how much more each character
        gave than the one before it.
        """
        total = np.zeros(len(steps) + 1)
        steps.cumsum().cumsum(out=total[1:])
        gains = (total.take(self._ends) - total.take(self._starts)).round(DECIMALS)
        told = (gains > 0).nonzero()[0]
        gains, rows = gains.take(told), self._rows.take(told)
        firsts = run_starts(rows)
        counts = np.diff(firsts, append=len(gains))
        best = np.maximum.reduceat(gains, firsts).repeat(counts) if len(gains) else gains
        strong = (gains >= EVIDENCE_SHARE * best).nonzero()[0]
        ranked = strong.take(np.lexsort((-gains.take(strong), rows.take(strong))))
        firsts = run_starts(rows.take(ranked))
        rank = np.arange(len(ranked)) - firsts.repeat(np.diff(firsts, append=len(ranked)))
        return self._spans(np.sort(told.take(ranked[rank < EVIDENCE_WORDS])))

    def _spans(self, chosen: Array) -> list[tuple[tuple[int, int], ...]]:
        """For each passage the spans of words chosen in it, by the offsets in it."""
        starts, ends = self._starts.take(chosen), self._ends.take(chosen)
        begin = np.append(True, starts[1:] != ends[:-1])[: len(starts)].nonzero()[0]
        rows = self._rows.take(chosen.take(begin))
        first = starts.take(begin) - self._offsets.take(rows)
        last = ends.take(np.append(begin[1:], len(ends))[: len(begin)] - 1)
        spans = list(zip(first.tolist(), (last - self._offsets.take(rows)).tolist(), strict=True))
        bounds = rows.searchsorted(np.arange(len(self._offsets))).tolist()
        return [tuple(spans[at:to]) for at, to in pairwise(bounds)]
