"""The values that pass between stages, and the record that comes out: all frozen.

    passed  Page → Article → Draft → Outcome: what one stage hands to the next
    record  Record: one line of the export, with its source, headings and sections
    found   Place, Period, Metric, Practice: what stands in an article, and where

Offsets are Python slices in characters: `start`/`end` of the article's cleaned text,
`source_start`/`source_end` of the decoded source (BOM removed, newlines as they are; for HTML
the markup; for office files and PDF the extracted text). `textmine.plain` carries a record to
JSON and back.
"""

from textmine.types.found import (
    Change,
    ChangeKind,
    Checked,
    Label,
    Level,
    Mention,
    Metric,
    MetricRole,
    Modifier,
    Organisation,
    Period,
    Place,
    PlaceCandidate,
    PlaceRef,
    Practice,
    Reference,
    Status,
)
from textmine.types.passed import (
    Article,
    Candidate,
    Draft,
    Outcome,
    Page,
)
from textmine.types.record import (
    SCHEMA_VERSION,
    Genre,
    Heading,
    Pipeline,
    Record,
    Section,
    SectionRole,
    Source,
    Variant,
)

__all__ = [
    "SCHEMA_VERSION",
    "Article",
    "Candidate",
    "Change",
    "ChangeKind",
    "Checked",
    "Draft",
    "Genre",
    "Heading",
    "Label",
    "Level",
    "Mention",
    "Metric",
    "MetricRole",
    "Modifier",
    "Organisation",
    "Outcome",
    "Page",
    "Period",
    "Pipeline",
    "Place",
    "PlaceCandidate",
    "PlaceRef",
    "Practice",
    "Record",
    "Reference",
    "Section",
    "SectionRole",
    "Source",
    "Status",
    "Variant",
]
