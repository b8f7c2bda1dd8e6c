"""Trains a model from labelled practices: fits, calibrates, sets thresholds, scores, compiles.

    report = train(Path("corpora/practices"), None, Path("models/patterns"))
    print(report.macro_f1, report.seconds)

Writes model.npz, vocabulary.txt, taxonomy.toml (what mining reads), model.skops (the fitted
scikit-learn objects, no pickle), scores.json and card.md. Scores are of themes that the scored
model did not see; the model that is written has seen all.
"""

from __future__ import annotations

import json
import time
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import skops.io

from textmine import resources
from textmine.detect.roles import role_of
from textmine.errors import SettingsError
from textmine.label.card import write_card
from textmine.label.compiled import Weights, make_lexicon, rivals, write_model
from textmine.label.corpus import Example, held_back_themes, read_corpus
from textmine.label.features import CONTEXT_COLUMNS, Array, Context, fold
from textmine.label.fitting import (
    SURE,
    Calibration,
    Decisions,
    Heads,
    Table,
    calibrate,
    cross_decide,
    fit_heads,
    make_table,
    make_vectorizer,
)
from textmine.label.scoring import (
    SUBTYPE_THRESHOLD,
    PatternScores,
    best_f1,
    confusions,
    f1,
    score_patterns,
)
from textmine.label.taxonomy import Taxonomy, read_taxonomy

# The best F1 that calibrated probabilities can reach is reached from half of it (Lipton and others
# 2014). Where the best threshold itself lay among few examples was chance: 0.32 to 0.50.
THRESHOLD_SHARE = 0.5
# How much a practice of a typical writer counts in calibration. At 2 the calibration error over the
# corpus is 0.017 by cross-validation, over the demo reports 0.048; at 1 0.015 and 0.067, where
# typical writers count alone 0.051 and 0.063.
TYPICAL_WEIGHT = 2.0
LEAST_EXAMPLES = 30  # a corpus smaller than that is no corpus
# What extract proposes is mostly right, and a practice that is dropped is lost to the reader while
# an odd one can be struck out: the threshold keeps this share of the practices of unseen writers,
# and is never above MOST_DOUBT. On the demo reports (corpora/gold/reports, 186 passages proposed)
# every threshold from 0.02 to 0.5 gives an F1 of 0.912 to 0.922, so the lowest costs nothing.
KEPT = 0.998
MOST_DOUBT = 0.02
FLOOR_MARGIN = 0.01  # how far a retrained model may fall before its floors complain


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
    scores: Mapping[str, Any] = field(repr=False)


@dataclass(frozen=True)
class Rule:
    """How decision values become labels: calibrations and thresholds, set on unseen themes."""

    patterns: list[Calibration]
    subtypes: list[Calibration]
    practice: Calibration
    thresholds: Array
    practice_threshold: float

    def probabilities(self, decisions: Array) -> Array:
        """Calibrated probabilities of the patterns."""
        return _among(self.patterns, decisions)


def train(corpus: Path, taxonomy: Path | None, output: Path) -> TrainingReport:
    """Train on the *.jsonl files of *corpus* and write the model into *output*.

    Without *taxonomy*, the corpus's own taxonomy.toml, else the shipped one. Raises
    `SettingsError` where a label or a line does not fit, `ResourceError` where files are missing.
    """
    began = time.process_time()
    taxonomy = taxonomy or _taxonomy_of(corpus)
    patterns = read_taxonomy(taxonomy)
    examples = read_corpus(corpus, patterns)
    if sum(example.is_practice for example in examples) < LEAST_EXAMPLES:
        raise SettingsError(str(corpus), f"needs at least {LEAST_EXAMPLES} labelled practices")
    trainer = Trainer(examples, patterns)
    scores = trainer.evaluate(held_back_themes(corpus))
    heads, rule = trainer.fit(np.ones(len(examples), dtype=bool))
    write_model(output, compile_heads(heads, rule), trainer.vocabulary, taxonomy)
    write_skops(output / "model.skops", trainer, heads)
    scores["seconds"] = round(time.process_time() - began, 1)
    write_scores(output / "scores.json", scores)
    write_card(output / "card.md", patterns, scores)
    return _report(output, scores)


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
        held, how = self.held_back(held_back)
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

    def held_back(self, named: Sequence[str] = ()) -> tuple[Array, str]:
        """The rows kept from training: themes *named*, a fifth of each writer's, or by chance.

        By name, the third of every five that hold practices; a writer of two has one held back.
        """
        table = self.table
        if named:
            return np.isin(table.themes, named), "the themes that corpus.toml names"
        themes = [
            sorted(set(table.themes[(table.writers == writer) & table.practice].tolist()))
            for writer in sorted(set(table.writers.tolist()))
        ]
        held = [theme for own in themes if len(own) > 1 for theme in own[min(2, len(own) - 1) :: 5]]
        if held:
            return np.isin(table.themes, held), "a fifth of each writer's themes"
        chance = np.random.default_rng(0).random(len(table.practice)) < 0.2
        return chance, "a fifth by chance (the corpus has one theme a writer)"

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
        subtypes = _apply(rule.subtypes, decisions.subtypes[own]) >= SUBTYPE_THRESHOLD
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


def fit_rule(table: Table, parents: Sequence[int]) -> tuple[Heads, Rule]:
    """Heads fitted on a table, and the rule set on predictions for themes held back in turn."""
    decisions = cross_decide(table, parents)
    return fit_heads(table, parents), make_rule(table, decisions, parents)


def make_rule(table: Table, decisions: Decisions, parents: Sequence[int]) -> Rule:
    """Calibrations and thresholds from decision values for rows that the heads did not see.

    How often a pattern comes decides how likely it is: typical writers count more.
    """
    own = table.practice
    labels = table.patterns[own]
    weights = np.where(table.typical[own], TYPICAL_WEIGHT, 1.0)
    values = decisions.patterns[own]
    patterns = [
        calibrate(mine, wanted, weights, others)
        for mine, wanted, others in zip(values.T, labels.T, rivals(values).T, strict=True)
    ]
    subtypes = [
        calibrate(*_of_parent(table, decisions, column, parent))
        for column, parent in enumerate(parents)
    ]
    practice = calibrate(decisions.practice[table.telling], own[table.telling])
    probabilities = _among(patterns, values)
    reached = [best_f1(*columns) for columns in zip(probabilities.T, labels.T, strict=True)]
    thresholds = THRESHOLD_SHARE * np.array(reached)
    least = float(np.quantile(practice(decisions.practice[own]), 1 - KEPT)) if own.any() else 0.5
    return Rule(patterns, subtypes, practice, thresholds, min(MOST_DOUBT, least))


def _of_parent(table: Table, decisions: Decisions, column: int, parent: int) -> tuple[Array, Array]:
    rows = table.patterns[:, parent]
    return decisions.subtypes[rows, column], table.subtypes[rows, column]


def _apply(calibrations: Sequence[Calibration], decisions: Array) -> Array:
    columns = [cal(decisions[:, index]) for index, cal in enumerate(calibrations)]
    return np.stack(columns, axis=1) if columns else np.zeros((len(decisions), 0))


def _among(calibrations: Sequence[Calibration], decisions: Array) -> Array:
    """Probabilities of patterns, each in sight of the strongest other one."""
    columns = zip(calibrations, decisions.T, rivals(decisions).T, strict=True)
    return np.stack([cal(own, others) for cal, own, others in columns], axis=1)


def _short(scores: PatternScores) -> dict[str, float]:
    return {
        "macro_f1": round(scores.macro, 4),
        "micro_f1": round(scores.micro, 4),
        "top": round(scores.top, 4),
        "calibration_error": round(scores.calibration, 4),
        "calibration_n": scores.calibrated_on,
        "n": scores.n,
    }


# ---- what is written --------------------------------------------------------------------------
def compile_heads(heads: Heads, rule: Rule) -> Weights:
    """The arrays of the compiled model."""
    terms = len(heads.tfidf.idf_)
    every = [*heads.patterns, *heads.subtypes, heads.practice]
    columns = max(head.coef_.shape[1] for head in every if head)
    weights = np.zeros((columns, len(every)))
    bias = np.full(len(every), -SURE)
    if heads.practice is None:
        bias[-1] = SURE
    for number, head in enumerate(every):
        if head:
            weights[: head.coef_.shape[1], number] = head.coef_[0]
            bias[number] = head.intercept_[0]
    groups = columns - CONTEXT_COLUMNS if heads.practice else columns
    calibrations = [*rule.patterns, *rule.subtypes, rule.practice]
    return Weights(
        idf=heads.tfidf.idf_,
        text=weights[:terms].astype(np.float32),
        cues=weights[terms:groups],
        context=weights[groups:, -1] if heads.practice else np.zeros(CONTEXT_COLUMNS),
        bias=bias,
        slope=np.array([calibration.slope for calibration in calibrations]),
        offset=np.array([calibration.offset for calibration in calibrations]),
        rival=np.array([calibration.rival for calibration in rule.patterns]),
        thresholds=np.append(rule.thresholds, rule.practice_threshold),
    )


def write_skops(path: Path, trainer: Trainer, heads: Heads) -> None:
    """The fitted scikit-learn objects, compressed; loading it runs no code of the file."""
    fitted = {
        "vectorizer": trainer.vectorizer,
        "tfidf": heads.tfidf,
        "patterns": heads.patterns,
        "subtypes": heads.subtypes,
        "practice": heads.practice,
    }
    skops.io.dump(fitted, path, compression=zipfile.ZIP_DEFLATED, compresslevel=6)


def read_heads(path: Path) -> tuple[Any, Heads]:
    """The vectorizer and heads that `write_skops` wrote."""
    fitted = skops.io.load(path)
    vectorizer = fitted.pop("vectorizer")
    return vectorizer, Heads(**fitted)


def floors_of(scores: Mapping[str, Any]) -> dict[str, float]:
    """What a retrained model must keep."""
    names = ("macro_f1", "micro_f1", "top", "practice_f1", "subtypes_f1")
    return {name: round(scores[name] - FLOOR_MARGIN, 3) for name in names}


def write_scores(path: Path, scores: Mapping[str, Any]) -> None:
    """scores.json; sections that another command keeps there (floors of exports) stay."""
    kept = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    text = json.dumps({**kept, **scores}, ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


def _rounded(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _rounded(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_rounded(item) for item in value]
    return round(value, 4) if isinstance(value, float) else value


def _report(output: Path, scores: Mapping[str, Any]) -> TrainingReport:
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
        scores=scores,
    )
