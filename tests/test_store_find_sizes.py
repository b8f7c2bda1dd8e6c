"""Bounds of figures in a query: what sets one, and which practices are within it."""

from __future__ import annotations

import pytest

from tests.records import P, simple
from textmine.store.database import CaseDatabase
from textmine.store.find.queries import Query
from textmine.store.find.search import search
from textmine.store.find.sizes import Size, parted_by_sizes, size_said
from textmine.store.find.widening import Widening

POOR = P(
    text="种姜的村子人均纯收入8200元，老人也分到了红利。",
    name="姜田分红",
    metrics=(("人均纯收入8200元", "人均纯收入", 8200.0, "元"),),
)
RICH = P(
    text="养蜂的村子人均纯收入1.3万元，蜂箱由村里统一买。",
    name="蜂箱统购",
    metrics=(("人均纯收入1.3万元", "人均纯收入", 13_000.0, "元"),),
)
LARGE = P(
    text="梨园流转土地2万亩，修了机耕路，雇工都是本村人。",
    name="梨园机耕路",
    metrics=(("2万亩", "流转土地", 20_000.0, "亩"),),
)


OUTCOMES = [simple(f"{number}.txt", wish) for number, wish in enumerate((POOR, RICH, LARGE))]


@pytest.mark.parametrize(
    ("word", "size"),
    [
        ("超过1万", Size(10_000, None, None)),
        ("超过1万元", Size(10_000, None, "元")),
        ("不低于一千户", Size(1000, None, "户")),
        ("95％以上", Size(95, None, "%")),
        ("不到300人", Size(None, 300, "人")),
        ("10个以下", Size(None, 10, "个")),
        ("不超过5天", Size(None, 5, "天")),
        ("1万元", None),  # a figure is no bound
        ("超过", None),
        ("以上", None),
        ("超过5天以下", None),  # both
        ("村企联建", None),
    ],
)
def test_size_said(word: str, size: Size | None) -> None:
    assert size_said(word) == size


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("人均纯收入超过1万元的村", ["人均纯收入", "超过1万元", "的村"]),
        ("成功率95%以上", ["成功率", "95%以上"]),
        ("一事一议", ["一事一议"]),
        ("2012年以上报数据为准", ["2012年以上报数据为准"]),
    ],
)
def test_parted_by_sizes(word: str, parts: list[str]) -> None:
    assert parted_by_sizes(word) == parts


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("人均纯收入 超过1万", ["蜂箱统购"]),
        ("人均纯收入超过1万元的村子", ["蜂箱统购"]),
        ("人均纯收入 不到1万元", ["姜田分红"]),
        ("人均纯收入 8000元以上", ["姜田分红", "蜂箱统购"]),
        ("流转土地 1万亩以上", ["梨园机耕路"]),
        ("流转土地 1万户以上", []),  # another unit
        ("人均纯收入 超过2万", []),
    ],
)
def test_practices_within_a_bound(database: CaseDatabase, words: str, found: list[str]) -> None:
    results = search(database, Query(words=words))
    assert sorted(hit.name for hit in results.hits[: results.whole]) == sorted(found)


def test_the_figure_is_marked_and_the_bound_said(database: CaseDatabase) -> None:
    results = search(database, Query(words="人均纯收入 超过1万"))
    snippet = results.hits[0].snippet
    assert [snippet.text[a:b] for a, b in snippet.marks] == ["人均纯收入1.3万元"]
    assert Widening("超过1万", (), "figure") in results.widened


@pytest.mark.parametrize("words", ["“超过1万” 人均纯收入", "超过1万"])
def test_what_is_quoted_or_alone_is_no_bound(database: CaseDatabase, words: str) -> None:
    assert search(database, Query(words=words)).whole == 0
