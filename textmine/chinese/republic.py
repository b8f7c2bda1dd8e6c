"""Years of the Republic's calendar (民国), as texts of Taiwan count them to this day.

民国一○三年 is 2014; so is 一○三年度, since figures in a row are no while (that is 一百零三年).
A bare 108年 is a year only in a text that says elsewhere that it counts so.

>>> [(each.value, each.last) for each in find_republic("民国94年起，110至112年、115年度")]
[(2005, None), (2021, 2023), (2026, None)]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from textmine.chinese.moments import FIGURE, TO, S, read_number

BEFORE_FIRST = 1911
# The calendar's own years of today; 民国二十六年 of old tells nothing of the rest of a text.
RECENT = range(60, 150)

NAMED = re.compile(
    rf"民[国國]{S}([\d一二三四五六七八九十百元〇○零OＯo]{{1,5}}){S}(?:年度?|(?=[./-]\d{{1,2}}[./-]\d))"
)
# Patterns begin with a plain character and look back from it: ten times faster to search.
ROW = re.compile(
    rf"年(?<=一[〇○零OＯ一二三]{FIGURE}年)(?<!{FIGURE}...年)(?<![十百千万第].{{3}}年)"
    r"(?<!一二三年)度?(?![代级龄])"
)
# 104年1月12日: so old is no year of the common calendar that a text gives with its day.
WITH_DAY = re.compile(
    rf"年(?<=1[0-3]\d年)(?<![\d.第]...年){S}(?:1[0-2]|0?[1-9]){S}月{S}[0-3]?\d{S}(?:日|、\d)"
)
BUDGET = re.compile(r"年度(?<=1[0-3]\d年度)(?<![\d.第]...年度)")
SHORT = r"(?:1[0-3]\d|[89]\d)"
BARE = re.compile(
    rf"(?<![\d.第近满过达约逾超历时了每共])(?<!\d[,，])(?:({SHORT}){S}(?:年度?)?{TO})?({SHORT}){S}年度?"
    r"(?![代级龄来前后後间多余期内的历]|以[来前后内上下])(?:(?<=\d\d\d年)|(?<=度)|(?=[底初起至到\d]))"
)
SPOKEN = re.compile(
    r"(?<![一二三四五六七八九十百千\d第])((?:一百[零〇○]?|[八九]十)[一二三四五六七八九十]{0,3})年"
    r"(?=度|[底初]|[一二三四五六七八九十]{1,2}月)度?"
)


class RepublicYear(NamedTuple):
    """A year of the common calendar; `last` ends a range of them."""

    start: int
    end: int
    value: int
    last: int | None = None


def find_republic(text: str) -> Iterator[RepublicYear]:
    """The years of the Republic's calendar in *text* (figures folded), by kind, not in order."""
    named = [
        RepublicYear(_named_from(text, m.start()), m.end(), BEFORE_FIRST + read_number(m[1]))
        for m in NAMED.finditer(text)
    ]
    rows = [
        RepublicYear(
            m.start() - 3, m.end(), BEFORE_FIRST + read_number(text[m.start() - 3 : m.start()])
        )
        for m in ROW.finditer(text)
    ]
    yield from named
    yield from rows
    recent = any(each.value - BEFORE_FIRST in RECENT for each in named)
    if recent or rows or BUDGET.search(text) or WITH_DAY.search(text):
        yield from _find_bare(text)


def _named_from(text: str, at: int) -> int:
    """Where 民国 begins with the 中华 that may stand before it."""
    return at - 2 if text[max(0, at - 2) : at] in ("中华", "中華") else at


def _find_bare(text: str) -> Iterator[RepublicYear]:
    for match in BARE.finditer(text):
        last = BEFORE_FIRST + int(match[2])
        first = BEFORE_FIRST + int(match[1]) if match[1] else last
        if first <= last:
            yield RepublicYear(*match.span(), first, last if first < last else None)
    for match in SPOKEN.finditer(text):
        yield RepublicYear(*match.span(), BEFORE_FIRST + read_number(match[1]))
