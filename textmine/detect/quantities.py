"""Numbers with their units, as spaCy component `textmine_quantities`.

One pass of a regular expression finds numbers; what stands beside each decides unit, range and
modifier. Whether a quantity is a metric is asked later (`extract.screening`): durations, ages and
announced kinds (四种形式) are quantities too. Dates, ordinals, numbering, years and codes are not.

>>> [(q.value, q.unit, q.modifier) for q in find_quantities("投资300多万元，建成2-4个，占三分之一")]
[(3000000.0, '元', 'over'), (2.0, '个', None), (33.33, '%', None)]
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc

from textmine.chinese.numerals import (
    DIGITS,
    HAN,
    HAN_CLASS,
    HAN_DECIMALS,
    HAN_FIGURE,
    MIXED,
    parse_numeral,
)
from textmine.detect.layers import Quantity, text_of
from textmine.detect.modifiers import modifier_after, modifier_before
from textmine.detect.refusals import is_name, is_rank, leads_a_word
from textmine.detect.rowunits import unit_of_row
from textmine.detect.units import FoundUnit, Unit, find_unit, guess_counter, load_units
from textmine.detect.words import Words

PERCENT, TIMES, BARE = Unit("%", "ratio"), Unit("倍", "ratio"), Unit("", "bare")
# The same few figures come again and again.
_numeral = lru_cache(maxsize=4096)(parse_numeral)
MANY = "多余餘几幾来來"  # behind a number: more than that
LARGE = "[万萬亿億]"
# One Chinese figure is a number only where something that numbers go with follows.
NEXT = load_units().first + MANY + "万亿萬億至到~～—-"
PLAIN = (
    rf"(?:{MIXED}|{HAN_FIGURE}{{2,30}}{HAN_DECIMALS}?|{HAN_FIGURE}{HAN_DECIMALS}"
    rf"|{HAN_FIGURE}(?=[{NEXT}]))"
)
TAIL = rf"(?P<more>[{MANY}])?(?:[个個](?=[亿億]))?(?:[ \u3000]?(?P<large>[十百千]?{LARGE}{{1,2}}))?"
# The lookahead lets the matcher skip all other characters; without it a pass takes ten times
# as long.
FIRST = rf"[0-9０-９\-－负翻过半{HAN_CLASS}]"
NUMBER = re.compile(
    rf"(?={FIRST})(?:"
    r"(?P<fold>翻(?:了|近|约|超过?)?(?P<folds>[一二两三四1-4])?番(?P<beyond>多)?)"
    r"|(?P<half>过半数?|半数|一半|百分百)(?![天年月日时小])"
    rf"|(?P<sign>(?<![0-9０-９A-Za-z%％)）])[-－]|(?<![减担自抱肩胜背辜欺])负的?)?"
    rf"(?:(?P<below>百|{HAN}|\d+)分之(?P<above>{MIXED}|{HAN})"
    r"|(?P<top>\d{1,3})[/／](?P<bottom>\d{1,3})(?![0-9/／.])"
    rf"|(?P<plain>{PLAIN}){TAIL}))"
)
BETWEEN = re.compile(
    rf"\s?(?:[-–—－~～]{{1,2}}|(?P<word>至|到))\s?(?P<percent>百分之)?(?P<plain>{MIXED}|{HAN}){TAIL}"
)
JOINING = frozenset("-–—－~～至到 \u3000(（") | {""}  # what a range may begin with
CHANGE = ("由", "从", "自")  # 由3万到5万 is two ends of a change, not a range
FIGURE = "[0-9一二两三四五六七八九壹贰叁肆伍陆柒捌玖]"
COINS = re.compile(rf"(?:(?P<jiao>{FIGURE})[角毛])?(?:(?P<fen>{FIGURE})分)?钱?")
CURRENCY = re.compile(r"(港币|港元|美金|美元|新台币|台币|日元|欧元|英镑|韩元|澳元|卢布|泰铢)\s?$")
EITHER = re.compile(r"[(（][次只头個个羽处户人名家件座条块场所间台套元亩]{1,2}[)）]")  # 10万只(头)
LAST_MULTIPLIERS = (
    re.compile(rf"(?:[百佰千仟]{LARGE}{{1,2}}|[百佰千仟])$"),
    re.compile(rf"{LARGE}{{1,2}}$"),
)
PAIR = re.compile(r"([一二两三四五六七八])([二三四五六七八九])")  # 三四百, 十七八, 三五个


class QuantityFinder:
    """Finds quantities on `doc._.quantities`; needs nothing but the words."""

    def __call__(self, doc: Doc) -> Doc:
        words = Words(doc._.words, doc._.word_starts, doc._.tags)
        doc._.quantities = tuple(find_quantities(text_of(doc), words))
        return doc


@Language.factory(
    "textmine_quantities",
    assigns=["doc._.quantities"],
)
def make_quantities(nlp: Language, name: str) -> QuantityFinder:
    """What spaCy calls for `textmine_quantities`."""
    return QuantityFinder()


@dataclass(slots=True)
class Number:
    """A number as read: `low` to `high` (None unless a range), up to offset `end`."""

    start: int
    end: int
    low: float
    high: float | None = None
    more: bool = False
    shape: str = "number"


def find_quantities(text: str, words: Words | None = None) -> list[Quantity]:
    """Every number of *text* that has a unit, in order."""
    words = words or Words()
    found: list[Quantity] = []
    last = 0
    for match in NUMBER.finditer(text):
        if match.start() < last:
            continue
        quantity = _read(text, match, words)
        if quantity is not None:
            found.append(quantity)
            last = quantity.end
    return found


def _read(text: str, match: re.Match[str], words: Words) -> Quantity | None:
    if match["fold"] or match["half"]:
        return _read_phrase(text, match)
    if is_rank(text, match.start()):
        return None
    if match["plain"] is None:
        return _read_fraction(text, match)
    number = _read_plain(match)
    if number is None:
        return None
    found = find_unit(text, _skip_space(text, number.end))
    number, found = _read_range(text, number, found)
    if found is None and not match["large"] and match["plain"][0].isascii():
        number, found = _read_row(text, number)
    if not match["plain"][0].isascii() and leads_a_word(words, match, found):
        return None
    found = found or _guess_unit(text, number, match, words)
    if found is None or is_name(text, match, number.low, found):
        return None
    return _measure(text, number, found)


def _read_row(text: str, number: Number) -> tuple[Number, FoundUnit | None]:
    """With the unit that the last figure of its row states for all."""
    row = unit_of_row(text, number.start, number.end)
    if row is None:
        return number, None
    found, times = row
    high = None if number.high is None else round(number.high * times, 6)
    return replace(number, low=round(number.low * times, 6), high=high), found


def _skip_space(text: str, at: int) -> int:
    return at + 1 if text[at : at + 1] in (" ", "\u3000") else at


# ---- numbers ----------------------------------------------------------------------------------
def _read_plain(match: re.Match[str]) -> Number | None:
    plain, large = match["plain"], match["large"]
    low, high = _value(plain)
    if low is None:
        return None
    times = (-1.0 if match["sign"] else 1.0) * ((_numeral(large) or 1.0) if large else 1.0)
    if times != 1.0:
        low, high = _rounded(low * times), None if high is None else _rounded(high * times)
    shape = "number" if high is None else "range"
    return Number(match.start(), match.end(), low, high, match["more"] is not None, shape)


def _value(plain: str) -> tuple[float | None, float | None]:
    """The value, or both ends of two neighbouring figures (三四百 is 300 to 400)."""
    pair = None if plain.isascii() else PAIR.search(plain)
    if pair is None:
        return _numeral(plain), None
    ends = [_numeral(plain[: pair.start()] + f + plain[pair.end() :]) for f in pair.groups()]
    if None in ends or (ends[0] or 0) >= (ends[1] or 0):
        return _numeral(plain), None
    return ends[0], ends[1]


def _read_phrase(text: str, match: re.Match[str]) -> Quantity | None:
    """翻两番, 过半, 一半."""
    phrase = match["fold"] or match["half"]
    if text[match.start() - 1 : match.start()] in ("双", "间", "务"):  # 时间过半, 任务过半
        return None
    if match["fold"]:
        folds = _numeral(match["folds"] or "一") or 1.0
        found, number = FoundUnit(TIMES, match.end()), Number(*match.span(), 2.0**folds)
        number = replace(number, shape="multiple")
    else:
        found = FoundUnit(PERCENT, match.end())
        number = Number(*match.span(), 100.0 if phrase == "百分百" else 50.0, shape="fraction")
    quantity = _measure(text, number, found)
    if phrase.startswith("过半") or phrase[1] == "超" or match["beyond"]:
        return replace(quantity, modifier="over")
    return replace(quantity, modifier="about") if phrase[1] in "近约" else quantity


def _read_fraction(text: str, match: re.Match[str]) -> Quantity | None:
    """三分之一, 百分之二十, 1/3: a percentage."""
    below = _numeral(match["below"] or match["bottom"])
    above = _numeral(match["above"] or match["top"])
    if not below or above is None or (match["top"] and not 0 < above < below):
        return None
    percent = above if below == 100 else round(100 * above / below, 2)
    sign = -1.0 if match["sign"] else 1.0
    number = Number(*match.span(), sign * percent, shape="fraction")
    number, _ = _read_range(text, number, FoundUnit(PERCENT, match.end()))
    return _measure(text, number, FoundUnit(PERCENT, number.end))


# ---- ranges and units -------------------------------------------------------------------------
def _read_range(
    text: str, number: Number, found: FoundUnit | None
) -> tuple[Number, FoundUnit | None]:
    """Joined with the second end of 2-4户, 三至五年, 10%~15%."""
    end = found.end if found else number.end
    if text[end : end + 1] not in JOINING:
        return number, found
    match = BETWEEN.match(text, _behind_note(text, end))
    if match is None or match["more"] or (number.more and not found):
        return number, found
    behind = _unit_behind(text, match, number)
    if behind is None or (found and found.unit.name != behind.unit.name):
        return number, found
    if match["word"] and text[max(0, number.start - 1) : number.start] in CHANGE:
        return number, found or FoundUnit(behind.unit, number.end)
    low, high = _ends_of_range(number, match, shared=found is None)
    if high is None or low >= high:
        return number, found
    return replace(number, end=match.end(), low=low, high=high, shape="range"), behind


def _unit_behind(text: str, match: re.Match[str], number: Number) -> FoundUnit | None:
    behind = find_unit(text, _skip_space(text, match.end()))
    if match["percent"] or (number.shape == "fraction" and behind is None):
        return FoundUnit(PERCENT, match.end())
    return behind


def _ends_of_range(
    number: Number, match: re.Match[str], *, shared: bool
) -> tuple[float, float | None]:
    second, large = _value(match["plain"])[0], match["large"] or ""
    if second is None:
        return number.low, None
    times = _shared_multiplier(number.low, match["plain"] + large) if shared else 1.0
    upper = second * ((_numeral(large) or 1.0) if large else 1.0)
    return round(number.low * times, 6), round(upper, 6)


def _behind_note(text: str, at: int) -> int:
    """Behind a bracketed note: 1万(含)-5万元."""
    return at + 3 if text[at : at + 3] in ("(含)", "（含）") else at


def _shared_multiplier(low: float, second: str) -> float:
    """2-4万 is 20,000 to 40,000: the multiplier of the second end, where it fits the first."""
    for pattern in LAST_MULTIPLIERS:
        multiplier = pattern.search(second)
        if multiplier and low < (_numeral(second[: multiplier.start()]) or 0.0):
            return _numeral(multiplier[0]) or 1.0
    return 1.0


def _guess_unit(text: str, number: Number, match: re.Match[str], words: Words) -> FoundUnit | None:
    """The word behind as a counter; a bare 500万 keeps an empty unit, to be told by its clause."""
    plain, at = match["plain"], number.end
    large = bool(match["large"]) or plain[-1] in "万亿萬億"
    if not plain[0].isascii() and number.low < 10:
        return None
    index = words.at(at)
    if index >= 0 and at < len(text) and words.starts[index] == at:
        sure = (large or number.more) and len(plain) > 1
        unit = guess_counter(words.words[index], words.tags[index], large=sure)
        if unit:
            return FoundUnit(unit, at if unit.dimension == "persons" else at + len(unit.name))
    return FoundUnit(BARE, at) if large and not number.more else None


def _measure(text: str, number: Number, found: FoundUnit) -> Quantity:
    """The quantity with its modifiers, coins and currency."""
    unit, end, low, high = found.unit, found.end, number.low, number.high
    if unit.name in ("元", "块"):
        coins = COINS.match(text, end)
        if coins and coins[0]:
            low = round(low + _coin(coins["jiao"]) / 10 + _coin(coins["fen"]) / 100, 2)
            unit, end = load_units().by_name["元"], coins.end()
        prefix = CURRENCY.search(text, max(0, number.start - 4), number.start)
        unit = load_units().by_form[prefix[1]] if prefix else unit
    if unit.name == "角":
        low, high = low / 10, None if high is None else high / 10
        unit, end = load_units().by_name["元"], end + text.startswith("钱", end)
    if unit.scale == 10 or unit.name in HALVED:
        low, end = _add_rest(text, unit, low, end)
    if text[end : end + 1] in ("(", "（"):
        either = EITHER.match(text, end)
        end = either.end() if either else end
    more = number.more
    if unit.name == "倍" and text[end : end + 1] == "多":  # 4倍多
        more, end = True, end + 1
    before = modifier_before(text, number.start)
    after = modifier_after(text, end)
    beside = before or after
    modifier = "over" if more else beside.kind if beside else None
    return Quantity(
        start=before.edge if before else number.start,
        end=after.edge if after else end,
        number_start=number.start,
        number_end=number.end,
        unit_start=number.end,
        unit_end=end,
        value=_rounded(low * unit.scale),
        value_max=None if high is None else _rounded(high * unit.scale),
        unit=unit.name,
        modifier=modifier,
        shape=number.shape if unit.shape == "number" else unit.shape,
    )


def _rounded(value: float) -> float:
    """To six places: 1.1 × 10,000 is 11,000. Most are whole, and `round` is slow."""
    return value if value.is_integer() else round(value, 6)


HALVED = frozenset({"年", "倍", "亩", "里", "斤"})  # 两年半, 三倍半
HALF = re.compile(r"半(?![天年月个数径])")


def _add_rest(text: str, unit: Unit, low: float, end: int) -> tuple[float, int]:
    """四成七 is 47 %, 一成半 15 %, 两年半 2.5 years."""
    rest = DIGITS.get(text[end : end + 1], 0)
    if unit.scale == 10 and rest:
        return low + rest / 10, end + 1
    return (low + 0.5, end + 1) if HALF.match(text, end) else (low, end)


def _coin(figure: str | None) -> float:
    return (_numeral(figure) or 0.0) if figure else 0.0
