"""kill -9 of the parent at random moments: what comes out is what an undisturbed run gives.

TEXTMINE_KILLS=50 TEXTMINE_REPORTS=1000 pytest tests/test_run_killed.py    # the whole of it
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from generated import write_reports

KILLS = int(os.environ.get("TEXTMINE_KILLS", "3"))
REPORTS = int(os.environ.get("TEXTMINE_REPORTS", "60"))
ROOT = Path(__file__).parents[1]
WORKERS_END_SECONDS = 20


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


def kill(process: subprocess.Popen[bytes], after: float) -> bool:
    """Kill the parent alone; whether it was still at work. Its workers must end by themselves."""
    time.sleep(after)
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
    from textmine.store.export import Export, write_export

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
    started = time.monotonic()
    whole = tmp_path / "whole" / name
    whole.parent.mkdir()
    assert start(whole, reports).wait() == 0
    lasts = time.monotonic() - started
    expected = exported(whole)
    assert len(expected.splitlines()) == REPORTS
    chance, target, kills, ends = random.Random(os.urandom(8)), tmp_path / name, 0, 0
    while kills < KILLS or not ends:
        process = start(target, reports)
        if kills < KILLS and kill(process, chance.uniform(0.1, lasts)):
            kills += 1
            continue
        assert process.wait() == 0
        assert exported(target) == expected
        ends += 1
        forget(target)
