"""Two exports compared by field, and a database copied whole."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from records import P, make_entry, simple

from tests.commands import run
from textmine.cli.upkeep import brief
from textmine.errors import StoreError
from textmine.plain import to_dict
from textmine.store.database import CaseDatabase
from textmine.store.out.compare import compare_exports, read_rows
from textmine.types import Outcome, Record

SAID = P(
    text="寿光市推行村企联建，建立党总支17个。", metrics=(("党总支17个", "党总支", 17.0, "个"),)
)
MORE = P(text="安岳县推行流动党员管理，设服务站9个。", name="流动党员管理")


def write(path: Path, *records: Record) -> Path:
    lines = [json.dumps(to_dict(record), ensure_ascii=False) for record in records]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def outcome() -> Outcome:
    return simple("a.txt", SAID, MORE, title="报告")


def changed_practice(record: Record, **fields: Any) -> Record:
    first, *rest = record.practices
    return replace(record, practices=(replace(first, **fields), *rest))


CASES = [
    (lambda r: r, {}, []),
    (lambda r: replace(r, title="新题"), {"article": 1}, [("changed", "article", "title")]),
    (
        lambda r: changed_practice(r, status="proposed", name="联建"),
        {"practice": 1},
        [("changed", "practice", "name"), ("changed", "practice", "status")],
    ),
    (
        lambda r: replace(r, metrics=(replace(r.metrics[0], value=18.0),)),
        {"metric": 1},
        [("changed", "metric", "value")],
    ),
    (
        lambda r: replace(r, practices=r.practices[:1]),
        {"practice": 1},
        [("removed", "practice", None)],
    ),
    (
        lambda r: replace(r, pipeline=replace(r.pipeline, version="9")),
        {},
        [],
    ),
]


@pytest.mark.parametrize(("change", "touched", "expected"), CASES)
def test_what_differs(tmp_path: Path, change: Any, touched: Any, expected: Any) -> None:
    (record,) = outcome().records
    old, new = write(tmp_path / "old.jsonl", record), write(tmp_path / "new.jsonl", change(record))
    found = compare_exports(old, new)
    assert [(d.what, d.kind, d.field) for d in found.differences] == expected
    counted = {
        kind: row["added"] + row["removed"] + row["changed"] for kind, row in found.counts.items()
    }
    assert {kind: number for kind, number in counted.items() if number} == touched


def test_a_practice_before_another_moves_no_metric(tmp_path: Path) -> None:
    """Numbers of practices shift; what belongs to what does not."""
    (record,) = simple("a.txt", MORE, SAID).records
    fewer = replace(
        record,
        practices=record.practices[1:],
        metrics=tuple(replace(metric, practice=0) for metric in record.metrics),
    )
    found = compare_exports(write(tmp_path / "a", record), write(tmp_path / "b", fewer))
    assert [(d.what, d.kind) for d in found.differences] == [("removed", "practice")]


def test_a_database_and_its_export_are_the_same(tmp_path: Path) -> None:
    db, out = tmp_path / "cases.db", tmp_path / "out.jsonl"
    with CaseDatabase.open(db) as database:
        database.add(outcome(), make_entry(outcome()))
    run("export", db, "-o", out)
    result = run("diff", db, out, "--json")
    found = json.loads(result.stdout)
    assert found["differences"] == []
    assert found["counts"]["practice"] == {"added": 0, "removed": 0, "changed": 0, "same": 2}
    assert "practice" in run("diff", db, out).stdout


@pytest.mark.parametrize("text", ["no json", "[]", '{"id": "a"}'])
def test_what_is_no_export_says_so(tmp_path: Path, text: str) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(StoreError, match=r"bad\.jsonl(:1)?: is no"):
        compare_exports(path, path)


def test_a_backup_is_whole_and_made_while_another_writes(tmp_path: Path) -> None:
    db, copy = tmp_path / "cases.db", tmp_path / "copy.db"
    with CaseDatabase.open(db) as database:
        database.add(outcome(), make_entry(outcome()))
        with database.write():
            result = run("backup", db, copy)
    assert result.exit_code == 0
    assert compare_exports(db, copy).differences == ()
    assert sorted(path.name for path in tmp_path.glob("copy*")) == ["copy.db"]


def test_a_backup_overwrites_former_ones_and_nothing_else(tmp_path: Path) -> None:
    report, copy = tmp_path / "报告.docx", tmp_path / "copy.db"
    report.write_bytes(b"PK\x03\x04 a report")
    copy.touch()
    with CaseDatabase.open(tmp_path / "cases.db") as database:
        for _ in range(2):
            database.backup(copy)
        with pytest.raises(StoreError, match="is another file"):
            database.backup(report)
    assert report.read_bytes() == b"PK\x03\x04 a report"
    assert copy.stat().st_size > 0


@pytest.mark.parametrize(
    "content", ["\ufeff编号,名称\n1,联建\n".encode(), b"PAR1\x8c\xff", b"PK\x03"]
)
def test_what_is_no_export_is_said_to_be_none(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "out.bin"
    path.write_bytes(content)
    for wrong in (path, tmp_path):
        with pytest.raises(StoreError, match="no export in JSONL and no case database"):
            list(read_rows(wrong))


def test_a_backup_never_overwrites_its_own_database(tmp_path: Path) -> None:
    db = tmp_path / "cases.db"
    with CaseDatabase.open(db) as database, pytest.raises(StoreError, match="itself"):
        database.backup(db)


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (None, "—"),
        ([], "—"),
        (17.0, "17.0"),
        ("implemented", "implemented"),
        ([{"code": "joint_build", "score": 0.9, "evidence": []}], "joint_build"),
        ({"text": "寿光市", "adcode": None}, "寿光市"),
        ({"verdict": "corrected", "by": "李明", "at": "2026-05-04", "fields": ["value", "unit"]},
         "corrected 李明 2026-05-04 value, unit"),
    ],
)  # fmt: skip
def test_values_are_told_in_brief(value: object, told: str) -> None:
    assert brief(value) == told
