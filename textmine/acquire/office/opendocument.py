"""What the files of OpenDocument share: the parts of their archive, passwords, properties.

What is read: OpenDocument 1.3, part 2 (packages) and part 3 (LibreOffice, WPS, offices of Taiwan).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from textmine.acquire.archive import Archive
from textmine.acquire.extracted import secrecy_of
from textmine.acquire.office.xml import Element, attribute, child, local, parse_xml, text_of
from textmine.errors import EncryptedError, UnreadableError
from textmine.types import Candidate

MANIFEST = "META-INF/manifest.xml"
PROPERTIES = {"title": "title", "initial-creator": "author", "creation-date": "date"}
KINDS = ("text", "spreadsheet", "presentation")


@dataclass(frozen=True, slots=True)
class OpenDocument:
    """The parts of one file: its *kind* is what its body holds, one of KINDS."""

    archive: Archive
    kind: str
    body: Element
    content: Element
    styles: Element | None
    properties: tuple[Candidate, ...]


def open_document(archive: Archive) -> OpenDocument:
    """The parts of an OpenDocument file (a SourceError where it is damaged, locked or unsafe)."""
    if "content.xml" not in archive or (
        MANIFEST in archive and b"encryption-data" in archive.read(MANIFEST)
    ):
        raise EncryptedError(archive.name, "needs a password; save it without one")
    content = parse_xml(archive.read("content.xml"), f"{archive.name}/content.xml")
    for kind in KINDS:
        body = child(content, "body", kind)
        if body is not None:
            styles = _part(archive, "styles.xml")
            return OpenDocument(archive, kind, body, content, styles, tuple(_properties(archive)))
    raise UnreadableError(archive.name, "is an OpenDocument file without a text")


def _part(archive: Archive, name: str) -> Element | None:
    return parse_xml(archive.read(name), f"{archive.name}/{name}") if name in archive else None


def _properties(archive: Archive) -> Iterator[Candidate]:
    others: list[str] = []  # keywords, subject, description, properties of one's own
    for element in child(_part(archive, "meta.xml"), "meta") or ():
        name, value = PROPERTIES.get(local(element)), text_of(element)
        if name and value:
            yield Candidate(field=name, value=value, origin="properties")
        elif value:
            others.append(f"{attribute(element, 'name') or ''}：{value}".removeprefix("："))
    yield from secrecy_of(others, "properties")
