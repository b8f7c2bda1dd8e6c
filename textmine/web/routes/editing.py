"""Corrections from the page: each form says one or more things, each of which can be undone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from fastapi import APIRouter
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from textmine.errors import StoreError
from textmine.store import corrections
from textmine.store.corrections import Said
from textmine.store.database import CaseDatabase, StoredPractice
from textmine.store.history.adding import read_amount
from textmine.store.history.events import Event, standing
from textmine.store.history.fields import MAX_PATTERNS
from textmine.store.history.spots import find_span
from textmine.store.words.naming import Naming
from textmine.types import Practice, Record
from textmine.web.fields import Change, added_values, changes
from textmine.web.site import SAID, Edited, Identity, Site, SiteOf, text_of

router = APIRouter()

PRACTICE_ID = re.compile(r"p-[0-9a-zA-Z]{1,40}")
MAX_SPAN = 20_000  # characters of a practice
SAID_SECONDS = 20  # until the next page has come


def back_to(form: FormData, default: str = "/") -> str:
    """The page that a form came from; only ever one of ours."""
    address = text_of(form, "back", 4_000)
    parts = urlsplit(address)
    ours = address.startswith("/") and not address.startswith(("//", "/\\"))
    return address if ours and not parts.scheme and not parts.netloc else default


def said(request: Request, site: Site, form: FormData) -> Said:
    """Who speaks, and why."""
    return Said(who=site.visitor(request).name, why=text_of(form, "why", 500) or None)


def seen(address: str, told: str = "") -> Response:
    """On to a page that shows what was done; *told* is the string of [said] that says it."""
    response = RedirectResponse(address, status_code=303)
    if told:
        response.set_cookie(SAID, told, max_age=SAID_SECONDS, httponly=True, samesite="lax")
    return response


# ---- fields -----------------------------------------------------------------------------------
@router.post("/practice/{identity}/correct")
def correct_practice(request: Request, site: SiteOf, identity: Identity, form: Edited) -> Response:
    """Says of each field that the form changed what it should be."""
    found = site.database.practice(identity)
    told = [
        *changes(found.record, identity, form),
        *label_changes(found.practice, form, site.database.naming()),
        *span_changes(found, form),
    ]
    how = _correct(site.database, identity, told, said(request, site, form))
    return seen(back_to(form, f"/practice/{identity}"), how)


@router.post("/metric/{identity}/correct")
@router.post("/place/{identity}/correct")
def correct_found(request: Request, site: SiteOf, identity: Identity, form: Edited) -> Response:
    """Says of each field of a metric or place that the form changed what it should be."""
    record = site.database.article(identity)
    told = list(changes(record, identity, form))
    how = _correct(site.database, identity, told, said(request, site, form))
    return seen(back_to(form, f"/article/{record.id}?at={identity}#{identity}"), how)


@router.post("/article/{identity}/correct")
def correct_article(request: Request, site: SiteOf, identity: Identity, form: Edited) -> Response:
    """Says of each field of an article that the form changed what it should be."""
    record = site.database.article(identity)
    told = list(changes(record, record.id, form))
    how = _correct(site.database, record.id, told, said(request, site, form))
    return seen(f"/article/{record.id}", how)


def _correct(database: CaseDatabase, identity: str, told: Sequence[Change], who: Said) -> str:
    """Keep what is told; whether something was, as a string of [said]."""
    for change in told:
        corrections.correct(database, identity, change.field, change.value, who)
    return "saved" if told else "same"


def label_changes(practice: Practice, form: FormData, naming: Naming) -> Iterator[Change]:
    """What the form says otherwise of patterns and subtypes."""
    known = [label.code for label in practice.patterns]
    patterns = _main_first(_in_order(form, "patterns", known), form, known)
    if patterns and patterns != known:
        yield Change("patterns", _fitting(patterns, naming, known))
    subtypes = _in_order(form, "subtypes", list(practice.subtypes))
    if "subtypes_shown" in form and subtypes != list(practice.subtypes):
        yield Change("subtypes", subtypes)


def _fitting(patterns: list[str], naming: Naming, borne: Sequence[str] = ()) -> list[str]:
    """The patterns, which the taxonomy knows or the practice bears already."""
    known = naming.codes.union(borne)
    unknown = naming.taxonomy is not None and not known.issuperset(patterns)
    if len(patterns) > MAX_PATTERNS or unknown:
        raise StoreError("patterns", f"are one to {MAX_PATTERNS} that the taxonomy knows")
    return patterns


def span_changes(found: StoredPractice, form: FormData) -> Iterator[Change]:
    """Where else the words of the practice begin and end, as the form has them."""
    words = text_of(form, "text", MAX_SPAN)
    practice = found.practice
    if words:
        start, end = span_in(found.record, words, practice.start)
        if (start, end) != (practice.start, practice.end):
            yield Change("span", {"start": start, "end": end})


def span_in(record: Record, words: str, near: int) -> tuple[int, int]:
    """Where words stand in an article; StoreError where they do not."""
    span = find_span(record.text, words, near)
    if span is None:
        shown = words if len(words) <= 40 else words[:40] + "…"
        raise StoreError(shown, "does not stand in the article like this")
    return span


def _in_order(form: FormData, field: str, known: list[str]) -> list[str]:
    """Codes that are ticked: those known before in their order, then the new ones."""
    ticked = [str(value)[:64] for value in form.getlist(field)]
    kept = [code for code in known if code in ticked]
    return [*kept, *(code for code in dict.fromkeys(ticked) if code not in kept)]


def _main_first(patterns: list[str], form: FormData, known: list[str]) -> list[str]:
    """The pattern that was chosen as the main one before the others.

    One that was the main one and is no longer ticked goes; another is taken in, ticked or not.
    """
    main = text_of(form, "main", 64)
    if not main or (main not in patterns and known[:1] == [main]):
        return patterns
    return [main, *(code for code in patterns if code != main)]


@router.post("/article/{identity}/add")
def add_practice(request: Request, site: SiteOf, identity: Identity, form: Edited) -> Response:
    """Makes a practice of words of the article, and leads to it."""
    record = site.database.article(identity)
    start, end = _selected(record, form)
    ticked = _main_first(_in_order(form, "patterns", []), form, [])
    patterns = _fitting(ticked, site.database.naming())
    values = {
        "start": start,
        "end": end,
        "name": text_of(form, "name", 200),
        "patterns": patterns,
        "status": text_of(form, "status", 20) or "implemented",
    }
    corrections.add_practice(site.database, record.id, values, said(request, site, form))
    added = site.database.article(record.id).practices
    made = next(p for p in added if (p.start, p.end) == (start, end))
    return seen(f"/practice/{made.id}", "added")


@router.post("/article/{identity}/add-metric")
def add_metric(request: Request, site: SiteOf, identity: Identity, form: Edited) -> Response:
    """Makes a metric of words of the article; number and unit are read from them if not given."""
    record = site.database.article(identity)
    start, end = _selected(record, form)
    words = record.text[start:end]
    values = {**read_amount(words), **added_values(form)}
    if "value" not in values or "unit" not in values:
        raise StoreError(words[:40], "holds no number with a unit; give both")
    span = {"start": start, "end": end}
    corrections.add_metric(site.database, record.id, span | values, said(request, site, form))
    known = {metric.id for metric in record.metrics}
    added = site.database.article(record.id).metrics
    here = [m for m in added if (m.start, m.end, m.value) == (start, end, values["value"])]
    made = min(here, key=lambda metric: metric.id in known)
    return seen(f"/article/{record.id}?at={made.id}#{made.id}", "added")


def _selected(record: Record, form: FormData) -> tuple[int, int]:
    """Where the words stand that were selected in the article."""
    near = text_of(form, "near", 9)
    return span_in(record, text_of(form, "text", MAX_SPAN), int(near) if near.isdecimal() else 0)


# ---- whole records ----------------------------------------------------------------------------
@router.post("/record/{identity}/check")
def check(request: Request, site: SiteOf, identity: Identity, form: Edited) -> Response:
    """Says that a record is right as it stands."""
    corrections.check(site.database, identity, said(request, site, form))
    return seen(back_to(form), "checked")


@router.post("/record/{identity}/reject")
def reject(request: Request, site: SiteOf, identity: Identity, form: Edited) -> Response:
    """Says that a practice, metric or place is none; on to its article, where it is gone."""
    article = site.database.article(identity).id
    corrections.reject(site.database, identity, said(request, site, form))
    back = back_to(form, f"/article/{article}")
    return seen(f"/article/{article}" if identity in back else back, "rejected")


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
    return seen(f"/practice/{identity}", "saved")


@router.post("/practice/{identity}/merge")
def merge(request: Request, site: SiteOf, identity: Identity, form: Edited) -> Response:
    """Makes one practice of two of the same article."""
    other = text_of(form, "other", 40)
    corrections.merge(site.database, identity, other, said(request, site, form))
    return seen(f"/practice/{identity}", "saved")


@router.post("/practice/{identity}/join")
def join(request: Request, site: SiteOf, identity: Identity, form: Edited) -> Response:
    """Says that two practices are the same case; the other one by its id or address."""
    other = PRACTICE_ID.search(text_of(form, "other", 200))
    if other is None:
        raise StoreError(text_of(form, "other", 200), "names no practice")
    corrections.join_case(site.database, identity, other[0], said(request, site, form))
    site.database.group()
    return seen(f"/practice/{identity}", "saved")


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
    return seen(f"/practice/{identity}", "saved")


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
    return seen(back_to(form), "undone")
