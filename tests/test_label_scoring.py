"""Figures by hand."""

from __future__ import annotations

import numpy as np
import pytest

from textmine.label.scoring import (
    best_f1,
    calibration_error,
    confusions,
    decide,
    f1,
    score_patterns,
)

YES, NO = True, False


def test_decide_takes_at_most_three_and_never_none() -> None:
    probabilities = np.array([[0.9, 0.8, 0.7, 0.6], [0.1, 0.3, 0.2, 0.0]])
    chosen = decide(probabilities, np.full(4, 0.5))
    assert chosen.tolist() == [[YES, YES, YES, NO], [NO, YES, NO, NO]]


def test_f1_by_column() -> None:
    labels = np.array([[YES, NO], [YES, NO], [NO, NO]])
    predicted = np.array([[YES, NO], [NO, NO], [YES, NO]])
    assert f1(labels, predicted).tolist() == [0.5, 0.0]


def test_calibration_error_of_ten_equal_bins() -> None:
    probabilities = np.array([0.25] * 10 + [0.75] * 10)
    right = np.array([True] * 2 + [False] * 8 + [True] * 8 + [False] * 2)
    assert calibration_error(np.array([0.2] * 10), np.array([False] * 10)) == pytest.approx(0.2)
    assert calibration_error(probabilities[:2], right[:2]) == pytest.approx(0.75)
    assert calibration_error(np.zeros(0), np.zeros(0)) == 0.0


@pytest.mark.parametrize(
    ("probabilities", "labels", "score"),
    [
        ([0.9, 0.8, 0.3, 0.1], [YES, YES, NO, NO], 1.0),
        ([0.1, 0.2, 0.9], [YES, NO, YES], 0.8),
        ([0.9, 0.2], [NO, YES], 2 / 3),
        ([0.9, 0.2], [NO, NO], 1.0),
    ],
)
def test_best_f1(probabilities: list[float], labels: list[bool], score: float) -> None:
    assert best_f1(np.array(probabilities), np.array(labels)) == pytest.approx(score)


def test_scores_and_confusions_of_two_rows() -> None:
    labels = np.array([[YES, NO], [NO, YES]])
    probabilities = np.array([[0.9, 0.1], [0.8, 0.3]])
    scores = score_patterns(labels, probabilities, np.array([0.5, 0.5]))
    assert (scores.top, scores.micro, scores.n) == (0.5, 0.5, 2)
    assert scores.macro == pytest.approx((2 / 3 + 0) / 2)
    assert scores.calibrated_on == 3  # the two top labels and the 0.3
    assert confusions(labels, probabilities, ("a", "b")) == [("b", "a", 1)]
