"""Places of a query as codes, and codes as names."""

from __future__ import annotations

import pytest

from textmine.store.words.divisions import code_of, name_of, prefix_of, prefixes_of, today_of


@pytest.mark.parametrize(
    ("code", "prefix"),
    [
        ("370000", "37"),
        ("370700", "3707"),
        ("370783", "370783"),
        ("371000", "3710"),  # a city, whose number ends in a nought
        ("370783104", "370783104"),
    ],
)
def test_prefix_of(code: str, prefix: str) -> None:
    assert prefix_of(code) == prefix


@pytest.mark.parametrize(
    ("place", "prefixes"),
    [
        ("山东", ("37",)),
        ("山东省", ("37",)),
        ("苏州市", ("3205",)),
        ("寿光市", ("370783",)),
        ("寿光", ("370723", "370783", "372223")),  # 寿光县 and its codes, too
        ("370700", ("3707",)),
        ("没有这个地方", ()),
        ("台湾", ("71", "83")),  # its parts have no code in the standard
        ("710000", ("71", "83")),
        ("苗栗县", ("839003",)),
    ],
)
def test_prefixes_of(place: str, prefixes: tuple[str, ...]) -> None:
    assert prefixes_of(place) == prefixes


def test_a_former_division_is_found_by_its_own_code_and_todays() -> None:
    """慈溪县 was 330222 until 1988; today 慈溪市 stands there."""
    former = prefixes_of("慈溪县")
    assert len(former) > 1
    assert {today_of(code) for code in former} == {code_of("慈溪市")}


def test_what_still_stands_stays_itself() -> None:
    assert (today_of("370783"), today_of("37"), today_of("999999")) == ("370783", "37", "999999")


@pytest.mark.parametrize(
    ("prefix", "name"),
    [
        ("37", "山东省"),
        ("3707", "潍坊市"),
        ("370783", "寿光市"),
        ("4290", "省直辖县级行政区划"),
        ("99", "99"),
    ],
)
def test_name_of(prefix: str, name: str) -> None:
    assert name_of(prefix) == name


@pytest.mark.parametrize(
    ("name", "code"),
    [("寿光市", "370783"), ("潍坊市", "370700"), ("鼓楼区", None), ("没有这个地方", None)],
)
def test_code_of(name: str, code: str | None) -> None:
    assert code_of(name) == code  # 鼓楼区 is in several cities


def test_what_lies_in_taiwan_is_called_so() -> None:
    assert name_of("83") == name_of("71") == "台湾省"
