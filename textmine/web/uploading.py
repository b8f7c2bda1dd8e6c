"""Upload of new reports, and what became of them."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import Response

from textmine.web.editing import seen
from textmine.web.jobs import keep
from textmine.web.site import Administered, SiteOf

router = APIRouter()

LISTED = 200  # documents


@router.get("/upload")
def upload_page(request: Request, site: SiteOf) -> Response:
    """The form, how far the job is, and what became of each file."""
    values = {
        "progress": site.jobs.progress,
        "entries": site.jobs.entries()[:LISTED],
        "megabytes": site.options.upload_bytes // 1_000_000,
    }
    return site.render(request, "upload.html", values)


@router.post("/upload")
def upload(site: SiteOf, form: Administered) -> Response:
    """Keeps the files and mines them in the background.

    For administrators: a correction can be undone, a document that came in is seen by all.
    """
    files = [file for file in form.getlist("files") if isinstance(file, UploadFile)]
    for file in files:
        if file.filename:
            keep(site.jobs.folder, file.filename, file.file)
    site.jobs.start()
    return seen("/upload")
