"""A writer that waits for another says so, and for whom."""

from __future__ import annotations

import logging
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from textmine.cli import main
from textmine.store.database import CaseDatabase
from textmine.store.file import waiting
from textmine.store.file.waiting import holder, writer_of

LINUX = pytest.mark.skipif(not waiting.LOCKS.exists(), reason="this system tells of no locks")
HOLDS = """
import sqlite3, sys
held = sqlite3.connect(sys.argv[1], isolation_level=None)
held.execute("BEGIN IMMEDIATE")
print("holds", flush=True)
sys.stdin.read()
held.execute("ROLLBACK")
"""


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(waiting, "PATIENCE", 0.05)
    CaseDatabase.open(tmp_path / "cases.db").close()
    return tmp_path / "cases.db"


class Ending(logging.Handler):
    """Ends the transaction of another writer as soon as somebody says that he waits for it."""

    def __init__(self, other: sqlite3.Connection) -> None:
        super().__init__()
        self.other = other

    def emit(self, record: logging.LogRecord) -> None:
        self.other.rollback()


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Somebody else writes to a database until that is waited for."""
    logger = logging.getLogger("textmine.store")
    before = list(logger.handlers)
    with closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        logger.addHandler(Ending(other))
        yield
        logger.handlers[:] = before


def test_a_writer_that_waits_says_so_once_and_goes_on(
    path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with CaseDatabase.open(path) as database, held(path):
        database.note_files({"/a.txt": "a.txt"})
        assert database.files() == {"/a.txt": "a.txt"}
    (said,) = (record.getMessage() for record in caplog.records)
    assert said.startswith(f"{path}: waits for ")
    assert said.endswith("and gives up after 60 seconds")


def test_a_writer_that_need_not_wait_is_silent(
    path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with CaseDatabase.open(path) as database:
        database.note_files({"/a.txt": "a.txt"})
    assert caplog.records == []


def test_the_command_line_says_it(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TEXTMINE_LANG", "zh")
    monkeypatch.setattr(sys, "argv", ["textmine", "remove", str(path), "nothing"])
    with held(path), pytest.raises(SystemExit):
        main()
    first = capsys.readouterr().err.splitlines()[0]
    assert first.startswith(f"注意 {path}：正在等待")
    assert first.endswith("写完后会自动继续，等 60 秒仍未写完则放弃")


@LINUX
def test_the_process_that_writes_is_named(path: Path) -> None:
    command = [sys.executable, "-c", HOLDS, str(path)]
    with (
        CaseDatabase.open(path),
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other,
    ):
        assert other.stdout is not None
        assert other.stdout.readline().strip() == b"holds"
        assert (writer_of(path) or "").startswith(f"process {other.pid} (")
        other.communicate()
        assert writer_of(path) is None


@LINUX
def test_another_task_of_the_same_program_is_named(path: Path) -> None:
    with CaseDatabase.open(path), held(path):
        assert writer_of(path) == "another task of this program"


@pytest.mark.parametrize(
    ("line", "process"),
    [
        ("7: POSIX  ADVISORY  WRITE 412 fd:01:9911 120 120", 412),
        ("7: POSIX  ADVISORY  READ 412 fd:01:9911 124 124", None),  # a reader
        ("7: POSIX  ADVISORY  WRITE 412 fd:01:9911 121 121", None),  # a checkpoint
        ("7: POSIX  ADVISORY  WRITE 412 fd:01:1991 120 120", None),  # another file
        ("7: -> POSIX  ADVISORY  WRITE 413 fd:01:9911 120 120", None),  # one that waits, too
        ("7: FLOCK  ADVISORY  WRITE 414 fd:01:9911 0 EOF", None),
        ("", None),
    ],
)
def test_the_writer_stands_in_the_list_of_locks(line: str, process: int | None) -> None:
    assert holder(f"1: POSIX  ADVISORY  WRITE 9 00:2f:33 0 EOF\n{line}\n", 9911) == process


def test_nobody_tells_of_a_database_that_nobody_has_opened(tmp_path: Path) -> None:
    assert writer_of(tmp_path / "none.db") is None
