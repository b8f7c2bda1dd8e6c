"""Main text of saved Chinese pages: how well and how fast, beside readability and trafilatura.

    python tests/benchmarks/pages.py FOLDER

FOLDER holds gold.jsonl with `html` (a path in the folder, perhaps .gz) and `gold_text` a line. F1
is the mean over pages of that of character 4-grams. Peers come with the extra `[bench]`.
"""

from __future__ import annotations

import gzip
import importlib
import json
import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from textmine.acquire.encoding import decode
from textmine.acquire.files import read_pages
from textmine.evaluate.compare import overlap, shingles
from textmine.types import Page


def f1(gold: str, found: str) -> float:
    """F1 of character 4-grams, white space apart."""
    want, got = shingles(gold), shingles(found)
    return 2 * overlap(want, got) / max(1, want.total() + got.total())


def ours(path: Path) -> str:
    """The title and body that acquire reads."""
    page = next(page for page in read_pages(path) if isinstance(page, Page))
    titles = [candidate.value for candidate in page.candidates if candidate.field == "title"]
    return "\n".join([*titles[:1], page.body.text])


def peers() -> Iterator[tuple[str, Callable[[Path], str]]]:
    """The peers that are installed."""
    if readability := _module("readability"):
        etree: Any = importlib.import_module("lxml.html")

        def read(path: Path) -> str:
            page = readability.Document(_markup(path))
            body = etree.fromstring(page.summary()).text_content()
            return f"{page.short_title()}\n{body}"

        yield "readability", read
    if trafilatura := _module("trafilatura"):

        def extract(path: Path) -> str:
            return trafilatura.extract(_markup(path), favor_precision=True) or ""

        yield "trafilatura, precision", extract


def _markup(path: Path) -> str:
    data = path.read_bytes()
    return decode(gzip.decompress(data) if path.suffix == ".gz" else data).text


def _module(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


def main() -> None:
    """Print one table."""
    folder = Path(sys.argv[1])
    rows = [json.loads(line) for line in (folder / "gold.jsonl").open(encoding="utf-8")]
    table = Table("what", "F1", "median ms", "pages/s", title=f"{len(rows)} pages")
    for name, read in [("textmine", ours), *peers()]:
        scores, times = [], []
        for row in rows:
            began = time.process_time()
            text = read(folder / row["html"])
            times.append(time.process_time() - began)
            scores.append(f1(row["gold_text"], text))
        median = 1000 * statistics.median(times)
        score = statistics.mean(scores)
        table.add_row(name, f"{score:.3f}", f"{median:.1f}", f"{len(rows) / sum(times):.0f}")
    Console().print(table)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    Console().print(f"peak memory of all together {peak:.0f} MB")


if __name__ == "__main__":
    main()
