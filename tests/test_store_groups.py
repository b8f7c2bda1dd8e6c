"""Duplicates, borrowed words and cases: the same groups whatever the order."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sqlalchemy import select

from tests.records import SHOUGUANG, P, simple
from textmine.clean.signature import sign
from textmine.store import corrections
from textmine.store.casebook import read_case
from textmine.store.corrections import Said
from textmine.store.database import CaseDatabase
from textmine.store.file import schema
from textmine.store.find.counts import Rules, count
from textmine.store.find.queries import Query
from textmine.store.find.search import search
from textmine.store.groups.likeness import candidate_pairs, meeting, read_signatures
from textmine.store.groups.sameness import SAME, Told, same_case
from textmine.store.groups.uniting import Unions
from textmine.store.words.periods import years_of
from textmine.types import Outcome

GOLD = Path(__file__).parents[1] / "corpora" / "gold" / "cases.jsonl"
ANN = Said(who="安")
SHOU, KUN = ("寿光市", "370783"), ("昆山市", "320583")
BODY = (
    "寿光市去年在大棚区试了一个办法:把种菜能手、运销大户和农资店里的党员编进一个支部,支部开会不在会议室,"
    "就在棚头。谁家棚里生了虫,能手党员当天到;谁家的菜卖不动,运销党员先拉走再结账。一年下来,支部里的七名"
    "党员带了五十二户,亩均多收一千八百元。群众说,支部管用不管用,看棚里的苗就知道。"
)
TALE = P(text=BODY, name="棚头支部", patterns=("industry_chain",), place=SHOU, period="2012")
OTHER = P(
    text="机关干部每月到村里住四夜,晚上串门聊家常,白天帮着摘椒,回来交一本日记。",
    name="住村四夜", patterns=("public_service",), place=SHOU, period="2012",
)  # fmt: skip


def outcomes() -> list[Outcome]:
    """An article, its reprint, a longer version, one that borrows, and one of its own."""
    reprint = replace(TALE, text=BODY.replace("一个办法", "一个好办法"))
    longer = replace(OTHER, text="昆山来人看过。" + OTHER.text)
    borrowed = replace(TALE, text=BODY.replace("寿光市", "昆山市"), place=KUN, period="2015")
    title = {"title": "棚头的支部"}
    return [
        simple("a.txt", TALE, date="2012-05", places=(SHOUGUANG,), **title),
        simple("b.txt", reprint, date="2012-06", **title),
        simple("c.txt", TALE, longer, date="2013", **title),
        simple("d.txt", borrowed, date="2015-01", title="昆山棚头"),
        simple("e.txt", OTHER, date="2012", title="住村记"),
    ]


def grouped(path: Path, found: Sequence[Outcome]) -> CaseDatabase:
    database = CaseDatabase.open(path)
    for outcome in found:
        database.add(outcome)
    database.group()
    return database


def table(database: CaseDatabase, wanted: Any) -> list[tuple[Any, ...]]:
    with database.read() as connection:
        return sorted(tuple(row) for row in connection.execute(select(*wanted)))


def test_reprints_and_versions_have_one_head(tmp_path: Path) -> None:
    with grouped(tmp_path / "cases.db", outcomes()) as database:
        paths = {record.id: record.source.path for record in database.records()}
        columns = schema.DUPLICATES.c
        rows = table(database, (columns.article_id, columns.head_id, columns.kind))
        assert sorted((paths[a], paths[h], kind) for a, h, kind in rows) == [
            ("b.txt", "a.txt", "reprint"), ("c.txt", "a.txt", "version"),
        ]  # fmt: skip
        also = {record.source.path: record.source.also_at for record in database.records()}
        assert also == {
            "a.txt": ("b.txt", "c.txt"), "b.txt": (), "c.txt": (), "d.txt": (), "e.txt": (),
        }  # fmt: skip


def test_borrowed_words_are_evidence(tmp_path: Path) -> None:
    with grouped(tmp_path / "cases.db", outcomes()) as database:
        ids = {p.id: r.source.path for r in database.records() for p in r.practices}
        columns = schema.BORROWINGS.c
        rows = table(database, (columns.practice_id, columns.from_id))
        assert {(ids[a], ids[b]) for a, b in rows} == {
            ("d.txt", "a.txt"), ("d.txt", "b.txt"), ("d.txt", "c.txt"),
        }  # fmt: skip


def test_cases_join_what_several_reports_tell(tmp_path: Path) -> None:
    with grouped(tmp_path / "cases.db", outcomes()) as database:
        first = next(database.records()).practices[0]
        case = read_case(database, first.id)
        assert [told.record.source.path for told in case.practices] == ["a.txt", "b.txt", "c.txt"]
        assert (case.name, case.place, case.year, case.year_end) == (
            "棚头支部",
            "寿光市",
            2012,
            2012,
        )
        assert read_case(database, case.id) == case
        assert len(table(database, (schema.CASES.c.id,))) == 3
        assert count(database, "county", Rules(unit="case")).n == 3
        assert count(database, "county", Rules(unit="practice")).excluded["repeats"] == 2


def test_order_changes_nothing(tmp_path: Path) -> None:
    tables = (schema.DUPLICATES, schema.BORROWINGS, schema.CASES, schema.CASE_PRACTICE)
    found = []
    for name, order in (("one", outcomes()), ("two", outcomes()[::-1])):
        with grouped(tmp_path / f"{name}.db", order) as database:
            found.append([table(database, t.c) for t in tables])
    assert found[0] == found[1]


def test_grouping_again_does_nothing(tmp_path: Path) -> None:
    with grouped(tmp_path / "cases.db", outcomes()) as database:
        before = database.generation()
        database.group()
        assert database.generation() == before
        database.remove("a.txt")
        database.group()
        heads = table(database, (schema.DUPLICATES.c.head_id,))
        assert len(heads) == 1


def test_search_shows_a_group_once(tmp_path: Path) -> None:
    with grouped(tmp_path / "cases.db", outcomes()) as database:
        hits = search(database, Query(words="棚头")).hits
        assert [hit.path for hit in hits if "棚头" in hit.name] == ["a.txt", "d.txt"]
        assert search(database, Query(words="棚头", repeats=True, widen=False)).total == 5


def test_what_is_new_in_a_version_counts(tmp_path: Path) -> None:
    new = replace(OTHER, text="新版里才有的一条:村口装了议事的长凳,谁坐下谁先说。", name="议事长凳")
    added = simple("c.txt", TALE, new, date="2013", title="棚头的支部")
    with grouped(tmp_path / "cases.db", [outcomes()[0], added]) as database:
        assert [hit.path for hit in search(database, Query(words='"棚头支部"')).hits] == ["a.txt"]
        assert [hit.path for hit in search(database, Query(words="长凳")).hits] == ["c.txt"]
        found = count(database, "county")
        assert (found.n, found.excluded["repeats"]) == (2, 1)


def test_people_join_and_part(tmp_path: Path) -> None:
    with grouped(tmp_path / "cases.db", outcomes()) as database:
        records = list(database.records())
        tale, reprint, own = (records[n].practices[0].id for n in (0, 1, 4))
        event = corrections.join_case(database, tale, own, ANN)
        database.group()
        assert read_case(database, tale).id == read_case(database, own).id
        corrections.undo(database, event.id, ANN)
        for other in (reprint, records[2].practices[0].id):
            corrections.part_case(database, tale, other, ANN)
        database.group()
        assert read_case(database, tale).id != read_case(database, own).id
        assert [t.practice.id for t in read_case(database, tale).practices] == [tale]


PEOPLE_SAY = {
    "join": (corrections.join_case, [["a 棚头支部", "b 住村四夜"]]),
    "part": (corrections.part_case, [["a 棚头支部"], ["b 住村四夜"]]),
}


@pytest.mark.parametrize("kind", PEOPLE_SAY)
def test_what_was_said_of_cases_survives_a_changed_file(tmp_path: Path, kind: str) -> None:
    say, expected = PEOPLE_SAY[kind]
    # Without people's word the grouping says the opposite of what they say.
    text = OTHER.text if kind == "join" else BODY.replace("一个办法", "一个好办法")
    other = replace(OTHER, text=text)
    with grouped(tmp_path / "c.db", [simple("a.txt", TALE), simple("b.txt", other)]) as database:
        one, two = (p.id for record in database.records() for p in record.practices)
        event = say(database, one, two, ANN)
        for path, practice in (("a.txt", TALE), ("b.txt", other)):  # an opening is added to each
            database.add(simple(path, practice, lead=f"{path}新添的开头。"))
            database.group()
            assert told_by(database) == expected
        assert {one, two}.isdisjoint(p.id for r in database.records() for p in r.practices)
        assert corrections.homeless(database) == []
        database.add(simple("b.txt", P(text="全文换掉了。", name="别的")))
        assert [found.id for found in corrections.homeless(database)] == [event.id]
        database.add(simple("b.txt", other))
        corrections.undo(database, event.id, ANN)
        database.group()
        assert told_by(database) != expected


# ---- gold -------------------------------------------------------------------------------------
def told(data: dict[str, Any], identity: str) -> Told:
    return Told(
        id=identity,
        article=identity,
        name=data["name"],
        text=data["text"],
        patterns=tuple(data["patterns"]),
        place=data["place"],
        adcode=data["adcode"],
        years=years_of(data["period"]),
    )


def test_pairs_of_the_gold() -> None:
    rows = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    assert len(rows) == 60
    found = [same_case(told(row["a"], "p-1"), told(row["b"], "p-2")) > SAME for row in rows]
    right = sum(f and row["same"] for f, row in zip(found, rows, strict=True))
    f1 = 2 * right / (sum(found) + sum(row["same"] for row in rows))
    assert f1 >= 0.95


ONE = told(
    {"name": "村企联建", "text": "企业与村结对。", "patterns": ["joint_build"],
     "place": "寿光市", "adcode": "370783", "period": "2009"}, "p-1",
)  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "same"),
    [
        ({}, True),
        ({"adcode": "370783101", "place": "圣城街道"}, True),  # within it
        ({"adcode": "320583"}, False),
        ({"adcode": None}, True),
        ({"adcode": None, "place": "昆山市"}, False),
        ({"years": (2010, 2010)}, True),
        ({"years": (2011, 2011)}, False),
        ({"years": (2005, 2009)}, True),
        ({"years": None}, True),
        ({"adcode": None, "place": None}, True),  # the same words
        ({"adcode": None, "place": None, "text": "工厂帮着修路。"}, False),
        ({"name": "关爱老人", "text": "给老人送饭,一天两顿。"}, False),
    ],
)
def test_what_makes_a_case(changes: dict[str, Any], same: bool) -> None:
    other = replace(ONE, **{"id": "p-2", "article": "a-2", **changes})
    assert (same_case(ONE, other) > SAME, same_case(other, ONE) > SAME) == (same, same)


PAIRED = (
    "一年里,86家厂子同112个村结成对子,厂里出订单,村里出地出人,年底每村多收4.2万元,"
    "跑运输的、收山货的也跟着沾光。"
)
RETOLD = "企业牵手薄弱村。112个村各认一家厂,闲地和劳力给厂里用,一村多得4.2万元,修路的钱也有了着落。"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        # The few words of a heading stand in any long text.
        (("提升托育能力", "(2)提升托育服务能力。"),
         ("养老服务体系", "完善养老服务体系。提升基本养老服务能力,给老人家里装扶手,送餐上门,"
          "社区食堂开到九十家,护工先培训再上岗。"), False),
        # Alike in a turn of phrase only.
        (("执法改革全省推广", "“大综合一体化”行政执法改革在全省推广。"),
         ("服务增值", "把办证窗口改成服务专区。深化“大综合一体化”行政执法改革,检查一次办完,"
          "企业少接待三成来人,投诉件当天回话。"), False),
        # In other words throughout, but with the same exact figures.
        (("村企结对", PAIRED), ("企业牵手", RETOLD), True),
        (("村企结对", PAIRED.replace("112", "100").replace("4.2", "4")),
         ("企业牵手", RETOLD.replace("112", "100").replace("4.2", "4")), False),
    ],
)  # fmt: skip
def test_what_texts_must_share(one: tuple[str, str], other: tuple[str, str], same: bool) -> None:
    first = replace(ONE, name=one[0], text=one[1])
    second = replace(ONE, id="p-2", article="a-2", name=other[0], text=other[1])
    assert (same_case(first, second) > SAME) is same


SLOGAN = "牢记嘱托,感恩奋进,把学习成果化作干事的劲头,一张蓝图绘到底,一年接着一年干。"


def test_slogans_without_a_place_join_nothing() -> None:
    here = replace(ONE, name="牢记嘱托", text=SLOGAN + "村里开了夜校,党员轮流讲课,听课的有六百人。")
    nowhere = replace(here, id="p-2", article="a-2", text=SLOGAN, place=None, adcode=None)
    assert same_case(here, nowhere) == 0
    assert same_case(here, replace(nowhere, text=here.text)) == 2


# ---- what must not come together --------------------------------------------------------------
def told_by(database: CaseDatabase) -> list[list[str]]:
    """The cases as paths with the names of their practices."""
    names = {
        p.id: f"{r.source.path.removesuffix('.txt')} {p.name}"
        for r in database.records()
        for p in r.practices
    }
    found: dict[str, list[str]] = {}
    for practice, case in table(database, schema.CASE_PRACTICE.c):
        found.setdefault(case, []).append(names[practice])
    return sorted(map(sorted, found.values()))


def test_what_names_no_place_joins_one_of_two_places(tmp_path: Path) -> None:
    there = replace(
        TALE, text=BODY.replace("寿光市", "昆山市").replace("生了虫", "生了病"), place=KUN
    )
    nowhere = replace(TALE, text=BODY.replace("寿光市", "本市"), place=None)
    found = [simple("a.txt", TALE), simple("b.txt", there), simple("c.txt", nowhere)]
    for order in (found, found[::-1]):
        path = tmp_path / f"{order[0].path}.db"
        with grouped(path, order) as database:
            assert told_by(database) == [["a 棚头支部", "c 棚头支部"], ["b 棚头支部"]]


def test_what_tells_no_year_joins_one_of_two_times(tmp_path: Path) -> None:
    late = replace(TALE, text=BODY.replace("五十二户", "九十户"), period="2019")
    undated = replace(TALE, text=BODY.replace("五十二户", "五十多户"), period=None)
    found = [simple("a.txt", TALE), simple("b.txt", late), simple("c.txt", undated)]
    with grouped(tmp_path / "cases.db", found) as database:
        assert len(told_by(database)) == 2
    yearly = [
        simple(
            f"{year}.txt", replace(TALE, text=BODY.replace("去年", f"{year}年"), period=str(year))
        )
        for year in range(2012, 2017)
    ]
    with grouped(tmp_path / "yearly.db", yearly) as database:
        assert [len(case) for case in told_by(database)] == [5]


def test_a_reprint_joins_nothing_that_the_article_tells_apart(tmp_path: Path) -> None:
    two = [
        replace(TALE, text=f"{who}联合党支部有党员{n}名,每月在{who}碰头,先学后议,难事当场分工。",
                name="联合党支部")
        for who, n in (("棚区", 31), ("集市", 27))
    ]  # fmt: skip
    with grouped(tmp_path / "one.db", [simple("a.txt", *two)]) as database:
        assert len(told_by(database)) == 2
    copy = [replace(each, text=each.text.replace("难事", "难题")) for each in two]
    with grouped(tmp_path / "two.db", [simple("a.txt", *two), simple("b.txt", *copy)]) as database:
        assert told_by(database) == [["a 联合党支部", "b 联合党支部"]] * 2
        ids = [p.id for record in database.records() for p in record.practices]
        assert read_case(database, ids[0]).id == read_case(database, ids[2]).id
        corrections.join_case(database, ids[0], ids[1], ANN)
        database.group()
        assert [len(case) for case in told_by(database)] == [4]


def test_a_copy_of_no_place_repeats_one_article(tmp_path: Path) -> None:
    text = BODY.replace("寿光市", "昆山市").replace("大棚", "果园").replace("棚头", "园子")
    found = [
        simple("a.txt", TALE, title="棚头支部"),
        simple("b.txt", replace(TALE, text=text, place=KUN), title="园子支部"),
        simple("c.txt", replace(TALE, text=BODY.replace("寿光市", "某市"), place=None)),
    ]
    with grouped(tmp_path / "cases.db", found) as database:
        paths = {record.id: record.source.path for record in database.records()}
        columns = schema.DUPLICATES.c
        rows = table(database, (columns.article_id, columns.head_id))
        assert [{paths[one], paths[other]} for one, other in rows] == [{"a.txt", "c.txt"}]


def test_one_practice_elsewhere_makes_no_other_place_of_a_copy(tmp_path: Path) -> None:
    own, street = replace(TALE, place=None), ("枫桥里社区", None)
    parts = [replace(own, text=text, place=street if "网格" in text else None)
             for text in ("先建支部。", "再开夜校。", "骑手兼网格员。")]  # fmt: skip
    found = [simple("a.txt", TALE), simple("b.txt", own, *parts, title="棚头")]
    with grouped(tmp_path / "cases.db", found) as database:
        assert len(table(database, schema.DUPLICATES.c)) == 1


def test_a_county_borrows_nothing_from_its_city(tmp_path: Path) -> None:
    for where, borrowed in ((("潍坊市", "370700"), 0), (("南通市", "320600"), 1)):
        again = replace(TALE, text=f"{where[0]}。{BODY}", place=where)
        found = [simple("a.txt", TALE, issuer="县委"), simple("b.txt", again, issuer="市委")]
        with grouped(tmp_path / f"{where[1]}.db", found) as database:
            assert len(table(database, schema.BORROWINGS.c)) == borrowed


# ---- likeness ---------------------------------------------------------------------------------
def test_alike_texts_meet() -> None:
    texts = [BODY, BODY.replace("大棚", "果园"), OTHER.text, "", BODY[:120]]
    signatures = read_signatures([sign(text) for text in texts])
    pairs = {(one, other) for one, other in candidate_pairs(signatures).tolist()}
    assert {(0, 1), (0, 4)} <= pairs
    assert not any(2 in pair or 3 in pair for pair in pairs)


def test_a_crowd_is_compared_in_a_line() -> None:
    one = np.zeros(1000, dtype=np.int64)
    assert len(meeting(np.arange(1000), one)) == 1997
    assert len(meeting(np.arange(5), one[:5])) == 10
    assert len(candidate_pairs(np.ones((1000, 64), dtype=np.uint16))) == 1997


def test_unions() -> None:
    unions = Unions()
    for one, other in ((2, 3), (5, 4), (3, 1), (1, 2)):
        unions.join(one, other)
    assert unions.groups(range(1, 7)) == {1: [1, 2, 3], 4: [4, 5], 6: [6]}


Saying = tuple[str, str, str]


@pytest.mark.parametrize(
    ("said", "cases"),
    [
        ([("join", "甲", "乙")], ["甲乙", "丙"]),
        # A later part beats an earlier join, and the other way round.
        ([("join", "甲", "乙"), ("part", "甲", "乙")], ["甲", "乙", "丙"]),
        ([("join", "甲", "乙"), ("part", "乙", "甲")], ["甲", "乙", "丙"]),
        ([("part", "甲", "乙"), ("join", "甲", "乙")], ["甲乙", "丙"]),
        ([("join", "甲", "乙"), ("part", "甲", "乙"), ("join", "乙", "甲")], ["甲乙", "丙"]),
        # So it does where others stand between: of two joins the earlier one gives way.
        ([("join", "甲", "乙"), ("join", "乙", "丙"), ("part", "甲", "丙")], ["甲", "乙丙"]),
        ([("part", "甲", "丙"), ("join", "甲", "乙"), ("join", "乙", "丙")], ["甲乙丙"]),
        ([("join", "甲", "乙"), ("join", "乙", "丙"), ("part", "甲", "乙")], ["甲", "乙丙"]),
    ],
)
def test_what_was_said_last_of_cases_holds(
    tmp_path: Path, said: list[Saying], cases: list[str]
) -> None:
    texts = {"甲": "甲村种葱。", "乙": "乙厂修路。", "丙": "丙街唱戏。"}
    saying = {"join": corrections.join_case, "part": corrections.part_case}
    with CaseDatabase.open(tmp_path / "c.db") as database:
        for name, text in texts.items():
            database.add(simple(f"{name}.txt", P(text=text, name=name)))
        ids = {p.name: p.id for record in database.records() for p in record.practices}
        for kind, one, other in said:
            saying[kind](database, ids[one], ids[other], ANN)
        database.group()
        with database.read() as connection:
            rows = connection.execute(select(schema.CASE_PRACTICE)).all()
    names = {identity: name for name, identity in ids.items()}
    found: dict[str, str] = {}
    for row in rows:
        found[row.case_id] = found.get(row.case_id, "") + names[row.practice_id]
    assert sorted(map(sorted, found.values())) == sorted(map(sorted, cases))
