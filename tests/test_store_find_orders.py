"""Words in another order, further apart or shortened find what was meant, behind what says them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.records import P, holding, simple
from textmine.store.database import CaseDatabase
from textmine.store.find.orders import apart, joined_by_signs, reordered, turned
from textmine.store.find.queries import Query
from textmine.store.find.search import Results, search

# What is asked, and what the one practice that is meant says.
PAIRS = [
    ("企村共建", "三家茶厂与两个村签了村企共建的约定"),
    ("地校合作", "县里和农业大学搞校地合作，教授住到村里"),
    ("联盟党建", "沿河九个村组成党建联盟，轮流出题"),
    ("支部+合作社", "党支部领办合作社，把撂荒的坡地收拢起来"),
    ("合作社+支部", "支部牵头办起合作社，社员拿地入股"),
    ("警社联动", "派出所和居委会社警联动，夜里一起巡逻"),
    ("非公党建", "园区给非公企业党建派了指导员"),
    ("村级集体经济", "靠出租冷库，村集体经济头一回有了进账"),
    ("治理网格", "每三十户划一格，网格治理由楼长牵头"),
    ("教育党员", "夜校里党员教育改用方言讲"),
    ("医社结合", "卫生院和居委会社医结合，老人在家看病"),
    ("流党管理", "流动党员管理交给驻外的支部"),
    ("协商民主", "院坝里的民主协商，谁家的事谁来说"),
]
NOISE = [
    "企业交税，村里修路，大家都高兴",
    "学校放假，地里收麦，人手不够",
    "联盟的足球队赢了一场",
    "合作社的仓库在修，支书去县里开会了，回来再说分红的事",
    "警报响了三次，社区广播提醒大家关窗",
    "非机动车停在楼下，公告贴了三天",
    "医院门口修路，班车改道",
    "流水线停了一天，管理员请了假",
]


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CaseDatabase]:
    meant = [simple(f"{n}.txt", P(text=said, name=f"做法{n}")) for n, (_, said) in enumerate(PAIRS)]
    noise = [simple(f"x{n}.txt", P(text=said, name="闲话")) for n, said in enumerate(NOISE)]
    with holding(tmp_path_factory.mktemp("orders"), *meant, *noise) as opened:
        yield opened


def names(results: Results) -> list[str]:
    return [hit.name for hit in results.hits]


@pytest.mark.parametrize("number", range(len(PAIRS)))
def test_what_is_said_otherwise_comes_first(database: CaseDatabase, number: int) -> None:
    results = search(database, Query(words=PAIRS[number][0]))
    assert names(results)[0] == f"做法{number}"
    assert "闲话" not in names(results)
    assert results.hits[0].match == "similar"


@pytest.mark.parametrize("asked", [asked for asked, _ in PAIRS])
def test_as_it_stands_nothing_says_it(database: CaseDatabase, asked: str) -> None:
    assert search(database, Query(words=asked, widen=False)).total == 0
    assert search(database, Query(words=f"“{asked}”")).total == 0


@pytest.mark.parametrize(
    ("term", "others"),
    [
        ("镇街联动", ("街镇联动",)),
        ("网格化管理", ("网格管理",)),
        ("医院改制", ()),  # no two parties
        ("校园安全", ()),
        ("党", ()),
    ],
)
def test_reordered(term: str, others: tuple[str, ...]) -> None:
    assert reordered(term) == others


@pytest.mark.parametrize(
    ("term", "other"),
    [("网格化管理", "管理网格化"), ("垃圾分类处理站", ""), ("修路", ""), ("学习学习", "")],
)
def test_turned(term: str, other: str) -> None:
    assert turned(term) == other


def test_words_across_a_sign_are_none_in_another_order(database: CaseDatabase) -> None:
    results = search(database, Query(words="修路村里"))  # 村里修路，… but never 村里，修路
    assert "闲话" in names(results)
    results = search(database, Query(words="放假学校"))
    assert results.widened[0].added == ("学校放假",)
    results = search(database, Query(words="地里放假"))  # 学校放假，地里收麦
    assert "放假地里" not in {term for each in results.widened for term in each.added}


def test_apart() -> None:
    assert joined_by_signs("支部＋基地+农户") == ("支部", "基地", "农户")
    assert joined_by_signs("1+1") == () == joined_by_signs("联建")
    assert apart("非公党建")[0] == ("非公", "党建")
    assert apart("联建") == ((), 0)
    assert apart("甲乙" * 500)[0] == ()


def test_what_stands_far_apart_is_another_thing(database: CaseDatabase) -> None:
    results = search(database, Query(words="支部+合作社"))
    assert {hit.name for hit in results.hits} == {"做法3", "做法4"}


def test_many_that_say_it_hide_no_other_order(database: CaseDatabase) -> None:
    said = [P(text=f"第{n}条街也有党建联盟，门口挂了牌。", name=f"挂牌{n}") for n in range(8)]
    database.add(simple("many.txt", *said))
    swapped = search(database, Query(words="联盟党建", limit=50))
    assert swapped.total == len(said) + 1
    asked = search(database, Query(words="党建联盟", limit=50))
    assert (asked.total, asked.exact) == (len(said) + 1, len(said) + 1)
    database.remove("many.txt")
