"""extract.figures.tables: figures take the heads of their row and column."""

from __future__ import annotations

import pytest

from tests.figures import metrics
from textmine.extract.figures.tables import find_tables, table_figures

YEARS = """全县主要指标如下，单位：万元
指标 | 2009年 | 2010年
财政收入 | 12,300 | 15,680
农民人均纯收入（元） | 4380 | 5120
表后还有一段。"""

TOWNS = """序号 | 乡镇 | 党支部（个） | 覆盖率
1 | 城关镇 | 46 | 95.6%
2 | 合计 | 112 | 91%"""


def test_heads_of_years() -> None:
    (span,) = find_tables(YEARS)
    assert [
        (f.indicator, f.quantity.value, f.quantity.unit, f.period)
        for f in table_figures(YEARS, span)
    ] == [
        ("财政收入", 123000000, "元", "2009"),
        ("财政收入", 156800000, "元", "2010"),
        ("农民人均纯收入", 4380, "元", "2009"),
        ("农民人均纯收入", 5120, "元", "2010"),
    ]


def test_the_row_is_headed_by_its_first_text() -> None:
    found = metrics(TOWNS, places=("城关镇",))
    assert [(m.indicator, m.value, m.unit, m.place and m.place.text, m.total) for m in found] == [
        ("党支部", 46, "个", "城关镇", False),
        ("覆盖率", 95.6, "%", "城关镇", False),
        ("党支部", 112, "个", None, True),
        ("覆盖率", 91, "%", None, True),
    ]
    assert [TOWNS[m.quantity_start : m.quantity_end] for m in found] == [
        "46",
        "95.6%",
        "112",
        "91%",
    ]


def test_figures_stay_in_the_order_of_the_text() -> None:
    text = f"先有支部12个。\n{YEARS}\n后建支部15个，增长25%。"
    found = metrics(text)
    assert [m.value for m in found] == [12, 123000000, 156800000, 4380, 5120, 15, 25]
    assert found[-1].change_of == 5


@pytest.mark.parametrize(
    "text",
    ["", "甲 | 乙", "没有表格。\n只有两行。", "甲 | 乙\n丙 | 丁 | 戊", "栏目 | 内容\n电话 | 12345"],
)
def test_no_figures(text: str) -> None:
    assert [f for span in find_tables(text) for f in table_figures(text, span)] == []
