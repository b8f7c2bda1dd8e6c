"""Bodies that take part in a practice: 双河镇东风社区党支部, 安丘市委组织部, ××有限公司."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter

from textmine.detect.layers import FoundPlace
from textmine.types import Organisation, PlaceRef

# What the name of a body ends in. Every alternative begins with a character of its own and not
# with a class: a search then skips all other characters at once.
OF_DIVISION = (
    "(?:委(?:组织部|宣传部|统战部|政法委|党校|办公室|农工办)?|人民政府|政府|纪委监委|纪委)"
)
HEAD = re.compile(
    "|".join(f"{division}{OF_DIVISION}" for division in "市县区省州旗") + "|组织部|"
    "有限责任公司|有限公司|集团公司|股份公司|公司|专业合作社|合作社|联合党委|联合党总支|联合党支部|流动党支部|"
    "党总支|党支部|党工委|党委|党组(?!织)|机关工委|街道办事处|办事处|村委会|居委会|村民委员会|居民委员会|"
    "协会|商会|学会|联合会|大学(?!生)|学院|党校|中学(?!生)|小学(?!生)|医院|卫生院|"
    "服务站|服务中心|总工会|团委|妇联|科协|工商联|残联|法院|检察院|派出所|司法所"
)
OFFICE = re.compile("[\u4e00-\u9fff]{2}(?<![格结布大全时僵客餐])(?:局|厅)(?!面|限|部|势|长)")
LEVELS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile("省"), "province"),
    (re.compile("市委|市政府|市人民"), "city"),
    (re.compile("[县区旗](?:委|人民|政府)"), "county"),
    (re.compile("[镇乡]|街道"), "township"),
    (re.compile("村|社区|居委"), "village"),
)
START = attrgetter("start")
LONGEST = 14  # characters before the head
# The last word before a name that is not part of it.
NOT_NAME = re.compile(
    r"\d[多余]?[个名家所座位]|[^\u4e00-\u9fffA-Za-z“”]|由|与(?!县)|和(?!平|谐|县|田|睦)|及|让|把|将(?!军)|对|在|向(?!阳)|为|被|从|以|同(?!心|济|仁)|"
    r"请|给|到|的|了|是|各|等|其|并|每|该(?!村)|所有|建立|成立|组建|组织(?!部)|设立|依托|通过|透过|借由|采取|推行|其中|全体|部分|"
    r"明确|推广|吸纳|配备|督促|采用|走出|抓好|抓牢|抓实|搞好|领导|接受|完成|开展|或者|以及|健全|提升|培育|构建|推进|引领|打造|严格|加入|"
    r"联合(?=[省市县区]|周边|辖区|驻)|邀请|按照|探索|如果|成功|积极|围绕|聚焦|说着|出自|是|\d[多余]?[个名家所座位]|"
    r"有关|相关|两新|非公|建成|带动|引导|支持|帮助|领办|创办|多个|一个|几个|担任|兼任|参加|派驻|指导|发挥|加强|隶属|当地|本地"
)


def find_organisations(
    text: str, start: int, end: int, places: Sequence[FoundPlace]
) -> tuple[Organisation, ...]:
    """The bodies named in `text[start:end]`, each once, with their level and place."""
    heads = _heads(text, start, end)
    if not heads:
        return ()
    found: dict[str, Organisation] = {}
    first = bisect_left(places, start, key=START)
    last = start
    for match in heads:
        floor = max(last, match.start() - LONGEST)
        place = _place_before(places, first, floor, match.start())
        at = _name_start(text, place.end if place else floor, match)
        if place and at == place.end:
            at = place.start
        elif at > floor:
            place = None
        at, end = _balanced(text, at, match.end())
        name = text[at:end]
        if name not in found and (place or _is_named(name, match.start() - at)):
            ref = PlaceRef(text=place.text, adcode=place.adcode) if place else None
            found[name] = Organisation(text=name, start=at, end=end, level=_level(name), place=ref)
        last = match.end()
    return tuple(found.values())


def _balanced(text: str, start: int, end: int) -> tuple[int, int]:
    """The name with the quote that closes it, or from behind the quote that nothing closes."""
    if text.count("“", start, end) <= text.count("”", start, end):
        return start, end
    if text[end : end + 1] == "”":
        return start, end + 1
    return text.rindex("“", start, end) + 1, end


def _heads(text: str, start: int, end: int) -> list[re.Match[str]]:
    """What HEAD and OFFICE find, from the left, without overlaps."""
    head = HEAD.search(text, start, end)
    signs = [at for sign in "局厅" if (at := text.find(sign, start, end)) >= 0]
    office = OFFICE.search(text, max(start, min(signs) - 2), end) if signs else None
    found: list[re.Match[str]] = []
    while head or office:
        first = min(filter(None, (head, office)), key=re.Match.start)
        found.append(first)
        if head and head.start() < first.end():
            head = HEAD.search(text, first.end(), end)
        if office and office.start() < first.end():
            office = OFFICE.search(text, first.end(), end)
    return found


def _is_named(name: str, before: int) -> bool:
    """Whether a name says more than what kind of body it is ("县财政局", not "党支部")."""
    return len(name) > 3 and (before > 1 or name[0] in "省市县区州旗镇乡")


def _place_before(
    places: Sequence[FoundPlace], first: int, floor: int, head: int
) -> FoundPlace | None:
    """The first place of an unbroken row of places that runs into the head's name."""
    best = None
    for index in range(first, len(places)):
        place = places[index]
        if place.start > head:
            break
        if place.start >= floor and (best is None or place.start > best.end + 6):
            best = place
    return best


def _name_start(text: str, floor: int, match: re.Match[str]) -> int:
    """After the last word before the head that is not part of the name."""
    at = floor
    for stop in NOT_NAME.finditer(text, floor, match.start()):
        at = stop.end()
    return at


def _level(name: str) -> str | None:
    """The level that the name tells, the lowest one named."""
    found = [level for pattern, level in LEVELS if pattern.search(name)]
    return found[-1] if found else None
