"""How many practices a second of processor time a changed label stage labels again.

python tests/benchmarks/relabel.py            # 2,000 generated reports and the demo reports
python tests/benchmarks/relabel.py 20000
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

from textmine import resources
from textmine.run.running import run
from textmine.settings import LabelSettings, Settings
from textmine.store.database import CaseDatabase

sys.path.insert(0, str(Path(__file__).parents[1]))
from generated import write_reports

MOST_SHIFT = 0.3  # of the last bias: some practices come and go, as after training anew


def main(count: int) -> None:
    """Mine, change taxonomy and model, and print a table."""
    table = Table(
        "changed",
        "practices",
        "seconds",
        "of this process",
        "practices a second",
        "a million, minutes",
        "MB",
    )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        reports = write_reports(folder / "reports", count)
        shutil.copytree(resources.find("corpora/reports"), reports / "demo")
        for what, settings in {
            "nothing (mined)": Settings(),
            "the taxonomy": Settings(label=LabelSettings(taxonomy=str(fewer(folder)))),
            "the model": Settings(label=LabelSettings(model=str(retrained(folder)))),
        }.items():
            started, before = time.perf_counter(), time.process_time()
            settings = replace(settings, run=replace(settings.run, workers=2))
            with CaseDatabase.open(folder / "cases.db") as database:
                found = run([reports], database, settings).practices
            seconds, own = time.perf_counter() - started, time.process_time() - before
            size = (folder / "cases.db").stat().st_size / 1e6
            table.add_row(
                what,
                f"{found:,}",
                f"{seconds:.1f}",
                f"{own:.1f}",
                f"{found / own:,.0f}",
                f"{own / found * 1e6 / 60:.1f}",
                f"{size:.1f}",
            )
    Console().print(table)


def fewer(folder: Path) -> Path:
    """A taxonomy without its last pattern."""
    text = (resources.find("models/patterns") / "taxonomy.toml").read_text(encoding="utf-8")
    path = folder / "fewer.toml"
    path.write_text(text.rpartition("[[patterns]]")[0], encoding="utf-8")
    return path


def retrained(folder: Path) -> Path:
    """A model that decides a little otherwise."""
    model = folder / "model"
    shutil.copytree(resources.find("models/patterns"), model)
    with np.load(model / "model.npz") as arrays:
        changed = dict(arrays)
    changed["bias"] = changed["bias"] - MOST_SHIFT
    np.savez_compressed(model / "model.npz", **changed)
    return model


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
