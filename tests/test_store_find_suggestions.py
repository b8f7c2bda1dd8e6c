"""store.suggestions: what people may have meant by words that nothing holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.web import make_database
from textmine.store.database import CaseDatabase
from textmine.store.find.queries import Query
from textmine.store.find.search import search
from textmine.store.find.suggestions import Fewer, fewer_words, near_words


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CaseDatabase]:
    path = make_database(tmp_path_factory.mktemp("near") / "cases.db")
    with CaseDatabase.open(path, create=False) as opened:
        yield opened


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("村企联见", "村企联建"),  # read alike
        ("外出党圆", "外出党员"),
        ("龙头起业", "龙头企业"),
        ("合做社 运输", "合作社 运输"),  # the other word stays
        ("龙头企亚", "龙头企业"),  # one other character
        ("龙企头业", "龙头企业"),  # two in another order
        ("龙头大企业", "龙头企业"),  # one more
        ("村企聯見", "村企联建"),  # traditional
        ("cunqilianjian", "村企联建"),
        ("Cun qi lian jian", "村企联建"),
        ("cqlj", "村企联建"),
        ("shouguang", "寿光"),
    ],
)
def test_slips_and_pinyin(database: CaseDatabase, words: str, meant: str) -> None:
    assert search(database, Query(words=words, widen=False)).total == 0
    near = near_words(database, Query(words=words))
    assert near[0] == meant
    assert search(database, Query(words=near[0], widen=False)).total > 0


@pytest.mark.parametrize("words", ["", "(((", "登月", "abcdef", "完全没有的一句话", "lj"])
def test_nothing_near(database: CaseDatabase, words: str) -> None:
    assert near_words(database, Query(words=words)) == ()


def test_filters_hold(database: CaseDatabase) -> None:
    assert near_words(database, Query(words="村企联见", year=(2015, None))) == ()


@pytest.mark.parametrize(
    ("words", "fewer"),
    [
        ("村企联建 龙头企业 登月", [("村企联建 龙头企业", 1)]),
        ("村企联建 登月 火星", [("村企联建", 3)]),
        ("“村企联建” 登月 -龙头企业", [("“村企联建” -龙头企业", 2)]),
        ("登月 火星", []),
        ("登月", []),
        ("", []),
    ],
)
def test_a_word_too_many(database: CaseDatabase, words: str, fewer: list[tuple[str, int]]) -> None:
    found = fewer_words(database, Query(words=words))
    assert [(each.words, each.total) for each in found] == fewer
    for each in found:
        assert search(database, Query(words=each.words)).whole == each.total


def test_what_narrows_most_comes_first(database: CaseDatabase) -> None:
    query = Query(words="村企联建 火星 党总支 登月")
    assert fewer_words(database, query) == (Fewer("党总支", 1), Fewer("村企联建", 3))
    dated = replace(query, year=(2009, 2010))
    assert fewer_words(database, dated) == (Fewer("村企联建", 1), Fewer("党总支", 1))
