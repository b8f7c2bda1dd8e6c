"""The slides of a presentation as the pages of a text: what PPTX, PPT and ODP share."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

from textmine.acquire.extracted import Extracted, line_starts
from textmine.errors import NoTextError
from textmine.types import Candidate


def read_slides(
    slides: Iterable[Iterable[str]], name: str, properties: Iterable[Candidate], media_type: str
) -> Extracted:
    """A paragraph a line and a page a slide; NoTextError where no slide has a text."""
    said = ("\n".join(line for line in slide if line.strip()) for slide in slides)
    pages = [page for page in said if page]
    if not pages:
        raise NoTextError(name, "holds no text, only pictures; save it as PDF")
    text = "\n".join(pages)
    return Extracted(
        text=text,
        breaks=tuple(itertools.accumulate(len(page) + 1 for page in pages[:-1])),
        paragraphs=line_starts(text),
        candidates=tuple(properties),
        media_type=media_type,
    )
