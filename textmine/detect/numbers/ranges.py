"""The second end of a range: 2-4户, 三至五年, 10%~15%."""

from __future__ import annotations

import re
from dataclasses import replace

from textmine.chinese.numerals import HAN, MIXED
from textmine.detect.numbers.number import LARGE, TAIL, Number, numeral, value_of
from textmine.detect.numbers.units import PERCENT, FoundUnit, find_unit_behind

BETWEEN = re.compile(
    rf"\s?(?:[-–—－~～]{{1,2}}|(?P<word>至|到))\s?(?P<percent>百分之)?(?P<plain>{MIXED}|{HAN}){TAIL}"
)
JOINING = frozenset("-–—－~～至到 \u3000(（") | {""}  # what a range may begin with
CHANGE = ("由", "从", "自")  # 由3万到5万 is two ends of a change, not a range
# A bare number is an amount only from such a sum on, and where it names its place.
LEAST_AMOUNT, ROUND = 100, re.compile("[百千佰仟万亿]")
LAST_MULTIPLIERS = (
    re.compile(rf"(?:[百佰千仟]{LARGE}{{1,2}}|[百佰千仟])$"),
    re.compile(rf"{LARGE}{{1,2}}$"),
)


def read_range(
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
    if behind is None and found is None and (amount := _amounts(text, number, match)):
        return amount, found
    if behind is None or (found and found.unit.name != behind.unit.name):
        return number, found
    if match["word"] and text[max(0, number.start - 1) : number.start] in CHANGE:
        return number, found or FoundUnit(behind.unit, number.end)
    low, high = _ends_of_range(number, match, shared=found is None)
    if high is None or low >= high:
        return number, found
    return replace(number, end=match.end(), low=low, high=high, shape="range"), behind


def _amounts(text: str, number: Number, match: re.Match[str]) -> Number | None:
    """月薪三千到五千, 每家10万到30万: a range of amounts that say no unit."""
    low, high = _ends_of_range(number, match, shared=True)
    if high is None or not LEAST_AMOUNT <= low < high or number.more:
        return None
    ends = text[number.start : number.end], text[match.start("plain") : match.end()]
    if text[number.start - 1 : number.start] in CHANGE or not all(map(ROUND.search, ends)):
        return None
    return replace(number, end=match.end(), low=low, high=high, shape="range")


def _unit_behind(text: str, match: re.Match[str], number: Number) -> FoundUnit | None:
    behind = find_unit_behind(text, match.end())
    if match["percent"] or (number.shape == "fraction" and behind is None):
        return FoundUnit(PERCENT, match.end())
    return behind


def _ends_of_range(
    number: Number, match: re.Match[str], *, shared: bool
) -> tuple[float, float | None]:
    second, large = value_of(match["plain"])[0], match["large"] or ""
    if second is None:
        return number.low, None
    times = _shared_multiplier(number.low, match["plain"] + large) if shared else 1.0
    upper = second * ((numeral(large) or 1.0) if large else 1.0)
    return round(number.low * times, 6), round(upper, 6)


def _behind_note(text: str, at: int) -> int:
    """Behind a bracketed note: 1万(含)-5万元."""
    return at + 3 if text[at : at + 3] in ("(含)", "（含）") else at


def _shared_multiplier(low: float, second: str) -> float:
    """2-4万 is 20,000 to 40,000: the multiplier of the second end, where it fits the first."""
    for pattern in LAST_MULTIPLIERS:
        multiplier = pattern.search(second)
        if multiplier and low < (numeral(second[: multiplier.start()]) or 0.0):
            return numeral(multiplier[0]) or 1.0
    return 1.0
