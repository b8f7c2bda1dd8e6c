"""Patterns that records and corrections still bear and the taxonomy in force does not have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textmine.store.history.events import Event, read_events, standing

if TYPE_CHECKING:
    from textmine.store.database import CaseDatabase


@dataclass(frozen=True, slots=True)
class FormerCode:
    """A pattern or subtype of a taxonomy that is no longer in force, or of another database.

    `practices` bear it; `corrections` gave it, and hold as they were made.
    """

    code: str
    zh: str
    en: str
    practices: int
    corrections: int
    is_pattern: bool


def former_codes(database: CaseDatabase) -> tuple[FormerCode, ...]:
    """All of them, those that most practices bear first."""
    naming, columns = database.naming(), database.columns()
    practices: Counter[str] = Counter()
    for column in (columns.pattern, columns.subtype):
        counts = column.counts(columns.practice > 0).tolist()
        practices.update(dict(zip(column.values, counts, strict=True)))
    with database.read() as connection:
        events = standing(read_events(connection))
    corrections = Counter(code for event in events for code in set(given_codes(event)))
    former = [code for code in {*practices, *corrections} if code and naming.is_former(code)]
    found = (
        FormerCode(
            code,
            naming.name(code),
            naming.name(code, "en"),
            practices[code],
            corrections[code],
            code not in columns.subtype.values,
        )
        for code in former
        if practices[code] or corrections[code]
    )
    return tuple(sorted(found, key=lambda each: (-each.practices, -each.corrections, each.code)))


def given_codes(event: Event) -> Iterator[str]:
    """The patterns and subtypes that a correction gives."""
    if event.kind == "set" and event.field in ("patterns", "subtypes"):
        yield from event.new or ()
    elif event.kind == "add":
        yield from event.new.get("patterns", ())
        yield from event.new.get("subtypes", ())
