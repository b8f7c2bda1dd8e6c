"""A year finds what tells of it in other ways than by its own period."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.records import P, holding, simple
from textmine.store.database import CaseDatabase
from textmine.store.find.meant import years_said
from textmine.store.find.queries import Query
from textmine.store.find.search import search
from textmine.types import Outcome, Period


def telling(path: str, lead: str, text: str, *periods: tuple[str, str], **fields: str) -> Outcome:
    """An article with a lead, one practice about bees, and the periods that its words mean."""
    practice = P(text=text, name=path, period=fields.pop("period", None))
    outcome = simple(path, practice, lead=f"{path}：{lead}", **fields)
    (record,) = outcome.records
    found = []
    for said, value in periods:
        at = record.text.index(said)
        end = at + len(said)
        found.append(
            Period(
                text=said, start=at, end=end, source_start=at, source_end=end, value=value or None
            )
        )
    return replace(outcome, records=(replace(record, periods=tuple(found)),))


BEES = "给贫困户送蜂箱，包技术也包销路。"
OUTCOMES = (
    telling("own", "", BEES, period="2018"),
    telling("dated", "", BEES, date="2018-11"),
    telling("words", "", "二〇一八年，" + BEES, ("二〇一八年", "2018"), date="2020"),
    telling("lead", "去年全县脱贫。", BEES, ("去年", "2018"), date="2019-02"),
    telling("plan", "“十三五”期间的回顾。", BEES, ("“十三五”期间", "2016/2020"), date="2021"),
    telling("since", "党的十八大以来变化很大。", BEES, ("十八大以来", "2012")),
    telling("other", "2018年刚起步。", BEES, ("2018年", "2018"), period="2023"),
    telling("later", "", BEES, date="2022-05"),
    telling("undated", "", BEES),
    telling("before", "2009年建成。", BEES, ("2009年", "2009")),
)


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CaseDatabase]:
    with holding(tmp_path_factory.mktemp("times"), *OUTCOMES) as opened:
        yield opened


def found(database: CaseDatabase, words: str) -> dict[str, str]:
    return {hit.name: hit.match for hit in search(database, Query(words=words)).hits}


def test_a_year_told_in_any_way(database: CaseDatabase) -> None:
    matches = found(database, "贫困户 2018年")
    exact = {name for name, match in matches.items() if match == "exact"}
    similar = {name for name, match in matches.items() if match == "similar"}
    assert (exact, similar) == ({"own", "dated", "words"}, {"lead", "plan", "since"})
    assert matches.keys().isdisjoint({"other", "later", "before"})


def test_a_year_that_nobody_tells_finds_what_tells_none(database: CaseDatabase) -> None:
    assert found(database, "贫困户 2009年") == {"before": "similar"}
    results = search(database, Query(words="贫困户 2003年"))
    matches = {hit.name: (hit.match, hit.missing) for hit in results.hits}
    assert matches == {"undated": ("partial", ("2003年",))}


@pytest.mark.parametrize("words", ["蜂箱 十三五期间", "蜂箱 2016-2020", "蜂箱 “2018年”"])
def test_other_ways_to_ask(database: CaseDatabase, words: str) -> None:
    matches = found(database, words)
    assert ("own" in matches) == ("”" not in words)


def test_a_filter_takes_the_period_alone(database: CaseDatabase) -> None:
    query = Query(words="蜂箱", year=(2018, 2018))
    assert {hit.name for hit in search(database, query).hits} == {"own", "dated"}


def test_a_correction_keeps_the_years(database: CaseDatabase) -> None:
    before = found(database, "贫困户 2018年")
    database.add(OUTCOMES[3])
    assert found(database, "贫困户 2018年") == before


@pytest.mark.parametrize(
    ("word", "years"),
    [
        ("二〇一八年", (2018, 2018)),
        ("一九九八", (1998, 1998)),
        ("十四五", (2021, 2025)),
        ("“十二五”时期", (2011, 2015)),
        ("十五", None),
        ("十八大以来", (2012, None)),
        ("党的二十大以来", (2022, None)),
        ("十八大", None),
        ("十九大以后", (2017, None)),
        ("二十大以前", None),
        ("一九", None),
    ],
)
def test_years_said(word: str, years: tuple[int | None, int | None] | None) -> None:
    assert years_said(word) == years
