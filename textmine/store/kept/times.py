"""The years that passages tell of: what is searched for by a year that is not their period."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from textmine.store.words.periods import years_of
from textmine.types import Period, Practice, Record

SINCE = re.compile(r"以来|以后|起|至今")
OPEN = 9999  # the end of what goes on in an article of which nobody knows the year
NEAREST = 8  # periods that an article names before a passage

Span = tuple[int, int]


def time_rows(record: Record, passages: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """Rows of `times` for the passages of an article, those of its practices first."""
    practices: list[Practice | None] = [*record.practices]
    practices += [None] * (len(passages) - len(practices))
    lead = _outside(record)
    for passage, practice in zip(passages, practices, strict=True):
        own = set(_own(record, passage["start"], passage["end"], practice))
        stated = own or (practice is not None and practice.period)
        before = [] if stated else [p for p in lead if p.start < passage["start"]]
        told = own or set(_spans(record, before[-NEAREST:]))
        if practice is not None:
            told.discard(years_of(practice.period) or years_of(record.date))  # which it has anyway
        for first, last in sorted(told):
            yield {"passage": passage["key"], "first": first, "last": last, "own": bool(own)}


def _own(record: Record, start: int, end: int, practice: Practice | None) -> Iterator[Span]:
    """The times that a passage or its figures state."""
    yield from _spans(record, (p for p in record.periods if start <= p.start < end))
    for index in practice.metrics if practice else ():
        if years := years_of(record.metrics[index].period):
            yield years


def _outside(record: Record) -> list[Period]:
    """The periods that stand in no practice, in their order."""
    spans = sorted((each.start, each.end) for each in record.practices)
    found, at, reached = [], 0, 0
    for period in sorted(record.periods, key=lambda each: each.start):
        while at < len(spans) and spans[at][0] <= period.start:
            reached = max(reached, spans[at][1])
            at += 1
        if period.start >= reached:
            found.append(period)
    return found


def _spans(record: Record, periods: Iterable[Period]) -> Iterator[Span]:
    for period in periods:
        years = years_of(period.value)
        if years is None:
            continue
        if SINCE.search(period.text) and "/" not in (period.value or ""):
            latest = years_of(record.date_bounds[1])
            yield years[0], latest[1] if latest and latest[1] >= years[0] else OPEN
        else:
            yield years
