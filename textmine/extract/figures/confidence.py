"""How sure a figure is: its traits, weighed as figures of our gold taught.

A trait is there or not: how the indicator was found, how long it is, what is counted, how many
figures crowd in the sentence, and what stands around the indicator's words. Each has a weight
(log-odds) in rules/confidence.toml, which `python -m tests.benchmarks.confidence --fit` writes.
"""

from __future__ import annotations

import math
import tomllib
from functools import cache, lru_cache
from pathlib import Path

from textmine.detect.numbers.units import load_units
from textmine.extract.phrases.clauses import ACTIVITIES, Spot

RULES = Path(__file__).parents[1] / "rules" / "confidence.toml"

Traits = tuple[str, ...]

# Characters of an indicator and figures of a sentence, by the most that each name stands for.
LENGTHS = {
    0: "0",
    1: "1",
    2: "2",
    3: "3",
    4: "4",
    5: "5",
    6: "6",
    8: "7-8",
    11: "9-11",
    15: "12-15",
}
FIGURES = {1: "1", 3: "2-3", 6: "4-6"}
MORE = "more"
PERSONS = frozenset({"人", "名", "位", "户", "人次", "户次", "口"})
# What kind of character stands beside the indicator; any other is of a word.
BESIDE = {
    **dict.fromkeys("，,；;：:。！？!?\n（()）“”—…|", "stop"),
    **dict.fromkeys("0123456789", "digit"),
    **dict.fromkeys("和与及或", "and"),
    "、": "list",
    "的": "de",
}
BEFORE, AFTER = (
    {beside: f"{side}:{kind}" for beside, kind in BESIDE.items()} for side in ("before", "after")
)
MARKS = frozenset("“”、，《》（）")


def traits_of(way: str, indicator: str | None, unit: str) -> Traits:
    """What is known of a figure wherever it stands."""
    return _known(way, len(indicator or ""), unit)


@lru_cache(maxsize=8192)
def _known(way: str, length: int, unit: str) -> Traits:
    letters = next((name for most, name in LENGTHS.items() if length <= most), MORE)
    return (f"way:{way}", f"letters:{letters}", f"unit:{_kind_of(unit)}")


def traits_at(text: str, spot: Spot, indicator: str | None) -> Traits:
    """What is seen where a figure stands."""
    if not indicator:
        return (_crowd(spot.crowd),)
    at = text.find(indicator, spot.sentence_start, max(spot.clause_end, spot.quantity.end))
    if at < 0:
        beside: Traits = ("before:apart",)
    else:
        before = text[at - 1] if at > spot.sentence_start else "，"
        after = text[at + len(indicator) : at + len(indicator) + 1] or "。"
        beside = (BEFORE.get(before, "before:word"), AFTER.get(after, "after:word"))
    if "的" in indicator:
        beside += ("within:de",)
    if not MARKS.isdisjoint(indicator):
        beside += ("within:mark",)
    return (_crowd(spot.crowd), *beside)


@cache
def _crowd(figures: int) -> str:
    return f"figures:{next((name for most, name in FIGURES.items() if figures <= most), MORE)}"


def _kind_of(unit: str) -> str:
    """What a unit counts or measures."""
    if unit in PERSONS:
        return "persons"
    if unit in ACTIVITIES:
        return "activities"
    known = load_units().by_name.get(unit)
    if known is None or known.dimension == "count":
        return "things"
    return known.dimension if known.dimension in ("money", "ratio", "time", "area") else "measure"


@cache
def load_weights() -> dict[str, float]:
    """The weight of each trait; "all" is that of every figure."""
    with RULES.open("rb") as file:
        tables = tomllib.load(file)["weight"]
    return {
        f"{kind}:{name}": float(weight)
        for kind, rows in tables.items()
        for name, weight in rows.items()
    }


@lru_cache(maxsize=8192)
def confidence(traits: Traits) -> float:
    """A probability that value, unit, modifier, indicator and change are right."""
    weights = load_weights()
    odds = weights["all:all"] + sum(weights.get(trait, 0.0) for trait in traits)
    return round(1 / (1 + math.exp(-odds)), 3)
