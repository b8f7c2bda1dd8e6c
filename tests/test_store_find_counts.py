"""Counts: one home, stated rules, and what was left out said."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.records import SHOUGUANG, P, simple
from textmine.store.database import CaseDatabase
from textmine.store.find.counts import Bar, Rules, count, cross
from textmine.store.find.indicators import MetricQuery, metric_table
from textmine.store.find.queries import Query

SHOU, AN, KUN = ("寿光市", "370783"), ("安丘市", "370784"), ("昆山市", "320583")
PRACTICES = (
    P(text="村企结对甲,户均增收3000元。", place=SHOU, period="2009",
      subtypes=("village_enterprise",),
      metrics=(("增收3000元", "户均收入", 3000.0, "元"),)),
    P(text="合作社里建支部,户均增收5000元。", patterns=("industry_chain", "joint_build"), place=AN,
      period="2010", metrics=(("增收5000元", "户均收入", 5000.0, "元"),)),
    P(text="打算明年再结对三十个,力争户均增收9000元。", status="proposed", place=SHOU,
      metrics=(("增收9000元", "户均收入", 9000.0, "元"),)),
)  # fmt: skip
KUNSHAN = P(text="院校结对共建,联户8户。", place=KUN, metrics=(("联户8户", "联户", 8.0, "户"),))


OUTCOMES = (
    simple("a.txt", *PRACTICES, lead="寿光市。", genre="case", places=(SHOUGUANG,)),
    simple("b.txt", KUNSHAN, suspect="demo", date="2015"),
)
ALL = Rules(proposed=True, suspects=True, repeats=True)


@pytest.mark.parametrize(
    ("dimension", "rules", "bars", "unknown"),
    [
        ("pattern", Rules(), {"joint_build": 2, "industry_chain": 1}, 0),
        ("pattern", ALL, {"joint_build": 4, "industry_chain": 1}, 0),
        ("pattern", Rules(unit="article"), {"joint_build": 1, "industry_chain": 1}, 0),
        ("subtype", Rules(), {"village_enterprise": 1}, 1),
        ("province", Rules(), {"37": 2}, 0),
        ("province", ALL, {"37": 3, "32": 1}, 0),
        ("city", Rules(), {"3707": 2}, 0),
        ("county", Rules(), {"370783": 1, "370784": 1}, 0),
        ("year", Rules(), {"2009": 1, "2010": 1}, 0),
        ("year", ALL, {"2009": 1, "2010": 1, "2015": 1}, 1),
        ("genre", ALL, {"case": 3, "other": 1}, 0),
        ("status", ALL, {"implemented": 3, "proposed": 1}, 0),
    ],
)
def test_counts(
    database: CaseDatabase, dimension: str, rules: Rules, bars: dict[str, int], unknown: int
) -> None:
    found = count(database, dimension, rules)  # type: ignore[arg-type]
    assert ({bar.value: bar.count for bar in found.bars}, found.unknown) == (bars, unknown)


def test_what_is_left_out_is_said(database: CaseDatabase) -> None:
    found = count(database, "pattern")
    assert (found.n, found.excluded) == (2, {"proposed": 1, "repeats": 0, "suspects": 1})
    assert found.bars == (Bar("joint_build", 2), Bar("industry_chain", 1))
    assert count(database, "pattern", ALL).excluded == {"proposed": 0, "repeats": 0, "suspects": 0}


def test_counts_of_a_search(database: CaseDatabase) -> None:
    found = count(database, "year", query=Query(words="合作社"))
    assert (found.bars, found.n) == ((Bar("2010", 1),), 1)
    found = count(database, "year", query=Query(place=("江苏",)))
    assert (found.n, found.excluded["suspects"]) == (0, 1)


def test_cross(database: CaseDatabase) -> None:
    table = cross(database, "pattern", "year")
    assert table.cells == {
        ("joint_build", "2009"): 1,
        ("joint_build", "2010"): 1,
        ("industry_chain", "2010"): 1,
    }
    assert (table.rows, table.columns, table.n) == (
        ("industry_chain", "joint_build"),
        ("2009", "2010"),
        2,
    )


@pytest.mark.parametrize(
    ("options", "values"),
    [
        ({"indicator": "户均收入"}, [3000.0, 5000.0]),
        ({"indicator": "收入"}, [3000.0, 5000.0]),
        ({"indicator": "户均收入", "rules": Rules(proposed=True)}, [9000.0, 3000.0, 5000.0]),
        ({"indicator": "户均收入", "place": ("安丘",)}, [5000.0]),
        ({"indicator": "户均收入", "place": ("山东省",)}, [3000.0, 5000.0]),
        ({"indicator": "户均收入", "year": (2010, None)}, [5000.0]),
        ({"unit": "户", "rules": Rules(suspects=True)}, [8.0]),
        ({"indicator": "戶均收入", "place": ("壽光",)}, [3000.0]),
        ({"indicator": "没有"}, []),
        ({"limit": 1, "offset": 1}, [5000.0]),
    ],
)
def test_metric_table(
    database: CaseDatabase, options: dict[str, object], values: list[float]
) -> None:
    table = metric_table(database, MetricQuery(**options))  # type: ignore[arg-type]
    assert sorted(row.value for row in table.rows) == sorted(values)


def test_metric_series(database: CaseDatabase) -> None:
    table = metric_table(database, MetricQuery(indicator="户均收入"))
    (series,) = table.series
    assert (series.n, series.median, series.low, series.high) == (2, 4000.0, 3000.0, 5000.0)
    assert series.years == ((2009, 3000.0), (2010, 5000.0))
    assert (table.total, table.excluded) == (2, {"proposed": 1, "repeats": 0, "suspects": 0})
    row = table.rows[0]
    assert (row.place, row.adcode, row.text, row.path) == (
        "寿光市",
        "370783",
        "增收3000元",
        "a.txt",
    )


def test_a_value_of_exactly_the_name_comes_first(tmp_path: Path) -> None:
    texts = (("户均收入", 9.0), ("万元户均收入能耗", 2.0), ("户均收入", 4.0))
    wishes = [
        P(text=f"结对{n}号,增{value:.0f}元。", metrics=((f"增{value:.0f}元", name, value, "元"),))
        for n, (name, value) in enumerate(texts)
    ]
    with CaseDatabase.open(tmp_path / "c.db") as database:
        database.add(simple("a.txt", *wishes))
        table = metric_table(database, MetricQuery(indicator="户均收入"))
    assert [row.value for row in table.rows] == [9.0, 4.0, 2.0]
    assert [(s.indicator, s.n) for s in table.series] == [("户均收入", 2), ("万元户均收入能耗", 1)]


@pytest.mark.parametrize(
    ("indicator", "alike"),
    [
        ("户年均收入", ("户均收入",)),
        ("户均", ()),  # part of a name: its values are found
        ("登月火箭", ()),
        ("", ()),
    ],
)
def test_what_is_called_nearly_so_is_named(
    database: CaseDatabase, indicator: str, alike: tuple[str, ...]
) -> None:
    assert metric_table(database, MetricQuery(indicator=indicator)).alike == alike
    # Nothing of that year, but the indicator is known.
    assert metric_table(database, MetricQuery(indicator="户均收入", year=(1950, 1960))).alike == ()


def test_an_empty_database_counts_nothing(tmp_path: Path) -> None:
    with CaseDatabase.open(tmp_path / "c.db") as database:
        for unit in ("case", "practice", "article"):
            assert count(database, "pattern", Rules(unit=unit)).n == 0  # type: ignore[arg-type]
        assert cross(database, "pattern", "year").cells == {}
        assert metric_table(database, MetricQuery(indicator="户均收入")).total == 0


def test_counts_are_those_of_a_plain_loop(database: CaseDatabase) -> None:
    cells: Counter[tuple[str, str]] = Counter()
    for record in database.records():
        for practice in record.practices:
            year = (practice.period or record.date or "")[:4]
            cells.update((label.code, year) for label in practice.patterns)
    assert cross(database, "pattern", "year", ALL).cells == dict(cells)
