"""Whether a practice was carried out or is only to be: words of wanting against the past."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass

from textmine.extract.rulebook import rule
from textmine.extract.setting.ahead import looks_ahead
from textmine.types import Genre, SectionRole, Status

# Weights of a logistic regression on the 2,100 practices of corpora/practices (own-written, two in
# three implemented), rounded to halves; held-back accuracy by file 94 %. Each rule counts at
# most three times. The plan section's is raised by 1: without any sign its items are wanted.
MOST = 3
RULE_WEIGHTS = {
    "wanted_first": -3.0, "wanted": -1.0, "demanded": -2.5, "future": -1.5, "intends": -1.5,
    "threshold": -0.5, "aspect": 1.5, "already": 2.0, "past_time": 1.5, "outcome": 0.5,
}  # fmt: skip
NEXT = -2.0
# Somebody is to act: what the first clause that says who acts opens with, whatever kind of text.
AHEAD = -4.0
ROLE_WEIGHTS: dict[SectionRole, float] = {
    "plan": -5.0, "lesson": -1.0, "result": 0.5, "background": 1.0,
}  # fmt: skip
# Half of what was fitted for news and cases: then only a title told them, now the text may.
GENRE_WEIGHTS: dict[Genre, float] = {
    "plan": -3.0, "regulation": -3.0, "speech": -1.5, "paper": -1.5, "news": 0.5, "case": 1.0,
}  # fmt: skip
# What the other passages of the article say, from -1 (all wanted) to 1 (all done); a paper may be
# an inquiry into what was done or a treatise, a speech or a plan may look back, so there it
# counts most.
TENDENCY, TENDENCY_WHERE_UNSURE = 2.0, 4.0
LEAST_VOICES = 2  # a single passage that says anything would only be heard twice
# A paper tells what a named place did, and suggests to nobody in particular.
PLACED_IN_PAPER = 2.0
PLAIN = 1.0  # less, such as a bare "每个", says nothing of the article
FIGURE = 0.5
BASE = 1.0


class Signs:
    """The words of a text that speak for or against a measure having been carried out."""

    def __init__(self, text: str) -> None:
        self.text = text
        lines = f"\n{text}"  # the first clause too has a mark before it
        found = sorted(
            (match.end() - 1, name) for name in RULE_WEIGHTS for match in rule(name).finditer(lines)
        )
        self._ends = [end for end, _ in found]
        self._names = [name for _, name in found]

    def between(self, start: int, end: int) -> float:
        """What a span says: above 0 done, below 0 wanted, 0 nothing."""
        inside = self._names[bisect_right(self._ends, start) : bisect_right(self._ends, end)]
        told = NEXT if rule("next").match(self.text, start, end) else 0.0
        told += AHEAD if looks_ahead(self.text, start, end) else 0.0
        for name in set(inside):
            told += RULE_WEIGHTS[name] * min(MOST, inside.count(name))
        return told


def tendency_of(evidence: Sequence[float]) -> float:
    """From the evidence of all passages: -1 where all are wanted, 1 where all are done."""
    done = len([value for value in evidence if value >= PLAIN])
    wanted = len([value for value in evidence if value <= -PLAIN])
    if done + wanted < LEAST_VOICES:
        return 0.0
    return (done - wanted) / (done + wanted + 2)


@dataclass(slots=True)
class Standing:
    """Where a passage stands: section, kind and tendency of the article, and what it names.

    `placed` says that it names its own place, `figures` how many metrics it states.
    """

    _: KW_ONLY
    role: SectionRole = "other"
    genre: Genre = "other"
    tendency: float = 0.0
    placed: bool = False
    figures: int = 0


def status_of(evidence: float, standing: Standing) -> Status:
    """The status by the `Signs` in the passage and by where it stands."""
    is_paper = standing.genre == "paper"
    score = BASE + evidence + ROLE_WEIGHTS.get(standing.role, 0.0)
    score += GENRE_WEIGHTS.get(standing.genre, 0.0)
    unsure = standing.genre in ("paper", "plan", "speech")
    score += standing.tendency * (TENDENCY_WHERE_UNSURE if unsure else TENDENCY)
    score += FIGURE * min(standing.figures, MOST)
    if is_paper and standing.placed:
        score += PLACED_IN_PAPER
    return "implemented" if score >= 0 else "proposed"
