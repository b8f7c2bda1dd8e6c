"""The case database: what goes in comes out, once, whatever happens in between."""

from __future__ import annotations

import os
import re
import sqlite3
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, text

from tests.records import SHOUGUANG, P, make_entry, make_outcome, make_page, make_record, simple
from textmine.errors import StoreError
from textmine.store.database import CaseDatabase
from textmine.store.file import schema
from textmine.store.file.connect import explain, share_in
from textmine.store.file.state import write_state
from textmine.store.find.queries import Query
from textmine.store.find.queue import QueueQuery, next_ids
from textmine.store.find.search import search
from textmine.types import Outcome

LEAD = "寿光市2009年以来抓城乡统筹。"
JOINT = P(
    text="一是村企联建。引导12家企业与15个村结成对子，带动村集体增收300万元。",
    place=("寿光市", "370783"),
    period="2009",
    metrics=(("12家企业", "企业", 12.0, "家"), ("增收300万元", "村集体收入", 3e6, "元")),
)
CHAIN = P(
    text="二是支部建在合作社上，党员带头种菜。", name="支部建在合作社", patterns=("industry_chain",)
)


@pytest.fixture
def database(tmp_path: Path) -> CaseDatabase:
    with CaseDatabase.open(tmp_path / "cases.db") as opened:
        yield opened


def first(path: str = "reports/a.txt") -> Outcome:
    return simple(
        path, JOINT, CHAIN, lead=LEAD, title="寿光的做法", date="2010-05", places=(SHOUGUANG,)
    )


def counts(database: CaseDatabase) -> dict[str, int]:
    tables = (schema.SOURCES, *schema.DERIVED)
    with database.read() as connection:
        return {
            t.name: connection.execute(select(func.count()).select_from(t)).scalar() for t in tables
        }


def test_what_goes_in_comes_out(database: CaseDatabase) -> None:
    outcome = first()
    database.add(outcome, make_entry(outcome))
    assert list(database.records()) == list(outcome.records)
    assert database.article(outcome.records[0].id) == outcome.records[0]
    assert database.entries() == {"reports/a.txt": make_entry(outcome)}
    practice = outcome.records[0].practices[0]
    assert database.practice(practice.id).practice == practice
    assert counts(database) == {
        "sources": 1, "articles": 1, "practices": 2, "labels": 2, "metrics": 2, "places": 1,
        "passages": 3, "times": 0, "answers": 0, "housed": 0,
    }  # fmt: skip


def test_the_source_reads_back(database: CaseDatabase) -> None:
    page = make_page("a.pdf", "甲" * 40 + "\n" + JOINT.text, breaks=(10, 20), paragraphs=(41,))
    record = make_record(page, [JOINT])
    database.add(make_outcome(page, record))
    for identity in (record.id, record.practices[0].id, record.metrics[1].id):
        source = database.source(identity)
        assert (source.text, source.breaks, source.paragraphs) == (page.source, (10, 20), (41,))
    practice = record.practices[0]
    assert source.text[practice.source_start : practice.source_end] == JOINT.text


def test_adding_again_changes_nothing(database: CaseDatabase) -> None:
    outcome = first()
    database.add(outcome, make_entry(outcome))
    before = database.generation()
    database.add(outcome, make_entry(outcome))
    assert database.generation() == before
    assert list(database.records()) == list(outcome.records)


def test_a_newer_pipeline_takes_the_place_of_the_older(database: CaseDatabase) -> None:
    outcome = first()
    database.add(outcome)
    record = replace(outcome.records[0], title="新题", practices=outcome.records[0].practices[:1])
    database.add(replace(outcome, records=(record,)))
    assert list(database.records()) == [record]
    assert counts(database)["passages"] == 3  # the second practice is a paragraph now


def test_a_changed_file_takes_the_place_of_the_older(database: CaseDatabase) -> None:
    database.add(first())
    changed = simple("reports/a.txt", CHAIN)
    database.add(changed)
    assert list(database.records()) == list(changed.records)


@pytest.mark.parametrize("order", [("a.txt", "b.txt"), ("b.txt", "a.txt")])
def test_the_same_file_at_two_paths_is_one_article(
    database: CaseDatabase, order: tuple[str, str]
) -> None:
    for path in order:
        database.add(first(path))
    (record,) = database.records()
    assert (record.source.path, record.source.also_at) == ("a.txt", ("b.txt",))
    database.remove("a.txt")
    (record,) = database.records()
    assert (record.source.path, record.source.also_at) == ("b.txt", ())


def test_order_of_adding_changes_nothing(tmp_path: Path) -> None:
    outcomes = [simple(f"{n}.txt", replace(CHAIN, text=f"{n}支部建在合作社上。")) for n in range(5)]
    exports = []
    for name, order in (("one", outcomes), ("two", outcomes[::-1])):
        with CaseDatabase.open(tmp_path / f"{name}.db") as database:
            for outcome in order:
                database.add(outcome)
            exports.append(list(database.records()))
    assert exports[0] == exports[1]
    assert [record.source.path for record in exports[0]] == [f"{n}.txt" for n in range(5)]


@pytest.mark.parametrize(
    ("reason", "digest", "left"),
    [
        ("timeout", None, 1),
        ("unavailable", "", 1),
        ("no_text", None, 1),  # the same content: the pipeline failed, not the document
        ("unreadable", "other", 0),
    ],
)
def test_what_is_set_aside_later(
    database: CaseDatabase, reason: str, digest: str | None, left: int
) -> None:
    outcome = first()
    database.add(outcome, make_entry(outcome))
    entry = replace(make_entry(outcome), status="set aside", reason=reason)
    entry = entry if digest is None else replace(entry, digest=digest)
    database.add(Outcome(path=outcome.path, reason=reason), entry)
    assert len(list(database.records())) == left


def test_entries_of_members_keep_records(database: CaseDatabase) -> None:
    outcome = first("a.zip/1.txt")
    database.add(outcome, make_entry(outcome))
    database.add(Outcome(path=""), replace(make_entry(outcome), document="a.zip/2.txt"))
    assert len(list(database.records())) == 1
    assert set(database.entries()) == {"a.zip/1.txt", "a.zip/2.txt"}


def test_removing_by_any_name(database: CaseDatabase) -> None:
    outcome = first()
    for name in ("reports/a.txt", outcome.records[0].id, outcome.records[0].practices[0].id):
        database.add(outcome, make_entry(outcome))
        assert database.remove(name) == 1
        assert list(database.records()) == []
        assert database.entries() == {}
    assert set(counts(database).values()) == {0}
    with pytest.raises(StoreError, match="no document"):
        database.remove("reports/a.txt")


def test_unknown_ids_are_explained(database: CaseDatabase) -> None:
    for ask in (database.article, database.practice, database.source):
        with pytest.raises(StoreError, match="is not in"):
            ask("p-000000000000")


# ---- opening ----------------------------------------------------------------------------------
def test_missing_file(tmp_path: Path) -> None:
    for options in ({"create": False}, {"read_only": True}):
        with pytest.raises(StoreError, match="does not exist"):
            CaseDatabase.open(tmp_path / "none.db", **options)
    assert list(tmp_path.iterdir()) == []


def test_no_case_database(tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("甲" * 500, encoding="utf-8")
    with pytest.raises(StoreError, match="no case database"):
        CaseDatabase.open(tmp_path / "text.db")
    connection = sqlite3.connect(tmp_path / "other.db")
    connection.execute("CREATE TABLE cars (name)")
    connection.close()
    with pytest.raises(StoreError, match="not one of cases"):
        CaseDatabase.open(tmp_path / "other.db")


def test_newer_schema_is_refused(tmp_path: Path) -> None:
    with CaseDatabase.open(tmp_path / "cases.db") as database, database.write() as connection:
        write_state(connection, "schema", "99")
    with pytest.raises(StoreError, match="newer textmine"):
        CaseDatabase.open(tmp_path / "cases.db")


def test_read_only(tmp_path: Path) -> None:
    path = tmp_path / "案例 100%#?.db"
    with CaseDatabase.open(path) as database:
        database.add(first())
    with CaseDatabase.open(path, read_only=True) as database:
        assert len(list(database.records())) == 1
        with pytest.raises(StoreError, match="reading only"):
            database.add(first("b.txt"))


def test_a_folder_that_nobody_may_write_to_can_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with CaseDatabase.open(tmp_path / "cases.db") as database:
        database.add(first())
    opened: list[str] = []
    real = sqlite3.connect

    def connect(address: str, **options: Any) -> sqlite3.Connection:
        opened.append(address.partition("?")[2])
        return real(address, **options)

    monkeypatch.setattr(sqlite3, "connect", connect)
    for may_write in (False, True):
        monkeypatch.setattr(os, "access", lambda *_, may=may_write: may)
        with CaseDatabase.open(tmp_path / "cases.db", read_only=True) as database:
            assert len(list(database.records())) == 1
    assert set(opened) == {"mode=ro", "mode=ro&immutable=1"}
    opened.clear()
    monkeypatch.setattr(os, "access", lambda *_: False)
    (tmp_path / "cases.db-wal").touch()  # somebody may be writing
    CaseDatabase.open(tmp_path / "cases.db", read_only=True).close()
    assert set(opened) == {"mode=ro"}


def test_an_older_schema_is_brought_up_to_date_by_writers_alone(tmp_path: Path) -> None:
    path = tmp_path / "cases.db"
    with CaseDatabase.open(path) as database:
        database.add(first())
        with database.write() as connection:
            for table in ("taxonomies", "models", "files", "answers", "housed"):
                connection.execute(text(f"DROP TABLE {table}"))
            for index in ("metrics_doubt", "ix_metrics_lot", "ix_practices_lot"):
                connection.execute(text(f"DROP INDEX {index}"))
            for column in ("metrics DROP COLUMN score", "metrics DROP COLUMN lot"):
                connection.execute(text(f"ALTER TABLE {column}"))
            connection.execute(text("ALTER TABLE practices DROP COLUMN lot"))
            write_state(connection, "schema", "4")
    with pytest.raises(StoreError, match=f"textmine mine --db {re.escape(str(path))} "):
        CaseDatabase.open(path, read_only=True)
    CaseDatabase.open(path).close()
    with CaseDatabase.open(path, read_only=True) as database:
        assert len(list(database.records())) == 1
        assert len(next_ids(database, QueueQuery(kind="metric", by="random"), 9)) == 2
        assert search(database, Query(words="村企联建")).total == 1


def test_a_failed_write_leaves_nothing(database: CaseDatabase) -> None:
    outcome = first()
    broken = replace(outcome.records[0], genre=None)  # type: ignore[arg-type]
    with pytest.raises(StoreError):
        database.add(replace(outcome, records=(broken,)), make_entry(outcome))
    assert set(counts(database).values()) == {0}
    assert database.entries() == {}


def test_writers_wait_and_readers_do_not(tmp_path: Path) -> None:
    path = tmp_path / "cases.db"
    CaseDatabase.open(path).close()
    errors: list[BaseException] = []

    def write(name: str) -> None:
        try:
            with CaseDatabase.open(path) as database:
                for number in range(10):
                    text = f"{name}{number}支部建在合作社上。"
                    database.add(simple(f"{name}{number}.txt", replace(CHAIN, text=text)))
        except StoreError as error:
            errors.append(error)

    threads = [threading.Thread(target=write, args=(name,)) for name in "abc"]
    for thread in threads:
        thread.start()
    with CaseDatabase.open(path) as database:
        while any(thread.is_alive() for thread in threads):
            assert len(list(database.records())) <= 30
        assert errors == []
        assert len(list(database.records())) == 30


MOUNTS = """/dev/sda1 / ext4 rw 0 0
//server/share /mnt/office\\040files cifs rw 0 0
nas:/data /data nfs4 rw 0 0
tmpfs /data/local tmpfs rw 0 0"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/a/cases.db", None),
        ("/mnt/office files/cases.db", "cifs"),
        ("/data/cases.db", "nfs4"),
        ("/data/local/cases.db", None),
        ("/database/cases.db", None),
    ],
)
def test_network_shares_are_known(path: str, kind: str | None) -> None:
    assert share_in(MOUNTS, path) == kind


def test_network_share_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "cases.db"
    with CaseDatabase.open(path) as database:
        database.add(first())
    monkeypatch.setattr("textmine.store.file.connect.network_share", lambda path: "cifs")
    with pytest.raises(StoreError, match="network share"):
        CaseDatabase.open(path)
    with CaseDatabase.open(path, read_only=True) as database:
        assert len(list(database.records())) == 1


def test_messages_are_plain() -> None:
    assert "another program" in explain("database is locked")
    assert explain("something new") == "something new"


def test_an_empty_file_is_no_older_database(tmp_path: Path) -> None:
    path = tmp_path / "cases.db"
    path.touch()
    with pytest.raises(StoreError, match="is empty; `textmine mine PATH --db` fills it"):
        CaseDatabase.open(path, read_only=True)
    with CaseDatabase.open(path) as opened:
        opened.add(first())
        assert len(list(opened.records())) == 1
