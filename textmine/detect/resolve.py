"""Which division each name is.

Joint over the article: the division right before a name, what else the article names, its title
and author, its date. A name that stays ambiguous keeps its candidates with their scores.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from textmine.detect.evidence import Candidates, Scene
from textmine.detect.gazetteer import FOREVER, Division
from textmine.detect.layers import FoundPlace
from textmine.detect.names import Hit
from textmine.types import PlaceCandidate

# How much each kind of evidence adds to the rating of a candidate; the ratings become scores by
# a softmax, so that 1 more is a factor of 2.7. Set on corpora/gold/places.txt.
BEHIND_PARENT = 7.0
NEAR_PARENT = 2.0
NAMED_PARENT = 1.5  # once named, and as much per e-fold of mentions; half of it for the province
NAMED_INSIDE = 1.0
NAMED_IN_FULL = 2.5
NEAR = 60  # characters: what was named so shortly before counts as near
CLEAR = 0.51  # below this score no candidate is chosen
AMBIGUOUS = 0.9  # below this score the candidates are kept
LEAST_SCORE = 0.02  # of a candidate that is kept

LISTED = re.compile(r"、|和|与|及|以及")
CLOSED = re.compile(r"等?(?:\d{1,2}|[两二三四五六七八九十]{1,2})个?(区|县)(?![市区县旗域])")
ENDINGS = ("镇", "乡", "街道")  # of townships that a list names without them
RARE = 4  # counties that have a township of a name which tells where it is
FAR = 9  # further than any township that a report may mean

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
        clear = self.candidates.sure(name, self.scene.year) is not None
        ratings = [
            prior + self._standing(each, near, touching) + (0.0 if clear else self._support(each))
            for prior, each in options
        ]
        pairs = zip(_softmax(ratings), (each for _, each in options), strict=True)
        return tuple(sorted(pairs, key=lambda pair: -pair[0]))

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


# ---- townships and villages -------------------------------------------------------------------
@dataclass(slots=True)
class LocalityPlacer:
    """Puts townships and villages under the division around them."""

    candidates: Candidates
    scene: Scene
    text: str
    focus: Division | None
    _townships: dict[tuple[str, Division | None, bool], Division] = field(default_factory=dict)
    _shared: str = ""
    _villages: dict[str, str] = field(default_factory=dict)  # name → full name where it was found

    def place(self, hits: Sequence[Hit], named: Sequence[Resolved]) -> list[Resolved]:
        """The localities, each with its full name."""
        found: list[Resolved] = []
        township: Resolved | None = None
        index = 0
        self._shared = self._find_shared({hit.text for hit in hits if hit.kind == "township"})
        for hit in hits:
            while index < len(named) and named[index].hit.start < hit.start:
                index += 1
            near = self._division_around(hit, named[index - 1] if index else None)
            if hit.kind == "township":
                touching = index > 0 and named[index - 1].hit.end == hit.start
                township = self._place_township(hit, near, touching)
                found.append(township)
            else:
                since = named[index - 1].hit.end if index else 0
                found.append(self._place_village(hit, near, township, since))
        return found

    def _find_shared(self, names: set[str]) -> str:
        """The county that two or more of the townships may lie in together; "" for none.

        Names that stand everywhere (和平街道) say nothing.
        """
        named = self.candidates.gazetteer.townships
        holders = [{each.parent for each in named(name)} for name in names]
        counties = Counter(code for codes in holders if len(codes) <= RARE for code in codes)
        (best, count), (_, second) = [*counties.most_common(2), ("", 0), ("", 0)][:2]
        return best if count >= 2 and count > second else ""

    def _division_around(self, hit: Hit, before: Resolved | None) -> Division | None:
        """What was named last in the paragraph, else what the article is about."""
        if before and before.division and before.division.code:
            if before.hit.end == hit.start:
                return before.division
            same = "\n" not in self.text[before.hit.end : hit.start]
            if same and self._within_focus(before.division):
                return before.division
        return self.focus

    def _within_focus(self, division: Division) -> bool:
        """Whether a place named before says more than the focus does, and not of elsewhere."""
        if not self.focus or division.level == "county":
            return True
        return self.focus.key not in self.candidates.lineage(division, self.scene.year) and (
            division.key not in self.candidates.lineage(self.focus, self.scene.year)
        )

    def _place_township(self, hit: Hit, near: Division | None, touching: bool) -> Resolved:
        key = (hit.text, near, touching)
        if key not in self._townships:
            self._townships[key] = self._find_township(hit.text, near, touching)
        division = self._townships[key]
        full = self.candidates.full_name(division, self.scene.year)
        if near and near.today == division.parent:  # 彭浦镇, when 闸北区 still was
            full = self.candidates.full_name(near, self.scene.year) + division.name
        return Resolved(hit, division, ((1.0, division),), full)

    def _find_township(self, name: str, near: Division | None, touching: bool) -> Division:
        """The township of this name in or around *near*; without a code where none is known."""
        gazetteer = self.candidates.gazetteer
        options = gazetteer.townships(name) or [
            each for ending in ENDINGS for each in gazetteer.townships(name + ending)
        ]
        if not touching and not (near and near.level == "county"):
            near = self._holder(options) or near
        rated = [(self._distance(division, near), division) for division in options]
        limit = 0 if touching else FAR - 1
        if near and not touching and near.level == "county":
            limit = 3
        best = min(
            (pair for pair in rated if pair[0] <= limit),
            key=lambda pair: (pair[0], not pair[1].valid_in(self.scene.year)),
            default=None,
        )
        if best:
            return best[1]
        together = [each for each in options if each.parent == self._shared]
        if together and not touching:
            return together[0]
        if not self.scene.counts and len({division.parent for division in options}) == 1:
            return options[-1]
        holds = near and (touching or near == self.focus or near.level == "county")
        return Division("", name, "township", near.code if near and holds else "")

    def _holder(self, options: Sequence[Division]) -> Division | None:
        """What the article is about, where that is a county with one of these townships."""
        focus = self.focus
        if not focus or focus.level != "county":
            return None
        codes = {focus.code, focus.today or focus.code}
        return focus if any(township.parent in codes for township in options) else None

    def _distance(self, township: Division, near: Division | None) -> int:
        """0 in the division around it, 1 and 2 near it, 3 and 4 where the article is."""
        gazetteer, counts = self.candidates.gazetteer, self.scene.counts
        county = gazetteer.get(township.parent)
        if not county:
            return FAR
        if near and {near.code, near.today or near.code} & self.candidates.lineage(county, None):
            return 0
        if near and near.level == "county" and near.parent == county.parent:
            return 1 if counts[county.code] else 2
        return 3 if counts[county.code] else 4 if counts[county.parent] else FAR

    def _place_village(
        self, hit: Hit, near: Division | None, township: Resolved | None, since: int
    ) -> Resolved:
        """A village belongs to the township named last, if nothing else was named since.

        Named again without one, it is where it was.
        """
        division = Division("", hit.text, "village", near.code if near else "")
        full = self._villages.get(hit.text)
        if township and township.hit.end >= since:
            between = self.text[township.hit.end : hit.start]
            if not between or (not full and "\n" not in between):
                full = (township.full or township.hit.text) + hit.text
        if not full:
            full = self.candidates.full_name(division, self.scene.year)
        self._villages.setdefault(hit.text, full)
        for ending in ("村", "社区"):
            self._villages.setdefault(hit.text.removesuffix(ending), full)
        return Resolved(hit, division, ((1.0, division),), full)


# ---- the layer --------------------------------------------------------------------------------
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
