"""Townships and villages of a list that share their ending: 四联、杨旗、禅师三个村."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence, Set

from textmine.detect.divisions.gazetteer import Gazetteer
from textmine.detect.divisions.name_rules import Kind
from textmine.detect.divisions.names import Hit, overlaps
from textmine.detect.localities.stems import (
    LINKS,
    NO_BEGINNING,
    PROPER,
    VILLAGES,
    Part,
    generic_words,
    may_be_listed,
    read_parts,
    stem_of,
)
from textmine.detect.localities.toponyms import load_toponyms
from textmine.detect.words import Words

# "四联、杨旗、禅师三个村": names that share an ending.
SHARED_ENDING = re.compile(
    r"[个两二三四五六七八九十等数分](?:(?<=[个两二三四五六七八九十等])|(?<=等多数)|(?<=等部分))"
    r"(?:行政|自然|建制|[\u4e00-\u9fff]{2}(?=乡镇))?"
    r"(村|社区|镇|乡|街道|嘎查|屯|寨)(?![民级])(?!(?<=乡)[友亲情愁音贤间下])"
)
LISTED = re.compile(
    r"((?:[\u4e00-\u9fff]{2,6}、){1,15}[\u4e00-\u9fff]{2,5}?)"
    r"等?(?:\d{1,3}|[两二三四五六七八九十]{1,3}|多数|部分)?个?$"
)
ITEM = re.compile(r"(?<![^、])[^、]{2,3}(?![^、])|[^、和与及]{2,}")  # 和平 is one, 甲和乙 are two
LOCAL_ENDINGS = ("村", "镇", "乡", "街道", "社区", "区", "县", "市", "等", "个")
# 生态园党支部与南寨、北寨等10个村: whoever works with them is none of them.
PARTNER = re.compile(
    r"(?:支部|党委|总支|公司|企业|合作社|协会|单位|机关|部门|中心|学校|银行|基地)$"
)
COUNTED = re.compile(r"等(?:\d{1,3}|[两二三四五六七八九十]{1,3})个?$")
LOOK_OF_NAMES = 2.0  # from which characters are names before 等8个乡镇; 道路 0.9, 城东 1.8
SHORTEST_NAME = 2
LONGEST_LIST = 80  # characters
Span = tuple[int, int]


def find_listed(gazetteer: Gazetteer, text: str, words: Words, taken: Sequence[Hit]) -> list[Hit]:
    """The names of a list that share an ending: "四联、杨旗、禅师三个村".

    Names of counties among them (柳河、三里两个村) are villages here.
    """
    found: list[Hit] = []
    taken = sorted(taken)
    lower = [hit for hit in taken if hit.kind in ("village", "township")]
    known, stems = {(h.start, h.end) for h in lower}, {stem_of(hit.text) for hit in lower}
    short = {(hit.start, hit.end) for hit in taken if hit.kind in ("short", "soft")}
    for ending in SHARED_ENDING.finditer(text) if words.starts else ():
        listed = _behind_known(_listed_before(text, ending.start(), words), lower, known)
        items = [
            item for item in listed if item not in known and not PARTNER.search(text[slice(*item)])
        ]
        if not items:
            continue
        if any(overlaps(item, taken) and item not in short for item in items):
            continue
        names = [text[start:end] for start, end in items]
        counted = COUNTED.search(text, max(0, ending.start() - 5), ending.start() + 1)
        sure = _are_townships(gazetteer, names, ending[1]) or _are_usual(names, stems)
        if not sure and not (counted and _look_like_townships(names, ending[1])):
            parts = [list(read_parts(words, *item)) for item in items]
            if not _are_names(parts):
                continue
        kind: Kind = "village" if ending[1] in VILLAGES else "township"
        found += [Hit(start, end, text[start:end], kind) for start, end in items]
    return found


def _listed_before(text: str, end: int, words: Words) -> Iterator[Span]:
    """The names of the list that ends with the counter at *end*: 四联、杨旗、禅师三|个村."""
    lead = text[max(0, end - LONGEST_LIST) : end + 1]
    names = LISTED.search(lead) if "、" in lead[-12:] else None
    if names and names[1][-1] not in LINKS:  # 医院、中医院和23个乡镇
        yield from _items(names[1], end + 1 - len(lead) + names.start(), words)


def _behind_known(items: Iterable[Span], lower: Sequence[Hit], known: Set[Span]) -> list[Span]:
    """The items behind the last that is only part of a place: 河湾里村与|柳河、三里两个村."""
    kept: list[Span] = []
    for item in items:
        if overlaps(item, lower) and item not in known:
            kept.clear()
        else:
            kept.append(item)
    return kept


def _are_townships(gazetteer: Gazetteer, names: Sequence[str], ending: str) -> bool:
    """Whether most of them are townships with this ending."""
    if ending in VILLAGES:
        return False
    known = sum(gazetteer.has_township(name + ending) for name in names)
    return known * 2 > len(names)


def _look_like_townships(names: Sequence[str], ending: str) -> bool:
    """Whether all look like names, and are no villages: 白马口、留集等8个乡镇."""
    odds = load_toponyms().odds
    return ending not in VILLAGES and not any(
        name in generic_words() or odds(name) < LOOK_OF_NAMES for name in names
    )


def _items(names: str, at: int, words: Words) -> Iterator[Span]:
    """The spans of the names of a list; the first begins at its last word."""
    for number, item in enumerate(ITEM.finditer(names)):
        start, end = at + item.start(), at + item.end()
        if number == 0:
            last = words.at(end - 1)
            if end - words.starts[last] < 2 and last:
                last -= 1
            start = max(start, words.starts[last])
            if end - start > SHORTEST_NAME and names[start - at] in NO_BEGINNING:
                start += 1  # 由野庙、新野、蒋庄三个自然村合并
        yield start, end


def _are_usual(names: Sequence[str], stems: Collection[str]) -> bool:
    """Whether all of them are names that villages bear, here (*stems*) or elsewhere."""
    rarity = load_toponyms().rarity
    others = [name for name in names if name not in stems]
    return not any(
        name in generic_words() or rarity(name) in ("known", "unknown") for name in others
    )


def _are_names(items: Sequence[Sequence[Part]]) -> bool:
    """Whether every item may be a name, and at least one certainly is."""
    parts = [part for item in items for part in item]
    if any("".join(part for part, _ in item).endswith(LOCAL_ENDINGS) for item in items):
        return False
    return all(may_be_listed(*part) for part in parts) and any(
        tag.startswith(PROPER) for _, tag in parts
    )
