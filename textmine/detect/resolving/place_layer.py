"""The places of the layer: each division as it was when the article was written, and today."""

from __future__ import annotations

from typing import Any

from textmine.detect.divisions.gazetteer import FOREVER
from textmine.detect.layers import FoundPlace
from textmine.detect.resolving.evidence import Candidates
from textmine.detect.resolving.resolve import Rated, Resolved
from textmine.types import PlaceCandidate

AMBIGUOUS = 0.9  # below this score the candidates are kept
LEAST_SCORE = 0.02  # of a candidate that is kept


class PlaceMaker:
    """Makes the places of the layer: each division as it was in *year*, and what it is today."""

    def __init__(self, candidates: Candidates, year: int | None) -> None:
        self.candidates = candidates
        self.year = year
        # What all mentions share that were rated alike; it holds the ratings, so that no id that
        # is a key can come to mean another.
        self._told: dict[tuple[int, str | None], tuple[Rated, tuple[Any, ...]]] = {}

    def make(self, resolved: Resolved) -> FoundPlace:
        """The place of one mention."""
        key = id(resolved.rated), resolved.full
        told = self._told.get(key)
        if told is None:
            told = self._told[key] = resolved.rated, self._tell(resolved)
        return FoundPlace(*resolved.hit[:3], *told[1])

    def _tell(self, resolved: Resolved) -> tuple[Any, ...]:
        """The fields of FoundPlace behind its text."""
        division, rated = resolved.division, resolved.rated
        score = rated[0][0] if rated else None
        kept = self._candidates(rated) if score is not None and score < AMBIGUOUS else ()
        if division is None:
            level = rated[0][1].level if rated else "other"
            return level, None, None, None, None, None, None, kept
        gone = division.until != FOREVER and division.today
        return (
            division.level,
            division.code if division.code and division.official else None,
            division.today if gone else None,
            resolved.full or self.candidates.full_name(division, self.year),
            division.lat,
            division.lon,
            round(score, 3) if score is not None else None,
            kept,
        )

    def _candidates(self, rated: Rated) -> tuple[PlaceCandidate, ...]:
        return tuple(
            PlaceCandidate(
                adcode=each.code,
                full=self.candidates.full_name(each, self.year),
                score=round(rating, 3),
            )
            for rating, each in rated
            if each.code and rating >= LEAST_SCORE
        )
