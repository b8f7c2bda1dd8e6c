"""Whether a figure is aimed at or reached: its list, the words before it, the part it stands in."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from textmine.detect.layers import FoundPeriod, FoundSection
from textmine.extract.phrases.clauses import Spot
from textmine.extract.setting.ahead import WORDS as AHEAD
from textmine.extract.setting.ahead import looks_ahead

# 主要预期目标是：…；…; what was aimed at and reached (完成目标任务：…) is no aim.
AIM = re.compile(
    r"目标(?:任务|指标|要求)?(?:主要|分别|总体|初步)?(?:安排|设定|定)?(?:(?:是|为(?!导|引|统)|如下)[:：]?|[:：])"
)
REACHED = re.compile(r"(?:完成|实现|达成|达到|超过)[^，,。；;]{0,12}$")
# 力争蔬菜177万吨、水果138万吨: all of a list that 、 joins
STRIVES = re.compile(
    r"(?:力争|争取(?=到?[^\W\d]{0,4}(?:\d{4}年|年底|年内|实现|突破|达到?|完成))|预期)"
    r"[^，,。；;：:\n]{0,80}$"
)
AIMING = re.compile("力争|争取|预期|目标")  # one of which stands in each of them
LONGEST_LIST = 90  # characters
FARTHEST = 600  # characters from the word to a figure of its list
# 目前全县有12家, 已建成8个: how things are, told in a plan, too
IS_SO = re.compile(
    r"目前|现有|现在|截[至止]|去年|上年|过去|近年来|以来|已经?|曾|了(?![解])|累计(?!投|完)|基础上"
)
NEAR = 60  # characters before a figure in which that is told
YEAR = re.compile(r"(?:19|20)\d\d")
HEADING = 20  # characters


def is_target(text: str, at: int) -> bool:
    """Whether the figure at *at* is aimed at, not reached: by its list, or the line that opens it.

    >>> is_target("主要预期目标是：产值增长6%。", 12), is_target("完成目标：产值增长6%。", 9)
    (True, False)
    """
    if STRIVES.search(text, max(0, at - LONGEST_LIST), at):
        return True
    first = text.rfind("目标", max(0, at - FARTHEST), at)
    while first >= 0:
        match = AIM.match(text, first)
        if match and not REACHED.search(text, max(0, first - 16), first):
            return _goes_on(text[match.end() : at])
        first = text.rfind("目标", max(0, at - FARTHEST), first)
    return False


def _goes_on(between: str) -> bool:
    """Whether a list that began before *between* goes on behind it."""
    if "。" in between:
        return False
    # The lines of a list end with semicolons; a line that opens one ends with a colon or 是.
    lines = between.split("\n")
    return all(line.rstrip().endswith(("；", ";", "，", ",")) for line in lines[1:-1]) and (
        len(lines) == 1 or not lines[0].strip() or lines[0].rstrip().endswith(("；", ";"))
    )


class Plans:
    """The parts of a text that say what is to be done: 2024年工作安排, 下一步打算."""

    def __init__(
        self, text: str, sections: Sequence[FoundSection], periods: Sequence[FoundPeriod]
    ) -> None:
        self.text = text
        self._parts = [part for part in sections if part.role == "plan"]
        self._starts = [part.start for part in self._parts]
        self._words = [match.start() for match in AIMING.finditer(text)]
        self._ahead = [match.start() for match in AHEAD.finditer(text)]
        self._since = {part.start: _since(text, part.start, periods) for part in self._parts}

    def is_target(self, spot: Spot, period: str | None, *, general: bool) -> bool:
        """Whether a figure is aimed at, by its words or, if no rule, by its part of the text."""
        at = spot.quantity.start
        if not general and ((self._parts and self.aims(at, period)) or self._is_ahead(spot)):
            return True
        word = bisect_right(self._words, at) - 1
        near = word >= 0 and at - self._words[word] < FARTHEST + LONGEST_LIST
        return near and is_target(self.text, at)

    def _is_ahead(self, spot: Spot) -> bool:
        """Whether it stands behind what somebody is to do: 将建起果库3座."""
        word = bisect_right(self._ahead, spot.quantity.start) - 1
        if word < 0 or self._ahead[word] < spot.sentence_start:
            return False
        return looks_ahead(self.text, spot.sentence_start, spot.clause_end)

    def aims(self, at: int, period: str | None) -> bool:
        """Whether a figure of *period* that stands at *at* is one that a plan aims at.

        What a plan says of years before its own, or of how things are, is none.
        """
        index = bisect_right(self._starts, at) - 1
        if index < 0 or at >= self._parts[index].end:
            return False
        if period and _last_year(period) < self._since[self._starts[index]]:
            return False
        start = max(0, at - NEAR)
        opened = max(self.text.rfind(mark, start, at) for mark in "。\n")
        return IS_SO.search(self.text, max(start, opened), at) is None


def _last_year(period: str) -> int:
    """2013 of 2011/2013, 2023 of 2023-06."""
    years = YEAR.findall(period)
    return int(years[-1]) if years else 0


def _since(text: str, start: int, periods: Sequence[FoundPeriod]) -> int:
    """The year that the heading of a plan names, else the last one that is told before it."""
    named = YEAR.search(text, start, start + HEADING)
    if named:
        return int(named[0])
    years = [_last_year(each.value) for each in periods if each.value and each.start < start]
    return max(years, default=0)
