"""Practice or not: text and standing weighed together."""

from __future__ import annotations

import pytest

from textmine.label.gate import THRESHOLD, Standing, among_siblings, practice_probability

CASES = [
    # A dry item of a chapter of measures is one, whatever its words.
    (0.0, "item", "practice", True),
    (0.05, "clause", "plan", True),
    (0.9, "label", "practice", True),
    # An item among lessons or results needs words that speak for it.
    (0.01, "item", "lesson", False),
    (0.95, "item", "lesson", True),
    (0.02, "item", "result", False),
    # A free sentence has only its words.
    (0.1, "sentence", "practice", False),
    (0.9, "sentence", "practice", True),
    (0.05, "sentence", "background", False),
]


@pytest.mark.parametrize(("text", "kind", "role", "kept"), CASES)
def test_practice_probability(text: float, kind: str, role: str, kept: bool) -> None:
    assert (practice_probability(text, Standing(kind, role)) >= THRESHOLD) is kept


def test_a_deed_speaks_for_a_sentence_outside_background() -> None:
    assert practice_probability(0.05, Standing("sentence", "other", deed=True)) >= THRESHOLD
    assert practice_probability(0.05, Standing("sentence", "background", deed=True)) < THRESHOLD


@pytest.mark.parametrize("kind", ["item", "sentence"])
def test_more_words_for_it_never_lower_it(kind: str) -> None:
    standing = Standing(kind, "practice")
    found = [practice_probability(text / 20, standing) for text in range(21)]
    assert found == sorted(found)


SERIES = [  # probabilities, the series of each, what becomes of them
    ([0.9, 0.1], [None, None], [0.9, 0.1]),
    ([0.9, 0.1], ["a", "b"], [0.9, 0.1]),
    ([0.9, 0.1], ["a", "a"], [0.75, 0.25]),
    ([0.9, 0.1, 0.9, 0.1], ["a", "a", None, "a"], [0.75, 0.25, 0.9, 0.1]),
    ([], [], []),
]


@pytest.mark.parametrize(("scores", "series", "drawn"), SERIES)
def test_passages_of_a_series_are_drawn_to_each_other(
    scores: list[float], series: list[str | None], drawn: list[float]
) -> None:
    assert [round(score, 2) for score in among_siblings(scores, series)] == drawn
