"""Cue words of a taxonomy: which of them stand in a passage, and where.

A cue is a word, or two words with "…" between them: both within one sentence, in this order, at
most `REACH` characters apart ("打破…界限").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

GAP = "…"
REACH = 12
SENTENCE_END = re.compile("[。！!？?；;\n]")


@dataclass(frozen=True, slots=True)
class Cue:
    """The parts of a cue, one or two, and the numbers of the groups that it speaks for."""

    parts: tuple[str, ...]
    groups: tuple[int, ...]


def read_cues(groups: Sequence[Iterable[str]]) -> list[Cue]:
    """The distinct cues of numbered groups."""
    found: dict[tuple[str, ...], list[int]] = {}
    for number, cues in enumerate(groups):
        for cue in cues:
            numbers = found.setdefault(tuple(cue.split(GAP, 1)), [])
            if number not in numbers:
                numbers.append(number)
    return [Cue(parts, tuple(numbers)) for parts, numbers in found.items()]


def pairs(text: str, firsts: Sequence[int], seconds: Sequence[int]) -> Iterator[tuple[int, int]]:
    """(end of the first part, start of the second) of each first part that finds its second.

    *firsts* are the offsets at which the first part ends, *seconds* those at which the second
    begins, both rising.
    """
    at = 0
    for end in firsts:
        while at < len(seconds) and seconds[at] < end:
            at += 1
        if at == len(seconds):
            return
        start = seconds[at]
        if start - end <= REACH and not SENTENCE_END.search(text, end, start):
            yield end, start
