"""OFD (GB/T 33190): pages of signs at places become lines and paragraphs."""

from __future__ import annotations

import dataclasses
import posixpath
import re
from collections.abc import Iterator
from typing import NamedTuple

from textmine.acquire.archive import Archive
from textmine.acquire.extracted import Extracted, secrecy_of
from textmine.acquire.office.xml import (
    Element,
    attribute,
    child,
    children,
    local,
    parse_xml,
    text_of,
)
from textmine.acquire.paged.layout import read_document
from textmine.acquire.paged.lines import HAN, Glyph, Line, read_lines
from textmine.errors import EncryptedError, TooLargeError, UnreadableError, UnsupportedError
from textmine.settings import AcquireSettings
from textmine.types import Candidate

PROPERTIES = {"Title": "title", "Author": "author", "CreationDate": "date"}
WIDEST = 1.5  # ems that a sign stands from the next one where all do
MAX_NESTING = 30  # of blocks within blocks of a page
DEFAULT_SIZE = 3.7  # millimetres: type of size 4 (10.5 points), where none is given
NO_TEXT = (
    "has no text but pictures; save it as PDF and install the extra: pip install textmine[ocr]"
)


class _Matrix(NamedTuple):
    """Where a point of an object stands on its page: (a b c d e f) of GB/T 33190, 8.5."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def apply(self, x: float, y: float) -> tuple[float, float]:
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f


def read_ofd(archive: Archive, settings: AcquireSettings) -> Extracted:
    """The text of an OFD file (a SourceError where it is damaged, encrypted or without text)."""
    if "Encryptions.xml" in archive:
        raise EncryptedError(archive.name, "is encrypted; save it without a password")
    root = parse_xml(archive.read("OFD.xml"), archive.name)
    pages: list[list[Line]] = []
    candidates: list[Candidate] = []
    for body in children(root, "DocBody"):
        candidates.extend(_properties(child(body, "DocInfo")))
        place = _resolve("", text_of(child(body, "DocRoot")))
        candidates.extend(secrecy_of(_margins(archive, place)))
        for page in _pages(archive, place):
            pages.append(read_lines(_glyphs(page, 0), _width(page)))
            if sum(map(_length, pages)) > settings.max_characters:
                raise TooLargeError(archive.name, "has more than max_characters of the settings")
    if not any(pages):
        raise UnsupportedError(archive.name, NO_TEXT)
    return dataclasses.replace(read_document(pages), candidates=tuple(candidates))


def _length(page: list[Line]) -> int:
    return sum(len(line.text) for line in page)


def _width(page: Element) -> float:
    """The width of a page; 0 where only the document gives it."""
    box = _numbers(text_of(child(page, "Area", "PhysicalBox")))
    return box[2] if len(box) == 4 else 0.0


def _resolve(folder: str, place: str) -> str:
    """A path in the file, from its root where it begins with a slash."""
    return posixpath.normpath(
        posixpath.join("" if place.startswith("/") else folder, place.lstrip("/"))
    )


def _part(archive: Archive, place: str) -> Element:
    if place not in archive:
        raise UnreadableError(archive.name, f"lacks its part {place}")
    return parse_xml(archive.read(place), f"{archive.name}/{place}")


def _pages(archive: Archive, place: str) -> Iterator[Element]:
    document = _part(archive, place)
    for page in children(child(document, "Pages"), "Page"):
        base = attribute(page, "BaseLoc") or ""
        yield _part(archive, _resolve(posixpath.dirname(place), base))


def _margins(archive: Archive, place: str) -> Iterator[str]:
    """The lines of the pages that others are printed on: running heads and feet."""
    for template in children(child(_part(archive, place), "CommonData"), "TemplatePage"):
        part = _resolve(posixpath.dirname(place), attribute(template, "BaseLoc") or "")
        if part in archive:
            yield from (line.text for line in read_lines(_glyphs(_part(archive, part), 0)))


def _properties(info: Element | None) -> Iterator[Candidate]:
    for element in info if info is not None else ():
        field, value = PROPERTIES.get(local(element)), text_of(element)
        if field and value:
            yield Candidate(field=field, value=value, origin="properties")
        else:
            yield from secrecy_of([value], "properties")


def _glyphs(parent: Element, depth: int) -> Iterator[Glyph]:
    """The signs of a page; blocks may hold blocks."""
    if depth > MAX_NESTING:
        return
    for element in parent:
        if local(element) == "TextObject":
            yield from _object(element)
        elif local(element) in ("Content", "Layer", "PageBlock", "Appearance", "Page"):
            yield from _glyphs(element, depth + 1)


def _object(element: Element) -> Iterator[Glyph]:
    """The signs of a text object: its place, then that of each of its runs within it."""
    if attribute(element, "Visible") == "false":
        return
    size = _number(attribute(element, "Size"), DEFAULT_SIZE)
    boundary = _numbers(attribute(element, "Boundary")) or [0.0, 0.0]
    transform = _numbers(attribute(element, "CTM"))
    matrix = _Matrix(*transform) if len(transform) == 6 else _Matrix()
    scale = abs(matrix.d) or abs(matrix.b) or 1.0
    for code in children(element, "TextCode"):
        x, y = _number(attribute(code, "X"), 0.0), _number(attribute(code, "Y"), size)
        slot = _slot(code, size) * scale
        for sign, right, down in _placed(code, size):
            left, base = matrix.apply(x + right, y + down)
            left, base = left + boundary[0], base + boundary[1]
            em = size * scale
            width = max(slot, em if HAN.match(sign) else 0.5 * em)
            yield Glyph(sign, left, left + width, base - 0.88 * em, base + 0.12 * em, em)


def _slot(code: Element, size: float) -> float:
    """What each sign of a run of one pitch fills: half-width digits there have no gaps; else 0."""
    text = (code.text or "").strip("\r\n")
    across = _deltas(attribute(code, "DeltaX"), len(text) - 1)
    even = len(text) > 2 and len(across) == len(text) - 1 and len(set(across)) == 1
    return across[0] if even and HAN.search(text) and across[0] <= WIDEST * size else 0.0


def _placed(code: Element, size: float) -> Iterator[tuple[str, float, float]]:
    """The signs of a run, and how far right and down of its start each stands."""
    text = (code.text or "").strip("\r\n")
    across = _deltas(attribute(code, "DeltaX"), len(text))
    down = _deltas(attribute(code, "DeltaY"), len(text))
    right = below = 0.0
    for index, sign in enumerate(text):
        yield sign, right, below
        if across or down:
            right += across[index] if index < len(across) else 0.0
            below += down[index] if index < len(down) else 0.0
        else:
            right += size if HAN.match(sign) else 0.5 * size


def _deltas(text: str | None, count: int) -> list[float]:
    """Distances between signs; "g 3 5" stands for 5 5 5."""
    found: list[float] = []
    parts = (text or "").split()
    while parts and len(found) < count:
        part = parts.pop(0)
        if part == "g" and len(parts) >= 2:
            times, value = int(_number(parts.pop(0), 0.0)), _number(parts.pop(0), 0.0)
            found.extend([value] * min(max(times, 0), count))
        else:
            found.append(_number(part, 0.0))
    return found


def _numbers(text: str | None) -> list[float]:
    return [float(part) for part in re.findall(r"-?\d+(?:\.\d+)?(?:[eE]-?\d+)?", text or "")]


def _number(text: str | None, default: float) -> float:
    found = _numbers(text)
    return found[0] if found else default
