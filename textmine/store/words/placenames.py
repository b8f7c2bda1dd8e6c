"""What the place of a practice is called in full, and the division that it is found under."""

from __future__ import annotations

from textmine.store.words import divisions
from textmine.types import Practice, Record


class PlaceNames:
    """The full names of a record's places, looked up once for all of its practices."""

    def __init__(self, record: Record) -> None:
        self._about = record.place
        self._by_code: dict[str, str] = {}
        self._by_text: dict[str, str] = {}
        self._codes: dict[str, str] = {}
        for mention in record.places:
            if mention.full:
                self._by_text.setdefault(mention.text, mention.full)
                if mention.adcode:
                    self._by_code.setdefault(mention.adcode, mention.full)
                    self._codes[mention.full] = mention.adcode

    def full(self, practice: Practice) -> str | None:
        """ "山东省潍坊市寿光市" of the place of a practice, as the record's mentions have it.

        A place that stands in the title or the author's name alone, or that somebody corrected,
        is mentioned nowhere: its code says where it lies.
        """
        place = practice.place or self._about
        if place is None:
            return None
        said = self._by_code.get(place.adcode or "") or self._by_text.get(place.text)
        return said or (divisions.full_name_of(place.adcode) if place.adcode else None)

    def code(self, practice: Practice) -> str | None:
        """The code of a practice's place, else of the smallest division around it that has one.

        A village, or a township of before 2016, is found under its county.
        """
        place = practice.place or self._about
        if place is None or place.adcode:
            return place.adcode if place else None
        full = self.full(practice) or ""
        around = (full[:end] for end in range(len(full), 0, -1))
        return next((self._codes[name] for name in around if name in self._codes), None)
