"""Corrections: appended, undone, surviving a newer pipeline, never lost."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.records import (
    SHOUGUANG,
    P,
    holding,
    make_entry,
    make_outcome,
    make_page,
    make_record,
    simple,
)
from textmine.errors import StoreError
from textmine.plain import to_json
from textmine.store import baskets, corrections
from textmine.store.corrections import Said
from textmine.store.database import CaseDatabase
from textmine.store.file import recent
from textmine.store.find.queries import Query
from textmine.store.find.queue import QueueQuery, progress
from textmine.store.find.search import search
from textmine.store.into.imported import Imported
from textmine.store.into.importing import import_file
from textmine.store.out.export import Export, write_export
from textmine.store.training import training_lines
from textmine.types import Checked, Outcome, Page, PlaceRef, Practice, Record

ANN, BEN = Said(who="安"), Said(who="本", why="核对原文")
LEAD = "寿光市的做法如下。"
JOINT = P(
    text="一是村企联建。引导12家企业与15个村结成对子。二是支部联建。8个机关支部进村。",
    place=("寿光市", "370783"),
    metrics=(("12家企业", "企业", 12.0, "家"), ("8个机关支部", "机关支部", 8.0, "个")),
)
CHAIN = P(text="三是支部建在合作社上,带动300户。", name="社上支部", patterns=("industry_chain",),
          metrics=(("300户", "农户", 300.0, "户"),))  # fmt: skip
PAGE = make_page("a.txt", "\n".join([LEAD, JOINT.text, CHAIN.text]))
RECORD = make_record(PAGE, [JOINT, CHAIN], title="寿光", places=(SHOUGUANG,))
FIRST, SECOND = RECORD.practices


@pytest.fixture
def database(tmp_path: Path) -> Iterator[CaseDatabase]:
    with holding(tmp_path, make_outcome(PAGE, RECORD)) as opened:
        yield opened


def now(database: CaseDatabase) -> Record:
    return next(database.records())


def value(item: Any, field: str) -> Any:
    found = getattr(item, field)
    if field == "patterns":
        return [label.code for label in found]
    return list(found) if isinstance(found, tuple) else found


@pytest.mark.parametrize(
    ("field", "new", "kept"),
    [
        ("name", "村企结对", "村企结对"),
        ("status", "proposed", "proposed"),
        ("patterns", ["industry_chain", "joint_build"], ["industry_chain", "joint_build"]),
        ("subtypes", ["village_enterprise"], ["village_enterprise"]),
        ("period", "2009/2010", "2009/2010"),
        ("period", None, None),
        ("place", None, None),
    ],
)
def test_practice_fields(database: CaseDatabase, field: str, new: Any, kept: Any) -> None:
    event = corrections.correct(database, FIRST.id, field, new, ANN)
    practice = now(database).practices[0]
    assert (practice.id, value(practice, field)) == (FIRST.id, kept)
    assert (event.who, event.old) == ("安", json.loads(json.dumps(event.old)))
    corrections.undo(database, event.id, BEN)
    assert now(database) == RECORD


def test_a_correction_is_found_at_once_where_reading_takes_long(
    database: CaseDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What others add may wait for a while; what somebody corrects here may not."""
    monkeypatch.setattr(recent, "AT_ONCE", -1.0)
    monkeypatch.setattr(recent, "PATIENCE", 1e9)
    assert search(database, Query(pattern=("care_support",))).total == 0
    corrections.correct(database, FIRST.id, "patterns", ["care_support"], ANN)
    assert search(database, Query(pattern=("care_support",))).total == 1
    database.remove(FIRST.id)
    assert search(database, Query()).total == 0


def test_a_corrected_pattern_is_found_and_sure(database: CaseDatabase) -> None:
    corrections.correct(database, FIRST.id, "patterns", ["care_support", "joint_build"], ANN)
    (hit,) = search(database, Query(pattern=("care_support",))).hits
    assert (hit.id, hit.checked) == (FIRST.id, True)
    assert [label.score for label in now(database).practices[0].patterns] == [1.0, 1.0]


@pytest.mark.parametrize(
    ("field", "new"),
    [
        ("indicator", "龙头企业"),
        ("value", 13.0),
        ("unit", "户"),
        ("modifier", "over"),
        ("period", "2009"),
    ],
)
def test_metric_fields(database: CaseDatabase, field: str, new: Any) -> None:
    corrections.correct(database, RECORD.metrics[0].id, field, new, ANN)
    assert getattr(now(database).metrics[0], field) == new


def test_other_fields(database: CaseDatabase) -> None:
    corrections.correct(database, RECORD.id, "date", "2010-05", ANN)
    corrections.correct(database, RECORD.id, "suspect", "范文", ANN)
    corrections.correct(database, RECORD.places[0].id, "adcode", "370700", ANN)
    corrections.correct(database, RECORD.metrics[0].id, "change", "increase", ANN)
    corrections.correct(database, RECORD.metrics[0].id, "practice", SECOND.id, ANN)
    record = now(database)
    assert (record.date, record.suspect, record.places[0].adcode) == ("2010-05", "范文", "370700")
    assert record.metrics[0].change is not None
    assert (record.metrics[0].change.kind, record.metrics[0].practice) == ("increase", 1)
    assert [practice.metrics for practice in record.practices] == [(1,), (0, 2)]


@pytest.mark.parametrize(
    ("field", "wrong", "message"),
    [
        ("colour", "red", "is no field of a practice"),
        ("status", "done", "cannot be"),
        ("patterns", [], "cannot be"),
        ("patterns", ["a", "b", "c", "d"], "cannot be"),
        ("name", " ", "cannot be"),
        ("place", {"name": "寿光"}, "cannot be"),
        ("span", {"start": 5, "end": 5}, "cannot be"),
        ("span", {"start": 5, "end": 5000}, "after the text"),
    ],
)
def test_wrong_values_are_refused(
    database: CaseDatabase, field: str, wrong: Any, message: str
) -> None:
    with pytest.raises(StoreError, match=message):
        corrections.correct(database, FIRST.id, field, wrong, ANN)
    with pytest.raises(StoreError, match="carries a name"):
        corrections.check(database, FIRST.id, Said(who=" "))


def test_rejecting(database: CaseDatabase) -> None:
    corrections.reject(database, FIRST.id, ANN)
    record = now(database)
    assert [practice.id for practice in record.practices] == [SECOND.id]
    assert [metric.practice for metric in record.metrics] == [None, None, 0]
    assert search(database, Query(words="村企联建")).total == 0
    corrections.reject(database, RECORD.metrics[0].id, ANN)
    assert len(now(database).metrics) == 2
    with pytest.raises(StoreError, match="withdraws"):
        corrections.reject(database, RECORD.id, ANN)


def test_splitting_and_merging(database: CaseDatabase) -> None:
    at = RECORD.text.index("二是支部联建")
    corrections.split(database, FIRST.id, at, ANN, name="支部联建")
    record = now(database)
    one, two, _ = record.practices
    assert (one.id, two.name) == (FIRST.id, "支部联建")
    for practice in (one, two):
        text = record.text[practice.start : practice.end]
        assert PAGE.source[practice.source_start : practice.source_end] == text
    assert (one.end, two.start) == (at, at)
    assert [practice.metrics for practice in record.practices] == [(0,), (1,), (2,)]
    corrections.merge(database, one.id, two.id, BEN)
    (whole, _) = now(database).practices
    assert (whole.start, whole.end, whole.metrics) == (FIRST.start, FIRST.end, (0, 1))
    with pytest.raises(StoreError, match="not within"):
        corrections.split(database, FIRST.id, 0, ANN)
    with pytest.raises(StoreError, match="no other practice"):
        corrections.merge(database, FIRST.id, FIRST.id, ANN)


def test_adding_a_practice(database: CaseDatabase) -> None:
    values = {"start": 0, "end": len(LEAD), "name": "总述", "patterns": ["joint_build"]}
    corrections.add_practice(database, RECORD.id, values, ANN)
    first = now(database).practices[0]
    assert (first.name, first.source_start, first.source_end) == ("总述", 0, len(LEAD))
    assert database.practice(first.id).practice == first
    for wrong in ({"start": 9, "end": 5}, {"end": 10_000}, {"patterns": []}, {"colour": "red"}):
        with pytest.raises(StoreError):
            corrections.add_practice(database, RECORD.id, {**values, **wrong}, ANN)


UNSEEN = "引导12家企业与15个村结成对子"
VILLAGES = {"indicator": "结对的村", "value": 15.0, "unit": "个", "period": "2010", "change": None}


def at(words: str, text: str = RECORD.text) -> dict[str, int]:
    start = text.index(words)
    return {"start": start, "end": start + len(words)}


def test_adding_a_metric(database: CaseDatabase) -> None:
    corrections.add_metric(database, RECORD.id, {**at(UNSEEN), **VILLAGES}, ANN)
    record = now(database)
    assert [m.value for m in record.metrics] == [15.0, 12.0, 8.0, 300.0]
    made = record.metrics[0]
    assert (made.text, made.unit, made.period, made.score) == (UNSEEN, "个", "2010", 1.0)
    assert (made.practice, record.practices[0].metrics) == (0, (0, 1, 2))
    assert PAGE.source[made.source_start : made.source_end] == UNSEEN
    assert made.checked is not None
    assert (made.checked.verdict, made.checked.by) == ("added", "安")
    # It may be corrected, rejected and taken back like any other.
    corrections.correct(database, made.id, "value", 16, BEN)
    assert now(database).metrics[0].value == 16
    corrections.reject(database, made.id, BEN)
    assert len(now(database).metrics) == 3
    for event in reversed(corrections.history(database, made.id)):
        corrections.undo(database, event.id, BEN)
    assert now(database).metrics[0].value == 15
    (added,) = corrections.history(database, RECORD.id)
    corrections.undo(database, added.id, BEN)
    assert now(database) == RECORD


@pytest.mark.parametrize(
    "wrong",
    [{"value": "15"}, {"unit": ""}, {"end": 10_000}, {"start": 30, "end": 30}, {"period": "前年"},
     {"role": "hero"}, {"name": "甲"}],
)  # fmt: skip
def test_no_metric_is_added(database: CaseDatabase, wrong: dict[str, Any]) -> None:
    with pytest.raises(StoreError):
        corrections.add_metric(database, RECORD.id, {**at(UNSEEN), **VILLAGES, **wrong}, ANN)
    with pytest.raises(StoreError, match="no article"):
        corrections.add_metric(database, FIRST.id, {**at(UNSEEN), **VILLAGES}, ANN)
    assert now(database) == RECORD


def test_what_was_added_finds_its_words_in_a_changed_file(database: CaseDatabase) -> None:
    corrections.add_metric(database, RECORD.id, {**at(UNSEEN), **VILLAGES}, ANN)
    corrections.add_metric(database, RECORD.id, {**at("支部"), **VILLAGES}, BEN)
    changed = make_page("a.txt", "寿光市新的开头。\n" + PAGE.source)
    record = remined(database, JOINT, CHAIN, page=changed)
    assert [m.text for m in record.metrics if m.checked] == [UNSEEN]
    # 支部 stands there more than once, so it is listed rather than guessed.
    assert [event.who for event in corrections.homeless(database)] == ["本"]


def test_moving_the_end(database: CaseDatabase) -> None:
    end = RECORD.text.index("二是支部联建")
    corrections.correct(database, FIRST.id, "span", {"start": FIRST.start, "end": end}, ANN)
    record = now(database)
    practice = record.practices[0]
    assert (
        PAGE.source[practice.source_start : practice.source_end]
        == record.text[practice.start : end]
    )
    assert (practice.metrics, record.metrics[1].practice) == ((0,), None)


# ---- surviving --------------------------------------------------------------------------------
def remined(database: CaseDatabase, *practices: P, page: Any = PAGE, **fields: Any) -> Record:
    """Mine the file again with a pipeline that finds other practices."""
    database.add(make_outcome(page, make_record(page, practices, places=(SHOUGUANG,), **fields)))
    return now(database)


def test_a_correction_survives_remining(database: CaseDatabase) -> None:
    corrections.correct(database, FIRST.id, "name", "改过的名", ANN)
    corrections.correct(database, RECORD.metrics[2].id, "value", 301.0, ANN)
    record = remined(database, JOINT, CHAIN, title="新流程")
    assert (record.title, record.practices[0].name) == ("新流程", "改过的名")
    assert record.metrics[2].value == 301.0
    assert corrections.homeless(database) == []


def test_a_moved_border_keeps_the_correction(database: CaseDatabase) -> None:
    corrections.correct(database, FIRST.id, "name", "改过的名", ANN)
    shorter = replace(JOINT, text=JOINT.text[: JOINT.text.index("8个机关")], metrics=())
    assert remined(database, shorter, CHAIN).practices[0].name == "改过的名"


def test_what_finds_no_home_is_listed(database: CaseDatabase) -> None:
    event = corrections.correct(database, FIRST.id, "name", "改过的名", ANN)
    remined(database, CHAIN)
    assert [found.id for found in corrections.homeless(database)] == [event.id]
    assert remined(database, JOINT, CHAIN).practices[0].name == "改过的名"
    assert corrections.homeless(database) == []


def test_a_changed_file_keeps_what_is_said_of_the_same_words(database: CaseDatabase) -> None:
    corrections.correct(database, SECOND.id, "name", "改过的名", ANN)
    gone = corrections.correct(database, FIRST.id, "name", "没有了", ANN)
    page = make_page("a.txt", "新的开头。\n" + CHAIN.text)
    record = remined(database, CHAIN, page=make_page("a.txt", "寿光市新的开头。\n" + CHAIN.text))
    assert page.path == record.source.path
    assert record.practices[0].name == "改过的名"
    assert [found.id for found in corrections.homeless(database)] == [gone.id]


GROWN = P(
    text="新设企业236家、增长24.8%。",
    metrics=(("新设企业236家、增长24.8%", "新设企业", 236.0, "家"),
             ("新设企业236家、增长24.8%", "新设企业", 24.8, "%")),
)  # fmt: skip
AGAIN = P(text="同比增长12%。", metrics=(("同比增长12%", "产值", 12.0, "%"),))
BETWEEN = "这里隔着许多别的话。" * 20


def grown(head: str) -> Page:
    return make_page("b.txt", "\n".join([head, GROWN.text, AGAIN.text, BETWEEN, AGAIN.text]))


def grown_record(head: str) -> tuple[Page, Record]:
    """Two figures of the same words, and the same sentence twice."""
    page = grown(head)
    record = make_record(page, [GROWN, AGAIN])
    later = page.source.rindex("同比增长12%")
    spans = {"start": later, "end": later + 7, "source_start": later, "source_end": later + 7}
    first, second, third = record.metrics  # the first two of one span, which gives ids in tests
    second = replace(second, id=second.id + "b")
    last = replace(third, id=f"m-{later}", practice=None, **spans)
    return page, replace(record, metrics=(first, second, third, last))


@pytest.mark.parametrize(("index", "field", "new"), [
    (0, "value", 237.0), (1, "value", 25.0), (1, "unit", "个百分点"), (2, "value", 13.0),
    (3, "value", 14.0), (3, "indicator", "税收"),
])  # fmt: skip
def test_of_several_with_the_same_words_the_one_that_was_meant_is_corrected(
    database: CaseDatabase, index: int, field: str, new: Any
) -> None:
    page, record = grown_record("寿光市。")
    database.add(make_outcome(page, record))
    corrections.correct(database, record.metrics[index].id, field, new, ANN)
    page, record = grown_record("寿光市新的开头。")
    database.add(make_outcome(page, record))
    found = next(each for each in database.records() if each.source.path == "b.txt")
    assert [n for n, m in enumerate(found.metrics) if getattr(m, field) == new] == [index]


def test_where_nothing_tells_which_one_was_meant_it_is_listed(database: CaseDatabase) -> None:
    page, record = grown_record("寿光市。")
    database.add(make_outcome(page, record))
    event = corrections.reject(database, record.metrics[1].id, ANN)
    page, record = grown_record("寿光市新的开头。")
    database.add(make_outcome(page, record))
    assert [found.id for found in corrections.homeless(database)] == [event.id]


def test_a_withdrawn_document_comes_back_corrected(database: CaseDatabase) -> None:
    corrections.correct(database, FIRST.id, "name", "改过的名", ANN)
    database.remove("a.txt")
    assert len(corrections.homeless(database)) == 1
    database.add(make_outcome(PAGE, RECORD))
    assert now(database).practices[0].name == "改过的名"


@pytest.mark.parametrize(
    "content", ["\ufeff编号,名称\n1,联建\n".encode(), b"PAR1\x8c\xff", b"\xd0\xcf\x11\xe0"]
)
def test_what_cannot_be_taken_in_is_told(
    database: CaseDatabase, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "table"
    path.write_bytes(content)
    with pytest.raises(StoreError, match="no edited workbook"):
        import_file(database, path, ANN)


# ---- history ----------------------------------------------------------------------------------
def test_undo_and_undo_of_undo(database: CaseDatabase) -> None:
    event = corrections.correct(database, FIRST.id, "name", "改过的名", ANN)
    back = corrections.undo(database, event.id, BEN)
    assert now(database) == RECORD
    corrections.undo(database, back.id, ANN)
    assert now(database).practices[0].name == "改过的名"
    kinds = [(found.kind, found.who) for found in corrections.history(database, FIRST.id)]
    assert kinds == [("set", "安"), ("undo", "本"), ("undo", "安")]
    with pytest.raises(StoreError, match="no event"):
        corrections.undo(database, "e-none", ANN)


def test_conflicts(database: CaseDatabase) -> None:
    corrections.correct(database, FIRST.id, "name", "甲说", ANN)
    corrections.correct(database, FIRST.id, "name", "甲再说", ANN)
    assert corrections.conflicts(database) == []
    corrections.correct(database, FIRST.id, "name", "乙说", BEN)
    (conflict,) = corrections.conflicts(database)
    assert (conflict.held.new, conflict.former.new) == ("乙说", "甲再说")
    assert now(database).practices[0].name == "乙说"


def test_checked_is_kept(database: CaseDatabase) -> None:
    event = corrections.check(database, FIRST.id, BEN)
    assert [hit.checked for hit in search(database, Query()).hits] == [True, False]
    assert (event.kind, event.why) == ("check", "核对原文")
    told = Checked(verdict="right", by="本", at=event.at)
    assert now(database).practices == (replace(FIRST, checked=told), SECOND)
    corrections.undo(database, event.id, BEN)
    assert now(database) == RECORD


def test_a_record_says_who_corrected_what(database: CaseDatabase) -> None:
    figure = RECORD.metrics[0]
    corrections.skip(database, RECORD.metrics[2].id, BEN)
    corrections.correct(database, figure.id, "value", 13.0, ANN)
    event = corrections.correct(database, figure.id, "unit", "个", BEN)
    added = corrections.add_practice(database, RECORD.id, {"start": 0, "end": 8, "name": "做法",
                                     "patterns": ["joint_build"]}, ANN)  # fmt: skip
    record = database.article(figure.id)
    assert record.metrics[0].checked == Checked(
        verdict="corrected", by="本", at=event.at, fields=("value", "unit")
    )
    assert [metric.checked for metric in record.metrics[1:]] == [None, None]
    first, *others = record.practices
    assert first.checked == Checked(verdict="added", by="安", at=added.at)
    assert [practice.checked for practice in others] == [None, None]


def test_who_checked_comes_with_an_export(database: CaseDatabase, tmp_path: Path) -> None:
    corrections.check(database, FIRST.id, BEN)
    corrections.correct(database, RECORD.metrics[0].id, "value", 13.0, ANN)
    path, again = tmp_path / "out.jsonl", tmp_path / "again.jsonl"
    write_export(database, path, Export(form="jsonl"))
    with CaseDatabase.open(tmp_path / "other.db") as other:
        import_file(other, path, ANN)
        assert now(other) == now(database)
        assert [hit.checked for hit in search(other, Query()).hits] == [True, False]
        # What was rejected there is not here: a sample must not take this for all that was found.
        assert progress(other, QueueQuery(kind="metric")).checked == 0
        write_export(other, again, Export(form="jsonl"))
        event = corrections.correct(other, FIRST.id, "name", "改过的名", BEN)
        told = Checked(verdict="corrected", by="本", at=event.at, fields=("name",))
        assert now(other).practices[0].checked == told
    assert again.read_bytes() == path.read_bytes()


def test_training_lines(database: CaseDatabase) -> None:
    corrections.correct(database, FIRST.id, "patterns", ["public_service"], ANN)
    corrections.reject(database, SECOND.id, ANN)
    corrections.correct(database, RECORD.metrics[0].id, "value", 1.0, ANN)
    lines = list(training_lines(database))
    assert [(line["patterns"], line["kind"]) for line in lines] == [
        (["public_service"], "practice"), ([], "other"),
    ]  # fmt: skip
    assert [line["text"] for line in lines] == [JOINT.text, CHAIN.text]


# ---- workbooks --------------------------------------------------------------------------------
def edited(database: CaseDatabase, *cells: tuple[str, int, str, Any]) -> Imported:
    """Export to XLSX, change (sheet, row, header, value), and import."""
    path = database.path.with_name("edit.xlsx")
    write_export(database, path, Export(form="xlsx"))
    book = openpyxl.load_workbook(path)
    for title, row, header, new in cells:
        headers = [cell.value for cell in book[title][1]]
        book[title].cell(row, headers.index(header) + 1).value = new
    book.save(path)
    return import_file(database, path, ANN)


def practice(database: CaseDatabase, number: int = 0) -> Practice:
    return now(database).practices[number]


def test_an_untouched_workbook_changes_nothing(database: CaseDatabase) -> None:
    assert edited(database) == Imported()
    assert now(database) == RECORD


def test_an_edited_workbook_becomes_corrections(database: CaseDatabase) -> None:
    imported = edited(
        database,
        ("做法", 2, "名称", "村企结对"),
        ("做法", 2, "模式", "产业链建、联合共建"),
        ("做法", 2, "状态", "拟实施"),
        ("做法", 2, "时期", 2009),
        ("做法", 2, "地点", "潍坊市"),
        ("做法", 3, "名称", None),
        ("指标", 2, "数值", 13),
        ("文章", 2, "体裁", "案例"),
    )
    assert (imported.corrections, imported.refused) == (8, ())
    record = now(database)
    (found,) = record.practices
    assert (found.name, found.status, found.period) == ("村企结对", "proposed", "2009")
    assert [label.code for label in found.patterns] == ["industry_chain", "joint_build"]
    assert found.place is not None
    assert (found.place.text, found.place.adcode) == ("潍坊市", "370700")
    assert (record.metrics[0].value, record.genre) == (13.0, "case")


def test_rows_are_checked_in_a_workbook(database: CaseDatabase) -> None:
    first, second, third = (metric.id for metric in RECORD.metrics)
    cells = [("指标", 2, "已核对", 1), ("指标", 3, "已核对", "√"), ("指标", 3, "数值", 9)]
    imported = edited(database, *cells, ("做法", 3, "已核对", "是"), ("指标", 4, "已核对", "?"),
                      ("做法", 2, "已核对", None))  # fmt: skip
    assert (imported.corrections, [found.where for found in imported.refused]) == (
        4, ["指标 4 已核对"],
    )  # fmt: skip
    kinds = [[event.kind for event in corrections.history(database, m)] for m in (first, second)]
    assert kinds == [["check"], ["set", "check"]]
    assert (now(database).metrics[1].value, corrections.history(database, third)) == (9.0, [])
    again = edited(database, ("指标", 2, "已核对", 0), ("指标", 3, "已核对", None))
    assert (again.corrections, len(again.refused)) == (0, 2)


def test_the_same_workbook_again_says_nothing_new(database: CaseDatabase) -> None:
    first = edited(
        database, ("指标", 2, "数值", 9), ("指标", 3, "已核对", 1), ("做法", 3, "名称", None),
        ("做法", 2, "地点", "昆山市"), ("做法", 2, "模式", "产业链建"), ("文章", 2, "体裁", "新闻"),
    )  # fmt: skip
    path = database.path.with_name("edit.xlsx")
    assert first == Imported(corrections=6)
    assert import_file(database, path, ANN) == Imported(known=6)
    assert import_file(database, path, BEN) == Imported(corrections=1, known=5)  # he checked, too
    assert now(database).metrics[0].checked is not None
    assert now(database).metrics[0].checked.by == "安"


@pytest.mark.parametrize(
    ("cell", "value", "written"),
    [
        (("指标", 2, "作用"), "role", ("成效", "outcome")),
        (("指标", 2, "作用"), "role", ("target", "target")),
        (("指标", 2, "数值"), "value", ("1.2万", 12_000.0)),
        (("指标", 2, "数值"), "value", (" 1,300 ", 1_300.0)),
        (("做法", 2, "时期"), "period", ("2009年5月", "2009-05")),
        (("做法", 2, "时期"), "period", (datetime(2009, 5, 1), "2009-05-01")),
        (("文章", 2, "文章日期"), "date", ("2010.5.3", "2010-05-03")),
        (("文章", 2, "文章题名"), "title", (" 联建的账 ", "联建的账")),
        (("文章", 2, "地点"), "place", ("昆山市", PlaceRef(text="昆山市", adcode="320583"))),
        (("指标", 2, "区划代码"), "place", (370784, PlaceRef(text="寿光市", adcode="370784"))),
    ],
    ids=str,
)
def test_cells_are_read_as_people_write(
    database: CaseDatabase, cell: tuple[str, int, str], value: str, written: tuple[Any, Any]
) -> None:
    assert edited(database, (*cell, written[0])).refused == ()
    record = now(database)
    item = {"指标": record.metrics[0], "做法": record.practices[0], "文章": record}[cell[0]]
    assert getattr(item, value) == written[1]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_lines_that_an_editor_saved_anew(database: CaseDatabase, encoding: str) -> None:
    lines = to_json(replace(RECORD, title="联建\u2028的账")) + "\n"
    path = database.path.with_name("lines.jsonl")
    path.write_text(lines, encoding=encoding)
    with CaseDatabase.open(database.path.with_name("other.db")) as other:
        assert import_file(other, path, ANN).articles == 1
        assert other.article(RECORD.id).title == "联建\u2028的账"


@pytest.mark.parametrize("written", ["nan", "inf", "12件"])
def test_cells_that_are_no_figures(database: CaseDatabase, written: str) -> None:
    imported = edited(database, ("指标", 2, "数值", written))
    assert [refused.message for refused in imported.refused] == [f"{written}: is not a number"]


def test_a_new_place_with_its_code(database: CaseDatabase) -> None:
    imported = edited(
        database,
        ("做法", 2, "地点", "某新区"), ("做法", 2, "区划代码", "370700"),
        ("做法", 3, "区划代码", "约37"),
    )  # fmt: skip
    assert practice(database).place == PlaceRef(text="某新区", adcode="370700")
    (refused,) = imported.refused
    assert "is no code of a division" in refused.message


def test_a_workbook_of_before_changes_only_what_it_remembers(database: CaseDatabase) -> None:
    old = json.dumps({"author": None})  # title and date could not be edited then
    imported = edited(database, ("文章", 2, "原值", old), ("文章", 2, "文章题名", "别的"))
    assert imported == Imported()


def test_what_cannot_be_taken_over_is_said(database: CaseDatabase) -> None:
    imported = edited(
        database,
        ("做法", 2, "模式", "没有的模式"),
        ("做法", 3, "状态", "也许"),
        ("做法", 3, "名称", "好名字"),
        ("指标", 2, "数值", "很多"),
    )
    assert imported.corrections == 1
    assert [refused.where for refused in imported.refused] == [
        "做法 2 模式", "做法 3 状态", "指标 2 数值",
    ]  # fmt: skip
    assert imported.refused[1].message == "也许: is one of 已实施, 拟实施"


def test_later_corrections_are_not_reverted_by_an_old_workbook(database: CaseDatabase) -> None:
    path = database.path.with_name("old.xlsx")
    write_export(database, path, Export(form="xlsx"))
    corrections.correct(database, FIRST.id, "name", "后来改的", BEN)
    assert import_file(database, path, ANN) == Imported()
    assert practice(database).name == "后来改的"


# ---- other imports ----------------------------------------------------------------------------
def test_an_export_comes_back(database: CaseDatabase, tmp_path: Path) -> None:
    corrections.correct(database, FIRST.id, "name", "改过的名", ANN)
    write_export(database, tmp_path / "out.jsonl", Export(form="jsonl"))
    with CaseDatabase.open(tmp_path / "other.db") as other:
        assert import_file(other, tmp_path / "out.jsonl", BEN) == Imported(articles=1)
        assert list(other.records()) == list(database.records())
        with pytest.raises(StoreError, match="without its source"):
            other.source(RECORD.id)
        assert import_file(other, tmp_path / "out.jsonl", BEN) == Imported()
    assert import_file(database, tmp_path / "out.jsonl", BEN) == Imported(held=1)


def test_members_of_what_was_mined_stay_as_they_are(tmp_path: Path) -> None:
    """An export names the rows of a table by themselves, the ledger the table."""
    page = replace(PAGE, path="表.csv/1")
    outcome = replace(make_outcome(page, make_record(page, [JOINT])), path="表.csv")
    with CaseDatabase.open(tmp_path / "cases.db") as database:
        database.add(outcome, make_entry(outcome))
        write_export(database, tmp_path / "out.jsonl", Export(form="jsonl"))
        edited = (tmp_path / "out.jsonl").read_text("utf-8").replace("村企联建", "别的")
        (tmp_path / "out.jsonl").write_text(edited, "utf-8")
        assert import_file(database, tmp_path / "out.jsonl", BEN) == Imported(held=1)
        assert list(database.records()) == list(outcome.records)


def test_two_databases_become_one(database: CaseDatabase, tmp_path: Path) -> None:
    with CaseDatabase.open(tmp_path / "other.db") as other:
        both, new = make_outcome(PAGE, RECORD), simple("b.txt", CHAIN)
        for outcome in (both, new):
            other.add(outcome, make_entry(outcome))
        corrections.correct(other, FIRST.id, "name", "那边改的", BEN)
        baskets.put_in(other, "素材", SECOND.id, who="本")
    corrections.correct(database, SECOND.id, "name", "这边改的", ANN)
    path = tmp_path / "other.db"
    assert import_file(database, path, ANN) == Imported(articles=1, corrections=1, baskets=1)
    records = list(database.records())
    assert [record.source.path for record in records] == ["a.txt", "b.txt"]
    assert [found.name for found in records[0].practices] == ["那边改的", "这边改的"]
    assert set(database.entries()) == {"a.txt", "b.txt"}
    assert [item.practice_id for item in baskets.items_of(database, "素材")] == [SECOND.id]
    assert import_file(database, path, ANN) == Imported()


@pytest.mark.parametrize("content", ["not json\n", '{"schema": 1}\n', "[]\n"])
def test_what_is_no_export_is_explained(
    database: CaseDatabase, tmp_path: Path, content: str
) -> None:
    (tmp_path / "wrong.jsonl").write_text(content, encoding="utf-8")
    with pytest.raises(StoreError, match=r"is no record|no edited workbook"):
        import_file(database, tmp_path / "wrong.jsonl", ANN)
    with pytest.raises(StoreError, match="does not exist"):
        import_file(database, tmp_path / "none.jsonl", ANN)
    (tmp_path / "wrong.xlsx").write_bytes(b"PK\x03\x04 broken")
    with pytest.raises(StoreError, match="cannot be read as a workbook"):
        import_file(database, tmp_path / "wrong.xlsx", ANN)


def test_outcomes_without_records_hold_nothing(database: CaseDatabase) -> None:
    database.add(Outcome(path="empty.txt"))
    assert len(list(database.records())) == 1
