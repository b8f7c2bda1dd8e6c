"""Where townships and villages found once stand again, cut otherwise or without their ending."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ahocorasick_rs import AhoCorasick, MatchKind

from textmine.detect.divisions.name_rules import word_kinds
from textmine.detect.divisions.names import Hit, overlaps
from textmine.detect.localities.stems import KINDS, PROPER, stem_of
from textmine.detect.words import Words

STREETS = frozenset("街路巷道里")


def find_again(text: str, words: Words, found: Sequence[Hit], places: Sequence[Hit]) -> list[Hit]:
    """Where names found once stand again, cut otherwise or without their ending."""
    kinds = {hit.text: hit.kind for hit in found if len(hit.text) > 2}
    whole = set(kinds)
    for name, count in Counter(hit.text for hit in found).items():
        kind = kinds.get(name)
        stem = stem_of(name)
        if kind == "village" and len(stem) > 1 and stem[-1] not in STREETS:
            if len(stem) > 2 or stem not in word_kinds():
                kinds.setdefault(stem, "village")
        elif (
            kind == "township"
            and name[-1] in "镇乡"
            and count > 1
            and word_kinds().get(stem, "soft") == "soft"
        ):
            kinds.setdefault(stem, "township")
    if not kinds:
        return []
    taken = sorted([*found, *places])
    names = list(kinds)
    matcher = AhoCorasick(names, matchkind=MatchKind.LeftmostLongest)
    return [
        Hit(start, end, names[index], kinds[names[index]])
        for index, start, end in matcher.find_matches_as_indexes(text)
        if not overlaps((start, end), taken)
        and (names[index] in whole or _is_proper_word(words, start, end))
    ]


def _is_proper_word(words: Words, start: int, end: int) -> bool:
    """Whether a proper noun begins and ends there, or was torn: 括苍 for 括苍镇."""
    word = words.at(start)
    length = len(words.words[word])
    if words.starts[word] != start or length > end - start:
        return False
    if word and words.words[word - 1][-1] in KINDS:
        return False  # 第一个丰华鹿业合作社
    return length == 1 or words.tags[word].startswith(PROPER)
