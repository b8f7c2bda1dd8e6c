"""Figures as people write them, in Chinese and in English."""

from __future__ import annotations

import pytest

from textmine.store.words.wording import english, number, short_english

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
