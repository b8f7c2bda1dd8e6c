"""Reads cases with the practices that tell them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from sqlalchemy import select

from textmine.errors import StoreError
from textmine.store.database import CaseDatabase, StoredPractice
from textmine.store.file import schema
from textmine.store.words.periods import years_of
from textmine.types import Metric, Record


@dataclass(frozen=True, slots=True)
class Report:
    """One report of a case, in however many places it was printed.

    `practices` are those in which it tells the case; `printings` the paths at which it stands, its
    own first, `again` the practices of its reprints and other versions that only repeat them.
    """

    record: Record
    practices: tuple[StoredPractice, ...]
    printings: tuple[str, ...]
    again: tuple[StoredPractice, ...] = ()

    @property
    def figures(self) -> tuple[tuple[Metric, Record], ...]:
        """What it states; of what a reprint repeats only what it has otherwise."""
        found = list(_figures(self.practices))
        known = {_said(metric) for metric, _ in found}
        for metric, record in _figures(self.again):
            if _said(metric) not in known:
                known.add(_said(metric))
                found.append((metric, record))
        return tuple(found)

    def as_row(self) -> dict[str, Any]:
        """Ids and paths, for programs."""
        return {
            "article": self.record.id,
            "title": self.record.title,
            "practices": [each.practice.id for each in self.practices],
            "printings": list(self.printings),
            "again": [each.practice.id for each in self.again],
        }


def _figures(practices: Iterable[StoredPractice]) -> Iterator[tuple[Metric, Record]]:
    for each in practices:
        for index in each.practice.metrics:
            yield each.record.metrics[index], each.record


def _said(metric: Metric) -> tuple[object, ...]:
    change = metric.change.kind if metric.change else None
    return metric.indicator, metric.value, metric.value_max, metric.unit, change


@dataclass(frozen=True, slots=True)
class StoredCase:
    """A case with the practices that tell it, in the order of their sources.

    `repeats` are those of reprints and other versions: no further evidence. `reports` are the
    reports that tell it, each with all its printings.
    """

    id: str
    name: str
    place: str | None
    adcode: str | None
    year: int | None
    year_end: int | None
    practices: tuple[StoredPractice, ...]
    repeats: tuple[str, ...] = ()
    reports: tuple[Report, ...] = ()


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
        copies = select(schema.DUPLICATES.c.article_id, schema.DUPLICATES.c.head_id)
        head_of = {row.article_id: row.head_id for row in connection.execute(copies)}
    if row is None:
        raise StoreError(identity, f"is no case of {database.path}")
    found = [database.practice(member) for member in ids]
    found.sort(key=lambda member: (member.record.source.path, member.practice.start))
    repeats = tuple(each.practice.id for each in found if each.practice.id in repeated)
    reports = tuple(_reports(found, repeated, head_of))
    return StoredCase(**row, practices=tuple(found), repeats=repeats, reports=reports)


def _reports(
    practices: Iterable[StoredPractice], repeated: Set[str], head_of: Mapping[str, str]
) -> Iterator[Report]:
    """The reports that tell a case, in the order of their sources."""
    groups: dict[str, list[StoredPractice]] = {}
    for each in practices:
        groups.setdefault(head_of.get(each.record.id, each.record.id), []).append(each)
    for head, members in groups.items():
        own = [each for each in members if each.practice.id not in repeated] or members[:1]
        again = tuple(each for each in members if each not in own)
        record = next((each.record for each in own if each.record.id == head), own[0].record)
        records = [record, *(each.record for each in members)]
        paths = [each.source.path for each in records]
        paths += [path for each in records for path in each.source.also_at]
        yield Report(record, tuple(own), tuple(dict.fromkeys(paths)), again)


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One indicator for which the reports of a case give different figures, each once."""

    indicator: str
    told: tuple[tuple[Metric, Record], ...]


def disagreements(case: StoredCase) -> list[Disagreement]:
    """Where reports contradict each other: one indicator, in one unit, for one time."""
    groups: dict[tuple[object, ...], list[tuple[Metric, Record]]] = {}
    for metric, record in _figures(case.practices):
        called = metric.indicator_key or metric.indicator
        change = metric.change.kind if metric.change else None
        years = years_of(metric.period) or years_of(record.date)
        if called:
            same = (called, metric.unit, change, years)
            groups.setdefault(same, []).append((metric, record))
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
