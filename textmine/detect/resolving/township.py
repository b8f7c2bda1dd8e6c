"""An article about a township or a village: its focus lies below what the gazetteer weighs.

"全镇", "镇党委", "我村" say at which level a report is written; the township or village that it
names most is then what it is about.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from textmine.detect.layers import Focus, FoundPlace
from textmine.types import Level

# At which level a report speaks of itself.
SPEAKS: tuple[tuple[Level, re.Pattern[str]], ...] = (
    (
        "village",
        re.compile(
            r"[全我本村社](?:(?<=[全我本])(?:村|社区)(?!民?小组)|(?<=村)[\"“]?两委"
            r"|(?:(?<=村)|(?<=社)区)党(?:总?支部?|委))"
        ),
    ),
    (
        "township",
        re.compile(
            r"[全我本该镇乡街](?:(?<=[全我本该])(?:镇|乡|街道)"
            r"|(?:(?<=[镇乡])|(?<=街)道)(?:党工?委|政府|办事处|里))"
        ),
    ),
    (
        "county",
        re.compile(
            r"[全我本该省市县区旗州](?:(?<=[全我本该])[省市县区旗州](?![民性])"
            r"|(?<=[省市县区旗州])(?:委|政府))"
        ),
    ),
)
# A village or township that is one of several examples is not what the article is about: it must
# make up this much of the mentions at its level, and be named this often unless the title does.
LEAST_SHARE = 0.5
ROUNDUP = 3  # counties whose townships an article names to be a roundup, of which none is its own
LEAST_MENTIONS: dict[Level, int] = {"township": 1, "village": 3}
AT_BEGINNING: dict[Level, int] = {"township": 1, "village": 2}
SPOKEN = dict(SPEAKS)
AROUND: dict[Level, tuple[Level, ...]] = {
    "village": ("township", "county", "city"),
    "township": ("village", "county", "city"),
}
HOLDERS: tuple[Level, ...] = ("county", "city")
LEVELS: tuple[Level, ...] = ("village", "township")
BEGINNING = 80  # characters: "近年来，武陟县詹店镇坚持…" is told of 詹店镇


@dataclass(frozen=True, slots=True)
class Named:
    """A township or village that the title, author or issuer names."""

    text: str
    level: Level


def narrow(
    focus: Focus | None,
    places: Sequence[FoundPlace],
    text: str,
    named: Sequence[Named],
    *,
    titled: bool,
    declared: bool = False,
) -> Focus | None:
    """The township or village that the article is about, else *focus*.

    *titled* says that title, author or issuer name a county or more: how the text begins then
    tells nothing. *declared* that the title does, or an office that issued it: what the text tells
    of one village is then an example, unless it is introduced as the county's (城关区东岗社区…).
    """
    told = _told_of(places, text, titled=titled)
    for level in LEVELS:
        names = [name.text for name in named if name.level == level]
        if names:
            own = _focus_of(names[0], level, places)
            return replace(own, example=told) if told and told.level != level else own
        only = _only(places, level, text)
        if only and declared and focus and _is_introduced(only, focus, places):
            return _focus_of(only, level, places)
    if told is None or not (declared and focus):
        return told or focus
    return replace(focus, example=told)


def _told_of(places: Sequence[FoundPlace], text: str, *, titled: bool) -> Focus | None:
    """The township or village that the text tells of, whatever title and issuer name."""
    said: dict[Level, int] = {}
    roundup = _is_roundup(places)
    for level in LEVELS:
        only = _only(places, level, text)
        if only:
            return _focus_of(only, level, places)
        if roundup or not _dominant(places, level, AT_BEGINNING[level]):
            continue
        said = said or {level: len(pattern.findall(text)) for level, pattern in SPEAKS}
        most = max(count for other, count in said.items() if other != level)
        speaks = said[level] > max(1, most)
        found = _dominant(places, level, LEAST_MENTIONS[level] if speaks else AT_BEGINNING[level])
        if found and (speaks or (not titled and _begins(found, level, places, said))):
            return _focus_of(found, level, places)
    return None


def _is_roundup(places: Sequence[FoundPlace]) -> bool:
    """Whether it tells of townships here and there (本省各地党员冲在第一线)."""
    counties = {p.adcode[:6] for p in places if p.level == "township" and p.adcode}
    return len(counties) >= ROUNDUP


def _only(places: Sequence[FoundPlace], level: Level, text: str) -> str | None:
    """The one place of a level, where the text begins with it and then names nothing around it."""
    first = next((place for place in places if place.level == level), None)
    if first is None or first.start >= BEGINNING:
        return None
    end = text.find("。", first.start)
    if level == "village" and _is_far_off(first, places):
        return None
    alone = all(place.text == first.text for place in places if place.level == level)
    around = any(place.start > end and place.level in AROUND[level] for place in places)
    speaks = any(SPOKEN[other].search(text) for other in AROUND[level] if other in SPOKEN)
    part = level == "township" and _is_one_part(first.text, first, places)
    return first.text if alone and end >= 0 and not (around or speaks or part) else None


def _is_introduced(name: str, focus: Focus, places: Sequence[FoundPlace]) -> bool:
    """Whether the text first names it together with the division that the article declares."""
    first = next(place for place in places if place.text == name)
    before = {place.end: place for place in places}
    while above := before.get(first.start):
        if focus.adcode and above.adcode == focus.adcode:
            return True
        first = above
    return False


def _begins(
    name: str, level: Level, places: Sequence[FoundPlace], said: Mapping[Level, int]
) -> bool:
    """Whether the text begins with it, and does not go on about the whole county or township."""
    first = next(place for place in places if place.text == name)
    if first.start >= BEGINNING:
        return False
    if level == "township":
        return said["county"] <= said[level] and not _is_one_part(name, first, places)
    if _is_far_off(first, places):
        return False
    counts = Counter(place.text for place in places if place.level in LEVELS)
    leads = counts[name] == max(counts.values()) and said["township"] < counts[name]
    return leads and said["county"] < counts[name]


def _is_far_off(first: FoundPlace, places: Sequence[FoundPlace]) -> bool:
    """Whether the text begins with another place: 电厂地处哈密市，…帮扶巴里坤县…中湖村."""
    start = first.start
    for place in reversed([place for place in places if place.start < first.start]):
        if place.end != start:
            return place.level in HOLDERS
        start = place.start
    return False


def _is_one_part(name: str, first: FoundPlace, places: Sequence[FoundPlace]) -> bool:
    """Whether the article is about a county of which the township is but one part.

    It begins with the county (广安区农业农村局…在花桥镇, unlike 武陟县詹店镇), or names it more.
    """
    starts = {place.start for place in places}
    above = [p for p in places if p.level in HOLDERS and p.end not in starts]
    if any(place.start < first.start for place in above):
        return True
    most = max(Counter(place.adcode or place.text for place in above).values(), default=0)
    return most > sum(place.text == name for place in places)


def _focus_of(name: str, level: Level, places: Sequence[FoundPlace]) -> Focus:
    whole = name + "村"  # 山口 of 山口村
    if level == "village" and any(place.text == whole for place in places):
        name = whole
    for place in places:
        if place.text == name:
            return Focus(name, place.adcode, place.start, place.full, level)
    return Focus(name, None, -1, None, level)


def _dominant(places: Sequence[FoundPlace], level: Level, least: int) -> str | None:
    counts = Counter(place.text for place in places if place.level == level)
    if not counts:
        return None
    name, count = counts.most_common(1)[0]
    if count < least or count < LEAST_SHARE * counts.total():
        return None
    return name
