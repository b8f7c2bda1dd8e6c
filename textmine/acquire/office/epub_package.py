"""The package of an EPUB: its files in the order of the spine, its contents, copy protection."""

from __future__ import annotations

import bisect
import posixpath
import re
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from textmine.acquire.archive import Archive
from textmine.acquire.encoding import declared_encoding, decode
from textmine.acquire.extracted import secrecy_of
from textmine.acquire.html.markup import VOID, parse
from textmine.acquire.html.rows import join_rows
from textmine.acquire.html.tree import aligned
from textmine.acquire.office.epub_contents import Entry, read_nav, read_ncx
from textmine.acquire.office.xml import (
    Element,
    attribute,
    by_id,
    child,
    children,
    local,
    parse_xml,
    text_of,
)
from textmine.errors import EncryptedError, TooLargeError, UnreadableError
from textmine.settings import AcquireSettings
from textmine.types import Candidate

MARKUP = frozenset(("application/xhtml+xml", "text/html"))
FIELDS = {"title": "title", "creator": "author", "date": "date"}
# Ways to make fonts unreadable to others, which leave the text as it is.
OF_FONTS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
# A declaration without entities of its own, as most tables of contents have.
DOCTYPE = re.compile(rb"<!DOCTYPE[^\[>]{0,400}>", re.IGNORECASE)
# An element of XML without content, which browsers would leave open.
SELF_CLOSED = re.compile(r"<([a-zA-Z][\w:-]*+)([^<>]*+)(?<=/)>")


class Book:
    """The package of a book: its files, the order in which they are read, its contents."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        container = self._xml("META-INF/container.xml")
        root = child(container, "rootfiles", "rootfile")
        self.place = unquote(attribute(root, "full-path") or "")
        if self.place not in archive:
            raise self._damaged()
        self.package = self._xml(self.place)
        self.items = by_id(child(self.package, "manifest"), "item", "id")
        self.files = self._files()
        if not self.files:
            raise self._damaged()
        self._check_locks()

    def _damaged(self) -> UnreadableError:
        return UnreadableError(self.archive.name, "is an e-book without chapters; get it again")

    def _xml(self, member: str) -> Element:
        data = DOCTYPE.sub(b"", self.archive.read(member), count=1).replace(b"&nbsp;", b" ")
        return parse_xml(data, f"{self.archive.name}/{member}")

    def _member(self, item: Element | None) -> str:
        folder = posixpath.dirname(self.place)
        return posixpath.normpath(posixpath.join(folder, unquote(attribute(item, "href") or "")))

    def _files(self) -> list[str]:
        """The files of text in the order of the spine, each once; its contents are none."""
        found: dict[str, None] = {}
        for entry in children(child(self.package, "spine"), "itemref"):
            item = self.items.get(attribute(entry, "idref") or "")
            member = self._member(item)
            is_text = attribute(item, "media-type") in MARKUP and not _is_nav(item)
            if is_text and member in self.archive:
                found[member] = None
        return list(found)

    def _check_locks(self) -> None:
        if "META-INF/encryption.xml" not in self.archive:
            return
        for data in self._xml("META-INF/encryption.xml").iter():
            if local(data) != "EncryptedData":
                continue
            uri = attribute(child(data, "CipherData", "CipherReference"), "URI") or ""
            way = attribute(child(data, "EncryptionMethod"), "Algorithm")
            if way not in OF_FONTS and posixpath.normpath(unquote(uri)) in self.files:
                raise EncryptedError(
                    self.archive.name, "is under copy protection (DRM); get a copy without it"
                )

    def properties(self) -> Iterator[Candidate]:
        """What the package says of the book as a whole."""
        others: list[str] = []
        for element in child(self.package, "metadata") or ():
            value, name = text_of(element), FIELDS.get(local(element))
            if name and value:
                yield Candidate(field=name, value=value, origin="properties")
            others.append(value)
        yield from secrecy_of(others, "properties")

    def contents(self) -> list[Entry]:
        """The table of contents; none where it is damaged or missing."""
        spine = child(self.package, "spine")
        ncx = self.items.get(attribute(spine, "toc") or "")
        for item in (*filter(_is_nav, self.items.values()), ncx):
            member = self._member(item)
            if item is None or member not in self.archive:
                continue
            try:
                root = self._xml(member)
            except UnreadableError:
                continue
            if found := read_nav(root) if _is_nav(item) else read_ncx(root):
                return list(_resolved(found, posixpath.dirname(member)))
        return []

    def read(self, settings: AcquireSettings) -> tuple[list[str], dict[str, int]]:
        """The lines of the book, and the line at which each file and named place begins."""
        lines: list[str] = []
        places: dict[str, int] = {}
        length = 0
        for member in self.files:
            data = self.archive.read(member)
            name = f"{self.archive.name}/{member}"
            declared = declared_encoding(data)
            source = decode(data, declared=declared, settings=settings, name=name).text
            length += len(source)
            if length > settings.max_characters:
                raise TooLargeError(
                    self.archive.name, "has more than max_characters of the settings"
                )
            source = SELF_CLOSED.sub(_closed, source)
            tree = parse(source)
            blocks = join_rows(tree)
            begin = [block.spans[0].start for block in blocks]
            places[member] = len(lines)
            for node in tree.nodes:
                if "id" in node.raw and (anchor := node.attributes.get("id")):
                    at = len(lines) + bisect.bisect_left(begin, node.start)
                    places.setdefault(f"{member}#{anchor}", at)
            lines += [aligned(source, block.spans).text for block in blocks]
        return lines, places


def _resolved(entries: Iterable[Entry], folder: str) -> Iterator[Entry]:
    """Entries that point to members of the archive, as seen from the folder of the contents."""
    for entry in entries:
        path, _, anchor = entry.target.partition("#")
        member = posixpath.normpath(posixpath.join(folder, unquote(path)))
        target = f"{member}#{unquote(anchor)}" if anchor else member
        yield Entry(entry.label, target, list(_resolved(entry.inner, folder)))


def _closed(match: re.Match[str]) -> str:
    tag, rest = match.groups()
    return match[0] if tag.lower() in VOID else f"<{tag}{rest[:-1]}></{tag}>"


def _is_nav(item: Element | None) -> bool:
    return "nav" in (attribute(item, "properties") or "").split()
