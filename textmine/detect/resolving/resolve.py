"""Which division each name above the township is.

Joint over the article: the division right before a name, what else the article names, its title
and author, its date. A name that stays ambiguous keeps its candidates with their scores.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from textmine.detect.divisions.gazetteer import Division
from textmine.detect.divisions.names import Hit
from textmine.detect.resolving.evidence import Candidates, Scene

# How much each kind of evidence adds to the rating of a candidate; the ratings become scores by
# a softmax, so that 1 more is a factor of 2.7. Set on corpora/gold/places.txt.
BEHIND_PARENT = 7.0
NEAR_PARENT = 2.0
NAMED_PARENT = 1.5  # once named, and as much per e-fold of mentions; half of it for the province
NAMED_INSIDE = 1.0
NAMED_IN_FULL = 2.5
NEAR = 60  # characters: what was named so shortly before counts as near
CLEAR = 0.51  # below this score no candidate is chosen

LISTED = re.compile(r"、|和|与|及|以及")
CLOSED = re.compile(r"等?(?:\d{1,2}|[两二三四五六七八九十]{1,2})个?(区|县)(?![市区县旗域])")

Rated = tuple[tuple[float, Division], ...]


@dataclass(slots=True)
class Resolved:
    """A hit and the division that it is (None: ambiguous), with all that it might be."""

    hit: Hit
    division: Division | None
    rated: Rated
    full: str | None = None  # of a locality; else made from the division


@dataclass(slots=True)
class Resolver:
    """Resolves the names of one article."""

    candidates: Candidates
    scene: Scene
    text: str
    _ratings: dict[tuple[str, Division | None, bool], Rated] = field(default_factory=dict)

    def resolve(self, hits: Sequence[Hit]) -> list[Resolved]:
        """The divisions of names above the township, in order."""
        found: list[Resolved] = []
        before: Division | None = None
        end = -1
        for hit in hits:
            near = before if hit.start - end <= NEAR else None
            rated = self._rate(hit.text, near, end == hit.start)
            before = rated[0][1] if rated and rated[0][0] >= CLEAR else None
            end = hit.end
            found.append(Resolved(hit, before, rated))
        return list(self._with_shared_endings(found))

    def _with_shared_endings(self, found: Sequence[Resolved]) -> Iterator[Resolved]:
        """和平、河北、北辰三个区: each is the district of its name, where there is one."""
        kind = ""
        later: list[Resolved] = []
        for each in reversed(found):
            closed = CLOSED.match(self.text, each.hit.end)
            if closed:
                kind = closed[1]
            elif kind and not LISTED.fullmatch(self.text, each.hit.end, later[-1].hit.start):
                kind = ""
            later.append(self._of_kind(each, kind) if kind else each)
        return reversed(later)

    def _of_kind(self, each: Resolved, kind: str) -> Resolved:
        """The same hit as a division of this kind, if it is clear which."""
        if not each.division or each.division.name.endswith(kind) or each.hit.kind == "full":
            return each
        options = self.candidates.of(each.hit.text, self.scene.year)
        fits = [division for _, division in options if division.name.endswith(kind)]
        inside = [d for d in fits if self.scene.counts[d.parent]] or fits
        return Resolved(each.hit, inside[0], ((1.0, inside[0]),)) if len(inside) == 1 else each

    def _may_be(self, name: str, division: Division) -> bool:
        options = self.candidates.of(name, self.scene.year)
        return any(each.key == division.key for _, each in options)

    def _rate(self, name: str, near: Division | None, touching: bool) -> Rated:
        """(score, division) for every candidate, best first; the scores add up to one."""
        options = self.candidates.of(name, self.scene.year)
        key = (name, near, touching) if near and len(options) > 1 else (name, None, False)
        rated = self._ratings.get(key)
        if rated is None:
            if near and not touching and self._may_be(name, near):
                near = None  # the same name again says nothing about its own parts
            rated = self._ratings[key] = self._make_rating(name, near, touching)
        return rated

    def _make_rating(self, name: str, near: Division | None, touching: bool) -> Rated:
        options = self.candidates.of(name, self.scene.year)
        if len(options) <= 1:
            return tuple((1.0, division) for _, division in options)
        sure = self.candidates.sure(name, self.scene.year)
        clear = sure is not None and not self._named_elsewhere(sure, options)
        ratings = [
            prior + self._standing(each, near, touching) + (0.0 if clear else self._support(each))
            for prior, each in options
        ]
        pairs = zip(_softmax(ratings), (each for _, each in options), strict=True)
        return tuple(sorted(pairs, key=lambda pair: -pair[0]))

    def _named_elsewhere(self, sure: Division, options: Rated) -> bool:
        """甘南 where the article names 甘南县, which is of another province than the 州."""
        return sure.key not in self.scene.full and any(
            other.key in self.scene.full and other.key[:2] != sure.key[:2] for _, other in options
        )

    def _standing(self, division: Division, near: Division | None, touching: bool) -> float:
        """What speaks for a division where the name stands."""
        if not near or near.key == division.key:
            return 0.0
        if near.key not in self.candidates.lineage(division, self.scene.year):
            return 0.0
        return BEHIND_PARENT if touching else NEAR_PARENT

    def _support(self, division: Division) -> float:
        """What the rest of the article says for a division of a name that is not clear."""
        counts = self.scene.counts
        rating = NAMED_INSIDE * math.log1p(counts[division.key])
        if division.key in self.scene.full:
            rating += NAMED_IN_FULL
        if division.parent:
            province = division.parent[:2] + "0000"
            rating += NAMED_PARENT / 2 * _growing(counts[province])
            if province != division.parent:
                rating += NAMED_PARENT * _growing(counts[division.parent])
        return rating


def _growing(count: int) -> float:
    """0 for a place that is not named, 1.7 for one mention, 3.4 for ten."""
    return 1 + math.log1p(count) if count else 0.0


def _softmax(ratings: Sequence[float]) -> list[float]:
    top = max(ratings)
    weights = [math.exp(rating - top) for rating in ratings]
    total = sum(weights)
    return [weight / total for weight in weights]
