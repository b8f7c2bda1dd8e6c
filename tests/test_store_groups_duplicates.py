"""When two articles are one, which of them stands for both, and what only borrows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from textmine.store.groups.duplicates import Copy, Standing, _may_repeat, _precedence, repeats
from textmine.store.groups.likeness import shingles

WHOLE = (
    "去年在大棚区试了一个办法：把种菜能手、运销大户和农资店里的党员编进一个支部，支部开会不在会议室，"
    "就在棚头。谁家棚里生了虫，能手党员当天到；谁家的菜卖不动，运销党员先拉走再结账。"
)
COPY = Copy(
    id="a-1", path="a.txt", title="", standing=Standing(place=None, issuer=None), date="2012",
    truncated=False, characters=len(WHOLE),
)  # fmt: skip

PLACES = [
    (None, "370783", True),
    ("370783", "370783", True),
    ("370000", "370783", True),  # a province and a county of it
    ("370783", "370700", True),
    ("370783", "370784", False),
    ("370700", "371000", False),
    ("石桥村", "石桥村", True),
    ("石桥村", "石门村", False),
]


@pytest.mark.parametrize(("one", "other", "may"), PLACES)
def test_another_place_borrows(one: str | None, other: str, may: bool) -> None:
    first, second = Standing(place=one, issuer=None), Standing(place=other, issuer=None)
    assert _may_repeat(first, second) is _may_repeat(second, first) is may


@pytest.mark.parametrize(
    ("one", "other", "may"), [("市委", "市委", True), ("市委", None, True), ("市委", "县委", False)]
)
def test_another_issuer_borrows(one: str, other: str | None, may: bool) -> None:
    first, second = Standing(place=None, issuer=one), Standing(place=None, issuer=other)
    assert _may_repeat(first, second) is may


TEXTS = [
    (WHOLE, WHOLE.replace("一个办法", "一个好办法"), {}, {}, True),
    (WHOLE, WHOLE[: len(WHOLE) * 2 // 3], {}, {}, True),  # by likeness alone
    (WHOLE, WHOLE[:40], {}, {}, False),  # a quotation
    (WHOLE, WHOLE[:40], {"title": "棚头支部"}, {"title": "棚头支部"}, True),
    (WHOLE, WHOLE[:40], {"title": "棚头支部"}, {"title": "棚头"}, False),
    (WHOLE, WHOLE[:40], {}, {"truncated": True}, True),  # a preview
    (WHOLE, WHOLE[:40] + "另有一段话与此无关，" * 6, {}, {"truncated": True}, False),
]


@pytest.mark.parametrize(("one", "other", "first", "second", "same"), TEXTS)
def test_repeats(
    one: str, other: str, first: dict[str, object], second: dict[str, object], same: bool
) -> None:
    copies = replace(COPY, **first), replace(COPY, **second)  # type: ignore[arg-type]
    assert repeats(shingles(one), shingles(other), *copies) is same


def test_the_head_is_whole_then_early_then_long() -> None:
    copies = [
        replace(COPY, id="cut", date="2008", truncated=True),
        replace(COPY, id="undated", date=None),
        replace(COPY, id="late", date="2013"),
        replace(COPY, id="short", characters=9),
        replace(COPY, id="same", path="b.txt"),
        COPY,
    ]
    order = [copy.id for copy in sorted(copies, key=_precedence)]
    assert order == ["a-1", "same", "short", "late", "undated", "cut"]
