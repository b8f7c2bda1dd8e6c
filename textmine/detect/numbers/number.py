"""Where a text says a number, and which: its figures, multiplier and sign, or two neighbours."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from textmine.chinese.numerals import (
    HAN,
    HAN_CLASS,
    HAN_DECIMALS,
    HAN_FIGURE,
    HAN_NOUGHTS,
    MIXED,
    SHARE,
    parse_numeral,
)
from textmine.detect.numbers.units import load_units
from textmine.types import Modifier

# The same few figures come again and again.
numeral = lru_cache(maxsize=4096)(parse_numeral)
# Behind a number: more than that (300多户, 十几户), or about as many (十来户).
MORE: dict[str, Modifier] = {
    **dict.fromkeys("多余餘几幾", "over"),
    **dict.fromkeys("来來", "about"),
}
MANY = "".join(MORE)
LARGE = "[万萬亿億]"
# One Chinese figure is a number only where something that numbers go with follows.
NEXT = load_units().first + MANY + "万亿萬億至到~～—-"
PLAIN = (
    rf"(?:{MIXED}|{HAN_NOUGHTS}|{HAN_FIGURE}{{2,30}}{HAN_DECIMALS}?|{HAN_FIGURE}{HAN_DECIMALS}"
    rf"|{HAN_FIGURE}(?=[{NEXT}]))"
)
TAIL = (
    rf"(?P<more>[{MANY}])?(?:[个個](?=[亿億](?!元(?![的左用])[一-鿿])))?"  # 3.2个亿, but 3个亿元村
    rf"(?:[ \u3000]?(?P<large>[十百千]?{LARGE}{{1,2}}))?"
)
# The lookahead lets the matcher skip all other characters; without it a pass takes ten times
# as long.
FIRST = rf"[0-9０-９\-－负翻过半{HAN_CLASS}]"
NUMBER = re.compile(
    rf"(?={FIRST})(?:"
    r"(?P<fold>翻了?(?:(?P<near>近|约|将近|接近)|(?P<past>超过?|不止))?(?P<folds>[一二两三四1-4])?番(?P<beyond>多)?)"
    r"|(?P<half>过半数?|半数|一半|一多半|百分百)(?![天年月日时小])"
    rf"|(?P<sign>(?<![0-9０-９A-Za-z%％)）])[-－]|(?<![减担自抱肩胜背辜欺])负的?)?"
    rf"(?:(?P<below>百|{HAN}|\d{{1,32}})分之(?P<above>{SHARE})"
    r"|(?P<top>\d{1,3})[/／](?P<bottom>\d{1,3})(?![0-9/／.])"
    rf"|(?P<plain>{PLAIN}){TAIL}))"
)
IN_A_ROW = re.compile("[零〇○0０一二三四五六七八九]{3}")  # 二五○, 一三五万: read figure by figure
PAIR = re.compile(r"([一二两三四五六七八])([二三四五六七八九])")  # 三四百, 十七八, 三五个


@dataclass(slots=True)
class Number:
    """A number as read: `low` to `high` (None unless a range), up to offset `end`."""

    start: int
    end: int
    low: float
    high: float | None = None
    more: Modifier | None = None
    shape: str = "number"


def read_plain(match: re.Match[str]) -> Number | None:
    """The number of a match of `NUMBER` that is no phrase and no fraction."""
    plain, large = match["plain"], match["large"]
    low, high = value_of(plain)
    if low is None:
        return None
    times = (-1.0 if match["sign"] else 1.0) * ((numeral(large) or 1.0) if large else 1.0)
    if times != 1.0:
        low, high = rounded(low * times), None if high is None else rounded(high * times)
    shape = "number" if high is None else "range"
    return Number(match.start(), match.end(), low, high, MORE.get(match["more"]), shape)


def value_of(plain: str) -> tuple[float | None, float | None]:
    """The value, or both ends of two neighbouring figures (三四百 is 300 to 400)."""
    pair = None if plain.isascii() or IN_A_ROW.match(plain) else PAIR.search(plain)
    if pair is None:
        return numeral(plain), None
    ends = [numeral(plain[: pair.start()] + f + plain[pair.end() :]) for f in pair.groups()]
    if None in ends or (ends[0] or 0) >= (ends[1] or 0):
        return numeral(plain), None
    return ends[0], ends[1]


def rounded(value: float) -> float:
    """To six places and 14 figures: 1.1 × 10,000 is 11,000, 170.98 × 10⁸ is 17,098,000,000.

    Most are whole, and rounding is slow.
    """
    return value if value.is_integer() else float(f"{round(value, 6):.14g}")
