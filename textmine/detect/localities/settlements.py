"""Places below the county that bear no 村 or 镇: 高家庄子, 李家湾; 高新区 before a township.

In Taiwan also the wards of towns (福德里) and the settlements of its peoples (清流部落).

>>> from textmine.detect.places import find_places
>>> [place.text for place in find_places("高新区鹏泉街道的党员去了高家庄子。")]
['高新区', '鹏泉街道', '高家庄子']
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from textmine.detect.divisions.names import Hit, overlaps
from textmine.detect.localities.features import SURNAMES
from textmine.detect.localities.stems import PROPER
from textmine.detect.words import Words

# A family's hamlet; 家庄 and the like alone are none, nor is 石家庄, which is known before.
HAMLET = re.compile(
    rf"家(?<=[{''.join(sorted(SURNAMES))}]家)"
    r"(?:[庄营堡沟]子|窝棚|圪[垯塔]|[庄沟湾坪坝坡岗洼屯窑咀嘴塘冲垸寨梁滩岭])"
    r"(?![村镇乡子屯寨社街河路站桥户山])"
)
# What such a name goes on to when a road or a firm is meant.
NO_HAMLET = re.compile(r"[大中]?[路道街巷桥]|[大立]|水库")
ZONE = re.compile(
    r"(?:(?:国家)?高新(?:技术)?(?:产业)?(?:开发)?区|(?:经济)?(?:技术)?开发区|经开区|工业园区)$"
)
LONGEST_ZONE = 12
# 明珠镇16社区: towns of Xinjiang number their communities.
NUMBERED = re.compile(r"\d{1,3}社区(?!矫正|戒毒|康复)")
LEADS = frozenset("与和及在到从由如对为是")
WARD = re.compile("[\u4e00-\u9fff]{2}里(?=里长|[的长民内，,。、在有办与和]|$)")
TRIBE = re.compile("[\u4e00-\u9fff]{2,4}?部落")
COMMON = ("n", "s", "v")  # 万华区|公园|里: what a word is that bears no name


def find_hamlets(text: str, words: Words, taken: Sequence[Hit]) -> Iterator[Hit]:
    """The hamlets of *text* outside the places *taken*, which are in order."""
    ends = {hit.end for hit in taken}
    for match in HAMLET.finditer(text) if words.starts else ():
        start = match.start() - 1
        begins = words.starts[words.at(start)] == start or start in ends
        if not begins or NO_HAMLET.match(text, match.end()):
            continue
        if not overlaps((start, match.end()), taken):
            yield Hit(start, match.end(), text[start : match.end()], "village")
    for hit in taken:
        number = NUMBERED.match(text, hit.end) if hit.kind == "township" else None
        if number:
            yield Hit(*number.span(), number[0], "village")


def find_zones(text: str, taken: Sequence[Hit]) -> Iterator[Hit]:
    """The zones that stand right before a township: 高新区 of 高新区鹏泉街道."""
    ends = {hit.end for hit in taken}
    for hit in taken:
        if hit.kind != "township":
            continue
        zone = ZONE.search(text, max(0, hit.start - LONGEST_ZONE), hit.start)
        if not zone or overlaps(zone.span(), taken):
            continue
        before = text[max(0, zone.start() - 1) : zone.start()]
        if not "一" <= before <= "鿿" or before in LEADS or zone.start() in ends:
            yield Hit(*zone.span(), zone[0], "zone")


def find_wards(
    text: str, words: Words, holders: Sequence[Hit], taken: Sequence[Hit]
) -> Iterator[Hit]:
    """The wards and peoples' settlements right behind *holders*, districts and towns of Taiwan.

    七股区|笃农里, 仁爱乡|清流部落, and wherever such a name stands again outside the places
    *taken*, which are in order; not 万华区|公园里.
    """
    names = {name for holder in holders if (name := _ward_behind(text, words, holder))}
    for name in names:
        for match in re.finditer(name, text):
            if not overlaps(match.span(), taken):
                yield Hit(*match.span(), name, "village")


def _ward_behind(text: str, words: Words, holder: Hit) -> str | None:
    """The name of a ward or a settlement right behind its town; None where there is none."""
    match = TRIBE.match(text, holder.end)
    if match is None and holder.text[-1] in "区市镇":
        match = WARD.match(text, holder.end)
    if match is None:
        return None
    word = words.at(match.start())
    common = words.tags[word].startswith(COMMON) and not words.tags[word].startswith(PROPER)
    return None if common and words.words[word] == match[0].removesuffix("里") else match[0]
