"""Which period and which place a figure belongs to.

The nearest statement in the sentence decides, then the paragraph; for places, last, the place
that the article is about. Thresholds and general rules belong to no place.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from textmine.detect.layers import Focus, FoundPeriod, FoundPlace, Quantity
from textmine.types import PlaceRef

# What takes a figure out of the periods around it: it is so every year, or since nobody says when.
EVER = re.compile(
    r"每(?:年|月|周|季度|半年|天|学期|个月|个季度|两年)|年均|近年来|历年|多年来|近[一二三四五六七八九十几\d]+年"
)
THRESHOLD = re.compile(r"(?:凡|凡是|对|有|满|达到|具有|符合|属于|超过|不足|不满)[^，,。；;]{0,12}$")
# A rule or a case that is thought up: when the share reaches 30 % …, whoever has three members …
SUPPOSED = re.compile(r"(?:^|[，,。；;：:\n])\s*(?:当|如果|若|假如|一旦|凡|凡是|只要)[^，,。；;]*$")
NORM = re.compile(r"[^，,。；;、]{0,6}的(?:标准|要求|比例|原则|规定|额度)")
NORM_BEFORE = re.compile(r"(?:按|按照|以|依照)[^，,。；;]*$")
LOCATIVE = re.compile(r"(?:在|到|赴|去|从|由|向|与|和|往|至|于|跟|同|、)$")
# Before the place that a clause is about: times, and openers such as 其中 and 据统计.
LEADING = re.compile(
    r"(?:^|[，,。；;：:！？\n(（]|\| )"
    r"(?:其中|例如|比如|如|目前|据[^，,。；;]{1,4}|[\d年月日底初末以来至-]{2,14}|今年|去年|近年来"
    r"|截至[^，,。；;]{0,8}|同时|至此){0,3}[，,]?"
    r"(?:[^，,。；;：:\n]{2,8}[省市县区州])?$"
)
WHOLE = re.compile(
    r"全(?:市|县|区|镇|乡|村|省|旗|州)|(?:我|本|该)(?:市|县|区|镇|乡|村|省|旗|州)|(?:市|县|区|镇|乡|村)(?:里|内)|辖区"
)
# Which kinds of places 全市, 我县, 镇里 … may speak of.
LEVELS = {
    "省": ("province",), "市": ("city", "county"), "州": ("city",), "县": ("county",),
    "区": ("county",), "旗": ("county",), "镇": ("township",), "乡": ("township",),
    "村": ("village",),
}  # fmt: skip
ABROAD = re.compile(r"全国|我国|世界|全球|全省平均|全国平均")


class Anchors:
    """Looks up periods and places of one text."""

    def __init__(
        self,
        text: str,
        periods: Sequence[FoundPeriod],
        places: Sequence[FoundPlace],
        focus: Focus | None,
        paragraphs: Sequence[int],
    ) -> None:
        self.text = text
        self.periods, self.places, self.focus = periods, places, focus
        self.paragraphs = paragraphs
        self._period_starts = [period.start for period in periods]
        self._subjects = [place for place in places if self._is_subject(place)]
        self._subject_starts = [place.start for place in self._subjects]

    def paragraph_start(self, offset: int) -> int:
        """Where the paragraph of *offset* begins."""
        index = bisect_right(self.paragraphs, offset) - 1
        return self.paragraphs[index] if index >= 0 else 0

    # ---- periods -------------------------------------------------------------------------------
    def period(
        self, quantity: Quantity, sentence_start: int, *, before: int | None = None
    ) -> str | None:
        """The value of the nearest period before *quantity* in its sentence, then paragraph.

        *before* leaves out what the first end of a change says of itself: 由2014年的26.8%降到1%
        says nothing of the second end's year.
        """
        index = bisect_right(self._period_starts, quantity.start) - 1
        if before is not None and index >= 0 and self.periods[index].start < before:
            index = bisect_right(self._period_starts, before) - 2
        ever = None
        for match in EVER.finditer(self.text, sentence_start, quantity.start):
            ever = match
        if index >= 0 and self.periods[index].start >= sentence_start:
            found = self.periods[index]
            return None if ever and ever.start() > found.start else found.value
        if ever or self._is_threshold(quantity):
            return None
        start = self.paragraph_start(quantity.start)
        if index >= 0 and self.periods[index].start >= start:
            return self.periods[index].value
        return None

    def _is_threshold(self, quantity: Quantity) -> bool:
        """Part of a rule: 有3名以上党员的单位, 按每村3至5人的标准."""
        if NORM.match(self.text, quantity.end):
            return (
                NORM_BEFORE.search(self.text, max(0, quantity.start - 12), quantity.start)
                is not None
            )
        if quantity.modifier is None or quantity.unit in ("%", "元"):
            return False
        behind = self.text[quantity.end : quantity.end + 16]
        before = self.text[max(0, quantity.start - 12) : quantity.start]
        return (
            THRESHOLD.search(before) is not None
            and re.match(r"[^，,。；;、]{1,12}的", behind) is not None
        )

    # ---- places --------------------------------------------------------------------------------
    def place(self, quantity: Quantity, sentence_start: int) -> PlaceRef | None:
        """The place that the sentence is about, else the paragraph, else the article."""
        if self._is_threshold(quantity) or SUPPOSED.search(
            self.text, max(sentence_start - 1, quantity.start - 40), quantity.start
        ):
            return None
        whole = None
        for match in WHOLE.finditer(self.text, sentence_start, quantity.start):
            whole = match
        index = bisect_right(self._subject_starts, quantity.start) - 1
        subject = self._subjects[index] if index >= 0 else None
        if subject and subject.start >= (whole.start() if whole else sentence_start):
            return _reference(subject)
        if subject and not whole and subject.start >= self.paragraph_start(quantity.start):
            return _reference(subject)
        if whole and (meant := self._meant(whole[0], quantity.start)):
            return _reference(meant)
        if self.focus is None:
            return None
        return PlaceRef(text=self.focus.text, adcode=self.focus.adcode)

    def _meant(self, whole: str, before: int) -> FoundPlace | None:
        """What 全镇, 我县 … speak of where it is not the article's: the last of its kind."""
        levels = next((kinds for unit, kinds in LEVELS.items() if unit in whole), ())
        if not levels or (self.focus and self.focus.level in levels):
            return None
        named = [p for p in self.places if p.start < before and p.level in levels]
        return named[-1] if named else None

    def _is_subject(self, place: FoundPlace) -> bool:
        """Whether a clause begins with it, times and other places apart, or it owns what follows.

        Not where something is done (在广东顺德等地开辟了…).
        """
        before = self.text[max(0, place.start - 20) : place.start]
        if LEADING.search(before):
            return True
        return self.text[place.end : place.end + 1] == "的" and not LOCATIVE.search(before)


def _reference(place: FoundPlace) -> PlaceRef:
    return PlaceRef(text=place.text, adcode=place.adcode)
