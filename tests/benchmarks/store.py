"""Search, load time, memory and size of a case database with many practices.

    python -m tests.benchmarks.store [PRACTICES] [--keep FILE]

Practices are put together from sentences of corpora/practices with a fixed seed; the queries are
words of one, two and more characters, alone and with filters. Beyond ADDED practices the rows of
those that were added are written again under other keys and ids, which takes minutes, not hours.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import resource
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import get_args

from rich.console import Console
from rich.table import Table as Shown
from sqlalchemy import Table

from tests.records import P, simple
from textmine.store.database import CaseDatabase
from textmine.store.file import schema
from textmine.store.file.fulltext import index_passages
from textmine.store.file.state import touch
from textmine.store.find.counts import Rules, count, cross
from textmine.store.find.indicators import MetricQuery, metric_table
from textmine.store.find.queries import Query
from textmine.store.find.queue import By, Kind, QueueQuery, next_ids, progress
from textmine.store.find.search import search
from textmine.store.status import read_status
from textmine.types import Outcome

CORPUS = Path(__file__).parents[2] / "corpora" / "practices"
PER_ARTICLE = 10
ADDED = 100_000  # practices that are added one document after the other
PLACES = [
    ("寿光市", "370783"), ("安岳县", "512021"), ("慈溪市", "330282"), ("上杭县", "350823"),
    ("昆山市", "320583"), ("天门市", "429006"), ("兰考县", "410225"), ("盐池县", "640323"),
    ("阿荣旗", "150721"), ("亭湖区", "320902"), ("海淀区", "110108"), ("桐乡市", "330483"),
]  # fmt: skip
WORDS = (
    "村 党 联建 党员 支部 电商 合作社 流动党员 服务中心 村企联建 党总支 远程教育 驻村工作队 "
    "两新组织 第一书记 农家书屋 网格 快递 便民服务 村务公开"
).split()

QUESTIONS = (
    "村里没有人愿意当干部怎么办",
    "如何把外出党员组织起来，有哪些好做法",
    "党员年龄老化，流动党员难以管理，组织生活开展不起来",
    "山东 2010年 党支部领办合作社 带头人培训",
    "惠及农户 超过500户 电商服务中心建设",
)


def read_corpus() -> tuple[list[dict[str, object]], list[str]]:
    """The own-written practices and their sentences."""
    rows = []
    for path in sorted(CORPUS.glob("*.jsonl")):
        rows += [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    rows = [row for row in rows if row["patterns"]]
    sentences = [s for row in rows for s in re.split(r"(?<=[。；])", str(row["text"])) if s]
    return rows, sentences


def generate(practices: int, seed: int = 7) -> Iterator[Outcome]:
    """Outcomes with *practices* in all."""
    rows, sentences = read_corpus()
    rng = random.Random(seed)
    for number in range(practices // PER_ARTICLE):
        place, year = rng.choice(PLACES), rng.randint(2003, 2024)
        wishes = []
        for item in range(PER_ARTICLE):
            row = rng.choice(rows)
            size = rng.randint(12, 900)
            said = f"{size}户"
            body = "".join(rng.choice(sentences) for _ in range(rng.randint(2, 4)))
            wishes.append(
                P(
                    text=f"{number}-{item}{row['name']}。{body}惠及农户{said}。",
                    name=str(row["name"]),
                    patterns=tuple(row["patterns"]),  # type: ignore[arg-type]
                    subtypes=tuple(row["subtypes"]),  # type: ignore[arg-type]
                    place=place,
                    period=str(year) if rng.random() < 0.8 else None,
                    metrics=((said, "农户", float(size), "户"),) if rng.random() < 0.6 else (),
                )
            )
        lead = f"{place[0]}{year}年总结，共有做法十条。"
        title = f"{place[0]}的做法之{number}"
        path = f"s{number % 40}/{number:06}.txt"
        yield simple(path, *wishes, title=title, date=str(year), lead=lead)


def multiply(database: CaseDatabase, times: int) -> None:
    """Write the rows of everything (*times* - 1) times more."""
    tables = (schema.SOURCES, *schema.DERIVED)
    with database.write() as connection:
        raw = connection.connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)
        raw.create_function("other", 2, lambda value, copy: f"{value}x{copy}")
        step = 1 + max(
            connection.exec_driver_sql(f"SELECT coalesce(max(key), 0) FROM {table.name}").scalar()
            for table in tables
            if "key" in table.c
        )
        passages = connection.execute(schema.PASSAGES.select()).mappings().all()
        for copy in range(1, times):
            for table in tables:
                names = [column.name for column in table.columns]
                values = ", ".join(_copied(table, name, step * copy, copy) for name in names)
                quoted = ", ".join(f'"{name}"' for name in names)
                connection.exec_driver_sql(
                    f"INSERT INTO {table.name}({quoted}) SELECT {values} FROM {table.name} "
                    f"WHERE {'key' if 'key' in names else 'practice'} < {step}"
                )
            for at in range(0, len(passages), 20_000):
                chunk = passages[at : at + 20_000]
                index_passages(
                    connection, [{**row, "key": row["key"] + step * copy} for row in chunk]
                )
        touch(connection)


def _copied(table: Table, name: str, step: int, copy: int) -> str:
    """What stands in a column of the copy of a row."""
    if table.c[name].foreign_keys or name == "key":
        return f'"{name}" + {step}'
    return f'other("{name}", {copy})' if name in ("id", "path", "sha256") else f'"{name}"'


def percentile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def time_searches(database: CaseDatabase) -> dict[str, list[float]]:
    """Seconds of processor time of each kind of query, each asked once with cold terms."""
    columns = database.columns()
    search(database, Query(words="没有的词"))  # loads the segmenter
    kinds = {
        "words": [Query(words=word) for word in WORDS],
        "words, exact only": [Query(words=word, widen=False) for word in WORDS],
        "two words": [Query(words=f"{a} {b}") for a, b in zip(WORDS, WORDS[3:], strict=False)],
        "questions": [Query(words=words) for words in QUESTIONS],
        "words and filters": [
            Query(words=word, place=("山东",), year=(2008, 2012), pattern=("joint_build",))
            for word in WORDS
        ],
        "filters only": [Query(place=("山东",)), Query(pattern=("industry_chain",)), Query()],
    }
    taken: dict[str, list[float]] = {}
    for kind, queries in kinds.items():
        for query in queries:
            columns.terms.clear()
            start = time.process_time()  # of this process, whatever else the machine does
            search(database, query)
            taken.setdefault(kind, []).append(time.process_time() - start)
    return taken


def ask_queue(database: CaseDatabase, kind: Kind, by: By) -> None:
    """What the page of the queue asks."""
    query = QueueQuery(kind=kind, by=by)
    next_ids(database, query, 10)
    progress(database, query)


def time_pages(database: CaseDatabase) -> Iterator[tuple[str, float, float]]:
    """Seconds of processor time of what other pages ask, the first time and the second."""
    asked = {
        "counts by pattern and year": lambda: cross(database, "pattern", "year"),
        "counts of cases by county": lambda: count(database, "county", Rules(unit="case")),
        "all indicators": lambda: metric_table(database, MetricQuery(levels=True, limit=0)),
        "one indicator": lambda: metric_table(database, MetricQuery(indicator="农户")),
        "status": lambda: read_status(database),
        **{
            f"review queue of {kind}s, by {by}": partial(ask_queue, database, kind, by)
            for kind in get_args(Kind)
            for by in get_args(By)
        },
    }
    for what, ask in asked.items():
        taken = []
        for _ in range(2):
            start = time.process_time()
            ask()
            taken.append(time.process_time() - start)
        yield what, taken[0], taken[1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("practices", type=int, nargs="?", default=100_000)
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    folder = tempfile.TemporaryDirectory()
    path = options.keep or Path(folder.name) / "cases.db"
    table = Shown("what", "figure", title=f"{options.practices:,} practices")
    with CaseDatabase.open(path) as database:
        if not database.generation():
            added = min(options.practices, ADDED)
            outcomes = list(generate(added))
            start = time.process_time()
            for outcome in outcomes:
                database.add(outcome)
            speed = added / (time.process_time() - start)
            table.add_row("practices added a second", f"{speed:,.0f}")
            if options.practices > added:
                multiply(database, options.practices // added)
    size = path.stat().st_size
    table.add_row(
        "size",
        f"{size / 1e6:,.0f} MB, {size / options.practices * PER_ARTICLE / 1e3:.1f} kB an article",
    )
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with CaseDatabase.open(path, read_only=True) as database:
        start = time.perf_counter()
        database.columns()
        table.add_row("columns loaded in", f"{time.perf_counter() - start:.2f} s")
        table.add_row(
            "memory added",
            f"{(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1e3:.0f} MB",
        )
        every: list[float] = []
        for kind, seconds in time_searches(database).items():
            every += seconds
            table.add_row(
                kind,
                f"median {statistics.median(seconds) * 1e3:.0f} ms, "
                f"95 % {percentile(seconds, 0.95) * 1e3:.0f} ms",
            )
        table.add_row("all searches", f"95 % {percentile(every, 0.95) * 1e3:.0f} ms")
        for what, first, again in time_pages(database):
            table.add_row(what, f"first {first:.2f} s, then {again * 1e3:.0f} ms")
    Console().print(table)
    folder.cleanup()


if __name__ == "__main__":
    main()
