"""Divisions told by one character: 在沪党员, 驻京办, 苏、浙、沪."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from textmine.detect.divisions.names import Hit, overlaps
from textmine.detect.words import Words

# Behind 在, 驻, 赴 … a character is a place if what follows belongs to a stay there (在京务工).
STAY = (
    r"[在驻赴来返离旅留进入抵]([{names}])"
    r"(?=流动|务工|党员|党组织|党委|党总支|党支部|党工委|商会|企业|人员|创业|经商|办事|办(?![理法公])"
    r"|联络|工作|考察|学习|打工|招商|老乡|同乡|乡友|乡贤|人才|高校|单位|央企|农民工|外来|召开|举行"
    r"|举办|签约|培训|参加|挂职|就业|投资|开店|办厂|[，,、。；;的]|[\u4e00-\u9fff]{{2,4}}(?:籍|商会|流动党员|务工))"
)
LIST = (
    r"、(?<=[{names}]、)[{names}](?:、[{names}]){{0,40}}"
    r"(?=[，,。；;等两三四五六七八九十及和与地省]|$)"
)
# 晋陕蒙三省区, 滇川藏交界, 闽宁协作: side by side, where they are told to be neighbours, to work
# together, or counted.
SIDE_BY_SIDE = (
    r"[{names}](?<![\u4e00-\u9fff][{names}].)[{names}]{{1,5}}"
    r"(?=[两二三四五六](?:省|地|市)|[毗比]邻|交界|接壤|结合部|接合部|边[界区]|相邻|等[两三四五六]?省"
    r"|(?:对口|劳务|扶贫|产业|消费|人才|东西部|结对){{0,2}}(?:协作|帮扶|合作(?!社)|共建)|对口(?:支援|援助)|携手|山海情)"
)
# These are other words more often than places unless a list of three says otherwise.
AMBIGUOUS = frozenset("新青吉宁甘黑台深温汉云贵秦疆藏蒙港")
PUNCTUATION = frozenset("，,、。；;的")
BEFORE = frozenset("在赴到和与及由对从")


@cache
def _patterns(names: frozenset[str]) -> tuple[re.Pattern[str], ...]:
    every = "".join(sorted(names))
    return tuple(re.compile(each.format(names=every)) for each in (STAY, LIST, SIDE_BY_SIDE))


def find_abbreviations(text: str, words: Words, known: Iterable[str]) -> list[Hit]:
    """The one-character names in *text* out of those *known*, in order."""
    stay, listed, beside = _patterns(frozenset(known))
    found: set[Hit] = set()
    for match in stay.finditer(text):
        name = match[1]
        vague = name in AMBIGUOUS and text[match.end()] in PUNCTUATION
        if not vague and _is_cut(words, match.start(), match.end()):
            found.add(Hit(match.start(1), match.end(1), name, "short"))
    for match in listed.finditer(text):
        start = match.start() - 1
        names = text[start : match.end()].split("、")
        vague = len(names) < 3 and not AMBIGUOUS.isdisjoint(names)
        if not vague and _stands_alone(text, words, start, long=len(names) > 2):
            places = range(start, match.end(), 2)
            found |= {Hit(at, at + 1, text[at], "short") for at in places}
    for match in beside.finditer(text):
        if words.at(match.start()) < 0 or words.starts[words.at(match.start())] == match.start():
            found |= {Hit(at, at + 1, text[at], "short") for at in range(*match.span())}
    return sorted(found)


def merge(hits: Sequence[Hit], others: Sequence[Hit]) -> list[Hit]:
    """Both in one list, in order; of two that overlap the first list's stays."""
    if not others:
        return list(hits)
    return sorted([*hits, *(hit for hit in others if not overlaps((hit.start, hit.end), hits))])


def _is_cut(words: Words, start: int, end: int) -> bool:
    """Whether words begin at *start* and end at *end* (在|沪, 驻京|办, 驻京办)."""
    first, last = words.at(start), words.at(end - 1)
    if first < 0:
        return True
    aligned = words.starts[last] + len(words.words[last]) == end
    return words.starts[first] == start and (aligned or first == last)


def _stands_alone(text: str, words: Words, start: int, *, long: bool) -> bool:
    """Whether a word begins there; before a short list no other word may run into it."""
    first = words.at(start)
    if first >= 0 and words.starts[first] != start:
        return False
    before = text[start - 1 : start]
    return long or not "一" <= before <= "鿿" or before in BEFORE
