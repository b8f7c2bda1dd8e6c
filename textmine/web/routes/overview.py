"""The overview: patterns by year, provinces, indicators, what was kept and what set aside."""

from __future__ import annotations

from typing import get_args

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from textmine.errors import SettingsError
from textmine.store.find.counts import Rules, Unit, count, cross
from textmine.store.find.indicators import MetricQuery, metric_table
from textmine.store.status import read_status
from textmine.web.charts import matrix, tiles
from textmine.web.site import SiteOf

router = APIRouter()

INDICATORS = 12  # shown with their spread
SET_ASIDE = 200  # documents listed


def read_rules(request: Request) -> Rules:
    """The rules of counting that an address asks for."""
    given = request.query_params
    wanted = given.get("unit", "practice")
    unit = next((known for known in get_args(Unit) if known == wanted), None)
    if unit is None:
        raise SettingsError("unit", f"is one of {', '.join(get_args(Unit))}")
    switches = {name: given.get(name) == "1" for name in ("proposed", "repeats", "suspects")}
    return Rules(unit=unit, **switches)


@router.get("/overview")
def overview_page(request: Request, site: SiteOf) -> Response:
    """What the database holds, counted by stated rules."""
    rules = read_rules(request)
    provinces = count(site.database, "province", rules)
    series = metric_table(site.database, MetricQuery(levels=True, rules=rules, limit=0)).series
    values = {
        "rules": rules,
        "matrix": matrix(cross(site.database, "pattern", "year", rules)),
        "patterns": count(site.database, "pattern", rules),
        "provinces": provinces,
        "tiles": tiles(provinces),
        "series": [found for found in series if found.n > 1][:INDICATORS],
        "status": read_status(site.database),
        "most_aside": SET_ASIDE,
        "switch": _switch(rules),
    }
    return site.render(request, "overview.html", values)


def _switch(rules: Rules) -> dict[str, str]:
    """Addresses of the overview by neighbouring rules."""
    on = {name for name in ("proposed", "repeats", "suspects") if getattr(rules, name)}

    def address(unit: str, names: set[str]) -> str:
        return "/overview?" + "&".join([f"unit={unit}", *(f"{name}=1" for name in sorted(names))])

    units = {unit: address(unit, on) for unit in get_args(Unit)}
    return units | {
        name: address(rules.unit, on ^ {name}) for name in ("proposed", "repeats", "suspects")
    }
