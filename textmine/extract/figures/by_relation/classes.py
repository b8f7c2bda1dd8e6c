"""How many of a class there are: 5万元以下的29个, 联合建立的89个, 其中省外83名."""

from __future__ import annotations

import re

from textmine.extract.figures.by_relation.among import AMONG_WHOM, among_whom
from textmine.extract.figures.reading import Named, Reading
from textmine.extract.phrases.clauses import Spot
from textmine.extract.phrases.nouns import is_count, is_money
from textmine.extract.phrases.tokens import tidy

CLASSED = frozenset({"的", "的有", "的共", "的仅", "的只有", "的仅有", "的为", "的达", "的共有"})
CLASS = re.compile(r"以上|以下|以内|[至到~～—-]|超过?|不足|不到|低于|高于")
# 收入5万元以下的|村|有36个: what the classes are of, said with the first of them.
MEMBERS = re.compile(
    r"(?:以上|以下|以内|之间)的(?P<kind>(?:行政|建制)?村|企业|农?户|家庭|合作社|乡镇|社区|党员|干部|职工)"
)
MEASURED = re.compile(r"^[^\d]{0,12}?(?:收入|产值|投资|面积|年龄|规模|利润|营收|资产|税收)(?=\d)")
LONGEST_CLASS = 14  # characters
# 家庭医生签约率，|重点人群|达到90%
TOPIC = re.compile(
    r"(?:^|(?<=[，,。；;：:\n]))(?P<topic>[^，,。；;：:\d\n“”]{1,14}?(?:率|比例|比重|满意度|标准|工资|待遇|价格|收入|面积|产量|产值))"
    r"(?:方面)?[，,]$"
)
BEING = re.compile(
    r"(?:每[人户亩]?每?[年月天日])?(?:分别|已|则|均|各|也|就)?(?:达到?|为|是|占|有)?(?:约|近)?"
)
MEASURE_ENDS = frozenset("率例重度准资遇格入积量值面")
# 其中|省外|83名: a part told by where it is
WHERE = re.compile(
    r"(?:[省市县区镇乡村国境][内外]){1,2}(?:大?中?城市)?|本[省市县乡村]|外[省市县地]"
    r"|(?:沿海|沿江|周边|邻近|毗邻|内地|大中|一线|[东中西]部){1,2}(?:地区|省[份市]?|城市|县市?|县?区|市县?|乡镇)"
)
PART = re.compile(  # 其中在|省外|有83名
    rf"(?:[、和及]|其中|主要)?[在有为]?(?P<where>{WHERE.pattern})[有为共]?"
)


def name_class(reading: Reading, spot: Spot, previous: Named | None) -> Named | None:
    """按收入划分，5万元以下的|29个: how many of a class."""
    if previous is None or spot.after.text or previous.unit == spot.quantity.unit:
        return None
    if spot.before.text or spot.said not in CLASSED:
        return None
    limit = reading.text[spot.clause_start : spot.left_start]
    measured = re.sub(r"\d.*|的.*", "", previous.indicator or "")
    if not CLASS.search(limit) or not measured or len(limit) > LONGEST_CLASS:
        return None
    whole = f"{measured.removesuffix(limit)}{limit}"
    kind = MEMBERS.search(reading.text, spot.sentence_start, spot.quantity.start)
    whole = f"{whole}的{kind['kind']}" if kind else whole
    return Named(whole, measured, None, "class", part=whole)


def name_topic(reading: Reading, spot: Spot, previous: Named | None) -> Named | None:
    """重点人群家庭医生签约率 of 家庭医生签约率，重点人群达到90%: the measure is told before all."""
    of, text, start = spot.before.text, reading.text, spot.clause_start
    if not of or spot.before.action or spot.left_start != start or is_count(spot.quantity.unit):
        return None
    if of[-1] in MEASURE_ENDS or not BEING.fullmatch(
        text, spot.before.start + len(of), spot.quantity.start
    ):
        return None
    same = previous is not None and previous.unit == spot.quantity.unit
    head = (previous.head or "") if previous and same else ""
    if (
        head
        and head[-1] in MEASURE_ENDS
        and text.find(head + "，", spot.sentence_start, start) >= 0
    ):
        return Named(of + head, head, None, "attribute")
    told = text[start - 2 : start - 1] in MEASURE_ENDS and previous is None
    topic = TOPIC.search(text, spot.sentence_start, start) if told else None
    if topic is None or topic.end() != start or DONE.search(topic["topic"]):
        return None
    return Named(of + topic["topic"], topic["topic"], None, "attribute")


DONE = re.compile(r"了|着|[提增降加减扩]|实现|完成|落实|执行|按照|根据|为了")


def name_step(reading: Reading, spot: Spot, previous: Named | None) -> Named | None:
    """收入5万元以下的村有36个，占41%；|5—10万元|的28个: the limits of the next class."""
    if previous is None or spot.before.text or not is_money(spot.quantity.unit):
        return None
    if spot.after.text or spot.left_start != spot.quantity.start:
        return None
    measured = MEASURED.match(previous.head or "")
    return Named(measured[0], measured[0], None, "class") if measured else None


def name_group(reading: Reading, spot: Spot, _: Named | None) -> Named | None:
    """“两新”组织中，单独建立党组织的|236个: those among whom it is so."""
    if spot.after.text or not spot.before.elided or not is_count(spot.quantity.unit):
        return None
    among = AMONG_WHOM.search(reading.text, spot.sentence_start, spot.clause_start)
    end = reading.text.rfind("的", spot.left_start, spot.quantity.start)
    said = tidy(reading.text[spot.left_start : end]) if end >= 0 else ""
    if among is None or not 2 <= len(said) <= LONGEST_CLASS:
        return None
    whole = among_whom(reading, among)
    return Named(f"{said}的{whole}", whole, None, "inherited")


MANNER = re.compile(
    r"[，,、；;]?其?中?(?P<deed>(?:单独|联合|挂靠|独立|合作|依托|区域|行业)(?:组建|建立|成立|设立))(?:党组织|的|了)?"
)


def name_manner(reading: Reading, spot: Spot, previous: Named | None) -> Named | None:
    """新建党组织430个，单独组建170个: those of them that were made so."""
    owner = previous.head if previous and previous.unit == spot.quantity.unit else None
    if not owner or spot.after.text or not ("建" in spot.said or "立" in spot.said):
        return None
    made = MANNER.fullmatch(reading.text, spot.left_start, spot.quantity.start)
    return Named(f"{made['deed']}的{owner}", owner, None, "deed") if made else None


def name_part(reading: Reading, spot: Spot, named: Named, previous: Named | None) -> Named:
    """外出党员126名，其中省外83名、县外12名: those of them who are there."""
    whole = (previous.head if previous else "") or ""
    if previous is None or not whole or len(spot.said) > LONGEST_CLASS:
        return named
    same = previous.unit == spot.quantity.unit or reading.is_part(spot)
    told = PART.fullmatch(spot.said) if same else None
    if told is None:
        return named
    bare = WHERE.sub("", whole, count=1) if WHERE.match(whole) else whole
    return Named(f"{told['where']}{bare}", bare, named.action, "inherited")
