"""What a name gets last: 每年 and the like, and the head that later figures may leave out."""

from __future__ import annotations

import re

from textmine.extract.figures.by_rule.norms import PER
from textmine.extract.figures.reading import LISTING, Named, Reading
from textmine.extract.figures.wholes import WHOLE
from textmine.extract.phrases.clauses import Spot
from textmine.extract.phrases.nouns import is_money

# Whom a thing reaches does not become what later figures are about.
REACHED = frozenset("带动 吸纳 惠及 覆盖 辐射 安置 受益".split())
STAFF = frozenset({"从业人员", "员工", "职工", "从业者", "就业人员"})


def finish(reading: Reading, spot: Spot, named: Named, previous: Named | None) -> Named:
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
    if indicator and not per and indicator == spot.before.text:
        indicator = _whole(reading, spot, indicator, previous)
    part = named.part if named.way == "class" else None
    if previous and reading.is_part(spot):
        head, part = previous.head, named.head
    if previous and previous.head and (named.action in REACHED or named.indicator in STAFF):
        head = previous.head  # 创办企业64家，带动就业2300人，实现产值…: of the enterprises
    if previous and previous.action in REACHED and spot.clause_start < spot.left_start:
        head = previous.head  # 辐射周边6个乡镇38个村，年产值…: not of the villages
    if indicator:
        indicator = BESIDES.sub("", indicator) or indicator
    if indicator and indicator[-2:] in DOUBLED and indicator[-4:-2] == indicator[-2:]:
        indicator = indicator[:-2]
    if indicator and len(indicator) < TWICE and indicator == 2 * indicator[: len(indicator) // 2]:
        indicator = indicator[: len(indicator) // 2]  # 站点|站点
    if indicator and is_money(spot.quantity.unit) and FOUND.search(indicator):
        indicator += "资金"  # 市财政安排|300万元
    if (
        indicator
        and indicator[-1] in "值P资入额"
        and indicator == spot.before.text
        and ECONOMY.fullmatch(indicator)
    ):
        indicator = _zone(reading, spot) + indicator
    lead = named.action or _lead(reading, spot, previous)
    return Named(indicator, head, named.action, named.way, spot.quantity.unit, part, lead)


# 柳湾高新区独立运行，|地区生产总值|突破90亿元: of the zone that opens this part of the sentence
ECONOMY = re.compile(
    r"(?:地区)?生产总值|GDP|(?:规模?(?:以)?上?)?工业(?:总产值|增加值)|(?:全社会)?固定资产投资|营业?总?收入|总产值"
    r"|(?:外贸)?进出口总?[额值]?|税收(?:收入)?|(?:地方)?一般公共预算收入|社会消费品零售总额"
)
ZONE = re.compile(
    r"\s*(?P<zone>[^，,；;：:。\d“”「」、的在]{2,10}(?:高新区|经开区|开发区|新区|工业园区?+|产业园区?+|综保区|保税区|示范区|试验区|自贸区))"
    r"(?!建设|发展|等|工作)[^，,；;。、]{2,12}[，,]"
)


def _zone(reading: Reading, spot: Spot) -> str:
    text, end = reading.text, spot.clause_start
    start = max(
        spot.sentence_start, max(text.rfind(mark, spot.sentence_start, end) for mark in "；;") + 1
    )
    told = ZONE.fullmatch(text, start, end) if end - start < LONGEST_OPENING else None
    return told["zone"] if told and not WHOLE.search(text, start, spot.quantity.start) else ""


LONGEST_OPENING = 32  # characters


def _whole(reading: Reading, spot: Spot, phrase: str, previous: Named | None) -> str:
    """A phrase before a figure with what jieba cuts off it, and what each has that it counts."""
    at = spot.before.start
    if phrase[0] == "均":  # 三年|后亩|均|增收
        averaged = at > 0 and reading.text[at - 1] in AVERAGED
        return reading.text[at - 1] + phrase if averaged else phrase
    each = EACH_BEFORE.search(reading.text, spot.left_start, at)
    if each is None or phrase[0] in BODIES:
        return phrase
    counted = ""
    if previous and previous.unit == spot.quantity.unit and previous.head != phrase:
        counted = previous.head or ""  # 网格员640名，平均每个网格|2名
    return each[0] + phrase + counted  # 每个|棚产量


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
FOUND = re.compile(r"(?:筹措|筹集|争取|安排|拨付|下拨|落实|整合|拿出|拨出|筹得|^投入|凑)$")
# 资助|包括某人在内的|学生, 4家企业|之间, 改建|为|的车间
BESIDES = re.compile(
    r"(?:包括|包含|连同)[^，,。]{1,24}?在内的?|之间(?<=..之间)$|为(?<=[建造编组分改合整]为)(?=的)"
)
TWICE = 9  # characters: 便民服务站|便民服务站 is never made
AVERAGED = frozenset("人户亩村社校年月日")
BODIES = frozenset("村镇乡县区户企党支合社组人")  # of which 每个 says no more
EACH_BEFORE = re.compile(r"每[^\W\d每天年月季周次]$")
EACH_UNIT = re.compile(r"每[^\W\d每]")
EACH_LAST = re.compile(r"(每[^\W\d每])?((?!每)..+?)((?:每[^\W\d每]){1,2})")
DOUBLED = frozenset("投资 收入 面积 产值 总额 占比 比重 资金".split())  # 总投资投资
