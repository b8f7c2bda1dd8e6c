"""Nothing is lost: what goes wrong with disk, database, files and workers has its reason."""

from __future__ import annotations

import errno
import os
import sqlite3
import sys
import threading
from contextlib import closing
from pathlib import Path
from typing import Any

import poisoned
import pytest
from generated import write_reports
from sqlalchemy import event

from tests import mining
from tests.mining import exported
from textmine.errors import StoreError, TextmineError
from textmine.mine import load
from textmine.run import attempt, pool
from textmine.run.documents import find_documents
from textmine.run.running import Summary, Wish, run
from textmine.settings import RunSettings, Settings
from textmine.store.database import CaseDatabase
from textmine.store.file import connect
from textmine.store.out.export import Export, write_export
from textmine.store.out.lines import LineStore

pytestmark = pytest.mark.usefixtures("warm_workers")


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    return write_reports(tmp_path / "reports", 12)


def mine_into(path: Path, folder: Path, **limits: Any) -> Summary:
    return mining.mine_into(path, [folder], Settings(run=RunSettings(**limits)))


# ---- disk and database ------------------------------------------------------------------------
def limit_pages(monkeypatch: pytest.MonkeyPatch, pages: int) -> None:
    """A disk with room for so many pages of 4 KB: SQLite fails as on a full one."""
    real = connect._prepare

    def prepare(connection: sqlite3.Connection, record: Any) -> None:
        real(connection, record)
        connection.execute(f"PRAGMA max_page_count={pages}")

    monkeypatch.setattr(connect, "_prepare", prepare)


def test_a_full_disk_ends_the_run_and_the_next_goes_on(
    reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "cases.db"
    CaseDatabase.open(path).close()
    with monkeypatch.context() as patch:
        limit_pages(patch, path.stat().st_size // 4096 + 25)
        with pytest.raises(StoreError, match="the disk is full; nothing was half-written"):
            mine_into(path, reports)
    summary = mine_into(path, reports)
    mine_into(tmp_path / "whole.db", reports)
    assert 0 < summary.skipped < 12
    assert exported(path) == exported(tmp_path / "whole.db")


def test_a_full_disk_leaves_no_half_file(
    reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out.jsonl"
    out.write_text("what was here\n", encoding="utf-8")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with closing(LineStore(out)) as store:
        summary = run([reports], store, Settings())
        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", full)
            with pytest.raises(StoreError, match="No space left"):
                store.finish(summary.names)
        assert out.read_text(encoding="utf-8") == "what was here\n"
        assert not out.with_name("out.jsonl.part").exists()
        store.finish(summary.names)
    assert len(out.read_text(encoding="utf-8").splitlines()) == 12


def test_a_full_disk_stops_lines_too(reports: Path, tmp_path: Path) -> None:
    with closing(LineStore(tmp_path / "out.jsonl")) as store:
        pages = store.run_path.stat().st_size // 4096 + 8
        store._engine.dispose()

        @event.listens_for(store._engine, "connect")
        def _(connection: Any, record: Any) -> None:
            connection.execute(f"PRAGMA max_page_count={pages}")

        with pytest.raises(StoreError, match="the disk is full"):
            run([reports], store, Settings())


def test_a_locked_database_says_so(
    reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "cases.db"
    CaseDatabase.open(path).close()
    monkeypatch.setattr(connect, "BUSY_SECONDS", 0.1)
    with closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="another program is writing to it"):
            mine_into(path, reports)
    assert mine_into(path, reports).articles == 12


def test_a_folder_that_may_not_be_written(reports: Path, tmp_path: Path) -> None:
    if os.name == "nt" or os.geteuid() == 0:
        target = Path("/proc") if sys.platform == "linux" else tmp_path / "none"
    else:
        target = tmp_path / "closed"
        target.mkdir(mode=0o500)
    with pytest.raises(StoreError, match=r"cannot be opened|may not be written"):
        CaseDatabase.open(target / "cases.db")
    with pytest.raises(StoreError, match=r"cannot be opened|may not be written"):
        LineStore(target / "out.jsonl")


def test_a_database_that_is_locked_for_a_while_is_waited_for(reports: Path, tmp_path: Path) -> None:
    path = tmp_path / "cases.db"
    CaseDatabase.open(path).close()
    with closing(sqlite3.connect(path, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        timer = threading.Timer(1.0, other.rollback)
        timer.start()
        assert mine_into(path, reports).articles == 12
        timer.join()


def test_a_log_on_a_full_disk_ends_the_run_and_the_next_goes_on(
    reports: Path, tmp_path: Path
) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("needs a file that is always full")
    with CaseDatabase.open(tmp_path / "cases.db") as database:
        with pytest.raises(StoreError, match="cannot be written: No space left"):
            run([reports], database, Settings(), Wish(log=full))
        summary = run([reports], database, Settings())
    assert (summary.skipped, summary.articles) == (1, 12)


IN_USE = PermissionError(errno.EACCES, "The process cannot access the file")  # Windows: error 32


@pytest.mark.parametrize("write", ["export", "lines"])
def test_a_file_that_another_program_holds_stays_as_it_is(
    reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write: str
) -> None:
    """Windows lets nobody replace what Excel has open."""
    out = tmp_path / "out.jsonl"
    out.write_text("what was here\n", encoding="utf-8")

    def held(_: Path, __: Path) -> None:
        raise IN_USE

    monkeypatch.setattr(Path, "replace", held)
    said = pytest.raises(StoreError, match="The process cannot access the file")
    if write == "lines":
        with closing(LineStore(out)) as store, said:
            store.finish([])
    else:
        with CaseDatabase.open(tmp_path / "cases.db") as database, said:
            write_export(database, out, Export(form="jsonl"))
    assert out.read_text(encoding="utf-8") == "what was here\n"
    assert not out.with_name("out.jsonl.part").exists()


# ---- files ------------------------------------------------------------------------------------
TROUBLES = [
    (PermissionError(errno.EACCES, "Permission denied"), "unavailable", "Permission denied"),
    (FileNotFoundError(errno.ENOENT, "No such file"), "unavailable", "No such file"),
    (OSError(errno.EIO, "Input/output error"), "unavailable", "Input/output error"),
    (OSError(errno.ESTALE, "Stale file handle"), "unavailable", "Stale file handle"),
    (MemoryError(), "memory", "needs more memory"),
    (RecursionError("too deep"), "internal", "a mistake of ours"),
]


@pytest.mark.parametrize(("error", "reason", "message"), TROUBLES)
def test_a_file_that_cannot_be_read_says_why(
    reports: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException, reason: str, message: str
) -> None:
    document = find_documents([reports])[0]

    real = Path.read_bytes

    def trouble(path: Path) -> bytes:
        if path == document.path:
            raise error
        return real(path)

    nlp = load()
    monkeypatch.setattr(Path, "read_bytes", trouble)
    entry = attempt.mine_document(document, nlp, Settings()).entry
    assert (entry.reason, message in (entry.message or "")) == (reason, True)
    assert (type(error).__name__ in (entry.trace or "")) == (reason != "memory")
    assert type(error).__name__ not in (entry.message or "")


def test_a_file_that_vanishes_during_the_run(reports: Path) -> None:
    document = find_documents([reports])[3]
    document.path.unlink()
    results = list(pool.mine_all([document], Settings()))
    assert [result.entry.reason for result in results] == ["unavailable"]


def test_a_file_that_changes_while_it_is_read_is_mined_again(
    reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = attempt.read_pages
    document = find_documents([reports])[0]

    def changed(path: Path, **options: Any) -> Any:
        yield from real(path, **options)
        path.write_text(path.read_text(encoding="utf-8") + "五是建立台账8本。\n", encoding="utf-8")

    with CaseDatabase.open(tmp_path / "cases.db") as database:
        with monkeypatch.context() as patch:
            patch.setattr(attempt, "read_pages", changed)
            result = attempt.mine_document(document, load(), Settings())
        database.note_files({str(document.path): document.name})
        database.add(result.outcome, result.entry, result.members)
    assert mine_into(tmp_path / "cases.db", reports).skipped == 0
    mine_into(tmp_path / "whole.db", reports)
    assert exported(tmp_path / "cases.db") == exported(tmp_path / "whole.db")


def test_members_set_aside_come_and_go_with_their_archive(reports: Path, tmp_path: Path) -> None:
    import zipfile

    path, file = tmp_path / "cases.db", reports / "a.zip"
    good = (reports / "000" / "00000.txt").read_bytes()
    for members, aside in (({"1.txt": good, "2.txt": b""}, ["a.zip/2.txt"]), ({"1.txt": good}, [])):
        with zipfile.ZipFile(file, "w") as archive:
            for name, data in members.items():
                archive.writestr(name, data)
        mine_into(path, reports)
        again = mine_into(path, reports)
        assert again.skipped == 13
        assert [entry.document for entry in again.set_aside] == aside


# ---- workers ----------------------------------------------------------------------------------
POISON = {
    "killed": "memory",
    "aborted": "unreadable",
    "greedy": "memory",
    "hungry": "memory",
    "slow": "timeout",
}


@pytest.mark.skipif(os.name == "nt", reason="needs signals")
def test_a_poisoned_document_is_set_aside_alone(
    reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in POISON:
        (reports / "000" / f"00005-{name}.txt").write_text("寿光市推行村企联建，建立党总支17个。")
    monkeypatch.setattr(pool, "work", poisoned.work)
    summary = mine_into(tmp_path / "cases.db", reports, max_seconds=10, max_memory_mb=700)
    found = {entry.document[10:-4].lstrip("-"): entry.reason for entry in summary.set_aside}
    assert found == POISON
    assert summary.articles == 12


def test_workers_that_never_start_end_the_run(
    reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "work", poisoned.never_starts)
    with pytest.raises(TextmineError, match=r"cannot be started \(status 7\)"):
        mine_into(tmp_path / "cases.db", reports)
