"""What extract proposes and label decides on: passages that may be practices."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass

from textmine.types import Label, Organisation, PlaceRef, Reference, SectionRole, Status


@dataclass(slots=True)
class CandidatePractice:
    """A passage that may be a practice, with all that is known of it.

    `kind` says how it was cut: item (an enumerated leaf), clause (one of a list inside a
    sentence), label (a paragraph with a run-in label), sentence (one or more sentences of free
    text). `role` is that of the section it stands in, `headings` the chain above it, `metrics`
    are indexes into `doc._.metrics`, `deed` says that it begins with somebody named who did
    something. `score`, `patterns` and `subtypes` are empty until label has taken it.
    """

    _: KW_ONLY
    start: int
    end: int
    kind: str
    role: SectionRole
    deed: bool = False
    name: str
    status: Status
    headings: tuple[str, ...] = ()
    place: PlaceRef | None = None
    period: str | None = None
    organisations: tuple[Organisation, ...] = ()
    references: tuple[Reference, ...] = ()
    keywords: tuple[str, ...] = ()
    summary: str | None = None
    metrics: tuple[int, ...] = ()
    score: float | None = None
    patterns: tuple[Label, ...] = ()
    subtypes: tuple[str, ...] = ()
