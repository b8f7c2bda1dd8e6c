"""Marked documents are held back until somebody confirms; who did so is kept."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from textmine.cli import app
from textmine.store.database import CaseDatabase
from textmine.store.schema import LEDGER

BODY = "关于村企联建的报告\n寿光市推行村企联建。二是建立联合党总支17个，联系人王某13905361234。\n"


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "open.txt").write_text(BODY.replace("17", "19"), encoding="utf-8")
    (folder / "secret.txt").write_text("机密★5年\n" + BODY, encoding="utf-8")
    with zipfile.ZipFile(folder / "a.zip", "w") as archive:
        archive.writestr("1.txt", BODY.replace("17", "23"))
        archive.writestr("2.txt", "内部资料 注意保存\n" + BODY.replace("17", "29"))
    return folder


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def held(db: Path) -> dict[str, str]:
    with CaseDatabase.open(db) as database:
        return {name: e.reason for name, e in database.entries().items() if e.reason}


def paths(db: Path) -> list[str]:
    with CaseDatabase.open(db) as database:
        return [record.source.path for record in database.records()]


def test_held_back_until_confirmed(reports: Path, tmp_path: Path) -> None:
    db = tmp_path / "cases.db"
    assert run("mine", reports, "--db", db).exit_code == 3
    assert held(db) == {"a.zip/2.txt": "confidential", "secret.txt": "confidential"}
    assert paths(db) == ["a.zip/1.txt", "open.txt"]
    assert run("confirm", db, "secret.txt", "a.zip/2.txt", "--who", "张三").exit_code == 0
    with CaseDatabase.open(db) as database:
        said = [(release.document, release.who) for release in database.releases()]
    assert said == [("a.zip/2.txt", "张三"), ("secret.txt", "张三")]
    assert run("mine", reports, "--db", db).exit_code == 0
    assert held(db) == {}
    assert paths(db) == ["a.zip/1.txt", "a.zip/2.txt", "open.txt", "secret.txt"]


def test_an_archive_of_nothing_else_is_confirmed_as_a_whole(reports: Path, tmp_path: Path) -> None:
    db = tmp_path / "cases.db"
    with zipfile.ZipFile(reports / "a.zip", "w") as archive:
        archive.writestr("2.txt", "内部资料 注意保存\n" + BODY.replace("17", "29"))
    run("mine", reports, "--db", db)
    assert held(db) == {"a.zip": "confidential", "secret.txt": "confidential"}
    run("confirm", db, "a.zip")
    run("mine", reports, "--db", db)
    assert held(db) == {"secret.txt": "confidential"}
    assert paths(db) == ["a.zip/2.txt", "open.txt"]


def test_a_changed_file_needs_another_confirmation(reports: Path, tmp_path: Path) -> None:
    db = tmp_path / "cases.db"
    run("mine", reports, "--db", db)
    run("confirm", db, "secret.txt")
    (reports / "secret.txt").write_text("绝密★长期\n" + BODY, encoding="utf-8")
    run("mine", reports, "--db", db)
    assert "secret.txt" in held(db)


def test_what_is_not_held_back_cannot_be_confirmed(reports: Path, tmp_path: Path) -> None:
    db = tmp_path / "cases.db"
    run("mine", reports, "--db", db)
    assert "is not held back" in str(run("confirm", db, "open.txt").exception)


def test_lines_are_held_back_and_masked(reports: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    run("mine", reports, "--format", "jsonl", "-o", out)
    assert len(out.read_text(encoding="utf-8").splitlines()) == 2
    run("confirm", out, "secret.txt")
    run("mine", reports, "--format", "jsonl", "-o", out)
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [row["source"]["path"] for row in rows] == ["a.zip/1.txt", "open.txt", "secret.txt"]
    assert ["王某139********" in row["text"] for row in rows] == [True] * 3
    run("mine", reports, "--format", "jsonl", "-o", out, "--no-mask")
    assert "13905361234" in out.read_text(encoding="utf-8")


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_exports_mask(reports: Path, tmp_path: Path, form: str) -> None:
    db = tmp_path / "cases.db"
    run("mine", reports, "--db", db)
    found = []
    for option in ("--mask", "--no-mask"):
        out = tmp_path / f"out.{form}"
        run("export", db, "-o", out, option)
        found.append("13905361234" in out.read_text(encoding="utf-8-sig"))
    assert found == [False, True]


def test_an_older_database_is_brought_up(reports: Path, tmp_path: Path) -> None:
    """A file of version 1 had no drafts, pages, times and confirmations."""
    from sqlalchemy import text

    db = tmp_path / "cases.db"
    run("mine", reports, "--db", db)
    before = paths(db)
    with CaseDatabase.open(db) as database, database.write() as connection:
        for change in (
            "ALTER TABLE sources DROP COLUMN drafts",
            "ALTER TABLE sources DROP COLUMN page",
            "ALTER TABLE ledger DROP COLUMN size",
            "ALTER TABLE ledger DROP COLUMN mtime",
            "DROP TABLE releases",
            "UPDATE state SET value = '1' WHERE name = 'schema'",
        ):
            connection.execute(text(change))
    assert paths(db) == before
    with CaseDatabase.open(db) as database, database.read() as connection:
        assert set(connection.execute(LEDGER.select()).keys()) >= {"size", "mtime"}
        assert database.releases() == ()
