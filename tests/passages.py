"""Passages that may be practices, and what a model says of one, for the tests of labelling."""

from __future__ import annotations

from textmine.extract.candidates import CandidatePractice
from textmine.label.model import PracticeLabeller, Tags


def candidate(start: int, end: int, **values: object) -> CandidatePractice:
    """An item of a list of measures."""
    fixed = {"kind": "item", "role": "practice", "name": "村企联建", "status": "implemented"}
    return CandidatePractice(start=start, end=end, **{**fixed, **values})  # type: ignore[arg-type]


def tags_of(labeller: PracticeLabeller, text: str) -> Tags:
    """What a model says of an item that is taken for a practice."""
    (tags,) = labeller.judge([text], [candidate(0, len(text))], [[0]])
    assert tags
    return tags
