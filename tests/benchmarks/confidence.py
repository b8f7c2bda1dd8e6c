"""What the `score` of a figure is worth, and the weights that it comes from.

    python -m tests.benchmarks.confidence                 # on our gold, cross-validated by article
    python -m tests.benchmarks.confidence GOLD SOURCES    # the shipped weights on other gold
    python -m tests.benchmarks.confidence --fit           # write the weights anew

A figure is right where value, unit, modifier, indicator and change are. The briefs are hard on
purpose, so they teach what the traits weigh and not how often a figure is right: that is what the
demo reports show.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from rich.console import Console
from rich.table import Table
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from textmine.acquire.files import read_pages
from textmine.clean.page import clean_page
from textmine.evaluate import pair_articles, read_gold
from textmine.evaluate.calibration import Calibration, calibrate
from textmine.evaluate.compare import align_quantities, change_kind, phrase_match, text_or_none
from textmine.extract.figures.confidence import RULES, Traits, confidence
from textmine.mine import build_mined, load, mark
from textmine.plain import to_dict
from textmine.settings import Settings
from textmine.stages import pipeline_of
from textmine.types import Page

ROOT = Path(__file__).parents[2]
TAUGHT_BY = {"reports": "corpora/reports", "briefs": "corpora/briefs"}
TYPICAL = "reports"  # how often a figure is right is theirs
FOLDS = 10
C = 1.0
LEAST_SEEN = 8  # a trait of fewer figures weighs nothing
HEAD = """\
# How much each trait of a figure speaks for it, in log-odds; what they are: figures/confidence.py.
# Written by `python -m tests.benchmarks.confidence --fit` from {figures} figures of our gold.
"""


class Figure(NamedTuple):
    """A figure that was found: where, its traits, and whether it is right."""

    collection: str
    article: str
    traits: Traits
    right: bool


def read_figures(gold: Path, sources: Path, name: str) -> Iterator[Figure]:
    """The figures that we find in the sources of a gold set, in those articles that it has."""
    settings = Settings()
    nlp, made_by = load(settings), pipeline_of(settings)
    for source_file, golds in read_gold(gold).items():
        found: list[tuple[dict[str, Any], list[Traits]]] = []
        for path in sources.glob(f"{Path(source_file).stem}.*"):
            for page in read_pages(path):
                for article in clean_page(page) if isinstance(page, Page) else ():
                    doc = mark(article, nlp)
                    record = to_dict(build_mined(doc, made_by).record)
                    found.append((record, [metric.traits for metric in doc._.metrics]))
        taken = pair_articles(golds, [record for record, _ in found])
        for index, (annotation, _) in enumerate(golds):
            if index in taken:
                yield from _judge(annotation, *found[taken[index]], name)


def _judge(
    annotation: dict[str, Any], record: dict[str, Any], traits: Sequence[Traits], name: str
) -> Iterator[Figure]:
    wanted, found = annotation["metrics"], record["metrics"]
    to_gold = {j: wanted[i] for i, j in align_quantities(wanted, found)}
    for index, metric in enumerate(found):
        right = index in to_gold and _is_right(to_gold[index], metric)
        yield Figure(name, annotation["article"], traits[index], right)


def _is_right(gold: dict[str, Any], found: dict[str, Any]) -> bool:
    return (
        phrase_match(gold["indicator"], found["indicator"])
        and change_kind(gold) == change_kind(found)
        and text_or_none(gold, "modifier") == text_or_none(found, "modifier")
    )


class Weights:
    """Logistic regression over traits; collections that are not typical have their own offset."""

    def __init__(self, figures: Sequence[Figure]) -> None:
        seen: dict[str, int] = defaultdict(int)
        for figure in figures:
            for trait in figure.traits:
                seen[trait] += 1
        self.known = {trait for trait, times in seen.items() if times >= LEAST_SEEN}
        self.columns = DictVectorizer()
        rows = self.columns.fit_transform([self._row(figure) for figure in figures])
        self.model = LogisticRegression(C=C, max_iter=5_000)
        self.model.fit(rows, [figure.right for figure in figures])

    def _row(self, figure: Figure, *, typical: bool = False) -> dict[str, float]:
        row = {trait: 1.0 for trait in figure.traits if trait in self.known}
        if not typical and figure.collection != TYPICAL:
            row[f"collection:{figure.collection}"] = 1.0
        return row

    def predict(self, figures: Sequence[Figure]) -> list[float]:
        """The probability that each is right, as in its own collection."""
        rows = self.columns.transform([self._row(figure) for figure in figures])
        return [float(value) for value in self.model.predict_proba(rows)[:, 1]]

    def tables(self) -> dict[str, dict[str, float]]:
        """Kind of trait → name → weight."""
        tables: dict[str, dict[str, float]] = {"all": {"all": float(self.model.intercept_[0])}}
        for trait, weight in zip(self.columns.feature_names_, self.model.coef_[0], strict=True):
            kind, _, name = trait.partition(":")
            if kind != "collection":
                tables.setdefault(kind, {})[name] = float(weight)
        return tables


def cross_validated(figures: Sequence[Figure]) -> dict[str, Calibration]:
    """The calibration on articles that the weights have not seen, by collection."""
    said: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    folds = GroupKFold(FOLDS).split(figures, groups=[figure.article for figure in figures])
    for learnt, held in folds:
        weights = Weights([figures[i] for i in learnt])
        rest = [figures[i] for i in held]
        for figure, probability in zip(rest, weights.predict(rest), strict=True):
            said[figure.collection].append((probability, figure.right))
    return {name: calibrate(values) for name, values in said.items()}


def write(weights: Weights, figures: int) -> None:
    """Write the weights beside the rules."""
    lines = [HEAD.format(figures=f"{figures:,}")]
    for kind, rows in sorted(weights.tables().items()):
        lines.append(f"[weight.{kind}]\n")
        lines += [f"{name} = {weight:.2f}\n" for name, weight in sorted(rows.items())]
        lines.append("\n")
    RULES.write_text("".join(lines).rstrip() + "\n", encoding="utf-8", newline="\n")


def main(arguments: Sequence[str]) -> None:
    """What the command does."""
    if len(arguments) == 2:
        gold, sources = map(Path, arguments)
        figures = list(read_figures(gold, sources, gold.name))
        shown = {gold.name: calibrate([(confidence(f.traits), f.right) for f in figures])}
    else:
        figures = [
            figure
            for name, sources in TAUGHT_BY.items()
            for figure in read_figures(ROOT / "corpora/gold" / name, ROOT / sources, name)
        ]
        shown = cross_validated(figures)
        if "--fit" in arguments:
            write(Weights(figures), len(figures))
    table = Table("figures of", "n", "says", "right", "error", "order")
    for name, each in shown.items():
        order = "" if each.order is None else f"{each.order:.3f}"
        row = (f"{each.said:.3f}", f"{each.right:.3f}", f"{each.error:.3f}", order)
        table.add_row(name, str(each.n), *row)
    Console().print(table)


if __name__ == "__main__":
    main(sys.argv[1:])
