"""How many quantities of other people's tables are read right, beside peers that are installed.

    python tests/benchmarks/quantities.py [FOLDER]

FOLDER (../shared/data by default) holds recognizers/*.jsonl and quantity/jionlp_tests/*.jsonl. A
row counts where a value that overlaps the marked one equals it; "false" counts what is found in
the texts that the table says hold none. Peers: Recognizers-Text (recognizers-text-suite, which
needs emoji<2) reads percentages, money and dimensions, JioNLP finds money (extra `[bench]`); ten
lines with a regex show what value and unit alone are worth. What a reader does not claim to read
is left empty.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import re
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import spacy
from rich.console import Console
from rich.table import Table

from textmine.detect.quantities import make_quantities
from textmine.detect.segment import Segmenter

DATA = Path(__file__).parents[3] / "shared" / "data"
TABLES = ("percent", "currency", "dimension")
TIERS = ("core", "extended")
SIMPLE = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s*([万亿]?)\s*(%|[^\W\d_]{1,2})")
SCALES = {"": 1.0, "万": 1e4, "亿": 1e8}
RATE = 1e-9  # by how much of itself a value may differ


class Value(NamedTuple):
    """A number that a reader found, and where."""

    start: int
    end: int
    value: float


Reader = Callable[[str, str], list[Value]]  # text, kind of table


def ours() -> Reader:
    nlp = spacy.blank("zh")
    segment, find = Segmenter(nlp.vocab), make_quantities(nlp, "textmine_quantities")

    def read(text: str, kind: str) -> list[Value]:
        return [Value(q.start, q.end, q.value) for q in find(segment(text))._.quantities]

    return read


def by_regex(text: str, kind: str) -> list[Value]:
    return [
        Value(*match.span(), float(match[1].replace(",", "")) * SCALES[match[2]])
        for match in SIMPLE.finditer(text)
    ]


def by_recognizers() -> Reader:
    number = importlib.import_module("recognizers_number")
    unit = importlib.import_module("recognizers_number_with_unit")
    finders = {
        "percent": number.recognize_percentage,
        "currency": unit.recognize_currency,
        "money": unit.recognize_currency,
        "dimension": unit.recognize_dimension,
    }

    def read(text: str, kind: str) -> list[Value]:
        found = finders[kind](text, "zh-cn") if kind in finders else []
        told = [(each.start, each.end + 1, (each.resolution or {}).get("value")) for each in found]
        return [Value(start, end, float(value.rstrip("%"))) for start, end, value in told if value]

    return read


def by_jionlp() -> Reader:
    jionlp = importlib.import_module("jionlp")

    def read(text: str, kind: str) -> list[Value]:
        found = jionlp.ner.extract_money(text, with_parsing=True)
        return [Value(*each["offset"], number) for each in found for number in _numbers(each)]

    return read


def _numbers(found: dict[str, Any]) -> Iterator[float]:
    """The value, or both ends of a range."""
    told = found["detail"]["num"]
    yield from (float(part) for part in (told if isinstance(told, list) else [told]))


CLAIMED = {"jionlp": ("currency", "money")}  # the others read all tables


def score(rows: list[dict[str, Any]], kind: str, read: Reader) -> tuple[int, int, int, float]:
    """Right values, values of the table, values found in texts without one, seconds."""
    right = wanted = false = 0
    started = time.process_time()
    for row in rows:
        found = read(row["text"], kind)
        if not row["expected"]:
            false += len(found)
        for entry in row["expected"]:
            wanted += 1
            right += any(_agrees(value, entry) for value in found)
    return right, wanted, false, time.process_time() - started


def _agrees(found: Value, entry: dict[str, Any]) -> bool:
    told = entry["value"]
    value = float(told[0] if isinstance(told, list) else told)
    near = abs(found.value - value) <= RATE * max(1.0, abs(value))
    return near and found.start < entry["end"] and entry["start"] < found.end


def tables(folder: Path) -> Iterator[tuple[str, str, list[dict[str, Any]]]]:
    """Name, kind and rows of each table."""
    for kind in TABLES:
        rows = _rows(folder / "recognizers" / f"{kind}.jsonl")
        for tier in TIERS:
            yield f"{kind}, {tier}", kind, [row for row in rows if row["tier"] == tier]
    yield "money of JioNLP", "money", _rows(folder / "quantity/jionlp_tests/money_parser.jsonl")


def _rows(path: Path) -> list[dict[str, Any]]:
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    return [json.loads(line) for line in lines]


def main() -> None:
    """Print one table."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else DATA
    readers: dict[str, Reader] = {"textmine": ours(), "ten lines": by_regex}
    for name, make in (("recognizers", by_recognizers), ("jionlp", by_jionlp)):
        with contextlib.suppress(ImportError):
            readers[name] = make()
    table = Table("table", "values", *readers, title="values read right, % (false ones)")
    spent = dict.fromkeys(readers, 0.0)
    characters = 0
    for title, kind, rows in tables(folder):
        cells = []
        for name, read in readers.items():
            if kind not in CLAIMED.get(name, (kind,)):
                cells.append("")
                continue
            right, wanted, false, seconds = score(rows, kind, read)
            spent[name] += seconds
            cells.append(f"{100 * right / wanted:.1f} ({false})" if wanted else f"({false})")
        characters += sum(len(row["text"]) for row in rows)
        table.add_row(title, str(sum(len(row["expected"]) for row in rows)), *cells)
    table.add_section()
    table.add_row("seconds", str(characters), *(f"{spent[name]:.2f}" for name in readers))
    Console().print(table)


if __name__ == "__main__":
    main()
