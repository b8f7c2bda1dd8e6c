"""How fast each stage and the whole are, and what peers do on the same text in the same run.

    python tests/benchmarks/speed.py                 # our demo reports
    python tests/benchmarks/speed.py FOLDER          # other plain-text reports
    python tests/benchmarks/speed.py FOLDER PYTHON   # with peers installed for another Python

Machines differ and are noisy, so the figure to quote is the ratio to jieba's `lcut`, measured in
turns with everything else. Peers that are not installed are left out (extra `[bench]`). EDS-NLP
and Recognizers-Text (with emoji<2) want other libraries than ours: they go into an environment of
their own, whose PYTHON runs right after the rest (apart.py). Peers read a sample only, since some
take minutes for a report.
"""

from __future__ import annotations

import importlib
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import jieba
from rich.console import Console
from rich.table import Table
from spacy.language import Language

from textmine import resources
from textmine.acquire.files import read_pages
from textmine.clean.page import clean_page
from textmine.errors import SourceError
from textmine.garbage import no_garbage
from textmine.mine import build_mined, load, mine_page
from textmine.settings import Settings
from textmine.stages import pipeline_of
from textmine.types import Page

ROUNDS = 5
MOST_CHARACTERS = 150_000
SAMPLE = 10_000  # characters of text that a peer reads


@dataclass(frozen=True)
class Work:
    """Something that is done to `characters` of text."""

    run: Callable[[], object]
    characters: int


def read(folder: Path) -> Iterator[Page]:
    """The pages of a folder's files, up to a size that a round of everything can bear."""
    total = 0
    for path in sorted(path for path in folder.iterdir() if path.is_file()):
        for page in _pages_of(path):
            if total < MOST_CHARACTERS:
                total += len(page.source)
                yield page


def _pages_of(path: Path) -> list[Page]:
    """The pages of a file that can be mined; none of one that would be set aside (a licence)."""
    try:
        pages = [page for page in read_pages(path) if isinstance(page, Page)]
        return [page for page in pages if clean_page(page)]
    except SourceError:
        return []


def stages(pages: Sequence[Page]) -> dict[str, Work]:
    """Name → work on all pages; each stage gets what the one before it made."""
    settings = Settings()
    nlp = load(settings)
    made_by = pipeline_of(settings)
    articles = [article for page in pages for article in clean_page(page)]
    docs = [nlp.make_doc(article.text.text) for article in articles]
    for doc, article in zip(docs, articles, strict=True):
        doc._.article = article
    runs: dict[str, Callable[[], object]] = {
        "clean": lambda: [clean_page(page) for page in pages],
        "segment": lambda: [nlp.make_doc(article.text.text) for article in articles],
    }
    for name, component in nlp.pipeline:
        runs[name.removeprefix("textmine_")] = lambda run=component: [run(doc) for doc in docs]
    runs["record"] = lambda: [build_mined(doc, made_by) for doc in docs]
    runs["the whole"] = lambda: _mine(pages, nlp, settings)
    fresh = iter([load(settings) for _ in range(ROUNDS + 1)])
    runs["the whole, words first met"] = lambda: _mine(pages, next(fresh), settings)
    characters = sum(len(article.text) for article in articles)
    return {name: Work(partial(_without_garbage, run), characters) for name, run in runs.items()}


def _mine(pages: Sequence[Page], nlp: Language, settings: Settings) -> object:
    """A night's run meets its words once; rounds over the same text know them all."""
    return [list(mine_page(page, nlp, settings)) for page in pages]


def _without_garbage(run: Callable[[], object]) -> object:
    """As `mine_page` does it."""
    with no_garbage():
        return run()


def peers(texts: Sequence[str]) -> dict[str, Work]:
    """Name → what a peer does with the same texts, for the peers that are installed."""
    found: dict[str, Callable[[], object]] = {}
    if cpca := _module("cpca"):
        found["cpca, places"] = lambda: [_places_by(cpca, text) for text in texts]
    if jionlp := _module("jionlp"):
        found["JioNLP, times"] = lambda: [jionlp.ner.extract_time(t) for t in texts]
        found["JioNLP, money"] = lambda: [jionlp.ner.extract_money(t) for t in texts]
    if trafilatura := _module("trafilatura"):
        pages = [
            f"<html><body><p>{'</p><p>'.join(t.splitlines())}</p></body></html>" for t in texts
        ]
        found["trafilatura, main text"] = lambda: [trafilatura.extract(p) for p in pages]
    return {name: Work(run, sum(map(len, texts))) for name, run in found.items()}


def measure_apart(python: str, texts: Sequence[str]) -> dict[str, float]:
    """Median seconds that peers of another *python* take for a million characters."""
    command = [python, "-W", "ignore", str(Path(__file__).with_name("apart.py")), str(ROUNDS)]
    told = subprocess.run(
        command, input=json.dumps(texts), capture_output=True, text=True, check=True
    )
    characters = sum(map(len, texts))
    times = json.loads(told.stdout.splitlines()[-1])
    return {name: 1e6 * statistics.median(each) / characters for name, each in times.items()}


def _places_by(cpca: Any, text: str) -> object:
    try:
        return cpca.transform_text_with_addrs(text)
    except KeyError:  # it fails on a text without a place
        return None


def _module(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


def sample(texts: Sequence[str]) -> list[str]:
    """The first paragraphs of each text, about `SAMPLE` characters in all."""
    share = SAMPLE // len(texts)
    return [text[:share] + text[share:].partition("\n")[0] for text in texts]


def measure(works: dict[str, Work]) -> dict[str, float]:
    """Median seconds of processor time that each takes for a million characters, in turns."""
    times: dict[str, list[float]] = {name: [] for name in works}
    for round_number in range(ROUNDS + 1):
        for name, work in works.items():
            began = time.process_time()
            work.run()
            if round_number:  # the first warms up
                times[name].append(time.process_time() - began)
    return {
        name: 1e6 * statistics.median(found) / works[name].characters
        for name, found in times.items()
    }


def main() -> None:
    """Print one table."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else resources.find("corpora/reports")
    pages = list(read(folder))
    if not pages:
        sys.exit(f"{folder} holds no report")
    texts = [article.text.text for page in pages for article in clean_page(page)]
    tokenizer = jieba.Tokenizer()
    tokenizer.initialize()
    works = {"jieba.lcut": Work(lambda: [tokenizer.lcut(t) for t in texts], sum(map(len, texts)))}
    works |= stages(pages) | peers(sample(texts))
    seconds = measure(works)
    if len(sys.argv) > 2:
        seconds |= measure_apart(sys.argv[2], sample(texts))
    title = f"{works['jieba.lcut'].characters:,} characters"
    table = Table("what", "characters/s", "s a million", "× jieba", title=title)
    for name, spent in seconds.items():
        ratio = seconds["jieba.lcut"] / spent
        table.add_row(name, f"{1e6 / spent:,.0f}", f"{spent:.2f}", f"{ratio:.3f}")
    Console().print(table)


if __name__ == "__main__":
    main()
