"""Figures as people write them."""

from __future__ import annotations

from textmine.store.words import names
from textmine.types import Metric


def describe(metric: Metric) -> str:
    """A metric in a line: "村集体收入：300万元以上（2009）"."""
    value = number(metric.value)
    if metric.value_max is not None:
        value += f"—{number(metric.value_max)}"
    about = "约" if metric.modifier == "about" else ""
    after = {"over": "以上", "under": "以下"}.get(metric.modifier or "", "")
    change = names.CHANGES[metric.change.kind] if metric.change else ""
    period = f"（{metric.period}）" if metric.period else ""
    return f"{metric.indicator or metric.text}：{change}{about}{value}{metric.unit}{after}{period}"


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
