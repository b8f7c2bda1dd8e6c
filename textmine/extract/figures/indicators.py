"""What a figure counts: the shortest noun phrase that stays clear out of context.

Each rule is a function that names a figure or passes; the first that names it wins.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from textmine.detect.units import load_units
from textmine.extract.figures.before import (
    MONEY,
    name_attribute,
    name_before,
    name_employed,
    name_listed_place,
    name_passed,
    name_relative,
    name_spent,
    name_threshold,
)
from textmine.extract.figures.behind import name_behind, name_being, name_held, name_owned
from textmine.extract.figures.changes import FoundChange
from textmine.extract.figures.classes import (
    name_class,
    name_group,
    name_manner,
    name_part,
    name_step,
)
from textmine.extract.figures.context import enrich
from textmine.extract.figures.earned import name_earned
from textmine.extract.figures.given import name_given
from textmine.extract.figures.norms import (
    PER,
    name_discount,
    name_distance,
    name_each,
    name_limit,
    name_often,
    name_parted,
    name_rank,
)
from textmine.extract.figures.owners import (
    BECOMING,
    MEMBERS,
    denied,
    fill_bare,
    name_payer,
    name_rate,
    name_wage,
    said,
)
from textmine.extract.figures.ranked import name_extreme, name_like, name_ranked
from textmine.extract.figures.reaching import name_reaching
from textmine.extract.figures.reading import LISTING, Named, Reading
from textmine.extract.figures.served import UNITS as SERVED_IN
from textmine.extract.figures.served import name_served
from textmine.extract.figures.shares import (
    name_acting,
    name_ahead,
    name_among,
    name_gap,
    name_portion,
    name_recovered,
    name_share,
    name_taken,
    name_use,
)
from textmine.extract.figures.sizes import (
    name_dimension,
    name_ground,
    name_housed,
    name_household,
    name_inhabitants,
)
from textmine.extract.figures.standards import name_premium, name_standard
from textmine.extract.lexicon import load_lexicon
from textmine.extract.phrases.clauses import Spot
from textmine.extract.phrases.nouns import AREAS, PEOPLE, is_count, is_money

Rule = Callable[[Reading, Spot, Named | None], Named | None]

# Whom a thing reaches does not become what later figures are about.
REACHED = frozenset("带动 吸纳 惠及 覆盖 辐射 安置 受益".split())
STAFF = frozenset({"从业人员", "员工", "职工", "从业者", "就业人员"})


def name_figure(reading: Reading, spot: Spot, change: FoundChange, previous: Named | None) -> Named:
    """The indicator of *spot*; *previous* is the figure before it in the sentence."""
    if previous and previous.way == "class":
        previous = replace(previous, indicator=previous.head)
    rules = _rules_for(spot.quantity.unit, previous is not None)
    named = (
        _first(rules.told, reading, spot, previous)
        or (None if spot.after.text else _first(rules.among, reading, spot, previous))
        or _name_inherited(spot, change, previous)
        or (_first(rules.behind, reading, spot, previous) if spot.is_followed else None)
        or _first(rules.before if spot.before.text else rules.unsaid, reading, spot, previous)
        or _first(ALONE, reading, spot, previous)
        or _name_by_deed(reading, spot, previous)
    )
    named = fill_bare(reading, spot, named, previous)
    named = enrich(reading, spot, name_part(reading, spot, named, previous), previous)
    if spot.is_each:
        named = name_each(reading, spot, name_often(reading, spot, named), previous)
    return _finish(reading, spot, named, previous)


# What became of those counted, behind homes and heads: 2456户、5401人|尚未|脱贫.
FATE = re.compile(
    r"(?:[、和及]?[\d.,]+万?[余多]?人口?)?(?:已经?|全部|均|都|实现|尚|还)*(未?(?:脱贫|返贫|致贫|参保|参合|返乡|搬迁))(?=[，,。；;、）)]|$)"
)


def _name_fate(reading: Reading, spot: Spot, _: Named | None) -> Named | None:
    """未脱贫户, 未脱贫人口: what became of those counted, in one verb."""
    fate = FATE.match(reading.text, spot.quantity.end, spot.clause_end)
    return Named(fate[1] + MEMBERS[spot.quantity.unit], None, None, "deed") if fate else None


RATIO: tuple[Rule, ...] = (
    name_discount, name_premium, name_parted, name_among, name_recovered, name_share,
    name_portion, name_taken, name_use, name_acting,
)  # fmt: skip
# Units that say what a figure may be, before anything around it is read.
BY_UNIT: dict[str, tuple[Rule, ...]] = {
    "%": RATIO,
    "倍": (name_recovered,),
    "元": (name_premium, name_standard, name_dimension, name_given),
    "位": (name_rank,),
    "户": (_name_fate, name_inhabitants),
    "人": (_name_fate, name_household, name_inhabitants),
    "口": (name_household,),
    **dict.fromkeys(("间", "栋", "孔", "座"), (name_housed,)),
    **dict.fromkeys(("公里", "里", "米", "千米"), (name_distance, name_dimension)),
    **dict.fromkeys(AREAS, (name_dimension, name_ground)),
    **dict.fromkeys(("立方米", "吨"), (name_dimension,)),
}


def _first(
    rules: tuple[Rule, ...], reading: Reading, spot: Spot, previous: Named | None
) -> Named | None:
    for rule in rules:
        named = rule(reading, spot, previous)
        if named is not None:
            return named
    return None


def _finish(reading: Reading, spot: Spot, named: Named, previous: Named | None) -> Named:
    """With 每年 and the like, and with the head that later figures may leave out."""
    indicator, head = named.indicator, named.head
    each = EACH_LAST.fullmatch(indicator) if indicator and "每" in indicator else None
    indicator = each[3] + (each[1] or "") + each[2] if each else indicator  # 补助|每生
    per = None
    if spot.is_each:
        per = PER.search(reading.text, spot.clause_start, spot.quantity.start)
    fresh = previous is None or indicator != previous.indicator
    if (
        indicator
        and per
        and fresh
        and per[0] not in indicator
        and spot.quantity.unit not in ("%", "百分点")
    ):
        own = EACH_UNIT.match(indicator)
        if own and own[0] + per[0] in reading.text[spot.clause_start : spot.quantity.start]:
            indicator = own[0] + per[0] + indicator[own.end() :]  # 每生|每天
        else:
            indicator = per[0] + indicator.removeprefix(per[0])
    part = named.part if named.way == "class" else None
    if previous and reading.is_part(spot):
        head, part = previous.head, named.head
    if previous and previous.head and (named.action in REACHED or named.indicator in STAFF):
        head = previous.head  # 创办企业64家，带动就业2300人，实现产值…: of the enterprises
    if previous and previous.action in REACHED and spot.clause_start < spot.left_start:
        head = previous.head  # 辐射周边6个乡镇38个村，年产值…: not of the villages
    if indicator and indicator[-2:] in DOUBLED and indicator[-4:-2] == indicator[-2:]:
        indicator = indicator[:-2]
    if indicator and is_money(spot.quantity.unit) and FOUND.search(indicator):
        indicator += "资金"  # 市财政安排|300万元
    lead = named.action or _lead(reading, spot, previous)
    return Named(indicator, head, named.action, named.way, spot.quantity.unit, part, lead)


def _lead(reading: Reading, spot: Spot, previous: Named | None) -> str | None:
    """The verb of a list: of 服务企业70家, or that of the figure before in the list."""
    if previous and reading.text[spot.left_start : spot.left_start + 1] in LISTING:
        return previous.lead
    said = SERVED.fullmatch(spot.before.text) if len(spot.before.text) in (4, 5) else None
    return said["verb"] if said else None


SERVED = re.compile(
    r"年?(?P<verb>服务|覆盖|走访|慰问|接待|帮扶|存栏|出栏|救助|资助|辐射)"
    r"(?:企业|商户|单位|家庭|群众|居民|农户|游客|老人|职工|学生|党员|生猪|肉牛|肉羊|奶牛|家禽)"
)
FOUND = re.compile(r"(?:筹措|筹集|争取|安排|拨付|下拨|落实|整合|拿出|拨出|筹得|^投入)$")
EACH_UNIT = re.compile(r"每[^\W\d每]")
EACH_LAST = re.compile(r"(每[^\W\d每])?((?!每)..+?)((?:每[^\W\d每]){1,2})")
POOR = re.compile(r"(?:脱贫|返贫|贫困|低保|搬迁|移民|五保|监测|风险)户$")  # 脱贫户97户412人
# Of a level just told: 各项存款余额218600万元，增幅9.4%.
GROWTHS = frozenset("增幅 增速 增长率 增长幅度 涨幅 降幅 同比增幅 同比增速".split())


DOUBLED = frozenset("投资 收入 面积 产值 总额 占比 比重 资金".split())  # 总投资投资


def _name_inherited(spot: Spot, change: FoundChange, previous: Named | None) -> Named | None:
    """同比增长13.8%, 单建党组织的8个, 532户1926人: of what was counted before."""
    if previous is None:
        return None
    before = spot.before
    if before.elided and not spot.after.text:
        whole = previous.head or ""
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
    if not before.text and (moved or (bare and not spot.after.text)):
        homes = (previous.indicator or "").endswith("户数") and spot.quantity.unit == "人"
        if homes and previous.indicator:  # 户籍人口430户1520人
            previous = replace(previous, indicator=previous.indicator[:-2] + "人口")
        elif spot.quantity.unit == "人" and previous.indicator and POOR.search(previous.indicator):
            previous = replace(previous, indicator=previous.indicator[:-1] + "人口")
        return replace(previous, action=before.action, way="inherited")
    return None


# 1.2万人|出行绕道|的历史结束了: what became of something of theirs
UNTIL_OF = re.compile(
    r"(?<=[^的]{2})的[^的]*(?:结束|终结|了结|改变|好转|缓解|消失|成真|改善|提高|提升|增加|减少)$"
)
GAINS = frozenset("增收 创收 节支 增产 增效 减支 减亏".split())
HEADS = frozenset({"人", "名", "位"})  # units of one kind


# ---- no phrase at all -------------------------------------------------------------------------
def _name_by_predicate(reading: Reading, spot: Spot, previous: Named | None) -> Named | None:
    """其中3.3万件提交会议审议, 有238人入党: what those counted do."""
    if spot.after.text:
        return None
    unit, head = spot.quantity.unit, previous.head if previous else None
    predicate = UNTIL_OF.sub("", reading.predicate(spot, spot.quantity.end))
    same_kind = previous is not None and (previous.unit == unit or {previous.unit, unit} <= HEADS)
    if len(predicate) > 3 and unit in ("人次", "户次"):  # 150多人次|反映问题
        return Named(predicate, None, None, "deed")
    if predicate and unit in PEOPLE and (not same_kind or not head):
        souls = reading.text[spot.quantity.unit_end - 1] == "口"  # 64.6万人口受益
        whole = f"{predicate}的{PEOPLE[unit] if souls else PEOPLE[unit].replace('人口', '人员')}"
        return Named(whole, None, None, "deed")
    return Named(f"{predicate}的{head}", head, None, "deed") if predicate and head else None


def _name_by_action(reading: Reading, spot: Spot, previous: Named | None) -> Named | None:
    """收集问题528个、解决481个; 惠及企业3191家、124.5万人次: the verb, and what was counted."""
    unit, action = spot.quantity.unit, spot.before.action
    head = previous.head if previous and previous.head != PEOPLE.get(unit) else None
    same_kind = previous is not None and (previous.unit == unit or {previous.unit, unit} <= HEADS)
    if action and head and same_kind and action not in GAINS:
        return Named(said(action, head, unit), head, action, "deed")
    if unit not in PEOPLE or same_kind:
        return None
    shared = previous.action if previous and reading.is_listed(spot) else None
    verb = action or shared or ""
    if verb in BECOMING and unit in MEMBERS:
        return Named(denied(spot) + verb + MEMBERS[unit], None, action, "deed")
    thing = PEOPLE[unit] if verb or unit != "户" else "户数"
    if verb and unit == "人" and verb not in COVERING:  # 发动|参加900人
        thing, verb = "人数", _verbs_before(spot, verb)
    return Named(verb + thing, PEOPLE[unit], action, "deed")


SUMS = frozenset("共计 合计 总计 累计 共".split())
COVERING = frozenset("覆盖 惠及 受益 受灾 转移 供应 减少 新增 增加 净增".split())


def _verbs_before(spot: Spot, verb: str) -> str:
    """动员参与, 服务辐射: a verb with the one right before it."""
    at = next((i for i, token in enumerate(spot.left) if token.word == verb), 0)
    ahead = spot.left[at - 1] if at else None
    pairs = ahead is not None and len(ahead.word) == 2 and ahead.word in load_lexicon().actions
    return ahead.word + verb if ahead and pairs else verb


def _name_by_deed(reading: Reading, spot: Spot, previous: Named | None) -> Named:
    """The figure before, or the clause before, tells."""
    action = spot.before.action
    if previous is not None and not action:
        summed = previous.way == "norm" and not SUMS.isdisjoint(spot.before.links)
        if summed and previous.head:  # 按每村5万元的标准落实办公经费，共计60万元
            previous = replace(previous, indicator=previous.head)
        return replace(previous, action=action, way="deed")
    named = action or reading.object_before(spot)
    if named and not action and is_money(spot.quantity.unit) and not MONEY.search(named):
        named += "资金"  # 建起饲养场，我拿了4000元
    return Named(named or None, named or None, action, "deed")


# Where no noun stands behind: how many of a class, a step or a part of those counted before.
AMONG: tuple[Rule, ...] = (name_class, name_step, name_group, name_manner)
BEHIND: tuple[Rule, ...] = (name_held, name_owned, name_being, name_reaching, name_behind)


BEFORE: tuple[Rule, ...] = (
    name_earned,
    name_extreme,
    name_employed,
    name_rate,
    name_wage,
    name_listed_place,
    name_attribute,
    name_spent,
    name_threshold,
    name_relative,
    name_served,
    name_before,
)
# Those that may name a figure before which stands a verb only, or nothing.
UNSAID: tuple[Rule, ...] = (
    name_earned, name_extreme, name_ranked, name_like,
    name_employed, name_attribute, name_spent, name_passed,
)  # fmt: skip
ALONE: tuple[Rule, ...] = (name_payer, _name_by_predicate, _name_by_action)
# Rules of some units only, and rules that name nothing where no figure stands before.
FOR_UNITS: dict[Rule, Callable[[str], bool]] = {
    name_being: AREAS.__contains__,
    name_reaching: is_count,
    name_earned: is_money,
    name_employed: PEOPLE.__contains__,
    name_served: SERVED_IN.__contains__,
}
FOLLOWING = frozenset(
    {name_class, name_step, name_manner, name_extreme, name_wage, name_listed_place}
)


class Rules(NamedTuple):
    """The rules that may name a figure of some unit, in the order in which they are tried."""

    told: tuple[Rule, ...]  # by its unit, or by the few words before it
    among: tuple[Rule, ...]  # as part of what was counted before
    behind: tuple[Rule, ...]  # by the noun behind
    before: tuple[Rule, ...]  # by the phrase before
    unsaid: tuple[Rule, ...]  # by a verb before, or by the figure before


@lru_cache(maxsize=8192)
def _rules_for(unit: str, follows: bool) -> Rules:
    """Those for a unit; *follows* says whether a figure stands before in the sentence."""
    known = load_units().by_name.get(unit)
    told = (name_limit,) if known and known.dimension == "time" else BY_UNIT.get(unit, ())

    def fits(rule: Rule) -> bool:
        may = FOR_UNITS.get(rule)
        return (may is None or may(unit)) and (follows or rule not in FOLLOWING)

    lists = ((*told, name_gap, name_ahead), AMONG, BEHIND, BEFORE, UNSAID)
    return Rules(*(tuple(filter(fits, rules)) for rules in lists))
