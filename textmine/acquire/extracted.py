"""What the reader of an office format or a PDF hands to `files`."""

from __future__ import annotations

from dataclasses import dataclass

from textmine.aligned import AlignedText
from textmine.types import Candidate


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """The text of a document, a paragraph a line, and where its paragraphs and pages begin.

    `body` is None where it is all of `text`; `media_type` where the reader knows better than the
    first bytes of the file do; `confidences` as in `types.Page`.
    """

    text: str
    body: AlignedText | None = None
    paragraphs: tuple[int, ...] = ()
    breaks: tuple[int, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    warnings: tuple[str, ...] = ()
    confidences: tuple[float, ...] = ()
    media_type: str | None = None


def line_starts(text: str) -> tuple[int, ...]:
    """The offsets at which line 2, 3, … begin."""
    return tuple(at + 1 for at, character in enumerate(text) if character == "\n")
