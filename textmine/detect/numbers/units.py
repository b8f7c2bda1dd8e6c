"""Units: how they are written, what they measure, and what they are in SI.

`find_unit` reads the closed tables of `rules/units.toml`; `guess_counter` takes whatever measure
word or noun stands behind a number, so that no list of counters has to be complete.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

RULES = Path(__file__).parents[1] / "rules"

# 微克/立方米, 吨/年
PER = re.compile(r"[/／]\s?(?:每)?")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as the record names it; `scale` multiplies the number (三成 is 30 %)."""

    name: str
    dimension: str
    scale: float = 1.0
    shape: str = "number"
    si: str | None = None
    factor: float = 1.0


@dataclass(slots=True)
class FoundUnit:
    """A unit and the offset behind it."""

    unit: Unit
    end: int


PERCENT, TIMES, BARE = Unit("%", "ratio"), Unit("倍", "ratio"), Unit("", "bare")


class Units:
    """The tables, compiled: for each first character one pattern of all forms, longest first."""

    def __init__(self, tables: dict[str, Any]) -> None:
        self.by_form: dict[str, Unit] = {}
        self.by_name: dict[str, Unit] = {}
        self.never = frozenset(tables["counters"]["never"])
        guards: dict[str, str] = {}
        for row in tables["unit"]:
            unit = Unit(
                row["name"],
                row["dimension"],
                float(row.get("scale", 1)),
                row.get("shape", "number"),
                row.get("si"),
                float(row.get("factor", 1)),
            )
            forms = row["forms"] if unit.scale != 1 else [row["name"], *row.get("forms", ())]
            self.by_name.setdefault(unit.name, unit)
            for form in forms:
                self.by_form[form] = unit
                guards[form] = f"(?!{row['unless']})" if "unless" in row else ""
        for word in tables["counters"]["words"]:
            self.by_form[word] = Unit(word, "count")
        longer: dict[str, list[str]] = {}
        for word in re.split(r"[\s|]+", tables["counters"]["though"].strip()):
            longer.setdefault(word[0], []).append(word[1:])
        for row in tables["counters"]["single"]:
            form, _, others = row.partition(":")
            self.by_form[form] = Unit({"個": "个"}.get(form, form), "count")
            # 1500人|大关, but no people's congress
            though = "|".join(["大关", *longer.get(form, ())])
            guards[form] = f"(?!(?!{though})[{others}])" if others else ""
        by_first: dict[str, list[str]] = {}
        for form in self.by_form:
            by_first.setdefault(form[0], []).append(form)
        self._patterns = {
            character: re.compile(_alternatives(forms, guards))
            for character, forms in by_first.items()
        }
        self.first = "".join(sorted(first for first in by_first if not first.isascii()))

    def _form_at(self, text: str, at: int) -> re.Match[str] | None:
        pattern = self._patterns.get(text[at : at + 1])
        return pattern.match(text, at) if pattern else None

    def match(self, text: str, at: int) -> FoundUnit | None:
        """The unit that begins at *at*, with what it is per (吨/年)."""
        match = self._form_at(text, at)
        if match is None:
            return None
        unit, end = self.by_form[match[0]], match.end()
        per = PER.match(text, end)
        below = self._form_at(text, per.end()) if per else None
        if below is None or unit.dimension == "ratio":
            return FoundUnit(unit, end)
        if unit.dimension == "money":
            return FoundUnit(unit, below.end())  # a price per 斤 is in 元, as GUIDE has it
        name = f"{unit.name}/{self.by_form[below[0]].name}"
        return FoundUnit(Unit(name, unit.dimension, unit.scale), below.end())


def _alternatives(forms: Iterable[str], guards: dict[str, str]) -> str:
    """The forms as one pattern; a Latin one ends before the next letter or digit."""
    ordered = sorted(forms, key=lambda form: (-len(form), form))
    return "|".join(
        re.escape(form)
        + (guards.get(form) or (r"(?![A-Za-z0-9])" if form[-1].isascii() and form != "%" else ""))
        for form in ordered
    )


@cache
def load_units() -> Units:
    """The tables that we ship."""
    with (RULES / "units.toml").open("rb") as file:
        return Units(tomllib.load(file))


def find_unit(text: str, at: int) -> FoundUnit | None:
    """The unit of the tables that begins at offset *at* of *text*."""
    return load_units().match(text, at)


def find_unit_behind(text: str, at: int) -> FoundUnit | None:
    """The same, behind a blank where one stands there."""
    return load_units().match(text, at + 1 if text[at : at + 1] in (" ", "\u3000") else at)


# Tags of jieba under which a word of one character behind a number may be its counter.
COUNTER_TAGS = frozenset({"q", "n", "ng", "nz", "j", "zg", "s"})
# 34万农民工: persons without a counter are counted in 人.
PERSONS = re.compile(r"(?:人|民|工|员|者|师|干部|群众|学生|儿童|妇女|农民工|人口|老人|患者|户)$")
# 40622农户, 1280村民: those that are counted so even by a number without 万.
VILLAGERS = re.compile(
    r"农户|农民|村民|牧民|渔民|果农|茶农|菜农|党员|户籍人口|贫困人口|贫困户|脱贫户"
)


def guess_counter(word: str, tag: str, *, large: bool, counts: bool = False) -> Unit | None:
    """The word behind a number as its counter: a measure word or a one-character noun.

    Behind a *large* number (34万农民工) it may be a noun for persons or households, behind one
    that *counts* (40622农户) one for villagers.
    """
    if word in load_units().never or not "一" <= word[0] <= "鿿":
        return None
    if tag == "q" or (tag in COUNTER_TAGS and len(word) == 1):
        return Unit(word, "count")
    if (large and PERSONS.search(word)) or (counts and VILLAGERS.fullmatch(word)):
        return Unit("户" if word[-1] == "户" else "人", "persons")
    return None


def to_si(value: float, value_max: float | None, unit: str) -> dict[str, float | str | None] | None:
    """The value in SI units, where the unit has a dimension that has them."""
    known = load_units().by_name.get(unit)
    if known is None or known.si is None:
        return None
    upper = None if value_max is None else round(value_max * known.factor, 6)
    return {"value": round(value * known.factor, 6), "value_max": upper, "unit": known.si}
