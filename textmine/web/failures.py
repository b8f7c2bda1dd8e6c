"""What a visitor sees when something cannot be done: a page, or JSON under /api."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from textmine.errors import NoRoomError, SettingsError, StoreError
from textmine.temporary import NO_ROOM
from textmine.web.language import table
from textmine.web.site import ForbiddenError, NeedsLoginError, site_of

# What a StoreError says of a record or basket that is not there; all else is wrong input.
MISSING = re.compile(
    r"is not in |has no |is no (?:record$|basket|event|saved search|document|practice of|case of)"
)


def register(app: FastAPI) -> None:
    """Give the application its answers to errors."""
    app.add_exception_handler(StoreError, _store)
    app.add_exception_handler(SettingsError, _settings)
    app.add_exception_handler(NoRoomError, _full)
    app.add_exception_handler(OSError, _system)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(ForbiddenError, _forbidden)
    app.add_exception_handler(NeedsLoginError, _login)
    app.add_exception_handler(Exception, _ours)


def answer(request: Request, status: int, key: str, detail: str = "") -> Response:
    """A page that says what is wrong and where to go on."""
    site = site_of(request)
    if _of_api(request):
        return JSONResponse({"error": detail or key}, status_code=status)
    detail = site.visitor(request).say.error(detail)
    values = {"status": status, "key": key, "detail": detail, "back": _before(request)}
    return site.render(request, "failure.html", values, status)


def _before(request: Request) -> str:
    """The page of ours that a form was sent from; "" where there is none to go back to."""
    came = urlsplit(request.headers.get("referer", ""))
    if request.method != "POST" or came.netloc != request.headers.get("host"):
        return ""
    return came.path + (f"?{came.query}" if came.query else "")


def _store(request: Request, error: Exception) -> Response:
    assert isinstance(error, StoreError)
    if error.subject == str(site_of(request).database.path):
        return answer(request, 503, "error.database", error.message)
    if MISSING.match(error.message):  # where the database lies is nobody's business on a page
        where = " is not in this database" if _of_api(request) else ""
        return answer(request, 404, "error.missing", f"{error.subject}{where}")
    return answer(request, 400, "error.input", str(error))


def _full(request: Request, error: Exception) -> Response:
    return answer(request, 507, "error.room", str(error))


def _system(request: Request, error: Exception) -> Response:
    """What the operating system refused: ours to mend, but for a full disk."""
    assert isinstance(error, OSError)
    if error.errno not in NO_ROOM:
        raise error
    return answer(request, 507, "error.room", error.strerror or "")


def _settings(request: Request, error: Exception) -> Response:
    """What was asked for wrongly; on a page in its language where it can be typed there."""
    assert isinstance(error, SettingsError)
    known = f"wrong.{error.subject}"
    if known in table() and not _of_api(request):
        return answer(request, 400, "error.input", site_of(request).visitor(request).say(known))
    return answer(request, 400, "error.input", str(error))


def _of_api(request: Request) -> bool:
    return request.url.path.startswith("/api/")


def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    names = [str(each["loc"][-1]) for each in error.errors()]
    said = "; ".join(f"{n}: {e['msg']}" for n, e in zip(names, error.errors(), strict=True))
    if not _of_api(request):
        said = site_of(request).visitor(request).say("wrong.value", names=", ".join(names))
    if any(e["loc"][0] == "path" for e in error.errors()):
        return answer(request, 404, "error.missing", said)
    status = 422 if _of_api(request) else 400
    return answer(request, status, "error.input", said)


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    key = "error.missing" if error.status_code == 404 else "error.input"
    return answer(request, error.status_code, key, "")


def _forbidden(request: Request, error: Exception) -> Response:
    assert isinstance(error, ForbiddenError)
    return answer(request, 403, error.key)


def _login(request: Request, _: Exception) -> Response:
    if _of_api(request):
        return JSONResponse({"error": "log in first"}, status_code=401)
    return RedirectResponse("/login", status_code=303)


def _ours(request: Request, _: Exception) -> Response:
    return answer(request, 500, "error.ours")
