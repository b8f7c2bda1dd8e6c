"""What a sample that people checked says of all that it was drawn from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from math import sqrt
from typing import TYPE_CHECKING

from textmine.store.find.queue import CHECKED, Drawn, Kind, QueueQuery, draw, population
from textmine.store.history.judging import JUDGED

if TYPE_CHECKING:
    from textmine.store.database import CaseDatabase

Z = 1.959964  # of 95 in 100
# What a score speaks of: that of a practice is of its main pattern.
SPOKEN_OF: Mapping[Kind, frozenset[str]] = {
    "metric": frozenset({"indicator", "value", "value_max", "unit", "modifier", "change"}),
    "practice": frozenset({"patterns"}),
}


@dataclass(frozen=True, slots=True)
class Share:
    """How many of n are right, and between which shares that of all lies (95 in 100)."""

    n: int
    right: int
    value: float  # the share; 0 of none
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class FieldShare:
    """How many are right in one field."""

    field: str
    share: Share


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """What was found of a sample: drawn as `size` of `population`, checked in its order.

    Only what comes before the first that still waits counts: what was checked for another reason
    is no sample. `skipped` of those could not be told and are in no share. `fields` are of those
    that were not rejected. `whole`: all there is was checked, so that nothing is estimated.
    `said` is the mean score of those that have one, `borne_out` how many of them are right in what
    a score speaks of.
    """

    population: int
    size: int
    seed: int
    share: Share
    skipped: int
    rejected: int
    fields: tuple[FieldShare, ...]
    said: float | None
    borne_out: Share
    done: bool
    whole: bool


def wilson(right: int, n: int) -> tuple[float, float]:
    """The interval of 95 in 100 for a share (Wilson 1927), which holds for few and for all right.

    >>> [round(bound, 3) for bound in wilson(81, 100)]
    [0.722, 0.875]
    """
    if not n:
        return 0.0, 1.0
    share, square = right / n, Z * Z
    middle = (share + square / (2 * n)) / (1 + square / n)
    reach = Z / (1 + square / n) * sqrt(share * (1 - share) / n + square / (4 * n * n))
    # Where none or all are right, one bound is exactly that.
    return 0.0 if not right else middle - reach, 1.0 if right == n else middle + reach


def estimate(database: CaseDatabase, query: QueueQuery) -> Estimate:
    """What the answers of a query's sample say of all that it was drawn from."""
    drawn = draw(database, query)
    reached = list(takewhile(lambda each: each.verdict is not None, drawn))
    told = [each for each in reached if each.verdict in CHECKED]
    total = population(database, query)
    kept = [each for each in told if each.verdict != "rejected"]
    whole = len(told) == total
    fields = JUDGED[query.kind]
    scores = [each.score for each in told if each.score is not None]
    return Estimate(
        population=total,
        size=len(drawn),
        seed=query.seed,
        share=_share(told, whole),
        skipped=len(reached) - len(told),
        rejected=len(told) - len(kept),
        fields=tuple(FieldShare(f, _share(kept, whole, f)) for f in fields),
        said=sum(scores) / len(scores) if scores else None,
        borne_out=_borne_out(told, query.kind, whole),
        done=len(reached) == len(drawn),
        whole=whole,
    )


def _share(told: Sequence[Drawn], whole: bool, field: str = "") -> Share:
    """The share that is right, in all or in one field."""
    right = sum(field not in each.wrong if field else each.verdict == "right" for each in told)
    return _share_of(right, len(told), whole)


def _borne_out(told: Sequence[Drawn], kind: Kind, whole: bool) -> Share:
    """The share of those with a score that are right in what it speaks of."""
    scored = [each for each in told if each.score is not None]
    right = sum(
        each.verdict != "rejected" and SPOKEN_OF[kind].isdisjoint(each.wrong) for each in scored
    )
    return _share_of(right, len(scored), whole)


def _share_of(right: int, n: int, whole: bool) -> Share:
    value = right / n if n else 0.0
    low, high = (value, value) if whole and n else wilson(right, n)
    return Share(n, right, value, low, high)
