"""Townships, villages and communities, found by pattern and by the list of townships.

A name and its ending (双河镇, 柳林村, 河湾社区). What stands before the ending must be a name:
known to the gazetteer, cut as a proper noun, or right behind the place that holds it; 行政村,
示范镇 and 每个社区 are kinds and no names (rules/localities.toml).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from textmine.detect.gazetteer import Gazetteer
from textmine.detect.names import Hit, Kind
from textmine.detect.words import Words

RULES = Path(__file__).parent / "rules" / "localities.toml"

# The characters around an ending that can be no part of a name sort out nine of ten at once.
ENDING = re.compile(
    r"(?<![农乡各本全该每我驻返一两,，。、“”（()）：:；;！？!?\s\d%·—])"
    r"(?:街道|社区|苏木|嘎查|[镇乡](?![里级贤愁亲土镇域街村])"
    r"|村(?![里级庄镇企居务容口规晚情域寨落均史霸貌村民]))"
)
HAN = re.compile(r"[\u4e00-\u9fff]+$")
# Parts of speech that make a name (jieba: 地名, 人名, 其他专名) and those that cannot stand in one.
PROPER = ("ns", "nr", "nz", "nt")
NO_NAME = ("p", "c", "u", "r", "d", "q", "y", "o", "x")
ACTION = ("v", "a", "b", "m", "t", "f", "i", "l", "z")
LONGEST_STEM = 6
LONGEST_DIRECT = 4
VILLAGES = ("村", "社区", "嘎查")
NO_BEGINNING = frozenset("由从在对把以被向与和到给让为是于有将比")
KINDS = frozenset("个名些类批种片条座")  # 四个麦区村: counted, so a kind and no name
# 小城镇, 古镇, 水乡, 之乡: only the list of townships says whether such a name is one.
UNSURE_LAST = frozenset("城集小古水之原美强名重老同故家他异还回下离包联入")
# "四联、杨旗、禅师三个村": names that share an ending.
SHARED_ENDING = re.compile(
    r"[个两二三四五六七八九十](?:行政|自然|建制)?(村|社区|镇|乡|街道|嘎查)(?!民)"
)
LISTED = re.compile(
    r"((?:[\u4e00-\u9fff]{2,6}、){1,15}[\u4e00-\u9fff]{2,5}?)"
    r"等?(?:\d{1,3}|[两二三四五六七八九十]{1,3})?个?$"
)
LOCAL_ENDINGS = ("村", "镇", "乡", "街道", "社区", "区", "县", "市", "等", "个")
LONGEST_LIST = 80  # characters


@cache
def generic_words() -> frozenset[str]:
    """The words before 村, 镇, 社区 … that are kinds and no names."""
    return frozenset(_rules()["generic"].split())


@cache
def _rules() -> dict[str, str]:
    return tomllib.loads(RULES.read_text(encoding="utf-8"))


@cache
def _goes_on() -> frozenset[str]:
    return frozenset(_rules()["goes_on"].split())


@dataclass(frozen=True, slots=True)
class Localities:
    """Townships and villages; `swallowed` are the places that turned out to be their names."""

    found: list[Hit]
    swallowed: set[Hit]


@dataclass(slots=True)
class LocalityFinder:
    """Finds townships, villages and communities around the places that are already known.

    `nearby(name)` says whether a township of this name lies in a division that the article names.
    """

    gazetteer: Gazetteer
    nearby: Callable[[str], bool]

    def find(self, text: str, words: Words, places: Sequence[Hit]) -> Localities:
        """The localities in *text*, in order, and the places that were only their names."""
        found: list[Hit] = []
        swallowed: set[Hit] = set()
        known = iter([*places, Hit(len(text), len(text), "", "trap")])
        before, after = Hit(0, 0, "", "trap"), next(known)
        for match in ENDING.finditer(text):
            while after.start < match.start():
                before, after = after, next(known)
            if before.end >= match.end() or after.start < match.end():
                continue
            if self._is_name(before, match, words):
                swallowed.add(before)
                start: int | None = before.start
            else:
                limit = max(before.end, found[-1].end if found else 0)
                start = self._name_start(text, words, match, limit, limit if limit else -1)
            if start is not None:
                kind: Kind = "village" if match[0] in VILLAGES else "township"
                found.append(Hit(start, match.end(), text[start : match.end()], kind))
        return Localities(found, swallowed)

    def _is_name(self, before: Hit, match: re.Match[str], words: Words) -> bool:
        """Whether the place before an ending is but the name of a locality: 朝阳街道, 大埔村."""
        if before.end != match.start() or before.kind in ("full", "trap"):
            return False
        word = words.at(match.start())
        if word < 0 or not _continues(words.words[word], match[0]):
            return False
        if match[0] == "社区":
            return before.kind != "short"
        return match[0] in VILLAGES or self.gazetteer.has_township(before.text + match[0])

    def _name_start(
        self, text: str, words: Words, match: re.Match[str], limit: int, behind: int
    ) -> int | None:
        """Where the name before an ending begins, or None where there is no name."""
        at = match.start()
        word = words.at(at)
        if word < 0:
            return None
        starts = _possible_starts(text, words, at, limit)
        if not starts:
            return None
        if match[0] not in VILLAGES:
            known = self._known_start(text, starts, match, behind)
            if known is not None:
                return known
            if text[at - 1] in UNSURE_LAST:
                return None
        if words.starts[word] == at and not _continues(words.words[word], match[0]):
            return None
        return _guess_start(text, words, at, starts, behind)

    def _known_start(
        self, text: str, starts: list[int], match: re.Match[str], behind: int
    ) -> int | None:
        """The longest name that is a township's, where it may be meant."""
        for start in sorted(starts):
            stem, name = text[start : match.start()], text[start : match.end()]
            if (len(stem) == 1 and start != behind) or stem in generic_words():
                continue
            if not self.gazetteer.has_township(name):
                continue
            if start == behind or self.nearby(name):
                return start
        return None

    def find_listed(self, text: str, words: Words, taken: Sequence[Hit]) -> list[Hit]:
        """The names of a list that share an ending: "四联、杨旗、禅师三个村"."""
        found: list[Hit] = []
        for ending in SHARED_ENDING.finditer(text):
            lead = text[max(0, ending.start() - LONGEST_LIST) : ending.start() + 1]
            names = LISTED.search(lead) if "、" in lead[-12:] else None
            if not names:
                continue
            at = ending.start() + 1 - len(lead) + names.start()
            items = list(_items(names[1], at, words))
            if any(_overlaps(item, taken) for item in items):
                continue
            if not self._are_names([text[start:end] for start, end in items], ending[1]):
                parts = [list(_parts(words, *item)) for item in items]
                if not _all_names(parts):
                    continue
            kind: Kind = "village" if ending[1] in VILLAGES else "township"
            found += [Hit(start, end, text[start:end], kind) for start, end in items]
        return found

    def _are_names(self, names: Sequence[str], ending: str) -> bool:
        """Whether most of them are townships with this ending."""
        if ending in VILLAGES:
            return False
        known = sum(self.gazetteer.has_township(name + ending) for name in names)
        return known * 2 > len(names)


def _possible_starts(text: str, words: Words, at: int, limit: int) -> list[int]:
    """The word borders before *at* at which a name may begin, nearest first."""
    lowest = max(limit, at - LONGEST_STEM)
    han = HAN.search(text, lowest, at)
    if not han:
        return []
    lowest = max(lowest, han.start())
    found: list[int] = []
    word = words.at(at)
    while word >= 0:
        start = words.starts[word]
        if start < at and start >= lowest:
            found.append(start)
        if start <= lowest:
            if start < lowest and lowest == limit and lowest < at:
                found.append(lowest)
            break
        word -= 1
    return found


def _continues(word: str, ending: str) -> bool:
    """Whether the word that begins with an ending only goes on from it."""
    return word in _goes_on() or (word.startswith(ending) and word not in _other_words())


@cache
def _other_words() -> frozenset[str]:
    return frozenset(_rules()["other_words"].split())


def _guess_start(text: str, words: Words, at: int, starts: list[int], behind: int) -> int | None:
    """The start of a name that no list knows: a proper noun, or what follows its place."""
    direct = behind in starts and at - behind <= LONGEST_DIRECT
    start = behind if direct else starts[0]
    if at - start < 2 and not direct:
        if len(starts) < 2 or starts[1] < at - 2:
            return None
        start = starts[1]
    parts = list(_parts(words, start, at))
    if not _may_be_name(text[start:at], parts) or text[start - 1 : start] in KINDS:
        return None
    if direct:
        return start if _is_direct_name(parts) else None
    if len(parts) > 1 or not parts[0][1].startswith(PROPER):
        return None
    return _extend(words, start, at, starts)


def _may_be_name(stem: str, parts: Sequence[tuple[str, str]]) -> bool:
    """Whether nothing in it tells against a name."""
    if stem[0] in NO_BEGINNING or stem in generic_words():
        return False
    return not any(
        tag.startswith(NO_NAME) or (len(part) > 1 and part in generic_words())
        for part, tag in parts
    )


def _is_direct_name(parts: Sequence[tuple[str, str]]) -> bool:
    """What follows its place needs no proof but that it does nothing: no verb, no kind."""
    last = parts[-1][0]
    if len(parts) > 1 and len(last) == 1 and last in generic_words():
        return False
    does = any(tag.startswith("v") and len(part) > 1 for part, tag in parts)
    return not does and not all(tag.startswith(ACTION) for _, tag in parts)


def _extend(words: Words, start: int, at: int, starts: list[int]) -> int:
    """The start of a name with what belongs to it before: 大 of 大柳林村, 中华 of 中华中路社区."""
    for earlier in [each for each in starts if each < start]:
        part, tag = next(_parts(words, earlier, start))
        if at - earlier > LONGEST_DIRECT or part in generic_words():
            break
        if not (tag.startswith(PROPER) or (len(part) == 1 and tag.startswith(("n", "f", "a")))):
            break
        start = earlier
    return start


def _parts(words: Words, start: int, end: int) -> Iterator[tuple[str, str]]:
    """The words between two offsets, cut to them, with their tags."""
    word = words.at(start)
    while word < len(words.words) and words.starts[word] < end:
        first = max(start, words.starts[word])
        text = words.words[word][first - words.starts[word] : end - words.starts[word]]
        yield text, words.tags[word]
        word += 1


def _items(names: str, at: int, words: Words) -> Iterator[tuple[int, int]]:
    """The spans of the names of a list; the first begins at its last word."""
    for number, name in enumerate(names.split("、")):
        start, end = at, at + len(name)
        if number == 0:
            last = words.at(end - 1)
            if end - words.starts[last] < 2 and last:
                last -= 1
            start = max(at, words.starts[last])
        yield start, end
        at = end + 1


def _all_names(items: Sequence[Sequence[tuple[str, str]]]) -> bool:
    """Whether every item may be a name, and at least one certainly is."""
    parts = [part for item in items for part in item]
    if any("".join(part for part, _ in item).endswith(LOCAL_ENDINGS) for item in items):
        return False
    return all(_may_name(*part) for part in parts) and any(
        tag.startswith(PROPER) for _, tag in parts
    )


def _may_name(part: str, tag: str) -> bool:
    return part not in generic_words() and not tag.startswith((*NO_NAME, "v"))


def _overlaps(span: tuple[int, int], taken: Sequence[Hit]) -> bool:
    return any(hit.start < span[1] and span[0] < hit.end for hit in taken)
