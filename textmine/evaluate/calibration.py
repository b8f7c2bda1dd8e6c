"""Whether values are as often right as their `score` says, and right ones have higher scores."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from textmine.label.scoring import calibration_error


@dataclass(frozen=True, slots=True)
class Calibration:
    """What `n` values say of themselves, 0 to 1.

    `said` is the mean of their scores, `right` the share that is right; `error` the mean distance
    of both in ten groups of rising score; `order` how often a right value has a higher score than
    a wrong one (0.5 is chance), None where all are right or all wrong.
    """

    n: int
    said: float
    right: float
    error: float
    order: float | None


def calibrate(values: Sequence[tuple[float, bool]]) -> Calibration:
    """The calibration of values that are given as (score, right); there must be one."""
    scores = np.array([score for score, _ in values])
    right = np.array([right for _, right in values])
    return Calibration(
        n=len(values),
        said=float(scores.mean()),
        right=float(right.mean()),
        error=calibration_error(scores, right),
        order=_order(scores[right], scores[~right]),
    )


def _order(right: np.ndarray, wrong: np.ndarray) -> float | None:
    """The share of pairs in which the right value has the higher score; a tie counts half."""
    if not len(right) or not len(wrong):
        return None
    low = np.sort(wrong)
    below = np.searchsorted(low, right, "left") + np.searchsorted(low, right, "right")
    return float(below.sum()) / (2 * len(right) * len(wrong))
