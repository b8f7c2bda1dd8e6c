"""What rules/places.toml says of names: which are words too, what stands before and behind them."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

RULES = Path(__file__).parents[1] / "rules" / "places.toml"
Kind = Literal[
    "full", "short", "soft", "hard", "chained", "township", "village", "feature", "zone", "trap"
]


class Trap(NamedTuple):
    """Longer words whose beginning or middle is no place, with sentences that prove it."""

    what: str
    words: tuple[str, ...]
    yes: tuple[str, ...]
    no: tuple[str, ...]


@cache
def word_kinds() -> dict[str, Kind]:
    """Name → soft, hard or chained, for the names that are ordinary words too."""
    tables = _read_rules()["words"]
    order: tuple[Kind, ...] = ("soft", "hard", "chained")
    return {name: kind for kind in order for name in tables[kind].split()}


@cache
def next_words() -> frozenset[str]:
    """The words whose first character is no ending of the name before: 市场 in 上海市场."""
    return frozenset(_read_rules()["words"]["next"].split())


@cache
def leads() -> frozenset[str]:
    """The single characters that stand before a name and are no part of it: 在, 赴, 原."""
    return frozenset(_read_rules()["words"]["leads"]) - {"\n"}


@cache
def traps() -> tuple[Trap, ...]:
    """The longer words in which a name is no place."""
    return tuple(
        Trap(row["what"], tuple(row["words"].split()), tuple(row["yes"]), tuple(row["no"]))
        for row in _read_rules()["trap"]
    )


@cache
def _read_rules() -> dict[str, Any]:
    return tomllib.loads(RULES.read_text(encoding="utf-8"))
