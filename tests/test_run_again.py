"""A changed stage goes on from the page as it was read: without the file, and to the same end."""

from __future__ import annotations

import shutil
import zipfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.mining import SETTINGS, exported, mine_into
from textmine import resources
from textmine.acquire.files import read_pages
from textmine.errors import SourceError
from textmine.run.running import Wish, run
from textmine.settings import AcquireSettings, CleanSettings, ExtractSettings, Settings
from textmine.store.database import CaseDatabase
from textmine.store.file import schema
from textmine.store.kept.pages import keep_page
from textmine.store.out.lines import LineStore
from textmine.types import Page

pytestmark = pytest.mark.usefixtures("warm_workers")

REPORTS = resources.find("corpora/reports")
DATA = Path(__file__).parent / "data" / "acquire"
CHANGED = {
    "clean": replace(SETTINGS, clean=CleanSettings(min_han=21)),
    "detect": replace(SETTINGS, extract=ExtractSettings(keywords=3)),
    "both": Settings(clean=CleanSettings(min_han=21), extract=ExtractSettings(keywords=2)),
}


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    for name in ("deqing-points.docx", "linxian-cases.html", "yaoan-plan.txt"):
        shutil.copy(REPORTS / name, folder)
    with zipfile.ZipFile(folder / "more.zip", "w") as archive:
        archive.write(REPORTS / "party-compilation.txt", "inner/party.txt")
        archive.writestr("empty.txt", "")
    return folder


def refuse_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever worker is started now ends where it reads a file."""
    import unread

    from textmine.run import pool

    monkeypatch.setattr(pool, "work", unread.work)


@pytest.mark.parametrize("stage", ["clean", "detect"])
def test_a_changed_stage_reads_no_file(
    reports: Path, tmp_path: Path, stage: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = tmp_path / "old.db", tmp_path / "new.db"
    (reports / "more.zip").unlink()  # what cleaning sets aside is read again: see below
    before = mine_into(old, [reports])
    first = exported(old)
    mine_into(new, [reports], CHANGED[stage])
    refuse_reading(monkeypatch)
    after = mine_into(old, [reports], CHANGED[stage])
    assert exported(old) == exported(new) != first
    assert (after.skipped, after.articles, after.set_aside) == (0, before.articles, [])
    assert mine_into(old, [reports], CHANGED[stage]).skipped == 3


def test_what_was_set_aside_stays_so(
    reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "cases.db"
    (reports / "short.txt").write_text("太短了", encoding="utf-8")
    aside = [(entry.document, entry.reason) for entry in mine_into(path, [reports]).set_aside]
    refuse_reading(monkeypatch)
    again = mine_into(path, [reports], CHANGED["detect"])
    assert [(entry.document, entry.reason) for entry in again.set_aside] == aside
    assert aside == [("more.zip/empty.txt", "no_text"), ("short.txt", "no_text")]
    assert mine_into(path, [reports], CHANGED["detect"]).skipped == 5


def test_cleaning_with_other_rules_looks_again_at_what_it_set_aside(
    reports: Path, tmp_path: Path
) -> None:
    text = "寿光市推行村企联建，组织12家企业结对。"
    (reports / "short.txt").write_text(text, encoding="utf-8")
    path, less = tmp_path / "cases.db", replace(SETTINGS, clean=CleanSettings(min_han=5))
    assert ("short.txt", "no_text") in [
        (entry.document, entry.reason) for entry in mine_into(path, [reports]).set_aside
    ]
    assert [e.document for e in mine_into(path, [reports], less).set_aside] == [
        "more.zip/empty.txt"
    ]


def test_without_the_files(reports: Path, tmp_path: Path) -> None:
    """They were moved or withdrawn: what was kept is brought up to date all the same."""
    old, new, stage = tmp_path / "old.db", tmp_path / "new.db", "both"
    mine_into(old, [reports])
    mine_into(new, [reports], CHANGED[stage])
    shutil.rmtree(reports)
    after = mine_into(old, [], CHANGED[stage])
    assert exported(old) == exported(new)
    assert (after.documents, after.skipped) == (4, 0)
    assert mine_into(old, [], CHANGED[stage]).skipped == 4


def test_reading_is_told_by_what_read_it(reports: Path, tmp_path: Path) -> None:
    """Pages that an older program read say so, and are read again once their files are there."""
    path, other = tmp_path / "cases.db", replace(SETTINGS, acquire=AcquireSettings(max_depth=2))
    mine_into(path, [reports])
    assert mine_into(path, [], other).skipped == 4
    away = reports.rename(tmp_path / "away")
    changed = replace(CHANGED["detect"], acquire=other.acquire)
    assert mine_into(path, [], changed).skipped == 0
    away.rename(reports)
    assert mine_into(path, [reports], changed).skipped == 0
    mine_into(tmp_path / "new.db", [reports], changed)
    assert exported(path) == exported(tmp_path / "new.db")


def test_without_kept_pages_the_file_is_read(reports: Path, tmp_path: Path) -> None:
    old, new = tmp_path / "old.db", tmp_path / "new.db"
    before = mine_into(old, [reports])
    with CaseDatabase.open(old) as database, database.write() as connection:
        connection.execute(schema.SOURCES.update().values(page=None))
    first = exported(old)
    without = mine_into(old, [], CHANGED["detect"])
    assert (without.documents, exported(old)) == (4, first)
    assert (without.articles, without.practices) == (before.articles, before.practices)
    assert len(without.set_aside) == len(before.set_aside)
    mine_into(old, [reports], CHANGED["detect"])
    mine_into(new, [reports], CHANGED["detect"])
    assert exported(old) == exported(new)


def test_lines_go_on_from_their_pages(reports: Path, tmp_path: Path) -> None:
    def lines(name: str, folders: list[Path], settings: Settings) -> str:
        with closing(LineStore(tmp_path / name)) as store:
            store.finish(run(folders, store, settings, Wish()).names)
        return (tmp_path / name).read_text(encoding="utf-8")

    first = lines("old.jsonl", [reports], SETTINGS)
    fresh = lines("new.jsonl", [reports], CHANGED["detect"])
    shutil.rmtree(reports)
    assert lines("old.jsonl", [], CHANGED["detect"]) == fresh != first


def test_a_file_that_cannot_be_read_today_keeps_its_lines(reports: Path, tmp_path: Path) -> None:
    with closing(LineStore(tmp_path / "out.jsonl")) as store:
        store.finish(run([reports], store, SETTINGS).names)
        before = (tmp_path / "out.jsonl").read_text(encoding="utf-8")
        gone = reports / "yaoan-plan.txt"
        gone.unlink()
        summary = run([*sorted(reports.iterdir()), gone], store, SETTINGS)
        store.finish(summary.names)
    assert [entry.reason for entry in summary.set_aside] == ["no_text", "unavailable"]
    assert (tmp_path / "out.jsonl").read_text(encoding="utf-8") == before


def pages_of_all_kinds() -> list[Any]:
    files = sorted([*REPORTS.iterdir(), *(path for path in DATA.rglob("*") if path.is_file())])
    return [pytest.param(path, id=path.name) for path in files]


@pytest.mark.parametrize("path", pages_of_all_kinds())
def test_a_page_is_kept_whole(path: Path) -> None:
    try:
        pages = [page for page in read_pages(path) if isinstance(page, Page)]
    except SourceError:
        return
    for page in pages:
        kept = keep_page(page).read()
        assert replace(kept, body=page.body) == page
        assert (kept.body.text, kept.body.runs) == (page.body.text, page.body.runs)
