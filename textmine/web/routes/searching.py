"""The search page."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from textmine.store.find.search import search
from textmine.store.find.searches import saved_searches
from textmine.store.find.suggestions import fewer_words, near_words
from textmine.web.asking import read_asked, with_page_of
from textmine.web.routes.collecting import current
from textmine.web.site import SiteOf
from textmine.web.totals import totals

router = APIRouter()


@router.get("/")
def search_page(request: Request, site: SiteOf) -> Response:
    """Practices that meet the words and filters, with counts for every further filter."""
    asked = read_asked(request.query_params.multi_items(), size=site.options.page_size)
    results = search(site.database, asked.query)
    fitting = with_page_of(asked, results.total)
    if fitting is not asked:
        asked = fitting
        results = search(site.database, asked.query)
    values = {
        "asked": asked,
        "results": results,
        "near": () if results.whole else near_words(site.database, asked.query),
        "fewer": () if results.total else fewer_words(site.database, asked.query),
        "borders": results.borders,
        "pages": -(-results.total // asked.query.limit),
        "basket": current(request, site),
        "totals": totals(site.database),
        "saved": saved_searches(site.database),
    }
    return site.render(request, "search.html", values)
