"""What all routes share: the database, the templates, and who is asking."""

from __future__ import annotations

import getpass
import hmac
import re
import secrets
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, cast

from fastapi import Depends
from fastapi import Path as PathParameter
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse

from textmine.errors import StoreError
from textmine.store.database import CaseDatabase
from textmine.store.words.naming import Naming
from textmine.web.accounts import ROLES, Account, Keys, Role, read_accounts
from textmine.web.jobs import Jobs
from textmine.web.language import LANGUAGES, Language, Speaker, table
from textmine.web.options import WebOptions
from textmine.web.templates import environment

FOLDER = Path(__file__).parent
SESSION, VISIT, LANGUAGE = "textmine_session", "textmine_visit", "textmine_language"
SAID = "textmine_said"  # the cookie that tells the next page what was done: a key of [said]
NAVIGATION: tuple[tuple[str, str, Role], ...] = (
    ("search", "/", "reader"),
    ("overview", "/overview", "reader"),
    ("metrics", "/metrics", "reader"),
    ("task", "/task", "reader"),
    ("baskets", "/baskets", "reader"),
    ("review", "/review", "reader"),
    ("upload", "/upload", "administrator"),
)
YEAR_SECONDS = 365 * 24 * 3600


class NeedsLoginError(Exception):
    """Nobody is logged in where somebody must be."""


class ForbiddenError(Exception):
    """The visitor may not do that; `key` is the string that says why."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks: `name` stands on corrections, `visit` ties forms to this browser."""

    name: str
    role: Role
    say: Speaker
    visit: str
    csrf: str
    known: bool  # logged in with an account

    def may(self, role: Role) -> bool:
        """Whether the visitor has that role or a higher one."""
        return ROLES.index(self.role) >= ROLES.index(role)


class Site:
    """One case database and the pages over it."""

    def __init__(self, database: CaseDatabase, options: WebOptions) -> None:
        self.database = database
        self.options = options
        self.keys = Keys()
        self.jobs = Jobs(database)
        self.accounts: Mapping[str, Account] | None = None
        if options.accounts:
            self.accounts = read_accounts(options.accounts)
        self.templates = environment()

    def navigation(self, visitor: Visitor) -> list[tuple[str, str]]:
        """The pages of the top line: the key of their name, and their address."""
        if self.accounts is not None and not visitor.known:
            return []
        return [(key, address) for key, address, role in NAVIGATION if self.lets(visitor, role)]

    def lets(self, visitor: Visitor, role: Role) -> bool:
        """Whether the visitor may do here what takes a role."""
        return visitor.may(role) and (role == "reader" or not self.options.read_only)

    def visitor(self, request: Request) -> Visitor:
        """Who asks; raises NeedsLoginError where accounts are needed and none is given."""
        visit = request.cookies.get(VISIT, "")
        if not re.fullmatch(r"[\w-]{43}", visit):
            visit = getattr(request.state, "visit", "") or secrets.token_urlsafe(32)
            request.state.visit = visit
        name, role, known = self._who(request)
        say = Speaker(language_of(request), self._naming(request))
        return Visitor(name, role, say, visit, self.keys.sign("form", visit), known)

    def _naming(self, request: Request) -> Naming:
        """How patterns are called, looked up once a request."""
        if not hasattr(request.state, "naming"):
            try:
                request.state.naming = self.database.naming()
            except StoreError:  # the page that says so names no pattern
                request.state.naming = Naming(None)
        return cast(Naming, request.state.naming)

    def _who(self, request: Request) -> tuple[str, Role, bool]:
        if self.accounts is None:
            return _local_name(), "reader" if self.options.read_only else "administrator", False
        name = self.keys.name_in(request.cookies.get(SESSION, ""))
        account = self.accounts.get(name or "")
        if account is None:
            return "", "reader", False
        return account.name, "reader" if self.options.read_only else account.role, True

    def render(
        self, request: Request, template: str, values: Mapping[str, Any], status: int = 200
    ) -> HTMLResponse:
        """A page in the visitor's language, with the cookies that it needs."""
        visitor = self.visitor(request)
        html = self.templates.get_template(template).render(
            t=visitor.say,
            visitor=visitor,
            site=self,
            request=request,
            here=_here(request),
            other_language=_other_language(request, visitor.say.language),
            done=_done(request),
            **values,
        )
        response = HTMLResponse(html, status_code=status)
        if SAID in request.cookies:
            response.delete_cookie(SAID)
        if request.cookies.get(VISIT) != visitor.visit:
            response.set_cookie(VISIT, visitor.visit, httponly=True, samesite="lax")
        if request.query_params.get("lang") in LANGUAGES:
            chosen = request.query_params["lang"]
            response.set_cookie(
                LANGUAGE, chosen, max_age=YEAR_SECONDS, httponly=True, samesite="lax"
            )
        return response


def language_of(request: Request) -> Language:
    """The language asked for, else the one kept, else Chinese."""
    for asked in (request.query_params.get("lang"), request.cookies.get(LANGUAGE)):
        for language in LANGUAGES:
            if asked == language:
                return language
    return "zh"


def _done(request: Request) -> str:
    """The string that tells what was just done; "" where nothing was."""
    key = f"said.{request.cookies.get(SAID, '')}"
    return key if key in table() else ""


def _here(request: Request) -> str:
    """The address of this page, for forms that come back to it."""
    query = request.url.query
    return request.url.path + (f"?{query}" if query else "")


def _other_language(request: Request, language: Language) -> str:
    other = "en" if language == "zh" else "zh"
    url = request.url.include_query_params(lang=other)
    return f"{url.path}?{url.query}"


def _local_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "local"


# ---- what routes depend on ------------------------------------------------------------------
def site_of(request: Request) -> Site:
    """The site of a request."""
    return cast(Site, request.app.state.site)


def admit(request: Request) -> None:
    """Lets nobody in without an account where accounts are kept."""
    site = site_of(request)
    if site.accounts is not None and not site.visitor(request).known:
        raise NeedsLoginError


async def trusted_form(request: Request) -> AsyncIterator[FormData]:
    """The form of a request that came from a page of ours: its token fits this browser."""
    site = site_of(request)
    origin = request.headers.get("origin")
    if origin is not None and origin.partition("://")[2] != request.headers.get("host"):
        raise ForbiddenError("error.foreign_form")
    async with request.form(max_files=site.options.upload_files, max_fields=200) as form:
        token = form.get("csrf")
        fits = isinstance(token, str) and VISIT in request.cookies
        ours = site.visitor(request).csrf.encode()
        if not fits or not hmac.compare_digest(str(token).encode(), ours):
            raise ForbiddenError("error.foreign_form")
        yield form


Trusted = Annotated[FormData, Depends(trusted_form)]


def need_editor(request: Request) -> None:
    """Lets editors and administrators on, before their form is read."""
    _need(request, "editor")


def _need(request: Request, role: Role) -> None:
    site = site_of(request)
    if site.options.read_only:
        raise ForbiddenError("error.read_only")
    if not site.visitor(request).may(role):
        raise ForbiddenError("error.role")


def editor_form(_: Annotated[None, Depends(need_editor)], form: Trusted) -> FormData:
    """A trusted form of somebody who may edit."""
    return form


def need_administrator(request: Request) -> None:
    """Lets administrators on, before their form is read."""
    _need(request, "administrator")


def administrator_form(_: Annotated[None, Depends(need_administrator)], form: Trusted) -> FormData:
    """A trusted form of somebody who may do everything."""
    return form


def text_of(form: FormData, name: str, most: int = 2_000) -> str:
    """A text field of a form, without surrounding space; cut at *most* characters."""
    value = form.get(name)
    return value.strip()[:most] if isinstance(value, str) else ""


SiteOf = Annotated[Site, Depends(site_of)]
Edited = Annotated[FormData, Depends(editor_form)]
Administered = Annotated[FormData, Depends(administrator_form)]
Identity = Annotated[str, PathParameter(pattern=r"^[apmlce]-[0-9a-zA-Z]{1,40}$")]
