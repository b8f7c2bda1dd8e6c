"""Figures as people write them."""

from __future__ import annotations

import re
from typing import Protocol

from textmine.errors import StoreError
from textmine.store.words import names
from textmine.store.words.naming import Tongue
from textmine.types import Metric

CHANGES = {
    "yoy": "year on year",
    "increase": "rise of",
    "decrease": "fall of",
    "increase_to": "rise to",
    "decrease_to": "fall to",
}


class Stated(Protocol):
    """What states a value: a metric, or a row of one."""

    @property
    def value(self) -> float: ...
    @property
    def value_max(self) -> float | None: ...
    @property
    def unit(self) -> str: ...
    @property
    def modifier(self) -> str | None: ...


def describe(metric: Metric, tongue: Tongue = "zh") -> str:
    """A metric in a line: "村集体收入：300万元以上（2009）", "村集体收入: 3 million 元 or more"."""
    name = metric.indicator or metric.text
    told = quantity(metric, metric.change.kind if metric.change else None, tongue)
    if tongue == "en":
        return f"{name}: {told}" + (f" ({metric.period})" if metric.period else "")
    return f"{name}：{told}" + (f"（{metric.period}）" if metric.period else "")


def quantity(stated: Stated, change: str | None, tongue: Tongue) -> str:
    """A value with its range, unit, modifier and kind of change: "增加约2万—4万户"."""
    value = figure(stated.value, tongue)
    if tongue == "en":
        most = "" if stated.value_max is None else f"–{english(stated.value_max)}"
        about = "about " if stated.modifier == "about" else ""
        after = {"over": " or more", "under": " or less"}.get(stated.modifier or "", "")
        before = f"{CHANGES[change]} " if change else ""
        return f"{before}{about}{value}{most} {stated.unit}".rstrip() + after
    most = "" if stated.value_max is None else f"—{number(stated.value_max)}"
    about = "约" if stated.modifier == "about" else ""
    after = {"over": "以上", "under": "以下"}.get(stated.modifier or "", "")
    return f"{names.CHANGES[change] if change else ''}{about}{value}{most}{stated.unit}{after}"


def figure(value: float, tongue: Tongue) -> str:
    """A figure as a language writes it.

    >>> figure(15_320.0, "zh"), figure(15_320.0, "en")
    ('1.532万', '15,320')
    """
    return number(value) if tongue == "zh" else english(value)


def number(value: float) -> str:
    """A figure as people write it: 3000000 is 300万, 1.5e9 is 15亿, 1.26e14 is 126万亿.

    >>> number(3_000_000.0), number(1.26e14), number(12.0), number(33.33)
    ('300万', '126万亿', '12', '33.33')
    """
    for size, name in ((1e12, "万亿"), (1e8, "亿"), (1e4, "万")):
        if abs(value) >= size:
            return _digits(value / size).replace(",", "") + name
    return _digits(value).replace(",", "")


def english(value: float) -> str:
    """A figure in English: all digits, but millions and more in words where these say it whole.

    >>> english(15_320.0), english(1_200_000.0), english(1_234_567.0), english(3.4e9)
    ('15,320', '1.2 million', '1,234,567', '3.4 billion')
    """
    for size, name in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if abs(value) >= size and _is_short(value / size):
            return f"{_digits(value / size)} {name}"
    return _digits(value)


def short_english(value: float) -> str:
    """The same where there is little room, beside a chart.

    >>> short_english(15_300.0), short_english(800.0), short_english(1.5e6), short_english(0.25)
    ('15.3k', '800', '1.5 million', '0.25')
    """
    if 1e4 <= abs(value) < 1e6 and _is_short(value / 1e3):
        return f"{_digits(value / 1e3)}k"
    return english(value)


def _is_short(value: float) -> bool:
    """Whether three decimals say it whole."""
    return abs(value - round(value, 3)) <= abs(value) * 1e-12


def _digits(value: float) -> str:
    """At most four decimals, thousands set apart."""
    text = f"{value:,.4f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


SIZES = {"万亿": 1e12, "亿": 1e8, "万": 1e4, "千": 1e3}
FIGURE = re.compile(r"(?P<digits>[-+]?\d+(?:\.\d+)?)(?P<size>万亿|亿|万|千)?")


def read_figure(written: str) -> float | None:
    """A number as people type it ("1.2万", "3,000"); StoreError for what is none.

    >>> read_figure("1.2万"), read_figure("126万亿"), read_figure("")
    (12000.0, 126000000000000.0, None)
    """
    text = written.replace(",", "").replace("，", "").strip()
    if not text:
        return None
    match = FIGURE.fullmatch(text)
    if match is None:
        raise StoreError(written, "is not a number")
    return round(float(match["digits"]) * SIZES.get(match["size"] or "", 1.0), 6)
