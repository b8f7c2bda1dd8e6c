"""The kinds of lines that a page has, and the rules that tell furniture from text.

The rules are in rules/furniture.toml.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib.resources import files
from typing import Any

import ahocorasick_rs

from textmine.resources import unfold


class Kind(Enum):
    """What a line is to its page."""

    PROSE = "prose"  # the text of an article
    OTHER = "other"  # short: a title, a heading, a name, or a menu; its place decides
    FURNITURE = "furniture"  # of the site
    PAGE = "page"  # page numbers and watermarks: they interrupt the text but do not end it
    CAPTION = "caption"  # of a picture, or its file: it stands within the text and is no title
    BYLINE = "byline"  # when, whence, by whom: read for metadata, no text
    RELATED = "related"  # the heading of what follows the article: other documents, comments
    PREVIEW = "preview"  # furniture that says: this is not the whole document


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of line with its proof: *yes* must match, *no* must not.

    `library` where such a line shows that the page is one of a document library.
    """

    name: str
    kind: Kind
    library: bool
    pattern: re.Pattern[str]
    yes: tuple[str, ...]
    no: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """What a site says of itself, as an automaton over text in lower case.

    The first `strong` words are certain, those up to `weak` speak for furniture when there are
    several; the rest only let the rules be tried.
    """

    automaton: ahocorasick_rs.AhoCorasick
    words: tuple[str, ...]
    strong: int
    weak: int


@cache
def rules() -> tuple[Rule, ...]:
    """All rules, in the order in which they are tried."""
    table = _read()
    return tuple(_make(row, table["parts"]) for row in table["rule"])


def part(name: str) -> str:
    """A part of rules/furniture.toml from which its rules are made: alternatives of a pattern."""
    parts: dict[str, str] = _read()["parts"]
    return unfold(parts[name])


@cache
def library_words(where: str) -> frozenset[str]:
    """What shows that a page is one of a document library: in its "text", or in its "markup"."""
    return frozenset(_read()["library"][where].split())


@cache
def words() -> Words:
    """The words that weigh for furniture in lines of prose, and the triggers of the rules."""
    lists = [text.lower().split() for text in _read()["words"].values()]
    found = tuple(dict.fromkeys(word for words in lists for word in words))
    automaton = ahocorasick_rs.AhoCorasick(
        list(found),
        matchkind=ahocorasick_rs.MatchKind.LeftmostLongest,
        implementation=ahocorasick_rs.Implementation.DFA,  # some hundred words: twice as fast
    )
    return Words(automaton, found, len(lists[0]), len(lists[0]) + len(lists[1]))


def _make(row: Mapping[str, Any], parts: Mapping[str, str]) -> Rule:
    pattern = "|".join(f"(?:{unfold(alternative)})" for alternative in row["any"])
    for name, part in parts.items():
        pattern = pattern.replace(f"<{name}>", unfold(part))
    return Rule(
        name=row["name"],
        kind=Kind(row["kind"]),
        library=row.get("library", False),
        pattern=re.compile(pattern, re.IGNORECASE),
        yes=tuple(row["yes"]),
        no=tuple(row["no"]),
    )


@cache
def _read() -> dict[str, Any]:
    path = files("textmine.clean") / "rules" / "furniture.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))
