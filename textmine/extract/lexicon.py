"""The words of `rules/words.toml`, as sets."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from textmine.types import MetricRole

CLASSES = (
    "nominal stops fillers attributes spending shifts modifiers intransitive saving generic light"
    " measures joining making trading joined members planting"
).split()
RULES = Path(__file__).parent / "rules"


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


@cache
def load_lexicon() -> Lexicon:
    """The lists that we ship."""
    with (RULES / "words.toml").open("rb") as file:
        tables = tomllib.load(file)
    roles: tuple[MetricRole, ...] = ("outcome", "output", "input")  # the last one wins
    return Lexicon(
        actions={word: role for role in roles for word in tables["actions"][role].split()},
        heads=frozenset(tables["nominal"]["heads"].split()),
        **{name: frozenset(tables[name]["words"].split()) for name in CLASSES},
    )
