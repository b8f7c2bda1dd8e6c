"""Search by task: paste a paragraph of a draft, get comparable cases and why."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from textmine.store.similar import MAX_TASK, search_by_task
from textmine.web.collecting import current
from textmine.web.site import SiteOf, Trusted, text_of

router = APIRouter()

SHOWN = 12


@router.get("/task")
def task_page(request: Request, site: SiteOf) -> Response:
    """The form for a paragraph."""
    values = {"text": "", "matches": None, "most": MAX_TASK, "basket": current(request, site)}
    return site.render(request, "task.html", values)


@router.post("/task")
def compare(request: Request, site: SiteOf, form: Trusted) -> Response:
    """Comparable cases; nothing is kept of the text."""
    text = text_of(form, "text", MAX_TASK)
    matches = search_by_task(site.database, text, limit=SHOWN) if text else []
    values = {"text": text, "matches": matches, "most": MAX_TASK, "basket": current(request, site)}
    return site.render(request, "task.html", values)
