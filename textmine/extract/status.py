"""Whether a practice was carried out or is only to be: words of wanting against the past."""

from __future__ import annotations

import re
from functools import cache

from textmine.extract.rulebook import rule
from textmine.types import Genre, SectionRole, Status

# Weights of a logistic regression on the 2,100 practices of corpora/practices (own-written, two in
# three implemented), rounded to halves; held-back accuracy by file 94 %. Each rule counts at
# most three times.
MOST = 3
RULE_WEIGHTS = {
    "wanted_first": -3.0, "wanted": -1.0, "demanded": -2.5, "future": -1.5, "threshold": -0.5,
    "aspect": 1.5, "already": 2.0, "past_time": 1.5, "outcome": 0.5,
}  # fmt: skip
NEXT = -2.0
PASSES = (
    ("wanted_first",),
    ("wanted", "demanded", "future", "aspect"),
    ("already", "past_time", "outcome", "threshold"),
)
ROLE_WEIGHTS: dict[SectionRole, float] = {
    "plan": -4.0, "lesson": -1.0, "result": 0.5, "background": 1.0,
}  # fmt: skip
# A paper tells what a named place did, and suggests to nobody in particular.
GENRE_WEIGHTS: dict[Genre, float] = {
    "plan": -3.0, "regulation": -3.0, "speech": -1.5, "paper": -2.5, "news": 1.0, "case": 2.0,
}  # fmt: skip
PLACED_IN_PAPER = 2.5
FIGURE = 0.5
BASE = 1.0


def evidence_of(text: str) -> float:
    """What the words of a passage say: above 0 done, below 0 wanted, 0 nothing."""
    counts: dict[str, int] = {}
    for pattern in _patterns():
        for match in pattern.finditer(text):
            name = str(match.lastgroup)
            counts[name] = counts.get(name, 0) + 1
    told = sum(RULE_WEIGHTS[name] * min(MOST, count) for name, count in counts.items())
    return told + (NEXT if rule("next").match(text) else 0.0)


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """The rules in three passes: those of one pass hardly ever meet in the same words."""
    return tuple(
        re.compile("|".join(f"(?P<{name}>{rule(name).pattern})" for name in names))
        for names in PASSES
    )


def status_of(
    evidence: float,
    *,
    role: SectionRole = "other",
    genre: Genre = "other",
    placed: bool = False,
    figures: int = 0,
) -> Status:
    """The status by `evidence_of` the passage and by where it stands.

    `placed` says that the passage names its own place, `figures` how many metrics it states.
    """
    score = BASE + evidence + ROLE_WEIGHTS.get(role, 0.0) + GENRE_WEIGHTS.get(genre, 0.0)
    score += FIGURE * min(figures, MOST)
    if genre == "paper" and placed:
        score += PLACED_IN_PAPER
    return "implemented" if score >= 0 else "proposed"
