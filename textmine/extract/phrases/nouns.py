"""Names of figures as nouns: 花椒收购 for 收购花椒, 肉鸡年产量 for 年产肉鸡, 创办的企业."""

from __future__ import annotations

import re
from functools import lru_cache

from textmine.detect.numbers.units import load_units
from textmine.extract.lexicon import load_lexicon

AREAS = frozenset({"亩", "公顷", "平方公里", "平方米"})
TAUGHT = frozenset({"培训", "轮训", "集训"})
YEARLY = re.compile(
    r"^(?P<often>年均?|日均?|月均?)(?:可|能|可以)?(?P<verb>加工|处理|出栏|存栏|销售|产出|产|出口|供应|接待|消耗)(?P<thing>[^率值量能额\W][^\W\d]+)$"
)
TIMES = ("年", "日", "月")  # what it begins with
AMOUNT = tuple("量 额 数 值 率 收入 增收 创收 营收 收益 租金 利润 分红 面积 能力".split())

UNITS_KEPT = 4096  # units about which an answer is kept: those in the text's own words are many


@lru_cache(maxsize=UNITS_KEPT)
def is_money(unit: str) -> bool:
    """Whether a unit is one of money."""
    known = load_units().by_name.get(unit)
    return known is not None and known.dimension == "money"


@lru_cache(maxsize=UNITS_KEPT)
def is_count(unit: str) -> bool:
    """Whether a unit only counts; unknown units do."""
    known = load_units().by_name.get(unit)
    return known is None or known.dimension == "count"


def noun_of_deed(action: str, thing: str, unit: str) -> str:
    """How much of *thing* was sold, planted or taught, as a noun; "" for other deeds."""
    lexicon = load_lexicon()
    if not action or unit in RATIOS or thing.endswith(AMOUNT):
        return ""
    if action in lexicon.planting and unit in AREAS:
        return f"{thing}种植"
    if action in TAUGHT and unit in ("人", "名", "人次"):
        return thing + action if unit == "人次" or not thing.endswith(PERSONS) else ""
    if action not in lexicon.trading or is_count(unit) or unit in AREAS:
        return ""
    return thing + SHORT_DEEDS.get(action, action)


PERSONS = ("员", "人", "干部", "群众", "农民", "者", "户", "师", "工", "民", "生", "骨干")
SHORT_DEEDS = {
    "卖": "销售",
    "卖出": "销售",
    "卖出去": "销售",
    "售出": "销售",
    "出售": "销售",
    "买": "购买",
    "购进": "采购",
}


def noun_of_year(phrase: str) -> str:
    """肉鸡年产量 for 年产肉鸡; "" where the phrase is not of that build."""
    match = YEARLY.match(phrase) if phrase[:1] in TIMES else None
    if match is None or phrase.endswith(AMOUNT):
        return ""
    return f"{match['thing']}{match['often']}{match['verb']}量"


def noun_of_homes(phrase: str) -> str:
    """居民户数, 户籍户数, 每层户数: what a number of homes is called; "" where it is said."""
    if phrase.endswith("人口"):
        return phrase[:-2] + "户数"
    return phrase + "户数" if HOUSED.search(phrase) else ""


HOUSED = re.compile(r"(?:^(?:居民|农民|村民|牧民|群众|移民)|[层楼栋院]|合计)$")


# What a bare unit counts, where nothing else says it.
PEOPLE = {"人": "人口", "户": "农户", "人次": "人次", "名": "人员", "位": "人员"}
# Whom one asks or moves to do something: they are counted by what they did.
ASKING = frozenset(
    "引导 组织 动员 鼓励 支持 带领 发动 号召 引领 推动 督促 指导 帮助 吸引 召集 安排"
    " 吸收 吸纳 推选 推荐 选派 抽调 下派".split()
)
DEEDS = frozenset({"人次", "户次", "车次", "场次"})
RATIOS = frozenset({"%", "‰", "百分点", "倍"})
# Whom something benefits: 惠及农户2万户.
BENEFITING = frozenset({"惠及", "惠及到", "造福"})


SHELLS = frozenset("款金费物")  # 分红款, 入股金
RENEWED = re.compile(r"[新改扩复重][建修造种垦购聘招设增办编]")


def joined(action: str, thing: str) -> str:
    """流转土地, 创办的企业: a verb that is no part of names takes 的."""
    lexicon = load_lexicon()
    known = action in lexicon.nominal or thing in lexicon.actions or thing in SHELLS
    return action + thing if known or RENEWED.match(action) else f"{action}的{thing}"


def needs_verb(phrase: str, action: str | None) -> bool:
    """A noun of two characters says too little alone: 流转土地, 创办企业, 拨付资金."""
    lexicon = load_lexicon()
    if not action or action in lexicon.light or action in lexicon.shifts or action in ASKING:
        return False
    if len(phrase) == 1:  # 走访32个村
        return len(action) == 2
    return phrase in lexicon.generic or (len(phrase) == len(action) == 2)
