"""The rules of `extract/rules/practices`: patterns with what they must and must not match.

One table in several files: whoever asks for a rule by name need not know in which it stands.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from textmine.detect.needed import Needed
from textmine.errors import SettingsError
from textmine.resources import unfold

RULES = Path(__file__).parent / "rules" / "practices"
_PLACEHOLDER = re.compile(r"<(\w+)>")


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern by name; `yes` and `no` are sentences that it must and must not match.

    `at` says where it is tried: "start" of the text given, or "anywhere" in it; `needs` are
    words of which a text holds one where it matches, none where nobody listed them.
    """

    name: str
    pattern: re.Pattern[str]
    yes: tuple[str, ...]
    no: tuple[str, ...]
    at: str = "anywhere"
    needs: tuple[str, ...] = ()


@cache
def read_rules() -> dict[str, Rule]:
    """All rules, by name.

    Raises SettingsError where a pattern names an unknown word list or part, or two rules have one
    name.
    """
    rows, tables = _read()
    names = Counter(row["name"] for row in rows)
    if twice := [name for name, count in names.items() if count > 1]:
        raise SettingsError(str(RULES), f"two rules are called {twice[0]!r}")
    words = {name: _alternatives(entries) for name, entries in tables["words"].items()}
    parts = {name: unfold(part) for name, part in tables["parts"].items()}
    firsts = {name: _looking_ahead(entries) for name, entries in tables["words"].items()}

    def expand(match: re.Match[str]) -> str:
        if match[1] in parts:
            return parts[match[1]]
        if match[1] not in words:
            raise SettingsError(str(RULES), f"no word list {match[1]!r}")
        # A search passes by wherever no first character of a pattern stands; within a pattern it
        # takes a look-ahead to do so.
        return words[match[1]] if match.start() == 0 else f"(?:{firsts[match[1]]}{words[match[1]]})"

    return {
        row["name"]: Rule(
            row["name"],
            re.compile(_PLACEHOLDER.sub(expand, unfold(row["pattern"]))),
            tuple(row["yes"]),
            tuple(row["no"]),
            row.get("at", "anywhere"),
            tuple(row.get("needs", "").split()),
        )
        for row in rows
    }


def _read() -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """The rows of all files, and the tables of words and parts that they share."""
    rows: list[dict[str, Any]] = []
    for path in sorted(RULES.glob("*.toml")):
        rows += tomllib.loads(path.read_text(encoding="utf-8")).get("rule", [])
    return rows, tomllib.loads((RULES / "words.toml").read_text(encoding="utf-8"))


def _alternatives(words: Sequence[str]) -> str:
    """A pattern of all words that tries each first character once."""
    by_first: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        by_first.setdefault(word[0], []).append(re.escape(word[1:]))
    return "(?:" + "|".join(f"{c}(?:{'|'.join(rest)})" for c, rest in by_first.items()) + ")"


def _looking_ahead(words: Sequence[str]) -> str:
    """A look-ahead that passes where any of the words may begin."""
    return f"(?=[{''.join(dict.fromkeys(word[0] for word in words))}])"


@cache
def rule(name: str) -> re.Pattern[str]:
    """The compiled pattern of a rule; raises SettingsError for a name that is not there."""
    rules = read_rules()
    if name not in rules:
        raise SettingsError(name, f"is no rule of {RULES.name}; known: {', '.join(sorted(rules))}")
    return rules[name].pattern


@cache
def _needed() -> Needed[str]:
    return Needed({name: entry.needs for name, entry in read_rules().items()})


def possible(text: str) -> set[str]:
    """The names of the rules with `needs` that a text may match, since it holds a word of each.

    Most sentences match none of them: one look for the words of all is faster than to try each.
    """
    return _needed().possible(text)


def begins_with(text: str, *names: str) -> bool:
    """Whether a text matches any of some rules with `needs` from its start."""
    may = possible(text)
    return any(rule(name).match(text) for name in names if name in may)
