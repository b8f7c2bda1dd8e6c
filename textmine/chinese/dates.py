"""The grammar of dates: absolute dates and periods in all the forms that reports use.

>>> [(found.text, found.value) for found in find_dates("2009年1-4月份比“十五”期间好")]
[('2009年1-4月份', '2009-01/2009-04'), ('“十五”期间', '2001/2005')]
>>> parse_date("二〇〇九年十二月三十日印发")
'2009-12-30'

Values are ISO-like: "2009", "2009-12", "2009-12-30", with "/" between the ends of a range, both
included. What goes on ("2009年以来") has kind "since" and the value of its beginning; 十七大 has
kind "event" and the year in which it met.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from textmine.chinese.eras import Found, find_decades, find_events, find_plans
from textmine.chinese.moments import (
    FIGURE,
    TO,
    Kind,
    Moment,
    Point,
    S,
    read_edge,
    read_moment,
    read_number,
    read_since,
    read_to,
)
from textmine.chinese.republic import find_republic


@dataclass(frozen=True, slots=True)
class DateMatch:
    """An expression of time: characters `start` to `end` of the text, and its value."""

    start: int
    end: int
    text: str
    value: str
    kind: Kind


WIDE = re.compile("[０-９．／－]")
NARROW = dict(zip("０１２３４５６７８９．／－", "0123456789./-", strict=True))

YEAR = rf"(?:(?:1[89]|20)\d\d(?!\d)|[一二]{FIGURE}{{3}})"
YEAR_START = re.compile(rf"[12一二](?:(?<![\d./].)[089]\d\d(?!\d)|(?<!{FIGURE}.){FIGURE}{{3}})")
# 2009-12-30, 2009.12.30, 2009/12/30; 2009.12 too, but not 2009.12万元
SIGNED = re.compile(
    r"((?:1[89]|20)\d\d)([-./])(1[0-2]|0?[1-9])(?:\2([12]\d|3[01]|0?[1-9])(?!\d)|(?!\d))"
    r"(?!\.\d|-\d|\s?(?:[万亿元亩户人个%％‰吨千百倍斤米年兆瓦毫厘]|[升克](?![级任学为至服])|度(?!假)|公[里顷斤吨分尺]|平方|平米|立方|[美欧日港]元|英[镑亩]"
    r"|小时|标箱|[kmg]?[gmw](?![a-z])|ha|㎡|℃))",
    re.IGNORECASE,
)
SIGNED_DAY = re.compile(r"[./-](1[0-2]|0?[1-9])[./-]([12]\d|3[01]|0?[1-9])(?!\d)")  # 民国103.12.31
YEARS = re.compile(
    rf"({YEAR}){S}(?:年度?)?{TO}({YEAR}|\d\d(?=年)){S}(学年度?|年度?(?!{S}\d{{1,2}}月))?"
)
FROM = re.compile(r"[从在自于（(]$")
LISTED = re.compile(rf"({YEAR})(?={S}[、和及与]{S}{YEAR}{S}[年、和及与])")
IN_ALL = re.compile(rf"({YEAR})(?:[、,，]{YEAR}){{0,5}}[、和及与]({YEAR}){S}[两三四五六]年")
PLAIN = re.compile(rf"({YEAR}){S}年度?(?![代级龄])")
# Two figures: 09年 is a year, 98年底 and 12年5月 may be; 30年 is a while. Patterns that begin with
# a plain character and look back from it are searched ten times faster.
SHORT = re.compile(r"年(?<=\d\d年)(?<![\d.年月~～—-]\d\d年)度?(?![代级龄限])")
SHORT_HAN = re.compile(rf"年(?<=[零〇九]{FIGURE}年)(?<!{FIGURE}..年)(?![代级龄来前间多历义])")
LATE_YEAR = re.compile(r"[底末初]|以来|\d{1,2}月|建|毕业|入党|退伍|高考|开始|起")
WEEKDAY = re.compile(r"[，, （(]{0,2}星期[一二三四五六日天][）)]?")
LUNAR = re.compile(
    r"[正一二三四五六七八九十冬腊]{1,2}月"
    r"(?:初[一二三四五六七八九十]|(?:二?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|三十|卅)(?![日号一二三四五六七八九])|(?<=[正腊]月))"
)
STAMP = re.compile(r"\s*((?:19|20)\d\d)(0[1-9]|1[0-2])([0-2]\d|3[01])\d*\s*")


@lru_cache(maxsize=1)  # the last step of cleaning and then periods ask for the same text
def find_dates(text: str) -> tuple[DateMatch, ...]:
    """The absolute dates and periods of *text*, in order, without overlaps."""
    plain = fold(text)
    found = [
        *_find_years(plain),
        *_find_republic_years(plain),
        *_find_short_years(plain),
        *find_plans(plain),
        *find_events(plain),
        *find_decades(plain),
    ]
    found.sort(key=lambda each: (each[0], -each[1]))
    kept: list[DateMatch] = []
    for start, end, value, kind in found:
        if not kept or start >= kept[-1].end:
            kept.append(DateMatch(start, end, text[start:end], value, kind))
    return tuple(kept)


def parse_date(text: str) -> str | None:
    """The first year, month or day of *text*, or None; 20100503 alone is a day too."""
    if stamp := STAMP.fullmatch(text):
        return Point(int(stamp[1]), int(stamp[2]), int(stamp[3])).value()
    single = (each.value for each in find_dates(text) if each.kind in ("day", "month", "year"))
    return next(single, None)


def fold(text: str) -> str:
    """With full-width figures and signs as plain ones; as long as before."""
    return WIDE.sub(lambda match: NARROW[match[0]], text)  # ten times faster than translate()


def _find_years(text: str) -> Iterator[Found]:
    last = 0
    for start in YEAR_START.finditer(text):
        if start.start() < last:
            continue
        found = _read_year(text, start.start())
        if found:
            last = found[1]
            yield found


def _find_republic_years(text: str) -> Iterator[Found]:
    for each in find_republic(text):
        if each.last:
            yield each.start, each.end, f"{each.value}/{each.last}", "range"
        elif match := SIGNED_DAY.match(text, each.end):
            point = Point(each.value, int(match[1]), int(match[2]))
            yield each.start, match.end(), point.value(), "day"
        else:
            yield finish(text, each.start, each.value, each.end)


def _read_year(text: str, at: int) -> Found | None:
    if match := SIGNED.match(text, at):
        point = Point(int(match[1]), int(match[3]), int(match[4]) if match[4] else None)
        return at, match.end(), point.value(), "day" if point.day else "month"
    if match := YEARS.match(text, at):
        years = _read_range(match)
        if years and (match[3] or FROM.search(text[max(0, at - 1) : at])):
            return at, match.end(), years, "range"
    if (match := IN_ALL.match(text, at)) and (years := _read_range(match)):
        return at, match.end(), years, "range"
    if match := LISTED.match(text, at):
        return at, match.end(), str(read_number(match[1])), "year"
    if match := PLAIN.match(text, at):
        if lunar := LUNAR.match(text, match.end()):
            return at, lunar.end(), str(read_number(match[1])), "year"
        return finish(text, at, read_number(match[1]), match.end())
    return None


def _read_range(match: re.Match[str]) -> str | None:
    """The value of "2003-2005年" or "2003-05年"; None where it goes backwards."""
    first, last = read_number(match[1]), read_number(match[2])
    if last < 100:
        last += first // 100 * 100
    return f"{first}/{last}" if first < last else None


def finish(text: str, start: int, year: int, at: int) -> Found:
    """The rest of an expression after its year: months, quarter, the end of a range, 以来."""
    moment = read_moment(text, at, year) or Moment(Point(year), Point(year), at)
    end = read_edge(text, moment.end)
    to = read_to(text, end)
    if to >= 0 and (later := _read_end(text, to, moment)):
        return start, later.end, later.value(), "range"
    since = read_since(text, start, end)
    if since >= 0:
        return start, since, moment.value(), "since"
    if moment.first.day and (match := WEEKDAY.match(text, end)):
        end = match.end()
    return start, end, moment.value(), moment.kind()


def _read_end(text: str, at: int, moment: Moment) -> Moment | None:
    """The whole range, where a later year, month or day stands at *at*."""
    if match := PLAIN.match(text, at):
        year = read_number(match[1])
        later = read_moment(text, match.end(), year) or Moment(
            Point(year), Point(year), match.end()
        )
    elif moment.first.month:
        found = read_moment(text, at, moment.first.year)
        if not found:
            return None
        later = found
    else:
        return None
    if later.last.value() <= moment.first.value():
        return None
    return Moment(moment.first, later.last, read_edge(text, later.end))


def _find_short_years(text: str) -> Iterator[Found]:
    for match in SHORT.finditer(text):
        start = match.start() - 2
        number = int(text[start : match.start()])
        if number < 10 or (number < 35 and read_moment(text, match.end(), 2000 + number)):
            yield finish(text, start, 2000 + number, match.end())
        elif number >= 80 and LATE_YEAR.match(text, match.end()):
            yield finish(text, start, 1900 + number, match.end())
    for match in SHORT_HAN.finditer(text):
        start = match.start() - 2
        number = read_number(text[start : match.start()])
        yield finish(text, start, (2000 if number < 10 else 1900) + number, match.end())
