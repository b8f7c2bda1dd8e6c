"""How sure a figure is: the share of figures found in the same way that are right on our gold."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

RULES = Path(__file__).parent / "rules" / "confidence.toml"
LONG = 16  # characters; a longer indicator has often taken in a clause
LONG_FACTOR = 0.95


@cache
def load_shares() -> dict[str, float]:
    """Share of right figures by way."""
    with RULES.open("rb") as file:
        shares: dict[str, float] = tomllib.load(file)["share"]
    return shares


def confidence(way: str, indicator: str | None) -> float:
    """A probability that value, unit, modifier, indicator and change are right."""
    length = len(indicator or "")
    return _share(way if length else "none", length > LONG)


@cache
def _share(way: str, is_long: bool) -> float:
    return round(load_shares()[way] * (LONG_FACTOR if is_long else 1.0), 3)
