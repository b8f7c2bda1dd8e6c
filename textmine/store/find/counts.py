"""The one place where things are counted: page, command and API ask here.

A unit is counted once: a case however many reports tell it, a practice, or an article. What is
only proposed, repeats another article or may be no evidence is left out unless asked for; every
figure says how many it counts, how many have no value, and how many were left out and why.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np

from textmine.store.file.columns import Coded, Columns, Mask, Numbers, Pairs, read_cases
from textmine.store.find.queries import Query
from textmine.store.find.search import practices_of
from textmine.store.words import divisions

if TYPE_CHECKING:
    from textmine.store.database import CaseDatabase

Unit = Literal["case", "practice", "article"]
Dimension = Literal["pattern", "subtype", "province", "city", "county", "year", "genre", "status"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What is counted: practices, cases or articles, and what is let in that is not by default.

    Left out are practices that are only `proposed`, those of articles that repeat another
    (reprints, former versions), and those of `suspects` (`Record.suspect`: templates, demos).
    """

    unit: Unit = "practice"
    proposed: bool = False
    repeats: bool = False
    suspects: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """A value of the dimension and how many units have it."""

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class Count:
    """Units by a dimension: `n` counted, `unknown` of them without a value.

    A unit with several values (a practice with two patterns) stands in several bars. `excluded`
    says how many practices each rule left out.
    """

    dimension: str
    rules: Rules
    bars: tuple[Bar, ...]
    n: int
    unknown: int
    excluded: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Table:
    """Units by two dimensions, as (row, column) → count."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: Mapping[tuple[str, str], int]
    n: int
    excluded: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Counted:
    """What the rules let in of some rows, and how many each rule left out."""

    rows: Mask
    excluded: dict[str, int]


def apply_rules(rows: Mask, rules: Rules, why_not: Mapping[str, Mask]) -> Counted:
    """Leave out of *rows* what the rules say; what two rules leave out counts for the first."""
    excluded = {"proposed": 0, "repeats": 0, "suspects": 0}
    for name in ("suspects", "repeats", "proposed"):
        if not getattr(rules, name):
            out = rows & why_not[name]
            excluded[name] = int(out.sum())
            rows = rows & ~out
    return Counted(rows, excluded)


def count(
    database: CaseDatabase,
    dimension: Dimension,
    rules: Rules | None = None,
    query: Query | None = None,
) -> Count:
    """Units by one dimension, the most frequent first (years in their order).

    A bar's value is a code of a pattern or subtype, a name of a division, a year; *query* counts
    only what a search would find.
    """
    rules = rules or Rules()
    columns = database.columns()
    counted = _counted(database, columns, rules, query)
    rows = np.flatnonzero(counted.rows)
    units = _units(database, columns, rows, rules.unit)
    valued = _valued(columns, dimension, rows)
    told = _told_of(units, valued.at, valued.codes)
    found = {
        valued.names[code]: int(times)
        for code, times in enumerate(np.bincount(told.codes, minlength=1))
        if times
    }
    order = sorted(found) if dimension == "year" else sorted(found, key=lambda v: (-found[v], v))
    bars = tuple(Bar(value, found[value]) for value in order)
    known = np.zeros(units.n, dtype=bool)
    known[told.units] = True
    return Count(dimension, rules, bars, units.n, int((~known).sum()), counted.excluded)


def cross(
    database: CaseDatabase,
    rows: Dimension,
    columns: Dimension,
    rules: Rules | None = None,
    query: Query | None = None,
) -> Table:
    """Units by two dimensions; those without a value stand under ""."""
    rules = rules or Rules()
    held = database.columns()
    counted = _counted(database, held, rules, query)
    chosen = np.flatnonzero(counted.rows)
    units = _units(database, held, chosen, rules.unit)
    one = _filled(_valued(held, rows, chosen), len(chosen))
    other = _filled(_valued(held, columns, chosen), len(chosen))
    left, right = _side_by_side(one.at, other.at, len(chosen))
    width = len(other.names)
    cell = one.codes[left] * width + other.codes[right]
    told = _told_of(units, one.at[left], cell)
    cells = {
        (one.names[number // width], other.names[number % width]): int(times)
        for number, times in enumerate(np.bincount(told.codes, minlength=1))
        if times
    }
    return Table(
        tuple(sorted({row for row, _ in cells})),
        tuple(sorted({column for _, column in cells})),
        cells,
        units.n,
        counted.excluded,
    )


# ---- what is counted --------------------------------------------------------------------------
def _counted(
    database: CaseDatabase, columns: Columns, rules: Rules, query: Query | None
) -> Counted:
    """The practices that the rules let in, and how many each rule left out."""
    rows = columns.practice > 0
    if query is not None:
        # What the rules decide is left in, so that they can say what they left out.
        rows &= practices_of(database, columns, replace(query, repeats=True, suspects=True))
    proposed = columns.status.mask(["proposed"])
    why_not = {"suspects": columns.suspect, "repeats": columns.repeat, "proposed": proposed}
    return apply_rules(rows, rules, why_not)


@dataclass(frozen=True, slots=True)
class _Units:
    """The number of the unit of each row, from 0 to *n*; `single` where each row is its own."""

    numbers: Numbers
    n: int
    single: bool = False


def _units(database: CaseDatabase, columns: Columns, rows: Numbers, unit: Unit) -> _Units:
    if unit == "practice":
        return _Units(np.arange(len(rows)), len(rows), single=True)
    of = columns.article if unit == "article" else _cases(database, columns)
    known, numbers = np.unique(of[rows], return_inverse=True)
    return _Units(numbers, len(known))


def _cases(database: CaseDatabase, columns: Columns) -> Numbers:
    if "cases" not in columns.later:
        with database.read() as connection:
            columns.later["cases"] = read_cases(connection, columns)
    cases: Numbers = columns.later["cases"]
    return cases


@dataclass(frozen=True, slots=True)
class _Told:
    """Units and what they have, each pair once."""

    units: Numbers
    codes: Numbers


def _told_of(units: _Units, at: Numbers, codes: Numbers) -> _Told:
    if units.single:
        return _Told(units.numbers[at], codes)
    width = int(codes.max(initial=0)) + 1
    found = np.unique(units.numbers[at] * width + codes)
    return _Told(*np.divmod(found, width))


# ---- by what ----------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class _Valued:
    """Values of chosen rows: the row at `at` has `names[codes]`; a row may stand several times."""

    names: tuple[str, ...]
    at: Numbers
    codes: Numbers


def _valued(columns: Columns, dimension: Dimension, rows: Numbers) -> _Valued:
    if dimension == "pattern":
        return _of_pairs(columns.pattern, rows)
    if dimension == "subtype":
        return _of_pairs(columns.subtype, rows)
    if dimension == "year":
        first = int(columns.year.max(initial=0))
        return _of_codes(tuple(map(str, range(first + 1))), columns.year[rows].astype(np.int64))
    coded = {"genre": columns.genre, "status": columns.status}.get(dimension)
    if coded is None:
        lengths = {
            "province": divisions.PROVINCE,
            "city": divisions.CITY,
            "county": divisions.COUNTY,
        }
        coded = _cut(columns.adcode, lengths[dimension])
    return _of_codes(coded.values, coded.codes[rows].astype(np.int64))


def _of_codes(names: tuple[str, ...], codes: Numbers) -> _Valued:
    at = np.flatnonzero(codes)
    return _Valued(names, at, codes[at])


def _of_pairs(pairs: Pairs, rows: Numbers) -> _Valued:
    at_of = np.full(pairs.size, -1, dtype=np.int64)
    at_of[rows] = np.arange(len(rows))
    at = at_of[pairs.rows]
    kept = (at >= 0) & (pairs.codes > 0)
    return _Valued(pairs.values, at[kept], pairs.codes[kept].astype(np.int64))


def _cut(column: Coded, length: int) -> Coded:
    """Codes of divisions as the first digits that name their province, city or county."""
    numbers = {"": 0}
    table = np.array([numbers.setdefault(_prefix(c, length), len(numbers)) for c in column.values])
    return Coded(tuple(numbers), table[column.codes].astype(np.int32))


def _prefix(code: str, length: int) -> str:
    known = len(code) >= length and set(code[length - 2 : length]) != {"0"}
    return code[:length] if known else ""


def _filled(valued: _Valued, size: int) -> _Valued:
    """With the rows that have no value under ""."""
    names = valued.names if "" in valued.names else (*valued.names, "")
    has_none = np.ones(size, dtype=bool)
    has_none[valued.at] = False
    without = np.flatnonzero(has_none)
    blank = np.full(len(without), names.index(""), dtype=np.int64)
    at, codes = np.append(valued.at, without), np.append(valued.codes, blank)
    return _Valued(names, at, codes)


def _side_by_side(one: Numbers, other: Numbers, size: int) -> tuple[Numbers, Numbers]:
    """Every pair of positions of *one* and *other* that hold the same row."""
    order = np.argsort(other, kind="stable")
    times = np.bincount(other, minlength=size)
    begins = np.cumsum(times) - times
    left = np.repeat(np.arange(len(one)), times[one])
    within = np.arange(len(left)) - np.repeat(np.cumsum(times[one]) - times[one], times[one])
    return left, order[begins[one[left]] + within]
