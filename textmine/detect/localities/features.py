"""Rivers, lakes, mountains, islands, reservoirs and farms that no list of ours holds.

>>> from textmine.detect.places import find_places
>>> [place.text for place in find_places("旧堡镇的黄沙河两岸种满果树，爬过鸡冠山就是白石水库。")]
['旧堡镇', '黄沙河', '鸡冠山', '白石水库']
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from textmine.detect.divisions.names import Hit, overlaps
from textmine.detect.localities.guesses import PREFIXES, Guess, guess_name, rate_left
from textmine.detect.localities.stems import HAN, LINKS, Spot, no_features
from textmine.detect.localities.toponyms import Toponyms
from textmine.detect.words import Words

# 沿江, 跨河 are no names; a village, a school or a road that is named after a river is not it.
SIGN = re.compile(
    r"[河江溪湖岛湾岭峰山库场]"
    r"(?:(?<=[河江溪湖岛湾岭峰山])(?<![沿滨环临跨过拥亲引进出].)|(?<=水库)|(?<=[农林牧茶]场))"
    r"(?![村镇乡街路桥县市区州屯寨社站门沟店庄堡城北南东西中大小][^岸麓侧坡]|水库|(?<=山)水|[河溪江湖人居]"
    r"|特?大[桥道]|公园|小区|[小中大一二三]学|学校|医院|广场|花园|集团|公司|面业|酒店|隧道|机场"
    r"|高速)"
)
LONG_SIGNS = ("水库", "农场", "林场", "牧场", "茶场")
# What may go on in the word that begins with the sign: 青桐|河边, 通江|河道, 牧马|河穿.
GOES_ON = frozenset("边畔岸水域段口堤滩堰上下里中脚腰顶麓坡脊穿绕")
WATERS = frozenset("河江溪湖")
# A river of one character and 河 is one where something is said of it as a river.
RIVERSIDE = re.compile(
    r"两岸|沿岸|流域|[东西南北]岸|河?畔|岸边|边上|大堤|堤|[上中下]游|干流|支流|水质|河段|交汇"
)
PERSON = re.compile(
    r"[，,（(。:：]|同志|书记|主任|老人|夫妇|说|告诉|介绍|家|带[领头着]|今年|一[家户脸]|[从把当担有]"
)
SURNAMES = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘"
    "杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
# Ratings of `guesses` from which a name is believed: by its sign, and of any other sign. One that
# was cut as a single proper noun is rated NAMED more.
ACCEPTED = {"山": 5.5, "岭": 6.0, "峰": 8.0, "湾": 7.0, "岛": 7.0}
USUAL = 5.2
NAMED = 5.0


@dataclass(frozen=True, slots=True)
class Features:
    """The features found; `swallowed` are the places that turned out to be parts of their names."""

    found: list[Hit]
    swallowed: set[Hit]


def find_features(
    text: str, words: Words, taken: Sequence[Hit], toponyms: Toponyms, stems: Collection[str]
) -> Features:
    """The features of *text* outside the places *taken*, which are in order.

    *stems* are the names of townships and villages of the text: 石径河 flows by 石径镇.
    """
    found: list[Hit] = []
    swallowed: set[Hit] = set()
    starts = [hit.start for hit in taken]
    for match in SIGN.finditer(text) if words.starts else ():
        end = match.end()
        at = end - (2 if text.endswith(LONG_SIGNS, 0, end) else 1)
        if not _ends_there(words, at, end) or text[at - 1] == text[at]:  # 鳌龙河|河口
            continue
        before = bisect_left(starts, end) - 1
        # A soft name that ends with the sign may be but a part of a feature's.
        soft = before >= 0 and taken[before].end == end and taken[before].kind == "soft"
        inside = taken[before] if soft else None
        limit = _end_before(taken, before - soft)
        limit = max(limit, _end_before(found, len(found) - 1))
        if limit > at:
            continue
        spot = Spot(text, words, at, end, limit, limit or -1)
        guess = _guess(spot, toponyms, stems) or _go_on(spot, found)
        if guess is None or (inside and text[guess.start : inside.start] not in PREFIXES):
            continue
        name = text[guess.start : end]
        if name in no_features():
            continue
        found.append(Hit(guess.start, end, name, "feature"))
        if inside:
            swallowed.add(inside)
    again = _find_again(text, {hit.text for hit in found}, [*taken, *found])
    return Features(sorted([*found, *again]), swallowed)


def _end_before(hits: Sequence[Hit], index: int) -> int:
    return hits[index].end if index >= 0 else 0


def _find_again(text: str, names: Collection[str], taken: Sequence[Hit]) -> Iterator[Hit]:
    """Where names found once stand again, cut otherwise."""
    taken = sorted(taken)
    for name in names:
        for match in re.finditer(name, text):
            if not overlaps(match.span(), taken):
                yield Hit(*match.span(), name, "feature")


def _ends_there(words: Words, at: int, end: int) -> bool:
    """Whether a word ends with the sign, or goes on from it as 河边 does."""
    last = words.at(end - 1)
    start, word = words.starts[last], words.words[last]
    if start + len(word) == end:
        return words.tags[last] != "v" or start < at - 1
    return start == at and word[end - at] in GOES_ON


def _guess(spot: Spot, toponyms: Toponyms, stems: Collection[str]) -> Guess | None:
    """The name of a feature, where one is likely enough."""
    sign = spot.text[spot.end - 1]
    for length in (2, 3, 4):
        start = spot.at - length
        if start >= spot.limit and spot.text[start : spot.at] in stems:
            return Guess(start, USUAL)
    guess = guess_name(spot, toponyms)
    if guess and _may_be_person(spot, guess):
        return None
    if guess and guess.rating + _named(spot, guess) >= ACCEPTED.get(sign, USUAL):
        return guess
    return _short_river(spot) if sign in WATERS else None


def _go_on(spot: Spot, found: Sequence[Hit]) -> Guess | None:
    """六横岛 of 桃花岛、六横岛: it stands in one list with a feature of its kind."""
    if not found or spot.text[found[-1].end : found[-1].end + 1] not in LINKS:
        return None
    start = found[-1].end + 1
    stem = spot.text[start : spot.at]
    alike = found[-1].text[-1] == spot.text[spot.end - 1]
    return Guess(start, USUAL) if alike and 2 <= len(stem) <= 3 and HAN.match(stem) else None


def _may_be_person(spot: Spot, guess: Guess) -> bool:
    """李凤江, 王金山: a surname and two characters, with what is said of persons behind it."""
    name = spot.text[guess.start : spot.end]
    if len(name) != 3 or name[0] not in SURNAMES or name[2] not in "江山河峰":
        return False
    return name[1] != "家" and PERSON.match(spot.text, spot.end) is not None


def _named(spot: Spot, guess: Guess) -> float:
    """What it adds that the name was cut as one proper noun."""
    word = spot.words.at(guess.start)
    whole = spot.text.startswith(spot.words.words[word], guess.start)
    exact = whole and len(spot.words.words[word]) == spot.end - guess.start
    return NAMED if exact and spot.words.tags[word].startswith(("ns", "nr")) else 0.0


def _short_river(spot: Spot) -> Guess | None:
    """钦江两岸: one character and 江, cut as a name, with something said of its banks."""
    start = spot.at - 1
    word = spot.words.at(start)
    whole = spot.words.starts[word] == start and spot.words.tags[word] == "ns"
    if not whole or start < spot.limit or not RIVERSIDE.match(spot.text, spot.end):
        return None
    left = rate_left(spot, start, unknown=True)
    return Guess(start, USUAL) if left is not None and left > 0 else None
