"""Logging in and out."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from textmine.web.accounts import SESSION_SECONDS
from textmine.web.site import SESSION, SiteOf, Trusted, text_of

router = APIRouter()


@router.get("/login")
def login_page(request: Request, site: SiteOf) -> Response:
    """The form for name and password."""
    return site.render(request, "login.html", {"wrong": False, "name": ""})


@router.post("/login")
def log_in(request: Request, site: SiteOf, form: Trusted) -> Response:
    """Checks name and password; the answer does not say which of them is wrong."""
    name, password = text_of(form, "name", 40), str(form.get("password", ""))[:200]
    if site.accounts is None or not site.keys.log_in(site.accounts, name, password):
        return site.render(request, "login.html", {"wrong": True, "name": name}, 403)
    response = RedirectResponse("/", status_code=303)
    response.set_cookie(
        SESSION, site.keys.session(name), max_age=SESSION_SECONDS, httponly=True, samesite="lax"
    )
    return response


@router.post("/logout")
def log_out(form: Trusted) -> Response:
    """Ends the session of this browser."""
    response = RedirectResponse("/login", status_code=303)
    response.delete_cookie(SESSION)
    return response
