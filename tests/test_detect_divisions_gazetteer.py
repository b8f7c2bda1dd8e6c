"""Places by name and year."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from textmine.detect.divisions.gazetteer import Division, Gazetteer, load_gazetteer
from textmine.errors import ResourceError
from textmine.resources import find


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


CODES = [
    ("寿光市", {"370783"}),
    ("寿光", {"370783", "370723", "372223"}),
    ("襄樊", {"420600"}),
    ("恩施州", {"422800"}),
    ("延边", {"222400"}),
    ("西藏", {"540000"}),
    ("浦东", {"310115"}),
    ("北林", {"231202"}),
    ("高雄", {"830600"}),
    ("内蒙古", {"150000"}),
    ("广西", {"450000"}),
    ("东乡县", {"361029", "362531", "622926"}),
    ("科左后旗", {"150522"}),
    ("胶县", {"370224"}),
    ("余杭市", {"330184"}),
    ("北平", {"110000"}),
    ("苏北", {""}),
    ("长江", {""}),
    ("没有这个地方", set()),
]


@pytest.mark.parametrize(("name", "codes"), CODES)
def test_named(gazetteer: Gazetteer, name: str, codes: set[str]) -> None:
    found = {division.code for division in gazetteer.named(name)}
    assert codes <= found
    assert bool(found) == bool(codes)


YEARS = [
    ("370802", 2009, "市中区", "370811", "山东省济宁市市中区"),
    ("420600", 2009, "襄樊市", "420600", "湖北省襄樊市"),
    ("420600", 2012, "襄阳市", "", "湖北省襄阳市"),
    ("420602", 2009, "襄城区", "", "湖北省襄樊市襄城区"),
    ("420602", None, "襄城区", "", "湖北省襄阳市襄城区"),
    ("341402", 2009, "居巢区", "340181", "安徽省巢湖市居巢区"),
    ("510202", 1990, "市中区", "500103", "四川省重庆市市中区"),
    ("320902", 2000, "城区", "320902", "江苏省盐城市城区"),
    ("371200", 2010, "莱芜市", "370116", "山东省莱芜市"),
    ("342700", 1985, "徽州地区", "341000", "安徽省徽州地区"),
    ("370783006", None, "孙家集街道", "", "山东省潍坊市寿光市孙家集街道"),
    ("429006", None, "天门市", "", "湖北省天门市"),
]


@pytest.mark.parametrize(("code", "year", "name", "today", "full"), YEARS)
def test_a_division_as_it_was(
    gazetteer: Gazetteer, code: str, year: int | None, name: str, today: str, full: str
) -> None:
    division = gazetteer.get(code, year)
    assert division is not None
    assert (division.name, division.today) == (name, today)
    assert gazetteer.full_name(division, year) == full


def test_every_division_that_is_gone_has_an_heir(gazetteer: Gazetteer) -> None:
    divisions = {each for name in gazetteer.names() for each in gazetteer.named(name)}
    gone = [each for each in divisions if each.code and not each.valid_in(None)]
    assert len(gone) > 3000
    assert [each for each in gone if gazetteer.get(each.today) is None] == []
    assert [each for each in gone if not gazetteer.get(each.today).valid_in(None)] == []


def test_every_parent_is_known(gazetteer: Gazetteer) -> None:
    divisions = {each for name in gazetteer.names() for each in gazetteer.named(name)}
    assert [each for each in divisions if each.parent and not gazetteer.get(each.parent)] == []


def test_ancestors_come_nearest_first(gazetteer: Gazetteer) -> None:
    division = gazetteer.get("370783")
    assert division is not None
    assert [each.name for each in gazetteer.ancestors(division)] == ["潍坊市", "山东省"]


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("孙家集街道", ["370783006"]),
        ("孙家集街道办事处", ["370783006"]),
        ("骆驼街道", ["330211003"]),
        ("没有这个镇", []),
    ],
)
def test_townships(gazetteer: Gazetteer, name: str, codes: list[str]) -> None:
    assert [each.code for each in gazetteer.townships(name)] == codes
    assert gazetteer.has_township(name) == bool(codes)


def test_unofficial_codes_are_told_apart(gazetteer: Gazetteer) -> None:
    assert gazetteer.unofficial("大安区") is False  # there is one in Zigong too
    assert gazetteer.unofficial("板桥") is True
    assert gazetteer.unofficial("苗栗县") is False  # a county of Taiwan is no part of a city
    assert gazetteer.unofficial("苗栗") is True
    assert [each.official for each in gazetteer.named("高雄")] == [False]


def test_names_long_gone(gazetteer: Gazetteer) -> None:
    assert gazetteer.long_gone("宜山") is True
    assert gazetteer.long_gone("宣武") is False
    assert gazetteer.long_gone("寿光") is False


def test_a_division_knows_when_it_was() -> None:
    division = Division("420600", "襄樊市", "city", "420000", 0, 2010, "420600")
    assert [division.valid_in(year) for year in (1975, 2009, 2010, None)] == [
        True,
        True,
        False,
        False,
    ]


def test_the_archive_is_small() -> None:
    assert find("corpora/gazetteer/divisions.zip").stat().st_size < 2_000_000


def test_a_broken_archive_is_reported(tmp_path: Path) -> None:
    with pytest.raises(ResourceError, match="cannot be read"):
        Gazetteer(tmp_path)
    with zipfile.ZipFile(tmp_path / "divisions.zip", "w") as archive:
        archive.writestr("counties.tsv", "110000\t北京市\tprovince\t\t\t\t\t\t\t北京\t\n")
    with pytest.raises(ResourceError, match="aliases"):
        Gazetteer(tmp_path)
