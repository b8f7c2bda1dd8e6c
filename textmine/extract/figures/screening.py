"""Which quantities are no metrics: announced kinds, slogans, durations, ages, names in quotes.

The rules are data (`rules/not_metrics.toml`), each with texts that it must and must not refuse.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from textmine.chinese.numerals import HAN_CLASS
from textmine.detect.layers import Quantity
from textmine.detect.numbers.units import load_units
from textmine.resources import unfold

RULES = Path(__file__).parents[1] / "rules" / "not_metrics.toml"
HAN = frozenset(HAN_CLASS)
QUOTES = re.compile(
    r"“[^”“\n]{0,17}[^”“\n。！？!?，,…]”|‘[^’‘\n]{1,18}’|「[^」\n]{0,17}[^」\n。！？!?，,…]」|\"[^\"\n]{1,18}\"|《[^》\n]{1,60}》"
)
ORDERED = re.compile(r"0\d(?!\d|[.．])")  # 04 把小哥的家事当自家事
CLAUSE = re.compile(r"[，,。；;！!？?\n]")
BACK = 24  # characters before a quantity that a rule may look at
AHEAD = 16  # characters behind a quantity in which the sign of a rule stands
# A bare 500万 is money where its clause speaks of money.
MONEY = re.compile(
    r"(?>投资|资金|收入|产值|总值|GDP|贷款|销售额?|利润|税收|经费|补贴|补助|捐款|奖金|存款|投入|集资|筹资|成本|花费|交易额|营业额|财政|配套|补(?![种植栽播苗录办选登漏课])|(?<!抽)奖(?![章牌状杯]|学[生员])|每年给|债务|负债|融资|拨款|捐资|出资|支出|价值|进账|进项|入账|工资|月薪|年薪|罚款|(?:户|人|亩)均|[挣赚卖凑]了?|(?<![吸丰回接招签验没采秋抢机])收(?![治集录看养割藏容听视])(?:得|了|入)?|注资)"
    r"(?!者|商|对象|人(?![均民])|户(?!均))[^，,。；;]{0,8}$"
)
HEADS = re.compile(
    r"(?:用户|人口|人数|人次|粉丝|会员|党员|群众|职工|游客|学生|农民工|志愿者|人员|老人|儿童|妇女|农民|居民|患者|者)"
    r"(?:数量|总数|总量|已经|已|达到|达|约|近|超过|超|突破|有|为|在|共)*"
    r"(?:[由从][^，,。；;]{0,12}?的?)?(?:(?:增加|增长|上升|提高|发展|减少|下降|降)?[到至](?:\d{4}年底?的)?)?$"
)
PERSONS = ("用户", "人口", "人数", "人次", "人员", "粉丝", "患者", "游客")  # even of 贷款用户
AMOUNT_END = re.compile(
    r"(?:多|有余|零几[百千十])?(?:[，,。；;、）)！!？?”」\n]|$|左右|以上|以下|出头|入股|贷款|起[，,。；;]|提高|增加|增长|上升|下降|减少|到|至|和)"
)


@dataclass(frozen=True, slots=True)
class Rule:
    """One reason to refuse; see the head of the rule file."""

    name: str
    units: frozenset[str]
    dimensions: frozenset[str]
    number: str
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    unless_before: re.Pattern[str] | None
    unless_after: re.Pattern[str] | None
    unless_clause: re.Pattern[str] | None
    unless_units: frozenset[str]
    sign: str

    def refuses(self, text: str, quantity: Quantity) -> bool:
        """Whether all that the rule states of what stands beside *quantity* holds."""
        end = quantity.unit_end
        if self.after and not self.after.match(text, end):
            return False
        before = text[_clause_start(text, quantity.start) : quantity.number_start]
        if self.before and not self.before.search(before):
            return False
        if self.unless_before and self.unless_before.search(before):
            return False
        if self.unless_after and self.unless_after.match(text, end):
            return False
        return not (self.unless_clause and self.unless_clause.search(before))


# The kinds of numbers that rules state, with those that a number of that kind is of besides.
LARGE, TEN = frozenset({""}), frozenset({"", "ten"})
HAN_LARGE, HAN_SMALL = LARGE | {"han"}, TEN | {"han", "small"}
HAN_ONE = HAN_SMALL | {"one"}


def _kinds_of(text: str, quantity: Quantity) -> frozenset[str]:
    """What of a number decides which rules may refuse it."""
    han = text[quantity.number_start] in HAN
    more = text[quantity.number_end - 1] in "余多"  # 十余条 announces nothing
    if quantity.value_max is not None or quantity.value > 10 or more:
        return HAN_LARGE if han else LARGE
    if not han:
        return TEN
    return HAN_ONE if quantity.value == 1 else HAN_SMALL


@cache
def load_rules() -> tuple[Rule, ...]:
    """The rules that we ship."""
    with RULES.open("rb") as file:
        told = tomllib.load(file)
    parts = {name: unfold(part) for name, part in told["parts"].items()}
    return tuple(_make_rule(row, parts) for row in told["rule"])


def _make_rule(row: dict[str, Any], parts: dict[str, str]) -> Rule:
    def pattern(name: str) -> re.Pattern[str] | None:
        if name not in row:
            return None
        return re.compile(re.sub(r"<([a-z]+)>", lambda match: parts[match[1]], unfold(row[name])))

    return Rule(
        row["name"],
        frozenset(row.get("units", "").split()),
        frozenset(row.get("dimensions", "").split()),
        row.get("number", ""),
        pattern("before"),
        pattern("after"),
        pattern("unless_before"),
        pattern("unless_after"),
        pattern("unless_clause"),
        frozenset(row.get("unless_units", "").split()),
        row.get("sign", ""),
    )


@lru_cache(maxsize=4096)
def _rules_for(unit: str, kinds: frozenset[str]) -> tuple[Rule, ...]:
    """The rules that may refuse a number of some kinds with its unit."""
    known = load_units().by_name.get(unit)
    dimension = known.dimension if known else "count"
    return tuple(
        rule
        for rule in load_rules()
        if (not rule.units or unit in rule.units)
        and (not rule.dimensions or dimension in rule.dimensions)
        and unit not in rule.unless_units
        and rule.number in kinds
    )


class Screen:
    """Decides for each quantity of one text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.quotes = [match.span() for match in QUOTES.finditer(text)]
        self._starts = [start for start, _ in self.quotes]

    def refusal(self, quantity: Quantity) -> str | None:
        """The name of the rule that refuses *quantity*, or None: it is a metric."""
        if self._in_quotes(quantity):
            return "name in quotes"
        text, at, end = self.text, quantity.number_start, quantity.unit_end
        if text[at] == "0" and ORDERED.match(text, at):
            return "numbering"
        if not quantity.unit:
            return None if self.implied_unit(quantity) else "no unit"
        for rule in _rules_for(quantity.unit, _kinds_of(text, quantity)):
            told = not rule.sign or text.find(rule.sign, end, end + AHEAD) >= 0
            if told and rule.refuses(text, quantity):
                return rule.name
        return None

    def keep(self, quantities: Sequence[Quantity]) -> list[Quantity]:
        """Those that are metrics."""
        return [quantity for quantity in quantities if self.refusal(quantity) is None]

    def _in_quotes(self, quantity: Quantity) -> bool:
        at = bisect_right(self._starts, quantity.number_start) - 1
        return at >= 0 and quantity.number_start < self.quotes[at][1]

    def implied_unit(self, quantity: Quantity) -> str | None:
        """The unit of a bare 500万, where its clause speaks of money or of people."""
        before = self.text[max(0, quantity.start - BACK) : quantity.start]
        if not AMOUNT_END.match(self.text, quantity.end):
            return None
        heads = HEADS.search(before)
        if MONEY.search(before) and not (heads and heads[0].startswith(PERSONS)):
            return "元"
        if heads is None:
            return None
        return "人次" if heads[0].startswith("人次") else "人"


def _clause_start(text: str, at: int) -> int:
    """Where the clause of offset *at* begins, within reach of the rules."""
    last = max(0, at - BACK)
    for match in CLAUSE.finditer(text, last, at):
        last = match.end()
    return last
