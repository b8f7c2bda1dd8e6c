"""The one place where things are counted: page, command and API ask here.

A unit is counted once: a case however many reports tell it, a practice, or an article. What is
only proposed, repeats another article or may be no evidence is left out unless asked for; every
figure says how many it counts, how many have no value, and how many were left out and why.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from sqlalchemy import select

from textmine.store import divisions, schema
from textmine.store.queries import Query
from textmine.store.search import keys_of

if TYPE_CHECKING:
    from textmine.store.database import CaseDatabase

Unit = Literal["case", "practice", "article"]
Dimension = Literal["pattern", "subtype", "province", "city", "county", "year", "genre", "status"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What is counted."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Item:
    """A practice with what it may be counted by."""

    key: int
    practice: str
    case: str
    article: str
    status: str
    suspect: bool
    repeat: bool
    year: int | None
    adcode: str | None
    genre: str
    subtypes: tuple[str, ...]
    patterns: tuple[str, ...]


def count(
    database: CaseDatabase,
    dimension: Dimension,
    rules: Rules | None = None,
    query: Query | None = None,
) -> Count:
    """Units by one dimension, the most frequent first (years in their order)."""
    rules = rules or Rules()
    items, excluded = _counted(database, rules, query)
    values = VALUES[dimension]
    units: dict[Hashable, set[str]] = {}
    for item in items:
        units.setdefault(_unit(item, rules.unit), set()).update(values(item))
    found = Counter(value for held in units.values() for value in held)
    order = sorted(found) if dimension == "year" else sorted(found, key=lambda v: (-found[v], v))
    bars = tuple(Bar(value, found[value]) for value in order)
    unknown = sum(1 for held in units.values() if not held)
    return Count(dimension, rules, bars, len(units), unknown, excluded)


def cross(
    database: CaseDatabase,
    rows: Dimension,
    columns: Dimension,
    rules: Rules | None = None,
    query: Query | None = None,
) -> Table:
    """Units by two dimensions; those without a value stand under ""."""
    rules = rules or Rules()
    items, excluded = _counted(database, rules, query)
    units: dict[Hashable, set[tuple[str, str]]] = {}
    for item in items:
        pairs = {
            (row, column)
            for row in VALUES[rows](item) or ("",)
            for column in VALUES[columns](item) or ("",)
        }
        units.setdefault(_unit(item, rules.unit), set()).update(pairs)
    cells = Counter(pair for held in units.values() for pair in held)
    return Table(
        tuple(sorted({row for row, _ in cells})),
        tuple(sorted({column for _, column in cells})),
        dict(cells),
        len(units),
        excluded,
    )


def _unit(item: _Item, unit: Unit) -> Hashable:
    return {"case": item.case, "practice": item.practice, "article": item.article}[unit]


def _code(item: _Item, length: int) -> tuple[str, ...]:
    code = item.adcode or ""
    prefix = code[:length]
    known = len(code) >= length and set(code[length - 2 : length]) != {"0"}
    return (prefix,) if known else ()


VALUES: Mapping[str, Callable[[_Item], tuple[str, ...]]] = {
    "pattern": lambda item: item.patterns,
    "subtype": lambda item: item.subtypes,
    "province": lambda item: _code(item, divisions.PROVINCE),
    "city": lambda item: _code(item, divisions.CITY),
    "county": lambda item: _code(item, divisions.COUNTY),
    "year": lambda item: (str(item.year),) if item.year else (),
    "genre": lambda item: (item.genre,),
    "status": lambda item: (item.status,),
}


# ---- what is counted --------------------------------------------------------------------------
def _counted(
    database: CaseDatabase, rules: Rules, query: Query | None
) -> tuple[list[_Item], dict[str, int]]:
    """The practices that the rules let in, and how many each rule left out."""
    wanted = None if query is None else set(keys_of(database, _everything(query)))
    excluded = {"proposed": 0, "repeats": 0, "suspects": 0}
    kept: list[_Item] = []
    for item in _items(database):
        if wanted is not None and item.key not in wanted:
            continue
        why = _why_not(item, rules)
        if why:
            excluded[why] += 1
        else:
            kept.append(item)
    return kept, excluded


def _everything(query: Query) -> Query:
    """The query with what the rules decide left in, so that they can say what they left out."""
    return replace(query, repeats=True, suspects=True)


def _why_not(item: _Item, rules: Rules) -> str | None:
    if item.suspect and not rules.suspects:
        return "suspects"
    if item.repeat and not rules.repeats:
        return "repeats"
    if item.status == "proposed" and not rules.proposed:
        return "proposed"
    return None


def _items(database: CaseDatabase) -> Iterator[_Item]:
    practices, articles = schema.PRACTICES.c, schema.ARTICLES.c
    query = (
        select(
            practices.key,
            practices.id,
            schema.CASE_PRACTICE.c.case_id,
            articles.id.label("article_id"),
            practices.status,
            articles.suspect,
            schema.REPEATS.c.practice_id.label("repeats"),
            practices.year,
            practices.adcode,
            articles.genre,
            practices.subtypes,
        )
        .join(schema.ARTICLES, articles.key == practices.article)
        .outerjoin(schema.CASE_PRACTICE, schema.CASE_PRACTICE.c.practice_id == practices.id)
        .outerjoin(schema.REPEATS, schema.REPEATS.c.practice_id == practices.id)
        .order_by(practices.key)
    )
    with database.read() as connection:
        labels: dict[int, tuple[str, ...]] = {}
        order = select(schema.LABELS).order_by(schema.LABELS.c.practice, schema.LABELS.c.position)
        for label in connection.execute(order):
            labels[label.practice] = (*labels.get(label.practice, ()), label.code)
        rows = connection.execute(query).all()
    for row in rows:
        yield _Item(
            key=row.key,
            practice=row.id,
            case=row.case_id or row.id,
            article=row.article_id,
            status=row.status,
            suspect=row.suspect is not None,
            repeat=row.repeats is not None,
            year=row.year,
            adcode=row.adcode,
            genre=row.genre,
            subtypes=tuple(json.loads(row.subtypes)),
            patterns=labels.get(row.key, ()),
        )
