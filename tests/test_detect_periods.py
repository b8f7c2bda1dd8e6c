"""Periods anchored to the report's date: the marked sentences, and what surrounds them."""

from __future__ import annotations

from pathlib import Path

import pytest
from spacy.language import Language

from tests.marks import Line, read_marked
from textmine.detect import periods  # noqa: F401  (registers the component)
from textmine.detect.layers import FoundPeriod
from textmine.detect.periods import find_periods

GOLD = read_marked(Path(__file__).parents[1] / "corpora" / "gold" / "times.txt", "time")


def test_the_gold_is_large_enough() -> None:
    assert len(GOLD) >= 300


@pytest.mark.parametrize("line", GOLD, ids=lambda line: f"line {line.number}")
def test_marked_sentence(line: Line) -> None:
    found = find_periods(line.text, line.header.get("date"))
    assert [(each.start, each.end, each.value) for each in found] == [
        (mark.start, mark.end, mark.value) for mark in line.marks
    ]


PARAGRAPHS = [
    # A month is of the year named last in its paragraph, then of the report's.
    ("2008年3月试点。5月推开。", "2010", ["2008-03", "2008-05"]),
    ("2008年3月试点。\n5月推开。", "2010", ["2008-03", "2010-05"]),
    ("2008年3月试点。\n5月推开。", None, ["2008-03", None]),
    ("“十一五”期间打基础，5月启动。", "2010", ["2006/2010", "2010-05"]),
    ("2009年1-4月份建成，6月验收。", "2010", ["2009-01/2009-04", "2009-06"]),
    # A goal in the future says nothing about the months after it.
    ("到2015年全覆盖，今年6月启动，9月检查。", "2010", ["2015", "2010-06", "2010-09"]),
]


@pytest.mark.parametrize(("text", "written", "values"), PARAGRAPHS)
def test_a_month_takes_its_year_from_what_stands_before(
    text: str, written: str | None, values: list[str | None]
) -> None:
    assert [found.value for found in find_periods(text, written)] == values


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("2010", "2009-07/2010"),
        ("2010-05", "2009-07/2010-05"),
        ("2010-05-18", "2009-07/2010-05"),
        ("2009-07", "2009-07"),
        ("2008", "2009-07"),
        (None, "2009-07"),
    ],
)
def test_what_goes_on_ends_with_the_report(written: str | None, value: str | None) -> None:
    assert [found.value for found in find_periods("2009年7月以来", written)] == [value]


WORDS = [  # in an article of 2023: what begins with 年 behind such words, and what does not
    ("今年产值达3亿元。", ["2023"]),
    ("去年产量突破5万吨，今年会员新增30人。", ["2022", "2023"]),
    ("去年均价每斤3元。", ["2022"]),
    ("今年会同农业局办班，今年均已完成。", ["2023", "2023"]),
    ("上年产能利用率八成，上年货运量3万吨。", ["2022", "2022"]),
    ("去年纪检案件3件，今年轻工业增产。", ["2022", "2023"]),
    ("如今年轻人多了，网上年货也多。", ["2023"]),
    ("当今年轻人，上年纪的老人，本年级学生。", []),
    ("项目建成后年产值3亿元，投产后年可产3吨。", []),
    ("改造前年收入2万元，算下来年收入3万元，原本年收入少。", []),
    ("早在前年，后年完成。", ["2021", "2025"]),
    ("收入超过去年，增收的户比去年多。", []),
    ("通过去年的培训。", ["2022"]),
    ("过去五年修路。", [None]),
    ("临近年底，镇里慰问。", ["2023"]),
    ("近年来修路，收入接近年产3吨的水平。", [None]),
    ("青年中的党员，老年中，推选3名。", []),
    ("年中，推选3名。", ["2023"]),
    ("目前日产3吨，目前天然气用户3万户。", ["2023", "2023"]),
    ("现在日均接待300人，目前年产值3亿元。", ["2023", "2023"]),
    ("如今天亮得早。", []),
]


@pytest.mark.parametrize(("text", "values"), WORDS)
def test_words_that_begin_behind_a_year(text: str, values: list[str | None]) -> None:
    assert [found.value for found in find_periods(text, "2023-12-20")] == values


def test_the_component_reads_raw_text(blank: Language) -> None:
    nlp = Language(blank.vocab)
    nlp.tokenizer = blank.tokenizer
    nlp.add_pipe("textmine_periods")
    assert nlp("2009年底，今年再建。")._.periods == (
        FoundPeriod(0, 6, "2009年底", "2009"),
        FoundPeriod(7, 9, "今年", None),
    )
    assert nlp("")._.periods == ()
    assert nlp.analyze_pipes()["problems"] == {"textmine_periods": []}


def test_long_runs_do_not_stall() -> None:
    text = "2009年1月至" * 2000 + "十" * 5000 + "1" * 5000 + "年" * 5000
    assert len(find_periods(text, "2010")) > 0
