"""How well the years of an article are told from its text where its date is masked.

    python tests/benchmarks/bounds.py [FOLDER_OF_GOLD …]

Inside: the share of articles whose true year lies within the bounds. Width: the median number of
years between them. Articles: our own reports, the development gold and the reports of 43 cities
(of early 2024) where they lie beside the checkout, and folders of gold that are named.
"""

from __future__ import annotations

import json
import re
import statistics
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from rich.console import Console
from rich.table import Table

from textmine.aligned import AlignedText
from textmine.chinese.dates import find_dates
from textmine.clean.metadata.bounds import find_bounds
from textmine.detect.places import make_pipeline
from textmine.types import Article, Page

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
WRITTEN = "2024"  # the city reports: they look back on 2023
OPEN = 99  # the width of bounds of which one is missing
BYLINE = 120  # characters at either end in which the date itself stands


class Dated(NamedTuple):
    """A text without its own date, and that date."""

    name: str
    text: str
    date: str


def read_gold(folder: Path) -> Iterator[Dated]:
    """The dated articles of a folder of gold: NAME.json beside NAME.txt."""
    for path in sorted(folder.glob("*.json")):
        record = json.loads(path.read_text(encoding="utf-8"))
        text = path.with_suffix(".txt")
        if record["date"] and text.exists():
            masked = mask(text.read_text(encoding="utf-8"), record["date"])
            yield Dated(path.stem, masked, record["date"])


def read_cities(folder: Path) -> Iterator[Dated]:
    for path in sorted(folder.glob("*.txt")):
        yield Dated(path.stem, path.read_text(encoding="utf-8"), WRITTEN)


def mask(text: str, date: str) -> str:
    """The text without its own date at its beginning and end, and without datelines."""
    text = re.sub(r"(?:本报|新华社|东北网|央视网)[^。\n]{0,12}\d{1,2}月\d{1,2}日[电讯]", "", text)
    for found in reversed(find_dates(text)):
        at_edge = found.start < BYLINE or found.end > len(text) - BYLINE
        if at_edge and len(found.value) > 4 and found.value[:7] == date[:7]:
            text = text[: found.start] + text[found.end :]
    return text


def read_bounds(text: str) -> tuple[str | None, str | None]:
    """What years, campaigns and plans tell, and the names of places that are new or gone."""
    nlp = make_pipeline()
    doc = nlp.make_doc(text)
    body = AlignedText.of(text)
    page = Page(path="", digest="", media_type="", source=text, body=body)
    bounds = find_bounds(text, None).years
    doc._.article = Article(page=page, number=1, text=body, date_bounds=bounds)
    found: tuple[str | None, str | None] = nlp(doc)._.date_bounds
    return found


def main() -> None:
    """Print one table, and each article whose year lies outside."""
    sets = {"own reports": list(read_gold(ROOT / "corpora" / "gold" / "reports"))}
    if SHARED.exists():
        sets["development"] = list(read_gold(SHARED / "eval" / "gold"))
        sets["cities"] = list(read_cities(SHARED / "data" / "city_work_reports" / "txt"))
    for name in sys.argv[1:]:
        sets[name] = list(read_gold(Path(name)))
    console = Console()
    table = Table("set", "articles", "inside", "median width")
    for name, articles in sets.items():
        widths, inside = [], 0
        for article in articles:
            earliest, latest = read_bounds(article.text)
            year = article.date[:4]
            fits = (earliest or "0") <= year <= (latest or "9")
            inside += fits
            widths.append(int(latest) - int(earliest) if earliest and latest else OPEN)
            if not fits or widths[-1] > 2:
                console.print(f"{article.name} of {article.date}: {earliest} to {latest}")
        if articles:
            share = f"{100 * inside / len(articles):.1f} %"
            table.add_row(name, str(len(articles)), share, f"{statistics.median(widths):g}")
    console.print(table)


if __name__ == "__main__":
    main()
