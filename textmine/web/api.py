"""The JSON API: the same questions as the pages, with stable ids and paging."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Path
from fastapi import Query as Parameter
from pydantic import BaseModel, Field, StringConstraints
from sqlalchemy import func, select
from starlette.requests import Request
from starlette.responses import Response

from textmine.store import schema
from textmine.store.counts import Count, Dimension, Rules, Unit, count, cross
from textmine.store.facets import Facet
from textmine.store.hits import Hit
from textmine.store.indicators import MetricQuery, MetricRow, Series, metric_table
from textmine.store.names import taxonomy
from textmine.store.queries import Order, Query
from textmine.store.search import Widening, search
from textmine.types import json_schema, to_dict
from textmine.web.asking import read_years
from textmine.web.site import Site, SiteOf

router = APIRouter(prefix="/api/v1")
page_router = APIRouter()

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
        """The rules of `store.counts`."""
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
    status: Word | None = None
    has_metric: bool | None = None
    suspects: bool = True
    repeats: bool = False
    widen: bool = True
    order: Order = "relevance"

    def query(self) -> Query:
        """The query of `store.search`."""
        values = self.model_dump(exclude={"q", "year"})
        many = {name: tuple(value) for name, value in values.items() if isinstance(value, list)}
        return Query(words=self.q, year=self.years(), **{**values, **many})


class Measured(Paging, Counted, InYears):
    """Which values of which indicator."""

    indicator: Word = ""
    measured_in: Word | None = None
    place: Words = []
    levels: bool = False

    def query(self) -> MetricQuery:
        """The query of `store.indicators`."""
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


Id = Annotated[str, Path(pattern=r"^[apml]-[0-9a-zA-Z]{1,40}$")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A page of results; `next` is the address of the next one."""

    total: int
    limit: int
    offset: int
    next: str | None
    hits: tuple[Hit, ...]
    facets: tuple[Facet, ...]
    widened: tuple[Widening, ...]
    elsewhere: int


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
class Heads:
    """A page of articles."""

    total: int
    limit: int
    offset: int
    next: str | None
    articles: tuple[Head, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Values:
    """A page of values of an indicator, with the spread of all of them."""

    total: int
    limit: int
    offset: int
    next: str | None
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


@router.get("/search", summary="Practices by words and filters, with facets")
def find(request: Request, site: SiteOf, asked: Annotated[Searched, Parameter()]) -> Found:
    """What the search page finds."""
    results = search(site.database, asked.query())
    return Found(
        total=results.total,
        limit=asked.limit,
        offset=asked.offset,
        next=_next(request, results.total, asked),
        hits=results.hits,
        facets=results.facets,
        widened=results.widened,
        elsewhere=results.elsewhere,
    )


def _next(request: Request, total: int, asked: Paging) -> str | None:
    """The address of the next page, or None on the last one."""
    following = asked.offset + asked.limit
    if not asked.limit or following >= total:
        return None
    url = request.url.include_query_params(offset=following, limit=asked.limit)
    return f"{url.path}?{url.query}"


ARTICLE_QUERY = select(
    schema.ARTICLES, schema.SOURCES.c.path, schema.SOURCES.c.url.label("url")
).join(schema.SOURCES, schema.SOURCES.c.key == schema.ARTICLES.c.source)


@router.get("/articles", summary="Articles, by path and number")
def list_articles(request: Request, site: SiteOf, asked: Annotated[Paging, Parameter()]) -> Heads:
    """The articles of the database without their texts."""
    order = (schema.SOURCES.c.path, schema.ARTICLES.c.number)
    page = ARTICLE_QUERY.order_by(*order).limit(asked.limit).offset(asked.offset)
    with site.database.read() as connection:
        rows = connection.execute(page).mappings().all()
        total = connection.execute(select(func.count()).select_from(schema.ARTICLES)).scalar() or 0
    return Heads(
        total=total,
        limit=asked.limit,
        offset=asked.offset,
        next=_next(request, total, asked),
        articles=tuple(Head(**{n: row[n] for n in Head.__dataclass_fields__}) for row in rows),
    )


RECORD: dict[int | str, dict[str, Any]] = {
    200: {"content": {"application/json": {"schema": {"type": "object"}}}}
}


@router.get("/articles/{identity}", summary="An article's record, whole", responses=RECORD)
def get_article(site: SiteOf, identity: Id) -> Any:
    """The record as exports have it; `/api/v1/schema` describes it."""
    return to_dict(site.database.article(identity))


@router.get("/practices/{identity}", summary="A practice with its figures", responses=RECORD)
def get_practice(site: SiteOf, identity: Id) -> Any:
    """A practice, its text, its metrics and the article that it stands in."""
    found = site.database.practice(identity)
    practice, record = found.practice, found.record
    return {
        **to_dict(practice),
        "text": record.text[practice.start : practice.end],
        "metrics": [to_dict(record.metrics[index]) for index in practice.metrics],
        "article": {"id": record.id, "title": record.title, "source": to_dict(record.source)},
    }


@router.get("/metrics", summary="Values of an indicator over places and years")
def list_values(request: Request, site: SiteOf, asked: Annotated[Measured, Parameter()]) -> Values:
    """What `textmine metrics` prints."""
    table = metric_table(site.database, asked.query())
    return Values(
        total=table.total,
        limit=asked.limit,
        offset=asked.offset,
        next=_next(request, table.total, asked),
        rows=table.rows,
        series=table.series[:MAX_LIMIT],
        excluded=dict(table.excluded),
    )


@router.get("/counts/{dimension}", summary="Units by one dimension")
def get_count(site: SiteOf, dimension: Dimension, by: Annotated[Counted, Parameter()]) -> Count:
    """How many cases, practices or articles, and what was left out."""
    return count(site.database, dimension, by.rules())


@router.get("/counts/{rows}/{columns}", summary="Units by two dimensions")
def get_cross(
    site: SiteOf, rows: Dimension, columns: Dimension, by: Annotated[Counted, Parameter()]
) -> Crossed:
    """A table of counts."""
    table = cross(site.database, rows, columns, by.rules())
    counts = tuple(
        tuple(table.cells.get((row, column), 0) for column in table.columns) for row in table.rows
    )
    return Crossed(table.rows, table.columns, counts, table.n, dict(table.excluded))


@router.get("/taxonomy", summary="The patterns", responses=RECORD)
def get_taxonomy() -> Any:
    """Codes, names and definitions of patterns and subtypes."""
    known = taxonomy()
    return {"patterns": [to_dict(pattern) for pattern in known.patterns] if known else []}


@router.get("/schema", summary="The JSON schema of an article's record", responses=RECORD)
def get_schema() -> Any:
    """What `textmine schema` prints."""
    return json_schema()


@page_router.get("/api")
def api_page(request: Request, site: SiteOf) -> Response:
    """The routes of the API, readable without the internet."""
    return site.render(request, "api.html", {"routes": _routes(request, site)})


def _routes(request: Request, site: Site) -> list[dict[str, Any]]:
    described = request.app.openapi()
    return [
        {"path": path, "method": method.upper(), **operation}
        for path, methods in described["paths"].items()
        for method, operation in methods.items()
    ]
