"""Which years the names of places allow: 监利市 is one since 2020, 荣昌县 was one until 2015.

Only full names of counties and cities that no other place bore in other years tell anything. A
name that is new tells it at once; one that is gone tells it where it is used throughout, for old
names also stand in what is told of the past.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from textmine.detect.divisions.gazetteer import FOREVER, Gazetteer
from textmine.detect.divisions.names import Hit

OFTEN = 2  # so often an old name stands in a text of its time
# 两江新区 was a development zone for 15 years before it became a district.
ZONES = ("新区", "开发区", "高新区")
FIRST_YEAR = 1990  # names older than this say nothing of a report
LAST = "9999"


Years = tuple[str | None, str | None]
Span = tuple[int, int]


class Life(NamedTuple):
    """The years in which there was a place of some name: from the first to that of its end."""

    since: str | None  # None: longer than any report looks back
    until: str | None  # None: there still is


class Narrowed(NamedTuple):
    """Bounds of an article's date, and the spans of the names that made them closer."""

    years: Years
    evidence: tuple[Span, ...] = ()


class NameYears:
    """Knows the years of names."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self.of = lru_cache(maxsize=5_000)(self._of)

    def _of(self, name: str) -> Life:
        """The years of a full name; none where it tells nothing."""
        known = [each for each in self.gazetteer.named(name) if each.name == name]
        unclear = any(each.level not in ("county", "city") or not each.official for each in known)
        if not known or unclear or name.endswith(ZONES):
            return Life(None, None)
        since = min(each.since for each in known)
        until = max(each.until for each in known)
        return Life(
            str(since) if since >= FIRST_YEAR else None, str(until) if until != FOREVER else None
        )

    def narrow(self, years: Years, hits: Iterable[Hit]) -> Narrowed:
        """The bounds *years*, closer where the names among *hits* say more."""
        earliest, latest = years
        evidence: list[Span] = []
        stood: dict[str, list[Hit]] = {}
        for hit in hits:
            if hit.kind == "full":
                stood.setdefault(hit.text, []).append(hit)
        told = [(self.of(name), found) for name, found in stood.items()]
        for life, found in told:
            if life.since and (earliest or "") < life.since <= (latest or LAST):
                earliest = life.since
                evidence.append(found[0][:2])
        for life, found in told:
            if (
                life.until
                and len(found) >= OFTEN
                and (earliest or "") <= life.until < (latest or LAST)
            ):
                latest = life.until
                evidence.append(found[0][:2])
        return Narrowed((earliest, latest), tuple(evidence))
