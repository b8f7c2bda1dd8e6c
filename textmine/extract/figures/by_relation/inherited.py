"""Figures of what was counted before: 同比增长13.8%, 其中单建党组织的8个, 532户1926人."""

from __future__ import annotations

import re
from dataclasses import replace

from textmine.extract.figures.by_deed.deeds import GAINS
from textmine.extract.figures.changes import FoundChange
from textmine.extract.figures.reading import Named, Reading
from textmine.extract.phrases.clauses import Spot
from textmine.extract.phrases.nouns import PEOPLE, is_money

POOR = re.compile(r"(?:脱贫|返贫|贫困|低保|搬迁|移民|五保|监测|风险)户$")  # 脱贫户97户412人
# Of which a share is a part, not what is said of those counted.
SUM = re.compile(r"(?:总?[量额值]|总数|面积|进度|目标|任务|收入|收益|利润|价格|费用|标准|工资)$")
# Of a level just told: 各项存款余额218600万元，增幅9.4%.
GROWTHS = frozenset("增幅 增速 增长率 增长幅度 涨幅 降幅 同比增幅 同比增速".split())
EXTENTS = frozenset("比例 幅度 比率 率".split())  # 招待费减少35万元，压减|比例|达40%
GIVEN = re.compile(
    r"(?:发放|兑现|兑付|落实|拨付|给予|支付)?的?([^\W\d的]{0,10}(?:补贴|补助|奖补|[金款]|贷款|资金|经费|工资))"
    r"(?:户|的?(?:农户|人员|人口|户数|人数|人次))?$"
)
YIELDED = frozenset("增产 减产 增收 减收".split())  # 亩产465公斤，|增产|45公斤


def _only_moves(spot: Spot) -> bool:
    """由120张|扩充|至300张: whether what stands before a second end is but the verb of change."""
    verb = spot.left[0] if 1 < len(spot.left) <= 3 else None
    return verb is not None and verb.word == spot.before.text and verb.tag[0] == "v"


def name_inherited(spot: Spot, change: FoundChange, previous: Named | None) -> Named | None:
    """同比增长13.8%, 单建党组织的8个, 532户1926人: of what was counted before."""
    if previous is None:
        return None
    before, unit = spot.before, spot.quantity.unit
    if before.elided and not spot.after.text:
        return _part_of(spot, previous)
    again = previous.unit != "%" or (previous.action or "") in GROWTHS or change.kind is not None
    extent = before.text in EXTENTS and change.kind is not None
    if (before.text in GROWTHS or extent) and unit == "%" and again:
        return replace(previous, action=before.action, way="inherited")
    bare = spot.clause_start < spot.left_start == spot.quantity.start
    if bare and unit in PEOPLE and previous.unit in ("个", "家", "所"):
        return None  # 26个乡镇|9万人受灾
    if before.action in GAINS and previous.action not in GAINS:
        return None  # 仅此一项|增收30万元
    same = change.relative and before.text in YIELDED and previous.unit == unit
    said = "" if same or (change.leads and _only_moves(spot)) else before.text
    moved = change.relative or change.kind in ("increase_to", "decrease_to")
    if said or not (moved or (bare and not spot.after.text)):
        return None
    return _of_the_same(spot, previous, bare=bare)


def _part_of(spot: Spot, previous: Named) -> Named:
    """其中单建党组织的|8个: those among what was counted before, or their share."""
    before, whole = spot.before, previous.head or ""
    if spot.quantity.unit != "%":
        return Named(f"{before.text}的{whole}", whole, before.action, "inherited")
    if SUM.search(before.text):  # 按投资额的8%
        return Named(f"占{before.text}比例", whole, before.action, "inherited")
    part = previous.part or whole  # 其中流动党员247名，有联系的不足四成: of that part
    return Named(f"{before.text}的{part}占比", part, before.action, "inherited")


def _of_the_same(spot: Spot, previous: Named, *, bare: bool) -> Named:
    """532户|1926人: what was counted before, by its persons or the money that they were given."""
    indicator, unit = previous.indicator or "", spot.quantity.unit
    if unit == "人" and indicator.endswith("户数"):  # 户籍人口430户1520人
        previous = replace(previous, indicator=indicator[:-2] + "人口")
    elif unit == "人" and POOR.search(indicator):
        previous = replace(previous, indicator=indicator[:-1] + "人口")
    elif bare and previous.unit in PEOPLE and is_money(unit):
        given = GIVEN.match(indicator)
        if given:  # 发放租赁补贴7467户|2091万元
            return Named(given[1], given[1], previous.action, "inherited")
    return replace(previous, action=spot.before.action, way="inherited")


# 生产总值增长7%，总量|达到5756亿元; 收入由3亿元增加到9亿元，规模|扩大了2倍
STOCKS = frozenset("总量 总额 总值 规模 经济总量".split())
RATES = ("%", "倍")
SHARED_OUT = re.compile(r"(?:率|占比|比重|比例)$")


def name_stock(reading: Reading, spot: Spot, previous: Named | None) -> Named | None:
    """How much there is of what a rate was told of before, or how much a sum grew by."""
    if previous is None or spot.before.text not in STOCKS or not previous.indicator:
        return None
    if reading.text[spot.left_start : spot.before.start].strip("，,、"):
        return None  # 研发投入|总量|增长16%: of its own
    apart = (previous.unit in RATES) != (spot.quantity.unit in RATES)
    if not apart or SHARED_OUT.search(previous.indicator):
        return None
    return replace(previous, action=spot.before.action, way="inherited")
