"""What one stage hands to the next: pages, articles, drafts of practices, the outcome."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from textmine.aligned import AlignedText
from textmine.frozen import pickle_by_fields
from textmine.types.found import Practice
from textmine.types.record import Genre, Record, SectionRole, Variant


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A value that a reader saw for a field of the article; `clean.metadata` alone decides.

    `field` is title, author, date, issuer, site, site_date, url or secrecy; `origin` says where it
    stood (meta, byline, heading, supplied, properties, margin, …). The span points into
    `Page.source`, or is None for a value that stands beside the text (a supplied table, a file's
    properties).
    """

    field: str
    value: str
    origin: str
    source_start: int | None = None
    source_end: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One document as `acquire` read it.

    `source` is the decoded source; `body` the part of it that may hold articles, still with
    whatever furniture the reader could not tell, one paragraph a line. `breaks` are the offsets
    in `source` at which page 2, 3, … begin (PDF, OFD, scans); `paragraphs` those at which
    paragraph 2, 3, … begin (DOCX, DOC, OFD), both empty where the format has none. `digest` is
    the SHA-256 of the file's bytes (of the member, in an archive).
    """

    path: str
    digest: str
    media_type: str
    source: str
    body: AlignedText
    encoding: str | None = None
    url: str | None = None
    site: str | None = None
    retrieved: str | None = None
    candidates: tuple[Candidate, ...] = ()
    breaks: tuple[int, ...] = ()
    paragraphs: tuple[int, ...] = ()
    warnings: tuple[str, ...] = ()
    # How sure the engine of OCR is, 0..1: by page, and by line of `source` ("\\n"). Empty where
    # nothing was recognised.
    confidences: tuple[float, ...] = ()
    sureness: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article as `clean` left it: its text and what is known about it as a whole.

    `number` counts the articles of the page from 1. `truncated` is a preview that breaks off;
    `suspect` says why it may be no evidence. Dates are ISO-like ("2010", "2010-05",
    "2010-05-03"); `date_bounds` the earliest and latest year that the text allows,
    by the words of it that are its `date_evidence`.
    """

    page: Page
    number: int
    text: AlignedText
    title: str | None = None
    author: str | None = None
    issuer: str | None = None
    issuer_level: str | None = None
    document_number: str | None = None
    date: str | None = None
    date_bounds: tuple[str | None, str | None] = (None, None)
    date_evidence: tuple[tuple[int, int], ...] = ()  # spans of the text
    site_date: str | None = None
    variant: Variant = "hans"
    truncated: bool = False
    genre: Genre = "other"
    suspect: str | None = None
    warnings: tuple[str, ...] = ()
    signature: str = ""
    supplied: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A passage that may be a practice, as `label` gets it: kept, so that it can decide anew.

    `practice` is without patterns and score; `kind`, `role` and `deed` are those of
    `extract.candidates.CandidatePractice`, `words` the offsets in the passage at which words
    begin.
    """

    practice: Practice
    kind: str
    role: SectionRole
    deed: bool
    words: tuple[int, ...]

    @property
    def start(self) -> int:
        """Where the passage begins in the article's text."""
        return self.practice.start

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.practice.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one document: its records, or the reason why there are none.

    `pages` are the documents as read, which the store keeps; `drafts` are the passages that
    each record's practices were chosen from, by its id; `trace` says of mistakes of ours
    (`reason` "internal") where they lie, and of damaged files what a library said. `packed` is
    what a store keeps in the place of those that are empty then: made where the document was
    mined, so that less passes between processes.
    """

    path: str
    records: tuple[Record, ...] = ()
    drafts: Mapping[str, tuple[Draft, ...]] = field(default_factory=dict)
    pages: tuple[Page, ...] = ()
    reason: str | None = None
    message: str | None = None
    trace: str | None = None
    seconds: float = field(default=0.0, compare=False)
    packed: Any = field(default=None, compare=False)


pickle_by_fields(Draft)
