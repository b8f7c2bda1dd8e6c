"""What the JSON API is asked and answers; routes are in `routes.api`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BaseModel, Field, StringConstraints
from starlette.requests import Request

from textmine.store.find.counts import Rules, Table, Unit
from textmine.store.find.facets import Facet
from textmine.store.find.hits import Hit
from textmine.store.find.indicators import MetricQuery, MetricRow, Series
from textmine.store.find.queries import Order, Query, Unstated
from textmine.store.find.queue import MAX_SAMPLE, MAX_SEED, By, Kind, Progress, QueueQuery
from textmine.store.find.sample import Estimate
from textmine.store.find.widening import Widening
from textmine.web.asking import read_years

MAX_LIMIT = 200
MAX_OFFSET = 1_000_000

Word = Annotated[str, StringConstraints(max_length=100)]
Words = Annotated[list[Word], Field(max_length=20)]


class Paging(BaseModel):
    """Which part of a list."""

    limit: Annotated[int, Field(ge=0, le=MAX_LIMIT, description="Items on a page.")] = 50
    offset: Annotated[int, Field(ge=0, le=MAX_OFFSET, description="Items before the page.")] = 0


class Counted(BaseModel):
    """By which rules units are counted."""

    unit: Unit = "practice"
    proposed: bool = False
    repeats: bool = False
    suspects: bool = False

    def rules(self) -> Rules:
        """The rules of `store.find.counts`."""
        return Rules(**self.model_dump(include={"unit", "proposed", "repeats", "suspects"}))


class InYears(BaseModel):
    """Years as in addresses."""

    year: Annotated[
        str | None,
        Field(pattern=r"^(\d{4}(-(\d{4})?)?|-\d{4})$", description="2009, 2008-2012, 2008-, -2012"),
    ] = None

    def years(self) -> tuple[int | None, int | None] | None:
        """The first and the last year."""
        return read_years([self.year] if self.year else [])


class Searched(Paging, InYears):
    """Words and filters; several values of one filter are alternatives."""

    q: Annotated[str, Field(max_length=1000)] = ""
    pattern: Words = []
    subtype: Words = []
    place: Words = []
    genre: Words = []
    indicator: Words = []
    source: Words = []
    without: Annotated[list[Unstated], Field(max_length=20)] = []
    status: Word | None = None
    has_metric: bool | None = None
    suspects: bool = True
    repeats: bool = False
    widen: bool = True
    order: Order = "relevance"

    def query(self) -> Query:
        """The query of `store.find.search`."""
        values = self.model_dump(exclude={"q", "year"})
        many = {name: tuple(value) for name, value in values.items() if isinstance(value, list)}
        return Query(words=self.q, year=self.years(), **{**values, **many})


class ToCheck(BaseModel):
    """What is to be checked, in which order."""

    kind: Kind = "metric"
    by: By = "doubt"
    size: Annotated[int, Field(ge=1, le=MAX_SAMPLE, description="Of the sample.")] = 100
    seed: Annotated[int, Field(ge=0, le=MAX_SEED, description="Of the sample.")] = 1
    pattern: Words = []
    place: Words = []
    report: Word = ""
    outcomes: bool = False
    limit: Annotated[int, Field(ge=0, le=MAX_LIMIT, description="Rows given.")] = 50

    def query(self) -> QueueQuery:
        """The query of `store.find.queue`."""
        values = self.model_dump(exclude={"limit", "pattern", "place"})
        return QueueQuery(pattern=tuple(self.pattern), place=tuple(self.place), **values)


@dataclass(frozen=True, slots=True)
class Queue:
    """What to check next; `estimate` is that of a random sample, else null."""

    progress: Progress
    estimate: Estimate | None
    rows: tuple[dict[str, Any], ...]


class Measured(Paging, Counted, InYears):
    """Which values of which indicator."""

    indicator: Word = ""
    measured_in: Word | None = None
    place: Words = []
    levels: bool = False

    def query(self) -> MetricQuery:
        """The query of `store.find.indicators`."""
        return MetricQuery(
            indicator=self.indicator,
            unit=self.measured_in,
            place=tuple(self.place),
            year=self.years(),
            levels=self.levels,
            rules=self.rules(),
            limit=self.limit,
            offset=self.offset,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Which part of a list an answer is; `next` is the address of the next one."""

    total: int
    limit: int
    offset: int
    next: str | None


def part_of(request: Request, total: int, asked: Paging) -> dict[str, Any]:
    """The fields of a `Part`."""
    following = asked.offset + asked.limit
    address = None
    if asked.limit and following < total:
        url = request.url.include_query_params(offset=following, limit=asked.limit)
        address = f"{url.path}?{url.query}"
    return {"total": total, "limit": asked.limit, "offset": asked.offset, "next": address}


@dataclass(frozen=True, slots=True, kw_only=True)
class Found(Part):
    """A page of results."""

    hits: tuple[Hit, ...]
    facets: tuple[Facet, ...]
    widened: tuple[Widening, ...]
    elsewhere: int
    whole: int
    exact: int
    elsewhere_whole: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """An article without its text."""

    id: str
    title: str | None
    author: str | None
    issuer: str | None
    date: str | None
    year: int | None
    genre: str
    variant: str
    suspect: str | None
    place: str | None
    adcode: str | None
    characters: int
    path: str
    url: str | None
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Heads(Part):
    """A page of articles."""

    articles: tuple[Head, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Values(Part):
    """A page of values of an indicator, with the spread of all of them."""

    rows: tuple[MetricRow, ...]
    series: tuple[Series, ...]
    excluded: dict[str, int]


@dataclass(frozen=True, slots=True)
class Crossed:
    """Units by two dimensions: `counts[i][j]` of `rows[i]` and `columns[j]` ("" is unknown)."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    n: int
    excluded: dict[str, int]

    @classmethod
    def of(cls, table: Table) -> Crossed:
        """A table as lists."""
        counts = tuple(
            tuple(table.cells.get((row, column), 0) for column in table.columns)
            for row in table.rows
        )
        return cls(table.rows, table.columns, counts, table.n, dict(table.excluded))
