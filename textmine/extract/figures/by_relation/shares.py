"""Figures that relate to another: shares (占总数的10.9%), gaps (高出5个百分点), time won."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from textmine.extract.figures.by_relation.among import (
    AMONG_WHOM,
    among_whom,
    those_among,
    told_within,
)
from textmine.extract.figures.changes import SINCE, TIMES_OF
from textmine.extract.figures.objects import object_behind
from textmine.extract.figures.predicates import predicate_of
from textmine.extract.figures.reading import Named, Reading
from textmine.extract.lexicon import load_lexicon
from textmine.extract.phrases.before import phrase_before
from textmine.extract.phrases.clauses import Spot
from textmine.extract.phrases.nouns import ASKING
from textmine.extract.phrases.tokens import MOST, tidy

TRAIT = re.compile(r"(?:学历|文化程度|职称|以上|以下|之间|女性|男性|妇女|户籍|民族)$")
PERSON = re.compile(r"(?:人员|员|干部|书记|代表|教师|医生|职工|农民|主任|工|者|户)$")
ANYBODY = frozenset("人员 人口 人数 人次 户数 对象 总人数".split())  # who they are is not said
# 占补平衡, 占用, 占地, 挤占 say of no share; 占补贴总额, 占用水总量, 占地方财力 do.
TAKES = (
    "占(?<![侵抢挤霸圈]占)"
    "(?!补(?![贴助偿])|用(?![水电地工户能])|地(?![下方区级税])|道(?!路)|优势|领先)"
)
SHARE = re.compile(rf"{TAKES}(?:比|到|了|全|总|其|的|据)*[^，,。；;]*$")
WEIGHT = re.compile(r"的?(?:比重|比例)")  # 产值占GDP的比重
# 占农村党员总数的26.8%: of what the share is, where that says more than 总数.
BASE = re.compile(
    rf"{TAKES}(?:到|了)?(?![全我该本]?[省市县区镇乡村州旗国](?:的|总数|总量|\d|$))(?!总|应|据|其|比|全部)"
    r"(?P<base>[^，,。；;、\d的]{2,14}?)(?:总数|总量|总额)?的?(?:约|近|近乎|超过|不到|不足|将近)?$"
)
SHARE_NOUN = re.compile(r"占比|比重|比例|占有率")
COMPARED = re.compile(r"(?:[高低]于|[快慢]于|领先|落后|高出|低出)[^，,。；;]*$")
# 人均收入|高于全县平均水平|近千元
OVER = re.compile(
    r"(?<![不])(?:高于|低于|高出|低出)(?![去上前往])[^，,。；;\d的]{2,12}(?<![多少大])$"
)
# 财政收入|超年度任务|5亿元
PASSED = re.compile(
    r"超(?:过|出|额完成)?(?:年度|全年|预期|既定|计划|目标|任务|预算|[省市县]定|下达){1,3}(?:目标|任务|计划|指标|数)?$"
)
EXCESS = re.compile(
    r"比(?!上年|去年|同期|往年|过去|以前|原[先来]|从前|先前|前年|\d)[^，,。；;前后时]{2,12}"
    r"(?:高出|多出|低出|便宜|[多少](?:挣|赚|收|卖|得|花|交|用)|增收|节省|节约|省|贵|[快慢]|(?<![提升增减降])[高低多少强])了?$"
)
AMONG = re.compile(
    r"在(?P<whole>[^，,。；;\d]{2,10}?)中(?:所)?(?:占)?的?(?P<kind>比例|比重|占比)(?:[^，,。；;\d]{0,6})$"
)
EARLIER = re.compile(
    r"(?:恢复|回升|达|相当)?(?:到|至|于|是|为)(?:去年|上年|前年|往年|\d{1,4}年前?|改革前|同期)(?:同期|同月)?的(?:约|近)?$"
    r"|(?:是|为|达到?|相当于)(?:全[省国市县区]|世界|同行业|所在省)?平均(?:水平|数|值)?的(?:约|近)?$"
)
AHEAD = ("提前", "提早")


# 女性比例不低于代表总数的25%, 抽查面达到登记商铺的8%
PORTION = re.compile(
    r"(?:不低于|不少于|不超过|不到|超过?+|达到?+了?+|约为|接近|相当于|(?:稳定|保持|维持)在)(?:了|约|近)?+"
    r"(?P<base>(?!去年|上年|同期|原来|计划|疫情|\d)[^，,。；;、\d]{2,12}?)的(?:约|近)?$"
)
SUM = re.compile(r"(?<=..)(?:总数|总量|总额)$")
# 累计完成|工程总量|的70%
FULFILLED = re.compile(r"完成了?(?P<base>[^，,。；;、\d的]{2,14})的(?:约|近|超过?)?$")


def name_portion(reading: Reading, spot: Spot, previous: Named | None) -> Named | None:
    """女性比例不低于代表总数的25%: which part of what."""
    if reading.text[spot.quantity.start - 1] not in "的约近":
        return None
    match = FULFILLED.search(reading.text, spot.left_start, spot.quantity.start)
    if match:  # 外资|完成全年目标的37%
        part = phrase_before(reading.tokens(spot.left_start, match.start())).text
        part = part or (previous.head if previous and previous.action != "完成" else "") or ""
        part = "" if len(part) + len(match["base"]) > MOST else part
        return Named(f"{part}完成{match['base']}比例", part or None, "完成", "share")
    match = PORTION.search(reading.text, spot.left_start, spot.quantity.start)
    if match is None:
        return None
    part = phrase_before(reading.tokens(spot.left_start, match.start())).text
    part = SHARE_NOUN.sub("", part) or (previous.indicator if previous else "") or ""
    base = SUM.sub("", match["base"])
    if not part or len(part) + len(base) > MOST:
        return None
    return Named(f"{part}占{base}比例", part, None, "share")


# Each of these but `name_gap` and `name_ahead` is tried for some units only: `indicators.BY_UNIT`.
def name_share(reading: Reading, spot: Spot, previous: Named | None) -> Named | None:
    """占总数的10.9%: the share of what the clause, or the figure before, is about."""
    match = SHARE.search(reading.text, spot.left_start, spot.quantity.number_start)
    if match is None or match[0].startswith("占有率"):
        return _equal_to(reading, spot) if match is None else None
    subject = _whole(reading, spot, match.start(), previous)
    told = previous.part if previous and previous.way == "class" else None
    owner = subject or told or (previous.indicator if previous else "") or spot.after.text
    if not owner:
        return None
    weight = WEIGHT.search(match[0])
    base = BASE.match(match[0])
    whom = OF_THEM.sub("", previous.head or "") if previous and not weight and not base else None
    if (
        whom
        and whom not in ANYBODY
        and TRAIT.search(subject)
        and PERSON.search(whom)
        and not subject.endswith(whom)
        and previous
        and previous.indicator != f"{whom}占比"  # 贫困户占四成，妇女占六成
    ):
        return Named(f"{subject}的{whom}占比", whom, "占", "share")  # 大专以上学历|占57%
    if base and not weight and len(owner) + len(base["base"]) <= MOST:
        head = (previous.part or previous.head) if previous and not subject else owner
        return Named(f"{owner}占{base['base']}比重", head, "占", "share")
    if subject and weight and len(subject + match[0]) <= MOST:
        return Named(subject + match[0][: weight.end()], subject, "占", "share")
    if weight and previous and previous.way == "class" and len(owner + match[0]) <= MOST:
        return Named(owner + match[0][: weight.end()], owner, "占", "share")
    head = (previous.part or previous.head) if previous and not subject else owner
    return Named(owner if SHARE_NOUN.search(owner) else f"{owner}占比", head, "占", "share")


# 研发支出相当于全市生产总值的比例达到4.4%
EQUAL = re.compile(
    r"相当于(?:[全我该本][省市县区镇乡国])?(?P<base>[^，,。；;\d]{2,12}?)的?(?:比例|比重)[^，,。；;\d]{0,6}$"
)


def _equal_to(reading: Reading, spot: Spot) -> Named | None:
    match = EQUAL.search(reading.text, spot.left_start, spot.quantity.start)
    if match is None:
        return None
    subject = phrase_before(reading.tokens(spot.left_start, match.start())).text
    return Named(f"{subject}占{match['base']}比重", subject, "占", "share") if subject else None


def _whole(reading: Reading, spot: Spot, end: int, previous: Named | None) -> str:
    """What a share is of, as its own clause says it; "" where it does not."""
    found = phrase_before(reading.tokens(spot.left_start, end))
    if found.action and not found.text:  # 村民集资|占三成
        said = LINKED.sub("", reading.text[spot.left_start : end])
        plain = 3 < len(said) <= 8 and NO_CLAUSE.isdisjoint(said)
        return said if plain and said.endswith(found.action) else ""
    if found.text and reading.text[found.start - 1] == "中":
        within = told_within(reading, spot, found)
        if within:
            return within
    among = AMONG_WHOM.search(reading.text, spot.sentence_start, spot.clause_start)
    if found.elided and found.text and among:  # 在外党员中，务工的占42%，经商的占27%
        said = reading.text[found.start : found.start + len(found.text)]
        return f"{said}的{among_whom(reading, among)}"
    if found.elided and found.text and previous and previous.head:
        # 有项目的占46.8%，有能力的占…: of the same
        whole = OF_THEM.sub("", previous.head.rpartition("的")[2])
        had = "有" if _has(reading, spot, found.start) else ""
        return f"{had}{found.text}的{whole}"
    if reading.follows_threshold(spot):
        return reading.threshold_phrase(spot.clause_start, end) or found.text
    return found.text


NO_CLAUSE = frozenset("把是使将让被由")
LINKED = re.compile(r"^[，,、；;]?(?:其中|而|另外?|但)?")
OF_THEM = re.compile(r"(?<=..)(?:的?平均年龄|人数|总数|数量|户数)$")  # of the persons themselves


def _has(reading: Reading, spot: Spot, start: int) -> bool:
    """Whether 有 stands before a phrase: 有|致富项目|的占46.8%."""
    return start > spot.left_start and reading.text[start - 1] == "有"


# 扣减|年终奖金|的30%
TAKEN = re.compile(
    r"(?P<verb>扣减|扣除|扣发|减免|免除|补助|补贴|提取|提留|返还|承担|报销|让利|抽取|缴纳|预支)了?"
    r"(?P<thing>[^，,。；;\d的]{2,12})的$"
)


# 从集体收益中拿出|30%
TAKEN_OUT = re.compile(
    r"从(?P<thing>[^，,。；;\d]{2,12}?)(?:之|当)?[中里](?P<verb>拿出|提取|抽出|抽取|切出|提留|划出|安排|留出)"
    r"(?:不少于|不低于|不超过|至少|约|近)?$"
)


def name_taken(reading: Reading, spot: Spot, _: Named | None) -> Named | None:
    """扣减年终奖金的30%: which part of a sum."""
    match = TAKEN.search(reading.text, spot.left_start, spot.quantity.start) or TAKEN_OUT.search(
        reading.text, spot.left_start, spot.quantity.start
    )
    if match is None:
        return None
    return Named(f"{match['thing']}{match['verb']}比例", match["thing"], match["verb"], "share")


def name_among(reading: Reading, spot: Spot, _: Named | None) -> Named | None:
    """党员业主在业委会成员中的比例从22%…: said with both nouns."""
    if "中" not in reading.text[spot.left_start : spot.quantity.start]:
        return None
    match = AMONG.search(reading.text, spot.left_start, spot.quantity.start)
    if match is None:
        return None
    part = phrase_before(reading.tokens(spot.left_start, match.start())).text
    whole = tidy(match["whole"])
    return Named(f"{part}占{whole}{match['kind']}", part, None, "share") if part else None


def name_acting(reading: Reading, spot: Spot, _: Named | None) -> Named | None:
    """镇街医院100%设立中医科室: the share of those that do it."""
    subject = spot.before.text or those_among(reading, spot)
    if not subject or MEASURED.search(subject) or not spot.right:
        return None
    whole = spot.quantity.value == 100
    if whole and spot.before.links == ("实现",):  # 事项实现100%网上可办
        deed = "".join(token.word for token in spot.right)
        return Named(f"{subject}{deed}比例", subject, None, "share") if len(deed) <= 8 else None
    asked = spot.before.action in ASKING
    linked = spot.before.links not in ((), ("有",))  # 学员|有|九成找到了工作
    if (spot.before.action and not asked) or linked or spot.quantity.modifier == "about":
        return None
    deed = predicate_of(reading, spot, spot.quantity.end)
    first = spot.right[0]
    if whole and 2 <= len(deed) <= 8 and first.tag[:1] == "v":
        return Named(f"{subject}{deed}比例", subject, None, "share")
    done = first.tag[:1] == "v" or first.word in load_lexicon().actions
    done = done or any(token.tag == "ul" for token in spot.right[1:2])  # 学会|了剪纸
    if not deed or not done:
        return None
    told = f"{subject}{deed}" if "的" in subject else f"{deed}的{subject}"
    return Named(f"{told}占比", subject, None, "share")


MEASURED = re.compile(
    r"(?:率|度|比例|比重|占比|收入|产值|总值|投资|额|量|值|面积|价|增速|增幅|折扣|水平|利润|税|费|积分|成本)$"
)


def name_recovered(reading: Reading, spot: Spot, previous: Named | None) -> Named | None:
    """日均客流恢复到去年同期的86%, 是20年前的26倍: of what is compared with an earlier time."""
    if spot.said[-1:] not in "的约近":
        return None
    match = EARLIER.search(reading.text, spot.left_start, spot.quantity.start)
    if match is None and spot.quantity.unit == "倍":
        match = TIMES_OF.search(reading.text, spot.left_start, spot.quantity.start)
    subject = phrase_before(reading.tokens(spot.left_start, match.start())).text if match else ""
    if match and not subject and previous:  # 亩均收入6000元，是种粮收入的5倍
        return replace(previous, action=None, way="share")
    return Named(subject, subject, None, "share") if subject else None


def name_gap(reading: Reading, spot: Spot, previous: Named | None) -> Named | None:
    """高于全国平均水平16个百分点: the gap, said in full."""
    match = None
    if "比" in spot.said:
        match = EXCESS.search(reading.text, spot.left_start, spot.quantity.start)
    if "超" in spot.said:
        match = match or PASSED.search(reading.text, spot.left_start, spot.quantity.start)
    if match is None and spot.quantity.unit == "百分点":
        match = COMPARED.search(reading.text, spot.left_start, spot.quantity.start)
    elif match is None and ("于" in spot.said or "出" in spot.said) and spot.quantity.unit != "%":
        match = OVER.search(reading.text, spot.left_start, spot.quantity.start)
    if match is None:
        return None
    subject = phrase_before(reading.tokens(spot.left_start, match.start())).text
    since = SINCE.search(reading.text, spot.left_start, spot.quantity.start)
    if since:  # 比“十二五”末高出44个百分点
        return Named(subject, subject, None) if subject else previous
    owner = (previous.indicator if previous else "") or ""
    if previous and previous.way == "gap":
        return previous  # 增速高于全省1个百分点，力争高于全省2个百分点
    if subject:  # 增速高于…: the growth of what was counted before
        owner = owner + subject if subject in load_lexicon().attributes else subject
    return Named(owner + tidy(match[0]).rstrip("近约"), owner, None, "gap")


def name_ahead(reading: Reading, spot: Spot, _: Named | None) -> Named | None:
    """提前两年实现全覆盖: by how much."""
    if not reading.text.endswith(AHEAD, 0, spot.quantity.start):
        return None
    thing = object_behind(reading, spot)
    return Named(f"{thing}提前时间", thing, "提前", "ahead")


SHARES = ("占", "约占", "共占", "合占")
MOST_PARTS = 7  # figures before a share that may be a whole and its parts


def count_parts(text: str, spot: Spot, before: Sequence[Spot]) -> int:
    """How many parts stand between a share and the whole that they add up to, 0 without one.

    党员120名，其中男70名、女50名，|占总人口的3%: a share of the whole.
    """
    if spot.quantity.unit != "%" or not text.startswith(SHARES, spot.clause_start):
        return 0
    total, last = 0.0, before[-1]
    for count, each in enumerate(reversed(before)):
        quantity = each.quantity
        if each.sentence != spot.sentence or quantity.unit != last.quantity.unit:
            return 0
        if count > 1 and abs(quantity.value - total) < 1e-6 * total:
            return count if text.find("其中", quantity.end, last.quantity.start) >= 0 else 0
        total += quantity.value
    return 0
