"""Search by task: paste a paragraph or send a draft, get comparable cases and why."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from textmine.errors import SourceError
from textmine.store.find.similar import MAX_TASK, search_by_task
from textmine.web.routes.collecting import current
from textmine.web.routes.receiving import read_draft
from textmine.web.site import Site, SiteOf, Trusted, text_of
from textmine.web.totals import totals

router = APIRouter()

SHOWN = 12


@router.get("/task")
def task_page(request: Request, site: SiteOf) -> Response:
    """The form for a paragraph."""
    return _page(request, site, "", matches=None)


@router.post("/task")
def compare(request: Request, site: SiteOf, form: Trusted) -> Response:
    """Comparable cases; nothing is kept of the text or of a draft."""
    text = text_of(form, "text", MAX_TASK)
    try:
        draft = read_draft(form, "file").strip()[:MAX_TASK]
    except SourceError as error:
        return _page(request, site, text, 400, matches=None, wrong=error.reason)
    asked = "\n".join(part for part in (text, draft) if part)
    if not asked:
        return _page(request, site, "", 400, matches=None, wrong="empty")
    matches = search_by_task(site.database, asked, limit=SHOWN)
    return _page(request, site, asked, matches=matches)


def _page(request: Request, site: Site, text: str, status: int = 200, **values: Any) -> Response:
    held = {"basket": current(request, site), "articles": totals(site.database).articles}
    values = {"most": MAX_TASK, "wrong": "", **held, **values}
    return site.render(request, "task.html", {"text": text, **values}, status)
