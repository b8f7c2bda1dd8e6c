"""What is kept beside the cases: searches under a name, and the table of equivalent terms."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from textmine.errors import SettingsError
from textmine.store.find.equivalents import read_equivalents, write_equivalents
from textmine.store.find.searches import MAX_NAME, drop_search, save_search
from textmine.web.asking import read_asked
from textmine.web.routes.editing import back_to, seen
from textmine.web.site import Edited, Site, SiteOf, text_of

router = APIRouter()

MAX_TABLE = 50_000  # characters of the table of equivalent terms
BETWEEN = re.compile(r"[\s、,，;；]+")


@router.post("/searches/save")
def save(request: Request, site: SiteOf, form: Edited) -> Response:
    """Keeps the search of a page under a name."""
    pairs = parse_qsl(text_of(form, "query", 8_000), max_num_fields=100)
    asked = read_asked(pairs, size=site.options.page_size)
    name = text_of(form, "name", MAX_NAME)
    save_search(site.database, name, asked.params, site.visitor(request).name)
    return seen(asked.at_page(1), "kept")


@router.post("/searches/drop")
def drop(site: SiteOf, form: Edited) -> Response:
    """Forgets a search."""
    drop_search(site.database, text_of(form, "name", MAX_NAME))
    return seen(back_to(form))


@router.get("/equivalents")
def equivalents_page(request: Request, site: SiteOf) -> Response:
    """The table of equivalent terms, a group a line."""
    groups = read_equivalents(site.database).groups
    return _page(request, site, "\n".join("、".join(group) for group in groups))


def _page(request: Request, site: Site, table: str, wrong: str = "", status: int = 200) -> Response:
    values = {"table": table, "wrong": wrong, "most": MAX_TABLE}
    return site.render(request, "equivalents.html", values, status)


@router.post("/equivalents")
def edit_equivalents(request: Request, site: SiteOf, form: Edited) -> Response:
    """Gives the database a table of its own; an empty one brings the shipped one back."""
    table = text_of(form, "table", MAX_TABLE)
    groups = [[term for term in BETWEEN.split(line) if term] for line in table.splitlines()]
    try:
        write_equivalents(site.database, [group for group in groups if group])
    except SettingsError as error:
        return _page(request, site, table, str(error).partition(":")[0], 400)
    return seen("/equivalents", "kept")
