"""What segmentation cuts: a text as `detect.structure` marked it, and the passages of it.

Offsets are characters of the text.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from textmine.detect.layers import FoundSection, Item, Stretch
from textmine.types import SectionRole

# Longer leaves with paragraphs or sentences of their own tell more than one measure; of 2,100
# measures that were written and labelled for training, 99 % are shorter than 420 characters.
LONG_ITEM = 460
# A paragraph of free text up to this length tells one measure, unless a sentence opens another.
LONG_GROUP = 260
LEAST_GROUP = 18
START, END = attrgetter("start"), attrgetter("end")


@dataclass(frozen=True, slots=True)
class Outline:
    """How a text is built, as `detect.structure` marked it.

    `title` is that of the article; `brief` says that it tells a measure in every sentence (see
    `extract.briefs`); `told` keeps what sentences tell, by their start and end, `several` whether
    items tell a measure in each sentence and `series` the first of theirs, by their indexes.
    """

    text: str
    items: Sequence[Item]
    sentences: Sequence[Stretch]
    paragraphs: Sequence[Stretch]
    sections: Sequence[FoundSection]
    title: str = ""
    brief: bool = False
    told: dict[tuple[int, int], str] = field(default_factory=dict)
    several: dict[int, bool] = field(default_factory=dict)
    series: dict[int, int] = field(default_factory=dict)

    def role_at(self, offset: int) -> SectionRole:
        """The role of the section that covers *offset*."""
        index = bisect_right(self.sections, offset, key=START) - 1
        return self.sections[index].role if index >= 0 else "other"


@dataclass(slots=True)
class Passage:
    """A passage that may be a practice; `item` is the item it is or stands in, -1 for none.

    `kind` is item, clause, label or sentence, as in `candidates.CandidatePractice`; `core` is
    where its act is told, after sentences that only lead to it; `led` where what stands before
    it begins that is no part of it, but may say of whom it tells (-1: nowhere).
    """

    start: int
    end: int
    kind: str
    item: int
    core: int = -1
    led: int = -1

    @property
    def told_from(self) -> int:
        """Where the telling begins: what leads to it, or the passage itself."""
        return self.start if self.led < 0 else self.led


def within(stretches: Sequence[Stretch], start: int, end: int) -> list[Stretch]:
    """The stretches inside `start:end`, those at the edges cut to it."""
    first = bisect_left(stretches, start + 1, key=END)
    found = list(stretches[first : bisect_left(stretches, end, first, key=START)])
    if found and found[0].start < start:
        found[0] = found[0]._replace(start=start)
    if found and found[-1].end > end:
        found[-1] = found[-1]._replace(end=end)
    return found
