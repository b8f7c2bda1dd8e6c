"""Where a name that no list of townships holds begins before its ending, and whether it is one.

Every beginning is rated by three things: what the characters look like (`toponyms`), what
stands to the left of them, and which words they were cut into. The best one is the name if its
rating is high enough. The numbers are logarithms, as those of the characters are; they were set
on the marked sentences of corpora/gold and on what they let through in the reports of 43 cities.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from textmine.detect.localities.stems import (
    KINDS,
    LEVELS,
    PROPER,
    Part,
    Spot,
    generic_words,
    read_parts,
)
from textmine.detect.localities.toponyms import Toponyms

SHORTEST, LONGEST = 2, 5
ACCEPTED = 4.1
MOST, LEAST = 7.0, -6.0  # what the characters of a name add at most and at least
# A name that villages bear: rated at least so, and so much more.
KNOWN = {"usual": (3.0, 4.0), "common": (2.0, 3.0), "known": (1.0, 1.5), "unknown": (-9.0, 0.0)}

# ---- to the left of the name ------------------------------------------------------------------
LEADS = frozenset("在到由从以驻与和及跟同向给让把将为是有该了至赴往来去自如即对使其被比任")
STORY_OF = re.compile("[—-]记")  # ——记三秀桥村党支部
NEIGHBOURS = ("隔壁", "邻近", "相邻", "临近", "毗邻")  # 隔壁的云温村
CLAUSE, AFTER_LEAD, AFTER_PLACE, AFTER_DIGIT = 3.0, 2.5, 3.0, -6.0
# By the part of speech of the word before; of the short ones, which may belong to the name.
LEFT = {
    "v": 1.0, "p": 1.5, "c": 1.5, "u": 0.5, "t": 1.0, "d": 0.5, "ns": 0.5, "n": -1.0,
    "m": -3.0, "q": -4.0,
}  # fmt: skip
LEFT_SHORT = {"v": 0.0, "ns": 0.0, "u": 0.5, "m": -3.0, "q": -4.0}
KIND_ENDS, AFTER_KIND = frozenset("村镇乡"), 1.5  # 结对村|同心村
PREFIXES, PREFIXED = frozenset("老大小新上下前后东西南北中"), -4.0  # of 老茶坪村
TORN, TORN_LEAD, TORN_UNKNOWN = -4.0, 1.0, -1.0

LEAST_LOOK = ACCEPTED - CLAUSE - 2  # below, no context makes a name of it

# ---- the words within it ----------------------------------------------------------------------
WHOLE = {"n": -1.5, "v": -4.0, "d": -4.0, "p": -4.0, "c": -4.0, "r": -5.0, "a": -3.0, "b": -3.0}
WITHIN = {"n": -1.0, "v": -3.5, "r": -5.0}
ORDINARY = {"v": -6.0, "a": -6.0, "b": -6.0, "d": -6.0, "n": -1.0}  # least look of such a word
SINGLE = {"q": -4.0, "v": -1.0, "p": -3.0, "c": -3.0, "u": -4.0, "d": -3.0, "r": -4.0}
NEW_WORD = -0.5  # cut as one word with its ending
KNOWN_WEIGHT = 0.5  # of the words' rating in a name that villages bear
NO_FIRST, FIRST_LEADS = frozenset("以从由在与于对使给将到"), -3.0
PEOPLES = frozenset("苗侗彝瑶羌藏壮傣山水边古民村佤黎")
NUMERALS = frozenset("一二两三四五六七八九十百千万亿几数半")
COUNTED = re.compile(
    r"(?!万家$)[一二两三四五六七八九十百千万亿几数半第]+[家户所处座条片村镇区县市级]?$"
)
LINKED = frozenset("联驻包带帮连并建跨")
NEVER = frozenset(
    "个名些类种与及的了是在等各每该本我您你他她它们这那某此其并且或被把让给对户级至辖村绕之"
)


class Guess(NamedTuple):
    """Where a name begins, and how likely that is: a logarithm, believed from ACCEPTED on."""

    start: int
    rating: float


def guess_name(spot: Spot, toponyms: Toponyms) -> Guess | None:
    """The most likely name before an ending; None where none is likely at all."""
    lowest = max(spot.limit, spot.at - LONGEST)
    best: Guess | None = None
    for start in range(spot.at - 1, lowest - 1, -1):
        character = spot.text[start]
        if character in NEVER or not "一" <= character <= "鿿":
            break
        rating = rate(spot, start, toponyms) if start <= spot.at - SHORTEST else None
        if rating is not None and (best is None or rating > best.rating):
            best = Guess(start, rating)
    return best


def rate(spot: Spot, start: int, toponyms: Toponyms) -> float | None:
    """How likely the name begins at *start* (a logarithm); None where it cannot."""
    stem = spot.text[start : spot.at]
    if stem in generic_words() or COUNTED.match(stem) or LEVELS.issuperset(stem):
        return None  # before its names are searched, which takes longest
    if stem[0] in LINKED and COUNTED.match(stem[1:]):
        return None  # 驻一村联三村
    rarity, odds = toponyms.rarity(stem), toponyms.odds(stem)
    if odds <= LEAST_LOOK and rarity == "unknown":
        return None
    if rarity in ("known", "unknown") and (stem[-1] in NUMERALS or _ends_as_kind(spot)):
        return None
    parts = list(read_parts(spot.words, start, spot.at))
    more = KNOWN[rarity][1]
    look = min(max(odds, _floor(spot, start, parts, rarity)), MOST) + more
    if stem[0] in NO_FIRST:
        look += FIRST_LEADS
    inner = _rate_words(spot, parts) if look > LEAST_LOOK else None
    left = rate_left(spot, start, unknown=not more) if inner is not None else None
    if inner is None or left is None:
        return None
    return look + left + inner * (KNOWN_WEIGHT if more or start == spot.behind else 1.0)


def _floor(spot: Spot, start: int, parts: Sequence[Part], rarity: str) -> float:
    """How low a name may look at the least: that of an ordinary word less than others."""
    floor = KNOWN[rarity][0]
    if len(parts) != 1 or spot.end_of_word() != spot.at or start == spot.behind:
        return floor
    kind = parts[0][1][0]
    if spot.text[spot.at] not in "村镇乡社屯寨" or (kind == "n" and rarity == "usual"):
        return floor
    return ORDINARY.get(kind, floor)


def _ends_as_kind(spot: Spot) -> bool:
    """Whether it is cut with a word that makes a kind of it: 山村, 茶乡, 苗寨 (not 新村)."""
    word = spot.words.at(spot.at - 1)
    last = spot.words.words[word][: spot.at - spot.words.starts[word]]
    if spot.text[spot.at] == "寨":
        return spot.text[spot.at - 1] in PEOPLES
    if spot.text[spot.at] not in "村镇乡社":
        return False
    return last != "新" and last in generic_words() and spot.end_of_word() > spot.at


def rate_left(spot: Spot, start: int, *, unknown: bool) -> float | None:
    """How well a name may begin behind what stands before it."""
    if start == spot.behind:
        return AFTER_PLACE
    before = spot.text[start - 1 : start]
    if STORY_OF.search(spot.text, max(0, start - 2), start + 1):
        return None if spot.text[start] == "记" else CLAUSE
    if not "一" <= before <= "鿿":
        return AFTER_DIGIT if before.isdigit() else CLAUSE
    if before in KINDS:
        return TORN
    if before == "的" and spot.text.endswith(NEIGHBOURS, 0, start - 1):
        return AFTER_LEAD
    words, word = spot.words, spot.words.at(start)
    if words.starts[word] < start:
        return _rate_torn(spot, start, word, unknown=unknown)
    left, tag = words.words[word - 1], words.tags[word - 1]
    if left[-1] in LEADS:
        return AFTER_LEAD
    if left in PREFIXES:
        return PREFIXED
    if left[-1] in KIND_ENDS:
        return AFTER_KIND
    return _of(LEFT_SHORT, tag, -1.5) if len(left) == 1 else _of(LEFT, tag, 0.0)


def _rate_torn(spot: Spot, start: int, word: int, *, unknown: bool) -> float | None:
    """How well it begins within a word, which happens where the segmenter guessed."""
    whole = spot.words.words[word]
    head = whole[: start - spot.words.starts[word]]
    guessed = spot.words.tags[word].startswith(("nr", "x"))  # 以栗, for 以|栗沟村
    if whole in generic_words() or (unknown and head in LEADS and not guessed):
        return None
    if head in LEADS:
        return TORN_LEAD
    return TORN_UNKNOWN if spot.words.tags[word].startswith(("x", "n")) and len(head) > 1 else TORN


def _rate_words(spot: Spot, parts: Sequence[Part]) -> float | None:
    """How well the words between fit into a name; None where one of them never does."""
    rating = 0.0
    for part, tag in parts:
        if len(part) == 1:
            rating += _of(SINGLE, tag, 0.0)
        elif part in generic_words():
            return None
        elif len(parts) == 1 and spot.end_of_word() > spot.at:
            rating += NEW_WORD
        elif not tag.startswith((*PROPER, "x")):
            rating += _of(WHOLE, tag, -2.5) if len(parts) == 1 else _of(WITHIN, tag, -2.5)
    return rating


def _of(ratings: dict[str, float], tag: str, other: float) -> float:
    return ratings.get(tag[:2], ratings.get(tag[:1], other))
