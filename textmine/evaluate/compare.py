"""When two texts, quantities or names count as the same: the rules that scoring stands on."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from html import unescape
from typing import Any

from textmine.aligned import AlignedText
from textmine.chinese.script import to_simplified

UNIT_ALIASES = {
    "％": "%",
    "百分之": "%",
    "个百分点": "百分点",
    "㎡": "平方米",
    "人民币元": "元",
    "千米": "公里",
}
QUOTES = re.compile(r"[“”\"'《》\s的]")
PLACE_ENDING = re.compile(r"(省|市|县|区|镇|乡|村|街道|社区)$")
TAG = re.compile(r"<!--(?:[^<-]|<(?!!--)|-(?!->)){0,2000}-->|<[^<>]*>", re.DOTALL)
PINYIN_GLOSS = re.compile(
    r"(?:[?]\(?|\(|(?<![a-zA-Zāáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜü]))[a-zA-Zāáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜü]+\)"
)


def squash(text: str) -> str:
    """Without any white space."""
    return re.sub(r"\s+", "", text or "")


def shingles(text: str, n: int = 4) -> Counter[str]:
    """How often each run of *n* characters occurs; a shorter text is one of its own."""
    text = squash(text)
    return Counter(text[i : i + n] for i in range(max(1, len(text) - n + 1)))


def overlap(one: Counter[str], other: Counter[str]) -> int:
    """How many n-grams two texts share."""
    return (one & other).total()


def unit_of(metric: Mapping[str, Any]) -> str:
    """The unit, spelled one way."""
    unit = squash(metric.get("unit") or "")
    return UNIT_ALIASES.get(unit, unit)


def near(one: float | None, other: float | None) -> bool:
    """Equal numbers; thirds are written 33.33, so small fractions may differ by half a digit."""
    if one is None or other is None:
        return one is other
    one, other = float(one), float(other)
    small_fraction = abs(one) < 1000 and one != int(one)
    return abs(one - other) <= (0.0051 if small_fraction else 1e-9 * max(1.0, abs(one)))


def same_quantity(gold: Mapping[str, Any], found: Mapping[str, Any]) -> bool:
    """Equal value, upper value and unit."""
    return (
        near(gold["value"], found.get("value"))
        and unit_of(gold) == unit_of(found)
        and near(gold.get("value_max"), found.get("value_max"))
    )


def align_quantities(
    gold: Sequence[Mapping[str, Any]], found: Sequence[Mapping[str, Any]]
) -> list[tuple[int, int]]:
    """The longest alignment, in order, of equal quantities: pairs of indexes.

    Evidence that overlaps decides between equal quantities.
    """
    n, m = len(gold), len(found)
    gold_letters = [Counter(squash(metric.get("text") or "")) for metric in gold]
    found_letters = [Counter(squash(metric.get("text") or "")) for metric in found]

    def worth(i: int, j: int) -> float:
        if not same_quantity(gold[i], found[j]):
            return 0.0
        one, other = gold_letters[i], found_letters[j]
        return 1 + 1e-3 * overlap(one, other) / max(1, (one | other).total()) / (n + m)

    gain = [[worth(i, j) for j in range(m)] for i in range(n)]
    best = [[0.0] * (m + 1) for _ in range(n + 1)]
    for i in reversed(range(n)):
        for j in reversed(range(m)):
            paired = best[i + 1][j + 1] + gain[i][j] if gain[i][j] else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], paired)
    return _read_path(gain, best)


def _read_path(gain: list[list[float]], best: list[list[float]]) -> list[tuple[int, int]]:
    pairs, i, j = [], 0, 0
    while i < len(gain) and j < len(gain[i]):
        if gain[i][j] and best[i][j] == best[i + 1][j + 1] + gain[i][j]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i + 1][j] >= best[i][j + 1]:
            i += 1
        else:
            j += 1
    return pairs


def phrase_match(gold: str | None, found: str | None) -> bool:
    """The same phrase: one holds the other and is not much longer, or they share most of it."""
    gold, found = QUOTES.sub("", gold or ""), QUOTES.sub("", found or "")
    if not gold or not found:
        return gold == found
    if gold in found and len(found) <= 1.6 * len(gold) + 1:
        return True
    if found in gold and len(found) >= 0.6 * len(gold):
        return True
    blocks = SequenceMatcher(None, gold, found, autojunk=False).get_matching_blocks()
    common = sum(block.size for block in blocks if block.size > 1)
    return 2 * common / (len(gold) + len(found)) >= 0.7


def change_kind(metric: Mapping[str, Any]) -> str | None:
    """yoy, increase, …, or None for a level."""
    change = metric.get("change")
    if isinstance(change, Mapping):
        change = change.get("kind")
    return change or None


def text_or_none(metric: Mapping[str, Any], key: str) -> str | None:
    """A field in which an empty string means nothing."""
    return metric.get(key) or None


def place_name(value: Any) -> str | None:
    """A place without the word for its kind: 寿光 for 寿光市."""
    if isinstance(value, Mapping):
        value = value.get("text") or value.get("name")
    return PLACE_ENDING.sub("", value) if value else None


@dataclass(frozen=True, slots=True)
class Raw:
    """How a source is written: in traditional characters, as markup."""

    traditional: bool = False
    markup: bool = False


def reads_back(cut: str, value: Mapping[str, Any], raw: str, kind: Raw) -> bool:
    """Whether the source span of *value* holds the characters of *cut*, in order."""
    start, end = value.get("source_start"), value.get("source_end")
    want = _plain(cut, kind.traditional)
    if not want or start is None or end is None or not 0 <= start < end <= len(raw):
        return False
    piece = unescape(TAG.sub("", raw[start:end])) if kind.markup else raw[start:end]
    piece = _plain(PINYIN_GLOSS.sub("", piece), kind.traditional)
    blocks = SequenceMatcher(None, want, piece, autojunk=False).get_matching_blocks()
    return (
        sum(block.size for block in blocks) >= 0.95 * len(want) - 1
        and len(piece) <= 1.5 * len(want) + 60
        and (piece[:1], piece[-1:]) == (want[:1], want[-1:])
    )


def _plain(text: str, traditional: bool) -> str:
    return squash("".join(map(_simplified, text)) if traditional else text)


@cache
def _simplified(character: str) -> str:
    return to_simplified(AlignedText.of(character)).text
