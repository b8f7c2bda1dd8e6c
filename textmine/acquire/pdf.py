"""PDF: the text layer by page, lines joined to paragraphs; scans by OCR where it is installed."""

from __future__ import annotations

import ctypes
import dataclasses
import importlib.util
import io
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from statistics import median
from typing import Any

from textmine.acquire.extracted import Extracted
from textmine.acquire.layout import Glyph, Line, read_document, read_lines
from textmine.errors import (
    EncryptedError,
    NoTextError,
    TooLargeError,
    UnreadableError,
    UnsupportedError,
)
from textmine.settings import AcquireSettings
from textmine.types import Candidate

NEED_OCR = (
    "is a scan without a text layer; install the extra that reads it: pip install textmine[ocr]"
)
NO_OCR = 'is a scan without a text layer, and the settings say ocr = "never"'
SIGNS_A_PAGE = 5  # fewer on average: no text layer, but a stamp or a page number
BLANK, NO_SIGN = 0x20, 0xFFFE  # codes below the one and from the other on are no signs
UNKNOWN = 0.3  # share of signs without a meaning, from which the text layer is of no use
PROPERTIES = {"Title": "title", "Author": "author", "CreationDate": "date"}


def read_pdf(data: bytes, name: str, settings: AcquireSettings) -> Extracted:
    """The text of a PDF; a page that is damaged is left out and counted in the warnings.

    Raises EncryptedError, UnreadableError (damaged), UnsupportedError (a scan, without OCR),
    TooLargeError.
    """
    import pypdfium2 as pdfium  # 0.1 s to load: only where there is a PDF

    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise EncryptedError(name, "needs a password; save it without one") from error
        raise UnreadableError(name, f"is a damaged PDF: {error}") from error
    try:
        return _read_document(document, name, settings)
    finally:
        document.close()


def count_scanned_pages(path: Path) -> int:
    """Pages of a PDF that are pictures of text; 0 where it has a text layer or is damaged."""
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(path)
    except (pdfium.PdfiumError, OSError):
        return 0
    try:
        signs = 0
        for number in range(len(document)):
            signs += document[number].get_textpage().count_chars()
            if signs >= SIGNS_A_PAGE * len(document):
                return 0
        return len(document)
    except pdfium.PdfiumError:
        return 0
    finally:
        document.close()


def _read_document(document: Any, name: str, settings: AcquireSettings) -> Extracted:
    count = len(document)
    pages = list(_pages(document, name, settings))
    damaged = count - len(pages)
    if not pages:
        raise UnreadableError(name, "is a damaged PDF: no page of it can be read")
    signs = sum(len(line.text) for page in pages for line in page)
    if signs < SIGNS_A_PAGE * len(pages) or _unknown(pages) > UNKNOWN:
        return _recognised(document, name, settings)
    return dataclasses.replace(
        read_document(pages),
        candidates=tuple(_properties(document)),
        warnings=(f"pdf: {damaged} of {count} pages are damaged",) if damaged else (),
    )


def _properties(document: Any) -> Iterator[Candidate]:
    for key, field in PROPERTIES.items():
        try:
            value = document.get_metadata_value(key)
        except UnicodeDecodeError:  # damaged: nobody needs it
            continue
        if value:
            yield Candidate(field=field, value=value, origin="properties")


def _pages(document: Any, name: str, settings: AcquireSettings) -> Iterator[list[Line]]:
    import pypdfium2 as pdfium

    left = settings.max_characters
    for number in range(len(document)):
        try:
            page = document[number]
            glyphs = list(_glyphs(page))
        except pdfium.PdfiumError:
            continue
        left -= len(glyphs)
        if left < 0:
            raise TooLargeError(name, "has more than max_characters of the settings")
        width = page.get_width()
        page.close()
        yield read_lines(glyphs, width)


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
SAME_SIZE = 0.3  # heights of recognised lines differ by so much though the type is the same
LEAST_SCORE = 0.5  # of a recognised line, below which it is no text


def read_image(data: bytes, name: str, settings: AcquireSettings) -> Extracted:
    """The text of a picture by OCR (UnsupportedError where it is not installed)."""
    _need_ocr(name, settings)
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(data)) as image:
            return _read_images([image.convert("RGB")], name)
    except (UnidentifiedImageError, OSError) as error:
        raise UnreadableError(name, f"is a damaged picture: {error}") from error


def _need_ocr(name: str, settings: AcquireSettings) -> None:
    if settings.ocr == "never":
        raise UnsupportedError(name, NO_OCR)
    if importlib.util.find_spec("rapidocr") is None:
        raise UnsupportedError(name, NEED_OCR)


def _recognised(document: Any, name: str, settings: AcquireSettings) -> Extracted:
    _need_ocr(name, settings)
    images = (page.render(scale=SCALE).to_pil() for page in document)
    return _read_images(images, name)


@cache
def _engine() -> Any:
    """The recogniser; its models take a second to load."""
    from rapidocr import RapidOCR

    return RapidOCR(params={"Global.log_level": "error"})


def _read_images(images: Iterable[Any], name: str) -> Extracted:
    """Lines that OCR finds, page by page, joined to paragraphs like those of a text layer."""
    import numpy

    pages: list[list[Line]] = []
    scores: list[float] = []
    for image in images:
        found = _engine()(numpy.asarray(image))
        boxes = found.boxes if found.boxes is not None else ()
        signs: list[Glyph] = []
        for box, text, score in zip(boxes, found.txts or (), found.scores or (), strict=True):
            if score >= LEAST_SCORE:
                signs.append(_sign(box, text))
                scores.extend([float(score)] * len(text))
        pages.append(read_lines(_evened(signs), float(image.width)))
    if not scores:
        raise NoTextError(name, "is a picture in which no text was recognised")
    return dataclasses.replace(
        read_document(pages),
        confidence=round(sum(scores) / len(scores), 3),
        warnings=("ocr: recognised from a picture",),
    )


def _sign(box: Any, text: str) -> Glyph:
    """A recognised line as one sign, at the place of its four corners."""
    xs, ys = [float(point[0]) for point in box], [float(point[1]) for point in box]
    return Glyph(text, min(xs), max(xs), min(ys), max(ys), max(ys) - min(ys))


def _evened(signs: list[Glyph]) -> Iterator[Glyph]:
    """Lines of nearly the usual height as of that height: boxes of recognised lines vary."""
    usual = median([sign.size for sign in signs] or [0.0])
    for sign in signs:
        near = abs(sign.size - usual) < SAME_SIZE * usual
        yield sign._replace(size=usual) if near else sign
