"""What stands before 镇, 村, 社区: where a name begins there, and whether it is one.

It is a name where it was cut as a proper noun or stands right behind the place that holds it, and
nothing in it tells against a name (rules/localities.toml).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from textmine.detect.words import Words

RULES = Path(__file__).parents[1] / "rules" / "localities.toml"

HAN = re.compile(r"[\u4e00-\u9fff]{1,40}$")
# Parts of speech that make a name (jieba: 地名, 人名, 其他专名) and those that cannot stand in one.
PROPER = ("ns", "nr", "nz", "nt")
NO_NAME = ("p", "c", "u", "r", "d", "q", "y", "o")
ACTION = ("v", "a", "b", "t", "f", "i", "l", "z")
LONGEST = 6
LONGEST_DIRECT = 4
NO_BEGINNING = frozenset("镇乡村由从在对把以被向与和到给让为是于有将比归")
LIES = ("地处", "位于", "坐落")  # 石桥村|地处|分界镇
PREPOSITIONS = frozenset("与和同跟到从由对在向")
KINDS = frozenset("个名些类批种片条座")  # 四个麦区村: counted, so a kind and no name
LEVELS = frozenset("各全本省市州盟县区旗镇乡村街")  # 市县镇村: no name, but a list of levels
COUNTED = KINDS | frozenset("一二两三四五六七八九十几各每本全有的某该这那")
VILLAGES = ("村", "社区", "嘎查", "屯", "寨")  # what their names end in
LINKS = frozenset("、和与及")
DEEDS = frozenset("进驻返下住留管治帮带联包抓")  # 干部进村

Part = tuple[str, str]  # a word and its tag


@cache
def generic_words() -> frozenset[str]:
    """The words before 村, 镇, 社区 … that are kinds and no names."""
    return frozenset(_rules()["generic"].split())


@cache
def no_features() -> frozenset[str]:
    """The words that end as the names of rivers and mountains do, and are none: 母亲河."""
    return frozenset(_rules()["no_feature"].split())


@cache
def _other_words() -> frozenset[str]:
    return frozenset(_rules()["other_words"].split())


@cache
def _goes_on() -> frozenset[str]:
    return frozenset(_rules()["goes_on"].split())


@cache
def _rules() -> dict[str, str]:
    return tomllib.loads(RULES.read_text(encoding="utf-8"))


class Spot(NamedTuple):
    """An ending in the text, from `at` to `end`, and what may stand before it.

    A name begins at `limit` or later; `behind` is where it would follow its place directly, or
    another name of its list (-1: nowhere).
    """

    text: str
    words: Words
    at: int
    end: int
    limit: int
    behind: int

    @property
    def ending(self) -> str:
        """镇, 村, 社区 …"""
        return self.text[self.at : self.end]

    @property
    def tail(self) -> str:
        """The two characters before the ending, and the ending."""
        return self.text[max(0, self.at - 2) : self.end]

    def starts(self) -> list[int]:
        """The word borders at which a name may begin, nearest first."""
        lowest = max(self.limit, self.at - LONGEST)
        han = HAN.search(self.text, lowest, self.at)
        if not han:
            return []
        lowest = max(lowest, han.start())
        found: list[int] = []
        for word in range(self.words.at(self.at), -1, -1):
            start = self.words.starts[word]
            if lowest <= start < self.at:
                found.append(start)
            if start <= lowest:
                if start < lowest == self.limit < self.at:
                    found.append(lowest)
                break
        return found

    def end_of_word(self) -> int:
        """Where the word ends that holds the last character before the ending."""
        word = self.words.at(self.at - 1)
        return self.words.starts[word] + len(self.words.words[word])

    def rest_of_word(self) -> str:
        """The ending with what follows it in its word: 村 of 镇坡|头村, 村委会."""
        word = self.words.at(self.at)
        return self.words.words[word][self.at - self.words.starts[word] :]

    def stands_alone(self) -> bool:
        """Whether the ending is one, and not the beginning of another word (村民, 乡镇)."""
        word = self.words.at(self.at)
        return self.words.starts[word] != self.at or continues(self.words.words[word], self.ending)


def continues(word: str, ending: str) -> bool:
    """Whether the word that begins with an ending only goes on from it."""
    return word in _goes_on() or (word.startswith(ending) and word not in _other_words())


def direct_start(spot: Spot, starts: Sequence[int]) -> int | None:
    """The start of a name that follows its place directly; None where there is no name."""
    start = spot.behind
    if start not in starts or spot.at - start > LONGEST_DIRECT:
        return None
    if spot.ending == "嘎查" and COUNTED.isdisjoint(spot.text[start : spot.at]):
        return start  # Mongolian names are cut into anything
    if spot.text.startswith(LIES, start, spot.at - 1):
        start += len(LIES[0])
    if spot.at - start > 2 and spot.text[start] in PREPOSITIONS:
        start += 1  # 同通演村: cut with the preposition in it
    parts = list(read_parts(spot.words, start, spot.at))
    if not _may_be_name(spot.text[start : spot.at], parts) or spot.text[start - 1 : start] in KINDS:
        return None
    return start if _is_direct_name(parts) else None


def read_parts(words: Words, start: int, end: int) -> Iterator[Part]:
    """The words between two offsets, cut to them, with their tags."""
    word = words.at(start)
    while word < len(words.words) and words.starts[word] < end:
        first = max(start, words.starts[word])
        text = words.words[word][first - words.starts[word] : end - words.starts[word]]
        yield text, words.tags[word]
        word += 1


def _may_be_name(stem: str, parts: Sequence[Part]) -> bool:
    """Whether nothing in it tells against a name."""
    if stem[0] in NO_BEGINNING or stem in generic_words() or "个" in stem or set(stem) <= LEVELS:
        return False
    return not any(
        tag.startswith(NO_NAME) or (len(part) > 1 and part in generic_words())
        for part, tag in parts
    )


def _is_direct_name(parts: Sequence[Part]) -> bool:
    """What follows its place needs no proof but that it does nothing: no verb, no kind."""
    if len(parts) > 1 and parts[-1][0] in DEEDS:
        return False
    if len(parts) == 2 and all(len(part) == 1 for part, _ in parts):
        return True  # 占里村: torn to pieces, as rare names are
    does = any(tag.startswith("v") and len(part) > 1 for part, tag in parts)
    return not does and not all(tag.startswith(ACTION) for _, tag in parts)


def may_be_listed(part: str, tag: str) -> bool:
    """Whether a word may stand in a name of a list that shares an ending."""
    return part not in generic_words() and not tag.startswith((*NO_NAME, "v"))


def stem_of(name: str) -> str:
    """石径 of 石径镇, 枫桥里 of 枫桥里社区."""
    return name[:-2] if name.endswith(("社区", "街道", "嘎查", "苏木")) else name[:-1]
