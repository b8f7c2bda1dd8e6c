"""Measures of a thing told before them, with whose they are: 总投资5亿元 of 白酒产业园."""

from __future__ import annotations

import re

from textmine.extract.figures.by_noun.counted import PERSON
from textmine.extract.figures.reading import Named, Reading
from textmine.extract.lexicon import load_lexicon
from textmine.extract.phrases.clauses import Spot, counts_bounded

# Of a measure, no further measure is (出口创汇1.9亿美元，利税1.7亿元).
MEASURES = re.compile(
    r"(?:人口|户数|收入|产值|创汇|税收|利润|利税|支出|总值|增加值|产量|余额|面积|占地|年龄|长度|里程|全长|总长|[^\W\d力质能较考测胆]量|总数|率|总额|金额|销售额|营业额|零售额|交易额)$"
)


def name_attribute(reading: Reading, spot: Spot, previous: Named | None) -> Named | None:
    """总投资5亿元, 白酒产业实现营收1500亿元: whose it is."""
    phrase, action = spot.before.text or spot.before.action or "", spot.before.action
    threshold = spot.quantity.modifier and spot.right and spot.right[0].word == "的"
    planned = phrase[:1] in MEASURE_BEGINS and MEASURE.fullmatch(phrase)
    if threshold or not (planned or phrase in load_lexicon().attributes):
        return None
    earned = action in EARNING
    if earned and action != phrase:  # 社员|分红300元
        return None
    if reading.text[max(0, spot.before.start - 2) : spot.before.start] == "辖区":
        return Named("辖区" + phrase, None, action, "attribute")
    owner = _owner_before(reading, spot, phrase, previous)
    subject = reading.subject(spot)
    if not subject and (action is None or action in load_lexicon().light):
        subject = owner or _topic_of(reading, spot, phrase)
    if not subject or subject.endswith((phrase, "人口")) or MEASURES.search(subject):
        bounded = counts_bounded(reading.text, spot.quantity.end, spot.right_end)
        idle = owner or earned or bounded or action in load_lexicon().light
        done = "" if idle else action or ""
        return Named(done + phrase, owner, action)
    grown = action if action in load_lexicon().nominal and phrase in GROWTHS else ""
    return Named(f"{subject}{grown}{phrase}", subject, action, "attribute")


def _owner_before(reading: Reading, spot: Spot, phrase: str, previous: Named | None) -> str:
    """What was made or counted right before a measure, where it may own one."""
    if phrase in STOCKS and previous and previous.head and reading.text[spot.left_start] in "、，,":
        return previous.head  # 净增店铺17户、总数169户
    told = (previous.part or previous.head) if previous else None  # 其中工业项目6个、总投资2亿元
    owner = _whose(reading.made_before(spot) or told)
    if MEASURES.search(owner):
        return ""
    if owner and PERSON.search(owner) and not OF_PERSONS.search(phrase):
        return reading.sentence_subject(spot)
    return owner


STOCKS = frozenset({"总数", "总量"})


def _topic_of(reading: Reading, spot: Spot, phrase: str) -> str:
    """What the clause before, the label or the thing last built gives to a measure."""
    topic = _whose(reading.topic(spot)) or reading.label(spot)
    if topic or not BUILT.fullmatch(phrase):
        return topic
    return reading.last_phrase(spot, BUILDINGS, beyond=True)


GROWTHS = frozenset("增速 增幅 涨幅 降幅".split())  # 纺织品|出口|增速: of the deed
MEASURE_BEGINS = frozenset("规设授注概核计")
# 规划面积, 授信金额: which measure of it, and not whose
MEASURE = re.compile(
    r"(?:规划|设计|授信|注册|概算|核定|计划)总?(?:用地|建筑)?(?:面积|金额|总额|额度|投资|产能|规模|容量|库容|资[金本])"
)
# What only a thing that was built has, and such things.
BUILT = re.compile(
    r"(?:总?占地|总?建筑|总|使用|规划|营业)?面积|总?占地|总投资|库容|装机容量|藏书|床位"
)
BUILDINGS = re.compile(
    r"(?:馆|中心|站|园|园区|厂|公司|基地|医院|学校|小学|项目|工程|车间|市场|广场|公园|水库|电站|大棚|小区|大楼|食堂|驿站)$"
)
OF_PERSONS = re.compile(r"(?:年龄|工资|薪|学历|党龄|工龄|报酬)$")


def _whose(owner: str | None) -> str:
    """项目 of 项目总投资: a measure owns no other."""
    if WORKED.search(owner or ""):
        return ""
    thing = TRADED.sub("", owner or "")  # 收购花椒71吨，销售收入…: of the pepper
    return OWN_SUM.sub("", ONE.sub("", thing))


TRADED = re.compile(
    r"^(?:年产|日产|收购|种植|栽种|养殖)(?!基地|中心|大?户|业|场|园|区)(?=[^\W\d]{2,8}$)"
)
# Work and matter moved own nothing: 完成土石方21万立方米，总投资286万元.
WORKED = re.compile(r"(?:土石?方|石方|砌石|混凝土|投工|投劳|用工|工日|劳力|垃圾|淤泥)$|^工作$")
ONE = re.compile(r"(?<=..)[一两][座个所处栋条幢间家]$")  # 办公楼一座，建筑面积90平方米
OWN_SUM = re.compile(
    r"(?<=..)(?:(?:计划|概算|预计|协议)?(?:总?投资额?|占地(?:面积)?|总?建筑面积|注册资[金本]|总资产)"
    r"|年?(?:存栏|出栏)量?)$"
)

# Verbs whose sum is of whoever stands before them.
EARNING = frozenset("分红 盈利 创收 增收 让利 获利 返利 结余".split())
