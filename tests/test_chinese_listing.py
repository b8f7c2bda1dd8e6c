"""chinese.listing: words of a list apart from the same characters inside other words."""

from __future__ import annotations

import re

import pytest

from textmine.chinese.listing import AND, AND_SO_ON

LISTS = (
    "面包等产品 水平等指标 合同等材料 集中等方式 网上等渠道 统一等办法 广场等位置"
    " 现场等效果 大学等高校"
).split()
WORDS = (
    "一等奖作品 二等功臣 高等院校 中等职业学校 初等教育 平等协商 对等帮扶 均等服务 优等品 等级评定"
    " 等待区 等额选举 等高线"
).split()
PAIRS = "班子和机构 台账及清单 村民与商户 农户和合作社".split()
WHOLES = "和美乡村 和谐邻里 调和办法 普及计划 及时奖励 参与机制 与会人员 涉及面".split()


@pytest.mark.parametrize("text", LISTS)
def test_closes_examples(text: str) -> None:
    assert re.search(AND_SO_ON, text)


@pytest.mark.parametrize("text", WORDS)
def test_a_word_closes_no_examples(text: str) -> None:
    assert not re.search(AND_SO_ON, text)


@pytest.mark.parametrize("text", PAIRS)
def test_joins(text: str) -> None:
    assert re.search(AND, text)


@pytest.mark.parametrize("text", WHOLES)
def test_a_word_joins_nothing(text: str) -> None:
    assert not re.search(AND, text)
