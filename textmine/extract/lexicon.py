"""The words of `rules/words.toml`, as sets."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from textmine.resources import unfold
from textmine.types import MetricRole

CLASSES = (
    "nominal stops fillers attributes spending shifts modifiers intransitive saving generic light"
    " measures joining making trading joined members planting pivots named_deeds trades"
    " body_verbs before_bodies"
).split()
RULES = Path(__file__).parent / "rules"


class Term(NamedTuple):
    """A term of `rules/terms.toml`, with where it holds, and examples of both kinds."""

    words: tuple[str, ...]
    not_behind: str
    followed: re.Pattern[str]
    yes: tuple[str, ...]
    no: tuple[str, ...]

    def holds(self, text: str, start: int, end: int) -> bool:
        """Whether `text[start:end]` is the term, not a part of other words."""
        apart = not start or text[start - 1] not in self.not_behind
        return apart and self.followed.match(text, end) is not None


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Word classes that bound the phrase beside a number; `actions` gives each verb its role."""

    actions: dict[str, MetricRole]
    nominal: frozenset[str]
    heads: frozenset[str]
    stops: frozenset[str]
    fillers: frozenset[str]
    attributes: frozenset[str]
    spending: frozenset[str]
    shifts: frozenset[str]
    modifiers: frozenset[str]
    intransitive: frozenset[str]
    saving: frozenset[str]
    generic: frozenset[str]
    light: frozenset[str]
    measures: frozenset[str]
    joining: frozenset[str]
    making: frozenset[str]
    trading: frozenset[str]
    joined: frozenset[str]
    members: frozenset[str]
    planting: frozenset[str]
    pivots: frozenset[str]
    named_deeds: frozenset[str]
    trades: frozenset[str]
    body_verbs: frozenset[str]
    before_bodies: frozenset[str]
    terms: dict[str, Term]


@cache
def read_terms() -> tuple[Term, ...]:
    """The rows of `rules/terms.toml`."""
    with (RULES / "terms.toml").open("rb") as file:
        rows = tomllib.load(file)["term"]
    return tuple(
        Term(
            tuple(row["words"].split()),
            row.get("not_behind", ""),
            re.compile(unfold(row.get("followed", ""))),
            tuple(row["yes"]),
            tuple(row["no"]),
        )
        for row in rows
    )


@cache
def load_lexicon() -> Lexicon:
    """The lists that we ship."""
    with (RULES / "words.toml").open("rb") as file:
        tables = tomllib.load(file)
    roles: tuple[MetricRole, ...] = ("outcome", "output", "input")  # the last one wins
    return Lexicon(
        actions={word: role for role in roles for word in tables["actions"][role].split()},
        heads=frozenset(tables["nominal"]["heads"].split()),
        terms={word: term for term in read_terms() for word in term.words},
        **{name: frozenset(tables[name]["words"].split()) for name in CLASSES},
    )
