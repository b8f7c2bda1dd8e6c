"""Whether two practices are one case: place and time agree, and names and words are alike."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from textmine.chinese.rarity import idf_table
from textmine.store.groups.likeness import Shingles, shared, shingles
from textmine.store.words.segments import words_of

# Words of names that say nothing about which practice it is.
GENERIC = re.compile(
    "推行|推开|实行|实施|开展|推进|建立|成立|设立|选派|建设|打造|创新|把|了|的|“|”"
    "|模式|工作法|机制|制度|工程|做法|活动|管理|制$|工作$|党员$"
)

# Weights and threshold set on corpora/gold/cases.jsonl (F1 in tests/test_store_groups.py) and on
# 120 pairs of the reports of 43 cities (2026-11): 49 of 51 that are one and 4 of 69 that are none.
NAME, WORDS, PATTERN = 0.6, 1.0, 0.05
SAME = 0.62
# What a word weighs, in hundredths so that sums are exact, is how much rarer it is than COMMON
# (发展 3.58, 建设 4.91, 柑橘 7.98); a figure more with every digit. Texts with less to say than
# ENOUGH, some fifteen such words, count as if they said that much: the five common words of a
# heading are in any long text.
COMMON, UNKNOWN, ENOUGH = 300, 1190, 8000
FIGURE, DIGIT, MOST_DIGITS = 100, 400, 3
# Two that tell of one place and year seldom hit on 1,286户 or 4.2万 by chance; 100 or 500 they do.
EXACT = re.compile(
    r"(?<![\d.])(?:\d+\.\d+|\d+[1-9]\d|\d{2,}[1-9])[^\d\W年]|[一二三四五六七八九十百千万]{4,}[^\d\W年]"
)
PROVING, MOST_PROVING = 0.15, 2
# Texts that share this much are the same report of it, whatever the name: half of the shorter
# one, where that is more than a turn of phrase. Without a place, half of both together and more.
SAME_TEXT, PHRASE = 0.5, 20
SAME_ALONE = 0.7
# A year apart: a report of the spring tells of the year before.
YEARS_APART = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a practice is compared by; `years` is None where no period is known."""

    id: str
    article: str
    name: str
    text: str
    patterns: tuple[str, ...]
    place: str | None
    adcode: str | None
    years: tuple[int, int] | None
    signature: str = ""


def same_case(one: Told, other: Told) -> float:
    """How sure two practices are the same case: over `SAME` they are, over 1 in the same words;
    0 where they cannot be."""
    here = same_place(one.place, one.adcode, other.place, other.adcode)
    if not (here and same_time(one.years, other.years)):
        return 0.0
    first, second = _shingles(one.text), _shingles(other.text)
    common, least = shared(first, second), min(len(first), len(second))
    alike = common / max(len(first) + len(second) - common, 1)
    if one.place is None or other.place is None:
        # Without a place only the same words prove anything; slogans are the same everywhere.
        return 1 + alike if alike >= SAME_ALONE else 0.0
    if 0 < common >= SAME_TEXT * least and (common >= PHRASE or common == least):
        return 1 + alike
    names = name_likeness(one.name, other.name)
    words = _word_likeness((one.text, one.place), (other.text, other.place))
    patterns = PATTERN if set(one.patterns) & set(other.patterns) else -PATTERN
    figures = min(len(_exact(one.text) & _exact(other.text)), MOST_PROVING)
    return min(1.0, NAME * names + WORDS * words + patterns + PROVING * figures)


def same_place(place: str | None, code: str | None, other: str | None, its: str | None) -> bool:
    """Whether two places, by name and code, may be one."""
    if code and its:
        shorter, longer = sorted((code, its), key=len)
        return longer.startswith(shorter)  # a township (9 digits) is within its county
    return not (place and other) or place == other


def same_time(one: tuple[int, int] | None, other: tuple[int, int] | None) -> bool:
    """Whether two times touch, or one of them is not known."""
    if one is None or other is None:
        return True
    return one[0] <= other[1] + YEARS_APART and other[0] <= one[1] + YEARS_APART


def name_likeness(one: str, other: str) -> float:
    """Pairs of characters that two names share, generic words left out."""
    first, second = pairs_of(one), pairs_of(other)
    if not first or not second:
        return 0.0
    common = len(first & second)
    # The mean of Dice and containment: 村企联建 within 推行村企联建 is whole, 支部 alone is not.
    return (2 * common / (len(first) + len(second)) + common / min(len(first), len(second))) / 2


@lru_cache(maxsize=20_000)
def pairs_of(name: str) -> frozenset[str]:
    """The pairs of characters of a name, generic words left out."""
    letters = "".join(c for c in GENERIC.sub("", name) if c.isalnum()) or name
    return frozenset(letters[at : at + 2] for at in range(len(letters) - 1)) or frozenset({letters})


def _word_likeness(one: tuple[str, str], other: tuple[str, str]) -> float:
    """What two texts share of what the one that says less says, by the weight of the words."""
    (first, first_weight), (second, second_weight) = _words(*one), _words(*other)
    common = sum([first[word] for word in first.keys() & second.keys()])
    return common / max(min(first_weight, second_weight), ENOUGH)


@lru_cache(maxsize=20_000)
def _words(text: str, place: str) -> tuple[dict[str, int], int]:
    """Words and figures of a text and what they weigh; the place, which both name, left out."""
    words = {word: _weight(word) for word in words_of(text.replace(place, " "))}
    return words, sum(words.values())


@lru_cache(maxsize=20_000)
def _exact(text: str) -> frozenset[str]:
    """Figures with what follows them that are too exact to be alike by chance."""
    return frozenset(EXACT.findall(text))


@lru_cache(maxsize=100_000)
def _weight(word: str) -> int:
    digits = sum(map(str.isdigit, word))
    if digits:
        return FIGURE + DIGIT * min(digits, MOST_DIGITS)
    known = idf_table().get(word)
    return max(0, (round(100 * float(known)) if known else UNKNOWN) - COMMON)


@lru_cache(maxsize=20_000)
def _shingles(text: str) -> Shingles:
    return shingles(text)
