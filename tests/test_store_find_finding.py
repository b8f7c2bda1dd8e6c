"""Where few practices hold all words, those that hold most of them are found, and it is said."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.records import P, holding, names_of, simple
from textmine.store.database import CaseDatabase
from textmine.store.find.facets import Facet
from textmine.store.find.meant import asked_about
from textmine.store.find.queries import Query
from textmine.store.find.search import search
from textmine.store.find.widening import Widening

AN = ("安丘市", "370784")
ELEVATOR = P(
    text="老小区里的楼房加装电梯，由楼组长挨户商量费用，低楼层的住户拿补偿。",
    name="楼组长商量装梯",
    patterns=("democratic_governance",),
    place=AN,
    period="2019",
)
PARKING = P(
    text="小区晚上停车难，和旁边的商场说好，夜里的车位让给居民。",
    name="错时停车",
    patterns=("public_service",),
    period="2021",
)
MIGRANTS = P(
    text="在外打工的党员编成小组，每月在手机上过一次组织生活。",
    name="手机上的小组",
    patterns=("migrant_management",),
)
HELPERS = P(
    text="村里请老党员做调解员，邻里吵架先找他们，再难的才到镇上。",
    name="调解员",
    patterns=("democratic_governance",),
    place=AN,
)
FILLING = [
    P(text=f"第{n}个村的党员和村民一起修路，路修到了田头。", name=f"修路之{n}") for n in range(12)
]
OUTCOMES = (
    simple("a.txt", ELEVATOR, PARKING, title="两个小区"),
    simple("b.txt", MIGRANTS, HELPERS, title="党员在哪里"),
    *(simple(f"f{n}.txt", wish, title="修路") for n, wish in enumerate(FILLING[:6])),
    simple("g.txt", *FILLING[6:], title="又是修路"),
)


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("小区电梯怎么加装", "楼组长商量装梯"),
        ("如何解决停车难，有哪些好经验", "错时停车"),
        ("年轻党员都在外打工，组织生活开展不起来怎么办", "手机上的小组"),
        ("老党员 发挥余热", "调解员"),
        ("安丘市 邻里吵架谁来管", "调解员"),
        ("小区停车 无人机", "错时停车"),
    ],
)
def test_most_of_the_words(database: CaseDatabase, words: str, first: str) -> None:
    assert search(database, Query(words=words, widen=False)).total == 0
    assert names_of(search(database, Query(words=words)))[0] == first


@pytest.mark.parametrize(
    "words",
    [
        "火箭 党员",  # the word that is known says nothing
        "2021年 电梯",  # what is not of the year
        "潍坊 停车难",  # nor of the place
        "“小区” 电梯停车场",  # nor what is quoted
        "老旧小区 -小区 电梯",
        "火箭 OR 登月",
    ],
)
def test_what_is_not_meant_is_not_found(database: CaseDatabase, words: str) -> None:
    assert names_of(search(database, Query(words=words))) == []


def test_what_holds_all_comes_first_and_is_counted(database: CaseDatabase) -> None:
    results = search(database, Query(words="小区 停车难"))
    assert names_of(results)[0] == "错时停车"
    assert (results.whole, results.split) == (1, None if results.total == 1 else 1)
    results = search(database, Query(words="小区电梯停车"))
    assert (results.whole, results.split, sorted(names_of(results))) == (
        0, 0, ["楼组长商量装梯", "错时停车"],
    )  # fmt: skip
    assert results.widened[-1].reason == "most"
    assert search(database, Query(words="小区电梯停车", order="newest")).split is None
    assert search(database, Query(words="小区电梯停车", offset=1)).split is None


def test_where_enough_hold_all_words_no_others_are_found(database: CaseDatabase) -> None:
    results = search(database, Query(words="党员 修路"))
    assert (results.total, results.whole) == (12, 12)
    assert [widening.reason for widening in results.widened] == []


def test_facets_count_what_is_found_by_most_words(database: CaseDatabase) -> None:
    query = Query(words="小区电梯停车")
    facet = next(facet for facet in search(database, query).facets if facet.name == "year")
    assert isinstance(facet, Facet)
    for value in facet.values:
        year = (int(value.value), int(value.value))
        assert search(database, replace(query, year=year)).total == value.count


def test_no_article_fills_the_page(database: CaseDatabase) -> None:
    results = search(database, Query(words="修路", limit=8))
    assert len({hit.article_id for hit in results.hits}) == 7
    every = search(database, Query(words="修路", limit=50))
    assert sorted(names_of(every)) == sorted(wish.name for wish in FILLING)


def test_the_name_of_a_pattern_finds_its_practices(database: CaseDatabase) -> None:
    results = search(database, Query(words="流動黨員管理"))
    assert names_of(results) == ["手机上的小组"]
    assert results.widened == (Widening("流动党员管理", (), "pattern"),)
    assert search(database, Query(words="“流动党员管理”")).total == 0


def test_of_a_pattern_comes_first_what_says_most_of_its_name(tmp_path: Path) -> None:
    schools = [
        P(
            text=f"第{n}家厂给外来的工人办夜校1所，学记账也学普通话。",
            name=f"夜校之{n}",
            patterns=("migrant_management",),
            metrics=(("夜校1所", "夜校", 1.0, "所"),),
        )
        for n in range(120)  # more than are read for their order
    ]
    home = P(
        text="流动党员回乡过节，支部请他们吃饭谈心。",
        name="回乡谈心",
        patterns=("migrant_management",),
    )
    with holding(tmp_path, simple("a.txt", *schools), simple("b.txt", home)) as opened:
        results = search(opened, Query(words="流动党员管理"))
    assert (results.total, names_of(results)[0]) == (121, "回乡谈心")


def test_the_snippet_shows_most_words(database: CaseDatabase) -> None:
    (hit, *_) = search(database, Query(words="电梯费用怎么补偿")).hits
    marked = [hit.snippet.text[a:b] for a, b in hit.snippet.marks]
    assert marked == ["电梯", "费用", "补偿"]


@pytest.mark.parametrize(
    ("word", "about"),
    [
        ("基层治理有哪些做法", ("基层治理",)),
        ("垃圾分类的经验做法", ("垃圾分类",)),
        ("如何化解矛盾，减少上访？", ("化解矛盾", "减少上访")),
        ("请问停车难怎么办呢", ("停车难",)),
        ("经验交流会", ("经验交流会",)),
        ("村企联建", ("村企联建",)),
        ("典型做法", ()),
        ("做法经验" * 200, ()),
    ],
)
def test_asked_about(word: str, about: tuple[str, ...]) -> None:
    assert asked_about(word) == about


def test_each_hit_says_how_much_it_holds(tmp_path: Path) -> None:
    lamp = P(text="河边装了路灯，晚上跳舞的人多了，也请了老人巡河。", name="河边路灯")
    boats = P(text="巡河的船每天出去两趟，垃圾当天捞走。", name="巡河船")
    lights = P(text="路灯坏了扫码就能报，两天修好。", name="扫码修灯")
    other = P(text="巷口路灯换成太阳能的，电费省了一半。", name="太阳能灯")
    both = simple("a.txt", boats, lights, title="河长说河")
    with holding(tmp_path, simple("x.txt", lamp), both, simple("c.txt", other)) as opened:
        kept = search(opened, Query(words="路灯 巡河"))
        assert (names_of(kept), kept.exact, kept.borders) == (["河边路灯"], 1, {})
        results = search(opened, Query(words="路灯 巡河 电费"))
        told = {hit.name: (hit.match, hit.missing, hit.nearby) for hit in results.hits}
    assert results.borders == {0: "partial"}
    assert told["河边路灯"] == ("partial", ("电费",), ())
    assert told["太阳能灯"] == ("partial", ("巡河",), ())


def test_what_the_rest_of_the_article_has_is_said(tmp_path: Path) -> None:
    boats = P(text="巡河的船每天出去两趟，垃圾当天捞走。", name="巡河船")
    lights = P(text="路灯坏了扫码就能报，两天修好。", name="扫码修灯")
    with holding(tmp_path, simple("a.txt", boats, lights, title="河长说河")) as opened:
        hits = search(opened, Query(words="巡河 路灯")).hits
    told = {hit.name: (hit.missing, hit.nearby) for hit in hits}
    assert told == {"巡河船": (("路灯",), ("路灯",)), "扫码修灯": (("巡河",), ("巡河",))}


def test_as_written_comes_before_other_words(tmp_path: Path) -> None:
    named = P(text="支书和老板一起商量。", name="村企结对")
    said = P(text="会上定下村企联建的章程，两边各出三个人。", name="章程")
    with holding(tmp_path, simple("a.txt", named), simple("b.txt", said)) as opened:
        results = search(opened, Query(words="村企联建"))
    assert [(hit.name, hit.match) for hit in results.hits] == [
        ("章程", "exact"),
        ("村企结对", "similar"),
    ]
    assert (results.exact, results.whole, results.borders) == (1, 2, {1: "similar"})


def test_what_is_missing_is_named_as_it_was_asked(tmp_path: Path) -> None:
    shop = P(text="旧货车间改成了画室，免费开放。", name="车间画室")
    stream = P(text="直播间开在画室里，卖草编，订单排到了年底。", name="草编直播")
    with holding(tmp_path, simple("a.txt", shop), simple("b.txt", stream)) as opened:
        hits = search(opened, Query(words="扶贫车间 画室 直播间")).hits
    told = {hit.name: hit.missing for hit in hits}
    # One of its two words is there; none of them is.
    assert told == {"车间画室": ("扶贫", "直播间"), "草编直播": ("扶贫车间",)}
