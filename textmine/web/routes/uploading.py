"""Upload of new reports, what became of them, and taking one back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from fastapi import APIRouter
from sqlalchemy import select
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import Response

from textmine.errors import StoreError
from textmine.run.labelling import missing_model
from textmine.store.database import CaseDatabase
from textmine.store.file import schema
from textmine.store.file.entries import Entry
from textmine.store.words.paths import DEPTH, UPLOADED
from textmine.web.jobs import keep, other_names
from textmine.web.routes.editing import seen
from textmine.web.site import Administered, SiteOf, text_of

router = APIRouter()

LISTED = 200  # documents
LINKED = 5  # articles of a document
PATH = 1_000  # characters of a document's name


@dataclass(frozen=True, slots=True)
class Told:
    """An article of a document, to be opened."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Uploaded:
    """What became of a document that was uploaded: its name without our folders, and its articles.

    `whole` says that it is no member of an archive: only whole files are taken back. `also` are
    other names that the same content came in under.
    """

    name: str
    entry: Entry
    articles: tuple[Told, ...]
    whole: bool
    also: tuple[str, ...] = ()


@router.get("/upload")
def upload_page(request: Request, site: SiteOf) -> Response:
    """The form, how far the job is, and what became of each file."""
    entries = site.jobs.entries()
    missing = missing_model(site.database)
    values = {
        "trouble": str(missing) if missing else "",
        "progress": site.jobs.progress,
        "uploaded": list_uploaded(site.database, entries[:LISTED], site.jobs.folder),
        "kept": sum(entry.reason is None for entry in entries),
        "aside": sum(entry.reason is not None for entry in entries),
        "linked": LINKED,
        "most": site.options.upload_bytes,
        "most_files": site.options.upload_files,
    }
    return site.render(request, "upload.html", values)


def list_uploaded(database: CaseDatabase, entries: Sequence[Entry], folder: Path) -> list[Uploaded]:
    """Documents with the articles that came of them, or of the same content elsewhere."""
    articles = _articles_of(database, [entry.document for entry in entries])
    return [
        Uploaded(
            name="/".join(entry.document.split("/")[DEPTH - 1 :]) or entry.document,
            entry=entry,
            articles=tuple(articles.get(entry.document, ())),
            whole=entry.document.count("/") < DEPTH,
            also=_also(folder, entry.document),
        )
        for entry in entries
    ]


def _also(folder: Path, document: str) -> tuple[str, ...]:
    whole = document.count("/") < DEPTH
    return other_names(folder.joinpath(document).parent) if whole else ()


def _articles_of(database: CaseDatabase, documents: Sequence[str]) -> Mapping[str, list[Told]]:
    """Articles by document; those of the same content in another one are its articles, too."""
    same = schema.SOURCES.alias("same")
    own, articles = schema.SOURCES.c, schema.ARTICLES.c
    query = (
        select(own.document, same.c.path, articles.id, articles.title)
        .join(same, same.c.sha256 == own.sha256)
        .join(schema.ARTICLES, articles.source == same.c.key)
        .where(own.document.in_(documents))
        .order_by(own.path, articles.number)
    )
    found: dict[str, dict[str, Told]] = {}
    with database.read() as connection:
        for row in connection.execute(query):
            title = row.title or row.path.rpartition("/")[2]
            found.setdefault(row.document, {}).setdefault(row.id, Told(row.id, title))
    return {document: list(told.values()) for document, told in found.items()}


@router.post("/upload")
def upload(site: SiteOf, form: Administered) -> Response:
    """Keeps the files and mines them in the background.

    For administrators: a correction can be undone, a document that came in is seen by all.
    """
    files = [file for file in form.getlist("files") if isinstance(file, UploadFile)]
    new = [keep(site.jobs.folder, f.filename, f.file).new for f in files if f.filename]
    site.jobs.start()
    return seen("/upload", "" if all(new) else "some_known" if any(new) else "known")


@router.post("/upload/withdraw")
def withdraw(site: SiteOf, form: Administered) -> Response:
    """Takes an uploaded file back, with its articles; its corrections wait for its return."""
    site.jobs.withdraw(_uploaded_name(form))
    return seen("/upload", "withdrawn")


@router.post("/upload/confirm")
def confirm(request: Request, site: SiteOf, form: Administered) -> Response:
    """Takes in a document that is held back for being marked as secret; who said so is kept."""
    site.database.confirm([_uploaded_name(form)], site.visitor(request).name)
    site.jobs.start()
    return seen("/upload", "confirmed")


def _uploaded_name(form: Administered) -> str:
    """The document that a form is about: one that was uploaded, no other."""
    name = text_of(form, "document", PATH)
    if not name.startswith(UPLOADED + "/"):
        raise StoreError(name, "is no document that was uploaded")
    return name
