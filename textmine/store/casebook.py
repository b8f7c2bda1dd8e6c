"""Reads cases with the practices that tell them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from sqlalchemy import select

from textmine.errors import StoreError
from textmine.store.database import CaseDatabase, StoredPractice
from textmine.store.file import schema
from textmine.store.words.periods import years_of
from textmine.types import Metric, Record


@dataclass(frozen=True, slots=True)
class StoredCase:
    """A case with the practices that tell it, in the order of their sources.

    `repeats` are those of reprints and other versions: no further evidence.
    """

    id: str
    name: str
    place: str | None
    adcode: str | None
    year: int | None
    year_end: int | None
    practices: tuple[StoredPractice, ...]
    repeats: tuple[str, ...] = ()


def read_case(database: CaseDatabase, identity: str) -> StoredCase:
    """The case of this id, or the one that a practice belongs to."""
    cases, links = schema.CASES, schema.CASE_PRACTICE
    with database.read() as connection:
        if identity.startswith("p-"):
            own = select(links.c.case_id).where(links.c.practice_id == identity)
            identity = connection.execute(own).scalar() or identity
        row = connection.execute(select(cases).where(cases.c.id == identity)).mappings().first()
        members = select(links.c.practice_id).where(links.c.case_id == identity)
        ids = connection.execute(members.order_by(links.c.practice_id)).scalars().all()
        repeated = set(connection.execute(select(schema.REPEATS.c.practice_id)).scalars())
    if row is None:
        raise StoreError(identity, f"is no case of {database.path}")
    found = [database.practice(member) for member in ids]
    found.sort(key=lambda member: (member.record.source.path, member.practice.start))
    repeats = tuple(each.practice.id for each in found if each.practice.id in repeated)
    return StoredCase(**row, practices=tuple(found), repeats=repeats)


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One indicator for which the reports of a case give different figures, each once."""

    indicator: str
    told: tuple[tuple[Metric, Record], ...]


def disagreements(case: StoredCase) -> list[Disagreement]:
    """Where reports contradict each other: one indicator, in one unit, for one time."""
    groups: dict[tuple[object, ...], list[tuple[Metric, Record]]] = {}
    for each in case.practices:
        for metric in (each.record.metrics[at] for at in each.practice.metrics):
            called = metric.indicator_key or metric.indicator
            change = metric.change.kind if metric.change else None
            years = years_of(metric.period) or years_of(each.record.date)
            if called:
                same = (called, metric.unit, change, years)
                groups.setdefault(same, []).append((metric, each.record))
    return [
        Disagreement(str(name), tuple(_each_value(told).values()))
        for (name, *_), told in groups.items()
        if _contradict(told)
    ]


def _each_value(told: Iterable[tuple[Metric, Record]]) -> dict[object, tuple[Metric, Record]]:
    """Every value with the first that tells it."""
    found: dict[object, tuple[Metric, Record]] = {}
    for metric, record in told:
        value = (metric.value, metric.value_max, metric.modifier)
        found.setdefault(value, (metric, record))
    return found


def _contradict(told: Sequence[tuple[Metric, Record]]) -> bool:
    """Whether two reports have no value in common; one may tell of several parts."""
    reports = {record.id for _, record in told}
    values = [
        set(_each_value((m, record) for m, record in told if record.id == report))
        for report in reports
    ]
    return any(one.isdisjoint(other) for one, other in combinations(values, 2))
