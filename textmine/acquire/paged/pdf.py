"""PDF: the text layer by page, lines joined to paragraphs; scans by OCR where it is installed."""

from __future__ import annotations

import ctypes
import dataclasses
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from textmine.acquire.extracted import Extracted, secrecy_of
from textmine.acquire.paged.layout import read_document
from textmine.acquire.paged.lines import Glyph, Line, read_lines
from textmine.acquire.paged.ocr import (
    Recognise,
    Recognised,
    can_recognise,
    need_ocr,
    read_page,
    recognise,
)
from textmine.errors import EncryptedError, NoTextError, TooLargeError, UnreadableError
from textmine.settings import AcquireSettings
from textmine.types import Candidate

SIGNS_A_PAGE = 5  # fewer on average: no text layer, but a stamp or a page number
BLANK, NO_SIGN = 0x20, 0xFFFE  # codes below the one and from the other on are no signs
COVERED = 0.5  # share of a page that a picture of its text takes at least
UNKNOWN = 0.3  # share of signs without a meaning, from which the text layer is of no use
PROPERTIES = {"Title": "title", "Author": "author", "CreationDate": "date"} | dict.fromkeys(
    ("Subject", "Keywords"), "secrecy"
)


@dataclass(frozen=True, slots=True)
class _Reading:
    """By what a document is read."""

    settings: AcquireSettings
    by: Recognise


def read_pdf(
    data: bytes, name: str, settings: AcquireSettings, by: Recognise = recognise
) -> Extracted:
    """The text of a PDF; a page that is damaged is left out and counted in the warnings.

    Pages that are pictures are recognised *by* an engine; where that is not installed, a PDF of
    nothing else is refused, and the pictures of another one are counted in the warnings.

    Raises EncryptedError, UnreadableError (damaged), UnsupportedError (a scan, without OCR),
    TooLargeError.
    """
    import pypdfium2 as pdfium  # 0.1 s to load: only where there is a PDF

    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise EncryptedError(name, "needs a password; save it without one") from error
        raise UnreadableError(
            name, "is a damaged PDF; get it again, or open it and save it anew"
        ) from error
    try:
        return _read_document(document, name, _Reading(settings, by))
    finally:
        document.close()


def count_scanned_pages(path: Path) -> int:
    """Pages of a PDF that are pictures of text; 0 where it is damaged."""
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(path)
    except (pdfium.PdfiumError, OSError):
        return 0
    try:
        signs = [document[number].get_textpage().count_chars() for number in range(len(document))]
        if sum(signs) < SIGNS_A_PAGE * len(signs):
            return len(signs)
        bare = [number for number, count in enumerate(signs) if count < SIGNS_A_PAGE]
        return sum(_is_picture(document[number]) for number in bare)
    except pdfium.PdfiumError:
        return 0
    finally:
        document.close()


def _read_document(document: Any, name: str, reading: _Reading) -> Extracted:
    count = len(document)
    pages = list(_pages(document, name, reading.settings))
    if not pages:
        raise UnreadableError(name, "is a damaged PDF: no page of it can be read; get it again")
    lines = [page.lines for page in pages]
    signs = sum(len(line.text) for page in lines for line in page)
    if signs < SIGNS_A_PAGE * len(pages) or _unknown(lines) > UNKNOWN:
        return _recognised(document, name, reading)
    pictures = sum(page.picture for page in pages)
    confidences: tuple[float, ...] = ()
    if pictures and can_recognise(reading.settings):
        read = [_with_picture(document, page, reading.by) for page in pages]
        lines, confidences = [page.lines for page in read], tuple(_share(p.score) for p in read)
    return dataclasses.replace(
        read_document(lines),
        candidates=tuple(_properties(document)),
        confidences=confidences,
        sureness=_sureness(lines) if confidences else (),
        warnings=tuple(_warnings(count, len(pages), pictures, recognised=bool(confidences))),
    )


def _warnings(count: int, read: int, pictures: int, *, recognised: bool) -> Iterator[str]:
    """What is wrong with a document of *count* pages."""
    if read < count:
        yield f"pdf: {count - read} of {count} pages are damaged"
    if pictures:
        became = ": recognised" if recognised else ", not read"
        yield f"pdf: {pictures} of {count} pages are pictures{became}"


def _with_picture(document: Any, page: _PageLines, by: Recognise) -> Recognised:
    return (
        _recognised_page(document[page.number], by)
        if page.picture
        else Recognised(page.lines, None)
    )


def _properties(document: Any) -> Iterator[Candidate]:
    for key, field in PROPERTIES.items():
        try:
            value = document.get_metadata_value(key)
        except UnicodeDecodeError:  # damaged: nobody needs it
            continue
        if value and field == "secrecy":
            yield from secrecy_of([value], "properties")
        elif value:
            yield Candidate(field=field, value=value, origin="properties")


class _PageLines(NamedTuple):
    """The lines of the text layer of a page; whether it is a picture instead."""

    number: int
    lines: list[Line]
    picture: bool


def _pages(document: Any, name: str, settings: AcquireSettings) -> Iterator[_PageLines]:
    import pypdfium2 as pdfium

    left = settings.max_characters
    for number in range(len(document)):
        try:
            page = document[number]
            glyphs = list(_glyphs(page))
            picture = len(glyphs) < SIGNS_A_PAGE and _is_picture(page)
        except pdfium.PdfiumError:
            continue
        left -= len(glyphs)
        if left < 0:
            raise TooLargeError(name, "has more than max_characters of the settings")
        width = page.get_width()
        page.close()
        yield _PageLines(number, read_lines(glyphs, width), picture)


def _is_picture(page: Any) -> bool:
    """Whether a picture covers most of a page."""
    import pypdfium2.raw as raw

    area = page.get_width() * page.get_height()
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    sides = [ctypes.byref(side) for side in (left, bottom, right, top)]
    for found in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=2):
        if raw.FPDFPageObj_GetBounds(found.raw, *sides):
            size = (right.value - left.value) * (top.value - bottom.value)
            if size > COVERED * area:
                return True
    return False


def _glyphs(page: Any) -> Iterator[Glyph]:
    """The signs of a page with their boxes, those apart that PDFium made up itself."""
    import pypdfium2.raw as raw

    textpage = page.get_textpage()
    handle, height = textpage.raw, page.get_height()
    box = raw.FS_RECTF()
    place = ctypes.byref(box)
    sizes: dict[int, float] = {}  # of the type, by the height of its boxes
    seen: set[tuple[int, int, int]] = set()
    for index in range(textpage.count_chars()):
        code = raw.FPDFText_GetUnicode(handle, index)
        if (
            code < BLANK
            or code >= NO_SIGN
            or not raw.FPDFText_GetLooseCharBox(handle, index, place)
        ):
            continue
        if code == BLANK and raw.FPDFText_IsGenerated(handle, index) == 1:
            continue
        left, top = round(box.left), round(box.top)
        if code != BLANK and any((code, left + by, top) in seen for by in (-1, 0, 1)):
            continue  # bold, made by printing twice
        seen.add((code, left, top))
        tall = abs(box.top - box.bottom)
        key = round(10 * tall)
        if key not in sizes:
            sizes[key] = _size(raw.FPDFText_GetFontSize(handle, index), tall)
        text = chr(code) if not 0xD800 <= code <= 0xDFFF else "\ufffd"
        yield Glyph(text, box.left, box.right, height - box.top, height - box.bottom, sizes[key])
    textpage.close()


def _size(stated: float, tall: float) -> float:
    """The size of type; its height where it is scaled by what surrounds it."""
    return stated if tall / 2.5 < stated < tall * 2 else tall


def _unknown(pages: list[list[Line]]) -> float:
    """Share of signs that a PDF shows but gives no meaning to."""
    text = "".join(line.text for page in pages for line in page)
    return sum("\ue000" <= c <= "\uf8ff" or c == "\ufffd" for c in text) / max(1, len(text))


# ---- scans ---------------------------------------------------------------------------------------
SCALE = 200 / 72  # points to pixels at 200 dots an inch, which rapidocr reads well


def read_image(
    data: bytes, name: str, settings: AcquireSettings, by: Recognise = recognise
) -> Extracted:
    """The text of a picture by OCR (UnsupportedError where it is not installed)."""
    need_ocr(name, settings)
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(data)) as image:
            return _as_recognised([read_page(image.convert("RGB"), by)], name)
    except UnidentifiedImageError as error:  # its message names an address in memory
        raise UnreadableError(name, "is a damaged picture: its head is not a picture's") from error
    except OSError as error:
        raise UnreadableError(
            name, "is a damaged picture; get it again, or open it and save it anew"
        ) from error


def _recognised(document: Any, name: str, reading: _Reading) -> Extracted:
    need_ocr(name, reading.settings)
    return _as_recognised([_recognised_page(page, reading.by) for page in document], name)


def _recognised_page(page: Any, by: Recognise) -> Recognised:
    return read_page(page.render(scale=SCALE).to_pil(), by, SCALE)


def _as_recognised(pages: list[Recognised], name: str) -> Extracted:
    """Lines that OCR found, page by page, joined to paragraphs like those of a text layer."""
    if all(page.score is None for page in pages):
        raise NoTextError(name, "is a picture in which no text was recognised")
    return dataclasses.replace(
        read_document([page.lines for page in pages]),
        confidences=tuple(_share(page.score) for page in pages),
        sureness=_sureness([page.lines for page in pages]),
        warnings=("ocr: recognised from a picture",),
    )


def _sureness(pages: list[list[Line]]) -> tuple[float, ...]:
    """How sure each line is, in the order of the text."""
    return tuple(round(line.score, 3) for page in pages for line in page)


def _share(score: float | None) -> float:
    return 1.0 if score is None else round(score, 3)
