"""Files and archives become pages; a file that cannot be read says why."""

from __future__ import annotations

import dataclasses
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

from textmine.acquire import media, supplied, tables
from textmine.acquire.archive import Archive, Budget
from textmine.acquire.encoding import declared_encoding
from textmine.acquire.extracted import Extracted
from textmine.acquire.folders import is_metadata, relative_name
from textmine.acquire.gzipped import unzip
from textmine.acquire.mail import Part, split_mail, split_mailbox
from textmine.acquire.office.docx import read_docx
from textmine.acquire.office.epub import read_epub
from textmine.acquire.office.odp import read_odp
from textmine.acquire.office.ods import read_ods
from textmine.acquire.office.odt import read_odt
from textmine.acquire.office.ole import is_workbook, read_ole
from textmine.acquire.office.opendocument import open_document
from textmine.acquire.office.pptx import read_pptx
from textmine.acquire.office.rtf import read_rtf
from textmine.acquire.paged.ocr import PutOffError, Recognise, recognise
from textmine.acquire.paged.ofd import read_ofd
from textmine.acquire.paged.pdf import read_image, read_pdf
from textmine.acquire.texts import (
    Task,
    decode_text,
    html_page,
    row_page,
    saved_page,
    text_page,
)
from textmine.acquire.workbooks import read_xls, read_xlsx
from textmine.aligned import AlignedText
from textmine.errors import (
    NoTextError,
    SourceError,
    TooLargeError,
    UnavailableError,
    UnsupportedError,
)
from textmine.settings import AcquireSettings
from textmine.types import Page

READERS: dict[str, Callable[[bytes, str, AcquireSettings], Extracted]] = {
    media.OLE: read_ole,
    media.RTF: read_rtf,
}
PARTED: dict[str, Callable[[bytes, str], Iterator[Part | SourceError]]] = {
    media.MAIL: split_mail,
    media.MAILBOX: split_mailbox,
}
ZIPPED: dict[str, Callable[[Archive, AcquireSettings], Extracted]] = {
    media.DOCX: read_docx,
    media.PPTX: read_pptx,
    media.OFD: read_ofd,
}


def read_pages(
    path: Path,
    *,
    root: Path | None = None,
    settings: AcquireSettings | None = None,
    by: Recognise = recognise,
) -> Iterator[Page | SourceError]:
    """The pages of a file, named relative to *root* (its folder): one, or one a member or row.

    Pictures of text are recognised *by* an engine. Raises the SourceError of the file; what is
    wrong with a member of an archive is yielded in its place, so that the others are read.
    """
    settings = settings or AcquireSettings()
    name = relative_name(root or path.parent, path)
    data = _load(path, name, settings)
    metadata = supplied.find_metadata(path, settings)
    place = path.resolve().as_posix()
    for page in _read(Task(data, name, settings, Budget.of(settings), by)):
        if isinstance(page, Page):
            page = supplied.supply(page, metadata, place + page.path[len(name) :])
        yield page


def _load(path: Path, name: str, settings: AcquireSettings) -> bytes:
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise UnavailableError(
                name, "is a folder, not a file" if path.is_dir() else "is no regular file"
            )
        if found.st_size > settings.max_bytes:
            raise TooLargeError(name, f"has {found.st_size} bytes, more than max_bytes allows")
        return path.read_bytes()
    except (SourceError, MemoryError):
        raise
    except OSError as error:
        raise UnavailableError(
            name, error.strerror or "cannot be opened; is its disk still there?"
        ) from error


def _read(task: Task) -> Iterator[Page | SourceError]:
    if not task.data:
        raise NoTextError(task.name, "is empty")
    kind = media.sniff_bytes(task.data)
    if kind is None:
        yield from _read_text(task)
    elif kind == media.ZIP:
        yield from _read_zip(task)
    elif kind == media.GZIP:
        yield from _read(dataclasses.replace(task, data=unzip(task.data, task.name, task.budget)))
    elif kind in PARTED:
        yield from _parts(task, PARTED[kind](task.data, task.name))
    elif kind == media.MHTML:
        yield saved_page(task)
    elif kind == media.OLE and is_workbook(task.data):
        yield from _rows(task, read_xls(task.data, task.name, task.settings))
    elif kind == media.PARQUET:
        yield from _rows(task, tables.read_parquet(task.data, task.name, task.settings))
    else:
        yield _office_page(task, kind, _extract(task, kind))


def _extract(task: Task, kind: str) -> Extracted:
    """What an office file, a PDF or a picture holds; UnsupportedError for whatever is none."""
    given = task.data, task.name, task.settings
    if kind in READERS:
        return READERS[kind](*given)
    if kind == media.PDF:
        return read_pdf(*given, task.by)
    if kind.startswith(media.IMAGE):
        return read_image(*given, task.by)
    usual = f"is {kind}, which is not read; save it as DOCX, PDF or text"
    raise UnsupportedError(task.name, media.ADVICE.get(kind, usual))


def _office_page(task: Task, kind: str, extracted: Extracted) -> Page:
    body = AlignedText.of(extracted.text) if extracted.body is None else extracted.body
    return dataclasses.replace(
        task.page(extracted.media_type or kind, extracted.text, body),
        candidates=extracted.candidates,
        breaks=extracted.breaks,
        paragraphs=extracted.paragraphs,
        warnings=extracted.warnings,
        confidences=extracted.confidences,
        sureness=extracted.sureness,
    )


# ---- archives ------------------------------------------------------------------------------------
def _read_zip(task: Task) -> Iterator[Page | SourceError]:
    archive = Archive(task.data, task.name, task.budget)
    kind = media.sniff_zip(archive.members)
    if kind in ZIPPED:
        yield _office_page(task, kind, ZIPPED[kind](archive, task.settings))
    elif kind == media.XLSX:
        yield from _rows(task, read_xlsx(archive, task.data, task.settings))
    elif kind == media.ODT:
        yield from _open_document(task, archive)
    elif kind == media.EPUB:
        yield from _chapters(task, archive)
    elif not task.budget.depth:
        raise TooLargeError(task.name, "holds archives nested deeper than max_depth")
    else:
        task.budget.depth -= 1
        yield from _members(task, archive)
        task.budget.depth += 1


def _open_document(task: Task, archive: Archive) -> Iterator[Page | SourceError]:
    document = open_document(archive)
    if document.kind == "spreadsheet":
        yield from _rows(task, read_ods(document, task.settings))
        return
    read = read_odp if document.kind == "presentation" else read_odt
    yield _office_page(task, media.ODT, read(document, task.settings))


def _chapters(task: Task, archive: Archive) -> Iterator[Page]:
    """A page for each article of a book; one of the file itself where it is all one article."""
    for chapter in read_epub(archive, task.settings):
        inner = task
        if chapter.name:
            data = chapter.extracted.text.encode("utf-8", "replace")
            inner = dataclasses.replace(task, data=data, name=f"{task.name}/{chapter.name}")
        yield _office_page(inner, media.EPUB, chapter.extracted)


def _members(task: Task, archive: Archive) -> Iterator[Page | SourceError]:
    metadata = supplied.member_metadata(archive, task.settings)
    for member in archive.documents():
        if isinstance(member, SourceError):
            yield member
            continue
        name, data = member
        if is_metadata(name):
            continue
        for page in _member(dataclasses.replace(task, data=data, name=name)):
            yield supplied.supply(page, metadata, page.path) if isinstance(page, Page) else page


def _member(task: Task) -> Iterator[Page | SourceError]:
    """The pages of something within a file; what is wrong with it in their place."""
    try:
        yield from _read(task)
    except (TooLargeError, PutOffError):
        raise
    except SourceError as error:
        yield error


def _parts(task: Task, parts: Iterator[Part | SourceError]) -> Iterator[Page | SourceError]:
    """The pages of the mails of a mailbox, or of the text and the attachments of a mail."""
    if not task.budget.depth:
        raise TooLargeError(task.name, "holds mails nested deeper than max_depth")
    task.budget.depth -= 1
    for part in parts:
        task.budget.count(task.name)
        if isinstance(part, SourceError):
            yield part
            continue
        inner = dataclasses.replace(
            task, data=part.data, name=f"{task.name}/{part.name}", declared=part.charset
        )
        for page in _member(inner):
            if isinstance(page, Page):
                said = (*page.candidates, *part.candidates)
                page = dataclasses.replace(page, candidates=said)
            yield page
    task.budget.depth += 1


# ---- text ----------------------------------------------------------------------------------------
def _read_text(task: Task) -> Iterator[Page | SourceError]:
    decoded = decode_text(task, task.declared or declared_encoding(task.data))
    if media.is_binary(task.data, decoded.text):
        raise UnsupportedError(task.name, media.ADVICE["application/octet-stream"])
    if media.sniff_text(decoded.text) == media.HTML:
        yield html_page(task, decoded)
    elif table := tables.read_text_table(decoded.text, task.name, task.settings):
        yield from _rows(task, table.rows)
    else:
        yield text_page(task, decoded)


def _rows(task: Task, rows: Iterator[tables.Row]) -> Iterator[Page | SourceError]:
    """A page for each row of a table of texts."""
    for row in rows:
        inner = dataclasses.replace(
            task, data=row.text.encode("utf-8", "replace"), name=f"{task.name}/{row.name}"
        )
        if not row.text.strip():
            yield NoTextError(inner.name, "has no text")
            continue
        yield supplied.supply_values(row_page(inner), row.values)
