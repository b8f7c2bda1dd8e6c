"""Bodies that take part in a practice: 双河镇东风社区党支部, 安丘市委组织部, ××有限公司."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from textmine.detect.layers import FoundPlace
from textmine.types import Organisation, PlaceRef

# What the name of a body ends in, longest first, and the level that this tells where no place does.
HEADS: tuple[tuple[str, str | None], ...] = (
    ("县委", "county"), ("市委", "city"), ("区委", "county"), ("省委", "province"),
    ("镇党委", "township"), ("乡党委", "township"), ("街道党工委", "township"),
    ("村党支部", "village"), ("社区党支部", "village"), ("社区党委", "village"),
    ("村党总支", "village"), ("社区党总支", "village"), ("村委会", "village"),
    ("居委会", "village"), ("村民委员会", "village"), ("居民委员会", "village"),
)  # fmt: skip
LEVELS = dict(HEADS)
_BODY = (
    r"(?:党员?服务中心|有限(?:责任)?公司|股份公司|集团(?:公司)?|农民专业合作社|专业合作社|合作社|联合党委|"
    r"联合党总支|联合党支部|党总支|党支部|党工委|党委|党组|支部|总支|纪委监委|纪委|组织部|宣传部|统战部|政法委|"
    r"机关工委|农工办|人民政府|政府|办事处|人力资源和社会保障局|[\u4e00-\u9fff]{2,6}?局|[\u4e00-\u9fff]{2,5}?厅|"
    r"[\u4e00-\u9fff]{2,6}?协会|[\u4e00-\u9fff]{2,6}?商会|[\u4e00-\u9fff]{2,6}?学会|村委会|居委会|村民委员会|"
    r"居民委员会|大学|学院|党校|中学|小学|医院|卫生院|服务站|服务中心|工会|团委|妇联|科协|工商联|残联|法院|检察院|派出所|司法所)"
)
ORGANISATION = re.compile(
    rf"(?:[\u4e00-\u9fff]{{0,8}}(?:市委|县委|区委|省委|州委|旗委)(?:{_BODY})?|[\u4e00-\u9fff]{{0,10}}?{_BODY})"
)
NO_START = re.compile(
    r"^(?:.*(?:由|与|和|及|让|把|将|对|在|向|为|被|从|以|同|请|给|到|的|了|是|各|等|其|并|每|该|个|名|家|所有|建立|成立|组建|组织|设立|依托|通过|采取|推行|联合(?!党|支)|其中|以及|全体|部分|有关|相关|其他))"
)


def find_organisations(
    text: str, start: int, end: int, places: Sequence[FoundPlace]
) -> tuple[Organisation, ...]:
    """The bodies named in `text[start:end]`, each once, with their level and place."""
    found: dict[str, Organisation] = {}
    first = bisect_left(places, start, key=lambda place: place.start)
    by_start = {p.start: p for p in places[first:] if p.end <= end} if places else {}
    for match in ORGANISATION.finditer(text, start, end):
        at = _name_start(text, match, by_start)
        name = text[at : match.end()]
        if name in found or not _is_named(name, at in by_start):
            continue
        place = by_start.get(at)
        level = place.level if place else _level(name)
        ref = PlaceRef(text=place.text, adcode=place.adcode) if place else None
        found[name] = Organisation(text=name, start=at, end=match.end(), level=level, place=ref)
    return tuple(found.values())


def _name_start(text: str, match: re.Match[str], by_start: dict[int, FoundPlace]) -> int:
    """Where the name itself begins: at a place, else after the last word that is not part of it."""
    for offset in range(match.start(), match.end()):
        if offset in by_start:
            return offset
    cut = NO_START.match(text[match.start() : match.end() - 1])
    return match.start() + (cut.end() if cut else 0)


def _is_named(name: str, placed: bool) -> bool:
    return placed or len(name) >= 4


def _level(name: str) -> str | None:
    for head, level in HEADS:
        if head in name:
            return level
    return None
