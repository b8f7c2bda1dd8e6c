"""What is to be said beside the scores of a small corpus, so that nobody trusts them too far."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import sqrt
from typing import Any

from textmine.counting import many
from textmine.label.taxonomy import Taxonomy

FEW = 10  # passages of a pattern, below which its scores and its threshold are guesses
FEW_HELD = 100  # held-back practices, below which a score is told with its bounds
SURE = 1.96  # standard errors of a 95 % interval


def cautions(taxonomy: Taxonomy, scores: Mapping[str, Any]) -> Iterator[str]:
    """One line for each thing that the corpus lacks."""
    counts: Mapping[str, int] = scores["corpus"]["patterns"]
    if none := [code for code in taxonomy.codes if not counts[code]]:
        yield f"no passage is labelled {', '.join(none)}: never found until some are"
    if few := [f"{code} ({counts[code]})" for code in taxonomy.codes if 0 < counts[code] < FEW]:
        yield f"fewer than {FEW} passages: {', '.join(few)}; label more of these first"
    if scores["corpus"]["examples"] == scores["corpus"]["practices"]:
        yield (
            "no passage is labelled as none, so every candidate counts as a practice; "
            "add some with no pattern (background, problems, exhortation)"
        )
    held: int = scores["n"]
    if not held:
        yield "no practice was held back: the scores say nothing"
    elif held < FEW_HELD:
        low, high = bounds(scores["top"], held)
        yield (
            f"scored on {many(held, 'practice')} only: the share of right top labels, "
            f"{scores['top']:.2f}, may be anything from {low:.2f} to {high:.2f} (95 %)"
        )


def bounds(share: float, n: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share of *n*.

    >>> [round(bound, 2) for bound in bounds(1.0, 14)]
    [0.78, 1.0]
    """
    spread = SURE * SURE / n
    middle = (share + spread / 2) / (1 + spread)
    reach = SURE * sqrt(share * (1 - share) / n + spread / (4 * n)) / (1 + spread)
    return max(0.0, middle - reach), min(1.0, middle + reach)
