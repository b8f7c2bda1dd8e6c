"""extract.figures.keys: one key for one indicator under different words."""

from __future__ import annotations

import pytest

from textmine.extract.figures.keys import load_keys

SAME = [
    ("农民人均纯收入", "农民纯收入人均"),
    ("农民人均纯收入", "农民的人均纯收入"),
    ("农村居民人均可支配收入", "人均农民可支配收入"),
    ("农村常住居民人均可支配收入", "农民人均可支配收入"),
    ("城镇人均可支配收入", "城镇居民人均可支配收入"),
    ("规上工业亩均增加值", "规模以上工业增加值亩均"),
    ("村均集体经济收入", "集体经济收入村均"),
    ("市地区生产总值", "地区生产总值"),
    ("GDP", "地区生产总值"),
    ("国内生产总值", "地区生产总值"),
    ("城市化水平", "城镇化率"),
    ("每年“党建专项”经费", "党建专项经费"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_same_key(one: str, other: str) -> None:
    assert load_keys().key(one) == load_keys().key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("农民人均纯收入", "城镇居民人均可支配收入"),
        ("财政收入", "地方财政收入"),
        ("党员", "党支部"),
    ],
)
def test_different_keys(one: str, other: str) -> None:
    assert load_keys().key(one) != load_keys().key(other)


def test_nothing_has_no_key() -> None:
    assert load_keys().key(None) is None
    assert load_keys().key("的") == "的"


@pytest.mark.parametrize(
    ("indicator", "key"),
    [
        ("脱贫人口人均纯收入", "脱贫人口人均纯收入"),
        ("人均农民纯收入", "农民人均纯收入"),
        ("PM2.5平均浓度", "PM2.5平均浓度"),
        ("人均绿地", "人均绿地"),
        ("平均", "平均"),
    ],
)
def test_a_key_reads_as_people_write(indicator: str, key: str) -> None:
    assert load_keys().key(indicator) == key
