"""Make the examples of the tutorials anew: mine the demo reports, count, take pictures of the page.

python docs/make_examples.py && python docs/make_reference.py

Writes pictures/*.png (with Chromium) and examples.json, from which make_reference.py fills pages.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.web import listening
from textmine.evaluate import evaluate
from textmine.run.running import run
from textmine.settings import Settings
from textmine.store.database import CaseDatabase
from textmine.store.find.counts import Rules
from textmine.store.find.indicators import MetricQuery, metric_table
from textmine.store.find.queries import Query
from textmine.store.find.search import search as find
from textmine.store.out.export import Export, write_export
from textmine.store.status import read_status

ROOT = Path(__file__).parents[1]
PICTURES = Path(__file__).parent / "pictures"
NAME = "李明"  # who is at the computer
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
SIZE = {"width": 1200, "height": 820}
COLOURS = 96  # of the palette: text stays sharp, files small


REPORTS = ROOT / "corpora/reports"
FIGURES = (
    "provenance", "clean_f1", "metrics_f1", "practices_f1", "pattern_top", "places_f1",
    "metric_place", "subtypes_f1", "metric_indicator",
)  # fmt: skip


# ---- numbers ------------------------------------------------------------------------------------
def examples(database: CaseDatabase, folder: Path) -> dict[str, Any]:
    """What the commands of the tutorial for researchers find."""
    status = read_status(database)
    counts = {name: getattr(status, name) for name in COUNTED}
    anhui = find(database, Query(words="流动党员", place=("安徽",), year=(2013, 2013))).total
    income, levels = (
        metric_table(database, MetricQuery(indicator="纯收入", levels=levels, rules=ALL)).total
        for levels in (False, True)
    )
    lines = folder / "records.jsonl"
    write_export(database, lines, Export(form="jsonl", table="practices", codebook=False))
    records = [json.loads(line) for line in lines.read_text(encoding="utf-8").splitlines()]
    figures = evaluate(ROOT / "corpora/gold/reports", records, REPORTS).figures
    return {
        **counts,
        "search": anhui,
        "indicator": income,
        "levels": levels,
        "scores": {name: round(figures[name], 1) for name in FIGURES},
    }


ALL = Rules(proposed=True, repeats=True, suspects=True)  # as `--all`
COUNTED = ("documents", "articles", "practices", "metrics", "cases")


# ---- pictures -----------------------------------------------------------------------------------
def search(page: Any) -> None:
    """Words in, practices out, filters at the side."""
    page.fill("#q", "流动党员")
    page.press("#q", "Enter")
    page.wait_for_selector("article.card")


def article(page: Any) -> None:
    """A figure of an article with its words in the source, in traditional characters."""
    search(page)
    page.locator("article.card", has_text="红色驿站").locator(".figures a").first.click()
    page.wait_for_selector("#evidence")


def practice(page: Any) -> None:
    """A practice with its figures, the form for the basket and the one for corrections."""
    search(page)
    page.locator("article.card h2 a", has_text="红色驿站").click()
    page.wait_for_selector("#edit")
    page.click("#edit summary")
    page.locator("form.basket").evaluate("e => window.scrollTo(0, e.offsetTop - 400)")


SHOTS: tuple[Callable[[Any], None], ...] = (search, article, practice)


def main() -> None:
    """Mine, count, take every picture."""
    os.environ["LOGNAME"] = NAME
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with CaseDatabase.open(folder / "cases.db") as database:
            run([REPORTS], database, Settings())
            database.group()
            text = json.dumps(examples(database, folder), ensure_ascii=False, indent=1)
        (PICTURES.parent / "examples.json").write_text(text + "\n", encoding="utf-8")
        with listening(folder / "cases.db") as address:
            take_pictures(address)


def take_pictures(address: str) -> None:
    """Every picture of the page at an address."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for shot in SHOTS:
            page = browser.new_page(viewport=SIZE)
            page.goto(address)
            shot(page)
            picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
            small = picture.quantize(COLOURS, dither=Image.Dither.NONE)
            small.save(PICTURES / f"{shot.__name__}.png", optimize=True)
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
