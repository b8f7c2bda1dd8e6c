"""Text and markup become a page: of a file, of a row of a table, or at hand without either."""

from __future__ import annotations

import dataclasses
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from textmine.acquire import media, tables
from textmine.acquire.archive import Budget
from textmine.acquire.encoding import Decoded, declared_encoding, decode
from textmine.acquire.html.page import read_html
from textmine.acquire.mhtml import read_mhtml
from textmine.acquire.mojibake import mend
from textmine.acquire.paged.ocr import Recognise, recognise
from textmine.acquire.supplied import supply_values
from textmine.aligned import AlignedText
from textmine.errors import BadEncodingError, SettingsError, TooLargeError, UnsupportedError
from textmine.settings import AcquireSettings
from textmine.types import Page

BREAK = re.compile(r"[\r\f\v\x85\u2028\u2029](?:(?<=\r)\n)?")  # one set: thrice as fast


@dataclass(frozen=True, slots=True)
class Task:
    """Bytes to be read, and what is known of them."""

    data: bytes
    name: str
    settings: AcquireSettings
    budget: Budget
    by: Recognise = recognise
    declared: str | None = None  # the encoding that what holds the bytes names

    def page(self, kind: str, source: str, body: AlignedText) -> Page:
        """A page of them; TooLargeError for more characters than the settings allow."""
        if len(source) > self.settings.max_characters:
            raise TooLargeError(self.name, "has more than max_characters of the settings")
        digest = hashlib.sha256(self.data).hexdigest()
        return Page(path=self.name, digest=digest, media_type=kind, source=source, body=body)


def decode_text(task: Task, declared: str | None) -> Decoded:
    """The bytes as characters; UnsupportedError for those that are no text at all."""
    try:
        return decode(task.data, declared=declared, settings=task.settings, name=task.name)
    except BadEncodingError as error:
        if b"\0" in task.data[:4096]:
            advice = media.ADVICE["application/octet-stream"]
            raise UnsupportedError(task.name, advice) from error
        raise


def text_page(task: Task, decoded: Decoded) -> Page:
    """Plain text: all of it, a line a paragraph; a form feed begins a page."""
    source = decoded.text
    body = AlignedText.of(source)
    if BREAK.search(source):
        body = body.sub(BREAK, "\n")
    mended = mend(body)
    return dataclasses.replace(
        task.page(media.TEXT, source, mended.text),
        encoding=decoded.encoding,
        breaks=tuple(match.end() for match in re.finditer("\f(?=.)", source, re.DOTALL)),
        warnings=(*decoded.warnings, *mended.warnings),
    )


def html_page(task: Task, decoded: Decoded) -> Page:
    """A web page: the part of its markup that holds an article, and what it says of that."""
    if len(decoded.text) > task.settings.max_characters:
        raise TooLargeError(task.name, "has more than max_characters of the settings")
    web = read_html(decoded.text)
    return dataclasses.replace(
        task.page(media.HTML, decoded.text, web.body),
        encoding=decoded.encoding,
        url=web.url,
        site=web.site,
        candidates=web.candidates,
        warnings=(*decoded.warnings, *web.warnings),
    )


def saved_page(task: Task) -> Page:
    """A page saved with its pictures in one file."""
    saved = read_mhtml(task.data, task.name)
    inner = dataclasses.replace(task, data=saved.data)
    page = html_page(inner, decode_text(inner, saved.charset or declared_encoding(saved.data)))
    return dataclasses.replace(
        page,
        digest=hashlib.sha256(task.data).hexdigest(),
        url=page.url or saved.url,
        encoding=None,  # of a part, not of the file
    )


def row_page(task: Task) -> Page:
    """A text that came as characters, in UTF-8: the encoding is none of the text's own."""
    decoded = Decoded(task.data.decode(), "utf-8")
    markup = media.sniff_text(decoded.text) == media.HTML
    page = html_page(task, decoded) if markup else text_page(task, decoded)
    return dataclasses.replace(page, encoding=None)


def page_of(
    text: str,
    name: str = "text",
    *,
    known: Mapping[str, str] | None = None,
    settings: AcquireSettings | None = None,
) -> Page:
    """The page of a text at hand, plain or HTML: that of a file called *name*, without the file.

    What is *known* of it (title, author, date, issuer, url …: `tables.SUPPLIED`) outranks what it
    says itself. Raises SettingsError for a field that nobody can supply, TooLargeError for a
    text beyond the limits of the settings.
    """
    settings = settings or AcquireSettings()
    for field in known or ():
        if field not in tables.SUPPLIED:
            raise SettingsError(field, f"cannot be supplied; known: {', '.join(tables.SUPPLIED)}")
    task = Task(text.encode("utf-8", "replace"), name, settings, Budget.of(settings))
    return supply_values(row_page(task), known or {})
