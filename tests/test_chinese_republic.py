"""chinese.republic: years as texts of Taiwan count them."""

from __future__ import annotations

import pytest

from textmine.chinese.dates import find_dates

YEARS = [
    ("中華民國一○三年十二月三十一日", ["2014-12-31"]),
    ("中华民国103年5月", ["2014-05"]),
    ("民国九十四年起补助", ["2005"]),
    ("民国一百零三年十月", ["2014-10"]),
    ("至民国一〇三年底止，全市设点", ["2014"]),
    ("于民国103.12.31公告", ["2014-12-31"]),
    ("民国二十六年建庙，已有100年历史", ["1937"]),
    # Figures in a row are a year without the word.
    ("较一○二年增加", ["2013"]),
    ("一一四年成果展", ["2025"]),
    ("二○一三年", ["2013"]),
    ("一二三年级共读", []),
    # A bare number is one where the text counts so elsewhere.
    ("114年度计划，108年加入", ["2025", "2019"]),
    ("民国100年参与,110至112年接待", ["2011", "2021/2023"]),
    ("99年12月动工，103年度完工", ["2010-12", "2014"]),
    ("103年度起，走了100年路、历时90年", ["2014"]),
    ("103年度,101年级", ["2014"]),
    ("104年1月12日办说明会，104年共补助14案", ["2015-01-12", "2015"]),
    ("建党100年来，历时110年", []),
    ("第103年度", []),
    ("108年加入", []),
]


@pytest.mark.parametrize(("text", "values"), YEARS)
def test_years_of_the_republic(text: str, values: list[str]) -> None:
    assert [found.value for found in find_dates(text)] == values


def test_what_a_year_is_written_as_is_whole() -> None:
    (found,) = find_dates("截至中华民国一○三年底止。")
    assert found.text == "中华民国一○三年底止"
