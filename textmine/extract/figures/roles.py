"""What part a figure plays: context, input, output, outcome, target; whether it is a total."""

from __future__ import annotations

import re
from collections.abc import Sequence

from textmine.extract.figures.changes import FoundChange
from textmine.extract.figures.reading import Named
from textmine.extract.lexicon import load_lexicon
from textmine.extract.phrases.clauses import Spot
from textmine.types import MetricRole

SPENT = tuple("投资 投入 经费 资金 补助 补贴 基金 预算 拨款 贷款".split())
GAINED = tuple("率 收入 产值 总值 利润 满意度 增收 效益 税收 销售额 营收 水平 覆盖面 占比".split())
SUMMED = tuple("共 共有 共计 合计 总计 总共 一共 累计 总数 总".split())
SUMS = frozenset(SUMMED)
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
LONGEST_LIST = 90  # characters
FARTHEST = 600  # characters from the word to a figure of its list
NEAR = 6  # figures before and behind a sum among which its parts may be


def role_of(spot: Spot, named: Named, change: FoundChange, shared: str | None) -> MetricRole:
    """By the verb that governs the figure, else by what it measures.

    *shared* is the verb of the figure before it in a list: 新建农庄2家、旅游点14家.
    """
    indicator = named.indicator or ""
    money = spot.quantity.unit.endswith("元")
    if money and indicator.endswith(SPENT):
        return "input"
    role = load_lexicon().actions.get(named.action or shared or "")
    if role:
        return role
    if change.kind or indicator.endswith(GAINED):
        return "outcome"
    return "context"


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


def is_total(text: str, spot: Spot) -> bool:
    """Whether a figure is said to be a sum."""
    before = spot.before
    if spot.quantity.unit == "%":
        return False  # 占总数的80%
    if before.text.startswith("总") or not SUMS.isdisjoint(before.links):
        return True
    if not ("总" in spot.said or "共" in spot.said or "计" in spot.said):
        return False
    if not text.endswith(SUMMED, spot.left_start, max(before.start, spot.left_start)):
        return False
    return any(t.end == before.start and t.word in SUMS for t in spot.left)


def has_parts(spots: Sequence[Spot], at: int) -> bool:
    """Whether figures of the same unit stand in the sentence of the one at index *at*."""
    spot = spots[at]
    return any(
        other is not spot
        and other.sentence == spot.sentence
        and other.quantity.unit == spot.quantity.unit
        for other in spots[max(0, at - NEAR) : at + NEAR + 1]
    )
