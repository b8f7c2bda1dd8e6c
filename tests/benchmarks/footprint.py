"""What mining costs beside characters a second: start, memory, a web page, a second worker.

    python tests/benchmarks/footprint.py FOLDER [PAGES]

FOLDER holds reports, PAGES saved web pages. Each figure is measured in a process of its own.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from textmine.resources import find

TIMES = 5
TURNS = 3  # of two processes alone, then two workers
LEAST_SECONDS = 20  # of work for one process, so that starting it weighs little
LOAD = """
import time, spacy
from textmine.mine import load
began = time.perf_counter(); load(); print(time.perf_counter() - began)
"""
MEMORY = """
import resource, sys
from pathlib import Path
from textmine.mine import load, mine
nlp = load()
for path in sorted(Path(sys.argv[1]).iterdir()):
    mine(path, nlp=nlp)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""
GAZETTEER = """
import sys, time
import textmine.detect.places
from textmine.detect.divisions.gazetteer import Gazetteer
from textmine.detect.divisions.names import NameFinder
from textmine.detect.localities.toponyms import load_toponyms
from textmine.resources import find
def used():
    return int(open("/proc/self/statm").read().split()[1]) * 4096 / 2**20
before, began = used(), time.process_time()
gazetteer = Gazetteer(find("corpora/gazetteer"))
NameFinder(gazetteer)
ready = time.process_time() - began
gazetteer.townships("双河镇"), gazetteer.ends_township("双河镇"), load_toponyms()
first = time.process_time() - began - ready
print({"ready": ready, "first": first, "memory": used() - before}[sys.argv[1]])
"""
PAGE = """
import statistics, sys, time
from pathlib import Path
from textmine.errors import SourceError
from textmine.mine import load, mine
nlp, seconds = load(), []
for path in sorted(path for path in Path(sys.argv[1]).rglob("*") if path.is_file()) * 2:
    began = time.process_time()
    try:
        mine(path, nlp=nlp)
    except SourceError:
        continue
    seconds.append(time.process_time() - began)
print(statistics.median(seconds[len(seconds) // 2 :]))
"""


def told(code: str, *arguments: str) -> float:
    """The number that a program prints."""
    command = [sys.executable, "-W", "ignore", "-c", code, *arguments]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def seconds(*commands: Sequence[str]) -> float:
    """How long commands take that run side by side."""
    began = time.perf_counter()
    running = [subprocess.Popen(command, stdout=subprocess.DEVNULL) for command in commands]
    if any(process.wait() for process in running):
        raise SystemExit("a command failed")
    return time.perf_counter() - began


def workers(folder: Path) -> float:
    """The speed of two workers over that of two processes that know nothing of each other."""
    with tempfile.TemporaryDirectory() as place:
        halves = [Path(place, "all", name) for name in ("one", "two")]
        paths = [path for path in sorted(folder.iterdir()) if path.is_file()]
        _fill(halves, paths, 1)
        once = seconds(_mine(halves[0], Path(place, "warm.jsonl")))
        _fill(halves, paths, max(1, round(LEAST_SECONDS / once)))
        return statistics.median(_ratio(Path(place), halves, turn) for turn in range(TURNS))


def _ratio(place: Path, halves: Sequence[Path], turn: int) -> float:
    alone = [_mine(half, place / f"{half.name}-{turn}.jsonl") for half in halves]
    together = _mine(place / "all", place / f"all-{turn}.jsonl", "--workers", "2")
    return seconds(*alone) / seconds(together)


def _fill(folders: Sequence[Path], paths: Sequence[Path], copies: int) -> None:
    for folder in folders:
        folder.mkdir(parents=True, exist_ok=True)
        for copy in range(copies):
            for path in paths:
                # No two alike: what is the same is mined once.
                data = path.read_bytes() + f"\n{folder.name} {copy}\n".encode()
                Path(folder, f"{copy}-{path.name}").write_bytes(data)


def _mine(folder: Path, output: Path, *options: str) -> list[str]:
    command = ["-m", "textmine", "mine", str(folder), "--format", "jsonl", "-o", str(output)]
    return [sys.executable, *command, *options]


def median(work: Callable[[], float]) -> float:
    """The middle of some measurements."""
    return statistics.median(work() for _ in range(TIMES))


def _size(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.iterdir()) / 2**20


def main() -> None:
    """Print the table."""
    folder = sys.argv[1]
    start = [sys.executable, "-c", "import textmine"]
    ask = [sys.executable, "-m", "textmine", "--help"]
    rows = [
        ("import textmine", median(lambda: seconds(start)), "s"),
        ("textmine --help", median(lambda: seconds(ask)), "s"),
        ("load, after import spacy", median(lambda: told(LOAD)), "s"),
        ("most memory", told(MEMORY, folder), "MB"),
        ("counties and above, ready", median(lambda: told(GAZETTEER, "ready")), "s"),
        ("townships and villages, first use", median(lambda: told(GAZETTEER, "first")), "s"),
        ("what is known of places", told(GAZETTEER, "memory"), "MB"),
        ("the same in the wheel", _size(find("corpora/gazetteer")), "MB"),
        ("two workers, of two processes", workers(Path(folder)), "times"),
    ]
    if len(sys.argv) > 2:
        rows.append(("a web page, median", 1000 * told(PAGE, sys.argv[2]), "ms"))
    table = Table("what", "figure", "unit")
    for name, figure, unit in rows:
        table.add_row(name, f"{figure:.2f}", unit)
    Console().print(table)


if __name__ == "__main__":
    main()
