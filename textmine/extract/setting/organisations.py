"""Bodies that take part in a practice: 双河镇东风社区党支部, 安丘市委组织部, ××有限公司."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from operator import attrgetter

from textmine.detect.layers import FoundPlace
from textmine.detect.words import Words
from textmine.extract.lexicon import load_lexicon
from textmine.extract.rulebook import rule
from textmine.types import Organisation, PlaceRef

OFFICE = re.compile(
    "[\u4e00-\u9fff]{2}(?<![格结布大全时僵客餐开破变残危乱终胜])(?:局(?<![开育谋谱启]新局)|厅(?<![会览能影舞歌]厅))(?!面|限|部|势|长)"
)
LEVELS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile("省"), "province"),
    (re.compile("市委|市政府|市人民"), "city"),
    (re.compile("[县区旗](?:委|人民|政府)"), "county"),
    (re.compile("[镇乡]|街道"), "township"),
    (re.compile("村|社区|居委"), "village"),
)
START = attrgetter("start")
LONGEST = 14  # characters before the head
# Heads that say no more than a kind, unless something of its own stands before them: 公立医院.
KINDS = frozenset({"公司", "大学", "学院", "中学", "小学", "医院", "卫生院"})
DIVISIONS = frozenset("省市县区州旗镇乡")
PROPER_TAGS = ("ns", "nr", "nz", "nt", "ng", "ag", "x", "eng")
# Words that a name may hold, by the tags of jieba; of verbs only `body_verbs`.
NAME_TAGS = ("n", "j", "b", "l", "s", "vn", "an", "g", "ag", "x", "eng")
# 县级医院, 镇街医院: of no county or township in particular
OF_EACH = re.compile("[省市县区州旗镇乡][级域乡镇街村]")


def find_organisations(
    text: str, start: int, end: int, places: Sequence[FoundPlace], words: Words
) -> tuple[Organisation, ...]:
    """The bodies named in `text[start:end]`, each once, with their level and place.

    A name is read back from its head, word by word, as far as it may go.
    """
    heads = _heads(text, start, end)
    if not heads:
        return ()
    found: dict[str, Organisation] = {}
    first = bisect_left(places, start, key=START)
    last = start
    for match in heads:
        floor = max(last, match.start() - LONGEST)
        place = _place_before(places, first, floor, match.start())
        at, is_proper = _name_start(text, words, place.end if place else floor, match.start())
        if place and at == place.end:
            at = place.start
        elif at > floor:
            place = None
        at, end = _balanced(text, at, match.end())
        name = text[at:end]
        named = place is not None or _is_named(name, match.start() - at)
        if not (place or is_proper or match[0] not in KINDS):
            named = named and name[0] in DIVISIONS and not OF_EACH.match(name)
        if named and name not in found:
            ref = PlaceRef(text=place.text, adcode=place.adcode) if place else None
            found[name] = Organisation(text=name, start=at, end=end, level=_level(name), place=ref)
        last = match.end()
    return tuple(found.values())


def _balanced(text: str, start: int, end: int) -> tuple[int, int]:
    """The name with the quote that closes it, or from behind one that has no other."""
    opened, closed = text.count("“", start, end), text.count("”", start, end)
    if opened < closed:  # …+N”行业党委
        return text.rindex("”", start, end) + 1, end
    if opened == closed:
        return start, end
    if text[end : end + 1] == "”":
        return start, end + 1
    return text.rindex("“", start, end) + 1, end


def _heads(text: str, start: int, end: int) -> list[re.Match[str]]:
    """What ends names of bodies and of offices, from the left, without overlaps."""
    ends = rule("body")
    head = ends.search(text, start, end)
    signs = [at for sign in "局厅" if (at := text.find(sign, start, end)) >= 0]
    office = OFFICE.search(text, max(start, min(signs) - 2), end) if signs else None
    found: list[re.Match[str]] = []
    while head or office:
        first = min(filter(None, (head, office)), key=re.Match.start)
        found.append(first)
        if head and head.start() < first.end():
            head = ends.search(text, first.end(), end)
        if office and office.start() < first.end():
            office = OFFICE.search(text, first.end(), end)
    return found


def _is_named(name: str, before: int) -> bool:
    """Whether a name says more than what kind of body it is ("县财政局", not "党支部")."""
    return len(name) > 3 and (before > 1 or name[0] in DIVISIONS)


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


def _name_start(text: str, words: Words, floor: int, head: int) -> tuple[int, bool]:
    """Where the name before a head begins, and whether it has words of its own: 北湖|小学."""
    at, is_proper = max(floor, head), False
    index = words.at(head - 1)
    while index >= 0 and words.starts[index] >= floor:
        word, tag = words.words[index], words.tags[index]
        if word == "”" and (opened := text.rfind("“", floor, at)) >= 0:
            at, is_proper, index = opened, True, words.at(opened) - 1  # “骑手之家”党支部
            continue
        if not _may_name(word, tag):
            break
        at = words.starts[index]
        if at + len(word) <= head:  # 上市公司 is one word, and of nobody in particular
            is_proper = is_proper or tag.startswith(PROPER_TAGS) or word[0] == "第"
        index -= 1
    if lead := _leads().match(text, at, head):
        at = lead.end()  # 借由|县财政局, whose words were cut elsewhere
    return at, is_proper


@cache
def _leads() -> re.Pattern[str]:
    """What leads to a name within a word that was cut too long."""
    words = sorted(word for word in load_lexicon().before_bodies if len(word) > 1)
    return re.compile("|".join([*words, "[由以自经被与和向对从在](?=[省市县区州旗镇乡村])"]))


def _may_name(word: str, tag: str) -> bool:
    """Whether a word may be part of a name."""
    lexicon = load_lexicon()
    if word in lexicon.before_bodies:
        return False
    if tag.startswith("x"):
        return word == "“" or word.isalnum()
    if word[0] in DIVISIONS and (len(word) == 1 or tag.startswith("m")):  # 县|农业局, 市三|医院
        return True
    if tag.startswith("m"):
        return word.startswith("第") or word.endswith("级")
    return tag.startswith(NAME_TAGS) or word in lexicon.body_verbs


def _level(name: str) -> str | None:
    """The level that the name tells, the lowest one named."""
    found = [level for pattern, level in LEVELS if pattern.search(name)]
    return found[-1] if found else None
