"""What a log says of a run that nobody watches, and what status tells the next morning."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from typer.testing import CliRunner

from textmine.cli import mined, progress
from textmine.cli.commands import app
from textmine.cli.mined import print_plan, print_set_aside
from textmine.run.plan import Plan
from textmine.store.file.entries import SET_ASIDE, Entry
from textmine.store.file.runs import Run

TEXT = "寿光市推行村企联建。组织12家企业与20个村结对，建立联合党总支17个。"


def told(capsys: pytest.CaptureFixture[str]) -> list[str]:
    captured = capsys.readouterr()
    return [line for line in (captured.out + captured.err).splitlines() if line.strip()]


@pytest.mark.parametrize(
    ("tongue", "line"),
    [("en", " 6 of 10, about 1 min left"), ("zh", " 已完成 6 / 10，约剩 1 分钟")],
)
def test_a_log_gets_a_line_now_and_then(monkeypatch, capsys, tongue, line):
    monkeypatch.setenv("TEXTMINE_LANG", tongue)
    clock = iter([0.0, 10.0, 20.0, 61.0, 70.0, 119.0, 140.0])
    monkeypatch.setattr(progress.time, "monotonic", lambda: next(clock))
    with progress.showing_progress() as show:
        for done in (4, 5, 6, 7, 8):
            show(done, 10, f"{done}.txt")
    (only,) = told(capsys)
    assert only[5:] == line  # after the time of day


def aside(number: int, message: str) -> Entry:
    return Entry(
        document=f"{number}.txt", digest="", stages={}, status=SET_ASIDE, reason="encrypted",
        message=message, seconds=0.0, articles=0, practices=0, metrics=0, places=0,
    )  # fmt: skip


MANY = [aside(n, "needs a password; save it without one") for n in range(30)]
MANY += [aside(99, "needs a password; unpack it first")]


@pytest.mark.parametrize(("database", "lines"), [(Path("cases.db"), 2), (None, 31)])
def test_many_of_one_reason_are_counted(monkeypatch, capsys, database, lines):
    monkeypatch.setenv("TEXTMINE_LANG", "zh")
    monkeypatch.setenv("COLUMNS", "120")
    print_set_aside(MANY, mined.output, database=database)
    shown = told(capsys)
    rows = [line for line in shown if ".txt" in line]
    assert len(rows) == lines
    if database:
        assert [row.split()[1] for row in rows] == ["30", "1"]
        assert shown[-1] == "逐个列出：textmine status cases.db --all"


RUNS = [
    (Run("2026-05-04T20:00:00+00:00"), "没有结束：还在运行，或者被强行终止"),
    (Run("2026-05-04T20:00:00+00:00", "2026-05-04T21:00:00+00:00", "done"), "，已做完"),
    (Run("2026-05-04T20:00:00+00:00", "2026-05-04T21:00:00+00:00", "stopped"), "，被人停下"),
    (Run("2026-05-04T20:00:00+00:00", "2026-05-04T21:00:00+00:00", "failed"), "，因出错中止"),
]


@pytest.fixture
def mined_once(tmp_path: Path, warm_workers: None) -> Path:
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "1.txt").write_text(TEXT, encoding="utf-8")
    path = tmp_path / "cases.db"
    done = CliRunner().invoke(app, ["mine", str(tmp_path / "reports"), "--db", str(path)])
    assert done.exit_code == 0, done.output
    return path


def test_status_tells_how_the_latest_run_ended(mined_once, monkeypatch):
    monkeypatch.setenv("TEXTMINE_LANG", "zh")
    status = ["status", str(mined_once)]
    assert "，已做完" in CliRunner().invoke(app, status).output
    for run, words in RUNS:
        kept = {"began": run.began, "ended": run.ended, "ending": run.ending}
        with sqlite3.connect(mined_once) as connection:
            connection.execute("update state set value = ? where name = 'run'", (json.dumps(kept),))
            connection.execute("insert or replace into files values ('./2.txt', '2.txt')")
        lines = CliRunner().invoke(app, status).output.splitlines()
        (said,) = [line for line in lines if line.startswith("最近一次运行")]
        assert said.endswith(words)
        assert "还有 1 个文件没有挖掘：再运行同一条命令就接着做" in lines


TIMES = [
    (0.001, "约 1 分钟（2 个进程）"),
    (1.0, "约 60 分钟（2 个进程）"),
    (3.21, "约 3.2 小时（2 个进程）"),
]


@pytest.mark.parametrize(("hours", "words"), TIMES)
def test_a_plan_tells_minutes_and_hours(monkeypatch, capsys, hours, words):
    monkeypatch.setenv("TEXTMINE_LANG", "zh")
    plan = Plan(
        documents=1, unchanged=0, set_aside=0, to_relabel=0, to_mine=1, kinds=(), scans=0,
        sampled=1, seconds_per_mb=1.0, workers=2, hours=hours, scan_hours=0.0,
        seconds_a_scan=None, disk_mb=1.0,
    )  # fmt: skip
    print_plan(plan, as_json=False)
    assert words in capsys.readouterr().out
