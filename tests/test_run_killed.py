"""kill -9 of the parent at random moments: what comes out is what an undisturbed run gives.

TEXTMINE_KILLS=50 TEXTMINE_REPORTS=1000 pytest tests/test_run_killed.py    # the whole of it
"""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from bisect import bisect_right
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import NamedTuple

import psutil
import pytest
from generated import write_reports

KILLS = int(os.environ.get("TEXTMINE_KILLS", "3"))
REPORTS = int(os.environ.get("TEXTMINE_REPORTS", "60"))
ROOT = Path(__file__).parents[1]
WORKERS_END_SECONDS = 60
POLL_SECONDS = 0.01


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_reports(tmp_path_factory.mktemp("killed") / "reports", REPORTS)


def start(target: Path, reports: Path) -> subprocess.Popen[bytes]:
    form = ["--db", target] if target.suffix == ".db" else ["--format", "jsonl", "-o", target]
    return subprocess.Popen(
        [sys.executable, "-m", "textmine", "mine", reports, *form, "--workers", "2"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stderr=subprocess.DEVNULL,
    )


def documents_kept(target: Path) -> int:
    """How many documents the ledger holds, read beside the run that writes it."""
    ledger = target if target.suffix == ".db" else target.with_name(target.name + ".run.db")
    try:
        with closing(sqlite3.connect(f"file:{ledger}?mode=ro", uri=True)) as connection:
            return int(connection.execute("SELECT count(*) FROM ledger").fetchone()[0])
    except sqlite3.OperationalError:
        return 0  # not yet made


class Moment(NamedTuple):
    """When to kill: so long after so many documents are kept."""

    documents: int
    lag: float


def watch(process: subprocess.Popen[bytes], target: Path) -> list[float]:
    """A run left alone: its beginning, and when each document was kept, in seconds; its end."""
    times, begun = [0.0], time.monotonic()
    while process.poll() is None:
        kept = documents_kept(target)
        times += [time.monotonic() - begun] * (kept + 1 - len(times))
        time.sleep(POLL_SECONDS)
    assert process.returncode == 0
    return [*times, time.monotonic() - begun]


def draw(times: list[float], count: int, chance: random.Random) -> list[Moment]:
    """Moments spread evenly over a run that took these *times*, the earliest first."""
    moments = []
    for at in sorted(chance.uniform(0, times[-1]) for _ in range(count)):
        documents = bisect_right(times, at) - 1
        moments.append(Moment(documents, at - times[documents]))
    return moments


def kill(process: subprocess.Popen[bytes], target: Path, moment: Moment) -> bool:
    """Kill the parent alone; whether it was still at work. Its workers must end by themselves."""
    while process.poll() is None and documents_kept(target) < moment.documents:
        time.sleep(POLL_SECONDS)
    time.sleep(moment.lag)
    if process.poll() is not None:
        return False
    workers = psutil.Process(process.pid).children(recursive=True)
    process.kill()
    process.wait()
    _, alive = psutil.wait_procs(workers, timeout=WORKERS_END_SECONDS)
    assert [worker for worker in alive if worker.status() != psutil.STATUS_ZOMBIE] == []
    return True


def exported(target: Path) -> bytes:
    from textmine.store.database import CaseDatabase
    from textmine.store.out.export import Export, write_export

    if target.suffix != ".db":
        return target.read_bytes()
    out = target.with_suffix(".out")
    with CaseDatabase.open(target) as database:
        write_export(database, out, Export(form="jsonl", codebook=False))
    return out.read_bytes()


def forget(target: Path) -> None:
    for path in target.parent.glob(target.name + "*"):
        path.unlink()


@pytest.mark.skipif(os.name == "nt", reason="kills as POSIX does")
@pytest.mark.parametrize("name", ["cases.db", "out.jsonl"])
def test_killed_and_resumed(reports: Path, tmp_path: Path, name: str) -> None:
    """A run is killed and resumed, each time a little further on, until it is whole."""
    whole, target = tmp_path / "whole" / name, tmp_path / name
    whole.parent.mkdir()
    times = watch(start(whole, reports), whole)
    expected = exported(whole)
    assert len(expected.splitlines()) == REPORTS
    chance, kills, whole_runs = random.Random(os.urandom(8)), 0, 0
    while kills < KILLS or not whole_runs:
        for moment in draw(times, KILLS - kills, chance):
            process = start(target, reports)
            if not kill(process, target, moment):
                break  # it came to its end before: the rest in another run
            kills += 1
        else:
            process = start(target, reports)
        assert process.wait() == 0
        assert exported(target) == expected
        whole_runs += 1
        forget(target)
    print(f"{name}: {kills} kills over {REPORTS} documents, {whole_runs} whole runs")


@pytest.mark.skipif(os.name == "nt", reason="Windows sends no SIGINT to a group")
def test_ctrl_c_says_what_to_do(tmp_path: Path) -> None:
    # So many that no run comes to its end before it is told to.
    reports, target = write_reports(tmp_path / "reports", 600), tmp_path / "cases.db"
    process = subprocess.Popen(
        [sys.executable, "-m", "textmine", "mine", reports, "--db", target, "--workers", "2"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stderr=subprocess.PIPE,
        start_new_session=True,
        # What a shell starts in the background ignores Ctrl-C, and so would all that it starts.
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
    )
    while process.poll() is None and not documents_kept(target):
        time.sleep(POLL_SECONDS)
    assert process.poll() is None, process.communicate()[1].decode()
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to the workers too
    _, told = process.communicate(timeout=WORKERS_END_SECONDS)
    lines = [line for line in told.decode().splitlines() if line.strip()]
    assert lines == ["stopped; what was mined is kept: the same command goes on from there"]
    assert process.returncode == 130
    assert 0 < documents_kept(target) < 600
