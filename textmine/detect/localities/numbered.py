"""Villages that are numbered, 金砂一村 and 金砂二村, or bear the name of a day, 八一村.

>>> from textmine.detect.places import find_places
>>> [place.text for place in find_places("金砂一村和金砂二村合并建立党总支。")]
['金砂一村', '金砂二村']
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from textmine.detect.divisions.names import Hit, overlaps
from textmine.detect.localities.guesses import ACCEPTED, NEVER, guess_name
from textmine.detect.localities.stems import DEEDS, LEVELS, Spot, generic_words
from textmine.detect.localities.toponyms import load_toponyms
from textmine.detect.words import Words

NUMERALS = "一二三四五六七八九十"
NUMBERED = re.compile(
    rf"[{NUMERALS}](?<=[\u4e00-\u9fff]{{3}})(?<![{NUMERALS}第每].)村(?!村|[一二三]品|[庄镇])"
)
LONGEST, SHORTEST = 4, 2  # characters before the number
# What is said of one village that bears a number, where its brothers are not named.
OF_ONE = re.compile(
    "(?:党[支总委小组员]|支[部书]|村委|两委|书记|主任|村?民(?!主)|社区|第一书记|的)"
)
DAYS = re.compile(
    rf"[八五七三六][一四八](?<=八一|五一|五四|七一|三八|六一)(?<![{NUMERALS}\d第]..)村"
    r"(?=党|支|[村两]委|书记|村?民|的|[、，,。和与])"
)


def find_numbered(text: str, words: Words, taken: Sequence[Hit]) -> list[Hit]:
    """The numbered villages of *text* outside the places *taken*, in order."""
    if not words.starts:
        return []
    taken = sorted(taken)
    ends = list(NUMBERED.finditer(text))
    stems = _shared_stems(text, [match.start() for match in ends])
    found = [*_of_families(text, ends, stems), *_alone(text, words, ends)]
    found += [Hit(*match.span(), match[0], "village") for match in DAYS.finditer(text)]
    kept: list[Hit] = []
    for hit in sorted(found, key=lambda hit: (hit.start, -hit.end)):
        inside = kept and hit.start < kept[-1].end
        if not inside and not overlaps((hit.start, hit.end), taken):
            kept.append(hit)
    return kept


def _shared_stems(text: str, numbers: Sequence[int]) -> list[str]:
    """The names that stand before two different numbers, the longer ones first."""
    borne: dict[str, set[str]] = {}
    for at in numbers:
        for length in range(SHORTEST, LONGEST + 1):
            stem = text[max(0, at - length) : at]
            if len(stem) == length and _may_be_stem(stem):
                borne.setdefault(stem, set()).add(text[at])
    shared = [stem for stem, found in borne.items() if len(found) > 1]
    return sorted(shared, key=len, reverse=True)


def _may_be_stem(stem: str) -> bool:
    if stem in generic_words() or not NEVER.isdisjoint(stem) or not LEVELS.isdisjoint(stem):
        return False
    return stem[-1] not in DEEDS and all("\u4e00" <= character <= "\u9fff" for character in stem)


def _of_families(text: str, ends: Sequence[re.Match[str]], stems: Sequence[str]) -> Iterator[Hit]:
    for match in ends:
        stem = next((stem for stem in stems if text.endswith(stem, 0, match.start())), "")
        if stem:
            start = match.start() - len(stem)
            yield Hit(start, match.end(), text[start : match.end()], "village")


def _alone(text: str, words: Words, ends: Sequence[re.Match[str]]) -> Iterator[Hit]:
    """Those of which no brother is named: their name must look like one."""
    for match in ends:
        if not OF_ONE.match(text, match.end()):
            continue
        at = match.start()
        guess = guess_name(Spot(text, words, at, match.end(), 0, -1), load_toponyms())
        if guess and guess.rating >= ACCEPTED and _may_be_stem(text[guess.start : at]):
            yield Hit(guess.start, match.end(), text[guess.start : match.end()], "village")
