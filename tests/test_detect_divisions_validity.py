"""Which years the names of places allow."""

import pytest

from textmine.detect.divisions.gazetteer import load_gazetteer
from textmine.detect.divisions.names import Hit
from textmine.detect.divisions.validity import Life, NameYears, Years

NAMES = [
    ("监利市", Life("2020", None)),
    ("荣昌县", Life(None, "2015")),
    ("襄樊市", Life(None, "2010")),
    ("江都市", Life("1994", "2011")),
    ("寿光市", Life("1993", None)),
    ("巢湖市", Life(None, None)),  # there always was one, of some rank
    ("浙江省", Life(None, None)),
    ("浦东新区", Life(None, None)),  # a zone before it was a district
    ("松江府", Life(None, None)),
]


@pytest.fixture(scope="module")
def years() -> NameYears:
    return NameYears(load_gazetteer())


@pytest.mark.parametrize(("name", "life"), NAMES)
def test_names(years: NameYears, name: str, life: Life) -> None:
    assert years.of(name) == life


NARROWED: list[tuple[str, Years, Years, list[str]]] = [
    ("监利市", ("2017", None), ("2020", None), ["监利市"]),
    ("荣昌县、荣昌县", (None, None), (None, "2015"), ["荣昌县"]),
    ("荣昌县", (None, None), (None, None), []),  # once may be history
    ("荣昌县、荣昌县", ("2018", None), ("2018", None), []),
    ("监利市", (None, "2013"), (None, "2013"), []),  # the text is older than that: another place
    ("江都市、江都市", ("2003", "2016"), ("2003", "2011"), ["江都市"]),
    ("寿光市、莱芜区", ("2003", None), ("2018", None), ["莱芜区"]),
    ("寿光市、莱芜区", (None, None), ("2018", None), ["寿光市", "莱芜区"]),
]


@pytest.mark.parametrize(("text", "before", "after", "words"), NARROWED)
def test_narrow(years: NameYears, text: str, before: Years, after: Years, words: list[str]) -> None:
    starts = [0, *(at + 1 for at, character in enumerate(text) if character == "、")]
    hits = [Hit(at, at + 3, text[at : at + 3], "full") for at in starts]
    narrowed = years.narrow(before, hits)
    assert narrowed.years == after
    assert [text[start:end] for start, end in narrowed.evidence] == words
