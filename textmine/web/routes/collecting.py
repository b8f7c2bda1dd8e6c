"""Baskets: practices put together for a text of one's own, and out to Word."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, unquote

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from textmine.errors import StoreError
from textmine.store import baskets as store
from textmine.store.database import CaseDatabase, StoredPractice
from textmine.web.routes.editing import back_to, seen
from textmine.web.site import YEAR_SECONDS, Edited, Site, SiteOf, text_of

router = APIRouter()

BASKET = "textmine_basket"  # the cookie that remembers which basket was used last
NAME = 60  # characters of a basket's name


@dataclass(frozen=True, slots=True)
class Current:
    """The basket that a visitor used last, and the ids in it."""

    name: str
    ids: frozenset[str]


def current(request: Request, site: Site) -> Current:
    """Where "add to basket" on a card puts things."""
    visitor = site.visitor(request)
    name = unquote(request.cookies.get(BASKET, ""))[:NAME]
    if name not in {basket.name for basket in store.baskets(site.database)}:
        said = visitor.say("basket.default" if visitor.known else "basket.mine", name=visitor.name)
        return Current(said, frozenset())
    items = store.items_of(site.database, name)
    return Current(name, frozenset(item.practice_id for item in items))


@router.get("/baskets")
def baskets_page(request: Request, site: SiteOf, name: str | None = None) -> Response:
    """All baskets, and what is in one."""
    known = store.baskets(site.database)
    chosen = next((basket for basket in known if basket.name == name), None)
    if name is not None and chosen is None:
        raise StoreError(name, "is no basket")
    items = store.items_of(site.database, chosen.name) if chosen else []
    values = {
        "baskets": known,
        "chosen": chosen,
        "items": [(item, _found(site.database, item.practice_id)) for item in items],
    }
    return site.render(request, "baskets.html", values)


def _found(database: CaseDatabase, identity: str) -> StoredPractice | None:
    """A practice, or None where it is gone: the basket keeps its words."""
    try:
        return database.practice(identity)
    except StoreError as error:
        if error.subject == identity:
            return None
        raise


@router.post("/baskets/add")
def add(request: Request, site: SiteOf, form: Edited) -> Response:
    """Puts a practice into a basket; the name is kept for the next time."""
    visitor = site.visitor(request)
    name = text_of(form, "name", NAME) or visitor.say("basket.default", name=visitor.name)
    practice = text_of(form, "practice", 40)
    store.put_in(
        site.database,
        name,
        practice,
        who=visitor.name,
        heading=text_of(form, "heading", 100) or None,
    )
    if "note" in form:
        store.annotate(site.database, name, practice, text_of(form, "note", 1_000) or None)
    response = seen(back_to(form), "noted" if "note" in form else "collected")
    response.set_cookie(BASKET, quote(name), max_age=YEAR_SECONDS, httponly=True, samesite="lax")
    return response


@router.post("/baskets/take-out")
def take_out(site: SiteOf, form: Edited) -> Response:
    """Takes a practice out of a basket."""
    name = text_of(form, "name", NAME)
    store.take_out(site.database, name, text_of(form, "practice", 40))
    return seen(f"/baskets?name={quote(name)}", "taken_out")


@router.post("/baskets/drop")
def drop(site: SiteOf, form: Edited) -> Response:
    """Throws a basket away."""
    store.drop(site.database, text_of(form, "name", NAME))
    return seen("/baskets", "dropped")
