"""What a figure counts: the shortest noun phrase that stays clear out of context.

Each rule is a function that names a figure or passes; the first that names it wins.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from textmine.detect.units import load_units
from textmine.extract.changes import FoundChange
from textmine.extract.clauses import Spot
from textmine.extract.counted import PERSON, counted_persons, relative_head
from textmine.extract.lexicon import load_lexicon
from textmine.extract.owners import fill_bare, is_money, name_payer, name_rate, name_wage, said
from textmine.extract.phrase_after import phrase_after
from textmine.extract.phrases import PER_PERSON
from textmine.extract.reading import LISTING, Named, Reading
from textmine.extract.shares import name_ahead, name_gap, name_share, name_use

Rule = Callable[[Reading, Spot, Named | None], Named | None]

# What a bare unit counts, where nothing else says it.
PEOPLE = {"人": "人口", "户": "农户", "人次": "人次", "名": "人员", "位": "人员"}
# Whom a thing reaches does not become what later figures are about.
REACHED = frozenset("带动 吸纳 惠及 覆盖 辐射 安置 受益".split())
TAUGHT = frozenset("培训 轮训 巡诊 体检 考察 演出 宣讲 宣传 义诊 指导 服务 走访 慰问".split())
# Whom one asks or moves to do something: they are counted by what they did.
ASKING = frozenset(
    "引导 组织 动员 鼓励 支持 带领 发动 号召 引领 推动 督促 指导 帮助 吸引 召集 安排".split()
)
DEEDS = frozenset({"人次", "户次", "车次", "场次"})
RATIOS = frozenset({"%", "‰", "百分点", "倍"})
MANNERS = frozenset({"联合", "单独", "挂靠", "独立", "合作"})  # 联合|组建14个
PICKED = frozenset({"有", "其中", "又有", "还有", "已有", "就有"})
# 年产3000吨食材: the verb names the figure, the noun follows.
YIELDS = frozenset("年产 日产 年加工 年处理 年出栏 年存栏 年销售 日处理 占地".split())
FUNDS = frozenset({"资金", "贷款"})  # are named with who gives them
TREATED = re.compile(r"^进行(?=.)")
PER = re.compile(r"(?<!每人)(?<!每户)(?<!每亩)每(?:年|半年|季度|月|周|个?季度|学期|两年|天|日)")
AMONG = re.compile(r"每(?:百|千|万|亿|十万)[^，,。；;]{1,8}$")  # 每千名老人拥有养老床位
PLANNED = re.compile(r"(?:计划|概算|预计|规划|累计|已?完成|总)投资")
PAID = re.compile(r"^.{0,6}财政(?=(?:投入|投资|补助|补贴|安排|拨款|拨付|列支)$)")
GRADE = re.compile(r"(?:国家|省|市|县|区|镇|乡|村|部|中央|地|厅|世界)级")
SIZE = re.compile(
    r"(?:播种|种植|建筑|占地|养殖|经营|流转|耕地)?(?:面积|产量|总产|产值|长度|总数|占地)$"
)
# What is measured by the figure behind it, whatever follows (人均纯收入8274元).
VALUED = re.compile(
    r"(?:收入|支出|产值|总值|产量|面积|率|额|投资|投入|资金|经费|价|价格|成本|利润|税收|比例|比重"
    r"|占比|工资|报酬|标准|规模|能力|量|值|长度|里程|总计|存款|贷款|资本|补贴|补助)$"
)


def name_figure(reading: Reading, spot: Spot, change: FoundChange, previous: Named | None) -> Named:
    """The indicator of *spot*; *previous* is the figure before it in the sentence."""
    if previous and previous.way == "class":
        previous = replace(previous, indicator=previous.head)
    named = (
        name_share(reading, spot, previous)
        or name_use(reading, spot, previous)
        or name_gap(reading, spot, previous)
        or name_ahead(reading, spot)
        or _name_class(reading, spot, previous)
        or _name_inherited(spot, change, previous)
        or _first(BEHIND, reading, spot, previous)
        or _first(BEFORE, reading, spot, previous)
        or _first(ALONE, reading, spot, previous)
        or _name_by_deed(reading, spot, previous)
    )
    named = fill_bare(reading, spot, named, previous)
    return _finish(reading, spot, named, previous)


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
    per = None
    if "每" in reading.text[spot.clause_start : spot.quantity.start]:
        per = PER.search(reading.text, spot.clause_start, spot.quantity.start)
    fresh = previous is None or indicator != previous.indicator
    if indicator and per and fresh and spot.quantity.unit not in ("%", "百分点"):
        indicator = per[0] + indicator.removeprefix(per[0])
    if previous and reading.is_part(spot):
        head = previous.head
    if previous and previous.head and named.action in REACHED:
        head = previous.head  # 创办企业64家，带动就业2300人，实现产值…: of the enterprises
    return Named(indicator, head, named.action, named.way, spot.quantity.unit)


def _name_inherited(spot: Spot, change: FoundChange, previous: Named | None) -> Named | None:
    """同比增长13.8%, 单建党组织的8个, 532户1926人: of what was counted before."""
    if previous is None:
        return None
    before = spot.before
    if before.elided and not spot.after.text:
        whole = f"{before.text}的{previous.head or ''}"
        return Named(whole, previous.head, before.action, "inherited")
    bare = spot.clause_start < spot.left_start == spot.quantity.start
    moved = change.relative or change.kind in ("increase_to", "decrease_to")
    if not before.text and (moved or (bare and not spot.after.text)):
        return replace(previous, action=before.action, way="inherited")
    return None


# ---- the phrase behind ------------------------------------------------------------------------
def _name_owned(reading: Reading, spot: Spot, _: Named | None) -> Named | None:
    """22公里的内环线, 6成的流动党员有返乡打算: what stands behind 的."""
    before = spot.before
    linked = bool(spot.right) and spot.right[0].word == "的"
    if not linked or spot.after.text or before.text or before.action in load_lexicon().spending:
        return None
    phrase = phrase_after(reading.text, spot.right[1:])
    if not phrase.text or spot.quantity.unit != "%":
        return Named(phrase.text, phrase.text, before.action) if phrase.text else None
    if MEASURE.search(phrase.text):  # 按6%的比例固定分红
        deed = reading.predicate(spot, phrase.start + len(phrase.text))
        return Named(deed + phrase.text, phrase.text, None)
    deed = reading.predicate(spot, phrase.start + len(phrase.text))
    whole = f"{deed}的{phrase.text}" if deed else phrase.text
    return Named(whole + "占比", phrase.text, None)


MEASURE = re.compile(r"(?:比例|比重|标准|速度|幅度|增速|利率|价格|折扣|份额)$")


# How a thing is done, which jieba takes for a noun.
HOW = frozenset("高质量 高水平 高标准 高效 高效率 大规模".split())


def _name_behind(reading: Reading, spot: Spot, _: Named | None) -> Named | None:
    """17个联合党总支: the noun behind the number."""
    phrase, before, unit = spot.after.text, spot.before, spot.quantity.unit
    if phrase and before.text in YIELDS:
        return Named(phrase + before.text, phrase, before.action, "behind")
    measured = unit in RATIOS or VALUED.search(before.text) is not None
    if not phrase or (before.text not in HOW and before.text and measured and not _is_count(unit)):
        return None
    phrase = relative_head(reading, spot) or counted_persons(reading, spot) or phrase
    if before.text.startswith("每") and PERHEAD.match(before.text):
        return Named(f"{before.text}的{phrase}", phrase, before.action, "behind")
    if phrase in load_lexicon().nominal and unit in PEOPLE:
        return Named(phrase + PEOPLE[unit], phrase, before.action)
    if before.action in ASKING and not before.text:
        return Named(_with_deed(reading, spot, phrase), phrase, before.action, "behind")
    if before.text or before.action:
        full = (before.action or "") + phrase if _needs_verb(phrase, before.action) else phrase
        return Named(full, phrase, before.action, "behind")
    return Named(_with_deed(reading, spot, phrase), phrase, None, "behind")


PERHEAD = re.compile(r"每(?:人|[名个位户村家支组].{1,6}|[^，,。；;]{1,6}[员部户]).{1,4}$")


def _with_deed(reading: Reading, spot: Spot, phrase: str) -> str:
    """17个村建立了党组织: with what those counted do, where it is short or picks them out."""
    end = spot.after.start + len(phrase)
    if reading.text[end : end + 1] in LISTING or reading.is_listed(spot):
        return phrase
    deed = reading.predicate(spot, end)
    picked = TREATED.match(deed) is not None or not PICKED.isdisjoint(spot.before.links[:2])
    deed = TREATED.sub("", deed)
    opens = spot.clause_start == spot.left_start == spot.quantity.start
    short = len(phrase) <= 3 or (
        opens and len(phrase) <= 6 and len(deed) <= 8 and not deed.startswith("实现")
    )
    tells = deed and len(deed) <= 12 and (picked or short)
    return f"{deed}的{phrase}" if tells else phrase


def _is_count(unit: str) -> bool:
    known = load_units().by_name.get(unit)
    return known is None or known.dimension == "count"


# ---- the phrase before ------------------------------------------------------------------------
def _name_attribute(reading: Reading, spot: Spot, previous: Named | None) -> Named | None:
    """总投资5亿元, 白酒产业实现营收1500亿元: whose it is."""
    phrase, action = spot.before.text or spot.before.action or "", spot.before.action
    threshold = spot.quantity.modifier and spot.right and spot.right[0].word == "的"
    if phrase not in load_lexicon().attributes or threshold:
        return None
    owner = reading.made_before(spot) or (previous.head if previous else None)
    subject = reading.subject(spot)
    if owner and PERSON.search(owner):
        owner = reading.sentence_subject(spot)
    if not subject and (action is None or action in load_lexicon().light):
        subject = owner or reading.topic(spot)
    if not subject or subject.endswith(phrase):
        return Named((action or "") + phrase if action and not owner else phrase, owner, action)
    return Named(subject + phrase, subject, action, "attribute")


def _name_spent(reading: Reading, spot: Spot, previous: Named | None) -> Named | None:
    """投资100多万元建立起了视频中心: what it went to."""
    before = spot.before
    phrase = PAID.sub("", before.text or before.action or "")
    if phrase not in load_lexicon().spending:
        return None
    owner = previous.head if previous else None
    planned = PLANNED.search(reading.text, spot.clause_start, spot.quantity.start)
    if planned and phrase == "投资" and owner and not owner.endswith("投资"):
        return Named(owner + phrase, owner, before.action, "attribute")
    thing = reading.object_behind(spot)
    return Named(thing + phrase.replace("投入", "投资"), thing, phrase, "spent") if thing else None


def _name_threshold(reading: Reading, spot: Spot, _: Named | None) -> Named | None:
    """收入5万元以上的村有412个."""
    phrase = spot.before.text
    if not phrase or not reading.follows_threshold(spot):
        return None
    if len(phrase) < 4:
        phrase = reading.threshold_phrase(spot.clause_start, spot.quantity.start) or phrase
    return Named(phrase, phrase, spot.before.action)


def _name_relative(reading: Reading, spot: Spot, previous: Named | None) -> Named | None:
    """村均401万元, 每千名老人拥有养老床位53张, 省级74家, 联合组建14个: said with another noun."""
    before = spot.before
    phrase, owner = before.text, previous.head if previous else None
    if phrase in PER_PERSON and previous and previous.indicator:
        return Named(phrase + previous.indicator, owner, before.action)
    among = AMONG.search(reading.text, spot.left_start, max(before.start, 0)) if phrase else None
    if among:
        return Named(among[0] + phrase, phrase, before.action)
    if owner and GRADE.fullmatch(phrase):
        return Named(phrase + GRADE.sub("", owner, count=1), owner, before.action)
    if owner and before.action and phrase in MANNERS:
        return Named(f"{phrase}{before.action}的{owner}", owner, before.action, "deed")
    return None


def _name_before(reading: Reading, spot: Spot, _: Named | None) -> Named | None:
    """农民人均纯收入8274元: the phrase before the number."""
    lexicon, before, unit = load_lexicon(), spot.before, spot.quantity.unit
    phrase, action = before.text, before.action or ""
    if not phrase:
        return None
    if not action and unit in PEOPLE and phrase in lexicon.modifiers | lexicon.nominal:
        return Named(phrase + PEOPLE[unit], phrase, None)
    follows = bool(action) and reading.text.startswith(action, before.start + len(phrase))
    if follows and len(phrase) == 2:  # 沿线|创收
        return Named(phrase + action, phrase, action)
    if unit in DEEDS and action in TAUGHT:
        phrase += action
    elif is_money(unit) and action in lexicon.trading:
        phrase = action + phrase
    elif _needs_verb(phrase, action):
        phrase = (reading.subject(spot) if phrase in FUNDS else "") + action + phrase
    head = None if before.elided else SIZE.sub("", before.text) or before.text
    return Named(phrase, head, before.action)


def _needs_verb(phrase: str, action: str | None) -> bool:
    """A noun of two characters says too little alone: 流转土地, 创办企业, 拨付资金."""
    lexicon = load_lexicon()
    if not action or action in lexicon.light | lexicon.shifts | ASKING:
        return False
    return phrase in lexicon.generic or (len(phrase) == len(action) == 2)


# ---- no phrase at all -------------------------------------------------------------------------
def _name_by_predicate(reading: Reading, spot: Spot, previous: Named | None) -> Named | None:
    """其中3.3万件提交会议审议, 有238人入党: what those counted do."""
    if spot.after.text:
        return None
    unit, head = spot.quantity.unit, previous.head if previous else None
    predicate = reading.predicate(spot, spot.quantity.end)
    same_kind = previous is not None and previous.unit == unit
    if predicate and unit in PEOPLE and (not same_kind or not head):
        whole = f"{predicate}的{PEOPLE[unit].replace('人口', '人员')}"
        return Named(whole, None, None, "deed")
    return Named(f"{predicate}的{head}", head, None, "deed") if predicate and head else None


EMPLOYED = re.compile(
    r"((?:城镇|全年|农村|失业人员|困难人员|高校毕业生|劳动力|贫困|返乡|退役军人)*(?:新增|转移|再|实现|吸纳|带动|稳定|帮扶|灵活)*就业)"
    r"(?:人数)?(?:再?超过?|达到?|约|近)?$"
)


def _name_employed(reading: Reading, spot: Spot, _: Named | None) -> Named | None:
    if spot.quantity.unit not in PEOPLE or "就业" not in spot.before.text + (
        spot.before.action or ""
    ):
        return None
    match = EMPLOYED.search(reading.text, spot.left_start, spot.quantity.start)
    return Named(match[1], match[1], spot.before.action) if match else None


def _name_by_action(reading: Reading, spot: Spot, previous: Named | None) -> Named | None:
    """收集问题528个、解决481个; 惠及企业3191家、124.5万人次: the verb, and what was counted."""
    unit, action = spot.quantity.unit, spot.before.action
    head = previous.head if previous else None
    same_kind = previous is not None and previous.unit == unit
    if action and head and same_kind:
        return Named(said(action, head, unit), head, action, "deed")
    if unit not in PEOPLE or same_kind:
        return None
    shared = previous.action if previous and reading.is_listed(spot) else None
    return Named((action or shared or "") + PEOPLE[unit], PEOPLE[unit], action, "deed")


def _name_by_deed(reading: Reading, spot: Spot, previous: Named | None) -> Named:
    """The figure before, or the clause before, tells."""
    action = spot.before.action
    if previous is not None and not action:
        return replace(previous, action=action, way="deed")
    named = action or reading.object_before(spot)
    return Named(named or None, named or None, action, "deed")


BEHIND: tuple[Rule, ...] = (_name_owned, _name_behind)


CLASS = re.compile(r"以上|以下|以内|[至到~～—-]|超过?|不足|不到|低于|高于")


def _name_class(reading: Reading, spot: Spot, previous: Named | None) -> Named | None:
    """按收入划分，5万元以下的|29个: how many of a class."""
    if (
        previous is None
        or spot.after.text
        or spot.before.text
        or previous.unit == spot.quantity.unit
    ):
        return None
    if reading.text[spot.left_start : spot.quantity.start] not in ("的", "的有", "的共"):
        return None
    limit = reading.text[spot.clause_start : spot.left_start]
    if not CLASS.search(limit):
        return None
    measured = re.sub(r"\d.*|的.*", "", previous.indicator or "")
    if not measured or len(limit) > 14:
        return None
    return Named(f"{measured.removesuffix(limit)}{limit}", measured, None, "class")


BEFORE: tuple[Rule, ...] = (
    _name_employed,
    name_rate,
    name_wage,
    _name_attribute,
    _name_spent,
    _name_threshold,
    _name_relative,
    _name_before,
)
ALONE: tuple[Rule, ...] = (name_payer, _name_by_predicate, _name_by_action)
