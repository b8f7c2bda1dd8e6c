"""Figures named by the noun behind them: 17个联合党总支, 22公里的内环线."""

from __future__ import annotations

import re
from dataclasses import replace

from textmine.extract.figures.by_noun.counted import (
    bearer,
    counted_persons,
    relative_head,
    sized_thing,
    whole_object,
    with_others,
)
from textmine.extract.figures.by_noun.owned import MEASURE, PLACED
from textmine.extract.figures.by_noun.owners import programme
from textmine.extract.figures.by_noun.picked import described_before, with_deed
from textmine.extract.figures.reading import Named, Reading
from textmine.extract.lexicon import load_lexicon
from textmine.extract.phrases.clauses import NOTHING, Spot
from textmine.extract.phrases.nouns import (
    AREAS,
    ASKING,
    BENEFITING,
    PEOPLE,
    RATIOS,
    is_count,
    is_money,
    joined,
    needs_verb,
    noun_of_deed,
)
from textmine.extract.phrases.tokens import PER_PERSON, Phrase

# 年产3000吨食材: the verb names the figure, the noun follows.
YIELDS = frozenset("年产 日产 年加工 年处理 年出栏 年存栏 年销售 日处理 占地".split())
# What is measured by the figure behind it, whatever follows (人均纯收入8274元).
VALUED = tuple(
    "收入 收益 支出 产值 总值 产量 面积 率 额 投资 投入 资金 经费 价 价格 成本 利润 税收 比例 比重"
    " 占比 工资 报酬 标准 规模 能力 量 值 长度 里程 总计 存款 贷款 资本 补贴 补助".split()
)
LAND = re.compile(
    r"多?(?:的)?(?:土)?地(?![面块区方势产盘段点形震上下皮界址理质图级勤膜力质带]|租(?![赁给出]))"
)
# How a thing is done, which jieba takes for a noun.
HOW = frozenset("高质量 高水平 高标准 高效 高效率 大规模".split())

SERVED = re.compile(
    r"(?<![^，,。；;\n])(?:先后|已)?[为对给向让帮]"
)  # 为上坑村等|3个后进村理清发展路子


def _said_at_once(spot: Spot) -> str:
    """户数, 党支部: what is counted, where the noun behind says something else; else ""."""
    phrase, unit = spot.after.text, spot.quantity.unit
    if unit == "户" and phrase in ("人", "人家"):
        return "户数"
    means = MEANS_OF.match(phrase) if unit in BODY_UNITS else None
    if means:
        return means[1]
    if unit in BODY_UNITS and phrase[-1:] in PEOPLE_ENDS:
        body = BODY_OF.fullmatch(phrase)
        return body[1] if body else ""
    return ""


# 12个村、3500户群众、2.4亿元|投资: money with its noun, which as a word may be a verb
FUNDS = re.compile(
    r"(?!以|用|作|为)(?P<funds>[^\W\d的了是在到给向]{0,6}?(?:资金|经费|投资|收入|收益|利润|租金|债务|欠款|货款|订单|保证金|慰问金|费用?|补[助贴]))"
    r"(?=[、，,。；;！!？?）)\n]|$|[和及的](?![^\W\d]{0,2}(?:建|修|改|用|办|投|开|搞)))"
)


def name_funds(reading: Reading, spot: Spot, _: Named | None) -> Named | None:
    """投资 of 12个村、2.4亿元投资: what no phrase took, since its noun begins with a verb."""
    if not is_money(spot.quantity.unit) or spot.after.text or spot.before.text:
        return None
    funds = FUNDS.match(reading.text, spot.quantity.end, spot.right_end + 1)
    return Named(funds["funds"], funds["funds"], None, "behind") if funds else None


def name_behind(reading: Reading, spot: Spot, previous: Named | None) -> Named | None:
    """17个联合党总支: the noun behind the number."""
    before, unit = _governing(reading, spot), spot.quantity.unit
    noun = spot.after.text or _land(reading, spot)
    alone = _standing_alone(reading, spot, before, noun)
    if alone:
        return Named(alone, alone, before.action, "behind")
    if noun and is_count(unit):
        noun = with_others(reading, spot)
    if noun and before.text in YIELDS:
        return Named(noun + before.text, noun, before.action, "behind")
    if noun in HOW:
        return None
    noun = noun or _thing_made(reading, spot, before)
    if not noun or (before.text and before.text not in HOW and _is_measured(before.text, unit)):
        return None
    noun = (
        relative_head(reading, spot)
        or whole_object(reading, spot)
        or counted_persons(reading, spot)
        or noun
    )
    parts = _divided(reading, spot, noun, previous) if is_count(unit) else None
    return parts or _with_list(reading, spot, before, noun, previous)


def _land(reading: Reading, spot: Spot) -> str:
    """拥有近70亩|地: what jieba takes for a particle; else ""."""
    told = spot.quantity.unit in AREAS and LAND.match(reading.text, spot.quantity.end)
    return "土地" if told else ""


def _standing_alone(reading: Reading, spot: Spot, before: Phrase, noun: str) -> str:
    """What is counted, where what stands around the number adds nothing; else ""."""
    told = _said_at_once(spot)
    if told or not noun:
        return told
    if not spot.after.text and not before.text and not before.action:
        return noun
    if before is NOTHING and SERVED.search(reading.text, spot.left_start, spot.quantity.start):
        return noun
    return _counted_alone(reading, spot, before) if is_count(spot.quantity.unit) else ""


def _thing_made(reading: Reading, spot: Spot, before: Phrase) -> str:
    """建设1处200亩|苹果示范园: what was made, where no noun stands right behind the number."""
    done = before.text or before.action
    sized = sized_thing(reading, spot) if done in load_lexicon().actions else ""
    return sized or whole_object(reading, spot)


def _with_list(
    reading: Reading, spot: Spot, before: Phrase, noun: str, previous: Named | None
) -> Named:
    """The noun behind a number, with the list that it goes on."""
    listed = reading.goes_on_with(spot, noun, previous)
    end = spot.after.start + len(spot.after.text)
    if listed != noun and reading.text.startswith("的", end):  # 覆盖90个村、4万户|果农的平台
        return Named(listed, noun, None, "behind")
    named = _said_with(reading, spot, before, noun)
    bare = named.indicator == noun and not before.text
    return replace(named, indicator=listed) if bare and listed != noun else named


def _counted_alone(reading: Reading, spot: Spot, before: Phrase) -> str:
    """Those counted, where the words behind go on with what is so with them; else ""."""
    told = bearer(reading, spot)
    if told and (not before.text or PLACED.fullmatch(before.text)):
        return told
    bare = MOOD.sub("", spot.after.text)
    if bare.endswith("外") and "除" in spot.said:  # 除6名技术员外
        bare = bare[:-1]
    return bare if bare != spot.after.text else ""


# 100家|会员企业|力量: whose strength or means it is
MEANS_OF = re.compile(
    r"([^\W\d的]{0,8}(?:企业|公司|单位|部门|合作社|学校|医院|机构|组织|支部))(?:力量|资源|优势)"
)
BODY_UNITS = frozenset("个 家 所".split())
PEOPLE_ENDS = frozenset("部员工众民生")
# 9个党支部|党员干部: the bodies are counted, not their people.
BODY_OF = re.compile(
    r"([^\W\d的]{0,8}?(?:支部|单位|部门|企业|班组|科室|党组织|合作社|社区|行政村|学校|医院|机关))"
    r"(?:的?(?:全体|广大|在职)?(?:党员干部|党员|干部|职工|群众|居民|师生|员工))"
)

DIVIDED = re.compile(
    r"[将把](?!全|该|所有|每|整个)(?P<whole>[^，,。；;、\d]{2,6}?)(?:科学|合理|无缝|统一|重新|按[^，,。；;\d]{2,8}?)?"
    r"(?:划分|细分|切分|分)(?:为|成)(?:了|约)?$"
)


def _divided(reading: Reading, spot: Spot, phrase: str, previous: Named | None) -> Named | None:
    """把林区划分为8个管护片、15个护林点: parts of what."""
    if previous and previous.way == "divided" and previous.indicator and reading.is_listed(spot):
        whole = previous.indicator.removesuffix(previous.head or "")
        return Named(whole + phrase, phrase, None, "divided")
    if reading.text[spot.quantity.start - 1] not in "为成了约":
        return None
    divided = DIVIDED.search(reading.text, spot.left_start, spot.quantity.start)
    return Named(divided["whole"] + phrase, phrase, None, "divided") if divided else None


def _is_measured(phrase: str, unit: str) -> bool:
    """Whether a figure of such a unit is that of the phrase before it."""
    return not is_count(unit) and (unit in RATIOS or phrase.endswith(VALUED))


# 173个单位|工作力度|大: not the bodies, but how they are
MOOD = re.compile(
    r"(?<=[村镇乡县区户员部众民业社司位门校关支])(?<![农乡]村)(?:工作|服务|发展|生产)?(?:力度|热情|积极性|干劲|劲头|信心|面貌)$"
)
REACHING_OUT = frozenset("覆盖 服务 辐射 惠及 连接".split())
TOWARD = frozenset("在 与 和 同 跟 对 为 向 给 由 让 从".split())


def _governing(reading: Reading, spot: Spot) -> Phrase:
    """What stands before the number and may govern it."""
    if reading.text[spot.quantity.start - 1 : spot.quantity.start] == "等":
        return NOTHING  # 信贷、会计等|13本手册
    before = spot.before
    if before.links and before.links[0] in TOWARD and not before.action:
        return replace(before, text="")  # 局里还在|7个港口建立了哨所
    asks = before.text in ASKING or before.text in TOGETHER
    if asks and not before.action:  # 组织|220个部门
        return replace(before, text="", action=before.text)
    deed = _deed_of(spot) if spot.after.text and not before.action else ""
    if deed and before.text not in YIELDS:  # 合作社|流转|91亩土地, 资助|19名学生
        return replace(before, text="", action=deed)
    if before.action in ASKING and before.text in load_lexicon().actions and spot.after.text:
        return replace(before, text="", action=before.text)  # 指导|联系|40家企业
    if before.action and before.text in REACHING_OUT:  # 形成|覆盖|80个小区的网络
        return replace(before, text="", action=before.text)
    return before


def _deed_of(spot: Spot) -> str:
    """The verb with which the phrase before a number ends."""
    if is_money(spot.quantity.unit):  # 新签约|2000万元以上项目
        return ""
    last = next((token.word for token in reversed(spot.left) if token.tag != "ul"), "")
    return last if last in load_lexicon().actions and spot.before.text.endswith(last) else ""


def _said_with(reading: Reading, spot: Spot, before: Phrase, phrase: str) -> Named:
    """The noun behind a number with what makes it clear: a description, a deed, a verb."""
    unit = spot.quantity.unit
    if before.text in PER_PERSON:  # 户均|3.2亩|茶园
        return Named(before.text + phrase, phrase, before.action, "behind")
    if before.text.startswith("每") and PERHEAD.match(before.text):
        return Named(f"{before.text}的{phrase}", phrase, before.action, "behind")
    if phrase in load_lexicon().nominal and unit in PEOPLE:
        return Named(phrase + PEOPLE[unit], phrase, before.action)
    picked = described_before(reading, spot) if is_count(unit) or len(phrase) == 2 else ""
    if picked:
        return Named(f"{picked}的{phrase}", phrase, before.action, "behind")
    if before.action and OWNING.match(reading.text, spot.after.start + len(phrase)):
        return Named(phrase, phrase, before.action, "behind")  # 整合3个村|的土地
    bare = not before.text or PLACED.fullmatch(before.text)
    asked = bare and (before.action in ASKING or before.action in TOGETHER)
    if asked or before.action in MOVING:
        whole = with_deed(reading, spot, phrase)
        if whole != phrase or before.action not in MOVING:
            return Named(whole, phrase, before.action, "behind")
    reaching = programme(reading, spot) if before.action in BENEFITING else ""
    if reaching:
        whole = reaching + joined(before.action or "", phrase)
        return Named(whole, phrase, before.action, "behind")
    if before.action or (before.text and not PLACED.search(before.text)):
        return Named(_with_verb(before, phrase, unit), phrase, before.action, "behind")
    whole = with_deed(reading, spot, phrase)
    if unit == "%" and spot.quantity.modifier != "about" and not MEASURE.search(phrase):
        whole += "占比"  # 60%以上乡镇建立了平台
    return Named(whole, phrase, None, "behind")


OWNING = re.compile(r"的(?![，,。；;]|确)[^\W\d]{2}")
# With whom one does something: 联合7家书店|成立书会.
MOVING = frozenset("带动 帮扶 扶持".split())
TOGETHER = MOVING | frozenset("联合 携手 会同 邀请 协同 协调 依托".split())


def _with_verb(before: Phrase, phrase: str, unit: str) -> str:
    """花椒收购, 受益农户, 流转土地: with the verb before the number, where that says more."""
    action = before.action or ""
    noun = "" if before.text else noun_of_deed(action, phrase, unit)
    if not noun and action in BENEFITING and unit == "户":
        return "受益" + phrase
    return noun or (joined(action, phrase) if needs_verb(phrase, action) else phrase)


PERHEAD = re.compile(
    r"每(?:人|[名个位户村家支组].{1,6}|[^，,。；;天日周月年季次为给向对]{1,6}[员部户]).{1,4}$"
)
