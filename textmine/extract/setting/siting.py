"""Where a practice was done: as a rule the article's place, else the place that acts in it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter

from textmine.detect.layers import Focus, FoundHeading, FoundPlace
from textmine.extract.lexicon import load_lexicon
from textmine.extract.setting.scenes import is_left
from textmine.types import Genre, PlaceRef, SectionRole, Status

# Before a place that is gone to, learnt from or traded with, not where the measure was taken.
ELSEWHERE = re.compile(
    r"(?:到|赴|(?<!过)去|(?<!以)往|向|与|和|同|从|由[^,，。]{0,4}|[请引]来|邀请|聘请|学习|借鉴|考察|参观|对接|引进|来自|在外地|销往|流向|外出|如|像|比|(?<!现)在|以|依托|围绕|[、和与])$"
)
ACTS = re.compile(
    r"(?:[:：]|市委|县委|区委|州委|旗委|党委|党工委|政府|组织部|村|社区|镇|街道|乡|坚持|以|把|按照|针对|采取|建立|推行|通过|透过|先后|"
    r"积极|探索|实行|组织|面对|位于|地处|坐落|聚焦|现有|始建|构建|打造|作为|运用|通过|深化|强化|着力|大力|充分|创|抓|做|聚|依托|立|"
    r"成立|立足|围绕|打破|的|各|,|，|创新|县|区|党|从|将|对|为|在|是|有|更|也|还|率先|开|设|办|引|用|请|让|给|由|每|全)"
)
START = attrgetter("start")
BROAD = ("country", "region", "other")
SMALL = ("township", "village")
CLAUSE_STARTS = "\n，,。：: “"
# What says that an entry is told of a whole county, or township, after all.
WIDER = re.compile("[全该本我][市县区旗州](?!域)")
WIDE = re.compile("[全该本我](?:[市县区旗州镇乡](?!域)|街道)")
AT_ONCE = 6
LEAD = 6  # characters of a passage that may say that it is of another matter
FIRST = 40  # characters at the start of a passage where its own place is named
# What may stand before the places that a paragraph opens with: 走进, 初夏时节，在, 7月1日凌晨，.
OPENING = re.compile(
    r"\s{0,4}(?:(?:[\d年月]{1,10}[年月日])?[^，,。；;：:、\d]{0,10}[，,])?(?:走进|来到|位于|地处|坐落在|在)?"
)
TIMES = re.compile(r"今年|去年|近年|目前|至今|(?:19|20)\d\d年")
SCENE_END = ("，", ",")  # 在富锦市，服务队建立…: of what is told there


@dataclass(frozen=True, slots=True)
class Block:
    """What stands under a heading that begins with a place."""

    start: int
    end: int
    place: FoundPlace


def find_blocks(
    text: str,
    headings: Sequence[FoundHeading],
    places: Sequence[FoundPlace],
    focus: Focus | None,
) -> list[Block]:
    """The entries of a casebook, each under its place (辽宁省辽阳市：“一网共治”…), in order.

    A place further on in a heading counts where it lies in the article's own.
    """
    blocks: list[Block] = []
    for heading in headings:
        start = heading.start + len(heading.marker)
        place = _leading(text, start, heading.end, places)
        place = place or _inner(heading, places, focus)
        if place and place.level not in BROAD:
            place = _told_of(text, heading, places, place) or place
            blocks.append(Block(heading.start, heading.block_end, place))
    return blocks


def _told_of(
    text: str, heading: FoundHeading, places: Sequence[FoundPlace], named: FoundPlace
) -> FoundPlace | None:
    """蟠龙社区 of an entry headed 良庆区：… that begins 良庆区蟠龙社区创新…, and stays with it."""
    end = text.find("。", heading.end + 1, heading.block_end)
    if end < 0 or named.level == "village":
        return None
    first = bisect_left(places, heading.end, key=START)
    for at in range(first, bisect_left(places, end, key=START)):
        place = places[at]
        if place.level not in SMALL or place.level == named.level:
            continue
        while at > first and places[at - 1].end == places[at].start:
            at -= 1
        opens = text[places[at].start - 1] in CLAUSE_STARTS
        if opens and ACTS.match(text, place.end) and not _runs_on(places, place):
            wide = WIDE if place.level == "village" else WIDER
            return None if wide.search(text, heading.end, heading.block_end) else place
    return None


def _inner(
    heading: FoundHeading, places: Sequence[FoundPlace], focus: Focus | None
) -> FoundPlace | None:
    first = bisect_left(places, heading.start, key=START)
    last = bisect_left(places, heading.end, key=START)
    inner = [p for p in places[first:last] if focus and _tells_more(p, focus, 0)]
    return inner[-1] if inner else None


def _leading(text: str, start: int, end: int, places: Sequence[FoundPlace]) -> FoundPlace | None:
    """The last of the places in a row with which `text[start:end]` begins."""
    found: FoundPlace | None = None
    for place in places[bisect_left(places, start, key=START) :]:
        gap = text[found.end if found else start : place.start]
        if place.end > end or gap.strip(" “\u3000"):
            break
        found = place
    return found


def block_at(blocks: Sequence[Block], at: int) -> FoundPlace | None:
    """The place of the innermost block around an offset."""
    around = [block.place for block in blocks if block.start <= at < block.end]
    return around[-1] if around else None


def place_of(own: FoundPlace | None, focus: Focus | None) -> PlaceRef | None:
    """The place of a measure, from `own_place` and the article's; None where neither is known."""
    named = own or focus
    return reference(named.text, named.adcode) if named else None


@lru_cache(maxsize=1024)  # most figures of an article are of a few places
def reference(text: str, adcode: str | None) -> PlaceRef:
    """The place of that name and code."""
    return PlaceRef(text=text, adcode=adcode)


def is_general(genre: Genre, status: Status, role: SectionRole, focus: Focus | None) -> bool:
    """Whether a suggestion is made to the world at large, not to the article's place.

    A paper's lessons are, and its proposals unless it is about one county or less.
    """
    if genre != "paper" or status != "proposed":
        return False
    return role == "lesson" or not focus or _is_broad(focus)


def own_place(
    text: str, span: tuple[int, int], places: Sequence[FoundPlace], focus: Focus | None
) -> FoundPlace | None:
    """The place that acts at the start of a span, where it tells more than the article's own.

    A village or township inside the article's place counts where the passage begins with it,
    one that a longer text mentions as an example does not.
    """
    acting = acting_place(text, span, places)
    return acting if acting and _tells_more(acting, focus, acting.start - span[0]) else None


def acting_place(
    text: str, span: tuple[int, int], places: Sequence[FoundPlace]
) -> FoundPlace | None:
    """The first place that does something at the start of a span; of a row ("安塞区沿河湾镇") the
    last."""
    acting: FoundPlace | None = None
    first = bisect_left(places, span[0], key=START)

    def elsewhere(at: int) -> bool:
        while at > first and places[at - 1].end == places[at].start:
            at -= 1  # 与东莞市、浙江|玉环县签订…
        return _lies_elsewhere(text, span[0], places[at])

    for at in range(first, len(places)):
        place = places[at]
        if acting and place.start != acting.end and not _is_scene(text, acting, place):
            break
        if not acting and (place.start > span[0] + FIRST or place.end > span[1]):
            break
        if acting is None and (place.level in BROAD or elsewhere(at)):
            continue
        if acting or _acts(text, place.end) or _runs_on(places, place):
            acting = place
    return acting


def _acts(text: str, at: int) -> bool:
    """Whether what follows a place at *at* is something that it does: 选派干部…."""
    if text[at : at + 2] in load_lexicon().actions:
        return True
    return ACTS.match(text, at) is not None or TIMES.match(text, at) is not None


def _is_scene(text: str, place: FoundPlace, following: FoundPlace) -> bool:
    """在岳阳，|君山区组织…, 江门的|开平市建起…: the first only says where the second lies."""
    if following.start != place.end + 1:
        return False
    if text[place.end] == "的":
        return bool(place.full and following.full and following.full.startswith(place.full))
    return text.startswith(SCENE_END, place.end) and text[place.start - 1 : place.start] == "在"


def _lies_elsewhere(text: str, start: int, place: FoundPlace) -> bool:
    """Whether it is gone to or learnt from; not where the passage from *start* is set."""
    before = text[max(start, place.start - 6) : place.start]
    if before == "在" and place.start == start + 1 and text.startswith(SCENE_END, place.end):
        return False
    return ELSEWHERE.search(before) is not None


# 像|汉桥村|这样领办合作社的村有1400多个: whom others are like
ALIKE = re.compile(r"(?:的?(?:这样|那样|一样|这般|这类|一类|一般)|似的)")
LIKE = frozenset("像如和跟同与")


def told_example(text: str, start: int, end: int, focus: Focus | None) -> Focus | None:
    """The example of which an article tells, where a stretch names it and likens none to it."""
    example = focus.example if focus else None
    at = text.find(example.text, start, end) if example else -1
    return None if at < 0 or (example and is_likened(text, at, example.text)) else example


def is_likened(text: str, at: int, name: str) -> bool:
    """Whether others are only said to be like the place that is named at *at*."""
    return text[at - 1 : at] in LIKE and ALIKE.match(text, at + len(name)) is not None


def introduced_place(
    text: str, at: int, places: Sequence[FoundPlace], focus: Focus | None
) -> FoundPlace | None:
    """临淮岗镇 where the paragraph around *at* opens 清晨，霍邱县临淮岗镇…, if it tells more."""
    paragraph = text.rfind("\n", 0, at) + 1
    first = last = bisect_left(places, paragraph, key=START)
    while last < len(places) and _runs_on(places, places[last]):
        last += 1
    if first == last or not OPENING.fullmatch(text, paragraph, places[first].start):
        return None
    told = places[last]
    if not _tells_more(told, focus, 0) or is_left(text, places[first].start, told.end, at + LEAD):
        return None
    return told


def _runs_on(places: Sequence[FoundPlace], place: FoundPlace) -> bool:
    """Whether another place follows at once."""
    following = bisect_left(places, place.end, key=START)
    return following < len(places) and places[following].start == place.end


def _tells_more(place: FoundPlace, focus: Focus | None, offset: int) -> bool:
    if not focus or place.text == focus.text:
        return not focus
    small = place.level in ("township", "village")
    if not place.adcode or not focus.adcode:
        return small and offset <= AT_ONCE
    inside = place.adcode.startswith(_prefix(focus.adcode))
    if inside:
        return place.adcode != focus.adcode and (_is_broad(focus) or offset <= AT_ONCE)
    return not focus.adcode.startswith(_prefix(place.adcode))


def _is_broad(focus: Focus) -> bool:
    """A province or a city; a county's code does not end in 00."""
    return bool(focus.adcode) and str(focus.adcode)[:6].endswith("00")


def _prefix(adcode: str) -> str:
    """The digits that all divisions inside begin with."""
    for length in (2, 4):
        if not adcode[length:6].strip("0"):
            return adcode[:length]
    return adcode
