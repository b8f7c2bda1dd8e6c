"""How good predictions are: F1, top label, calibration, what is taken for what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from textmine.label.features import Array

BINS = 10
# A probability under it says "no" to any reader; the many near zero would flatter the error.
LEAST_PROBABILITY = 0.2
MOST_PATTERNS = 3  # that a practice has
# With the patterns given F1 is the same from 0.3 to 0.5 by cross-validation (0.817 to 0.824); with
# those that are found it is 0.692 at 0.35 on the demo reports, 0.672 at 0.4.
SUBTYPE_THRESHOLD = 0.35


@dataclass(frozen=True)
class PatternScores:
    """F1 by pattern and over all; `top` is the share whose strongest pattern is right."""

    by_pattern: tuple[float, ...]
    precision: tuple[float, ...]
    recall: tuple[float, ...]
    macro: float
    micro: float
    top: float
    calibration: float
    calibrated_on: int  # predictions in the calibration error
    n: int


def decide(probabilities: Array, thresholds: Array) -> Array:
    """Which patterns hold, (rows, codes) bool: at most three, the strongest where none does."""
    rank = np.argsort(np.argsort(-probabilities, axis=1, kind="stable"), axis=1, kind="stable")
    return np.asarray(((probabilities >= thresholds) & (rank < MOST_PATTERNS)) | (rank == 0))


def f1(labels: Array, predicted: Array) -> Array:
    """F1 of each column; 0 where nothing is wanted and nothing found."""
    right = (labels & predicted).sum(0)
    return np.asarray(2 * right / np.maximum(1, labels.sum(0) + predicted.sum(0)))


def score_patterns(labels: Array, probabilities: Array, thresholds: Array) -> PatternScores:
    """All figures of a set of practices; *labels* is (rows, codes) bool."""
    predicted = decide(probabilities, thresholds)
    right = (labels & predicted).sum(0)
    rows = np.arange(len(labels))
    chosen, weights = _watched(probabilities)
    return PatternScores(
        by_pattern=tuple(f1(labels, predicted).tolist()),
        precision=tuple((right / np.maximum(1, predicted.sum(0))).tolist()),
        recall=tuple((right / np.maximum(1, labels.sum(0))).tolist()),
        macro=float(f1(labels, predicted).mean()),
        micro=float(2 * right.sum() / max(1, labels.sum() + predicted.sum())),
        top=float(labels[rows, probabilities.argmax(1)].mean()),
        calibration=calibration_error(weights, labels[chosen]),
        calibrated_on=len(weights),
        n=len(labels),
    )


def _watched(probabilities: Array) -> tuple[Array, Array]:
    """The predictions that calibration is measured on: 0.2 and more, and the top label."""
    watched = probabilities >= LEAST_PROBABILITY
    watched[np.arange(len(watched)), probabilities.argmax(1)] = True
    return watched, probabilities[watched]


def calibration_error(probabilities: Array, labels: Array) -> float:
    """Mean distance of stated probability and share of right ones, in ten bins of equal mass."""
    if not len(probabilities):
        return 0.0
    order = np.argsort(probabilities, kind="stable")
    bins = [part for part in np.array_split(order, BINS) if len(part)]
    gaps = [abs(probabilities[part].mean() - labels[part].mean()) * len(part) for part in bins]
    return float(sum(gaps) / len(order))


def best_f1(probabilities: Array, labels: Array) -> float:
    """The F1 at the best threshold; 1 where no example has the label."""
    if not labels.any():
        return 1.0
    right = np.cumsum(labels[np.argsort(-probabilities, kind="stable")])
    found = np.arange(1, len(right) + 1)
    return float((2 * right / (found + labels.sum())).max())


def confusions(
    labels: Array, probabilities: Array, codes: Sequence[str], most: int = 8
) -> list[tuple[str, str, int]]:
    """(right, taken for, how often) of the top labels that are wrong, most frequent first."""
    top = probabilities.argmax(1)
    pairs: Counter[tuple[str, str]] = Counter()
    for row, chosen in enumerate(top):
        if not labels[row, chosen]:
            wanted = np.flatnonzero(labels[row])
            main = wanted[probabilities[row, wanted].argmax()]
            pairs[codes[main], codes[chosen]] += 1
    return [(right, taken, count) for (right, taken), count in pairs.most_common(most)]
