"""Data out of any search or basket, as files."""

from __future__ import annotations

import re
import threading
from contextlib import ExitStack
from typing import Annotated, Literal
from urllib.parse import quote

from fastapi import APIRouter
from fastapi import Query as Parameter
from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from textmine.store.baskets import items_of
from textmine.store.out.columns import TableName
from textmine.store.out.export import Export, Format, write_export
from textmine.temporary import temporary_folder
from textmine.web.asking import read_asked
from textmine.web.language import Speaker
from textmine.web.site import Site, SiteOf, language_of

router = APIRouter()

MEDIA = {
    "jsonl": "application/x-ndjson",
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "codebook": "text/markdown; charset=utf-8",
}
Wanted = Literal["jsonl", "csv", "xlsx", "parquet", "docx", "codebook"]

UNFIT = re.compile(r'[\\/:*?"<>|\s\x00-\x1f]+')  # in names of files on Windows
NAMED = 40  # characters of what was asked for

# An export holds what it writes in memory; one at a time bounds that.
ONE_AT_A_TIME = threading.Lock()


@router.get("/export")
def export(
    request: Request,
    site: SiteOf,
    form: Wanted = "xlsx",
    table: TableName = "practices",
    basket: Annotated[str | None, Parameter(max_length=100)] = None,
) -> Response:
    """A file of what the search of the other parameters finds, or of a basket."""
    asked = read_asked(request.query_params.multi_items(), size=site.options.page_size)
    if basket is not None:
        items_of(site.database, basket)  # says so where there is none
    wanted = Export(
        form="jsonl" if form == "codebook" else form,
        query=None if basket else asked.query,
        basket=basket,
        table=table,
        codebook=form == "codebook",
        tongue=language_of(request),
    )
    return send(request, site, wanted, basket or asked.query.words)


def send(request: Request, site: Site, wanted: Export, asked: str) -> Response:
    """The file that *wanted* says, or the codebook beside it, called after what was asked for."""
    kind: Format = wanted.form
    form: Wanted = "codebook" if wanted.codebook else kind
    with ExitStack() as stack:
        folder = stack.enter_context(temporary_folder())
        with ONE_AT_A_TIME:
            written = write_export(site.database, folder / f"cases.{kind}", wanted)
        sent = stack.pop_all()  # the folder goes when the file has been sent
    file = written.files[-1]
    shown = _shown_name(site.visitor(request).say, asked, form, wanted.table)
    return FileResponse(
        file,
        media_type=MEDIA[form],
        headers={"Content-Disposition": f"attachment; filename*=UTF-8''{quote(shown)}"},
        background=BackgroundTask(sent.close),
    )


def _shown_name(say: Speaker, asked: str, form: Wanted, table: TableName) -> str:
    """What a file is called: what was asked for, and which table it is where there are several."""
    held = {"csv": table, "parquet": table, "codebook": "codebook"}.get(form)
    words = UNFIT.sub(" ", asked)[:NAMED].strip(" .")
    parts = [say("file.cases"), words, say.value("file", held)]
    return "-".join(filter(None, parts)) + (".md" if form == "codebook" else f".{form}")
