"""The latest run: how it ended, and what waits for the next one."""

from pathlib import Path

import pytest

from textmine.store.database import CaseDatabase
from textmine.store.file.entries import MINED, Entry
from textmine.store.status import read_status
from textmine.types import Outcome


def entry(document: str) -> Entry:
    counts = {"articles": 0, "practices": 0, "metrics": 0, "places": 0}
    return Entry(document=document, digest="0", stages={}, status=MINED, seconds=0.1, **counts)


@pytest.fixture
def database(tmp_path: Path):
    with CaseDatabase.open(tmp_path / "cases.db") as opened:
        yield opened


def test_a_database_without_a_run(database):
    found = read_status(database)
    assert (found.run, found.waiting) == (None, 0)


@pytest.mark.parametrize("ending", ["done", "stopped", "failed", None])
def test_how_a_run_ended(database, ending):
    database.note_run("done")
    database.note_run()
    if ending:
        database.note_run(ending)
    run = read_status(database).run
    assert run is not None
    assert (run.ending, run.ended is None) == (ending, ending is None)
    assert run.ended is None or run.began <= run.ended


def test_what_a_run_found_and_did_not_come_to_waits(database):
    folder = database.path.parent
    database.note_files({str(folder / f"{n}.txt"): f"{n}.txt" for n in range(5)})
    for name in ("0.txt", "3.txt"):
        database.add(Outcome(path=name), entry(name))
    assert read_status(database).waiting == 3
    database.remove("3.txt")
    assert read_status(database).waiting == 3  # withdrawn is not waiting
