"""How fast each stage and the whole are, and what peers do on the same text in the same run.

    python tests/benchmarks/speed.py                 # our demo reports
    python tests/benchmarks/speed.py FOLDER          # other plain-text reports

Machines differ and are noisy, so the figure to quote is the ratio to jieba's `lcut`, measured in
turns with everything else. Peers that are not installed are left out (extra `[bench]`).
"""

from __future__ import annotations

import importlib
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import jieba
from rich.console import Console
from rich.table import Table

from textmine import resources
from textmine.acquire.files import read_pages
from textmine.clean import clean_page
from textmine.mine import build_record, load, pipeline_of
from textmine.settings import Settings
from textmine.types import Article, Page

ROUNDS = 5
MOST_CHARACTERS = 150_000

Work = Callable[[], object]


def read(folder: Path) -> Iterator[Page]:
    """The pages of a folder's files, up to a size that a round of everything can bear."""
    total = 0
    for path in sorted(path for path in folder.iterdir() if path.is_file()):
        for page in read_pages(path):
            if isinstance(page, Page) and total < MOST_CHARACTERS:
                total += len(page.source)
                yield page


def stages(pages: list[Page]) -> dict[str, Work]:
    """Name → work on all pages; each stage gets what the one before it made."""
    settings = Settings()
    nlp = load(settings)
    made_by = pipeline_of(settings)
    articles = [article for page in pages for article in clean_page(page)]
    docs = [(nlp.make_doc(article.text.text), article) for article in articles]
    work: dict[str, Work] = {
        "clean": lambda: [clean_page(page) for page in pages],
        "segment": lambda: [nlp.make_doc(article.text.text) for article in articles],
    }
    for doc, article in docs:
        doc._.article = article
    for name, component in nlp.pipeline:
        work[name.removeprefix("textmine_")] = lambda run=component: [run(d) for d, _ in docs]
    work["record"] = lambda: [build_record(doc, made_by) for doc, _ in docs]

    def whole() -> None:
        for page in pages:
            for article in clean_page(page):
                doc = nlp.make_doc(article.text.text)
                doc._.article = article
                build_record(nlp(doc), made_by)

    work["the whole"] = whole
    return work


def peers(articles: list[Article]) -> dict[str, Work]:
    """Name → what a peer does with the same texts, for the peers that are installed."""
    texts = [article.text.text for article in articles]
    found: dict[str, Work] = {}
    if cpca := _module("cpca"):
        found["cpca, places"] = lambda: [cpca.transform_text_with_addrs(t) for t in texts]
    if jionlp := _module("jionlp"):
        found["JioNLP, times"] = lambda: [jionlp.ner.extract_time(t) for t in texts[:3]]
        found["JioNLP, money"] = lambda: [jionlp.ner.extract_money(t) for t in texts]
    if trafilatura := _module("trafilatura"):
        pages = [
            f"<html><body><p>{'</p><p>'.join(t.splitlines())}</p></body></html>" for t in texts
        ]
        found["trafilatura, main text"] = lambda: [trafilatura.extract(p) for p in pages]
    return found


def _module(name: str) -> object | None:
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


def measure(works: dict[str, Work]) -> dict[str, float]:
    """Median seconds of processor time of each, measured in turns."""
    times: dict[str, list[float]] = {name: [] for name in works}
    for round_number in range(ROUNDS + 1):
        for name, work in works.items():
            began = time.process_time()
            work()
            if round_number:  # the first warms up
                times[name].append(time.process_time() - began)
    return {name: statistics.median(found) for name, found in times.items()}


def main() -> None:
    """Print one table."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else resources.find("corpora/reports")
    pages = list(read(folder))
    articles = [article for page in pages for article in clean_page(page)]
    characters = sum(len(article.text) for article in articles)
    tokenizer = jieba.Tokenizer()
    tokenizer.initialize()
    works: dict[str, Work] = {
        "jieba.lcut": lambda: [tokenizer.lcut(article.text.text) for article in articles]
    }
    works |= stages(pages) | peers(articles)
    seconds = measure(works)
    table = Table(
        "what", "characters/s", "s a million", "× jieba", title=f"{characters:,} characters"
    )
    for name, spent in seconds.items():
        table.add_row(
            name,
            f"{characters / spent:,.0f}",
            f"{1e6 * spent / characters:.2f}",
            f"{seconds['jieba.lcut'] / spent:.2f}",
        )
    Console().print(table)


if __name__ == "__main__":
    main()
