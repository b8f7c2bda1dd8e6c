"""Trains a model from labelled practices: fits, calibrates, sets thresholds, scores, compiles.

    report = train(Path("corpora/practices"), None, Path("models/patterns"))
    print(report.macro_f1, report.seconds)

Writes model.npz, vocabulary.txt, taxonomy.toml (what mining reads), model.skops (the fitted
scikit-learn objects, no pickle), scores.json and card.md. Scores are of themes that the scored
model did not see; the model that is written has seen all.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from textmine import resources
from textmine.counting import many
from textmine.detect.outline.roles import role_of
from textmine.errors import SettingsError
from textmine.label.compiled import make_lexicon, write_model
from textmine.label.features import Array, Context, fold
from textmine.label.scoring import (
    SUBTYPE_THRESHOLD,
    PatternScores,
    confusions,
    f1,
    score_patterns,
)
from textmine.label.taxonomy import Taxonomy, read_taxonomy
from textmine.label.training.card import write_card
from textmine.label.training.cautions import cautions
from textmine.label.training.corpus import Example, held_back_themes, read_corpus
from textmine.label.training.fitting import (
    Decisions,
    Heads,
    Table,
    cross_decide,
    fit_heads,
    make_table,
    make_vectorizer,
)
from textmine.label.training.rule import Rule, fit_rule, make_rule
from textmine.label.training.saving import compile_heads, floors_of, write_scores, write_skops
from textmine.label.training.splitting import choose_held_back

LEAST_EXAMPLES = 30  # a corpus smaller than that is no corpus


@dataclass(frozen=True)
class TrainingReport:
    """What training gave: the figures of scores.json, and the seconds of processor time it took."""

    output: Path
    examples: int
    practices: int
    macro_f1: float
    micro_f1: float
    top: float
    calibration_error: float
    practice_f1: float
    subtypes_f1: float
    seconds: float
    cautions: tuple[str, ...] = field(repr=False)  # what the corpus lacks
    scores: Mapping[str, Any] = field(repr=False)


def train(corpus: Path, taxonomy: Path | None, output: Path) -> TrainingReport:
    """Train on the *.jsonl files of *corpus* and write the model into *output*.

    Without *taxonomy*, the corpus's own taxonomy.toml, else the shipped one. Raises
    `SettingsError` where a label or a line does not fit, `ResourceError` where files are missing.
    """
    began = time.process_time()
    taxonomy = taxonomy or _taxonomy_of(corpus)
    patterns = read_taxonomy(taxonomy)
    examples = read_corpus(corpus, patterns)
    practices = sum(example.is_practice for example in examples)
    if practices < LEAST_EXAMPLES:
        raise SettingsError(
            str(corpus),
            f"has {many(practices, 'labelled practice')}; training needs {LEAST_EXAMPLES} or more",
        )
    trainer = Trainer(examples, patterns)
    scores = trainer.evaluate(held_back_themes(corpus))
    heads, rule = trainer.fit(np.ones(len(examples), dtype=bool))
    write_model(output, compile_heads(heads, rule), trainer.vocabulary, taxonomy)
    write_skops(output / "model.skops", trainer.vectorizer, heads)
    scores["seconds"] = round(time.process_time() - began, 1)
    scores["cautions"] = list(cautions(patterns, scores))
    write_scores(output / "scores.json", scores)
    write_card(output / "card.md", patterns, scores)
    return _report(output, scores, tuple(scores["cautions"]))


def _taxonomy_of(corpus: Path) -> Path:
    own = corpus / "taxonomy.toml"
    return own if own.is_file() else resources.find("models/patterns/taxonomy.toml")


def context_of(example: Example) -> Context:
    """What stood above a passage, as mining knows it: the nearest heading that tells a role."""
    roles = (role_of(heading) for heading in reversed(example.headings))
    return Context(next((role for role in roles if role), "other"), example.headings)


class Trainer:
    """A corpus as numbers, and what is fitted to it."""

    def __init__(self, examples: Sequence[Example], taxonomy: Taxonomy) -> None:
        self.taxonomy = taxonomy
        self.parents = [taxonomy.codes.index(code) for code in taxonomy.parent_of.values()]
        self.vectorizer = make_vectorizer().fit(fold(example.text) for example in examples)
        self.vocabulary: list[str] = self.vectorizer.get_feature_names_out().tolist()
        self.lexicon = make_lexicon(self.vocabulary, taxonomy)
        self.table = self.table_of(examples)

    def table_of(self, examples: Sequence[Example]) -> Table:
        """Other passages as numbers of the same columns."""
        contexts = [context_of(example) for example in examples]
        return make_table(examples, contexts, self.vectorizer, self.lexicon, self.taxonomy)

    def fit(self, rows: Array) -> tuple[Heads, Rule]:
        """Heads fitted on *rows*, and the rule set on predictions for themes held back in turn."""
        return fit_rule(self.table.rows(rows), self.parents)

    def evaluate(self, held_back: Sequence[str] = ()) -> dict[str, Any]:
        """The figures of scores.json, on the themes *held_back* or a choice of themes."""
        held, how = choose_held_back(self.table, held_back)
        heads, rule = self.fit(~held)
        unseen = self.table.rows(held)
        decisions = heads.decide(unseen)
        scores = self._figures(unseen, decisions, rule)
        themes = sorted(set(unseen.themes.tolist()))
        scores["held_back"] = {"how": how, "themes": themes, "n": int(held.sum())}
        scores["by_writer"] = self.by_writer()
        scores["corpus"] = self._corpus_figures()
        scores["floors"] = floors_of(scores)
        return scores

    def by_writer(self) -> dict[str, dict[str, float]]:
        """Figures for each writer by a model trained on the others only, and for "all" of them.

        Calibrations and thresholds come from the others too, by heads that did not see their theme.
        """
        table = self.table.patterns_only()
        crossed = cross_decide(table, ())
        writers = sorted(set(table.writers.tolist()))
        figures, parts = {}, []
        for writer in writers:
            held = table.writers == writer
            if min(held.sum(), (~held).sum()) < LEAST_EXAMPLES:
                continue
            others, own = table.rows(~held), table.rows(held)
            rule = make_rule(others, crossed.rows(~held), ())
            probabilities = rule.probabilities(fit_heads(others, ()).decide(own).patterns)
            thresholds = np.tile(rule.thresholds, (len(probabilities), 1))
            parts.append((own.patterns, probabilities, thresholds))
            figures[writer] = _short(score_patterns(*parts[-1]))
        if parts:
            whole = [np.concatenate(column) for column in zip(*parts, strict=True)]
            figures["all"] = _short(score_patterns(*whole))
        return figures

    def _figures(self, table: Table, decisions: Decisions, rule: Rule) -> dict[str, Any]:
        own = table.practice
        labels = table.patterns[own]
        probabilities = rule.probabilities(decisions.patterns[own])
        scores = score_patterns(labels, probabilities, rule.thresholds)
        is_practice = rule.practice(decisions.practice) >= rule.practice_threshold
        subtypes = rule.subtype_probabilities(decisions.subtypes[own]) >= SUBTYPE_THRESHOLD
        subtypes &= labels[:, self.parents]
        found = table.subtypes[own]
        figures: dict[str, Any] = {
            "macro_f1": scores.macro,
            "micro_f1": scores.micro,
            "top": scores.top,
            "calibration_error": scores.calibration,
            "calibration_n": scores.calibrated_on,
            "practice_f1": float(f1(own[:, None], is_practice[:, None])[0]),
            "subtypes_f1": float(f1(found.reshape(-1, 1), subtypes.reshape(-1, 1))[0]),
            "n": scores.n,
        }
        figures["patterns"] = {
            code: {"f1": values[0], "precision": values[1], "recall": values[2],
                   "n": int(labels[:, column].sum()),
                   "threshold": float(rule.thresholds[column])}
            for column, (code, *values) in enumerate(
                zip(self.taxonomy.codes, scores.by_pattern, scores.precision, scores.recall,
                    strict=True)
            )
        }  # fmt: skip
        figures["subtypes"] = dict(
            zip(self.taxonomy.parent_of, f1(found, subtypes).tolist(), strict=True)
        )
        figures["confusions"] = [
            {"right": right, "taken_for": taken, "n": count}
            for right, taken, count in confusions(labels, probabilities, self.taxonomy.codes)
        ]
        rounded: dict[str, Any] = _rounded(figures)
        return rounded

    def _corpus_figures(self) -> dict[str, Any]:
        table = self.table
        counts = table.patterns.sum(0).tolist()
        return {
            "examples": len(table.practice),
            "practices": int(table.practice.sum()),
            "writers": len(set(table.writers.tolist())),
            "themes": len(set(table.themes.tolist())),
            "patterns": dict(zip(self.taxonomy.codes, counts, strict=True)),
            "ngrams": len(self.vocabulary),
        }


def _short(scores: PatternScores) -> dict[str, float]:
    return {
        "macro_f1": round(scores.macro, 4),
        "micro_f1": round(scores.micro, 4),
        "top": round(scores.top, 4),
        "calibration_error": round(scores.calibration, 4),
        "calibration_n": scores.calibrated_on,
        "n": scores.n,
    }


def _rounded(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _rounded(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_rounded(item) for item in value]
    return round(value, 4) if isinstance(value, float) else value


def _report(output: Path, scores: Mapping[str, Any], cautions: tuple[str, ...]) -> TrainingReport:
    return TrainingReport(
        output=output,
        examples=scores["corpus"]["examples"],
        practices=scores["corpus"]["practices"],
        macro_f1=scores["macro_f1"],
        micro_f1=scores["micro_f1"],
        top=scores["top"],
        calibration_error=scores["calibration_error"],
        practice_f1=scores["practice_f1"],
        subtypes_f1=scores["subtypes_f1"],
        seconds=scores["seconds"],
        cautions=cautions,
        scores=scores,
    )
