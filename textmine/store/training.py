"""Corrections as training data: what people decided, in the form of corpora/practices."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from textmine.store.file import schema
from textmine.store.history.events import read_events, standing
from textmine.store.words.periods import first_year
from textmine.types import Practice, Record

if TYPE_CHECKING:
    from textmine.store.database import CaseDatabase

# What says something about a practice as a whole; a corrected figure does not.
TELLING = frozenset({"patterns", "subtypes", "status", "span", "name"})


def training_lines(database: CaseDatabase) -> Iterator[dict[str, Any]]:
    """A line for each practice that was checked, corrected, added or rejected.

    Rejected ones are `kind` "other" with no patterns; others "practice" as they are now.
    """
    with database.read() as connection:
        events = standing(
            read_events(connection, schema.EVENTS.c.target.in_(("practice", "article")))
        )
    judged = {
        event.target.id
        for event in events
        if event.kind in ("check", "split", "merge") or event.field in TELLING
    }
    rejected = [event for event in events if event.kind == "reject"]
    added = any(event.kind == "add" for event in events)
    for record in database.records():
        for practice in record.practices:
            if practice.id in judged or (added and practice.score == 1.0):
                yield _line(record, practice)
    for event in rejected:
        yield {
            "id": event.target.id,
            "text": event.target.evidence,
            "name": None,
            "patterns": [],
            "subtypes": [],
            "status": None,
            "headings": [],
            "genre": "other",
            "year": None,
            "kind": "other",
        }


def _line(record: Record, practice: Practice) -> dict[str, Any]:
    return {
        "id": practice.id,
        "text": record.text[practice.start : practice.end],
        "name": practice.name,
        "patterns": [label.code for label in practice.patterns],
        "subtypes": list(practice.subtypes),
        "status": practice.status,
        "headings": list(practice.headings),
        "genre": record.genre,
        "year": first_year(practice.period) or first_year(record.date),
        "kind": "practice",
    }
