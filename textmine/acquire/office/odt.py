"""ODT: paragraphs, lists with their numbers, tables, notes and text boxes in reading order.

What is read: OpenDocument 1.3, part 3 (LibreOffice, WPS; what Taiwan's offices hand out).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from textmine.acquire.extracted import Extracted, line_starts, secrecy_of, table_lines
from textmine.acquire.office.numbering import Counter
from textmine.acquire.office.odt_lists import Lists, Place
from textmine.acquire.office.opendocument import OpenDocument
from textmine.acquire.office.paragraph import MAX_NESTING, NOTE_DEPTH, Paragraph
from textmine.acquire.office.xml import Element, attribute, child, children, local
from textmine.settings import AcquireSettings

BLANKS = re.compile(r"[ \t\r\n]+")  # as many as there are, they are one blank (part 3, 6.1.2)
SKIPPED = frozenset(
    "tracked-changes annotation annotation-end forms sequence-decls variable-decls user-field-decls"
    " ruby-text hidden-text hidden-paragraph change-start change-end change bookmark-start"
    " bookmark-end bookmark soft-page-break note-citation desc image object object-ole".split()
)
DRAWN = frozenset("frame custom-shape rect ellipse g text-box".split())


def read_odt(document: OpenDocument, settings: AcquireSettings) -> Extracted:
    """The text of an OpenDocument text (a SourceError where it is unsafe)."""
    reader = Reader(document)
    text = "\n".join(line for line in reader.blocks(document.body, 0) if line.strip())
    return Extracted(
        text=text,
        paragraphs=line_starts(text),
        candidates=(*document.properties, *secrecy_of(_margins(reader, document))),
    )


def _margins(reader: Reader, document: OpenDocument) -> Iterator[str]:
    """The lines of running heads and feet."""
    for page in children(child(document.styles, "master-styles"), "master-page"):
        for margin in page:
            if local(margin).startswith(("header", "footer")):
                yield from reader.blocks(margin, 0)


class Reader:
    """Reads the parts of one OpenDocument file: a text, a slide, a cell."""

    def __init__(self, document: OpenDocument) -> None:
        own = child(document.content, "automatic-styles")
        common = child(document.styles, "styles")
        self.lists = Lists(own, common)
        self.outline = Counter(self.lists.outline)
        self.hidden = {
            attribute(style, "name")
            for parent in (own, common)
            for style in children(parent, "style")
            if attribute(child(style, "text-properties"), "display") == "none"
        }
        self.noted = 0

    def blocks(
        self, parent: Iterable[Element], depth: int, place: Place | None = None
    ) -> Iterator[str]:
        """The lines of everything in *parent*, which may be a *place* in a list."""
        if depth > MAX_NESTING:
            return
        for element in parent:
            name = local(element)
            if name in ("p", "h"):
                yield from self.paragraph(element, depth, place)
            elif name == "list":
                yield from self.items(element, depth + 1, place)
            elif name == "table":
                yield from table_lines(self.rows(element, depth + 1))
            elif name not in SKIPPED:  # section, index-body, frame, text-box, …
                yield from self.blocks(element, depth + 1, place)

    def items(self, element: Element, depth: int, outer: Place | None) -> Iterator[str]:
        """The items of a list, numbered as its style says."""
        place = self.lists.enter(element, outer)
        for item in element:
            place.begin(item)
            yield from self.blocks(item, depth, place)

    def paragraph(self, element: Element, depth: int, place: Place | None) -> Iterator[str]:
        """The paragraph with its number, then its notes, then the boxes that stand by it."""
        if attribute(element, "style-name") in self.hidden:
            return
        paragraph = Paragraph()
        self.inline(element, paragraph, 0)
        yield from (line.strip(" ") for line in paragraph.lines(self.number(element, place)))
        for box in paragraph.boxes:
            yield from self.blocks(box, depth + 1)

    def number(self, element: Element, place: Place | None) -> str:
        """What stands before a paragraph: the number of its item, or that of a heading."""
        if place is not None:
            return place.number()
        if local(element) != "h" or attribute(element, "is-list-header") == "true":
            return ""
        level = attribute(element, "outline-level") or "1"
        return self.outline.step(int(level) - 1) if level.isdigit() else ""

    def inline(self, parent: Element, paragraph: Paragraph, depth: int) -> None:
        """Collect the text of a paragraph; hidden text is none."""
        if depth > MAX_NESTING:
            return
        paragraph.parts.append(BLANKS.sub(" ", parent.text or ""))
        for element in parent:
            name = local(element)
            if name == "s":
                count = attribute(element, "c") or "1"
                paragraph.parts.append(" " * min(int(count) if count.isdigit() else 1, 80))
            elif name in ("tab", "line-break"):
                paragraph.parts.append("\t" if name == "tab" else "\n")
            elif name == "note":
                self.note(element, paragraph)
            elif name in DRAWN:
                paragraph.boxes.append(element)
            elif name not in SKIPPED and attribute(element, "style-name") not in self.hidden:
                self.inline(element, paragraph, depth + 1)
            paragraph.parts.append(BLANKS.sub(" ", element.tail or ""))

    def note(self, element: Element, paragraph: Paragraph) -> None:
        """The mark of a note, and the note itself as a line after the paragraph."""
        body = child(element, "note-body")
        if body is not None:
            self.noted += 1
            paragraph.note(self.noted, self.blocks(body, NOTE_DEPTH))

    def rows(self, element: Element, depth: int) -> list[list[list[str]]]:
        """The lines of each cell of each row; cells that another covers have none."""
        return [
            [
                [line for line in self.blocks(cell, depth) if line.strip()]
                for cell in row
                if local(cell) in ("table-cell", "covered-table-cell")
            ]
            for row in rows_of(element)
        ]


def rows_of(table: Element) -> Iterator[Element]:
    """The rows of a table, those of its head and of groups among them."""
    open_ones = [iter(table)]
    while open_ones:
        element = next(open_ones[-1], None)
        if element is None:
            open_ones.pop()
        elif local(element) == "table-row":
            yield element
        elif local(element) in ("table-header-rows", "table-rows", "table-row-group"):
            open_ones.append(iter(element))
