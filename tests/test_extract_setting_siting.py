"""Where practices were done."""

from __future__ import annotations

import pytest

from textmine.detect.layers import Focus, FoundHeading, FoundPlace
from textmine.extract.setting.siting import (
    block_at,
    find_blocks,
    introduced_place,
    is_general,
    own_place,
    place_of,
)
from textmine.types import Level, PlaceRef

COUNTY = Focus("青川县", "510822", 0)
CITY = Focus("广元市", "510800", 0)


def places(text: str, *found: tuple[str, Level, str | None]) -> list[FoundPlace]:
    return [
        FoundPlace(text.index(name), text.index(name) + len(name), name, level, adcode)
        for name, level, adcode in found
    ]


OWN = [
    ("木鱼村把撂荒地集中起来。", [("木鱼村", "village", None)], COUNTY, "木鱼村"),
    ("三年里推广良种,木鱼村种了两百亩。", [("木鱼村", "village", None)], COUNTY, None),
    ("青川县推行代办制。", [("青川县", "county", "510822")], COUNTY, None),
    ("青川县推行代办制。", [("青川县", "county", "510822")], None, "青川县"),
    ("旺苍县把支部建在茶山上。", [("旺苍县", "county", "510821")], CITY, "旺苍县"),
    ("旺苍县把支部建在茶山上。", [("旺苍县", "county", "510821")], COUNTY, "旺苍县"),
    ("到旺苍县学习建茶园。", [("旺苍县", "county", "510821")], COUNTY, None),
    ("依托浙江省的帮扶建茶厂。", [("浙江省", "province", "330000")], COUNTY, None),
    ("苏北各市推行联建。", [("苏北", "region", None)], COUNTY, None),
    ("旺苍县今年种茶三千亩。", [("旺苍县", "county", "510821")], None, "旺苍县"),
    ("旺苍县选派干部驻村。", [("旺苍县", "county", "510821")], None, "旺苍县"),
    ("工作队请来旺苍县的茶农。", [("旺苍县", "county", "510821")], None, None),
    ("在旺苍县，服务队建起菌种站。", [("旺苍县", "county", "510821")], None, "旺苍县"),
    ("在广元市，旺苍县开起夜校。",
     [("广元市", "city", "510800"), ("旺苍县", "county", "510821")], None, "旺苍县"),
    ("旺苍县木门镇山洪暴发，镇里开起夜校。",
     [("旺苍县", "county", "510821"), ("木门镇", "township", "510821103")], CITY, "木门镇"),
    ("木鱼村：在祠堂办起食堂。", [("木鱼村", "village", None)], COUNTY, "木鱼村"),
    ("沙州镇青坪村开起夜校。", [("沙州镇", "township", None), ("青坪村", "village", None)], COUNTY,
     "青坪村"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "found", "focus", "own"), OWN)
def test_own_place(
    text: str, found: list[tuple[str, Level, str | None]], focus: Focus | None, own: str | None
) -> None:
    place = own_place(text, (0, len(text)), places(text, *found), focus)
    assert (place.text if place else None) == own


def test_place_of() -> None:
    own = FoundPlace(0, 3, "木鱼村", "village")
    assert place_of(own, COUNTY) == PlaceRef(text="木鱼村")
    assert place_of(None, COUNTY) == PlaceRef(text="青川县", adcode="510822")
    assert place_of(None, None) is None


def test_suggestions_to_nobody_in_particular() -> None:
    assert is_general("paper", "proposed", "plan", None)
    assert is_general("paper", "proposed", "plan", CITY)
    assert is_general("paper", "proposed", "lesson", COUNTY)
    assert not is_general("paper", "proposed", "plan", COUNTY)
    assert not is_general("paper", "implemented", "lesson", None)
    assert not is_general("plan", "proposed", "plan", CITY)


CASEBOOK = "一、旺苍县：“三联”机制\n建起茶园。\n二、剑阁县推行“五议”\n开会。\n三、体会\n要坚持。\n"
BLOCKS = [("建起茶园", "旺苍县"), ("开会", "剑阁县"), ("要坚持", None)]


@pytest.mark.parametrize(("said", "place"), BLOCKS)
def test_an_entry_of_a_casebook_has_the_place_of_its_heading(said: str, place: str | None) -> None:
    lines = [0, *(at + 1 for at, mark in enumerate(CASEBOOK) if mark == "\n")]
    headings = [
        FoundHeading(a, b - 1, 1, "practice", CASEBOOK[a : a + 2], end)
        for a, b, end in zip(lines[0::2], lines[1::2], lines[2::2], strict=False)
    ]
    found = places(CASEBOOK, ("旺苍县", "county", "510821"), ("剑阁县", "county", "510823"))
    at = block_at(find_blocks(CASEBOOK, headings, found, COUNTY), CASEBOOK.index(said))
    assert (at.text if at else None) == place


TOLD = [  # what an entry under 旺苍县：“三联”机制 begins with, and whose it then is
    ("旺苍县木鱼村创新联建。村里建起茶园。", "木鱼村"),
    ("面对缺水，木鱼村探索联建。", "木鱼村"),
    ("旺苍县在木鱼村试点。", "旺苍县"),
    ("旺苍县学习木鱼村的做法。", "旺苍县"),
    ("木鱼村创新联建。全县建起茶园9个。", "旺苍县"),
    ("推行联建。木鱼村创新机制。", "旺苍县"),
]


@pytest.mark.parametrize(("body", "place"), TOLD)
def test_an_entry_belongs_to_the_village_that_it_begins_with(body: str, place: str) -> None:
    head = "旺苍县：“三联”机制"
    text = f"{head}\n{body}\n"
    heading = FoundHeading(0, len(head), 1, "practice", "", len(text))
    found = [
        *places(text, ("旺苍县", "county", "510821")),
        *places(text, ("木鱼村", "village", None)),
    ]
    again = text.find("旺苍县", 4)
    if again >= 0:
        found.insert(1, FoundPlace(again, again + 3, "旺苍县", "county", "510821"))
    at = block_at(find_blocks(text, [heading], sorted(found), None), len(text) - 2)
    assert at
    assert at.text == place


INTRODUCED = [
    ("清晨，旺苍县木门镇的党员已经到岗。他们分组入户。", "木门镇"),
    ("走进旺苍县木门镇，茶香扑面。镇里办起茶校。", "木门镇"),
    ("7月1日凌晨，旺苍县木门镇发生管涌。党员跳进水里。", "木门镇"),
    ("在旺苍县木门镇食堂，茶香扑面。聚焦老人吃饭难，", None),
    ("今年入春以来一直少雨的旺苍县木门镇发动党员找水。镇里打井。", None),
    ("旺苍县发动党员找水。木门镇打井。", None),
]


@pytest.mark.parametrize(("text", "introduced"), INTRODUCED)
def test_a_paragraph_is_about_the_place_that_it_introduces(
    text: str, introduced: str | None
) -> None:
    named = places(text, ("旺苍县", "county", "510821"), ("木门镇", "township", "510821103"))
    found = introduced_place(text, len(text) - 3, named, CITY)
    assert (found.text if found else None) == introduced
