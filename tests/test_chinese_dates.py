"""The grammar of dates: absolute ones in all forms, and what is none."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from textmine.chinese.dates import DateMatch, find_dates, parse_date
from textmine.chinese.eras import plan_years
from textmine.chinese.moments import Moment, Point, read_moment, read_number

FOUND = [
    ("2009年", "2009", "year"),
    ("２００９年", "2009", "year"),
    ("2009年六月廿四", "2009", "year"),  # of the old calendar
    ("2009年六月廿四日", "2009-06-24", "day"),
    ("2010.5", "2010-05", "month"),
    ("2013 年", "2013", "year"),
    ("2016年度", "2016", "year"),
    ("二〇〇九年", "2009", "year"),
    ("二零零五年", "2005", "year"),
    ("二○○三年", "2003", "year"),
    ("二O一二年", "2012", "year"),
    ("二0一一年", "2011", "year"),
    ("一九七八年", "1978", "year"),
    ("09年", "2009", "year"),
    ("〇八年", "2008", "year"),
    ("98年底", "1998", "year"),
    ("12年5月", "2012-05", "month"),
    ("民国二十六年", "1937", "year"),
    ("民國104年", "2015", "year"),
    ("民国104年5月3日", "2015-05-03", "day"),
    ("2009年底", "2009", "year"),
    ("2010年年初", "2010", "year"),
    ("2008年春季", "2008", "year"),
    ("2009年12月", "2009-12", "month"),
    ("2009年12月底", "2009-12", "month"),
    ("2010年2月份", "2010-02", "month"),
    ("2018年元月", "2018-01", "month"),
    ("2022年3月上旬", "2022-03", "month"),
    ("二〇〇九年十二月三十日", "2009-12-30", "day"),
    ("二〇一〇年五月廿三日", "2010-05-23", "day"),
    ("2016年6月28号", "2016-06-28", "day"),
    ("2019年05月13日", "2019-05-13", "day"),
    ("2009年10月12号，星期一", "2009-10-12", "day"),
    ("2010-05-18", "2010-05-18", "day"),
    ("2010.01.29", "2010-01-29", "day"),
    ("2017/3/12", "2017-03-12", "day"),
    ("2009.12", "2009-12", "month"),
    ("2019年2月29日", "2019-02", "month"),
    ("农历2015年十月初一", "2015", "year"),
    ("2003-2005年", "2003/2005", "range"),
    ("2006—2010年", "2006/2010", "range"),
    ("1999至2009年", "1999/2009", "range"),
    ("2009年到2010年", "2009/2010", "range"),
    ("从2016到2018", "2016/2018", "range"),
    ("2003-05年", "2003/2005", "range"),
    ("2008—2009学年", "2008/2009", "range"),
    ("2010年1-4月份", "2010-01/2010-04", "range"),
    ("2010年1月至4月", "2010-01/2010-04", "range"),
    ("2009年11月至2010年3月", "2009-11/2010-03", "range"),
    ("2009年5月3日至5日", "2009-05-03/2009-05-05", "range"),
    ("2013年6月28日至7月2日", "2013-06-28/2013-07-02", "range"),
    ("2010年上半年", "2010-01/2010-06", "range"),
    ("2010年下半年", "2010-07/2010-12", "range"),
    ("2010年第一季度", "2010-01/2010-03", "range"),
    ("2010年四季度", "2010-10/2010-12", "range"),
    ("2010年前三季度", "2010-01/2010-09", "range"),
    ("2010年前两个季度", "2010-01/2010-06", "range"),
    ("2019年第二、三季度", "2019-04/2019-09", "range"),
    ("2009年以来", "2009", "since"),
    ("2008年7月至今", "2008-07", "since"),
    ("自2007年起", "2007", "since"),
    ("“十一五”期间", "2006/2010", "plan"),
    ("十四五时期", "2021/2025", "plan"),
    ("“一五”时期", "1953/1957", "plan"),
    ("“十一五”末", "2010", "year"),
    ("“十二五”开局之年", "2011", "year"),
    ("“十三五”以来", "2016", "since"),
    ("十七大", "2007", "event"),
    ("十八届三中全会", "2013", "event"),
    ("十八大以来", "2012", "since"),
    ("80年代", "1980/1989", "range"),
    ("80年代末", "1987/1989", "range"),
    ("20世纪九十年代初", "1990/1993", "range"),
    ("本世纪20年代", "2020/2029", "range"),
]


@pytest.mark.parametrize(("text", "value", "kind"), FOUND)
def test_one_date_is_found(text: str, value: str, kind: str) -> None:
    assert [(found.value, found.kind) for found in find_dates(text)] == [(value, kind)]


@pytest.mark.parametrize(
    "text",
    [
        "4/5G共用铁塔",
        "2/3的村",
        "2-4户一组",
        "24小时服务",
        "三月三歌会",
        "三年行动计划",
        "历时3个月",
        "30年来",
        "两千多年",
        "九十年风雨",
        "2009.12万元",
        "土方2012.5立方米",
        "装机2010.8兆瓦",
        "供电2010.8MW",
        "渠长2010.6公里",
        "贷款2010.6美元",
        "二十大小水库",
        "十九大棚",
        "十二大工程",
        "十五大产业",
        "3.09年均",
        "192.168.255.255",
        "电话2009123",
        "2101只是一个数字",
        "2009人参加",
        "十五个村",
        "“十一五”规划",
        "《“十二五”规划纲要》",
        "十大类产业",
        "十八大项任务",
        "四季度假村",
        "10/1/2017-11/2/2017",
    ],
)
def test_no_date_is_found(text: str) -> None:
    assert find_dates(text) == ()


def test_a_list_of_years_is_several() -> None:
    assert [found.value for found in find_dates("2008、2009和2010年")] == ["2008", "2009", "2010"]


def test_spans_are_slices_of_the_text() -> None:
    text = "截至２００９年底，“十五”期间和1-4月份"
    assert list(find_dates(text)) == [
        DateMatch(2, 8, "２００９年底", "2009", "year"),
        DateMatch(9, 15, "“十五”期间", "2001/2005", "plan"),
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("二〇〇九年十二月三十日印发", "2009-12-30"),
        ("发布时间：2011-05-23 22:34:38", "2011-05-23"),
        ("20100503", "2010-05-03"),
        ("20100503092200", "2010-05-03"),
        ("2009—2010年总结，2010年3月", "2010-03"),
        ("民國104年5月", "2015-05"),
        ("昨天下午", None),
        ("20101503", None),
        ("", None),
    ],
)
def test_parse_date(text: str, value: str | None) -> None:
    assert parse_date(text) == value


@pytest.mark.parametrize(
    ("name", "years"),
    [
        ("一五", (1953, 1957)),
        ("二五", (1958, 1962)),
        ("三五", (1966, 1970)),
        ("九五", (1996, 2000)),
        ("十五", (2001, 2005)),
        ("十五五", (2026, 2030)),
        ("五", None),
    ],
)
def test_plan_years(name: str, years: tuple[int, int] | None) -> None:
    assert plan_years(name) == years


@pytest.mark.parametrize(
    ("text", "value"),
    [("7", 7), ("〇九", 9), ("十", 10), ("二十一", 21), ("廿三", 23), ("一百零四", 104), ("元", 1)],
)
def test_read_number(text: str, value: int) -> None:
    assert read_number(text) == value


def test_a_moment_is_of_the_given_year() -> None:
    assert read_moment("，第三季度末", 1, 2009) == Moment(Point(2009, 7), Point(2009, 9), 5)
    assert read_moment("个季度", 0, 2009) is None


# ---- the specifications of Recognizers-Text (MIT), tiers core and extended ---------------------
# Ours leave 从, 自, 在 and 以前, 之后 … out of the span: they say how the date is used.
BEFORE = re.compile(r"^(?:从|自|在|农历)")
AFTER = re.compile(r"(?:[或及和]?[以之][前后]|前)$")
# What we want otherwise, and why.
LUNAR = "a lunar month is none of the calendar; the year stands"
LEAP = "2019 has no 29 February; the month stands"
TWO_DATES = "two dates, not one span: the sentence joins them otherwise too often"
WANTED = {
    "datetime-008": (LUNAR, ["2015"]),
    "DateParser-008": (LUNAR, ["2015"]),
    "DateExtractor-005": (LUNAR, ["2015"]),
    "DateParser-062": (LEAP, ["2019-02"]),
    "DatePeriodParser-049": (TWO_DATES, ["2007", "2009"]),
    "DatePeriodParser-050": (TWO_DATES, ["2010", "2018"]),
    "DatePeriodExtractor-048": (TWO_DATES, ["2010", "2018"]),
    "datetime-209": ("day/month/year is not how Chinese reports write", []),
}


def test_recognizers(shared: Path) -> None:
    wrong = []
    for row in read_specs(shared / "data" / "recognizers"):
        found = find_dates(row["text"])
        if row["id"] in WANTED:
            right = [each.value for each in found] == WANTED[row["id"]][1]
        else:
            spans = [(each.text, each.value) for each in found]
            wanted = [expected(entity) for entity in row["expected"]]
            right = [text for text, _ in spans] == [text for text, _ in wanted] and all(
                value in (None, got) for (_, got), (_, value) in zip(spans, wanted, strict=True)
            )
        if not right:
            wrong.append((row["id"], row["text"], found))
    assert wrong == []


def read_specs(folder: Path) -> list[dict]:
    rows = [
        json.loads(line)
        for name in ("datetime_model.jsonl", "datetime_parts.jsonl")
        for line in (folder / name).read_text(encoding="utf-8").splitlines()
    ]
    kept = [row for row in rows if row["tier"] in ("core", "extended")]
    assert len(kept) == 55
    return kept


def expected(entity: dict) -> tuple[str, str | None]:
    """Our span and value of an expected entity; their ranges end before their second date."""
    text = AFTER.sub("", BEFORE.sub("", entity["text"]))
    value = entity.get("timex")
    years = re.fullmatch(r"\((\d{4})-01-01,(\d{4})-01-01,P\d+Y\)", value or "")
    months = re.fullmatch(r"\((\d{4}-\d\d)-01,(\d{4})-(\d\d)-01,P6M\)", value or "")
    if years:
        value = f"{years[1]}/{years[2]}"
    elif months:
        last = "06" if months[3] == "07" else "12"
        value = f"{months[1]}/{months[1][:4]}-{last}"
    return text, value
