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
    ("全市生产总值", "GDP"),
    ("生产总值增速", "地区生产总值"),
    ("地方财政收入", "一般公共预算收入"),
    ("地方一般公共预算收入", "一般预算收入"),
    ("居民消费价格涨幅", "居民消费价格总水平"),
    ("居民消费价格指数涨幅", "居民消费价格上涨"),
    ("外贸进出口总额", "进出口总值"),
    ("粮食总产量", "粮食产量"),
    ("国家高新技术企业总数", "高新技术企业"),
    ("市场主体总量", "经营主体"),
    ("全社会研发经费投入占GDP比重", "研发投入强度"),
    ("环境空气质量优良率", "空气优良天数比率"),
    ("细颗粒物年均浓度", "PM2.5平均浓度"),
    ("常住人口城镇化率", "城镇化率"),
    ("全体居民人均可支配收入", "居民人均可支配收入"),
    ("社零总额", "社会消费品零售额"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_same_key(one: str, other: str) -> None:
    assert load_keys().key(one) == load_keys().key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("农民人均纯收入", "城镇居民人均可支配收入"),
        ("财政收入", "地方财政收入"),
        ("高新区地区生产总值", "地区生产总值"),
        ("户籍人口城镇化率", "城镇化率"),
        ("新型农业经营主体", "经营主体"),
        ("城镇就业占比", "城镇新增就业"),
        ("用水总量", "用水"),
        ("人均GDP", "GDP"),
        ("城区空气优良率", "空气优良率"),
        ("党员", "党支部"),
    ],
)
def test_different_keys(one: str, other: str) -> None:
    assert load_keys().key(one) != load_keys().key(other)


def test_what_was_done_with_them_is_part_of_a_key() -> None:
    keys = load_keys()
    assert keys.key("市场主体", "新登记") == "新登记经营主体"
    assert keys.key("城镇就业", "新增") == "城镇新增就业"
    assert keys.key("学位", "新增") == "学位"


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
