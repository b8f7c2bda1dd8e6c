"""What stands after a year: months, days, quarters, halves, and the words at their edge."""

from __future__ import annotations

import re
from calendar import monthrange
from typing import Literal, NamedTuple

Kind = Literal["day", "month", "year", "range", "since", "plan", "event"]

FIGURES = {character: value for value, character in enumerate("〇一二三四五六七八九")}
FIGURES |= dict.fromkeys("○零OＯo", 0)

FIGURE = "[〇○零OＯo0一二三四五六七八九]"  # of a year in Chinese figures
S = r"[ \u3000]{0,2}"
MONTH = r"(?:1[0-2]|0?[1-9](?!\d)|十[一二]?|[一二三四五六七八九元])"
DAY = (
    r"(?:[12]\d|3[01]|0?[1-9](?!\d)|三十一?|二?十[一二三四五六七八九]|廿[一二三四五六七八九]?|二?十"
    r"|[一二三四五六七八九])"
)
DATE = r"(?:日(?![报常均益产])|号(?![线楼文召称]))"
TO = rf"{S}(?:至|到|[-—–~～]{{1,2}}){S}"

MONTH_DAYS = re.compile(rf"({MONTH}){S}月{S}({DAY}){S}[日号]?{TO}({DAY}){S}{DATE}")
MONTHS = re.compile(rf"({MONTH}){S}(?:月份?)?{TO}({MONTH}){S}月份?(?!{S}{DAY}{S}[日号])")
MONTH_DAY = re.compile(rf"({MONTH}){S}月(?![球饼嫂薪均租供])(?:份|{S}({DAY}){S}{DATE})?")
FIRST_MONTHS = re.compile(rf"[前头]({MONTH}|两){S}个月")
QUARTERS = re.compile(rf"第?([一二三四1-4]){S}[、和至到-]{S}第?([一二三四1-4]){S}季度")
QUARTER = re.compile(
    r"(?:(前)([一二两三1-3])个?|第?([一二三四首1-4]))季(?:度(?!假)|(?=[，,。、的]))"
)
HALF = re.compile(r"([上下前后])半年")
EDGE = re.compile(
    r"年?(?:[底末](?![蕴子线气数端])(?:为?止)?|初(?![步级心期见衷])|终(?=[，,。、的考])|中(?=[，,。、的）]))"
    r"|[春夏秋冬](?:[季天](?!节)|(?=[，,。、的以开至始起]))|[上中下]旬|岁[末尾]|为?止(?=[，,、；;。])"
)
SINCE = re.compile(rf"{S}(?:以来|至今(?![年天日后]))")
FROM_ON = re.compile(rf"{S}(?:开始|起(?![步点草源来义诉飞跑航初因伏重]))")
RANGE = re.compile(TO)


class Point(NamedTuple):
    """A year, a month or a day."""

    year: int
    month: int | None = None
    day: int | None = None

    def value(self) -> str:
        """As in the export; a day that the calendar does not have is left out."""
        value = f"{self.year:04d}"
        if self.month:
            value += f"-{self.month:02d}"
            if self.day and self.day <= monthrange(self.year, self.month)[1]:
                value += f"-{self.day:02d}"
        return value


class Moment(NamedTuple):
    """The first and last point of an expression, and the offset at which it ends."""

    first: Point
    last: Point
    end: int

    def value(self) -> str:
        """One point, or two with "/" between them."""
        first, last = self.first.value(), self.last.value()
        return first if first == last else f"{first}/{last}"

    def kind(self) -> Kind:
        """What it is: a range, or the precision of its one point."""
        if self.first != self.last:
            return "range"
        kinds: tuple[Kind, ...] = ("year", "month", "day")
        return kinds[self.first.value().count("-")]


def read_number(text: str) -> int:
    """The value of a small number: "12", "〇九", "二十一", "廿三", "元" (the first)."""
    if text.isdigit() and text.isascii():
        return int(text)
    text = text.replace("廿", "二十").replace("元", "一")
    hundreds, hundred, rest = text.rpartition("百")
    tens, ten, ones = rest.rpartition("十")
    if not ten and not hundred:
        return int("".join(str(FIGURES.get(character, character)) for character in text))
    tens = tens.lstrip("零〇")
    value = FIGURES[hundreds] * 100 if hundred else 0
    if ten:
        value += (FIGURES[tens] if tens else 1) * 10
    return value + (FIGURES[ones[-1]] if ones else 0)


def read_moment(text: str, at: int, year: int) -> Moment | None:
    """The months, days, quarter or half year at an offset ("1-4月份", "第一季度"), of *year*."""
    while text[at : at + 1] == " ":
        at += 1
    return _read_months(text, at, year) or _read_quarters(text, at, year)


def _read_months(text: str, at: int, year: int) -> Moment | None:
    if match := MONTH_DAYS.match(text, at):
        month, first, last = (read_number(part) for part in match.groups())
        return Moment(Point(year, month, first), Point(year, month, last), match.end())
    if match := MONTHS.match(text, at):
        first, last = read_number(match[1]), read_number(match[2])
        if first <= last:
            return Moment(Point(year, first), Point(year, last), match.end())
    if match := MONTH_DAY.match(text, at):
        point = Point(year, read_number(match[1]), read_number(match[2]) if match[2] else None)
        return Moment(point, point, match.end())
    return None


def _read_quarters(text: str, at: int, year: int) -> Moment | None:
    if match := QUARTERS.match(text, at):
        first, last = read_number(match[1]), read_number(match[2])
        return Moment(Point(year, first * 3 - 2), Point(year, last * 3), match.end())
    if match := QUARTER.match(text, at):
        figure = match[2] or match[3]
        number = {"首": 1, "两": 2}.get(figure) or read_number(figure)
        first = 1 if match[1] else number * 3 - 2
        return Moment(Point(year, first), Point(year, number * 3), match.end())
    if match := FIRST_MONTHS.match(text, at):
        last = 2 if match[1] == "两" else read_number(match[1])
        return Moment(Point(year, 1), Point(year, last), match.end())
    if match := HALF.match(text, at):
        first, last = (1, 6) if match[1] in "上前" else (7, 12)
        return Moment(Point(year, first), Point(year, last), match.end())
    return None


def read_edge(text: str, at: int) -> int:
    """Where an expression ends with its 底, 初, 中旬, 春季 …, which do not change its value."""
    match = EDGE.match(text, at)
    return match.end() if match else at


def read_since(text: str, start: int, at: int) -> int:
    """Where 以来, 至今, or 起 and 开始 behind 自 and 从, ends; -1 where none stands."""
    match = SINCE.match(text, at)
    if not match and start and text[start - 1] in "自从打":
        match = FROM_ON.match(text, at)
    return match.end() if match else -1


def read_to(text: str, at: int) -> int:
    """Where 至, 到 or a dash ends, or -1 where none stands."""
    match = RANGE.match(text, at)
    return match.end() if match else -1
