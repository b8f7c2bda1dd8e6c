"""Figures of rules, which belong to no time, and of thresholds, which belong to no place either.

每人联系3户 is so where the rule is in force, 有3名以上党员的单位 in no place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from textmine.detect.layers import Quantity

General = Literal["threshold", "each"]

THRESHOLD = re.compile(r"(?:凡|凡是|对|有|满|达到|具有|符合|属于|超过|不足|不满)[^，,。；;]{0,12}$")
# A rule or a case that is thought up: when the share reaches 30 % …, whoever has three members …
SUPPOSED = re.compile(
    r"(?:^|[，,。；;：:\n])\s{0,9}(?:当(?![年时天月日地前场务选初下今晚中事届众即代局阳涂雄])|如果|若(?![尔羌])|假如|一旦|凡|凡是|只要)[^，,。；;]*$"
)
# What each is to do or to get: 每名党员联系5户, 单户最高贷款20万元; not what was done (每村投入了).
RULED = re.compile("[每单均当如若假凡只旦则得可高低予限律须抵换兑]")  # one is in each rule:
OF_EACH, OF_CASE = frozenset("每单均"), frozenset("当如若假旦凡只")
OF_GRANT, OF_TRADE = frozenset("则得可高低予限律须"), frozenset("抵换兑")
EACH = re.compile(
    r"(?<!平均)(?<!元)(?<![使让])(?<!签订)(?<!签订了)(?:每(?:名|人|个(?!月|季|工作日|学期)|户|村|家|站|位|次|镇|乡|社区|单位|所|校|支)|单户|单笔|人均最高|户均最高)"
    r"(?:(?!已|共|了|都|均[有能建配]|领到|累计|集资|收入|增收|分红|纯|产值|产粮|产量|年产|建有|自建|利润|高于|低于|节约|节省|让群众|资助)[^，,。；;：:\n]){0,24}$"
)
GRANTED = re.compile(
    r"(?:原则上|不得|可(?:贷|获|享受|申请|领取?)|(?:最高|最低)(?!达|为|的|[峰点楼处]|海拔|[气水]?温|水位|[亩单]?产)|(?<!已)给予|上限|下限)"
    r"(?:(?!已|共|了|累计)[^，,。；;：:\n]){0,8}$|一律[^，,。；;：:\n]{0,8}$|(?<!必)须(?!眉)[^，,。；;：:\n]{0,14}$"
)
# 满意率低于70%的，由…: whoever falls under it.
FILLED = "坐堆爬装排种栽挤站摆挂停塞圆美铺贴晒长写填布插堵充盖"  # 铺满200块彩砖, 坐满200人
LIMIT_BEFORE = re.compile(
    rf"(?:低于|高于|不足|不到|不满|(?<![{FILLED}])满(?![载足])|超过|少于|多于|达不到|未达到?)(?:了)?[^，,。；;]{{0,2}}$"
)
LIMITS = ("以上", "以下", "以内")
LIMIT_BEHIND = re.compile(
    r"(?:以上|以下|以内|之内)?(?:的(?=[，,、；;由要应给予]|[约近]?\d|[^，,。；;\d]{1,12}[，,]"
    r"|[^，,。；;\d]{1,8}[达有占共为超]\d|[^，,。；;\d]{2,12}率(?:达到?|为|超过?)?\d))"
)
# 三十年以上的老支书, 不足三人的企业: of which kind; 六成以上的村, 2万元以上的收入 are figures.
KIND = re.compile(
    r"的(?!资金|投入|投资|收[入益]|利润|产值|分红|价格|成本|费用|钱|支持|补[助贴]|奖[励金]|[高低]价|时间|速度)"
)
SHORT_OF = re.compile(r"(?:不足|不够|不满|不到|未满)(?:了)?$")
# 党龄满五十年, 扣满二十分, 够三个就单建; not 坐满200人, 能够10人
FULL = re.compile(rf"(?:(?<![{FILLED}])满|(?<![能足])够)$")
# 正式党员2名的，…; 对30户以上的院落，…
PERSONS = frozenset({"名", "人", "户", "个", "家", "岁", "分"})
CASE = re.compile(r"的[，,]")
# 不到三十人|不准设, 满3年|方可转让: what is ordered where a limit is passed; not 不足30人|不能成班
BARRED = re.compile(
    r"(?:的|者)?(?:一律|原则上|坚决|一般|都|均)?"
    r"(?:不(?:准|得(?!不|已|了|出)|许|予|允许|立项|开[工班]|评优|受理|签字|报销|审批|参评|招录)|严禁|禁止|方[可能](?!面)|才[可准予]|才能(?!把|将|回)|必须|(?<!必)须(?!弥|发)|应当"
    r"|取消|一票否决|一律|视为|算(?:不)?合格|自动)"
)
ORDERED = re.compile(
    r"(?:(?:^|[。；;，,：:])凡[^，,。；;]{1,30}|\d[名位人户个家岁分](?:以上|以下|以内)?)的[，,](?:(?!已|共有?)[^。；;])*$"
)
NEAR = 80  # characters before a figure in which its case is told
FOR_THOSE = re.compile(r"对[^，,。；;\d]{0,6}$")
THOSE = re.compile(r"[^，,。；;\d的]{2,10}[，,]")
NORM = re.compile(r"[^，,。；;、]{0,6}的(?:标准|要求|比例|原则|规定|额度)")
# 按40%用于再生产、60%用于分红的比例分配; 5万至20万元的67个.
NORM_FAR = re.compile(r"[^，,。；;]{0,40}?的(?:比例|办法|标准|原则)(?:[，,进分计给安提予实予]|$)")
# 以每格100户左右为标准
MEASURE = re.compile(r"[^，,。；;]{0,6}为(?:标准|准|限|界|单位|底线)")
CLASS = re.compile(r"的(?:有)?[约近]?\d")
# 1分抵1元, 每扣1分, 驻村走访占30分: what counts how much.
TRADED = re.compile(r"[\d每][^，,。；;、\d]{0,3}(?:抵|折抵|抵扣|兑换?|换)$")
TRADING = tuple("可抵折兑换")
TRADED_FOR = re.compile(r"(?:可)?(?:抵|折抵|抵扣|兑换?|换)\d")
SCORED = re.compile(r"(?:占|扣|加|(?<![累共合总])计|记|奖|减)(?:除|到|至|了)?$")
TIED = re.compile(r"[^，,。；;\d]{0,12}挂钩")
# 每卖出一箱，提拨10元; 每人认领一岗，全年服务不少于12小时.
FOR_EACH = re.compile(
    r"每[^，,。；;]{1,10}[，,](?:提拨|提取|奖励|奖补|补贴|补助|扣|加|给予|奖|补|返)[^，,。；;\d]{0,3}$"
)
LEAST = re.compile(
    r"每(?:年|月|周|季度|人|名|户|个|村)[^。；;\n]{0,30}(?:不少于|不低于|不得少于|不超过|至少)$"
)
NORM_BEFORE = re.compile(r"(?:按|按照|(?<![所可予])以|依照)[^，,。；;]*$")
# 《细则》规定，凡…20亩以上者，…: all that the paragraph says behind it.
RULING = re.compile(
    r"(?:[》则法案程约见]|制度)[中里]?(?:还|也|同时|另)?(?:明确)?规定[，,：:]"
    r"(?:(?!已经|已有|截至|截止|目前|共有|累计)[^\n])*$"
)
FAR = 400  # characters before a figure in which a rule may be opened
OFTEN = frozenset({"次", "场", "期"})  # how often each does a thing is said of a place
WITHIN = ("以内", "之内", "内")
IN_TIME = re.compile(rf"(?<=[天日时钟])(?:{'|'.join(WITHIN)})")


def find_general(
    text: str, quantity: Quantity, sentence_start: int, paragraph: int
) -> General | None:
    """Whether a figure is a "threshold" (or of a case thought up), or what "each" is to do or get.

    Its sentence and its paragraph begin at *sentence_start* and *paragraph*.
    """
    start = max(sentence_start - 1, quantity.start - 40, 0)
    marks = RULED.findall(text, start, quantity.start)
    if _is_told_of_case(text, quantity, sentence_start, paragraph):
        return "threshold"
    if marks and _is_of_case(text[start : quantity.start], marks):
        return "threshold"
    return "each" if marks and _is_of_each(text, quantity, start, marks) else None


def _is_of_each(text: str, quantity: Quantity, start: int, marks: Sequence[str]) -> bool:
    """Whether it is what each is to do or to get; its sentence is read from *start*."""
    if quantity.unit in OFTEN or OF_EACH.isdisjoint(marks):
        return False
    before = text[start : quantity.start]
    return bool(
        EACH.search(before)
        or FOR_EACH.search(before)
        or LEAST.search(text, start, quantity.number_start)
    )


def _is_of_case(before: str, marks: Sequence[str]) -> bool:
    """Whether words with some marks of rules lead to a case that is thought up."""
    return bool(
        (not OF_CASE.isdisjoint(marks) and SUPPOSED.search(before))
        or (not OF_GRANT.isdisjoint(marks) and GRANTED.search(before))
        or (not OF_TRADE.isdisjoint(marks) and TRADED.search(before))
    )


def _is_told_of_case(text: str, quantity: Quantity, sentence_start: int, paragraph: int) -> bool:
    """Whether it is a threshold, or what is ruled for a case told before."""
    if _is_threshold(text, quantity):
        return True
    if text.startswith(WITHIN, quantity.unit_end) and IN_TIME.match(text, quantity.unit_end):
        return True
    if quantity.unit == "分" and SCORED.search(text, max(0, quantity.start - 3), quantity.start):
        return True
    if text.startswith(TRADING, quantity.end) and TRADED_FOR.match(text, quantity.end):
        return True
    at = quantity.start
    if text.find("规定", max(paragraph, at - FAR), at) >= 0 and _is_ruled(text, at):
        return True
    case = max(sentence_start, at - NEAR)
    return text.find("的", case, at) >= 0 and _follows_case(text, case, at)


def _is_threshold(text: str, quantity: Quantity) -> bool:
    """Part of a rule: 有3名以上党员的单位, 按每村3至5人的标准, 5万至20万元的67个."""
    if quantity.unit == "%" and _is_norm(text, quantity):
        return True
    if quantity.unit != "%" and _is_kind(text, quantity):
        return True
    if text.find("为", quantity.end, quantity.end + 8) >= 0 and MEASURE.match(text, quantity.end):
        return "以" in text[max(0, quantity.start - 24) : quantity.start]
    limit = text.endswith(LIMITS, 0, quantity.end)
    barred = BARRED.match(text, quantity.end)
    if barred and (limit or _is_limited(text, quantity)):
        return True
    if limit and THOSE.match(text, quantity.end):
        return FOR_THOSE.search(text, max(0, quantity.start - 8), quantity.start) is not None
    if text.find("的", quantity.end - 2, quantity.end + 16) < 0:
        return False
    if quantity.unit in PERSONS and CASE.match(text, quantity.end):
        return True
    if quantity.value_max is not None and CLASS.match(text, quantity.end):
        return True
    if NORM.match(text, quantity.end):
        return NORM_BEFORE.search(text, max(0, quantity.start - 12), quantity.start) is not None
    if limit or _is_limited(text, quantity):
        at = quantity.end - 2 if limit else quantity.end
        if LIMIT_BEHIND.match(text, at):
            return True
    if quantity.modifier is None or quantity.unit in ("%", "元"):
        return False
    behind = text[quantity.end : quantity.end + 16]
    before = text[max(0, quantity.start - 12) : quantity.start]
    return (
        THRESHOLD.search(before) is not None
        and re.match(r"[^，,。；;、]{1,12}的", behind) is not None
    )


def _is_limited(text: str, quantity: Quantity) -> bool:
    """Whether a limit stands before its number: 低于60分, 超过200元."""
    at = quantity.number_start
    return LIMIT_BEFORE.search(text, max(0, at - 8), at) is not None


def _is_kind(text: str, quantity: Quantity) -> bool:
    """Whether it says which kind is meant: 三十年以上的老支书, 党龄满五十年."""
    first = max(0, quantity.number_start - 4)
    before = text[first : quantity.number_start]
    inhabited = before.endswith("住满") and quantity.unit in PERSONS  # not 住满三年
    if before.endswith(("满", "够")) and FULL.search(before) and not inhabited:
        return True
    if not text.startswith("的", quantity.end):
        return False
    limited = text.endswith(LIMITS, 0, quantity.end)
    return bool((limited or SHORT_OF.search(before)) and KIND.match(text, quantity.end))


def _is_ruled(text: str, at: int) -> bool:
    """Whether the paragraph says before that a statute rules what follows."""
    start = max(0, at - FAR)
    return RULING.search(text, max(start, text.rfind("\n", start, at) + 1), at) is not None


def _follows_case(text: str, start: int, at: int) -> bool:
    """Whether it is what a rule orders for a case: 正式党员2名的，100%建立支部."""
    if text.find("的，", start, at) < 0 and text.find("的,", start, at) < 0:
        return False
    return ORDERED.search(text, start, at) is not None


def _is_norm(text: str, quantity: Quantity) -> bool:
    """One of the shares of 按40%用于再生产、60%用于分红的比例; 与10%的资金挂钩."""
    if text[quantity.start - 1 : quantity.start] == "与":
        return TIED.match(text, quantity.end) is not None
    before = text[max(0, quantity.start - 24) : quantity.start]
    governed = ("按" in before or "以" in before) and NORM_BEFORE.search(before)
    return bool(governed and NORM_FAR.match(text, quantity.end))
