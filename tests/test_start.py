"""What a command does not need is not loaded: that is how soon it answers."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

REPORT = "寿光市推行村企联建的做法\n一是村企联建。组织17家企业与15个村党支部结对，增收86万元。\n"
PIPELINE = {"spacy", "numpy", "rjieba", "textmine.mine", "textmine.run.attempt"}
TRAINING = {"sklearn", "scipy", "skops", "pandas"}
OFFICE = {"docx", "openpyxl", "pyarrow"}
PAGE = {"fastapi", "uvicorn", "textmine.web"}
# Runs a command as the script `textmine` does, then says what it has loaded.
COMMAND = """
import sys
from textmine.cli import main

if __name__ == "__main__":
    try:
        main()
    except SystemExit as end:
        print("\\nloaded", end.code or 0, *sys.modules, sep="\\n")
"""


def loaded_by(*arguments: str | Path) -> set[str]:
    """The modules that a command has loaded at its end."""
    command = [sys.executable, "-c", COMMAND, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True, encoding="utf-8")
    status, *modules = done.stdout.rpartition("\nloaded\n")[2].split()
    assert status == "0"
    return set(modules)


def loaded_with(statement: str) -> set[str]:
    """The modules that a fresh Python has after a statement."""
    code = f"{statement}; import sys; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(run.stdout.split())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report, mined into a database and into lines."""
    folder = tmp_path_factory.mktemp("start")
    (folder / "report.txt").write_text(REPORT, encoding="utf-8")
    for target in targets(folder):
        # Mined by a worker: this process has no pipeline either.
        assert loaded_by("mine", folder / "report.txt", *target).isdisjoint(PIPELINE - {"numpy"})
    return folder


def targets(folder: Path) -> list[list[str | Path]]:
    return [["--db", folder / "cases.db"], ["-o", folder / "cases.jsonl"]]


@pytest.mark.parametrize("target", [0, 1])
def test_a_run_with_nothing_to_do_loads_no_pipeline(folder: Path, target: int) -> None:
    loaded = loaded_by("mine", folder / "report.txt", *targets(folder)[target])
    assert loaded.isdisjoint(PIPELINE - {"numpy"} | TRAINING | OFFICE | PAGE)


def test_a_run_starts_its_workers_before_it_loads_what_it_writes_with() -> None:
    loaded = loaded_with("import textmine.run.running, textmine.store.database")
    assert loaded.isdisjoint(PIPELINE | TRAINING | OFFICE | PAGE)


@pytest.mark.parametrize(
    ("command", "needless"),
    [
        (["--help"], PIPELINE | {"sqlalchemy", "pydantic"}),
        (["doctor"], PIPELINE | {"sqlalchemy"}),
        (["schema"], PIPELINE | {"sqlalchemy"}),
        (["status", "cases.db"], PIPELINE - {"numpy"} | OFFICE),
        (["search", "cases.db", "联建"], {"spacy", "textmine.clean.page"} | OFFICE),
        (["metrics", "cases.db"], PIPELINE - {"numpy"} | OFFICE),
        (["diff", "cases.db", "cases.jsonl"], PIPELINE - {"numpy"} | OFFICE),
        (["export", "cases.db", "-o", "out.jsonl"], PIPELINE - {"numpy"} | OFFICE),
        (["export", "cases.db", "-o", "out.csv"], PIPELINE - {"numpy"} | OFFICE),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_command_loads_what_it_needs(
    folder: Path, command: list[str], needless: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    assert loaded_by(*command).isdisjoint(needless | TRAINING | PAGE)


def test_a_worker_loads_neither_commands_nor_database() -> None:
    script = "from textmine.cli import main; import textmine.run.worker, textmine.run.attempt"
    loaded = loaded_with(f"{script}, textmine.store.kept.packed")
    assert "textmine.mine" in loaded
    assert loaded.isdisjoint({"sqlalchemy", "textmine.cli.commands", *TRAINING, *OFFICE, *PAGE})
