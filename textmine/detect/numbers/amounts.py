"""What a number and its unit come to: coins, currency, halves, and the modifiers beside them."""

from __future__ import annotations

import re
from dataclasses import replace

from textmine.chinese.numerals import DIGITS
from textmine.detect.layers import Quantity
from textmine.detect.numbers.modifiers import modifier_after, modifier_before, was_done
from textmine.detect.numbers.number import Number, numeral, rounded
from textmine.detect.numbers.units import FoundUnit, load_units

FIGURE = "[0-9一二两三四五六七八九壹贰叁肆伍陆柒捌玖]"
COINS = re.compile(rf"(?:(?P<jiao>{FIGURE})[角毛])?(?:(?P<fen>{FIGURE})分)?钱?")
# 1角|5分, 2毛|5: what stands behind tenths
FEN = re.compile(rf"(?:(?P<fen>{FIGURE})(?:分|(?=[，,。；;、！!？?”」）)\n]|$)))?钱?")
# 9块|8, 1块|6: tenths without a word of their own
TENTHS = re.compile(rf"(?P<jiao>{FIGURE})(?=[，,。；;、！!？?”」）)\n]|$|[一每]|的|左右|以上)")
CURRENCY = re.compile(
    r"(人民币|港币|港元|美金|美元|新台币|台币|日元|欧元|英镑|韩元|澳元|卢布|泰铢)(?:约|近|逾|计)?\s?$"
)
EITHER = re.compile(r"[(（][次只头個个羽处户人名家件座条块场所间台套元亩]{1,2}[)）]")  # 10万只(头)
MONEY = frozenset({"元", "块", "角"})
# 出栏后每只能挣1000多块: 块 is money where somebody earns, pays or sells, and no thing follows.
DEALT = re.compile(
    r"(?:(?:[挣赚卖贷欠付掏攒补贴赔罚]|收入|工资|租金|分红|补助|奖|价|能拿|领到|(?<!丰)收|留下|进账"
    r"|高出|低了?|贵|便宜|[加降涨跌减]了?|[高低贵]出?|借(?![阅助鉴用书])"
    r"|花(?=[了去费掉上近约不]|$)|(?<![全本我该各])省(?=[了下出钱近约]|$))[^，,。；;、！!？?\d]{0,6}"
    r"|给了?[^，,。；;、！!？?\d立建装挂铺修做印送]{0,4})$"
)
DEALT_BEHIND = re.compile(
    r"多?(?:$|[，,。；;、！!？?”）)\n]|左右|以上|以下|一[斤天月年亩只头棵个份]|每|的?(?:工资|收入|租金))"
)
# 两年半, 三倍半, 六米半
HALVED = frozenset("年 倍 亩 里 斤 米 公里 公斤 吨 天 小时 丈 尺 甲".split())
# 十一亩|二, 一甲|二: tenths
LAND_REST = re.compile(r"([一二三四五六七八九])分?(?=[，,。；;、！!？?”」）)\n的]|$)")
MORE_BEHIND = frozenset("倍 亩 斤 公里 元".split())
MORE = re.compile("多(?![功元样种个家层次媒维项位名晶肉彩]|民族|年生|用途)")
# 26个|人驻村: persons; but 3个|人工湖, 12个|人大代表
PERSON = re.compile(
    "人(?![大才民工文生造体物信事所名力口格经主税家档身商行权防隐消账申独电均间机员群流道类防武])"
)
KEPT = "控制在"  # 控制在3%左右 is about 3 %
LAND = frozenset({"亩", "甲"})
# What is counted of what was done: 查处过12件, 问过54名.
DONE_OR_SEEN = frozenset(
    "次 起 回 件 场 期 届 家 名 位 个 遍 趟 封 篇 轮 例 堂 节 项 座 条 套 台".split()
)
HALF = re.compile(r"半(?![天年月个数径])")


def make_quantity(text: str, number: Number, found: FoundUnit) -> Quantity:
    """The quantity with its modifiers, coins and currency."""
    if found.unit.name in MONEY:
        number, found = _in_yuan(text, number, found)
    if found.unit.name == "个" and PERSON.match(text, found.end):
        found = FoundUnit(load_units().by_name["人"], found.end + 1)
    if found.unit.scale == 10 or found.unit.name in HALVED:
        number, found = _with_rest(text, number, found)
    unit, end, more = found.unit, found.end, number.more
    if text[end : end + 1] in ("(", "（"):
        either = EITHER.match(text, end)
        end = either.end() if either else end
    tenths = unit.name == "%" and text[end - 1] in "成半"
    if (
        (tenths or unit.name in MORE_BEHIND)
        and text[end : end + 1] == "多"
        and MORE.match(text, end)
    ):
        more, end = "over", end + 1  # 4倍多, 8亩多地
    start = number.start
    before = modifier_before(text, start)
    if before and start - before.edge == 1 and unit.name in DONE_OR_SEEN and was_done(text, start):
        before = None
    if unit.dimension == "money":
        start = _currency_start(text, before.edge if before else start)
        before = before or modifier_before(text, start)
    after = modifier_after(text, end)
    if after and text.startswith("起步", end) and text[start - 1] in "从由自":
        after = None  # 从50头起步，到1200头
    near = after and after.kind == "about" and before and text.startswith(KEPT, before.edge)
    beside = after if near else before or after
    return Quantity(
        start=min(start, before.edge) if before else start,
        end=after.edge if after else end,
        number_start=number.start,
        number_end=number.end,
        unit_end=end,
        value=rounded(number.low * unit.scale),
        value_max=None if number.high is None else rounded(number.high * unit.scale),
        unit=unit.name,
        modifier=more or (beside.kind if beside else None),
        shape=number.shape if unit.shape == "number" else unit.shape,
    )


def _currency_start(text: str, at: int) -> int:
    """Where an amount begins with the currency that stands before it: 投入|新台币500万元."""
    prefix = CURRENCY.search(text, max(0, at - 5), at)
    return prefix.start() if prefix else at


def _in_yuan(text: str, number: Number, found: FoundUnit) -> tuple[Number, FoundUnit]:
    """With 角 and 分 counted in: 3块5, 5角钱; and the currency that stands before: 美元300元."""
    units, end = load_units(), found.end
    if found.unit.name == "角":
        return _in_tenths(text, number, end)
    if found.unit.name == "块" and (tenths := TENTHS.match(text, end)):
        low = round(number.low + _coin(tenths["jiao"]) / 10, 2)
        return replace(number, low=low), FoundUnit(units.by_name["元"], tenths.end())
    if found.unit.name == "块" and _is_dealt(text, number, found):
        return number, FoundUnit(units.by_name["元"], end)
    coins = COINS.match(text, end)
    if coins and coins[0]:
        low = round(number.low + _coin(coins["jiao"]) / 10 + _coin(coins["fen"]) / 100, 2)
        number, found = replace(number, low=low), FoundUnit(units.by_name["元"], coins.end())
    prefix = CURRENCY.search(text, max(0, number.start - 5), number.start)
    return number, FoundUnit(units.by_form[prefix[1]], found.end) if prefix else found


def _in_tenths(text: str, number: Number, end: int) -> tuple[Number, FoundUnit]:
    """5角, 1角5分, 两毛五: in yuan."""
    rest = FEN.match(text, end)
    low, high = number.low / 10, None if number.high is None else number.high / 10
    if rest and high is None:
        low, end = round(low + _coin(rest["fen"]) / 100, 2), rest.end()
    return replace(number, low=low, high=high), FoundUnit(load_units().by_name["元"], end)


def _is_dealt(text: str, number: Number, found: FoundUnit) -> bool:
    """Whether what is counted in 块 is money that changes hands."""
    behind = DEALT_BEHIND.match(text, found.end) is not None
    return behind and DEALT.search(text, max(0, number.start - 12), number.start) is not None


def _with_rest(text: str, number: Number, found: FoundUnit) -> tuple[Number, FoundUnit]:
    """四成七 is 47 %, 一成半 15 %, 两年半 2.5 years."""
    rest = DIGITS.get(text[found.end : found.end + 1], 0)
    if found.unit.scale == 10 and rest:
        more = rest / 10
    elif HALF.match(text, found.end):
        more = 0.5
    elif found.unit.name in LAND and (parts := LAND_REST.match(text, found.end)):
        end = parts.end()
        return replace(number, low=number.low + DIGITS[parts[1]] / 10), FoundUnit(found.unit, end)
    else:
        return number, found
    return replace(number, low=number.low + more), FoundUnit(found.unit, found.end + 1)


def _coin(figure: str | None) -> float:
    return (numeral(figure) or 0.0) if figure else 0.0
