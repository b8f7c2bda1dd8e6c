"""Names of places in a text: where a name of the gazetteer stands as a word of its own.

Every name is found in one pass (Aho-Corasick, leftmost and longest), then held against the words
around it: 海城市 in 沿海城市 or 康县 in 小康县 is no name. What kind of name it is says how much
more evidence it needs (rules/places.toml); `detect.evidence` looks for that.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from textmine.detect.gazetteer import Gazetteer
from textmine.detect.words import Words

RULES = Path(__file__).parent / "rules" / "places.toml"

Kind = Literal["full", "short", "soft", "hard", "chained", "township", "village", "trap"]


class Hit(NamedTuple):
    """A name in the text; `kind` says what further evidence it needs to be a place."""

    start: int
    end: int
    text: str
    kind: Kind


class Trap(NamedTuple):
    """Longer words whose beginning or middle is no place, with sentences that prove it."""

    what: str
    words: tuple[str, ...]
    yes: tuple[str, ...]
    no: tuple[str, ...]


@cache
def word_kinds() -> dict[str, Kind]:
    """Name → soft, hard or chained, for the names that are ordinary words too."""
    tables = _read_rules()["words"]
    order: tuple[Kind, ...] = ("soft", "hard", "chained")
    return {name: kind for kind in order for name in tables[kind].split()}


@cache
def next_words() -> frozenset[str]:
    """The words whose first character is no ending of the name before: 市场 in 上海市场."""
    return frozenset(_read_rules()["words"]["next"].split())


@cache
def traps() -> tuple[Trap, ...]:
    """The longer words in which a name is no place."""
    return tuple(
        Trap(row["what"], tuple(row["words"].split()), tuple(row["yes"]), tuple(row["no"]))
        for row in _read_rules()["trap"]
    )


@cache
def _read_rules() -> dict[str, Any]:
    return tomllib.loads(RULES.read_text(encoding="utf-8"))


# "南京路", "北京西路": roads and streets are no places (GUIDE.md); 中国道路, 广东路子 are none.
ROAD = re.compile(
    r"[东西南北中]?[一二三四五环]?(?:路(?![子径线上过透演网桥口])|大道|大街|街(?![道镇头区坊])|巷|胡同)"
)
RESCAN = 8  # characters: no name longer than this hides behind a match that does not fit
IN_LIST = frozenset("、和与及")  # a chained name stands beside one of these, or behind its division


class NameFinder:
    """Finds names of places above the township."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.kinds: dict[str, Kind] = {word: "trap" for trap in traps() for word in trap.words}
        special = word_kinds()
        for name in gazetteer.names():
            usual: Kind = "full" if len(name) > 2 and _ends_as_division(name) else "short"
            self.kinds.setdefault(name, special.get(name, usual))
        self._patterns = list(self.kinds)
        self._beginnings = {name[:2] for name in self._patterns}
        self._matcher = AhoCorasick(
            self._patterns,
            matchkind=MatchKind.LeftmostLongest,
            implementation=Implementation.ContiguousNFA,
        )

    def find(self, text: str, words: Words) -> list[Hit]:
        """The names in *text* that stand as words, in order, without overlaps."""
        found: list[Hit] = []
        last = 0
        for index, start, end in self._matcher.find_matches_as_indexes(text):
            name = self._patterns[index]
            kind = self.kinds[name]
            if kind == "trap" or start < last:
                continue
            if kind == "chained" and start != last and not _in_list(text, start, end):
                continue
            if fits(text, words, Hit(start, end, name, kind)):
                found.append(Hit(start, end, name, kind))
                last = end
            else:
                for hit in self._rescan(text, words, max(start, last), end):
                    found.append(hit)
                    last = hit.end
        return found

    def _rescan(self, text: str, words: Words, start: int, end: int) -> Iterator[Hit]:
        """The names behind a match that did not fit: 江苏 behind 从江 in 从江苏来."""
        at = start
        while at < end:
            if text[at : at + 2] not in self._beginnings:
                at += 1
                continue
            for stop in range(min(at + RESCAN, len(text)), at + 1, -1):
                kind = self.kinds.get(text[at:stop])
                hit = Hit(at, stop, text[at:stop], kind or "trap")
                if hit.kind != "trap" and fits(text, words, hit):
                    yield hit
                    at = stop - 1
                    break
            at += 1


def _in_list(text: str, start: int, end: int) -> bool:
    return text[start - 1 : start] in IN_LIST or text[end : end + 1] in IN_LIST


def _ends_as_division(name: str) -> bool:
    return name[-1] in "省市县区州旗盟" or len(name) > 3


def fits(text: str, words: Words, hit: Hit) -> bool:
    """Whether the name stands as a word, or as the beginning of one (四川人, 北京大学)."""
    first = words.at(hit.start)
    if first < 0:
        return True
    word_start = words.starts[first]
    if word_start != hit.start:
        # Unknown words are cut by guess: a long name within one may stand (赴绩溪县).
        return hit.kind == "full" and word_start + len(words.words[first]) >= hit.end
    last = words.at(hit.end - 1)
    word_end = words.starts[last] + len(words.words[last])
    if hit.kind == "full" or (len(hit.text) == 2 and hit.text[1] == "县"):
        return words.starts[last] != hit.end - 1 or words.words[last] not in next_words()
    if word_end != hit.end and (first != last or hit.kind != "short"):
        return False
    return not ROAD.match(text, hit.end)
