"""extract.figures.aims: what a plan or a list of goals aims at, and what was reached."""

from __future__ import annotations

import pytest

import textmine
from textmine.extract.metrics import find_metrics

REVIEW = "一、2021年工作回顾\n全县新建冷库9座，游客达到40万人次。\n"


def _roles(text: str) -> list[tuple[float, str | None]]:
    doc = textmine.load()(text)
    return [(metric.value, metric.role) for metric in find_metrics(doc)]


PLANNED = [
    "二、2022年工作安排\n改造低产茶园120亩，修好机耕道和水渠。",
    "二、2022年重点工作\n（一）兴产业。新建冷库120座。",
    "二、2022年工作任务\n全年培训电商人才120名，",
    "三、下一步打算\n引进客商120家。",
    "三、下一步工作打算\n着力补短板，硬化村道120公里，惠及各村。",
    "四、今后工作思路\n建成垃圾分拣点120处。",
    "二、2022年工作安排\n1.强教育。新改扩建幼儿园120所；",
    "二、2022年政府重点工作\n确保城镇新增就业120人以上。",
    "三、明年工作计划\n组织巡诊120场次。",
    "二、2022年发展思路\n农产品网络零售额增长120%。",
]


@pytest.mark.parametrize("part", PLANNED, ids=PLANNED)
def test_what_a_plan_says_is_aimed_at(part: str) -> None:
    assert _roles(REVIEW + part)[-1] == (120, "target")


DONE = [
    "二、2022年工作安排\n目前全县有茶企120家。",
    "二、2022年工作安排\n2021年底全县茶园120亩，要逐年改造。",
    "三、下一步打算\n近年来，我们办起了夜校120所。",
    "三、下一步打算\n去年接待游客120人次。",
    "三、下一步打算\n已建成驿站120个，要用起来。",
    "二、主要成效\n建成驿站120个。",
]


@pytest.mark.parametrize("part", DONE, ids=DONE)
def test_what_a_plan_tells_of_before_is_not(part: str) -> None:
    assert _roles(REVIEW + part)[-1][1] != "target"


def test_a_rule_within_a_plan_is_no_aim() -> None:
    told = _roles(REVIEW + "三、下一步打算\n每名党员联系5户，凡有3名以上党员的楼栋单独建组。")
    assert "target" not in [role for _, role in told[2:]]


def test_the_year_of_a_plan_is_that_of_its_heading() -> None:
    doc = textmine.load()(
        "三、2022年工作安排\n今年主要预期目标是：生产总值增长7%，粮食产量30万吨。"
    )
    assert [metric.period for metric in find_metrics(doc)] == ["2022", "2022"]
