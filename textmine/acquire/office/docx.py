"""DOCX: paragraphs, lists with their numbers, tables, notes and text boxes in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterator

from textmine.acquire.archive import Archive
from textmine.acquire.extracted import Extracted, line_starts, secrecy_of, table_lines
from textmine.acquire.office.docx_lists import Numbering
from textmine.acquire.office.paragraph import MAX_NESTING, NOTE_DEPTH, Paragraph
from textmine.acquire.office.properties import read_properties
from textmine.acquire.office.xml import Element, attribute, by_id, child, local, parse_xml
from textmine.errors import UnreadableError
from textmine.settings import AcquireSettings

SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
SKIPPED = frozenset(
    "pPr rPr del moveFrom instrText delText delInstrText rt Fallback sectPr tblPr tblGrid trPr tcPr"
    " proofErr bookmarkStart bookmarkEnd commentReference annotationRef".split()
)
WRAPPERS = frozenset(("sdt", "sdtContent", "customXml", "ins"))
NOTES = {"footnoteReference": "word/footnotes.xml", "endnoteReference": "word/endnotes.xml"}
OFF = ("0", "false", "off")
MARGIN = re.compile(r"word/(?:header|footer)\d*\.xml")


def read_docx(archive: Archive, settings: AcquireSettings) -> Extracted:
    """The text of a Word document (a SourceError where it is damaged or unsafe)."""
    reader = _Reader(archive)
    body = child(reader.part(_main_part(archive)), "body")
    if body is None:
        raise UnreadableError(archive.name, "is a Word document without a body")
    lines = [line for line in reader.blocks(body, 0) if line.strip()]
    text = "\n".join(lines)
    return Extracted(
        text=text,
        paragraphs=line_starts(text),
        candidates=(*read_properties(archive), *secrecy_of(reader.margins())),
    )


def _main_part(archive: Archive) -> str:
    if "word/document.xml" in archive or "_rels/.rels" not in archive:
        return "word/document.xml"
    for relation in parse_xml(archive.read("_rels/.rels"), archive.name):
        if (attribute(relation, "Type") or "").endswith("/officeDocument"):
            return (attribute(relation, "Target") or "").lstrip("/")
    return "word/document.xml"


class _Reader:
    """Reads the parts of one document."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.styles = by_id(self.part("word/styles.xml"), "style", "styleId")
        self.numbering = Numbering(self.part("word/numbering.xml"), self.styles)
        self.notes = {
            kind: by_id(self.part(part), kind.removesuffix("Reference"), "id")
            for kind, part in NOTES.items()
        }
        self.noted = 0

    def part(self, name: str) -> Element | None:
        if name not in self.archive:
            return None
        return parse_xml(self.archive.read(name), f"{self.archive.name}/{name}")

    def margins(self) -> Iterator[str]:
        """The lines of running heads and feet, and what is printed across the pages."""
        for name in filter(MARGIN.fullmatch, self.archive.members):
            try:
                part = self.part(name)
            except UnreadableError:
                continue  # Word itself shows the document without it
            if part is not None:
                yield from self.blocks(part, 0)
                for element in part.iter():
                    if local(element) == "textpath":
                        yield attribute(element, "string") or ""

    def blocks(self, parent: Element, depth: int) -> Iterator[str]:
        """The lines of everything in *parent*."""
        if depth > MAX_NESTING:
            return
        for element in parent:
            name = local(element)
            if name == "p":
                yield from self.paragraph(element, depth)
            elif name == "tbl":
                yield from self.table(element, depth + 1)
            elif name == "AlternateContent":
                yield from self.blocks(_choice(element), depth + 1)
            elif name not in SKIPPED:  # sdt, sdtContent, ins, customXml, smartTag, …
                yield from self.blocks(element, depth + 1)

    def paragraph(self, element: Element, depth: int) -> Iterator[str]:
        """The paragraph with its number, then its notes, then the boxes that stand by it."""
        paragraph = Paragraph()
        self.inline(element, paragraph, 0)
        # An empty paragraph counts, too.
        yield from paragraph.lines(self.numbering.number(child(element, "pPr")))
        for box in paragraph.boxes:
            yield from self.blocks(box, depth + 1)

    def inline(self, parent: Element, paragraph: Paragraph, depth: int) -> None:
        """Collect the text of runs; hidden and deleted text is none."""
        hidden = child(parent, "rPr", "vanish")
        if depth > MAX_NESTING or (hidden is not None and attribute(hidden, "val") not in OFF):
            return
        for element in parent:
            name = local(element)
            if name == "t":
                paragraph.parts.append(element.text or "")
            elif name in SIGNS:
                page = attribute(element, "type") in ("page", "column")
                paragraph.parts.append("" if page else SIGNS[name])
            elif name in NOTES:
                self.note(name, element, paragraph)
            elif name == "txbxContent":
                paragraph.boxes.append(element)
            elif name == "AlternateContent":
                self.inline(_choice(element), paragraph, depth + 1)
            elif name not in SKIPPED:
                self.inline(element, paragraph, depth + 1)

    def note(self, kind: str, reference: Element, paragraph: Paragraph) -> None:
        """The mark of a note, and the note itself as a line after the paragraph."""
        note = self.notes[kind].get(attribute(reference, "id") or "")
        if note is None:
            return
        self.noted += 1
        paragraph.note(self.noted, self.blocks(note, NOTE_DEPTH))

    def table(self, element: Element, depth: int) -> Iterator[str]:
        """A line a row, cells parted by tabs; a table of long texts is layout."""
        rows = [
            [
                [line for line in self.blocks(cell, depth) if line.strip()]
                for cell in _through(row, "tc")
            ]
            for row in _through(element, "tr")
        ]
        yield from table_lines(rows)


def _choice(element: Element) -> Element:
    """The first of alternatives: what a new Word shows."""
    found = child(element, "Choice")
    return found if found is not None else child(element, "Fallback") or element


def _through(parent: Element, name: str) -> Iterator[Element]:
    """The elements of a name in *parent* and in what wraps them there, however deep."""
    open_ones = [iter(parent)]
    while open_ones:
        element = next(open_ones[-1], None)
        if element is None:
            open_ones.pop()
        elif local(element) == name:
            yield element
        elif local(element) in WRAPPERS:
            open_ones.append(iter(element))
