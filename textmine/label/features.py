"""From passages to features: character n-grams, cue words, and where a passage stands.

All passages at once are looked up for every n-gram of the vocabulary and every cue. Words lost to
characters in cross-validation (models/patterns/card.md), so nothing here needs a segmenter.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest

import numpy as np

from textmine.label.cues import Cue, pairs
from textmine.label.ngrams import NONE, NgramTable, run_starts
from textmine.label.ngrams import Array as Array

# Lengths of the character n-grams: in cross-validation as good as 1 to 4, better than 2 to 4.
NGRAMS = (1, 3)
SEPARATOR = "\n"  # between passages; no feature holds it
# A passage has at most some dozen cues of a pattern: at 0.1 · ln(1 + n) they weigh about as much
# as its n-grams, whose squares sum to 1. 0.05 and 0.1 won in cross-validation, 0.3 lost 4 points.
CUE_SCALE = 0.1
# The role of a section is a guess itself; as one fourth it helps without deciding alone (F1 of
# practice or not: 0.976 at 1, 0.982 at 0.25, 0.981 without).
CONTEXT_SCALE = 0.25
# What a passage is about stands at its head ("一是村企联建。"): n-grams of its first clause count
# twice. Macro F1 0.872 to 0.875 by cross-validation, on held-back themes 0.879 to 0.885; three
# times gains nothing.
CLAUSE_ENDS = "，。；：！？"
LEAST_CLAUSE = 8  # characters, so that a marker or a single word is not all of it
ROLES = ("background", "problem", "practice", "result", "lesson", "plan")


def _fold() -> dict[int, str]:
    """Digits become 0, letters half-width, punctuation full-width, corner quotes curly ones."""
    table = {ord(digit): "0" for digit in "0123456789０１２３４５６７８９"}
    table |= dict(zip(map(ord, ",;:?!()「」『』"), "，；：？！（）“”“”", strict=True))
    for code in range(0xFF21, 0xFF5B):
        table.setdefault(code, unicodedata.normalize("NFKC", chr(code)))
    table |= {ord(space): " " for space in "\n\r\t\x0b\x0c\u3000\xa0"}
    return table


FOLD = _fold()
FOLDED = np.arange(sys.maxunicode + 1, dtype=np.uint32)  # the same by code point
FOLDED[list(FOLD)] = list(map(ord, FOLD.values()))
STRAIGHT, QUOTES = '"', "“”"  # a straight quote opens and closes in turn
FIRST_CLAUSE = re.compile(f".{{0,{LEAST_CLAUSE}}}[^{CLAUSE_ENDS}]*")
ENDS_CLAUSE = np.zeros(sys.maxunicode + 1, dtype=bool)  # by code point
ENDS_CLAUSE[list(map(ord, CLAUSE_ENDS + SEPARATOR))] = True


def fold(text: str) -> str:
    """The text as features see it: every character in its place, numbers without their value."""
    folded = text.translate(FOLD)
    if STRAIGHT not in folded:
        return folded
    pieces = folded.split(STRAIGHT)
    quotes = [QUOTES[at % 2] for at in range(len(pieces) - 1)]
    return "".join(chain.from_iterable(zip_longest(pieces, quotes, fillvalue="")))


def first_clause(folded: str) -> str:
    """The beginning of a folded text up to the end of its first clause of some length."""
    found = FIRST_CLAUSE.match(folded)
    return found.group() if found else ""


@dataclass(slots=True)
class Context:
    """What is known of a passage beside its text: the role of its section, what it is under."""

    role: str = "other"
    headings: tuple[str, ...] = ()


CONTEXT_COLUMNS = len(ROLES) + 1


def context_features(contexts: Sequence[Context]) -> Array:
    """One column a role, one for having headings at all; shape (passages, 7)."""
    table = np.zeros((len(contexts), CONTEXT_COLUMNS))
    for row, context in enumerate(contexts):
        if context.role in ROLES:
            table[row, ROLES.index(context.role)] = CONTEXT_SCALE
        table[row, -1] = CONTEXT_SCALE * bool(context.headings)
    return table


@dataclass(frozen=True, slots=True)
class Occurrences:
    """Where cues stand: number, span in the joined text, passage, how often that has each."""

    numbers: Array
    starts: Array
    ends: Array
    rows: Array
    times: Array


@dataclass(frozen=True, slots=True)
class Matches:
    """Which n-grams stand where in the joined text, and in which passage.

    `codes` are the code points of that text, folded, a separator behind each passage but the last;
    `offsets` are those at which each passage begins, and where the next one would; `times` how
    often each match counts: twice in the first clause; `cue_counts` how many distinct cues of
    each group a passage has, shape (passages, groups).
    """

    codes: Array
    offsets: Array
    terms: Array
    starts: Array
    ends: Array
    rows: Array
    times: Array
    cues: Occurrences
    cue_counts: Array

    def cue_features(self) -> Array:
        """0.1 · ln(1 + distinct cues) of each group."""
        return np.asarray(CUE_SCALE * np.log1p(self.cue_counts))


class Lexicon:
    """The n-grams and cues that are looked for."""

    def __init__(self, ngrams: Sequence[str], cues: Sequence[Cue], groups: int) -> None:
        self.cues = list(cues)
        self.groups = groups
        self._ngrams = NgramTable(ngrams)
        number: dict[str, int] = {}
        for cue in self.cues:
            for part in cue.parts:
                number.setdefault(part, len(number))
        self._parts = NgramTable(list(number))
        self._cue_of = np.full(len(number), NONE)
        self._gapped: list[tuple[int, int, int]] = []
        for index, cue in enumerate(self.cues):
            parts = [number[part] for part in cue.parts]
            if len(parts) == 1:
                self._cue_of[parts[0]] = index
            else:
                self._gapped.append((index, parts[0], parts[1]))
        self.membership = self._membership()
        self._in_gaps = np.zeros(len(number), dtype=bool)
        self._in_gaps[[part for _, *two in self._gapped for part in two]] = True

    def match(self, texts: Sequence[str]) -> Matches:
        """Every n-gram and cue of the passages."""
        lengths = np.fromiter(map(len, texts), np.int64, len(texts)) + 1
        offsets = np.concatenate([[0], np.cumsum(lengths)])
        codes = _folded_codes(texts, offsets[1:-1] - 1)
        passage_of = np.arange(len(texts)).repeat(lengths)
        terms, starts, ends = self._ngrams.find(codes)
        rows = passage_of.take(starts)
        times = 1.0 + (ends <= _clause_ends(codes, offsets).take(rows))
        counts = np.zeros((len(texts), self.groups))
        cues = self._find_cues(codes, passage_of, counts)
        return Matches(codes, offsets, terms, starts, ends, rows, times, cues, counts)

    def _find_cues(self, codes: Array, passage_of: Array, counts: Array) -> Occurrences:
        """Every cue of the joined text; *counts* is filled with how many distinct ones of each
        group a passage has.
        """
        parts, starts, ends = self._parts.find(codes)
        alone = (self._cue_of.take(parts) != NONE).nonzero()[0]
        far = self._in_gaps.take(parts).nonzero()[0]
        gapped = self._find_gapped(codes, [each.take(far) for each in (parts, starts, ends)])
        single = self._cue_of.take(parts.take(alone)), starts.take(alone), ends.take(alone)
        numbers, starts, ends = map(np.concatenate, zip(single, gapped, strict=True))
        rows = passage_of.take(starts)
        order = (rows * len(self.cues) + numbers).argsort(kind="stable")
        keys = (rows * len(self.cues) + numbers).take(order)
        firsts = run_starts(keys)
        often = np.diff(firsts, append=len(keys))
        times = np.empty_like(keys)
        times[order] = often.repeat(often)
        distinct = order.take(firsts)
        self._count(rows.take(distinct), numbers.take(distinct), counts)
        return Occurrences(numbers, starts, ends, rows, times)

    def _find_gapped(self, codes: Array, parts: Sequence[Array]) -> Array:
        """(cues, starts, ends) of those of two words, by the parts of such that are found."""
        text = codes.tobytes().decode("utf-32-le", "surrogatepass")
        starts: dict[int, list[int]] = {}
        ends: dict[int, list[int]] = {}
        for part, start, end in zip(*(each.tolist() for each in parts), strict=True):
            starts.setdefault(part, []).append(start)
            ends.setdefault(part, []).append(end)
        found = []
        for index, first, second in self._gapped:
            if first in ends and second in starts:
                before, behind = map(len, self.cues[index].parts)
                for end, start in pairs(text, ends[first], starts[second]):
                    found.append((index, end - before, start + behind))
        return np.array(found, dtype=np.int64).reshape(-1, 3).T

    def _count(self, rows: Array, numbers: Array, counts: Array) -> None:
        """Fill in how many of the distinct cues, ordered by passage, each group has."""
        firsts = run_starts(rows)
        if len(firsts):
            groups = self.membership.take(numbers, axis=0)
            counts[rows.take(firsts)] = np.add.reduceat(groups, firsts)

    def _membership(self) -> Array:
        table = np.zeros((max(1, len(self.cues)), self.groups))
        for index, cue in enumerate(self.cues):
            table[index, list(cue.groups)] = 1.0
        return table


def _folded_codes(texts: Sequence[str], separators: Array) -> Array:
    """The code points of the folded texts, with separators at the offsets *separators*."""
    texts = [fold(text) if STRAIGHT in text else text for text in texts]
    joined = SEPARATOR.join(texts).encode("utf-32-le", "surrogatepass")
    codes = FOLDED.take(np.frombuffer(joined, np.uint32))
    codes[separators] = ord(SEPARATOR)
    return codes


def _clause_ends(codes: Array, offsets: Array) -> Array:
    """Where the first clause of each passage ends, as `first_clause` says."""
    ends = np.append(ENDS_CLAUSE.take(codes).nonzero()[0], len(codes) + LEAST_CLAUSE)
    nearest = ends[ends.searchsorted(offsets[:-1] + LEAST_CLAUSE)]
    return np.asarray(np.minimum(nearest, offsets[1:] - 1))
