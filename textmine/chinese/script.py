"""Traditional characters to simplified, by phrase, every character keeping its place.

The dictionaries are those of opencc-python-reimplemented (OpenCC's, Apache-2.0), in the chains
tw2s and hk2s: first the regional variants become standard traditional, then traditional becomes
simplified. Phrases are matched leftmost-longest, all other characters one by one, which gives
the library's own output. Script conversion only: 資訊 becomes 资讯, never 信息.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal

import ahocorasick_rs
import numpy as np

from textmine.aligned import AlignedText

Region = Literal["tw", "hk"]

VARIANTS = {"tw": "TWVariantsRev", "hk": "HKVariantsRev"}

# Words that the library's chains get wrong: 著 of books is not the particle 着, and 么 is not 幺
# where a page was converted only in part. Standard traditional → standard traditional.
OWN_PHRASES = (
    "什么 怎么 那么 這么 这么 多么 要么 甚么 編著 專著 論著 原著 譯著 卓著 土著 拙著 遺著 新著"
).split()

# Hong Kong's forms that the chain of Taiwan leaves alone, though Taiwan has no use for them.
OF_HONG_KONG = dict(zip("衞敍衹粧枱糭", "衛敘只妝檯粽", strict=True))

# One traditional character among none that are simplified makes a text traditional, but not a
# paragraph of a simplified page (於 or 昇 in a name).
LEAST_IN_SIMPLIFIED = 3


# From here on marking code points in an array is faster than a set, five times in a long text.
LONG = 1_500


@lru_cache(maxsize=2)  # the stages of cleaning ask for the same text, one after the other
def used_characters(text: str) -> frozenset[str]:
    """The distinct characters of *text*."""
    if len(text) < LONG:
        return frozenset(text)
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    seen = np.zeros(codes.max() + 1, dtype=np.bool_)
    seen[codes] = True
    used = np.flatnonzero(seen).astype("<u4").tobytes()
    return frozenset(used.decode("utf-32-le", "surrogatepass"))


def is_traditional(text: str) -> bool:
    """Whether *text* has more characters (distinct) of traditional than of simplified use only."""
    return _leans_traditional(used_characters(text), 1)


def _leans_traditional(used: frozenset[str], least: int) -> bool:
    marks = _marks()
    found = len(used & marks.traditional)
    return found >= least and found > len(used & marks.simplified)


def to_simplified(text: AlignedText) -> AlignedText:
    """*text* with its traditional paragraphs (lines) simplified, simplified ones as they are."""
    used = used_characters(text.text)
    least = 1 if _leans_traditional(used, 1) else LEAST_IN_SIMPLIFIED
    if len(used & _marks().traditional) < least:
        return text
    region = _region(text.text)
    lines = text.text.split("\n")
    new = [
        simplify(line, region) if _leans_traditional(frozenset(line), least) else line
        for line in lines
    ]
    return AlignedText("\n".join(new), text.runs)


def simplify(text: str, region: Region = "tw") -> str:
    """*text* converted whether it looks traditional or not; as long as it was."""
    for step in _chain(region):
        text = step.apply(text)
    return text


def _region(text: str) -> Region:
    """Hong Kong writes the particle 着, Taiwan 著; elsewhere the two chains agree."""
    return "hk" if text.count("着") > text.count("著") else "tw"


@dataclass(frozen=True, slots=True)
class _Step:
    """Words matched leftmost-longest, then all other characters by table."""

    automaton: ahocorasick_rs.AhoCorasick
    words: tuple[str, ...]
    characters: Mapping[int, str]

    def apply(self, text: str) -> str:
        new = text.translate(self.characters) if self.characters else text
        pieces: list[str] = []
        last = 0
        for index, start, end in self.automaton.find_matches_as_indexes(text):
            pieces += (new[last:start], self.words[index])
            last = end
        return "".join([*pieces, new[last:]]) if last else new


@dataclass(frozen=True, slots=True)
class _Marks:
    """Characters that only one of the scripts uses."""

    traditional: frozenset[str]
    simplified: frozenset[str]


@cache
def _chain(region: Region) -> tuple[_Step, _Step]:
    """The regional variants are few, so they are matched as words; the rest goes by table."""
    name = VARIANTS[region]
    own = {phrase: phrase for phrase in OWN_PHRASES}
    variants = {**OF_HONG_KONG, **_read(name), **_read(f"{name}Phrases"), **own}
    characters = _read("TSCharacters")
    own = {phrase: "".join(characters.get(c, c) for c in phrase) for phrase in OWN_PHRASES}
    return _step(variants, {}), _step({**_read("TSPhrases"), **own}, characters)


def _step(words: Mapping[str, str], characters: Mapping[str, str]) -> _Step:
    automaton = ahocorasick_rs.AhoCorasick(
        list(words), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
    )
    return _Step(automaton, tuple(words.values()), str.maketrans(dict(characters)))


@cache
def _marks() -> _Marks:
    # 群, 户, 税 and 床 are written so in Taiwan or Hong Kong too
    shared = {char for name in VARIANTS.values() for char in _read(name)}
    return _Marks(_only("TSCharacters"), _only("STCharacters") - shared)


def _only(name: str) -> frozenset[str]:
    """The keys of a dictionary that never stay as they are."""
    return frozenset(old for old, new in _read_all(name).items() if old not in new)


def _read(name: str) -> dict[str, str]:
    """A dictionary with the first value of each key, which is what the library takes."""
    return {old: new[0] for old, new in _read_all(name).items() if len(new[0]) == len(old)}


@cache
def _read_all(name: str) -> dict[str, tuple[str, ...]]:
    table = (files("opencc") / "dictionary" / f"{name}.txt").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if "\t" in line)
    return {old: tuple(new.split(" ")) for old, new in rows}
