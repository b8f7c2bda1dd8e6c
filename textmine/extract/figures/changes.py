"""How a figure changed: 同比增长, 比上年提高, 增加到, 由A到B, 新增.

A rate that accompanies a level belongs to it (`change_of`); 分别 gives each figure its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from textmine.extract.phrases.clauses import Spot
from textmine.extract.phrases.nouns import RATIOS, is_count
from textmine.types import ChangeKind

# Each begins with a character of its own, so that a search skips all other places.
UP = (
    "增长|成长|增加|提高|提升(?<!(?:转化|改造|整顿|巩固|优化|完善|规范|打造|改建|整治|修缮)提升)|上升|增幅|增收|新增|净增|递增|多增|上涨|扩大|攀升|"
    "上浮|升高|上调|涨幅|增|升(?<!提升)|涨|多收|增产|增效|增速|增进|增添|增设|"
    "新增加|增大|增强|增加收入|多收入|多[打卖收赚挣产花用]"
)
DOWN = (
    "下降|减少|降低|缩减|压缩|缩短|回落|下滑|减轻|下调|精简|削减|降幅|减|"
    "降|压减|减负|减贫|节约|节省|下跌|萎缩|减亏|收窄|节本|减少支出|下浮|压低|少[花交收缴用亏了]"
)
# Words that may stand between the verb and its number.
LOOSE = (
    r"(?:了|约|近|超过|超|达到|达|高达|就|又|将|仅|幅度|率|"
    r"速度|幅|比例|百分之|突破|逾|接近|大约|为|均|在|左右|分别|、|"
    r"也|至少|不低于|不少于|不到|不足|可|额|量|(?:控制|保持|稳定)在){0,6}$"
)
YEAR_BEFORE = "(?:上年|去年|上一年|前一?年|往年)"
YOY = re.compile(
    rf"同比(?!例)|同期|同口径|比{YEAR_BEFORE}|较{YEAR_BEFORE}|与{YEAR_BEFORE}|按可比价|可比口径"
)
FROM = re.compile(
    r"(?:由|从|自)(?:原来|过去|最初|当初|以前|上年|去年|成立之初|[^，,。；;、]{0,10}年[^，,。；;、]{0,4}|[^，,。；;]{0,6})(?:的)?(?:约|近|不足|不到|仅)?$"
)
TO = re.compile(
    rf"(?P<verb>{UP}|{DOWN}|发展|扩展|变|改|拓展|扩充|调整|优化|转变|跃升|跃|缩|压|压缩|扩种"
    r"|恢复|长|扩|激增|猛增|剧增|骤降|锐减|飙升|翻)?[了]?(?P<to>到|至|为|成)(?:了)?"
    r"(?:约|近|现在|目前|如今|[今去]年的?|每[人户村镇乡亩年月天名个位家件]{1,2}"
    r"|\d{4}年(?:底|末)?|的|超过|突破){0,6}$"
)
INCREASE = re.compile(rf"(?P<verb>{UP}){LOOSE}")
DECREASE = re.compile(rf"(?P<verb>{DOWN}){LOOSE}")
# One of these characters stands in every word of change, of opening and of arriving.
MOVING = frozenset("增提升涨扩攀高新净递多下减降缩压回滑轻削少精跌萎亏收节上低快慢")
OPENING, ARRIVING = frozenset("由从自"), frozenset("到至为成")
CHANGING = re.compile(f"[{''.join(sorted(MOVING | OPENING | ARRIVING))}]")
# 由成立之初的不足百万元，|发展到现在的3000多万元
THEN = re.compile(
    rf"[，,](?:逐步|迅速|一跃|现在?|目前|已经?|如今|又|再){{0,2}}(?:{UP}|{DOWN}|发展|扩展|跃升|壮大|变)(?:到|至|为|成)"
)
# 由34个发展到160个，|再到|204个
ONWARD = re.compile(
    r"[，,、；;]?(?:后来)?(?:再|又|进而|直|最后|最终|如今)[^，,。；;、\d]{0,4}(?:到|至)"
)
TIMES_OF = re.compile(r"(?:是|为|达到?|相当于)[^，,。；;]{0,10}的$")  # 是2020年的3.2倍
ARRIVES = re.compile(r"(?<!达)到|至|(?<!作)为|(?<![组建形完结落])成")
# 比“十二五”末|高出44个百分点: than at an earlier time
SINCE = re.compile(
    r"[比较][^，,。；;比较]{1,10}(?:[末初底]|年|之前|(?<=..)前|时期|期间|之初)(?:要|还|又)?"
    r"(?:(?:高|多|快)(?:出|了)?|(?P<less>[低少慢])(?:出|了)?)$"
)
MORE = re.compile(r"[多少高低快慢](?:了|出)?$")  # 比前一年同期多6元
GROWTH_NAME = re.compile(r"(?:增长率|增速|增幅|涨幅|降幅|下降率|增长速度)$")
# 新增公园12座、|累计达到832座: how many there are by now, not what was added
STOCK = re.compile(r"总[数量]|累计|总计|存量|^[、和及](?:已|共|现)?(?:达到|达(?=[\d约近]|$)|突破)")
# 增长5.5%、|力争6%: how far the same change is to go
FARTHER = re.compile(
    r"[、，,]?(?:并|奋力|努力)?(?:力争|争取|确保)(?:达到?|实现|突破|超过?|完成)?(?:约|近)?"
)
# Verbs that say by themselves that what they count was added or taken away.
ADDING = frozenset("新增 净增 增收 增加 增设 增添 多收 增产 新增加".split())
TAKING = frozenset("减少 降低 减 缩短 压缩 精简 下降 压减 削减 节约 节省".split())


# 以每年10%|的速度递增
PACED = re.compile(
    rf"(?:左右|以上)?的(?:年均|平均)?(?:速度|幅度|比例|量|速率|增速|降幅)(?:逐年|连续|持续|稳步|快速|不断)?"
    rf"(?:(?P<up>{UP})|(?:{DOWN}))"
)
SAVED = re.compile(r"(?:节约|节省|节支)(?:额|率|量)(?:约?为|达到?)?$")


# Other verbs that say which way a level moved to its second end.
LEAPS: dict[str, ChangeKind] = {
    **dict.fromkeys("扩 激增 猛增 剧增 飙升 跃升".split(), "increase_to"),
    **dict.fromkeys("发展 扩展 长".split(), "increase_to"),
    **dict.fromkeys("骤降 锐减 缩 压".split(), "decrease_to"),
}


@dataclass(frozen=True, slots=True)
class FoundChange:
    """The kind of a change; `relative` says that the figure is the difference, not the level."""

    kind: ChangeKind | None
    relative: bool = False
    leads: bool = False  # one end of a change, not what was added
    starts: bool = False  # the first end of 由A到B


NONE = FoundChange(None)


def find_change(
    text: str, spot: Spot, earlier: FoundChange, value_before: float | None
) -> FoundChange:
    """The change that the words before a quantity state.

    *earlier* is what the quantity before it in the sentence stated, *value_before* its value,
    for the second end of 由A到B and for lists (分别增长11.8%和19.6%).
    """
    quantity = spot.quantity
    left = text[spot.left_start : quantity.number_start]
    plain = quantity.shape != "multiple" and quantity.unit not in RATIOS
    signs = frozenset(CHANGING.findall(left))
    if plain and earlier is NONE and not signs:
        return NONE
    if quantity.shape == "multiple" and text[quantity.number_start] == "翻":
        return FoundChange("increase_to", leads=True)
    if quantity.unit == "倍" and TIMES_OF.search(left):
        return FoundChange("increase_to", leads=True)
    if earlier.relative and (_continues(left) or FARTHER.fullmatch(left)):
        return earlier
    if not OPENING.isdisjoint(signs) and _leads_to(text, spot):
        return FoundChange(None, starts=True)
    end = None if ARRIVING.isdisjoint(signs) else TO.search(left)
    if end and earlier.leads and earlier.kind and ONWARD.match(left):
        return FoundChange(_toward(quantity.value, value_before), leads=True)
    if end and (earlier.starts or end["verb"]) and not GROWTH_NAME.search(left[: end.start("to")]):
        return _second_end(end, earlier, value_before, quantity.value)
    found = _difference(text, spot, left, moved=not MOVING.isdisjoint(signs))
    if found is NONE and left[:1] in ("、", "和") and earlier.kind and not earlier.relative:
        goes_on = spot.before.action is None and not earlier.leads and not STOCK.search(left)
        return earlier if goes_on else NONE
    if found.relative and earlier.relative and earlier.kind == "yoy" and not spot.before.text:
        return earlier  # 比去年同期减少126件，下降33.4%
    return found


def _toward(high: float, low: float | None) -> ChangeKind:
    return "increase_to" if low is None or high >= low else "decrease_to"


def _continues(left: str) -> bool:
    """Whether only 和 or 、 joins a number with the one before."""
    return left.strip() in ("和", "、", "及", "与", "以及")


def _leads_to(text: str, spot: Spot) -> bool:
    """Whether this is the A of 由A到B: 由 stands before it and 到 follows in the sentence."""
    if not FROM.search(spot.said):
        return False
    behind = text[spot.quantity.end : spot.clause_end]
    return bool(ARRIVES.search(behind) or THEN.match(text, spot.clause_end))


def _second_end(
    end: re.Match[str], earlier: FoundChange, low: float | None, high: float
) -> FoundChange:
    """The change from *low* to *high* of which a number is the second end."""
    verb = end["verb"] or ""
    if re.fullmatch(UP, verb):
        return FoundChange("increase_to", leads=True)
    if re.fullmatch(DOWN, verb):
        return FoundChange("decrease_to", leads=True)
    if verb in LEAPS and not (verb == "压" and end["to"] == "成"):  # 路基压成27公里
        return FoundChange(LEAPS[verb], leads=True)
    if earlier.starts and low is not None:
        return FoundChange(_toward(high, low), leads=True)
    return NONE


def _difference(text: str, spot: Spot, left: str, *, moved: bool) -> FoundChange:
    """What a figure differs by; *moved* says whether a sign of moving stands in *left*."""
    action = spot.before.action
    rate = spot.quantity.unit in RATIOS
    paced = PACED.match(text, spot.quantity.unit_end) if rate else None
    if paced:
        return FoundChange("increase" if paced["up"] else "decrease", relative=True)
    if not (moved or action in ADDING or action in TAKING):
        return NONE
    yoy = YOY.search(text, spot.clause_start, spot.quantity.number_start) is not None
    if "节" in left and SAVED.search(left):
        return NONE  # 节约率9.3%
    up = INCREASE.search(left)
    down = DECREASE.search(left) if up is None else None
    if up or down:
        kind: ChangeKind = "increase" if up else "decrease"
        better = up is not None and up["verb"] in ("提升", "提高", "扩大")
        if better and spot.after.text and is_count(spot.quantity.unit):
            return NONE  # 提升50个驿站的质效
        thing = bool(spot.after.text) and spot.quantity.unit not in RATIOS  # 新增4000张床位
        return FoundChange("yoy" if yoy else kind, relative=not thing)
    if yoy and MORE.search(left):
        return FoundChange("yoy", relative=True)
    since = SINCE.search(left)
    if since:
        return FoundChange("decrease" if since["less"] else "increase", relative=True)
    if action in ADDING and spot.before.text:
        return FoundChange("yoy" if yoy else "increase", relative=False)
    if action in TAKING and spot.before.text:
        return FoundChange("yoy" if yoy else "decrease", relative=False)
    return NONE
