"""The search page: cards, marks, facets, addresses, states."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

import pytest

from tests.commands import run
from tests.web import TestClient, make_client
from textmine.errors import SettingsError
from textmine.store.database import CaseDatabase
from textmine.web.asking import read_asked, read_years


def cards(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith('<article class="card"')]


def names(text: str) -> list[str]:
    found = (re.search(r"<h2>(.*?)</h2>", card) for card in cards(text))
    return [re.sub("<.*?>", "", match[1]) for match in found if match]


def test_a_card_is_one_line_with_marks(reader: TestClient) -> None:
    page = reader.get("/", params={"q": "联建"})
    found = cards(page.text)
    assert all(card.endswith("</article>") for card in found)
    assert "村企<mark>联建</mark></a></h2>" in found[0]
    assert "人称“村企<mark>联建</mark>”模式" in page.text


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("/?q=联建&pattern=migrant_management", ["春节谈心"]),
        ("/?q=聯建&status=proposed", ["春节谈心"]),
        ("/?place=37", ["村企联建", "支部建在社上"]),
        ("/?year=2009-2010", ["村企联建", "支部建在社上"]),
        ("/?from=2011&to=2011", ["春节谈心"]),
        ("/?genre=plan&genre=news&order=oldest", ["春节谈心", "&lt;b&gt;联建&lt;/b&gt;&amp;"]),
        ("/?has_metric=yes&place=寿光", ["村企联建"]),
        ("/?pattern=functional_groups&page=99", ["支部建在社上"]),
        ("/?without=place", ["三村结对", "春节谈心"]),
        ("/?without=place&place=37", ["村企联建", "三村结对", "支部建在社上", "春节谈心"]),
        ("/?q=没有这样的词", []),
    ],
)
def test_filters(reader: TestClient, address: str, found: list[str]) -> None:
    assert names(reader.get(address).text) == found


def test_text_is_escaped(reader: TestClient) -> None:
    page = reader.get("/", params={"q": "alert"}).text
    assert "&lt;script&gt;" in page
    assert "<script>alert" not in page
    assert "<i>昆山" not in page
    hostile = reader.get("/", params={"q": '"><script>x</script>'}).text
    assert "<script>x" not in hostile


def test_facets_are_links_with_counts(reader: TestClient) -> None:
    page = reader.get("/", params={"q": "联建"}).text
    facet = re.search(
        r'<a href="(\?|/\?)([^"]*pattern=joint_build)" rel="nofollow"><span>联合共建</span>'
        r'<span class="count">(\d+)</span>', page,
    )  # fmt: skip
    assert facet
    narrowed = reader.get("/?" + facet[2].replace("&amp;", "&")).text
    assert len(cards(narrowed)) == int(facet[3])


def test_what_is_not_stated_is_a_filter_too(reader: TestClient) -> None:
    link = r'<p class="unknown"><a href="([^"]*)" rel="nofollow"([^>]*)><span>未注明</span>'
    off = re.search(link, reader.get("/?q=联建&widen=0").text)
    assert off
    narrowed = reader.get(off[1].replace("&amp;", "&")).text
    assert names(narrowed) == ["三村结对", "春节谈心"]
    assert '<span class="what">未注明</span>地区' in narrowed
    on = re.findall(link, narrowed)
    assert on
    assert (on[0][0], 'class="on"' in on[0][1]) == ("/?q=%E8%81%94%E5%BB%BA&amp;widen=0", True)


def test_widening_is_visible_and_can_be_switched_off(reader: TestClient) -> None:
    page = reader.get("/", params={"q": "共建"}).text
    assert "“共建”也找了" in page
    assert names(reader.get("/", params={"q": "共建", "widen": "0"}).text) == []


@pytest.mark.parametrize(
    "address",
    [
        "/?year=20x9", "/?page=0", "/?page=x", "/?order=best", "/?q=" + "长" * 1001,
        "/?place=" + "长" * 101, "/?" + "&".join(f"genre={n}" for n in range(21)),
    ],
)  # fmt: skip
def test_what_cannot_be_asked(reader: TestClient, address: str) -> None:
    answer = reader.get(address)
    assert answer.status_code == 400
    assert "这个请求无法处理" in answer.text


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("/?year=20x9", "年份请写成 2010 或 2008-2012。"),
        ("/?page=0", "没有这个页码。"),
        ("/practice/p-000000000000", ">p-000000000000</p>"),
    ],
)
def test_what_is_wrong_is_told_in_the_language_of_the_page(
    reader: TestClient, address: str, told: str
) -> None:
    assert told in reader.get(address).text


@pytest.mark.parametrize(
    "path", ["/nothing", "/article/a-123", "/practice/x", "/source/p-0", "/case/c-1"]
)
def test_what_is_not_there(reader: TestClient, path: str) -> None:
    answer = reader.get(path)
    assert answer.status_code == 404
    assert "返回检索" in answer.text


def test_an_empty_database_says_what_to_do(tmp_path: Path) -> None:
    CaseDatabase.open(tmp_path / "empty.db").close()
    with make_client(tmp_path / "empty.db") as reader:
        assert "库里还没有文章" in reader.get("/").text


def test_english_by_a_switch_that_stays(reader: TestClient) -> None:
    page = reader.get("/?q=联建&lang=en")
    assert 'lang="en"' in page.text
    assert "Practices found: " in page.text
    assert "Joint" in page.text
    assert re.search(r"All \d+ practices", reader.get("/").text)
    assert "全部" in reader.get("/?lang=zh").text


@pytest.mark.parametrize(
    ("written", "years"),
    [
        (["2009"], (2009, 2009)), (["2008-2012"], (2008, 2012)), (["-2012"], (None, 2012)),
        (["2008-"], (2008, None)), ([], None),
    ],
)  # fmt: skip
def test_years(written: list[str], years: object) -> None:
    assert read_years(written) == years


@pytest.mark.parametrize("written", ["", "-", "09", "2008至2012"])
def test_no_years(written: str) -> None:
    with pytest.raises(SettingsError):
        read_years([written])


def test_neighbouring_questions() -> None:
    asked = read_asked([("q", "联建"), ("genre", "case"), ("year", "2009"), ("page", "3")], size=20)
    assert asked.query.offset == 40
    assert asked.toggle("genre", "plan") == "/?q=%E8%81%94%E5%BB%BA&year=2009&genre=case&genre=plan"
    assert asked.toggle("genre", "case") == "/?q=%E8%81%94%E5%BB%BA&year=2009"
    assert asked.toggle("year", "2010") == "/?q=%E8%81%94%E5%BB%BA&genre=case&year=2010"
    assert asked.cleared() == "/?q=%E8%81%94%E5%BB%BA"
    assert asked.at_page(2).endswith("&page=2")


@pytest.mark.parametrize(
    ("words", "said", "proposed"),
    [
        ("村企联见", "您要找的是不是：", "q=%E6%9D%91%E4%BC%81%E8%81%94%E5%BB%BA"),
        ("cunqilianjian", "您要找的是不是：", "q=%E6%9D%91%E4%BC%81%E8%81%94%E5%BB%BA"),
        ("(((", "检索词里没有文字或数字。", "/task"),
        ("登月", "换一个说法，或者只用一个词。", "/task"),
    ],
)
def test_what_to_do_where_nothing_is_found(
    reader: TestClient, words: str, said: str, proposed: str
) -> None:
    page = reader.get("/", params={"q": words, "lang": "zh"}).text
    assert "找到 0 个做法" in page
    assert said in page
    assert proposed in page.partition('<div class="nothing">')[2]


@pytest.mark.parametrize("words", ["龙头企业怎么跑运输", "联建", "流动党员管理", "党总支 超过5个"])
def test_page_api_and_terminal_find_the_same(path: Path, reader: TestClient, words: str) -> None:
    shown = [html.unescape(name) for name in names(reader.get("/", params={"q": words}).text)]
    given = reader.get("/api/v1/search", params={"q": words}).json()
    printed = json.loads(run("search", path, words, "--json").output)
    assert shown == [hit["name"] for hit in given["hits"]]
    for part in ("total", "whole", "exact", "elsewhere", "widened"):
        assert given[part] == printed[part]
    for part in ("id", "match", "missing", "nearby"):
        assert [hit[part] for hit in given["hits"]] == [hit[part] for hit in printed["hits"]]
    assert given["total"] > 0


def test_what_holds_most_of_the_words_is_told_apart(path: Path, reader: TestClient) -> None:
    page = reader.get("/", params={"q": "龙头企业怎么跑运输", "lang": "zh"}).text
    assert "原词全有的 0 个" in page
    assert page.index("以下只含一部分词") < page.index('<article class="card"')
    assert "以下只含一部分词" not in reader.get("/", params={"q": "联建", "lang": "zh"}).text
    said = run("search", path, "龙头企业怎么跑运输").output
    assert "0 with all words as written" in said
    assert "from here on: some of the words only" in said
    assert "did you mean 合作社 运输" in run("search", path, "合做社 运输").output


def test_the_first_page_counts_everything_once(reader: TestClient) -> None:
    page = reader.get("/?lang=zh").text
    assert page.count("个做法") == 1
