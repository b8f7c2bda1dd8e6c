"""The page of figures: one indicator over cases, places and years."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from textmine.errors import SettingsError
from textmine.store.find.indicators import MetricQuery, MetricRow, MetricTable, Series, metric_table
from textmine.store.out.export import Export
from textmine.web.asking import MAX_CHARACTERS, MAX_PAGE, read_years
from textmine.web.charts import dots
from textmine.web.routes.exporting import send
from textmine.web.routes.overview import read_rules
from textmine.web.site import Site, SiteOf, language_of
from textmine.web.totals import totals

router = APIRouter()

PAGE = 100  # values on a page
SERIES = 60  # indicators offered where none is chosen
CHARTED = 1_000  # values of the table that the chart is drawn from


@dataclass(frozen=True, slots=True)
class AskedMetrics:
    """What the page of figures was asked, and the addresses of its other pages."""

    query: MetricQuery
    page: int
    params: tuple[tuple[str, str], ...]

    def at_page(self, page: int) -> str:
        """The same question, another page."""
        return self.given("page", str(page))

    def export(self, form: str) -> str:
        """All that the question finds, as a file."""
        kept = [pair for pair in self.params if pair[0] != "form"]
        return "/metrics/export?" + urlencode([*kept, ("form", form)])

    @property
    def rest(self) -> str:
        """What else was asked than the indicator and its unit, to go on in an address."""
        kept = [pair for pair in self.params if pair[0] not in ("indicator", "measured_in")]
        return "".join(f"&{urlencode([pair])}" for pair in kept)

    def given(self, name: str, value: str) -> str:
        """The question with one parameter set to *value*."""
        kept = [pair for pair in self.params if pair[0] != name]
        return "/metrics?" + urlencode([*kept, (name, value)])


def read_metrics(request: Request, size: int = PAGE) -> AskedMetrics:
    """The question of an address; raises SettingsError for what cannot be asked."""
    given = {name: value.strip() for name, value in request.query_params.items() if value.strip()}
    if any(len(value) > MAX_CHARACTERS for value in given.values()):
        raise SettingsError("indicator", "is too long")
    page = given.get("page", "1")
    if not page.isdecimal() or not page.isascii() or not 1 <= int(page) <= MAX_PAGE:
        raise SettingsError("page", f"is a number from 1 to {MAX_PAGE}")
    query = MetricQuery(
        indicator=given.get("indicator", ""),
        unit=given.get("measured_in"),
        place=(given["place"],) if "place" in given else (),
        year=read_years([given["year"]] if "year" in given else []),
        levels=given.get("levels") == "1",
        rules=read_rules(request),
        limit=size,
        offset=(int(page) - 1) * size,
    )
    params = tuple((name, value) for name, value in given.items() if name not in ("page", "lang"))
    return AskedMetrics(query, int(page), params)


@router.get("/metrics")
def metrics_page(request: Request, site: SiteOf) -> Response:
    """Values of an indicator with where each is from, their spread and a chart."""
    asked = read_metrics(request)
    table = metric_table(site.database, asked.query)
    chosen = _main_series(table, asked.query)
    charted = _charted(site, asked.query, table, chosen) if chosen else []
    values = {
        "asked": asked,
        "table": table,
        "pages": -(-table.total // PAGE),
        "chosen": chosen,
        "chart": dots(charted) if charted else None,
        "series": table.series[:SERIES],
        "articles": totals(site.database).articles,
    }
    return site.render(request, "metrics.html", values)


@router.get("/metrics/export")
def export_metrics(
    request: Request, site: SiteOf, form: Literal["csv", "xlsx", "parquet", "codebook"] = "csv"
) -> Response:
    """Every value that the page of figures finds, as a file."""
    query = read_metrics(request).query
    wanted = Export(
        form="csv" if form == "codebook" else form,
        values=query,
        table="metrics",
        codebook=form == "codebook",
        tongue=language_of(request),
    )
    return send(request, site, wanted, query.indicator)


def _main_series(table: MetricTable, query: MetricQuery) -> Series | None:
    """The series that the chart shows: the indicator as named, else the one with most values."""
    if not query.indicator:
        return None
    named = [series for series in table.series if series.indicator == query.indicator]
    return next(iter(named or table.series), None)


def _charted(site: Site, query: MetricQuery, table: MetricTable, chosen: Series) -> list[MetricRow]:
    """The levels of a series: all of them, not those of one page of the table, up to CHARTED."""
    if table.total > len(table.rows):
        whole = replace(query, levels=True, unit=chosen.unit, limit=CHARTED, offset=0)
        table = metric_table(site.database, whole)
    return _rows_of(table, chosen)


def _rows_of(table: MetricTable, chosen: Series) -> list[MetricRow]:
    same = (chosen.indicator, chosen.unit)
    return [r for r in table.rows if (r.indicator, r.unit) == same and r.change is None]
