"""MHTML: a page that a browser saved with its pictures in one file."""

from __future__ import annotations

from dataclasses import dataclass

from textmine.acquire.media import HTML
from textmine.errors import UnreadableError


@dataclass(frozen=True, slots=True)
class SavedPage:
    """The markup of a saved page, what it was encoded in, and where it came from."""

    data: bytes
    charset: str | None
    url: str | None


def read_mhtml(data: bytes, name: str) -> SavedPage:
    """The first part of HTML; UnreadableError where there is none."""
    import email  # 0.02 s to load: few files are of this kind
    from email.policy import default

    message = email.message_from_bytes(data, policy=default)
    for part in message.walk():
        if part.get_content_type() != HTML:
            continue
        markup = part.get_payload(decode=True)
        if isinstance(markup, bytes):
            url = part.get("Content-Location") or message.get("Snapshot-Content-Location")
            return SavedPage(markup, part.get_content_charset(), url)
    raise UnreadableError(name, "is a saved page without any HTML in it")
