"""How decision values become labels: calibration and thresholds, set on unseen themes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from textmine.label.compiled import rivals
from textmine.label.features import Array
from textmine.label.scoring import best_f1
from textmine.label.training.fitting import (
    Calibration,
    Decisions,
    Heads,
    Table,
    calibrate,
    cross_decide,
    fit_heads,
)

# The best F1 that calibrated probabilities can reach is reached from half of it (Lipton and others
# 2014). Where the best threshold itself lay among few examples was chance: 0.32 to 0.50.
THRESHOLD_SHARE = 0.5
# How much a practice of a typical writer counts in calibration. At 2 the calibration error over the
# corpus is 0.017 by cross-validation, over the demo reports 0.048; at 1 0.015 and 0.067, where
# typical writers count alone 0.051 and 0.063.
TYPICAL_WEIGHT = 2.0
# What extract proposes is mostly right, and a practice that is dropped is lost to the reader while
# an odd one can be struck out: the threshold keeps this share of the practices of unseen writers,
# and is never above MOST_DOUBT. On the demo reports (corpora/gold/reports, 186 passages proposed)
# every threshold from 0.02 to 0.5 gives an F1 of 0.912 to 0.922, so the lowest costs nothing.
KEPT = 0.998
MOST_DOUBT = 0.02


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

    def subtype_probabilities(self, decisions: Array) -> Array:
        """Calibrated probabilities of the subtypes."""
        columns = [cal(decisions[:, index]) for index, cal in enumerate(self.subtypes)]
        return np.stack(columns, axis=1) if columns else np.zeros((len(decisions), 0))


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


def _among(calibrations: Sequence[Calibration], decisions: Array) -> Array:
    """Probabilities of patterns, each in sight of the strongest other one."""
    columns = zip(calibrations, decisions.T, rivals(decisions).T, strict=True)
    return np.stack([cal(own, others) for cal, own, others in columns], axis=1)
