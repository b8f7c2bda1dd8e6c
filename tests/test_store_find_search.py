"""Search: every word of any length is found, what is about it comes first, counts add up."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest

from tests.records import SHOUGUANG, P, names_of, simple
from textmine.errors import SettingsError
from textmine.store.database import CaseDatabase
from textmine.store.find.equivalents import Equivalents, read_equivalents, write_equivalents
from textmine.store.find.facets import Facet
from textmine.store.find.hits import make_snippet, marks_in
from textmine.store.find.meant import years_said
from textmine.store.find.queries import Query, Unstated, Words, parse_words
from textmine.store.find.search import Results, search
from textmine.store.find.widening import Widening

SHOU = ("寿光市", "370783")
LINKED = P(
    text="引导12家龙头企业与15个村结成对子,组建党总支8个,人称“村企联建”模式。",
    name="村企联建",
    subtypes=("village_enterprise",),
    place=SHOU,
    period="2009",
    metrics=(("12家龙头企业", "龙头企业", 12.0, "家"),),
)
SHARED = P(
    text="与驻地院校共建党员活动室,每月开放两次,学员自己排班。",
    name="校地共建",
    place=("昆山市", "320583"),
    period="2015",
)
COOPERATIVE = P(
    text="把支部建在合作社上,社员种葱的归一组,跑运输的归一组。",
    name="支部建在社上",
    patterns=("industry_chain", "functional_groups"),
    place=("安丘市", "370784"),
)
RETURN = P(
    text="外出党员回乡过年时集中谈心,讲一讲村企联建的账。",
    name="春节谈心",
    patterns=("migrant_management",),
    status="proposed",
    period="2011",
)
OUTCOMES = (
    simple(
        "news/a.txt",
        LINKED,
        COOPERATIVE,
        lead="寿光市近年来城乡差距不小,党员作用发挥得不够。",
        title="寿光统筹城乡党建",
        date="2010-05",
        genre="case",
        places=(SHOUGUANG,),
    ),
    simple("news/b.txt", SHARED, title="昆山见闻", genre="news"),
    simple("plans/c.txt", RETURN, title="关于流动党员的打算", genre="plan", suspect="demo"),
)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("村企联建", ["村企联建", "春节谈心"]),  # name first
        ("联建", ["村企联建", "春节谈心"]),
        ("社", ["支部建在社上"]),
        ("葱", ["支部建在社上"]),
        ("12", ["村企联建"]),
        ("村企聯建", ["村企联建", "春节谈心"]),
        ("黨總支", ["村企联建"]),
        ("党总支 龙头企业", ["村企联建"]),
        ("党总支 AND 龙头企业", ["村企联建"]),
        ("党总支 合作社", []),
        ("党总支 OR 合作社", ["村企联建", "支部建在社上"]),
        ("联建 -谈心", ["村企联建"]),
        ("联建 NOT 谈心", ["村企联建"]),
        ('"对子,组建"', ["村企联建"]),  # punctuation does not matter
        ("对子组建", ["村企联建"]),
        ("“村企联建”模式", ["村企联建"]),
        ("潍坊市寿光市", ["村企联建"]),  # the full name of its place
        ("统筹城乡", ["村企联建", "支部建在社上"]),  # the title
        ("没有的词", []),
        ("，。", []),  # nothing to look for
        ("(((", []),
        ("“” OR -", []),
        ("（党总支 | 合作社）", ["村企联建", "支部建在社上"]),
        ("党总支|合作社", ["村企联建", "支部建在社上"]),
        ("１２", ["村企联建"]),
        ("‘党总支’《龙头企业》", ["村企联建"]),
        # What the index itself takes for signs is none here.
        ("联建*", ["村企联建", "春节谈心"]),
        ("^联建", ["村企联建", "春节谈心"]),
        ("(联建", ["村企联建", "春节谈心"]),
        ("联建 OR", ["村企联建", "春节谈心"]),
        ("*", []),
        ('name:"', []),
        ("{name}:x", []),
        ("NEAR(联建 村)", []),
        ("", ["村企联建", "校地共建", "支部建在社上", "春节谈心"]),
    ],
)
def test_words(database: CaseDatabase, words: str, found: list[str]) -> None:
    results = search(database, Query(words=words, widen=False))
    assert (sorted(names_of(results)), results.total) == (sorted(found), len(found))
    if words == "村企联建":
        assert names_of(results) == found


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"pattern": ("joint_build",)}, ["村企联建", "校地共建"]),
        ({"pattern": ("functional_groups", "migrant_management")}, ["支部建在社上", "春节谈心"]),
        ({"subtype": ("village_enterprise",)}, ["村企联建"]),
        ({"place": ("山东",)}, ["村企联建", "支部建在社上"]),
        ({"place": ("3707",)}, ["村企联建", "支部建在社上"]),
        ({"place": ("寿光", "江苏省")}, ["村企联建", "校地共建"]),
        ({"place": ("没有的地方",)}, []),
        ({"year": (2009, 2011)}, ["村企联建", "支部建在社上", "春节谈心"]),
        ({"year": (None, 2009)}, ["村企联建"]),
        ({"year": (2012, None)}, ["校地共建"]),
        ({"status": "proposed"}, ["春节谈心"]),
        ({"genre": ("news", "plan")}, ["校地共建", "春节谈心"]),
        ({"has_metric": True}, ["村企联建"]),
        ({"indicator": ("龙头企业",)}, ["村企联建"]),
        ({"source": ("plans",)}, ["春节谈心"]),
        ({"suspects": False}, ["村企联建", "校地共建", "支部建在社上"]),
        ({"pattern": ("joint_build",), "place": ("山东",)}, ["村企联建"]),
    ],
)
def test_filters(database: CaseDatabase, filters: dict[str, object], found: list[str]) -> None:
    assert sorted(names_of(search(database, Query(**filters)))) == sorted(found)  # type: ignore[arg-type]


def test_equivalents_widen_visibly(database: CaseDatabase) -> None:
    results = search(database, Query(words="联建"))
    assert names_of(results) == ["村企联建", "春节谈心", "校地共建"] or names_of(results) == [
        "村企联建", "校地共建", "春节谈心",
    ]  # fmt: skip
    assert results.widened == (Widening("联建", ("共建",), "equivalent"),)
    shared = next(hit for hit in results.hits if hit.name == "校地共建")
    assert shared.name_marks == ((2, 4),)
    assert search(database, Query(words="联建", widen=False)).widened == ()


def test_parts_of_a_long_word(database: CaseDatabase) -> None:
    results = search(database, Query(words="合作社社员运输"))
    assert names_of(results) == ["支部建在社上"]
    assert results.widened[0].reason == "parts"
    assert search(database, Query(words="合作社社员运输", widen=False)).total == 0


def test_what_is_quoted_is_not_widened(database: CaseDatabase) -> None:
    assert search(database, Query(words="“联建”")).widened == ()
    assert search(database, Query(words="“合作社社员运输”")).total == 0
    assert search(database, Query(words="(联建)")).widened[0].term == "联建"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("2009年 联建", ["村企联建"]),
        ("2009 联建", ["村企联建"]),
        ("2009年联建", ["村企联建"]),
        ("2010年以后 -合作社", ["春节谈心", "校地共建"]),
        ("2009至2010年党员", []),
        ("2009-2010", ["支部建在社上", "村企联建"]),
        ("2009年前的龙头企业", ["村企联建"]),
        ("2019年 联建", []),
        ("“2009年” 联建", []),
    ],
)
def test_a_year_is_also_the_period(database: CaseDatabase, words: str, found: list[str]) -> None:
    assert sorted(names_of(search(database, Query(words=words)))) == sorted(found)


def test_a_year_is_said_to_be_the_period(database: CaseDatabase) -> None:
    results = search(database, Query(words="2009年 龙头企业"))
    assert results.widened[0] == Widening("2009年", (), "year")
    assert search(database, Query(words="2009年 龙头企业", widen=False)).total == 0


@pytest.mark.parametrize(
    ("words", "years"),
    [
        ("2013", (2013, 2013)),
        ("2013年度", (2013, 2013)),
        ("2013年底", (2013, 2013)),
        ("2013年5月", (2013, 2013)),
        ("2008-2012", (2008, 2012)),
        ("2012年到2008年", (2008, 2012)),
        ("2010年以来", (2010, None)),
        ("2010年之前", (None, 2010)),
        ("2013户", None),
        ("20130", None),
        ("3013年", None),
        ("年", None),
    ],
)
def test_years_said(words: str, years: tuple[int | None, int | None] | None) -> None:
    assert years_said(words) == years


def test_words_that_only_ask_narrow_nothing_down(database: CaseDatabase) -> None:
    results = search(database, Query(words="党总支 典型经验 怎么做"))
    assert names_of(results) == ["村企联建"]
    assert results.widened == (Widening("典型经验", (), "asking"), Widening("怎么做", (), "asking"))
    assert search(database, Query(words="党总支 “典型经验”")).total == 0
    assert search(database, Query(words="典型经验 怎么做")).total == 0


def test_a_question_is_asked_by_its_words(database: CaseDatabase) -> None:
    results = search(database, Query(words="合作社怎么运输"))
    assert results.widened == (Widening("合作社怎么运输", ("合作社", "运输"), "parts"),)
    assert names_of(results) == ["支部建在社上"]


def test_paragraphs_outside_of_practices(database: CaseDatabase) -> None:
    assert search(database, Query(words="城乡差距")).elsewhere == 1
    hit, *_ = search(database, Query(words="城乡差距", unit="passage")).hits
    assert (hit.kind, hit.id, hit.name) == ("paragraph", None, "")
    assert hit.snippet.text[slice(*hit.snippet.marks[0])] == "城乡差距"


def facet(results: Results, name: str) -> Facet:
    return next(facet for facet in results.facets if facet.name == name)


def counts(results: Results, name: str) -> dict[str, int]:
    return {value.value: value.count for value in facet(results, name).values}


def test_facets_count_all_hits(database: CaseDatabase) -> None:
    results = search(database, Query(limit=1))
    assert counts(results, "pattern") == {
        "joint_build": 2, "industry_chain": 1, "functional_groups": 1, "migrant_management": 1,
    }  # fmt: skip
    assert counts(results, "subtype") == {"village_enterprise": 1}
    assert (counts(results, "year"), facet(results, "year").unknown) == (
        {"2015": 1, "2011": 1, "2010": 1, "2009": 1},
        0,
    )
    assert counts(results, "status") == {"implemented": 3, "proposed": 1}
    assert counts(results, "genre") == {"case": 2, "news": 1, "plan": 1}
    assert counts(results, "has_metric") == {"yes": 1, "no": 3}
    assert counts(results, "indicator") == {"龙头企业": 1}
    assert counts(results, "source") == {"news": 3, "plans": 1}
    assert (counts(results, "place"), facet(results, "place").unknown) == ({"37": 2, "32": 1}, 1)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (Query(without=("place",)), ["春节谈心"]),
        (Query(without=("place",), place=("江苏",)), ["春节谈心", "校地共建"]),
        (Query(without=("place",), genre=("news",)), []),
        (Query(without=("year",)), []),
        (Query(without=("status", "genre"), place=("山东",)), []),
    ],
)
def test_what_is_not_stated_can_be_asked_for(
    database: CaseDatabase, query: Query, found: list[str]
) -> None:
    """Beside values of the same filter it is one more of them."""
    assert sorted(hit.name for hit in search(database, query).hits) == found


def test_a_facet_counts_what_its_filter_finds(database: CaseDatabase) -> None:
    for each in search(database, Query(unit="passage")).facets:
        if each.name in get_args(Unstated):
            query = Query(unit="passage", without=(each.name,))
            assert search(database, query).total == each.unknown, each.name


def test_only_what_may_be_unstated_is_asked_for() -> None:
    with pytest.raises(SettingsError, match="is one of place, year"):
        Query(without=("words",))


def test_a_facet_ignores_its_own_filter(database: CaseDatabase) -> None:
    results = search(database, Query(genre=("news",)))
    assert counts(results, "genre") == {"case": 2, "news": 1, "plan": 1}
    assert counts(results, "pattern") == {"joint_build": 1}


def test_the_tree_of_places_opens_where_chosen(database: CaseDatabase) -> None:
    results = search(database, Query(place=("山东",)))
    shandong = next(value for value in facet(results, "place").values if value.value == "37")
    assert (shandong.label, shandong.count) == ("山东省", 2)
    (weifang,) = shandong.children
    assert (weifang.value, weifang.label, weifang.count) == ("3707", "潍坊市", 2)
    # It is the only city, so that its counties are what there is to choose between.
    assert {child.label for child in weifang.children} == {"寿光市", "安丘市"}
    assert all(not v.children for v in facet(results, "place").values if v.value != "37")


def test_of_several_cities_the_chosen_one_opens(tmp_path: Path) -> None:
    places = (("寿光市", "370783"), ("安丘市", "370784"), ("桓台县", "370321"))
    with CaseDatabase.open(tmp_path / "c.db") as opened:
        opened.add(simple("a.txt", *(P(text=f"{p[0]}联建村企。", place=p) for p in places)))
        for chosen, opens in (("山东", ()), ("3707", ("3707",)), ("370783", ("3707",))):
            (shandong,) = facet(search(opened, Query(place=(chosen,))), "place").values
            assert tuple(city.value for city in shandong.children if city.children) == opens


def test_hit_carries_what_a_card_shows(database: CaseDatabase) -> None:
    (hit,) = search(database, Query(words="联建", subtype=("village_enterprise",))).hits
    record = OUTCOMES[0].records[0]
    assert (hit.id, hit.article_id) == (record.practices[0].id, record.id)
    assert (hit.place, hit.place_full, hit.year) == ("寿光市", "山东省潍坊市寿光市", 2009)
    assert [(mark.code, mark.score) for mark in hit.patterns] == [("joint_build", 0.9)]
    assert [(f.text, f.value, f.unit) for f in hit.figures] == [("12家龙头企业", 12.0, "家")]
    assert hit.name[slice(*hit.name_marks[0])] == "联建"
    assert (hit.title, hit.path, hit.genre) == ("寿光统筹城乡党建", "news/a.txt", "case")
    assert record.text[hit.start : hit.end] == LINKED.text


def test_pages_follow_one_another(database: CaseDatabase) -> None:
    whole = names_of(search(database, Query(words="党")))
    pages = [search(database, Query(words="党", limit=1, offset=n)) for n in range(len(whole))]
    assert [names_of(page)[0] for page in pages] == whole
    assert {page.total for page in pages} == {len(whole)}


@pytest.mark.parametrize(
    ("order", "found"),
    [
        ("newest", ["校地共建", "春节谈心", "支部建在社上", "村企联建"]),
        ("oldest", ["村企联建", "支部建在社上", "春节谈心", "校地共建"]),
        ("place", ["校地共建", "村企联建", "支部建在社上", "春节谈心"]),
    ],
)
def test_orders(database: CaseDatabase, order: str, found: list[str]) -> None:
    assert names_of(search(database, Query(order=order))) == found  # type: ignore[arg-type]


@pytest.mark.parametrize("words", ["高台县", "张掖 联建", "石马村 联建"])
def test_a_practice_is_found_by_a_place_that_its_text_does_not_name(
    tmp_path: Path, words: str
) -> None:
    place = ("石马村", None) if "石马" in words else ("高台县", "620724")
    with CaseDatabase.open(tmp_path / "cases.db") as database:
        database.add(simple("a.txt", P(text="一是村企联建，结对子。", place=place)))
        hits = search(database, Query(words=words)).hits
    assert [hit.place for hit in hits] == [place[0]]


TAICHUNG, SHUIWEI = "台中市", "台湾省苗栗县水尾社区"


@pytest.mark.parametrize(
    ("place", "found"),
    [("臺中", {TAICHUNG}), ("苗栗縣", {SHUIWEI}), ("臺灣", {TAICHUNG, SHUIWEI}), ("高雄", set())],
)
def test_places_are_asked_for_in_either_script(tmp_path: Path, place: str, found: set[str]) -> None:
    with CaseDatabase.open(tmp_path / "cases.db") as database:
        for mark, name, code in (("一", TAICHUNG, "830400"), ("二", SHUIWEI, None)):
            database.add(simple(f"{mark}.txt", P(text=f"{mark}是共餐。", place=(name, code))))
        hits = search(database, Query(place=(place,))).hits
    assert {hit.place for hit in hits} == found


def test_what_is_added_is_found_at_once(tmp_path: Path) -> None:
    with CaseDatabase.open(tmp_path / "cases.db") as database:
        assert search(database, Query(words="联建")).total == 0
        database.add(OUTCOMES[0])
        assert search(database, Query(words="联建")).total == 1
        changed = replace(LINKED, text=LINKED.text.replace("联建", "联办"), name="村企联办")
        database.add(simple("news/a.txt", changed))
        assert search(database, Query(words="联建", widen=False)).total == 0
        assert search(database, Query(words="联办")).total == 1
        database.remove("news/a.txt")
        assert search(database, Query()).total == 0


# ---- queries ----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("words", "parsed"),
    [
        ("联建 共建", Words((("联建",), ("共建",)))),
        ("联建 OR 共建 结对", Words((("联建", "共建"), ("结对",)))),
        ("OR 联建", Words((("联建",),))),
        ('"联合 党委"', Words((("联合 党委",),), (), frozenset({"联合 党委"}))),
        ("“联合党委” -村", Words((("联合党委",),), ("村",), frozenset({"联合党委"}))),
        ('-"联合 党委"', Words((), ("联合 党委",))),
        ("全国-流动", Words((("全国-流动",),))),
        ('"没有关上', Words((("没有关上",),), (), frozenset({"没有关上"}))),
        ("（联建 或 共建）结对", Words((("联建", "共建"), ("结对",)))),
        ("联建｜共建", Words((("联建", "共建"),))),
        ("《章程》", Words((("章程",),), (), frozenset({"章程"}))),
        ("臺灣", Words((("台湾",),))),
        ("- , “”", Words()),
    ],
)
def test_parse_words(words: str, parsed: Words) -> None:
    assert parse_words(words) == parsed


@pytest.mark.parametrize("wrong", [{"limit": -1}, {"offset": -1}, {"words": "长" * 1001}])
def test_queries_are_bounded(wrong: dict[str, object]) -> None:
    with pytest.raises(SettingsError):
        Query(**wrong)  # type: ignore[arg-type]


# ---- equivalent terms -------------------------------------------------------------------------
TABLE = Equivalents((("联建", "共建", "结对共建"), ("两新组织", "新兴领域")))


@pytest.mark.parametrize(
    ("word", "others"),
    [
        ("联建", ("共建", "结对共建")),
        ("共建", ("联建",)),  # 结对共建 is found by 共建 anyway
        ("村企联建", ("村企共建", "村企结对共建")),
        ("两新组织党建", ("新兴领域党建",)),
        ("合作社", ()),
    ],
)
def test_equivalents(word: str, others: tuple[str, ...]) -> None:
    assert TABLE.of(word) == others


def test_equivalents_can_be_edited(tmp_path: Path) -> None:
    with CaseDatabase.open(tmp_path / "cases.db") as database:
        shipped = read_equivalents(database)
        assert "共建" in shipped.of("联建")
        write_equivalents(database, [("大棚", "温室")])
        assert read_equivalents(database).groups == (("大棚", "温室"),)
        with pytest.raises(SettingsError, match="no group"):
            write_equivalents(database, [("大棚",)])
        write_equivalents(database, [])
        assert read_equivalents(database) == shipped


def test_shipped_groups_hold_no_term_twice() -> None:
    from textmine.store.find.equivalents import shipped

    terms = [term for group in shipped()["groups"] for term in group]
    assert sorted(set(terms)) == sorted(terms)
    assert min(map(len, terms)) >= 2


# ---- snippets ---------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "terms", "marked"),
    [
        ("村企联建好", ("联建",), ["联建"]),
        ("“网格化”管理", ("网格化管理",), ["网格化”管理"]),
        ("ABC与abc", ("abc",), ["ABC", "abc"]),
        ("联建共建", ("联建", "共建"), ["联建", "共建"]),
        ("什么也没有", ("联建",), []),
        ("什么也没有", (), []),
    ],
)
def test_marks(text: str, terms: tuple[str, ...], marked: list[str]) -> None:
    assert [text[slice(*span)] for span in marks_in(text, terms)] == marked


def test_snippet_of_a_long_text() -> None:
    text = "开头的话。" * 40 + "后来搞起了村企联建,效果好。" + "结尾的话。" * 40
    snippet = make_snippet(text, ("联建",), 1000)
    assert [snippet.text[slice(*mark)] for mark in snippet.marks] == ["联建"]
    assert (snippet.start, snippet.cut) == (1200, (True, True))
    assert snippet.text.startswith("后来搞起了村企联建")
