"""What every request and answer goes through: hosts, sizes, headers."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Nothing from elsewhere, no inline script or style, no frame around us; forms only to ourselves.
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
FORM_BYTES = 1_000_000  # of a form that is no upload
UPLOADS = frozenset(("/upload", "/review/import", "/task"))


TOO_LARGE = PlainTextResponse(
    "太大了，请分几次上传。 Too large; send it in parts.", status_code=413
)


class TooMuchError(Exception):
    """A request body beyond its limit."""


class Guard:
    """Refuses bodies that are too large and adds the headers that keep a page safe."""

    def __init__(self, app: ASGIApp, *, upload_bytes: int) -> None:
        self.app = app
        self.upload_bytes = upload_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        limit = self.upload_bytes if scope["path"] in UPLOADS else FORM_BYTES
        guarded = _headers_on(send, scope["path"])
        if _declared(scope) > limit:
            await TOO_LARGE(scope, receive, guarded)
            return
        try:
            await self.app(scope, _limited(receive, limit), guarded)
        except TooMuchError:
            await TOO_LARGE(scope, receive, guarded)


def _declared(scope: MutableMapping[str, Any]) -> int:
    for name, value in scope["headers"]:
        if name == b"content-length":
            return int(value) if value.isdigit() else 1 << 60
    return 0


def _limited(receive: Receive, limit: int) -> Receive:
    seen = 0

    async def limited() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > limit:
            raise TooMuchError
        return message

    return limited


def _headers_on(send: Send, path: str) -> Send:
    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            if not path.startswith("/static/"):
                headers.setdefault("Cache-Control", "no-store")
        await send(message)

    return guarded
