"""Indicators over cases, places and years: the table of `textmine metrics`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from textmine.extract.figures.keys import load_keys
from textmine.store.file import schema
from textmine.store.file.columns import Coded, Mask, Numbers
from textmine.store.find.counts import Rules, apply_rules
from textmine.store.find.facets import below
from textmine.store.find.figures import Figures, read_figures
from textmine.store.find.queries import as_stored
from textmine.store.words import divisions

if TYPE_CHECKING:
    from textmine.store.database import CaseDatabase

SERIES = 200  # indicators whose spread is told
ALIKE = 0.4  # of the pairs of characters of two names, where one may have been meant
MOST_ALIKE = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricRow:
    """A value of an indicator with where it is from, and who checked it when (UTC, ISO 8601).

    `value` is in `unit`, 万 and 亿 multiplied out; `change` is the kind of `types.Change`, None for
    a level; `year` the first one of `period`; `text` the words of the article that state it;
    `score` a probability.
    """

    id: str
    indicator: str
    value: float
    value_max: float | None
    unit: str
    modifier: str | None
    change: str | None
    role: str | None
    year: int | None
    period: str | None
    place: str | None
    adcode: str | None
    text: str
    practice_id: str | None
    practice: str | None
    case_id: str | None
    article_id: str
    title: str | None
    path: str
    score: float | None
    checked_by: str | None
    checked_at: str | None


@dataclass(frozen=True, slots=True)
class Series:
    """The level of one indicator in one unit: n values and their spread, by year."""

    indicator: str
    unit: str
    n: int
    unknown: int  # of them without a year
    median: float
    low: float
    high: float
    years: tuple[tuple[int, float], ...]  # year, median


@dataclass(frozen=True, slots=True)
class MetricTable:
    """Values of an indicator over cases, places and years; `excluded` as in `Count`.

    `series` are the most frequent ones, at most SERIES. Where the database knows no such indicator,
    `alike` names those that are called nearly so, the likest first.
    """

    rows: tuple[MetricRow, ...]
    series: tuple[Series, ...]
    total: int
    excluded: Mapping[str, int]
    alike: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricQuery:
    """Which values: `indicator` is looked for in the name and the key, `place` as in a search.

    `year` is the first and the last one (None: open), `levels` leaves changes out, `rules` say
    what counts at all; `limit` rows are given, from `offset` on.
    """

    indicator: str = ""
    unit: str | None = None
    place: tuple[str, ...] = ()
    year: tuple[int | None, int | None] | None = None
    levels: bool = False  # without changes (同比, 增加)
    rules: Rules = field(default_factory=Rules)
    limit: int = 200
    offset: int = 0

    def __post_init__(self) -> None:
        object.__setattr__(self, "indicator", as_stored(self.indicator))
        object.__setattr__(self, "place", tuple(map(as_stored, self.place)))


def metric_table(database: CaseDatabase, query: MetricQuery) -> MetricTable:
    """Values of an indicator, those of exactly this name first; by name, unit, place and year."""
    with database.read() as connection:
        figures = _figures(connection, database)
        counted = apply_rules(_matching(figures, query), query.rules, _reasons(figures))
        ordered = figures.order[counted.rows[figures.order]]
        shown = _named_first(figures, ordered, query)[query.offset : query.offset + query.limit]
        rows = _rows(connection, figures.keys[shown].tolist())
    known = len(ordered) or _is_meant(figures, query.indicator).any()
    alike = () if known else _called_alike(figures, query.indicator)
    return MetricTable(rows, _series(figures, ordered), len(ordered), counted.excluded, alike)


def metrics_of(database: CaseDatabase, query: MetricQuery) -> dict[str, str | None]:
    """Every metric that *query* finds, whatever its limit, with the practice that it is part of."""
    with database.read() as connection:
        figures = _figures(connection, database)
        counted = apply_rules(_matching(figures, query), query.rules, _reasons(figures))
        wanted = set(figures.keys[counted.rows].tolist())
        pairs = select(_METRICS.key, _METRICS.id, _PRACTICES.id.label("practice"))
        joined = pairs.outerjoin(schema.PRACTICES, _PRACTICES.key == _METRICS.practice)
        rows = connection.execute(joined).all()
    return {row.id: row.practice for row in rows if row.key in wanted}


def _reasons(figures: Figures) -> dict[str, Mask]:
    return {
        "suspects": figures.suspect,
        "repeats": figures.repeat,
        # One that is only proposed is a target, not a result.
        "proposed": figures.proposed,
    }


def _figures(connection: Connection, database: CaseDatabase) -> Figures:
    columns = database.columns()
    if "figures" not in columns.later:
        columns.later["figures"] = read_figures(connection)
    figures: Figures = columns.later["figures"]
    return figures


# ---- which ------------------------------------------------------------------------------------
def _matching(figures: Figures, query: MetricQuery) -> Mask:
    mask = figures.indicator.codes > 0
    if query.indicator:
        mask &= _is_meant(figures, query.indicator)
    if query.unit:
        mask &= figures.unit.mask([query.unit])
    if query.levels:
        mask &= ~figures.changed
    first, last = query.year or (None, None)
    if first is not None:
        mask &= figures.year >= first
    if last is not None:
        mask &= (figures.year > 0) & (figures.year <= last)
    if query.place:
        mask &= _is_in(figures, query.place)
    return mask


def _is_meant(figures: Figures, indicator: str) -> Mask:
    """In the words of the text, or under the key that all ways of saying it share."""
    key = load_keys().key(indicator) or indicator
    return _holding(figures.said, indicator) | _holding(figures.key, key)


def _holding(column: Coded, words: str) -> Mask:
    small = words.lower()
    return column.mask(value for value in column.values if small in value.lower())


def _called_alike(figures: Figures, indicator: str) -> tuple[str, ...]:
    """Names that share most pairs of characters with one; of equals those with most values."""
    wanted, names = _pairs(indicator), figures.indicator.values
    counts = figures.indicator.counts(figures.indicator.codes > 0)
    shares = ((_alikeness(wanted, _pairs(name)), counts[n], name) for n, name in enumerate(names))
    likest = sorted((each for each in shares if each[0] >= ALIKE), reverse=True)
    return tuple(name for *_, name in likest[:MOST_ALIKE])


def _pairs(name: str) -> set[str]:
    return {name[at : at + 2] for at in range(len(name) - 1)}


def _alikeness(one: set[str], other: set[str]) -> float:
    """How much two sets share, from 0 to 1 (Dice 1945)."""
    return 2 * len(one & other) / max(1, len(one) + len(other))


def _is_in(figures: Figures, places: Sequence[str]) -> Mask:
    """By the codes of the places where both are known, else by their names."""
    named = figures.place.mask(
        value for value in figures.place.values if any(place in value for place in places)
    )
    prefixes = tuple(p for place in places for p in divisions.prefixes_of(place))
    if not prefixes:
        return named
    return np.where(figures.adcode.codes > 0, below(figures.adcode, prefixes), named)


def _named_first(figures: Figures, rows: Numbers, query: MetricQuery) -> Numbers:
    if not query.indicator:
        return rows
    exact = figures.indicator.mask([query.indicator])[rows]
    return np.concatenate([rows[exact], rows[~exact]])


# ---- rows -------------------------------------------------------------------------------------
_METRICS, _PRACTICES, _ARTICLES = schema.METRICS.c, schema.PRACTICES.c, schema.ARTICLES.c
ROW_QUERY = (
    select(
        _METRICS.key,
        _METRICS.id,
        func.coalesce(_METRICS.indicator_key, _METRICS.indicator).label("indicator"),
        *(
            _METRICS[n]
            for n in (
                "value",
                "value_max",
                "unit",
                "modifier",
                "change",
                "role",
                "period",
            )
        ),
        func.coalesce(_METRICS.year, _PRACTICES.year, _ARTICLES.year).label("year"),
        func.coalesce(_METRICS.place, _PRACTICES.place, _ARTICLES.place).label("place"),
        func.coalesce(_METRICS.adcode, _PRACTICES.adcode, _ARTICLES.adcode).label("adcode"),
        _METRICS.text,
        _PRACTICES.id.label("practice_id"),
        _PRACTICES.name.label("practice"),
        schema.CASE_PRACTICE.c.case_id,
        _ARTICLES.id.label("article_id"),
        _ARTICLES.title,
        schema.SOURCES.c.path,
        _METRICS.score,
        schema.ANSWERS.c.who.label("checked_by"),
        schema.ANSWERS.c.at.label("checked_at"),
    )
    .join(schema.ARTICLES, _ARTICLES.key == _METRICS.article)
    .join(schema.SOURCES, schema.SOURCES.c.key == _ARTICLES.source)
    .outerjoin(schema.PRACTICES, _PRACTICES.key == _METRICS.practice)
    .outerjoin(schema.CASE_PRACTICE, schema.CASE_PRACTICE.c.practice_id == _PRACTICES.id)
    .outerjoin(
        schema.ANSWERS,
        (schema.ANSWERS.c.id == _METRICS.id) & (schema.ANSWERS.c.verdict != "skipped"),
    )
)
AT_ONCE = 10_000  # keys in one query; SQLite takes 250,000 (sqlite.org/limits.html)


def _rows(connection: Connection, keys: Sequence[int]) -> tuple[MetricRow, ...]:
    """The rows of metric keys, in that order."""
    found: dict[int, Mapping[Any, Any]] = {}
    for at in range(0, len(keys), AT_ONCE):
        query = ROW_QUERY.where(_METRICS.key.in_(keys[at : at + AT_ONCE]))
        found.update((row["key"], row) for row in connection.execute(query).mappings())
    names = tuple(MetricRow.__dataclass_fields__)
    return tuple(
        MetricRow(**{name: found[key][name] for name in names}) for key in keys if key in found
    )


# ---- spread -----------------------------------------------------------------------------------
def _series(figures: Figures, rows: Numbers) -> tuple[Series, ...]:
    """Spread of each indicator and unit, levels only, the most frequent first."""
    rows = rows[~figures.changed[rows]]
    if not len(rows):
        return ()
    kinds = figures.indicator.codes[rows] * np.int64(len(figures.unit.values))
    kinds += figures.unit.codes[rows]
    # The rows come by indicator and unit: each kind is one run.
    begins = np.flatnonzero(np.append(True, kinds[1:] != kinds[:-1]))
    ends = np.append(begins[1:], len(rows))
    first = np.argsort(begins - ends, kind="stable")[:SERIES]
    return tuple(_spread(figures, rows[begins[n] : ends[n]]) for n in first.tolist())


def _spread(figures: Figures, rows: Numbers) -> Series:
    values, years = figures.value[rows], figures.year[rows]
    known = np.unique(years[years > 0]).tolist()
    return Series(
        figures.indicator.values[figures.indicator.codes[rows[0]]],
        figures.unit.values[figures.unit.codes[rows[0]]],
        len(rows),
        int((years == 0).sum()),
        float(np.median(values)),
        float(values.min()),
        float(values.max()),
        tuple((year, float(np.median(values[years == year]))) for year in known),
    )
