"""Which place an article is about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from textmine.detect.divisions.gazetteer import Division
from textmine.detect.layers import Focus
from textmine.detect.resolving.evidence import Candidates
from textmine.detect.resolving.resolve import Resolved

# A name in the title counts as many times in the text, one in the first lines twice.
TITLE_WEIGHT = 8
AUTHOR_WEIGHT = 5
LEAD = 200  # characters
BEGINNING = 60
# What is done somewhere (驻粤, 在东莞成立, 到昆山学习) says less than what somebody does.
ELSEWHERE = frozenset("在驻到赴往去从抵")
THEN_OR_NOW = ("现在", "过去", "以往", "所在")  # 现在|松阳县, which only end alike
ELSEWHERE_WEIGHT, MENTION_WEIGHT = 1, 2
# 与|浙江玉环县|结成亲家, 同|武进区|签约: partners, of whom the article is not.
BESIDE = frozenset("与和同跟")
PARTNERED = re.compile(
    r"[^，,。；;：:\n]{0,24}?(?:签[订署约]|结[成为对]|共建|合作|协作|对接|联建|联合|携手|挂钩|达成|缔结|互派|共同)"
)
LEAST_MENTIONS = 3  # else it is named as an example, unless the text begins with it
# The share of its parent's mentions that a division needs to be what the article is about.
USUAL_SHARE = 0.5
LOW_SHARE = 0.3  # where 全县, 我区 … say that the article is written at its level
HIGH_SHARE = 0.85  # where 全市, 全省 … say that it is written at the parent's
CLEAR_SHARE = 0.67  # of them, where neither title nor beginning names it: else it is an example
LEAST_SHARE = 0.34  # of the provinces' mentions: below, the article is about none of them

# 全省第三, 走在全市前列 compare with a level above; they say nothing about the report's own.
DEICTIC = re.compile(
    r"[全我本](?<![居列占为获入在是成被].)([省市县区州旗镇乡])"
    r"(?![民场委域第前首唯领平率最先十百排性、和乃])"
)
OFFICES = (
    re.compile(r"委(?<=([省市县区州旗镇乡])委)(?<![\u4e00-\u9fff]..)"),
    re.compile(r"政府(?<=([省市县区州旗镇乡])政府)(?<![\u4e00-\u9fff]...)"),
)
# A report speaks of the levels above its own too: the lowest that makes up this much is its own.
LEAST_DEICTIC_SHARE = 0.25
DEPTHS = {"省": 0, "市": 1, "州": 1, "县": 2, "区": 2, "旗": 2, "镇": 3, "乡": 3}


def is_partner(text: str, start: int, end: int) -> bool:
    """Whether a place is one with which something is joined: 与|玉环县|结成亲家."""
    return text[start - 1 : start] in BESIDE and PARTNERED.match(text, end) is not None


@dataclass(frozen=True, slots=True)
class Hint:
    """A division named outside the text: in the title, or in the name of author or issuer."""

    division: Division
    text: str
    weight: int


@dataclass(frozen=True, slots=True)
class Weights:
    """Mentions by code, those of what lies inside included; the parent of each; and each."""

    totals: Counter[str]
    parents: dict[str, str]
    known: dict[str, Division]

    @property
    def whole(self) -> int:
        """All mentions."""
        return sum(self.totals[key] for key in self.inside(""))

    def inside(self, holder: str) -> list[str]:
        """The codes right below *holder*; "" holds the provinces."""
        return [key for key in self.totals if self.parents[key] == holder]

    def heaviest(self, holder: str) -> str:
        """The one of them that is named most, "" without one."""
        return max(self.inside(holder), key=lambda key: self.totals[key], default="")


@dataclass(slots=True)
class FocusFinder:
    """Weighs the divisions that an article names and finds the one it is about."""

    candidates: Candidates
    year: int | None
    text: str
    townships: Sequence[Division] = ()  # those of which the county is sure
    title: str = ""

    def find(self, named: Sequence[Resolved], hints: Sequence[Hint]) -> Division | None:
        """The lowest division that holds enough of the mentions, from the province down."""
        weights = self._weigh(named, hints)
        province = weights.heaviest("")
        if not province or weights.totals[province] < LEAST_SHARE * weights.whole:
            return None
        depth = self._written_at()
        best = self._lowest(weights, province, named, depth)
        division = weights.known[best]
        # 全市 in an article that names but one city speaks of that city.
        alone = len(weights.inside("")) == 1 and depth == _depth(division)
        if not (hints or alone or self._leads(named, division)):
            clear = weights.totals[province] >= CLEAR_SHARE * weights.whole
            example = depth is None and not clear
            if example or weights.totals[best] < LEAST_MENTIONS * MENTION_WEIGHT:
                return None
        below = sum(weights.totals[key] for key in weights.inside(best))
        if weights.totals[best] > below or depth == _depth(division):
            return division
        return self._opening(named, division)

    def _lowest(
        self, weights: Weights, best: str, named: Sequence[Resolved], depth: int | None
    ) -> str:
        """From *best* down to the lowest division that makes up enough of the one above it."""
        while lower := weights.heaviest(best):
            division = weights.known[lower]
            upper = weights.known[best]
            share = _share(upper, division, depth)
            if depth is None and upper.level == "city" and self._begins_with(named, upper):
                share = CLEAR_SHARE  # 电厂地处哈密市，…帮扶巴里坤县…
            needed = weights.totals[best] * share
            half = weights.totals[lower] == needed
            if weights.totals[lower] < needed or (half and not self._opens(named, division)):
                break
            best = lower
        return best

    def _opening(self, named: Sequence[Resolved], upper: Division) -> Division | None:
        """The division with which the text begins, in *upper*, which it never names itself."""
        for each in named:
            if each.hit.start >= BEGINNING:
                return None
            if each.division and upper.key in self.candidates.lineage(each.division, self.year):
                return each.division
        return None

    def _leads(self, named: Sequence[Resolved], division: Division) -> bool:
        """Whether the text begins with the division, or with what lies in it."""
        first = [each.division for each in named if each.hit.start < BEGINNING and each.division]
        return any(division.key in self.candidates.lineage(each, self.year) for each in first)

    def _opens(self, named: Sequence[Resolved], division: Division) -> bool:
        """Whether the first place of the text (of 湖南怀化 the last) lies in it."""
        if not self._leads(named, division):
            return False
        first = self._first(named)
        known = first.division if first else None
        return bool(known and division.key in self.candidates.lineage(known, self.year))

    def _begins_with(self, named: Sequence[Resolved], division: Division) -> bool:
        """Whether the first place of the text is that division, by its full name."""
        first = self._first(named)
        return bool(first and first.division == division and first.hit.text == division.name)

    def _first(self, named: Sequence[Resolved]) -> Resolved | None:
        """The first place of the text; of 湖南省怀化市 the last."""
        for at, each in enumerate(named):
            if not self._only_holds(each, named[at + 1 : at + 2]):
                return each
        return None

    def _only_holds(self, upper: Resolved, following: Sequence[Resolved]) -> bool:
        """湖南省 of 湖南省怀化市: it only says where the next lies, and counts with that."""
        lower = following[0] if following else None
        if not (lower and lower.division and upper.division and lower.hit.start == upper.hit.end):
            return False
        return upper.division.key in self.candidates.lineage(lower.division, self.year)

    def _weigh(self, named: Sequence[Resolved], hints: Sequence[Hint]) -> Weights:
        """What text, townships and hints name."""
        totals: Counter[str] = Counter()
        parents: dict[str, str] = {}
        known: dict[str, Division] = {}
        counted = Counter[Division]()
        elsewhere, partner, text = False, False, self.text
        for number, each in enumerate(named):
            before = named[number - 1].hit.end if number else 0
            if text[before : each.hit.start] not in ("", "、"):
                lead = text[each.hit.start - 1 : each.hit.start]
                dated = text.endswith(THEN_OR_NOW, 0, each.hit.start)
                elsewhere = lead in ELSEWHERE and not dated
                partner = is_partner(text, each.hit.start, each.hit.end)
            if partner and number:
                continue
            if each.division and not self._only_holds(each, named[number + 1 : number + 2]):
                weight = ELSEWHERE_WEIGHT if elsewhere else MENTION_WEIGHT
                counted[each.division] += weight * (2 if each.hit.start < LEAD else 1)
        for township in self.townships:
            counted[township] += MENTION_WEIGHT
        for hint in hints:
            counted[hint.division] += hint.weight * MENTION_WEIGHT
        for division, weight in counted.items():
            above = ""
            line = [division, *self.candidates.gazetteer.ancestors(division, self.year)]
            for part in reversed([part for part in line if part.code]):
                totals[part.code] += weight
                parents[part.code] = above
                known[part.code] = part
                above = part.code
        return Weights(totals, parents, known)

    def _written_at(self) -> int | None:
        """The level that 全市, 我县, 区委 … speak of: 0 province … 3 township; None: unsaid."""
        units = [
            unit
            for pattern in (DEICTIC, *OFFICES)
            for text in (self.text, self.title, self.title)  # 关于我省…的通报 says it for all
            for unit in pattern.findall(text)
        ]
        depths = Counter(DEPTHS[unit] for unit in units)
        least = max(2, sum(depths.values()) * LEAST_DEICTIC_SHARE)
        return max((depth for depth, count in depths.items() if count >= least), default=None)


def _share(upper: Division, lower: Division, depth: int | None) -> float:
    """The share of *upper*'s mentions that *lower* needs."""
    if depth is None:
        return USUAL_SHARE
    also_city = lower.level == "county" and lower.name.endswith("市")
    if depth == _depth(upper):
        return USUAL_SHARE if also_city else HIGH_SHARE
    return LOW_SHARE if depth > _depth(upper) else USUAL_SHARE


def _depth(division: Division) -> int:
    if division.level == "province":
        return 1 if division.name.endswith("市") else 0
    return 1 if division.level == "city" else 2


def make_focus(
    division: Division, named: Sequence[Resolved], hints: Sequence[Hint], full: str
) -> Focus:
    """The focus under the name that the text (else the title) uses most."""
    uses = [each.hit for each in named if each.division and each.division.key == division.key]
    code = division.code or None
    if uses:
        names = Counter(hit.text for hit in uses)
        name = names.most_common(1)[0][0]
        if name not in division.short and division.name in names:
            name = division.name  # 武夷 stands for 武夷山市 where the text says so too
        start = next(hit.start for hit in uses if hit.text == name)
        return Focus(name, code, start, full, division.level)
    text = next((hint.text for hint in hints if hint.division.key == division.key), division.name)
    return Focus(text, code, -1, full, division.level)
