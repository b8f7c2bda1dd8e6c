"""Charts: every count has its place, ticks are round, figures name what they leave out."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.records import P, make_entry, simple
from tests.web import TestClient, make_client, submit
from textmine.store.database import CaseDatabase
from textmine.store.find.counts import Bar, Count, Rules, Table
from textmine.store.find.indicators import MetricRow
from textmine.web.charts import PROVINCES, dots, matrix, round_ticks, shade, tiles


def test_no_two_provinces_on_one_tile() -> None:
    assert len(PROVINCES) == 34
    assert len({(column, row) for _, column, row in PROVINCES.values()}) == 34


def test_tiles() -> None:
    counted = Count("province", Rules(), (Bar("37", 10), Bar("51", 1)), 12, 1, {})
    found = {tile.name: (tile.count, tile.shade) for tile in tiles(counted)}
    assert (found["山东"], found["四川"], found["云南"]) == ((10, 5), (1, 2), (0, 0))


@pytest.mark.parametrize(("count", "step"), [(0, 0), (1, 1), (4, 1), (5, 2), (36, 3), (100, 5)])
def test_shades(count: int, step: int) -> None:
    assert shade(count, 100) == step


def test_matrix_fills_the_years_between() -> None:
    cells = {("a", "2009"): 2, ("b", "2011"): 5, ("b", ""): 1}
    found = matrix(Table(("a", "b"), ("", "2009", "2011"), cells, 8, {}))
    assert found.columns == ("2009", "2010", "2011", "")
    assert [(row.value, row.total, [c.count for c in row.cells]) for row in found.rows] == [
        ("b", 6, [0, 0, 5, 1]),
        ("a", 2, [2, 0, 0, 0]),
    ]


def test_matrix_of_distant_years_has_no_gaps_and_of_nothing_nothing() -> None:
    cells = {("a", "1950"): 1, ("a", "2020"): 1}
    assert matrix(Table(("a",), ("1950", "2020"), cells, 2, {})).columns == ("1950", "2020")
    assert matrix(Table((), (), {}, 0, {})).rows == ()


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (0, 10, [0, 2, 4, 6, 8, 10]),
        (0, 7300, [0, 2000, 4000, 6000, 8000]),
        (0, 0.09, [0, 0.02, 0.04, 0.06, 0.08, 0.1]),
        (-3, 5, [-4, -2, 0, 2, 4, 6]),
        (0, 0, [0, 0.2]),
    ],
)
def test_round_ticks(low: float, high: float, ticks: list[float]) -> None:
    assert round_ticks(low, high) == ticks


def value(year: int | None, figure: float) -> MetricRow:
    known = {"id": "m-1", "indicator": "村", "unit": "个", "value": figure, "year": year}
    empty = dict.fromkeys(MetricRow.__dataclass_fields__)
    return MetricRow(**{**empty, "text": "", "article_id": "a", "path": "", **known})  # type: ignore[arg-type]


def test_dots() -> None:
    found = dots([value(2009, 0.0), value(2010, 10.0), value(None, 5.0)], width=100, height=50)
    assert found
    assert [(dot.x, dot.y) for dot in found.dots] == [(25.0, 50.0), (75.0, 0.0)]
    assert [tick.label for tick in found.years] == [2009, 2010]
    assert dots([value(2009, 1.0), value(None, 2.0)]) is None


def test_dots_of_one_year_hide_none_of_them() -> None:
    """As many as have room: each stands apart from all others, within its year."""
    rows = [value(2022, 900.0 + n) for n in range(20)] + [value(2023, 5.0)]
    found = dots(rows)
    assert found is not None
    *close, alone = found.dots
    apart = [
        max(abs(one.x - other.x), abs(one.y - other.y))
        for number, one in enumerate(close)
        for other in close[:number]
    ]
    assert min(apart) >= 11
    assert alone.x == found.width * 3 / 4
    assert all(0 < dot.x < found.width / 2 for dot in close)
    assert [dot.row.value for dot in found.dots] == [row.value for row in rows]


def test_more_dots_than_have_room_stay_within_their_year() -> None:
    found = dots([value(year, 7.0) for year in (2021, 2022, 2023) for _ in range(200)])
    assert found is not None
    assert {int(dot.x // (found.width / 3)) for dot in found.dots[200:400]} == {1}
    assert len({dot.x for dot in found.dots[200:400]}) > 10


def test_overview_counts_by_stated_rules(reader: TestClient) -> None:
    page = reader.get("/overview").text
    assert "做法合计 4 · 未计入：存疑 1" in page
    assert "做法合计 5" in reader.get("/overview?suspects=1&proposed=1").text
    assert "文章合计 3" in reader.get("/overview?unit=article").text
    assert reader.get("/overview?unit=word").status_code == 400


def test_overview_links_lead_to_what_they_count(reader: TestClient) -> None:
    page = reader.get("/overview").text
    narrowed = "&amp;status=implemented&amp;suspects=0"
    assert f'<a href="/?place=37{narrowed}" aria-label="山东 2">' in page
    assert f'href="/?pattern=joint_build&amp;year=2009{narrowed}"' in page
    found = reader.get("/?place=37&status=implemented&suspects=0").text
    assert found.count('class="card"') == 2
    assert '未含存疑文章 <a href="/?place=37&amp;status=implemented">' in found
    everything = reader.get("/overview?proposed=1&suspects=1").text
    assert 'href="/?pattern=joint_build&amp;year=2009"' in everything


def test_a_pattern_stands_with_its_sum_before_its_years(reader: TestClient) -> None:
    page = reader.get("/overview").text
    assert re.search(r'>联合共建</a></th><td class="number">\d+</td><td class="shade', page)
    assert page.count('<span class="count">做法数，共 4</span>') == 2
    assert "不详</th></tr></thead>" in page


def test_indicators_of_the_overview_lead_to_as_many_values(reader: TestClient) -> None:
    with_all = reader.get("/overview?suspects=1&proposed=1").text
    assert all("&amp;suspects=1&amp;proposed=1" in one for one in re.findall(SERIES, with_all))
    assert not any("suspects" in one for one in re.findall(SERIES, reader.get("/overview").text))


SERIES = r'<a href="(/metrics\?indicator=[^"]+)">'


def test_a_neighbouring_indicator_keeps_the_conditions(tmp_path: Path) -> None:
    figures = (("12家企业", "企业", 12.0, "家"), ("3家龙头企业", "龙头企业", 3.0, "家"))
    with CaseDatabase.open(tmp_path / "cases.db") as database:
        told = P(
            text="寿光市引导12家企业、3家龙头企业。", place=("寿光市", "370783"), metrics=figures
        )
        database.add(simple("a.txt", told))
    with make_client(tmp_path / "cases.db") as reader:
        page = reader.get("/metrics", params={"indicator": "企业", "place": "山东"}).text
        assert "名称相近：" in page
        links = [unescape(one) for one in re.findall(SERIES, page)]
        assert links
        assert all(one.endswith(f"&place={quote('山东')}") for one in links)
        assert "3家龙头企业" in reader.get(links[0]).text


@pytest.mark.parametrize(("years", "drawn"), [((2009, 2010), False), ((2009, 2010, 2012), True)])
def test_a_course_takes_three_years(tmp_path: Path, years: tuple[int, ...], drawn: bool) -> None:
    with CaseDatabase.open(tmp_path / "cases.db") as database:
        for year in years:
            text = f"引导{year}家企业结对。"
            told = P(text=text, period=str(year), metrics=((f"{year}家企业", "企业", year, "家"),))
            database.add(simple(f"{year}.txt", told, lead=f"{year}年的事。" * 9, date=str(year)))
    with make_client(tmp_path / "cases.db") as reader:
        assert ("各年的中位数" in reader.get("/metrics").text) is drawn


def test_an_empty_database_leads_to_the_upload(tmp_path: Path) -> None:
    CaseDatabase.open(tmp_path / "new.db").close()
    with make_client(tmp_path / "new.db") as reader:
        for address in ("/", "/overview", "/metrics", "/review"):
            page = reader.get(address).text
            assert "库里还没有文章" in page, address
            assert '<a class="button" href="/upload">' in page, address
        assert "库里还没有文章" in submit(reader, "/task", "/task", {"text": "村企联建"}).text
    with make_client(tmp_path / "new.db", read_only=True) as reader:
        assert '<a class="button" href="/upload">' not in reader.get("/").text


def test_metrics(reader: TestClient) -> None:
    page = reader.get("/metrics", params={"indicator": "龙头企业"}).text
    assert '<th scope="row">龙头企业</th><td class="number">12</td><td>家</td>' in page
    assert "寿光统筹城乡党建" in page
    assert "选一个指标" in reader.get("/metrics").text
    assert "没有找到" in reader.get("/metrics", params={"indicator": "没有"}).text


def test_metrics_are_taken_away(reader: TestClient) -> None:
    page = reader.get("/metrics", params={"indicator": "龙头企业"}).text
    addresses = [unescape(each) for each in re.findall(r'href="(/metrics/export[^"]+)"', page)]
    assert [each.rpartition("=")[2] for each in addresses] == ["xlsx", "csv", "parquet", "codebook"]
    table = reader.get(addresses[1])
    assert "龙头企业" in table.text
    assert len(table.text.splitlines()) == 2
    assert reader.get(addresses[0]).content[:2] == b"PK"
    assert "选取条件：指标“龙头企业”" in reader.get(addresses[3]).text
    assert reader.get("/metrics/export?form=docx").status_code in (400, 422)


def test_figures_of_doubtful_articles_alone_are_a_click_away(tmp_path: Path) -> None:
    figure = P(text="引导12家企业结对。", metrics=(("12家企业", "企业", 12.0, "家"),))
    with CaseDatabase.open(tmp_path / "cases.db") as database:
        database.add(simple("a.txt", figure, suspect="demo"))
    with make_client(tmp_path / "cases.db") as reader:
        page = reader.get("/metrics", params={"indicator": "企业", "year": ""}).text
        (address,) = re.findall(r'class="button" href="([^"]+)"', page)
        assert '<td class="number">12</td>' in reader.get(unescape(address)).text


def test_the_chart_shows_all_pages_of_the_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = [f"办厂{number}家" for number in range(100, 220)]
    metrics = tuple((word, "厂", float(word[2:5]), "家") for word in words)
    wish = P(text="、".join(words), period="2010", metrics=metrics)
    outcome = simple("a.txt", wish, lead="办厂。", title="办厂")
    with CaseDatabase.open(tmp_path / "cases.db") as database:
        database.add(outcome, make_entry(outcome))
        database.group()
    with make_client(tmp_path / "cases.db") as reader:
        page = reader.get("/metrics", params={"indicator": "厂"}).text
        assert page.count("<circle") == 120
        assert page.count("<tr id=") == 100
        assert "图中是" not in page
        monkeypatch.setattr("textmine.web.routes.measuring.CHARTED", 50)
        page = reader.get("/metrics", params={"indicator": "厂"}).text
        assert page.count("<circle") == 50
        assert "图中是 120 个中的 50 个。" in page


def test_figures_are_written_in_the_language_of_the_page(tmp_path: Path) -> None:
    words = {"种茶15320亩": 15320.0, "种茶800亩": 800.0, "种茶3400000亩": 3_400_000.0}
    metrics = tuple((word, "茶", value, "亩") for word, value in words.items())
    wish = P(text="、".join(words), period="2010", metrics=metrics)
    outcome = simple("a.txt", wish, lead="种茶。", title="种茶")
    with CaseDatabase.open(tmp_path / "cases.db") as database:
        database.add(outcome, make_entry(outcome))
        database.group()
    (practice,) = outcome.records[0].practices
    with make_client(tmp_path / "cases.db") as reader:
        for address in ("/metrics?indicator=茶", "/?q=种茶", f"/practice/{practice.id}"):
            joint = "&" if "?" in address else "?"
            chinese = reader.get(f"{address}{joint}lang=zh").text
            page = reader.get(f"{address}{joint}lang=en").text
            for figure in ("1.532万", "340万"):
                assert figure in chinese, address
                assert figure not in page, address
            assert "15,320" in page, address
            assert "3.4 million" in page, address
        reader.get("/?lang=en")
        chart = reader.get("/metrics?indicator=茶").text
        assert ">1 million</text>" in chart
        assert ">15,320 亩" in re.sub(r"<title>\s*\S+\s", ">", chart)


@pytest.mark.parametrize("query", ["page=0", "page=²", "year=x", "indicator=" + "长" * 101])
def test_what_metrics_cannot_be_asked(reader: TestClient, query: str) -> None:
    assert reader.get("/metrics?" + query).status_code == 400
