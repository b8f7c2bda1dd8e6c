"""Which of many rules a text may match at all, told by one look for the words that they need.

Rules that are asked of every sentence and match few of them take most of their time to say no:

    needed = Needed({"meal": ("食堂", "送餐"), "road": ("硬化",)})
    needed.possible("村里办起食堂") == {"meal"}

`tests/needs.py` proves of each rule that every way to match it holds one of its words.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import Generic, TypeVar

from ahocorasick_rs import AhoCorasick, Implementation

Name = TypeVar("Name", bound=Hashable)


class Needed(Generic[Name]):
    """The words that rules need, by the names of the rules; one without words is never found."""

    def __init__(self, words_of: Mapping[Name, Iterable[str]]) -> None:
        self._rules: dict[str, set[Name]] = {}
        for name, words in words_of.items():
            for word in words:
                self._rules.setdefault(word, set()).add(name)
        self._automaton = AhoCorasick(list(self._rules), implementation=Implementation.DFA)

    def possible(self, text: str) -> set[Name]:
        """The names of the rules that a text may match, since it holds a word of each."""
        found: set[Name] = set()
        for word in self._automaton.find_matches_as_strings(text, overlapping=True):
            found |= self._rules[word]
        return found
