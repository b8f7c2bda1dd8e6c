"""The JSON API: the same questions as the pages, with stable ids and paging."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Path
from fastapi import Query as Parameter
from sqlalchemy import func, select
from starlette.requests import Request
from starlette.responses import Response

from textmine.plain import json_schema, to_dict
from textmine.store.casebook import read_case
from textmine.store.corrections import history
from textmine.store.database import StoredPractice
from textmine.store.file import schema
from textmine.store.find.counts import Count, Dimension, count, cross
from textmine.store.find.indicators import metric_table
from textmine.store.find.queue import next_ids, progress
from textmine.store.find.queued import read_queued, rows_of
from textmine.store.find.sample import estimate
from textmine.store.find.search import search
from textmine.store.find.similar import Match, similar_to
from textmine.store.former import former_codes
from textmine.store.history.events import Event
from textmine.web.api_models import (
    Counted,
    Crossed,
    Found,
    Head,
    Heads,
    Measured,
    Paging,
    Queue,
    Searched,
    ToCheck,
    Values,
    part_of,
)
from textmine.web.site import Site, SiteOf

router = APIRouter(prefix="/api/v1")
page_router = APIRouter()

Id = Annotated[str, Path(pattern=r"^[apml]-[0-9a-zA-Z]{1,40}$")]
CaseId = Annotated[str, Path(pattern=r"^c-[0-9a-zA-Z]{1,40}$")]


@router.get("/search", summary="Practices by words and filters, with facets")
def find(request: Request, site: SiteOf, asked: Annotated[Searched, Parameter()]) -> Found:
    """What the search page finds."""
    results = search(site.database, asked.query())
    return Found(
        **part_of(request, results.total, asked),
        hits=results.hits,
        facets=results.facets,
        widened=results.widened,
        elsewhere=results.elsewhere,
        whole=results.whole,
        exact=results.exact,
        elsewhere_whole=results.elsewhere_whole,
    )


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
        **part_of(request, total, asked),
        articles=tuple(Head(**{n: row[n] for n in Head.__dataclass_fields__}) for row in rows),
    )


RECORD: dict[int | str, dict[str, Any]] = {
    200: {"content": {"application/json": {"schema": {"type": "object"}}}}
}


@router.get("/articles/{identity}", summary="An article's record, whole", responses=RECORD)
def get_article(site: SiteOf, identity: Id) -> Any:
    """The record as exports have it; `/api/v1/schema` describes it."""
    return to_dict(site.database.article(identity))


@router.get("/practices/{identity}", summary="A practice with its metrics", responses=RECORD)
def get_practice(site: SiteOf, identity: Id) -> Any:
    """A practice, its text, its metrics and the article that it stands in."""
    return _told(site.database.practice(identity))


def _told(found: StoredPractice) -> dict[str, Any]:
    practice, record = found.practice, found.record
    return {
        **to_dict(practice),
        "text": record.text[practice.start : practice.end],
        "metrics": [to_dict(record.metrics[index]) for index in practice.metrics],
        "article": {"id": record.id, "title": record.title, "source": to_dict(record.source)},
    }


@router.get("/practices/{identity}/similar", summary="Comparable practices, and why")
def get_similar(
    site: SiteOf, identity: Id, limit: Annotated[int, Parameter(ge=1, le=50)] = 10
) -> tuple[Match, ...]:
    """The closest first."""
    return tuple(similar_to(site.database, identity, limit=limit))


@router.get("/cases/{identity}", summary="A case: what each report tells of it", responses=RECORD)
def get_case(site: SiteOf, identity: CaseId) -> Any:
    """What `textmine show` prints of a case."""
    case = read_case(site.database, identity)
    fields = {name: getattr(case, name) for name in ("name", "place", "adcode", "year", "year_end")}
    return {
        "id": case.id,
        **fields,
        "reports": [report.as_row() for report in case.reports],
        "practices": [_told(found) for found in case.practices],
        "repeats": case.repeats,
    }


@router.get("/records/{identity}/history", summary="What people said about a record")
def get_history(site: SiteOf, identity: Id) -> tuple[Event, ...]:
    """Corrections of an article, practice, metric or place in their order, undone ones too."""
    return tuple(history(site.database, identity))


@router.get("/metrics", summary="Values of an indicator over places and years")
def list_values(request: Request, site: SiteOf, asked: Annotated[Measured, Parameter()]) -> Values:
    """What `textmine metrics` prints."""
    table = metric_table(site.database, asked.query())
    return Values(
        **part_of(request, table.total, asked),
        rows=table.rows,
        series=table.series,
        excluded=dict(table.excluded),
    )


@router.get("/review", summary="What to check next, and what a checked sample says")
def get_queue(site: SiteOf, asked: Annotated[ToCheck, Parameter()]) -> Queue:
    """What `textmine review` prints."""
    query, database = asked.query(), site.database
    found = estimate(database, query) if query.by == "random" else None
    queued = read_queued(database, next_ids(database, query, asked.limit))
    return Queue(progress(database, query), found, tuple(map(dict, rows_of(queued))))


@router.get("/counts/{dimension}", summary="Units by one dimension")
def get_count(site: SiteOf, dimension: Dimension, by: Annotated[Counted, Parameter()]) -> Count:
    """How many cases, practices or articles, and what was left out."""
    return count(site.database, dimension, by.rules())


@router.get("/counts/{rows}/{columns}", summary="Units by two dimensions")
def get_cross(
    site: SiteOf, rows: Dimension, columns: Dimension, by: Annotated[Counted, Parameter()]
) -> Crossed:
    """A table of counts."""
    return Crossed.of(cross(site.database, rows, columns, by.rules()))


@router.get("/taxonomy", summary="The patterns", responses=RECORD)
def get_taxonomy(site: SiteOf) -> Any:
    """Codes, names and definitions of patterns and subtypes; `former` are borne but not in it."""
    naming = site.database.naming()
    known = naming.taxonomy
    names = {"name": known.name, "zh": known.zh, "en": known.en} if known else {}
    return {
        **names,
        "patterns": [to_dict(pattern) for pattern in known.patterns] if known else [],
        "former": [asdict(code) for code in former_codes(site.database)],
    }


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
