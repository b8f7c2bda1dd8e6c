"""Where townships and villages lie: in the division named before, or in what the article is of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from textmine.detect.divisions.gazetteer import Division
from textmine.detect.divisions.names import Hit
from textmine.detect.resolving.evidence import Candidates, Scene
from textmine.detect.resolving.resolve import Resolved

ENDINGS = ("镇", "乡", "街道")  # of townships that a list names without them
RARE = 4  # counties that have a township of a name which tells where it is
# Distances: see `LocalityPlacer._distance`.
FAR = 9  # further than any township that a report may mean
AROUND_COUNTY = 3  # as far as a township may lie from the county that was named before it


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
        townships = self.candidates.gazetteer.townships
        options = townships(name) or [
            each for ending in ENDINGS for each in townships(name + ending)
        ]
        in_county = near is not None and near.level == "county"
        if not touching and not in_county:
            near = self._holder(options) or near
        nearest = self._nearest(options, near, touching)
        if nearest:
            return nearest
        together = [each for each in options if each.parent == self._shared]
        if together and not touching:
            return together[0]
        if not self.scene.counts and len({division.parent for division in options}) == 1:
            return options[-1]
        holds = near and (touching or near == self.focus or near.level == "county")
        return Division("", name, "township", near.code if near and holds else "")

    def _nearest(
        self, options: Sequence[Division], near: Division | None, touching: bool
    ) -> Division | None:
        """The township that lies nearest, where one is near enough; of two the one that stood."""
        limit = FAR - 1
        if touching:
            limit = 0
        elif near and near.level == "county":
            limit = AROUND_COUNTY
        rated = [(self._distance(division, near), division) for division in options]
        best = min(
            (pair for pair in rated if pair[0] <= limit),
            key=lambda pair: (pair[0], not pair[1].valid_in(self.scene.year)),
            default=None,
        )
        return best[1] if best else None

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
