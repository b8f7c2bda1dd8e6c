"""Figures of what was counted before: 同比增长13.8%, 其中单建党组织的8个, 532户1926人."""

from __future__ import annotations

import re
from dataclasses import replace

from textmine.extract.figures.by_deed.deeds import GAINS
from textmine.extract.figures.changes import FoundChange
from textmine.extract.figures.reading import Named
from textmine.extract.phrases.clauses import Spot
from textmine.extract.phrases.nouns import PEOPLE, is_money

POOR = re.compile(r"(?:脱贫|返贫|贫困|低保|搬迁|移民|五保|监测|风险)户$")  # 脱贫户97户412人
# Of a level just told: 各项存款余额218600万元，增幅9.4%.
# Of which a share is a part, not what is said of those counted.
SUM = re.compile(r"(?:总?[量额值]|总数|面积|进度|目标|任务|收入|收益|利润|价格|费用|标准|工资)$")
GROWTHS = frozenset("增幅 增速 增长率 增长幅度 涨幅 降幅 同比增幅 同比增速".split())


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
    before = spot.before
    if before.elided and not spot.after.text:
        whole = previous.head or ""
        if spot.quantity.unit == "%" and SUM.search(before.text):  # 按投资额的8%
            return Named(f"占{before.text}比例", whole, before.action, "inherited")
        if spot.quantity.unit == "%":  # 其中流动党员247名，有联系的不足四成: of that part
            share = f"{before.text}的{previous.part or whole}占比"
            return Named(share, previous.part or whole, before.action, "inherited")
        return Named(f"{before.text}的{whole}", whole, before.action, "inherited")
    again = previous.unit != "%" or (previous.action or "") in GROWTHS or change.kind is not None
    if before.text in GROWTHS and spot.quantity.unit == "%" and again:
        return replace(previous, action=before.action, way="inherited")
    bare = spot.clause_start < spot.left_start == spot.quantity.start
    if bare and spot.quantity.unit in PEOPLE and previous.unit in ("个", "家", "所"):
        return None  # 26个乡镇|9万人受灾
    moved = change.relative or change.kind in ("increase_to", "decrease_to")
    if before.action in GAINS and previous.action not in GAINS:
        return None  # 仅此一项|增收30万元
    same = change.relative and before.text in YIELDED and previous.unit == spot.quantity.unit
    said = "" if same or (change.leads and _only_moves(spot)) else before.text
    if not said and (moved or (bare and not spot.after.text)):
        homes = (previous.indicator or "").endswith("户数") and spot.quantity.unit == "人"
        if homes and previous.indicator:  # 户籍人口430户1520人
            previous = replace(previous, indicator=previous.indicator[:-2] + "人口")
        elif spot.quantity.unit == "人" and previous.indicator and POOR.search(previous.indicator):
            previous = replace(previous, indicator=previous.indicator[:-1] + "人口")
        elif bare and previous.unit in PEOPLE and is_money(spot.quantity.unit):
            given = GIVEN.match(previous.indicator or "")
            if given:  # 发放租赁补贴7467户|2091万元
                return Named(given[1], given[1], previous.action, "inherited")
        return replace(previous, action=before.action, way="inherited")
    return None
