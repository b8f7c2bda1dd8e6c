"""The values that pass between stages, and the record that comes out: all frozen.

Offsets are Python slices in characters: `start`/`end` of the article's cleaned text,
`source_start`/`source_end` of the decoded source (BOM removed, newlines as they are; for HTML
the markup; for office files and PDF the extracted text). `Record` is one line of the export;
`textmine.plain` carries it to JSON and back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from textmine.aligned import AlignedText
from textmine.frozen import pickle_by_fields

SCHEMA_VERSION = 1

Variant = Literal["hans", "hant"]
Genre = Literal["case", "plan", "speech", "news", "paper", "regulation", "other"]
SectionRole = Literal["background", "problem", "practice", "result", "lesson", "plan", "other"]
Level = Literal["country", "province", "city", "county", "township", "village", "region", "other"]
Status = Literal["implemented", "proposed"]
ChangeKind = Literal["yoy", "increase", "decrease", "increase_to", "decrease_to"]
Modifier = Literal["about", "over", "under"]
MetricRole = Literal["context", "input", "output", "outcome", "target"]


# ---- what stages hand on ----------------------------------------------------------------------
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


# ---- the record -------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRef:
    """A place that something belongs to: its shortest name in the text and its code."""

    text: str
    adcode: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where an article came from; `path` is POSIX and relative to what was mined."""

    path: str
    url: str | None = None
    also_at: tuple[str, ...] = ()
    sha256: str
    media_type: str
    encoding: str | None = None
    site: str | None = None
    site_date: str | None = None
    retrieved: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading line or run-in label, with its number, without its final full stop."""

    text: str
    level: int
    role: SectionRole
    start: int
    end: int
    source_start: int
    source_end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A stretch of paragraphs that play one role."""

    role: SectionRole
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Something that stands in the text, and where: its span there and in the source.

    `page` is set where the source has pages, `paragraph` where it has numbered paragraphs.
    """

    id: str
    text: str
    start: int
    end: int
    source_start: int
    source_end: int
    page: int | None = None
    paragraph: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceCandidate:
    """A division that a mention might be, with its score."""

    adcode: str
    full: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Place(Mention):
    """A mention of a place and the division that it is, valid at the article's date.

    `successor` is today's code where that division has been renamed or merged since; `score` a
    probability; `candidates` is filled where the mention stays ambiguous.
    """

    adcode: str | None = None
    successor: str | None = None
    level: Level = "other"
    full: str | None = None
    lat: float | None = None
    lon: float | None = None
    score: float | None = None
    candidates: tuple[PlaceCandidate, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """An expression of time and its normalised value ("2009", "2010-01/2010-04"), or None."""

    text: str
    start: int
    end: int
    source_start: int
    source_end: int
    value: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """Who found a metric or practice right, corrected or added it, last, and when (UTC, ISO 8601).

    `fields` are those that were corrected; "span" stands for where a practice begins and ends.
    """

    verdict: Literal["right", "corrected", "added"]
    by: str
    at: str
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What kind of change a metric states, and the metric of the level that it belongs to."""

    kind: ChangeKind
    of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric(Mention):
    """A stated quantity: what, how much, of when and where, changed how.

    `value` has 万 and 亿 multiplied out, in `unit` as the text names it; `unit_si` is
    {"value", "value_max", "unit"} in SI units where the dimension has them. `practice` is the
    index of the practice it belongs to; `total` marks a sum whose parts are given too.
    """

    indicator: str | None
    indicator_key: str | None = None
    value: float
    value_max: float | None = None
    unit: str
    unit_si: Mapping[str, float | str | None] | None = None
    modifier: Modifier | None = None
    change: Change | None = None
    period: str | None = None
    place: PlaceRef | None = None
    action: str | None = None
    role: MetricRole | None = None
    total: bool = False
    practice: int | None = None
    score: float | None = None
    checked: Checked | None = None  # None: by nobody


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A pattern of a practice, its calibrated probability and the words that spoke for it."""

    code: str
    score: float
    evidence: tuple[tuple[int, int], ...] = ()  # spans of the article's text


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """A body that takes part in a practice."""

    text: str
    start: int
    end: int
    level: str | None = None
    place: PlaceRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A document or an experience of elsewhere that a practice refers to."""

    text: str
    start: int
    end: int
    kind: Literal["document", "number", "experience"]
    place: PlaceRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """The smallest self-contained measure that somebody took or is to take.

    `headings` is the chain above it; `metrics` are indexes into the record's metrics.
    """

    id: str
    name: str
    start: int
    end: int
    source_start: int
    source_end: int
    page: int | None = None
    paragraph: int | None = None
    headings: tuple[str, ...] = ()
    status: Status
    score: float | None = None
    patterns: tuple[Label, ...]
    subtypes: tuple[str, ...] = ()
    place: PlaceRef | None = None
    period: str | None = None
    organisations: tuple[Organisation, ...] = ()
    references: tuple[Reference, ...] = ()
    keywords: tuple[str, ...] = ()
    summary: str | None = None
    metrics: tuple[int, ...] = ()
    checked: Checked | None = None  # None: by nobody


@dataclass(frozen=True, slots=True, kw_only=True)
class Pipeline:
    """What made the record: program version, model, and a hash of each stage."""

    version: str
    model: str
    stages: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One article with everything found in it: one line of the export."""

    schema: int = SCHEMA_VERSION
    id: str
    article: int
    source: Source
    title: str | None = None
    author: str | None = None
    issuer: str | None = None
    issuer_level: str | None = None
    number: str | None = None
    date: str | None = None
    date_bounds: tuple[str | None, str | None] = (None, None)
    date_evidence: tuple[tuple[int, int], ...] = ()
    variant: Variant = "hans"
    truncated: bool = False
    genre: Genre = "other"
    suspect: str | None = None
    warnings: tuple[str, ...] = ()
    signature: str = ""
    place: PlaceRef | None = None
    supplied: tuple[str, ...] = ()
    text: str
    headings: tuple[Heading, ...] = ()
    sections: tuple[Section, ...] = ()
    places: tuple[Place, ...] = ()
    periods: tuple[Period, ...] = ()
    metrics: tuple[Metric, ...] = ()
    practices: tuple[Practice, ...] = ()
    pipeline: Pipeline


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


# What a record has by the hundred.
pickle_by_fields(
    Heading, Section, Place, PlaceRef, PlaceCandidate, Period, Metric, Change, Practice, Label,
    Organisation, Reference, Draft,
)  # fmt: skip
