"""What a practice refers to: documents by title or number, and the experience of other places."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Literal

from textmine.detect.layers import FoundPlace
from textmine.extract.rulebook import rule
from textmine.types import PlaceRef, Reference

TITLE = re.compile(r"《[^《》\n]{2,80}(?:《[^《》\n]{1,60}》[^《》\n]{0,40})?》")
NUMBER = re.compile(
    r"[\u4e00-\u9fff]{1,8}[〔\[（(【]\s?(?:19|20)\d{2}\s?[〕\]）)】]\s?(?:第\s?)?\d{1,4}\s?号"
)
# 根据|川委发〔2012〕9号, 文件和|川组发〔2012〕3号; 共和政发 is of 共和县
NUMBER_LEAD = re.compile(
    r"[\u4e00-\u9fff]*(?:[依根]据|[依按遵]照|印发|下发|转发|出台|[按以和及与由](?![政发办委府]))(?=[\u4e00-\u9fff])"
)
# Tried before NUMBER, which takes ten times as long where there is none.
YEAR_IN_BRACKETS = re.compile(r"[〔\[（(【]\s?(?:19|20)\d{2}")
EXPERIENCE = re.compile(
    r"(?:借鉴|学习|参照|仿照|推广|吸取|吸收|引进)(?:了)?([^,，。;；]{2,24}?)(?:的)?(?:先进|成功|好)?(?:的)?(?:经验|做法|模式)"
)
Kind = Literal["document", "number", "experience"]
KINDS: tuple[tuple[re.Pattern[str], Kind], ...] = (
    (TITLE, "document"),
    (NUMBER, "number"),
    (EXPERIENCE, "experience"),
)
# What a reference of any kind holds, one of it; each begins with a character, none with a class:
# a search then skips all other characters at once.
SIGN = re.compile("《|号|经验|做法|模式")


class References:
    """The references of a text; where one may stand is looked for once."""

    def __init__(self, text: str, places: Sequence[FoundPlace] = ()) -> None:
        self._text, self._places = text, places
        self._signs = [match.start() for match in SIGN.finditer(text)]

    def within(self, start: int, end: int) -> tuple[Reference, ...]:
        """Those in a span, in the order of the text; experience has its place."""
        at = bisect_left(self._signs, start)
        if at == len(self._signs) or self._signs[at] >= end:
            return ()
        return find_references(self._text, start, end, self._places)


def find_references(
    text: str, start: int, end: int, places: Sequence[FoundPlace] = ()
) -> tuple[Reference, ...]:
    """The references in `text[start:end]` in the order of the text; experience has its place."""
    found: list[Reference] = []
    for pattern, kind in KINDS:
        if kind == "number" and not YEAR_IN_BRACKETS.search(text, start, end):
            continue
        for match in pattern.finditer(text, start, end):
            if kind == "document" and not rule("document_title").search(match[0]):
                continue
            lead = NUMBER_LEAD.match(match[0]) if kind == "number" else None
            first = match.start() + (lead.end() if lead else 0)
            place = _place_in(places, *match.span()) if kind == "experience" else None
            if kind == "experience" and place is None:
                continue  # "推广好的做法": of nowhere in particular
            found.append(
                Reference(
                    text=text[first : match.end()],
                    start=first,
                    end=match.end(),
                    kind=kind,
                    place=place,
                )
            )
    return tuple(sorted(found, key=lambda reference: reference.start))


def _place_in(places: Sequence[FoundPlace], start: int, end: int) -> PlaceRef | None:
    for place in places:
        if start <= place.start and place.end <= end:
            return PlaceRef(text=place.text, adcode=place.adcode)
    return None
