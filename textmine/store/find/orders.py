"""A term with its words in another order, or further apart: 企村联建, 联盟党建, 支部+合作社.

Which of two parties is named first says nothing (村企, 企村), nor whether a deed stands before
what it is done to or behind it (党员教育, 教育党员). What is abbreviated holds some of the words
of what it stands for, close together (非公党建, 非公企业党建).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from textmine.store.find.equivalents import shipped
from textmine.store.words.segments import cut_words, search_words

MOST_WORDS = 4  # of a term that is looked for with its words apart
APART = 6  # characters between two of them: 支部（领办的）合作社
BESIDE = 2  # where one is a single character
SIGNS = re.compile(r"[+＋·・/／&＆—–\-×、]+")  # between words that belong together


def reordered(term: str) -> tuple[str, ...]:
    """*term* with its two parties in the other order, or without an ending within.

    >>> reordered("企村共建"), reordered("村级集体经济")
    (('村企共建',), ('村集体经济',))
    """
    found = [*_parties_swapped(term), *_without_endings(term)]
    return tuple(dict.fromkeys(other for other in found if other != term))


def joined_by_signs(term: str) -> tuple[str, ...]:
    """The words of 支部+合作社; () where there is no such sign."""
    words = tuple(word for word in SIGNS.split(term) if word)
    return words if 1 < len(words) <= MOST_WORDS and all(len(w) > 1 for w in words) else ()


def apart(term: str) -> tuple[tuple[str, ...], int]:
    """The words of *term* and how many characters there may be between them; () for one word."""
    words = joined_by_signs(term)
    if words:
        return words, 2 * APART
    words = tuple(cut_words(term))
    if not 1 < len(words) <= MOST_WORDS or not all(map(str.isalnum, words)):
        return (), 0
    long = [word for word in words if len(word) > 1]
    if len(words) == len(long):
        return words, APART
    # 村集体经济: a character by itself says little, and two nothing.
    return (words, BESIDE) if len(words) == 2 and len(long) == 1 else ((), 0)


@cache
def _parties() -> re.Pattern[str]:
    """Two parties in one word; those words that are none are left out."""
    signs = "".join(shipped()["parties"].split())
    return re.compile(f"(?=([{signs}])([{signs}]))")


@cache
def _fixed() -> frozenset[str]:
    return frozenset(shipped()["fixed"].split())


def _parties_swapped(term: str) -> Iterator[str]:
    for match in _parties().finditer(term):
        one, other = match.groups()
        at = match.start()
        if one != other and _fixed().isdisjoint({one + other, other + one}):
            yield term[:at] + other + one + term[at + 2 :]


def turned(term: str) -> str:
    """*term* with its two halves in the other order, "" where it has not two.

    >>> turned("联盟党建"), turned("民主协商"), turned("修路")
    ('党建联盟', '协商民主', '')
    """
    words = cut_words(term)
    if len(words) == 1 and len(term) == 4:  # 民主协商 is a word, and so are its halves
        halves = [term[:2], term[2:]]
        words = halves if set(halves) <= set(search_words(term)) else words
    both = len(words) == 2 and min(map(len, words)) > 1 and words[0] != words[1]
    return words[1] + words[0] if both else ""


def _without_endings(term: str) -> Iterator[str]:
    """村级集体经济 and 村集体经济, 网格化管理 and 网格管理."""
    for at in range(1, len(term) - 2):
        if term[at] in shipped()["endings"]:
            yield term[:at] + term[at + 1 :]
