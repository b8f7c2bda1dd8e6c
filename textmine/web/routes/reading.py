"""Reading pages: an article with what was found in it, a practice, a case, a source."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter
from fastapi import Query as QueryParameter
from sqlalchemy import select
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from textmine.errors import StoreError
from textmine.store.casebook import read_case
from textmine.store.corrections import history
from textmine.store.database import CaseDatabase, StoredPractice
from textmine.store.file import schema
from textmine.store.find.similar import similar_to
from textmine.store.history.events import Event
from textmine.store.kept.sources import StoredSource
from textmine.store.words.placenames import PlaceNames
from textmine.types import Metric, Place, Practice, Record
from textmine.web.excerpt import WINDOW, Excerpt, excerpt, window
from textmine.web.fields import blank_inputs, inputs_of
from textmine.web.marking import Wish, blocks_of
from textmine.web.routes.collecting import current
from textmine.web.site import Identity, Site, SiteOf
from textmine.web.telling import tell

router = APIRouter()

Item = Practice | Metric | Place
SIMILAR = 5  # cases shown beside one
At = Annotated[str | None, QueryParameter(pattern=r"^[pml]-[0-9a-zA-Z]{1,40}$")]


@router.get("/article/{identity}")
def article_page(request: Request, site: SiteOf, identity: Identity, at: At = None) -> Response:
    """The text with everything found in it; `at` is a record whose evidence is shown."""
    record = site.database.article(identity)
    chosen = _item(record, at) if at else None
    say = site.visitor(request).say
    values = {
        "record": record,
        "blocks": blocks_of(record, Wish(chosen=at)),
        "chosen": chosen,
        "kind": at[0] if at else "",
        "excerpt": _excerpt(site.database, record, chosen) if chosen else None,
        "history": tell(_history(site.database, at), say),
        "said": tell(history(site.database, record.id), say),
        "inputs": inputs_of(record, record.id, say),
        "blank_inputs": blank_inputs(record, say),
        "chosen_inputs": inputs_of(record, at, say) if at else [],
        "patterns": say.naming.taxonomy,
    }
    return site.render(request, "article.html", values)


@router.get("/practice/{identity}")
def practice_page(request: Request, site: SiteOf, identity: Identity) -> Response:
    """A practice: its words, figures, why each pattern, similar ones, what people said."""
    found = site.database.practice(identity)
    return _practice(request, site, found)


def _practice(request: Request, site: Site, found: StoredPractice) -> Response:
    practice, record = found.practice, found.record
    case = _case_of(site.database, practice.id)
    say = site.visitor(request).say
    known = _practices_of(site.database, case) if case else []
    others = [other for other in known if other != practice.id]
    words = tuple(span for label in practice.patterns for span in label.evidence)
    values = {
        "practice": practice,
        "record": record,
        "place_full": PlaceNames(record).full(practice),
        "blocks": blocks_of(record, Wish(span=(practice.start, practice.end), words=words)),
        "metrics": [record.metrics[index] for index in practice.metrics],
        "why": [_why(record, practice, index) for index in range(len(practice.patterns))],
        "excerpt": _excerpt(site.database, record, practice),
        "similar": similar_to(site.database, practice.id, limit=SIMILAR),
        "case": case,
        "told": [site.database.practice(other) for other in others],
        "repeats": read_case(site.database, case).repeats if case and others else (),
        "history": tell(history(site.database, practice.id), say),
        "basket": current(request, site),
        "neighbours": [other for other in record.practices if other.id != practice.id],
        "patterns": say.naming.taxonomy,
        "inputs": inputs_of(record, practice.id, say),
    }
    return site.render(request, "practice.html", values)


@router.get("/case/{identity}")
def case_page(request: Request, site: SiteOf, identity: Identity) -> Response:
    """A case: what each report tells of it, side by side."""
    ids = _practices_of(site.database, identity)
    if not ids:
        raise StoreError(identity, f"is not in {site.database.path}")
    if len(ids) == 1:
        return RedirectResponse(f"/practice/{ids[0]}", status_code=303)
    values = {"identity": identity, "case": read_case(site.database, identity)}
    return site.render(request, "case.html", values)


@router.get("/source/{identity}")
def source_page(
    request: Request,
    site: SiteOf,
    identity: Identity,
    at: At = None,
    part: Annotated[int | None, QueryParameter(ge=1, le=10_000)] = None,
) -> Response:
    """The source as it was read, with the place of a record in it."""
    record = site.database.article(identity)
    source = site.database.source(identity)
    item = _item(record, at) if at else None
    span = (item.source_start, item.source_end) if item else (0, 0)
    number = part or span[0] // WINDOW + 1
    values: dict[str, Any] = {
        "record": record,
        "source": source,
        "at": at,
        "part": number,
        "parts_count": -(-len(source.text) // WINDOW) or 1,
        "excerpt": window(source, number, *span),
    }
    return site.render(request, "source.html", values)


def _item(record: Record, identity: str) -> Item:
    items: tuple[Item, ...] = (*record.practices, *record.metrics, *record.places)
    found = next((item for item in items if item.id == identity), None)
    if found is None:
        raise StoreError(identity, "is not in this article")
    return found


def _excerpt(database: CaseDatabase, record: Record, item: Item) -> Excerpt | None:
    """The place of an item in its source; None where the source was not kept."""
    source = _source(database, record)
    return excerpt(source, item.source_start, item.source_end) if source else None


def _source(database: CaseDatabase, record: Record) -> StoredSource | None:
    try:
        return database.source(record.id)
    except StoreError as error:
        if error.subject == record.id:
            return None
        raise


def _history(database: CaseDatabase, at: str | None) -> list[Event]:
    return history(database, at) if at else []


def _why(record: Record, practice: Practice, index: int) -> dict[str, Any]:
    """A pattern with its definition and the words that spoke for it, the same word once."""
    label = practice.patterns[index]
    words = dict.fromkeys(record.text[start:end] for start, end in label.evidence)
    return {"label": label, "words": tuple(words)}


def _practices_of(database: CaseDatabase, case: str) -> list[str]:
    table = schema.CASE_PRACTICE.c
    with database.read() as connection:
        query = select(table.practice_id).where(table.case_id == case).order_by(table.practice_id)
        return list(connection.execute(query).scalars())


def _case_of(database: CaseDatabase, practice: str) -> str | None:
    table = schema.CASE_PRACTICE.c
    with database.read() as connection:
        query = select(table.case_id).where(table.practice_id == practice)
        return connection.execute(query).scalar()
