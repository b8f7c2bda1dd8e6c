"""extract.figures.governing: the verb over a figure, and what tells that it is no stock."""

from __future__ import annotations

import pytest

from tests.figures import metrics

ACTIONS = [
    ("举办各类技能班16期", ["举办"]),
    ("改造水厂2座、泵站6座、管网40公里", ["改造", "改造", "改造"]),
    ("打造精品路线3条、特色客栈8家", ["打造", "打造"]),
    ("建立红土坡茶叶合作社党支部等21个产业党支部", ["建立"]),
    ("已有43户加入", ["加入"]),
    ("净增各类店铺300户、总量达2600户", ["净增", None]),
    ("女性占38%", [None]),
    ("现有茶园420亩", [None]),
    ("受理各类案件800件", ["受理"]),
    ("党员1345名", [None]),
]


@pytest.mark.parametrize(("text", "actions"), ACTIONS, ids=[row[0] for row in ACTIONS])
def test_actions(text: str, actions: list[str | None]) -> None:
    assert [metric.action for metric in metrics(text)] == actions


KEYS = [
    ("新登记市场主体2.2万户", "新登记经营主体"),
    ("惠及市场主体6600家", "惠及经营主体"),
    ("新增市场主体2.2万户", "经营主体"),
    ("市场主体总量达22万户", "经营主体"),
    ("新增城镇就业3万人", "城镇新增就业"),
    ("城镇新增就业3万人", "城镇新增就业"),
    ("创新开展夜校活动20场", "夜校活动"),
    ("现有市场主体22万户", "经营主体"),
]


@pytest.mark.parametrize(("text", "key"), KEYS, ids=[row[0] for row in KEYS])
def test_what_was_added_is_no_stock(text: str, key: str) -> None:
    assert metrics(text)[0].indicator_key == key


def test_a_rate_of_those_added_is_not_one_of_all() -> None:
    added, rate = metrics("新增市场主体300户，增长5%")
    assert (added.indicator_key, rate.indicator_key) == ("经营主体", "新增经营主体")
    there, rate = metrics("实有市场主体3000户，增长5%")
    assert (there.indicator_key, rate.indicator_key) == ("经营主体", "经营主体")
    hired, rate = metrics("城镇新增就业300人，增长5%")
    assert hired.indicator_key == rate.indicator_key == "城镇新增就业"


LEVELS = [  # whether each is what was added, or how many there are
    ("新增公园12座、累计达到86座", ["increase", None]),
    ("新增店铺170户、总数2690户", ["increase", None]),
    ("净增个体户170户、总量突破2690户", ["increase", None]),
    ("新增泊位2个、达到15个", ["increase", None]),
    ("新增学位2600个、床位400张", ["increase", "increase"]),
    ("新增绿道20公里、口袋公园4个", ["increase", "increase"]),
    ("产值增长5%、力争6%", ["increase", "increase"]),
    ("投资增长7%，确保达到8%", ["increase", "increase"]),
    ("居民消费价格涨幅控制在3%左右", ["increase"]),
    ("财政收入比增6%", ["increase"]),
    ("净增各类店铺300户", ["increase"]),
]


@pytest.mark.parametrize(("text", "changes"), LEVELS, ids=[row[0] for row in LEVELS])
def test_levels_and_changes(text: str, changes: list[str | None]) -> None:
    assert [metric.change for metric in metrics(text)] == changes
