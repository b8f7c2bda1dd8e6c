"""Rows of answers: what people said last of each practice and metric, beside what was mined."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from textmine.store.history.judging import Answer
from textmine.store.history.revise import Revised
from textmine.store.words.lots import lot_of
from textmine.store.words.placenames import PlaceNames
from textmine.types import Metric, Practice, Record


def answer_rows(article: int, revised: Revised) -> list[dict[str, Any]]:
    """The rows of an article's answers, for the table `answers`."""
    if not revised.answers:
        return []
    mined = revised.mined or revised.record
    places = PlaceNames(mined)
    return [{"article": article, **_row(answer, mined, places)} for answer in revised.answers]


def _row(answer: Answer, record: Record, places: PlaceNames) -> dict[str, Any]:
    said = asdict(answer)
    item = answer.mined
    metric = item if isinstance(item, Metric) else None
    owner = item if isinstance(item, Practice) else None
    if metric and metric.practice is not None:
        owner = record.practices[metric.practice]
    score = metric.score if metric else owner.patterns[0].score if owner else None
    return {
        **{name: said[name] for name in ("id", "kind", "verdict", "who", "at")},
        "wrong": " ".join(answer.wrong),
        **_where(metric, owner, record, places),
        "patterns": "".join(f" {label.code} " for label in owner.patterns) if owner else "",
        "role": metric.role if metric else None,
        "lot": lot_of(answer.id),
        "score": score,
    }


def _where(
    metric: Metric | None, owner: Practice | None, record: Record, places: PlaceNames
) -> dict[str, str | None]:
    """The place of the metric, else of its practice, else of the article."""
    own = (metric and metric.place) or (owner and owner.place) or record.place
    code = metric.place.adcode if metric and metric.place else None
    code = code or (places.code(owner) if owner else None)
    code = code or (record.place.adcode if record.place else None)
    return {"place": own.text if own else None, "adcode": code}
