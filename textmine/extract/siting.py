"""Where a practice was done: its own place, that of a body in it, else the article's."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from textmine.detect.layers import Focus, FoundPlace
from textmine.types import PlaceRef

# Before a place that is gone to, learnt from or traded with, not where the measure was taken.
ELSEWHERE = re.compile(
    r"(?:到|赴|去|往|向|与|和|同|从|由[^,，。]{0,4}|学习|借鉴|考察|参观|对接|引进|来自|在外地|销往|流向|外出|如|像|比)$"
)
ACTING = re.compile(
    r"(?:市委|县委|区委|州委|旗委|党委|党工委|政府|组织部|村|社区|镇|街道|乡|坚持|以|把|按照|针对|采取|建立|推行|通过|先后|积极|探索|实行|组织|成立|立足|围绕|打破|的|各|,|，|创新|县|区|党)"
)
DEICTIC_LEVELS = ("country", "region", "other")


def place_of(
    own: FoundPlace | None, focus: Focus | None, *, general: bool = False
) -> PlaceRef | None:
    """The place of a measure: its own, else the article's; None where the article names none.

    `general` is a suggestion to nobody in particular: it has only a place of its own.
    """
    if own:
        return PlaceRef(text=own.text, adcode=own.adcode)
    if focus and not general:
        return PlaceRef(text=focus.text, adcode=focus.adcode)
    return None


def own_place(
    text: str, span: tuple[int, int], places: Sequence[FoundPlace], focus: Focus | None
) -> FoundPlace | None:
    """The place that the text of a span itself names as its own, or None."""
    first = bisect_left(places, span[0], key=lambda place: place.start)
    for place in places[first:]:
        if place.end > span[1]:
            break
        before = text[max(span[0], place.start - 6) : place.start]
        if place.level in DEICTIC_LEVELS or ELSEWHERE.search(before):
            continue
        if focus and place.text == focus.text:
            return place
        if _acts(text, place) and _may_be_home(place, focus):
            return place
    return None


def _acts(text: str, place: FoundPlace) -> bool:
    return bool(ACTING.match(text, place.end))


def _may_be_home(place: FoundPlace, focus: Focus | None) -> bool:
    """Inside the article's place, where both codes are known; or a place when it has none."""
    if not focus or not focus.adcode or not place.adcode:
        return True
    prefix = focus.adcode.rstrip("0")
    prefix += "0" * (len(prefix) % 2)
    return place.adcode.startswith(prefix) and place.adcode != focus.adcode
