"""Indicators over cases, places and years: the table of `textmine metrics`."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, or_, select

from textmine.extract.keys import load_keys
from textmine.store import divisions, schema
from textmine.store.counts import Rules

if TYPE_CHECKING:
    from textmine.store.database import CaseDatabase


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricRow:
    """A value of an indicator with where it is from."""

    id: str
    indicator: str
    value: float
    value_max: float | None
    unit: str
    modifier: str | None
    change: str | None
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
    """Values of an indicator over cases, places and years; `excluded` as in `Count`."""

    rows: tuple[MetricRow, ...]
    series: tuple[Series, ...]
    total: int
    excluded: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricQuery:
    """Which values: `indicator` is looked for in the name, `place` as in a search."""

    indicator: str = ""
    unit: str | None = None
    place: tuple[str, ...] = ()
    year: tuple[int | None, int | None] | None = None
    levels: bool = False  # without changes (同比, 增加)
    rules: Rules = field(default_factory=Rules)
    limit: int = 200
    offset: int = 0


def metric_table(database: CaseDatabase, query: MetricQuery) -> MetricTable:
    """Values of an indicator, by indicator, unit, place and year."""
    kept: list[MetricRow] = []
    excluded = {"proposed": 0, "repeats": 0, "suspects": 0}
    for row in _matching(database, query):
        why = _why_not(row, query.rules)
        if why:
            excluded[why] += 1
        else:
            values = {name: row[name] for name in MetricRow.__dataclass_fields__}
            kept.append(MetricRow(**values))
    kept.sort(key=lambda r: (r.indicator, r.unit, r.adcode or "~", r.year or 9999, r.id))
    shown = tuple(kept[query.offset : query.offset + query.limit])
    return MetricTable(shown, tuple(_series(kept)), len(kept), excluded)


def _why_not(row: Mapping[Any, Any], rules: Rules) -> str | None:
    """Which rule leaves a value out; one that is only proposed is a target, not a result."""
    if row["suspect"] is not None and not rules.suspects:
        return "suspects"
    if row["repeats"] and not rules.repeats:
        return "repeats"
    return "proposed" if row["status"] == "proposed" and not rules.proposed else None


def _matching(database: CaseDatabase, query: MetricQuery) -> Iterator[Mapping[Any, Any]]:
    with database.read() as connection:
        rows = connection.execute(_metric_query(query)).mappings().all()
    prefixes = tuple(p for place in query.place for p in divisions.prefixes_of(place))
    for row in rows:
        if not query.place or _is_in(row, query.place, prefixes):
            yield row


def _is_in(row: Mapping[Any, Any], places: Iterable[str], prefixes: tuple[str, ...]) -> bool:
    code = row["adcode"] or ""
    if prefixes and code:
        return code.startswith(prefixes) or divisions.today_of(code).startswith(prefixes)
    return any(place in (row["place"] or "") for place in places)


def _is_meant(indicator: str) -> Any:
    """In the words of the text, or under the key that all ways of saying it share."""
    metrics = schema.METRICS.c
    key = load_keys().key(indicator) or indicator
    return or_(
        metrics.indicator.contains(indicator, autoescape=True),
        metrics.indicator_key.contains(key, autoescape=True),
    )


def _metric_query(query: MetricQuery) -> Any:
    metrics, practices, articles = schema.METRICS.c, schema.PRACTICES.c, schema.ARTICLES.c
    name = func.coalesce(metrics.indicator_key, metrics.indicator)
    chosen = (
        select(
            metrics.id,
            name.label("indicator"),
            *(metrics[n] for n in ("value", "value_max", "unit", "modifier", "change", "period")),
            func.coalesce(metrics.year, practices.year, articles.year).label("year"),
            func.coalesce(metrics.place, practices.place, articles.place).label("place"),
            func.coalesce(metrics.adcode, practices.adcode, articles.adcode).label("adcode"),
            metrics.text,
            practices.id.label("practice_id"),
            practices.name.label("practice"),
            schema.CASE_PRACTICE.c.case_id,
            articles.id.label("article_id"),
            articles.title,
            schema.SOURCES.c.path,
            practices.status,
            articles.suspect,
            schema.is_repeat().label("repeats"),
        )
        .join(schema.ARTICLES, articles.key == metrics.article)
        .join(schema.SOURCES, schema.SOURCES.c.key == articles.source)
        .outerjoin(schema.PRACTICES, practices.key == metrics.practice)
        .outerjoin(schema.CASE_PRACTICE, schema.CASE_PRACTICE.c.practice_id == practices.id)
        .outerjoin(schema.DUPLICATES, schema.DUPLICATES.c.article_id == articles.id)
        .outerjoin(schema.REPEATS, schema.REPEATS.c.practice_id == practices.id)
        .where(name.is_not(None))
    )
    if query.indicator:
        chosen = chosen.where(_is_meant(query.indicator))
    if query.unit:
        chosen = chosen.where(metrics.unit == query.unit)
    if query.levels:
        chosen = chosen.where(metrics.change.is_(None))
    year = func.coalesce(metrics.year, practices.year, articles.year)
    first, last = query.year or (None, None)
    if first is not None:
        chosen = chosen.where(year >= first)
    if last is not None:
        chosen = chosen.where(year <= last)
    return chosen


def _series(rows: Sequence[MetricRow]) -> Iterator[Series]:
    """Spread of each indicator and unit, levels only, the most frequent first."""
    groups: dict[tuple[str, str], list[MetricRow]] = {}
    for row in rows:
        if row.change is None:
            groups.setdefault((row.indicator, row.unit), []).append(row)
    for (indicator, unit), found in sorted(groups.items(), key=lambda g: (-len(g[1]), g[0])):
        values = [row.value for row in found]
        years: dict[int, list[float]] = {}
        for row in found:
            if row.year:
                years.setdefault(row.year, []).append(row.value)
        yield Series(
            indicator,
            unit,
            len(found),
            sum(1 for row in found if row.year is None),
            statistics.median(values),
            min(values),
            max(values),
            tuple((year, statistics.median(years[year])) for year in sorted(years)),
        )
