"""What part a figure plays (context, input, output, outcome), and whether it is a total."""

from __future__ import annotations

import re
from collections.abc import Sequence

from textmine.extract.changes import FoundChange
from textmine.extract.clauses import Spot
from textmine.extract.lexicon import load_lexicon
from textmine.extract.reading import Named
from textmine.types import MetricRole

SPENT = re.compile(r"(?:投资|投入|经费|资金|补助|补贴|基金|预算|拨款|贷款)$")
GAINED = re.compile(
    r"(?:率|收入|产值|总值|利润|满意度|增收|效益|税收|销售额|营收|水平|覆盖面|占比)$"
)
SUMMED = frozenset("共 共有 共计 合计 总计 总共 一共 累计 总数 总".split())


def role_of(spot: Spot, named: Named, change: FoundChange, shared: str | None) -> MetricRole:
    """By the verb that governs the figure, else by what it measures.

    *shared* is the verb of the figure before it in a list: 新建农庄2家、旅游点14家.
    """
    indicator = named.indicator or ""
    money = spot.quantity.unit.endswith("元")
    if money and SPENT.search(indicator):
        return "input"
    role = load_lexicon().actions.get(named.action or shared or "")
    if role:
        return role
    if change.kind or GAINED.search(indicator):
        return "outcome"
    return "context"


def is_total(spot: Spot, near: Sequence[Spot]) -> bool:
    """Whether a sum is said to be one, and its parts stand in the same sentence."""
    if spot.quantity.unit == "%":
        return False  # 占总数的80%
    said = not SUMMED.isdisjoint(spot.before.links) or spot.before.text.startswith("总")
    said = said or any(t.end == spot.before.start and t.word in SUMMED for t in spot.left)
    return said and any(
        other is not spot
        and other.sentence == spot.sentence
        and other.quantity.unit == spot.quantity.unit
        for other in near
    )
