"""How well places are found on our marked sentences, beside peers that are installed.

    python tests/benchmarks/places.py [FOLDER_OF_GOLD …]

Mentions: precision, recall and F1 of (start, text). Codes: of the mentions marked with a code, the
share that was found with it. Peers (extra `[bench]`): cpca finds provinces, cities and counties
and gives codes; cnloc reads one address a text, valid in a year, with codes; JioNLP names the
provinces, cities, counties and other places of a text, without codes; jieba's tag "ns" finds words
for places. cnloc and JioNLP say no positions: what they name counts wherever it stands, in full or
without its last character. The second column of F1 counts places down to the county only, which is
what cpca and cnloc know. Folders of gold articles (NAME.json beside NAME.txt) are a sample that
nothing was set on: there each name counts as often as it stands, whatever its position.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import jieba.posseg
from rich.console import Console
from rich.table import Table

from tests.marks import Line, Mark, read_marked
from textmine.aligned import AlignedText
from textmine.detect.places import make_pipeline
from textmine.types import Article, Page

GOLD = Path(__file__).parents[2] / "corpora" / "gold" / "places.txt"
Found = list[tuple[int, str, str | None]]  # start, text, code


def ours() -> Callable[[Line], Found]:
    nlp = make_pipeline()

    def find(line: Line) -> Found:
        text = AlignedText.of(line.text)
        page = Page(path="", digest="", media_type="", source=line.text, body=text)
        doc = nlp.make_doc(line.text)
        doc._.article = Article(page=page, number=1, text=text, date=line.header.get("date"))
        return [(each.start, each.text, each.adcode) for each in nlp(doc)._.places]

    return find


def by_jieba(line: Line) -> Found:
    found, at = [], 0
    for word, tag in jieba.posseg.cut(line.text):
        if tag == "ns":
            found.append((at, word, None))
        at += len(word)
    return found


def by_cpca(cpca: ModuleType) -> Callable[[Line], Found]:
    def find(line: Line) -> Found:
        try:
            table = cpca.transform_text_with_addrs(line.text, pos_sensitive=True)
        except KeyError:  # what it raises where it finds nothing
            return []
        return [found for row in table.to_dict("records") for found in _cells(row, line.text)]

    return find


def _cells(row: dict[str, Any], text: str) -> Iterator[tuple[int, str, str | None]]:
    """Each name of a row where it stands; the code belongs to the lowest of them."""
    placed = [(row[f"{kind}_pos"], row[kind]) for kind in "省市区" if row[f"{kind}_pos"] >= 0]
    for number, (start, name) in enumerate(placed):
        short = name if text.startswith(name, start) else name[:-1]
        yield start, short, str(row["adcode"]) if number == len(placed) - 1 else None


def by_cnloc(cnloc: ModuleType) -> Callable[[Line], Found]:
    def find(line: Line) -> Found:
        year = int(line.header.get("date", "2024")[:4])
        row = cnloc.getlocation([line.text], year=year).to_dict("records")[0]
        named = [
            (row[f"{level}_name"], row[f"{level}_adcode"])
            for level in ("province", "city", "county")
            if isinstance(row[f"{level}_name"], str)
        ]
        return [found for name, code in named for found in _standing(name, line.text, str(code))]

    return find


def by_jionlp(jionlp: ModuleType) -> Callable[[Line], Found]:
    def find(line: Line) -> Found:
        told = jionlp.recognize_location(line.text)
        names = {name for place, _ in told["domestic"] or [] for name in place.values() if name}
        names |= set(told["others"] or {})
        names |= {n for place, _ in told["foreign"] or [] for n in place.values() if n}
        return [found for name in names for found in _standing(name, line.text, None)]

    return find


def _standing(name: str, text: str, code: str | None) -> Iterator[tuple[int, str, str | None]]:
    """Where a name stands in the text, in full or else without its last character."""
    for written in (name, name[:-1]):
        at = text.find(written) if len(written) > 1 else -1
        if at >= 0:
            while at >= 0:
                yield at, written, code
                at = text.find(written, at + 1)
            return


def score(lines: list[Line], find: Callable[[Line], Found]) -> tuple[float, ...]:
    """Precision, recall, F1, F1 down to the county, and share of right codes, in percent."""
    hits = found_all = wanted_all = coded = right = 0
    upper_hits = upper_found = upper_wanted = 0
    for line in lines:
        found = {(start, text): code for start, text, code in find(line)}
        wanted = {(mark.start, mark.text): mark.value for mark in line.marks}
        upper = {key for key, code in wanted.items() if code and len(code) == 6}
        lower = wanted.keys() - upper
        upper_hits, upper_wanted = upper_hits + len(upper & found.keys()), upper_wanted + len(upper)
        upper_found += len(found.keys() - lower)
        hits += len(found.keys() & wanted.keys())
        found_all, wanted_all = found_all + len(found), wanted_all + len(wanted)
        county = {key: code for key, code in wanted.items() if code and len(code) == 6}
        coded += len(county)
        right += sum(found.get(key) == code for key, code in county.items())
    precision, recall = hits / max(1, found_all), hits / wanted_all
    both = 2 * precision * recall / max(1e-9, precision + recall)
    above = 2 * upper_hits / max(1, upper_found + upper_wanted)
    return tuple(100 * value for value in (precision, recall, both, above, right / coded))


def read_articles(folder: Path) -> list[Line]:
    """The articles of a folder of gold, each a line whose marks say how often a name stands."""
    lines: list[Line] = []
    for path in sorted(folder.glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
        header = {"date": gold["date"]} if gold["date"] else {}
        marks = [
            Mark("place", place["adcode"], -1 - number, -1, place["text"])
            for place in gold["places"]
            for number in range(place["count"])
        ]
        lines.append(Line(text, tuple(marks), header))
    return lines


def uncount(find: Callable[[Line], Found]) -> Callable[[Line], Found]:
    """The same finder, numbering the mentions of each name instead of placing them."""

    def counted(line: Line) -> Found:
        often: Counter[str] = Counter()
        found: Found = []
        for _, name, code in find(line):
            often[name] += 1
            found.append((-often[name], name, code))
        return found

    return counted


def main() -> None:
    """Print one table for our marked sentences, and one for each folder."""
    lines = read_marked(GOLD, "place")
    show(f"{len(lines)} sentences", lines, lambda find: find)
    for name in sys.argv[1:]:
        articles = read_articles(Path(name))
        show(f"{len(articles)} articles of {name}", articles, uncount)


def show(
    title: str,
    lines: list[Line],
    change: Callable[[Callable[[Line], Found]], Callable[[Line], Found]],
) -> None:
    """Print the table of one sample."""
    finders = {"textmine": ours(), "jieba ns": by_jieba}
    peers = {"cpca": by_cpca, "cnloc": by_cnloc, "jionlp": by_jionlp}
    for name, make in peers.items():
        with contextlib.suppress(ImportError):
            finders[name] = make(importlib.import_module(name))
    table = Table("what", "precision", "recall", "F1", "F1 above township", "codes")
    table.title = title
    for name, find in finders.items():
        table.add_row(name, *(f"{value:.1f}" for value in score(lines, change(find))))
    Console().print(table)


if __name__ == "__main__":
    main()
