"""Files that come in with a form: an edited workbook as corrections, a draft to be compared."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fastapi import APIRouter
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import Response

from textmine.acquire.files import read_pages
from textmine.errors import SourceError, StoreError
from textmine.store.corrections import Said
from textmine.store.into.edits import import_workbook
from textmine.temporary import temporary_folder
from textmine.web.jobs import BLOCK, safe_name
from textmine.web.site import Edited, SiteOf

router = APIRouter()

UNPACKED = 300_000_000  # bytes of a workbook; one of 100,000 practices has some 150 million


@contextmanager
def kept_for_now(form: FormData, field: str) -> Iterator[Path | None]:
    """The file of a form in a folder that goes with it; None where none was sent."""
    file = form.get(field)
    if not isinstance(file, UploadFile) or not file.filename:
        yield None
        return
    with temporary_folder() as folder:
        path = folder / safe_name(file.filename)
        with path.open("wb") as kept:
            while block := file.file.read(BLOCK):
                kept.write(block)
        yield path


@router.post("/review/import")
def import_edited(request: Request, site: SiteOf, form: Edited) -> Response:
    """Takes the cells that were edited in an exported workbook as corrections."""
    with kept_for_now(form, "file") as path:
        if path is None:
            raise StoreError("file", "must be chosen")
        _check_workbook(path)
        said = Said(who=site.visitor(request).name, why=path.name)
        imported = import_workbook(site.database, path, said)
        return site.render(request, "imported.html", {"name": path.name, "imported": imported})


def _check_workbook(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(member.file_size for member in archive.infolist())
    except (zipfile.BadZipFile, OSError) as error:
        raise StoreError(path.name, "is not an XLSX workbook") from error
    if size > UNPACKED:
        raise StoreError(path.name, f"has {size} bytes unpacked, more than {UNPACKED}")


def read_draft(form: FormData, field: str) -> str:
    """The text of a draft that was sent; raises SourceError where it cannot be read."""
    with kept_for_now(form, field) as path:
        if path is None:
            return ""
        texts = []
        for page in read_pages(path):
            if isinstance(page, SourceError):
                raise page
            texts.append(page.body.text)
        return "\n".join(texts)
