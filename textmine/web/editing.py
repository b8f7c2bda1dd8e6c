"""Corrections from the page: each form says one or more things, each of which can be undone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from fastapi import APIRouter
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from textmine.errors import StoreError
from textmine.store import corrections
from textmine.store.corrections import Said
from textmine.store.database import CaseDatabase
from textmine.store.events import Event, standing
from textmine.types import Metric, PlaceRef, Practice, Record
from textmine.web.site import Edited, Identity, Site, SiteOf, text_of

router = APIRouter()

ARTICLE_FIELDS = ("title", "author", "issuer", "number", "date", "suspect")
PRACTICE_ID = re.compile(r"p-[0-9a-zA-Z]{1,40}")
MAX_PATTERNS = 3  # of a practice (design.md, section 4)


@dataclass(frozen=True, slots=True)
class Change:
    """A field of a form that says something else than the record."""

    field: str
    value: Any


def back_to(form: FormData, default: str = "/") -> str:
    """The page that a form came from; only ever one of ours."""
    address = text_of(form, "back", 4_000)
    parts = urlsplit(address)
    ours = address.startswith("/") and not address.startswith(("//", "/\\"))
    return address if ours and not parts.scheme and not parts.netloc else default


def said(request: Request, site: Site, form: FormData) -> Said:
    """Who speaks, and why."""
    return Said(who=site.visitor(request).name, why=text_of(form, "why", 500) or None)


def seen(address: str) -> Response:
    """On to a page that shows what was done."""
    return RedirectResponse(address, status_code=303)


# ---- fields -----------------------------------------------------------------------------------
@router.post("/practice/{identity}/correct")
def correct_practice(request: Request, site: SiteOf, identity: Identity, form: Edited) -> Response:
    """Says of each field that the form changed what it should be."""
    practice = site.database.practice(identity).practice
    _correct(site.database, identity, practice_changes(practice, form), said(request, site, form))
    return seen(back_to(form, f"/practice/{identity}"))


@router.post("/metric/{identity}/correct")
def correct_metric(request: Request, site: SiteOf, identity: Identity, form: Edited) -> Response:
    """Says of each field of a metric that the form changed what it should be."""
    record = site.database.article(identity)
    metric = next((metric for metric in record.metrics if metric.id == identity), None)
    if metric is None:
        raise StoreError(identity, "is no metric")
    _correct(site.database, identity, metric_changes(metric, form), said(request, site, form))
    return seen(back_to(form, f"/article/{record.id}?at={identity}#{identity}"))


@router.post("/article/{identity}/correct")
def correct_article(request: Request, site: SiteOf, identity: Identity, form: Edited) -> Response:
    """Says of each field of an article that the form changed what it should be."""
    record = site.database.article(identity)
    _correct(site.database, record.id, article_changes(record, form), said(request, site, form))
    return seen(f"/article/{record.id}")


def _correct(database: CaseDatabase, identity: str, changes: Iterator[Change], who: Said) -> None:
    for change in list(changes):
        corrections.correct(database, identity, change.field, change.value, who)


def practice_changes(practice: Practice, form: FormData) -> Iterator[Change]:
    """What the form says otherwise than the practice."""
    name = text_of(form, "name", 200)
    if name and name != practice.name:
        yield Change("name", name)
    status = text_of(form, "status", 20)
    if status and status != practice.status:
        yield Change("status", status)
    known = [label.code for label in practice.patterns]
    patterns = _in_order(form, "patterns", known)
    if patterns and patterns != known:
        if len(patterns) > MAX_PATTERNS:
            raise StoreError("patterns", f"cannot be more than {MAX_PATTERNS}")
        yield Change("patterns", patterns)
    subtypes = _in_order(form, "subtypes", list(practice.subtypes))
    if "subtypes_shown" in form and subtypes != list(practice.subtypes):
        yield Change("subtypes", subtypes)
    yield from _place_and_period(practice.place, practice.period, form)


def _in_order(form: FormData, field: str, known: list[str]) -> list[str]:
    """Codes that are ticked: those known before in their order, then the new ones."""
    ticked = [str(value)[:64] for value in form.getlist(field)]
    kept = [code for code in known if code in ticked]
    return [*kept, *(code for code in dict.fromkeys(ticked) if code not in kept)]


def _place_and_period(
    place: PlaceRef | None, period: str | None, form: FormData
) -> Iterator[Change]:
    if "place" in form:
        name, code = text_of(form, "place", 60), text_of(form, "adcode", 9)
        former = (place.text, place.adcode or "") if place else ("", "")
        if (name, code) != former:
            # Another name with the code of the old place would contradict itself.
            kept = code if code != former[1] or name == former[0] else ""
            yield Change("place", {"text": name, "adcode": kept or None} if name else None)
    if "period" in form and text_of(form, "period", 40) != (period or ""):
        yield Change("period", text_of(form, "period", 40) or None)


def article_changes(record: Record, form: FormData) -> Iterator[Change]:
    """What the form says otherwise than the article."""
    for field in ARTICLE_FIELDS:
        if field in form and text_of(form, field, 300) != (getattr(record, field) or ""):
            yield Change(field, text_of(form, field, 300) or None)
    genre = text_of(form, "genre", 20)
    if genre and genre != record.genre:
        yield Change("genre", genre)
    yield from _place_and_period(record.place, None, form)


def metric_changes(metric: Metric, form: FormData) -> Iterator[Change]:
    """What the form says otherwise than the metric."""
    indicator = text_of(form, "indicator", 100)
    if indicator != (metric.indicator or ""):
        yield Change("indicator", indicator or None)
    for field in ("value", "value_max"):
        figure = read_figure(text_of(form, field, 40))
        if figure != getattr(metric, field) and (figure is not None or field == "value_max"):
            yield Change(field, figure)
    unit = text_of(form, "unit", 20)
    if unit and unit != metric.unit:
        yield Change("unit", unit)
    yield from _place_and_period(metric.place, metric.period, form)


def read_figure(written: str) -> float | None:
    """A number as people type it ("1.2万", "3,000"); StoreError for what is none.

    >>> read_figure("1.2万"), read_figure("")
    (12000.0, None)
    """
    text = written.replace(",", "").replace("，", "").strip()
    if not text:
        return None
    size = {"万": 1e4, "亿": 1e8}.get(text[-1], 1.0)
    try:
        figure = float(text.rstrip("万亿")) * size
    except ValueError as error:
        raise StoreError(written, "is not a number") from error
    if figure != figure or abs(figure) == float("inf"):
        raise StoreError(written, "is not a number")
    return round(figure, 6)


# ---- whole records ----------------------------------------------------------------------------
@router.post("/record/{identity}/check")
def check(request: Request, site: SiteOf, identity: Identity, form: Edited) -> Response:
    """Says that a record is right as it stands."""
    corrections.check(site.database, identity, said(request, site, form))
    return seen(back_to(form))


@router.post("/record/{identity}/reject")
def reject(request: Request, site: SiteOf, identity: Identity, form: Edited) -> Response:
    """Says that a practice, metric or place is none; on to its article, where it is gone."""
    article = site.database.article(identity).id
    corrections.reject(site.database, identity, said(request, site, form))
    back = back_to(form, f"/article/{article}")
    return seen(f"/article/{article}" if identity in back else back)


@router.post("/practice/{identity}/split")
def split(request: Request, site: SiteOf, identity: Identity, form: Edited) -> Response:
    """Cuts a practice in two where the given words begin."""
    found = site.database.practice(identity)
    before = text_of(form, "before", 200)
    practice = found.practice
    at = found.record.text.find(before, practice.start + 1, practice.end) if before else -1
    if at < 0:
        raise StoreError(before, "is not within the practice")
    corrections.split(
        site.database, identity, at, said(request, site, form), text_of(form, "name", 200)
    )
    return seen(f"/practice/{identity}")


@router.post("/practice/{identity}/merge")
def merge(request: Request, site: SiteOf, identity: Identity, form: Edited) -> Response:
    """Makes one practice of two of the same article."""
    other = text_of(form, "other", 40)
    corrections.merge(site.database, identity, other, said(request, site, form))
    return seen(f"/practice/{identity}")


@router.post("/practice/{identity}/join")
def join(request: Request, site: SiteOf, identity: Identity, form: Edited) -> Response:
    """Says that two practices are the same case; the other one by its id or address."""
    other = PRACTICE_ID.search(text_of(form, "other", 200))
    if other is None:
        raise StoreError(text_of(form, "other", 200), "names no practice")
    corrections.join_case(site.database, identity, other[0], said(request, site, form))
    site.database.group()
    return seen(f"/practice/{identity}")


@router.post("/practice/{identity}/part")
def part(request: Request, site: SiteOf, identity: Identity, form: Edited) -> Response:
    """Says that two practices are not the same case; what people joined is taken back."""
    other, who = text_of(form, "other", 40), said(request, site, form)
    joins = list(_joins(site.database, identity, other))
    for event in joins:
        corrections.undo(site.database, event.id, who)
    if not joins:
        corrections.part_case(site.database, identity, other, who)
    site.database.group()
    return seen(f"/practice/{identity}")


def _joins(database: CaseDatabase, one: str, other: str) -> Iterator[Event]:
    """Standing events that joined two practices."""
    for target in (one, other):
        for event in standing(corrections.history(database, target)):
            if event.kind == "join" and {target, event.new["id"]} == {one, other}:
                yield event


@router.post("/event/{identity}/undo")
def undo(request: Request, site: SiteOf, identity: Identity, form: Edited) -> Response:
    """Takes a correction back; undoing that brings it back."""
    corrections.undo(site.database, identity, said(request, site, form))
    return seen(back_to(form))
