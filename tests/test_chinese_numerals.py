"""chinese.numerals: what a numeral is worth."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tables import read_rows
from textmine.chinese.numerals import parse_numeral

VALUES = [
    ("7", 7),
    ("1200", 1200),
    ("1,200", 1200),
    ("１，２００．５", 1200.5),
    ("233,333，333", 233333333),
    ("3万", 30000),
    ("4.78万亿", 4.78e12),
    ("3万4000", 34000),
    ("5万4千6百", 54600),
    ("1千零20", 1020),
    ("十五", 15),
    ("一百五", 150),
    ("两千三百五", 2350),
    ("九万四", 94000),
    ("一百零四", 104),
    ("二〇〇九", 2009),
    ("三点五亿", 3.5e8),
    ("六点四二万", 64200),
    ("壹拾贰万叁仟", 123000),
    ("兩千兩百貳拾二", 2222),
    ("廿二", 22),
    ("负三点五", -3.5),
    ("-12.5", -12.5),
    ("三分之一", 1 / 3),
    ("百分之二十", 0.2),
    ("2/5", 0.4),
    ("3万2，500", 32500),
    ("1亿2,345万", 123450000),
    ("8．五", 8.5),
    ("百分之八．五", 0.085),
    ("一二三万", 1230000),
    ("五○万", 500000),
    ("二三0", 230),
    ("负一又二分之一", -1.5),
]


@pytest.mark.parametrize(("text", "value"), VALUES)
def test_parse_numeral(text: str, value: float) -> None:
    assert parse_numeral(text) == pytest.approx(value, rel=1e-12)


@pytest.mark.parametrize(
    "text", ["", "百姓", "三农", "3个", "nan", "inf", "1_000", "一二三四五六七八九x", "分之", "/"]
)
def test_parse_numeral_refuses(text: str) -> None:
    assert parse_numeral(text) is None


@given(st.integers(min_value=0, max_value=10**15))
def test_every_integer_is_read_back(number: int) -> None:
    assert parse_numeral(str(number)) == number
    assert parse_numeral(f"{number:,}") == number


@given(st.integers(min_value=1, max_value=99_999_999))
def test_every_integer_is_read_in_chinese(number: int) -> None:
    assert parse_numeral(_in_chinese(number)) == number


def _in_chinese(number: int) -> str:
    """The number in full, with 零 for gaps: an independent writer to check the reader with."""
    if number >= 10_000:
        high, low = divmod(number, 10_000)
        gap = "零" if 0 < low < 1000 else ""
        return _in_chinese(high) + "万" + (gap + _in_chinese(low) if low else "")
    written, gap = "", False
    for place, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, place)
        if digit:
            written += ("零" if gap and written else "") + "零一二三四五六七八九"[digit] + unit
        gap = not digit
    return written


# ---- the tables of others ---------------------------------------------------------------------
# Amounts of money in coins are quantities, not numerals (detect.quantities reads them).
MONEY = "元圆角"
CN2AN = [
    row
    for row in read_rows("quantity/cn2an/cn2an.jsonl")
    if isinstance(row["value"], (int, float)) and not set(row["text"]) & set(MONEY)
]


@pytest.mark.shared
@pytest.mark.skipif(not CN2AN, reason="development data absent")
def test_cn2an_numerals() -> None:
    wrong = {
        r["text"]: r["value"]
        for r in CN2AN
        if parse_numeral(r["text"]) != pytest.approx(r["value"])
    }
    assert wrong == {}


# 几十, 几万 are estimates, no numerals.
NUMBERS = {
    found["text"]: float(found["value"])
    for row in read_rows("recognizers/number.jsonl")
    if row["tier"] in ("core", "extended")
    for found in row["expected"]
    if not set(found["text"]) & set("几幾")
}


@pytest.mark.shared
@pytest.mark.skipif(not NUMBERS, reason="development data absent")
def test_recognizers_numbers() -> None:
    wrong = {
        text: value
        for text, value in NUMBERS.items()
        if parse_numeral(text) != pytest.approx(value)
    }
    assert wrong == {}
