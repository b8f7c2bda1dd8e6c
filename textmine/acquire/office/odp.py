"""ODP: the slides of an OpenDocument presentation, as `pptx` reads those of a PPTX.

What is read: OpenDocument 1.3, part 3, 10.2 (pages) and 19.389 (what a shape is on a slide).
"""

from __future__ import annotations

from collections.abc import Iterator

from textmine.acquire import media
from textmine.acquire.extracted import Extracted
from textmine.acquire.office.numbering import Level
from textmine.acquire.office.odt import Reader
from textmine.acquire.office.opendocument import OpenDocument
from textmine.acquire.office.slides import read_slides
from textmine.acquire.office.xml import Element, attribute, child, children, local
from textmine.settings import AcquireSettings

SKIPPED = frozenset(("notes", "forms"))
PLAIN = Level(format="none")
FURNITURE = frozenset(("date-time", "footer", "header", "page-number"))


def read_odp(document: OpenDocument, settings: AcquireSettings) -> Extracted:
    """The text of a presentation, a paragraph a line and a page for each slide that is shown.

    Raises NoTextError where it holds nothing but pictures.
    """
    reader = Reader(document)
    for levels in reader.lists.styles.values():  # signs before paragraphs are decoration here
        levels.update({at: PLAIN for at, level in levels.items() if level.format == "bullet"})
    hidden = {
        attribute(style, "name")
        for style in children(child(document.content, "automatic-styles"), "style")
        if attribute(child(style, "drawing-page-properties"), "visibility") == "hidden"
    }
    shown = (
        _slide(reader, page)
        for page in children(document.body, "page")
        if attribute(page, "style-name") not in hidden
    )
    return read_slides(shown, document.archive.name, document.properties, media.ODP)


def _slide(reader: Reader, page: Element) -> Iterator[str]:
    """The lines of a slide: its title, then its other shapes in their order."""
    shapes = [shape for shape in page if local(shape) not in SKIPPED]
    for titles in (True, False):
        for shape in shapes:
            kind = attribute(shape, "class")
            empty = attribute(shape, "placeholder") == "true"  # what is said there is advice
            if (kind == "title") == titles and kind not in FURNITURE and not empty:
                yield from reader.blocks([shape], 0)
