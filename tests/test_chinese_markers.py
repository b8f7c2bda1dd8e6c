"""Markers of enumerated items: what is one, what only looks like one."""

from __future__ import annotations

import pytest

from textmine.chinese.markers import find_markers, read_number

NUMBERS = [
    ("一", 1), ("十", 10), ("十二", 12), ("二十一", 21), ("7", 7), ("2.3", 3), ("⑤", 5), ("C", 3),
    ("其次", 2), ("最后", 9), ("另一方面", 2), ("百", 0), ("十十", 0),
]  # fmt: skip


@pytest.mark.parametrize(("text", "number"), NUMBERS)
def test_read_number(text: str, number: int) -> None:
    assert read_number(text) == number


LINES = [
    ("一、主要做法", [("一、", 1)]),
    ("（三）健全制度", [("（一）", 3)]),
    ("(12)建立台账", [("（1）", 12)]),
    ("3.建好阵地", [("1.", 3)]),
    ("3.5亿元用于修路", []),
    ("二、2024年重点工作", [("一、", 2)]),
    ("三、5个村通了车", []),
    ("二、三产业增加值增长8%", []),
    ("一、二类村各补五万元", []),
    ("三、三级联动解难题", [("一、", 3)]),
    ("二、三个坚持", [("一、", 2)]),
    ("2.1政策背景", [("1.1", 1)]),
    ("第二章 组织设置", [("第一篇", 2)]),
    ("第五条 党员外出的,应当报告", [("第一节", 5)]),
    ("①把党员编成小组", [("①", 1)]),
    ("B.代缴费用", [("A.", 2)]),
    ("——推行干部夜访", [("——", 0)]),
    ("●管好一本账", [("●", 0)]),
    ("第一，建立联系卡", [("第一", 1)]),
    ("其二，设立回音壁", [("其一", 2)]),
    ("一方面，建立服务网", [("一方面", 1)]),
    ("首先，逐村登记", [("首先", 1)]),
    ("首先完善村规民约", [("首先", 1)]),
    ("做法一：建好阵地", [("做法一", 1)]),
    ("举措2 选好带头人", [("做法一", 2)]),
    ("做法一直管用，群众满意", []),
    ("第一步：摸清底数，逐户登记", [("第一步", 1)]),
    ("第二步走访农户", [("第一步", 2)]),
    ("-组织生活规范化:按月过组织生活", [("●", 0)]),
    ("2019年，县里建起协会", []),
    ("一户一策做好帮扶", []),
    ("百家企业联百村", []),
    ("二、主要做法 （一）利用远教平台，办好夜校", [("一、", 2), ("（一）", 1)]),
    ("三、几点体会　(一)领导重视", [("一、", 3), ("（一）", 1)]),
    ("二、推行“四议两公开”（一）办法", [("一、", 2)]),
]


@pytest.mark.parametrize(("line", "found"), LINES)
def test_at_the_beginning_of_a_line(line: str, found: list[tuple[str, int]]) -> None:
    assert [(m.kind, m.number) for m in find_markers(line, 0, len(line))] == found


INSIDE = [
    ("采取两项办法:一是结对,二是认岗。", ["一是", "二是"]),
    ("分两步:(1)摸底;(2)登记。", ["(1)", "(2)"]),
    ("做好两件事。第一，建账。第二，公开。", ["第一，", "第二，"]),
    ("目前的难点一是人难找。二是会难开。", ["一是", "二是"]),
    ("一是以协会为依托;二是以企业为依托;三以市场为依托。", ["一是", "二是", "三"]),
    ("他们既是党员，也是网格员。", []),
    ("该村第一书记姓王，第二次来村里。", []),
    ("投入资金3.5亿元,4.2万人受益。", []),
    ("主要办法是：1.建账。2.“晒”账。", ["1.", "2."]),
    ("全年投入如下：3.5亿元；4.2亿元。", []),
]


@pytest.mark.parametrize(("text", "found"), INSIDE)
def test_inside_a_paragraph(text: str, found: list[str]) -> None:
    assert [text[m.start : m.end] for m in find_markers(text, 0, len(text))] == found


def test_offsets_are_those_of_the_text() -> None:
    text = "前一段。\n一是建组织。"
    (marker,) = find_markers(text, 5, len(text))
    assert (marker.start, marker.end) == (5, 7)
