"""What part a figure plays: context, input, output, outcome; whether it is a total."""

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
RATES = frozenset({"%", "百分点"})
# 总面积, but 总站, 总支部, 总干渠: the main one of its kind is no sum
TOTAL = re.compile(
    r"总(?![站队部厂店馆院司局署裁理监线渠阀商领务账结体]|支(?!出)|干渠|管[道线网]|社(?![员会])|校(?!舍)|台(?!数)"
    r"|库(?!容)|行(?!程)|编(?!制)|参谋|公司|工会|工办|书记|经理|会计|工程师|代理|承包|动员|动力|开关|指挥|协调|调度"
    r"|策划|导演|教练|顾问)"
)
NEAR = 6  # figures before and behind a sum among which its parts may be


def role_of(spot: Spot, named: Named, change: FoundChange, action: str | None) -> MetricRole:
    """By the verb that governs the figure, else by what it measures."""
    indicator = named.indicator or ""
    money = spot.quantity.unit.endswith("元")
    if money and indicator.endswith(SPENT):
        return "input"
    role = load_lexicon().actions.get(action or "")
    if role and not (change.relative and spot.quantity.unit in RATES):  # 增加12% as 增长12%
        return role
    if change.kind or indicator.endswith(GAINED):
        return "outcome"
    return "context"


def is_total(text: str, spot: Spot) -> bool:
    """Whether a figure is said to be a sum."""
    before = spot.before
    if spot.quantity.unit == "%":
        return False  # 占总数的80%
    if TOTAL.match(before.text) or not SUMS.isdisjoint(before.links):
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
