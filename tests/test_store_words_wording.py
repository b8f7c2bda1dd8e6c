"""Figures as people write them, in Chinese and in English."""

from __future__ import annotations

from typing import Any

import pytest

from textmine.store.words.wording import describe, english, number, short_english
from textmine.types import Change, Metric

WRITTEN = [
    (0.0, "0", "0", "0"),
    (-0.00001, "0", "0", "0"),
    (0.25, "0.25", "0.25", "0.25"),
    (33.3333333, "33.3333", "33.3333", "33.3333"),
    (999.0, "999", "999", "999"),
    (1_234.5, "1234.5", "1,234.5", "1,234.5"),
    (15_320.0, "1.532万", "15,320", "15.32k"),
    (15_300.0, "1.53万", "15,300", "15.3k"),
    (123_456.7, "12.3457万", "123,456.7", "123,456.7"),
    (-20_000.0, "-2万", "-20,000", "-20k"),
    (1_200_000.0, "120万", "1.2 million", "1.2 million"),
    (1_234_567.0, "123.4567万", "1,234,567", "1,234,567"),
    (3.4e9, "34亿", "3.4 billion", "3.4 billion"),
    (1.26e14, "126万亿", "126 trillion", "126 trillion"),
    (33.3 * 1e8, "33.3亿", "3.33 billion", "3.33 billion"),
]


@pytest.mark.parametrize(("value", "chinese", "in_english", "short"), WRITTEN)
def test_figures(value: float, chinese: str, in_english: str, short: str) -> None:
    assert number(value) == chinese
    assert english(value) == in_english
    assert short_english(value) == short


TOLD: list[tuple[dict[str, Any], str, str]] = [
    ({"value": 3e6, "unit": "元"}, "收入：300万元", "收入: 3 million 元"),
    (
        {"value": 12.0, "unit": "户", "modifier": "over", "period": "2009"},
        "收入：12户以上（2009）",
        "收入: 12 户 or more (2009)",
    ),
    (
        {"value": 2.0, "value_max": 40_000.0, "unit": "户", "modifier": "about"},
        "收入：约2—4万户",
        "收入: about 2–40,000 户",
    ),
    (
        {"value": 20_000.0, "unit": "元", "change": Change(kind="increase_to")},
        "收入：增至2万元",
        "收入: rise to 20,000 元",
    ),
    ({"value": 3.0, "unit": ""}, "收入：3", "收入: 3"),
]


@pytest.mark.parametrize(("said", "chinese", "in_english"), TOLD)
def test_metrics_in_a_line(said: dict[str, Any], chinese: str, in_english: str) -> None:
    where = {"start": 0, "end": 2, "source_start": 0, "source_end": 2}
    metric = Metric(id="m-1", text="收入", indicator="收入", **where, **said)
    assert describe(metric) == chinese
    assert describe(metric, "en") == in_english
