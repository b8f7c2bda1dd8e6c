"""Whether a practice was carried out or is only to be: modal words against signs of the past."""

from __future__ import annotations

from textmine.extract.rulebook import rule
from textmine.types import Genre, SectionRole, Status

# What the section and the kind of article say before the passage itself is read. A plan's
# measures are to come, a news item's were taken; weights are in numbers of words.
ROLE_WEIGHTS: dict[SectionRole, float] = {
    "plan": -1.5, "lesson": -0.5, "practice": 0.8, "result": 1.0, "background": 0.4,
}  # fmt: skip
GENRE_WEIGHTS: dict[Genre, float] = {
    "plan": -1.6, "regulation": -1.6, "speech": -0.8, "paper": -0.3, "news": 0.5, "case": 1.0,
}  # fmt: skip


def status_of(
    text: str, *, role: SectionRole = "other", genre: Genre = "other", past_figures: int = 0
) -> Status:
    """The status of the measure told in *text*; `past_figures` counts stated results in it."""
    wanted = sum(1 for _ in rule("to_do").finditer(text))
    done = sum(1 for _ in rule("was_done").finditer(text))
    strong = bool(rule("will_do").search(text))
    score = ROLE_WEIGHTS.get(role, 0.0) + GENRE_WEIGHTS.get(genre, 0.0)
    score += min(done, 4) * 1.2 - min(wanted, 4) * 1.0 - strong * 2.0
    score += 0.5 * min(past_figures, 3)
    return "implemented" if score >= 0 else "proposed"
