"""The record: one article with everything found in it, one line of the export."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from textmine.frozen import pickle_by_fields
from textmine.types.found import Metric, Period, Place, PlaceRef, Practice

SCHEMA_VERSION = 1

Variant = Literal["hans", "hant"]
Genre = Literal["case", "plan", "speech", "news", "paper", "regulation", "other"]
SectionRole = Literal["background", "problem", "practice", "result", "lesson", "plan", "other"]


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
    """A heading line or run-in label, with its number, without its final full stop.

    `level` is 1 for the outermost of the article, 2 for one below it, and so on.
    """

    text: str
    level: int
    role: SectionRole
    start: int
    end: int
    source_start: int
    source_end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A stretch of paragraphs that play one role, from `start` to `end` of the article's text."""

    role: SectionRole
    start: int
    end: int


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


pickle_by_fields(Heading, Section)
