"""Files of the OLE container: documents and slides of Office 97 and WPS; others say what to do."""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Iterator
from typing import Any

import olefile

from textmine.acquire import media
from textmine.acquire.encoding import decode
from textmine.acquire.extracted import DAMAGED, MAX_CELL, Extracted, line_starts, secrecy_of
from textmine.acquire.office.numbering import joined
from textmine.acquire.office.ppt97 import Ppt97
from textmine.acquire.office.records97 import Objects
from textmine.acquire.office.slides import read_slides
from textmine.acquire.office.summary import read_summary
from textmine.acquire.office.word97 import (
    BOXES,
    ENDNOTE_REFS,
    ENDNOTE_TEXTS,
    FOOTNOTE_REFS,
    FOOTNOTE_TEXTS,
    SHAPES,
    Word97,
)
from textmine.errors import EncryptedError, SourceError, UnreadableError, UnsupportedError
from textmine.settings import AcquireSettings
from textmine.types import Candidate

WORD = 0xA5EC  # the first two bytes of a Word file (MS-DOC, 2.5.2)
OLD_WORD = (0xA5DC, 0xA5DB)  # of Word 6, 95
ENCRYPTED, SECOND_TABLE, COMPLEX = 0x0100, 0x0200, 0x0004  # flags at offset 10
WORD_97 = 0x00C1
# Streams that tell what else a file is.
STREAMS = {
    "PP40": "application/vnd.ms-powerpoint",  # of PowerPoint 95
    "__properties_version1.0": "application/vnd.ms-outlook",
}
SLIDES = "PowerPoint Document"
WORKBOOKS = ("Workbook", "Book")
DAMAGES = (OSError, struct.error, IndexError, ValueError, OverflowError, KeyError, TypeError)
MARKS = re.compile("[\r\x07\x0c]")  # what ends a paragraph: return, cell, page
# Fields: instructions go, results stay (2.8.25).
FIELD = re.compile("[\x13\x14\x15]")
SIGNS = str.maketrans(
    {"\x0b": "\n", "\x0e": "\n", "\x1e": "-", "\x1f": None, "\xa0": " ", "\x00": None}
    | {chr(code): None for code in (1, 2, 3, 4, 5, 6, 8, 0x13, 0x14, 0x15)}
)
NOTE = "\x02"
SUMMARY = "\x05SummaryInformation"


def read_ole(data: bytes, name: str, settings: AcquireSettings) -> Extracted:
    """The text of a DOC, WPS, PPT or DPS file.

    Raises EncryptedError, UnreadableError (damaged), UnsupportedError (another kind of file) and
    NoTextError (slides of pictures).
    """
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            if ole.exists("EncryptedPackage"):
                raise EncryptedError(name, "needs a password; save it without one")
            if not ole.exists("WordDocument") and ole.exists(SLIDES):
                return _read_slides(ole, name)
            if not ole.exists("WordDocument"):
                raise UnsupportedError(name, _advice(ole))
            main = ole.openstream("WordDocument").read()
            text, margins = _read(ole, main, name)
            properties = _properties(ole)
    except DAMAGES as error:
        if isinstance(error, SourceError):
            raise
        raise UnreadableError(name, DAMAGED) from error
    return Extracted(
        text=text,
        paragraphs=line_starts(text),
        candidates=(*properties, *secrecy_of(margins)),
        media_type=media.DOC,
    )


def _properties(ole: Any) -> tuple[Candidate, ...]:
    return tuple(read_summary(ole.openstream(SUMMARY).read() if ole.exists(SUMMARY) else b""))


def _read_slides(ole: Any, name: str) -> Extracted:
    """The slides of a PPT; a page for each that is shown."""
    if not ole.exists("Current User"):
        raise UnreadableError(name, DAMAGED)
    data, user = (ole.openstream(stream).read() for stream in (SLIDES, "Current User"))
    return read_slides(Ppt97(Objects(data, user, name)).slides(), name, _properties(ole), media.PPT)


def is_workbook(data: bytes) -> bool:
    """Whether an OLE file is a workbook of Excel 97 or WPS."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            return not ole.exists("WordDocument") and any(map(ole.exists, WORKBOOKS))
    except DAMAGES:
        return False


def _advice(ole: Any) -> str:
    kind = next((kind for stream, kind in STREAMS.items() if ole.exists(stream)), "")
    return media.ADVICE.get(kind, "holds no Word document; save it as DOCX")


def _read(ole: Any, main: bytes, name: str) -> tuple[str, list[str]]:
    """The text of a document, and the lines of its running heads and feet."""
    magic, version = struct.unpack_from("<2H", main)
    flags = struct.unpack_from("<H", main, 10)[0]
    if flags & ENCRYPTED:
        raise EncryptedError(name, "needs a password; save it without one")
    if magic in OLD_WORD or (magic == WORD and version < WORD_97):
        return _read_old(main, flags, name), []
    if magic != WORD:
        raise UnreadableError(
            name,
            "is a damaged document: its head is not Word's; get it again",
        )
    table = ole.openstream("1Table" if flags & SECOND_TABLE else "0Table").read()
    data = ole.openstream("Data").read() if ole.exists("Data") else b""
    document = _Text(Word97(main, table, data))
    lines = [line for line in document.lines() if line.strip()]
    return "\n".join(lines), document.margins()


def _read_old(main: bytes, flags: int, name: str) -> str:
    """Word 6 and 95, saved whole: one run of bytes in the system's encoding."""
    if flags & COMPLEX:
        raise UnsupportedError(name, "is a Word 6 document saved in pieces; save it as DOCX")
    start, end = struct.unpack_from("<2I", main, 0x18)
    text = decode(main[start:end].replace(b"\x00", b""), name=name).text
    lines = (_plain(line) for line in MARKS.split(_without_fields(text)))
    return "\n".join(line for line in lines if line.strip())


def _without_fields(text: str) -> str:
    """Text without the instructions of fields, whose results stay."""
    if not FIELD.search(text):
        return text
    parts: list[str] = []
    instructions: list[bool] = []  # of the open fields: whether their instruction is being read
    last = 0
    for match in FIELD.finditer(text):
        if not any(instructions):
            parts.append(text[last : match.start()])
        last = match.end()
        if match[0] == "\x13":
            instructions.append(True)
        elif instructions and match[0] == "\x14":
            instructions[-1] = False
        elif instructions:
            instructions.pop()
    return "".join([*parts, text[last:]])


def _plain(text: str) -> str:
    return text.translate(SIGNS)


class _Text:
    """The lines of a document in reading order."""

    def __init__(self, document: Word97) -> None:
        self.document = document
        text = list(document.text)
        for start, end, new in document.changed_characters():
            for at in range(start, min(end, len(text))):
                if text[at] not in "\r\x07\x0c\x13\x14\x15":
                    text[at] = new
        self.text = text
        self.notes = dict(
            [*self._notes(FOOTNOTE_REFS, FOOTNOTE_TEXTS, "footnotes"),
             *self._notes(ENDNOTE_REFS, ENDNOTE_TEXTS, "endnotes")]
        )  # fmt: skip
        self.boxes = dict(self._boxes())
        self.noted = 0

    def lines(self) -> Iterator[str]:
        """Paragraphs, rows of tables, notes after their paragraph, boxes after their anchor."""
        row: list[str] = []
        cell: list[str] = []
        for start, end in self._paragraphs(*self.document.span("main")):
            properties = self.document.paragraph(end)
            after: list[str] = []
            said = self._line(start, end, after)
            line = joined(self.document.number(properties), said) if said.strip() else ""
            is_cell = self.text[end : end + 1] == ["\x07"]
            if is_cell and properties.row_end:
                yield from _row(row)
                row, cell = [], []
            elif is_cell:
                row.append(_cell([*cell, line, *after]))
                cell = []
            elif properties.in_table:
                cell += [line, *after]
            else:
                yield from _row(row)
                row = []
                yield from line.split("\n")
                yield from after
        yield from _row(row)

    def margins(self) -> list[str]:
        """The lines of running heads and feet."""
        start, end = self.document.span("headers")
        said = _without_fields("".join(self.text[start:end]))
        return [_plain(line) for line in MARKS.split(said)]

    def _paragraphs(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """(start, position of the mark) of each paragraph."""
        at = start
        for position in range(start, end):
            if self.text[position] in ("\r", "\x07", "\x0c"):
                yield at, position
                at = position + 1
        if at < end:
            yield at, end

    def _line(self, start: int, end: int, after: list[str]) -> str:
        """The text of a paragraph; its notes and boxes are added to *after*."""
        parts: list[str] = []
        for at in range(start, end):
            if at in self.notes:
                self.noted += 1
                mark = "" if self.text[at] == NOTE else self.text[at]
                parts.append(mark or f"[{self.noted}]")
                after.append(f"{mark or f'[{self.noted}]'} {self.notes[at]}")
            else:
                parts.append(self.text[at])
            after.extend(self.boxes.get(at, ()))
        return _plain(_without_fields("".join(parts)))

    def _notes(self, refs: int, texts: int, name: str) -> Iterator[tuple[int, str]]:
        """Notes by the position of their mark in the text."""
        places, _ = self.document.plex(refs, 2)
        borders, _ = self.document.plex(texts, 0)
        start = self.document.span(name)[0]
        for number, place in enumerate(places[:-1]):
            if number + 1 < len(borders):
                said = "".join(self.text[start + borders[number] : start + borders[number + 1]])
                plain = _plain(_without_fields(MARKS.sub(" ", said)))
                yield place, " ".join(plain.split())

    def _boxes(self) -> Iterator[tuple[int, list[str]]]:
        """Lines of text boxes by the position of the shape that holds them."""
        places, shapes = self.document.plex(SHAPES, 26)
        borders, boxes = self.document.plex(BOXES, 22)
        start = self.document.span("boxes")[0]
        at_shape = {shape[:4]: place for place, shape in zip(places, shapes, strict=False)}
        for number, box in enumerate(boxes[:-1]):
            said = "".join(self.text[start + borders[number] : start + borders[number + 1]])
            lines = [_plain(line) for line in MARKS.split(_without_fields(said))]
            place = at_shape.get(box[14:18])
            if place is not None and any(lines):
                yield place, [line for line in lines if line.strip()]


def _cell(lines: list[str]) -> str:
    return "\n".join(line for line in lines if line.strip()).replace("\t", " ")


def _row(cells: list[str]) -> Iterator[str]:
    """A row as one line with tabs; one cell, or long ones side by side, as lines of their own."""
    if len(cells) == 1 or (len(cells) < 3 and any(len(cell) > MAX_CELL for cell in cells)):
        for cell in cells:
            yield from cell.split("\n")
    elif cells:
        yield "\t".join(cell.replace("\n", " ") for cell in cells).rstrip("\t")
