"""The kind of each line of a page, by itself: prose, furniture, a byline, a running number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from textmine.clean.chrome.furniture import Kind, Rule, library_words, rules, words
from textmine.clean.lines import HAN_SIGN, Line, split_lines

# A line of prose speaks of its site with at least one certain word, this much in all (3 for a
# certain word, 1 for another), and at least one point per so many characters.
LEAST_WEIGHT = 4
CHARACTERS_PER_POINT = 20
LEAST_MENU = 4  # words
HOME = frozenset("首页 网站首页 主页 返回首页".split())
LONGEST_BUTTON = 8  # characters
LONGEST_RULED = 160
STOP, COMMA = re.compile("[。；！？;!?]"), re.compile("[，,、]")
START_OF_RULES = frozenset("0123456789-—–_•●|/[(（【■▲►▶★◆▼·")
NUMBERED = re.compile("[（(][一二三四五六七八九十]{1,3}[）)]")  # most such lines are headings


@dataclass(frozen=True, slots=True)
class SortedLine:
    """A line and its kind; `library` where it shows that the page is one of a library.

    `dubious` is prose that uses words of sites, but not enough of them to be furniture.
    """

    line: Line
    kind: Kind
    library: bool = False
    dubious: bool = False


def sort_lines(text: str) -> Iterator[SortedLine]:
    """Every line with the kind that it shows by itself."""
    lines = split_lines(text)
    hits = _find_words(text)
    at = 0
    for line in lines:
        while at < len(hits) and hits[at].start < line.start:
            at += 1
        first = at
        while at < len(hits) and hits[at].start < line.end:
            at += 1
        yield _sort(line, hits[first:at])


@dataclass(frozen=True, slots=True)
class _Hit:
    word: str
    weight: int
    start: int


def _find_words(text: str) -> list[_Hit]:
    known = words()
    return [
        _Hit(
            known.words[index],
            3 if index < known.strong else 1 if index < known.weak else 0,
            start,
        )
        for index, start, _ in known.automaton.find_matches_as_indexes(text.lower())
    ]


def _sort(line: Line, hits: Sequence[_Hit]) -> SortedLine:
    text = line.text
    library = any(hit.word in library_words("text") for hit in hits)
    rule = find_rule(line.squashed) if _is_ruled(text) and (hits or _may_match(text)) else None
    if rule is not None:
        return SortedLine(line, rule.kind, library or rule.library)
    if (hits and _speaks_of_site(text, hits)) or _is_menu(text):
        return SortedLine(line, Kind.FURNITURE, library or "范文" in text)
    if not _is_prose(text):
        return SortedLine(line, Kind.OTHER, library or "范文" in text)
    weight = sum(hit.weight for hit in hits)
    return SortedLine(line, Kind.PROSE, dubious=weight * CHARACTERS_PER_POINT >= len(text))


def _is_menu(text: str) -> bool:
    """Whether a line is a row of short words with a button among them."""
    words = text.split() if " " in text and len(text) <= LONGEST_RULED else []
    if len(words) > 1 and words[0] in HOME:
        return True
    if len(words) < LEAST_MENU or max(map(len, words)) > LONGEST_BUTTON:
        return False
    return any((rule := find_rule(word)) and rule.name == "toolbar" for word in words)


def _is_ruled(text: str) -> bool:
    """Whether rules are asked of a line; prose is judged by its words."""
    return len(text) <= LONGEST_RULED and ("。" not in text[:-1] or text[0] in "[【〔▲▼")


def _may_match(text: str) -> bool:
    """Whether a line without a trigger may match a rule: words torn by spaces, signs, counts."""
    opens = text[0] in START_OF_RULES or text[0].isascii()
    return (opens and not NUMBERED.match(text)) or (" " in text and len(text) <= 80)


def find_rule(squashed: str) -> Rule | None:
    """The first rule that matches a line without its white space."""
    return next((rule for rule in rules() if rule.pattern.search(squashed)), None)


def _speaks_of_site(text: str, hits: Sequence[_Hit]) -> bool:
    weight = sum(hit.weight for hit in hits)
    if weight < LEAST_WEIGHT or not any(hit.weight == 3 for hit in hits):
        return False
    return weight * CHARACTERS_PER_POINT >= len(re.sub("《[^《》]*》", "", text))


def _is_prose(text: str) -> bool:
    if len(text) < 20 or not HAN_SIGN.search(text):
        return False
    return bool(STOP.search(text) or (len(text) >= 35 and COMMA.search(text)))
