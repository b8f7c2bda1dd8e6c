"""The database does what is asked by its indexes, and serves many at once."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Connection

from tests.records import P, holding, simple
from textmine.errors import StoreError
from textmine.store.database import CaseDatabase
from textmine.store.find.counts import Rules, cross
from textmine.store.find.indicators import MetricQuery, metric_table
from textmine.store.find.queries import Query
from textmine.store.find.search import search

JOINT = P(text="村企联建,引导12家企业结对。", metrics=(("12家企业", "企业", 12.0, "家"),))


@pytest.fixture
def database(tmp_path: Path) -> Iterator[CaseDatabase]:
    texts = [f"{number}号村企联建,引导企业结对。" for number in range(30)]
    outcomes = [simple(f"{number}.txt", P(text=text)) for number, text in enumerate(texts)]
    with holding(tmp_path, *outcomes) as opened:
        opened.group()
        yield opened


def plans(database: CaseDatabase, action: Any) -> list[str]:
    """The tables that the queries of *action* read from end to end."""
    asked: list[tuple[str, Any]] = []

    def remember(_c: Any, _u: Any, statement: str, values: Any, *_: Any) -> None:
        if statement.lstrip().upper().startswith("SELECT"):
            asked.append((statement, values))

    event.listen(database._engine, "before_cursor_execute", remember)
    try:
        action()
    finally:
        event.remove(database._engine, "before_cursor_execute", remember)
    scans: list[str] = []
    with database.read() as connection:
        for statement, values in asked:
            scans += [f"{scan} in {statement}" for scan in _scans(connection, statement, values)]
    return scans


def _scans(connection: Connection, statement: str, values: Any) -> list[str]:
    rows = connection.exec_driver_sql("EXPLAIN QUERY PLAN " + statement, values).all()
    details = [str(row[3]) for row in rows]
    assert details
    return [
        d for d in details if d.startswith("SCAN") and "VIRTUAL" not in d and "CONSTANT" not in d
    ]


def test_a_search_reads_no_table_from_end_to_end(database: CaseDatabase) -> None:
    search(database, Query())  # the columns are read once
    database.columns().terms.clear()
    found = plans(database, lambda: search(database, Query(words="联建", status="implemented")))
    assert [scan for scan in found if "equivalents" not in scan] == []


def test_reading_one_thing_reads_one_thing(database: CaseDatabase) -> None:
    record = next(database.records())
    identity = record.practices[0].id
    for action in (database.source, database.practice):
        assert plans(database, lambda act=action: act(identity)) == []


def test_overview_and_figures_read_no_table_from_end_to_end(database: CaseDatabase) -> None:
    def ask() -> None:
        for unit in ("case", "practice", "article"):
            cross(database, "pattern", "year", Rules(unit=unit))  # type: ignore[arg-type]
        metric_table(database, MetricQuery(levels=True, limit=0))
        assert metric_table(database, MetricQuery(indicator="企业")).total == 1

    database.add(simple("x.txt", JOINT))
    ask()  # the columns are read once
    assert plans(database, ask) == []


def test_twenty_readers_and_a_writer(tmp_path: Path) -> None:
    path = tmp_path / "cases.db"
    with CaseDatabase.open(path) as database:
        database.add(simple("a.txt", JOINT))
        errors: list[Exception] = []
        done = threading.Event()

        def read() -> None:
            try:
                while not done.is_set():
                    results = search(database, Query(words="联建"))
                    assert results.total >= 1
                    assert len(results.hits) >= 1
            except (StoreError, AssertionError) as error:
                errors.append(error)

        readers = [threading.Thread(target=read) for _ in range(20)]
        for reader in readers:
            reader.start()
        with CaseDatabase.open(path) as writer:
            for number in range(12):
                writer.add(simple(f"{number}.txt", P(text=f"{number}号村企联建。")))
        done.set()
        for reader in readers:
            reader.join()
        assert errors == []
