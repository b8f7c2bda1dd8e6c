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
            return f"{value / size:.4f}".rstrip("0").rstrip(".") + name
    return f"{value:.4f}".rstrip("0").rstrip(".")
