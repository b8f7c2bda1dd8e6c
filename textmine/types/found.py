"""What is found in an article: places, periods, metrics and practices, each where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from textmine.frozen import pickle_by_fields

Level = Literal["country", "province", "city", "county", "township", "village", "region", "other"]
Status = Literal["implemented", "proposed"]
ChangeKind = Literal["yoy", "increase", "decrease", "increase_to", "decrease_to"]
Modifier = Literal["about", "over", "under"]
MetricRole = Literal["context", "input", "output", "outcome", "target"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRef:
    """A place that something belongs to: its shortest name in the text and its code."""

    text: str
    adcode: str | None = None


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

    `adcode` is its code in GB/T 2260; `successor` today's, where that division has been renamed or
    merged since. `lat` and `lon` are degrees in WGS-84 (GeoNames). `score` is a probability;
    `candidates` is filled where the mention stays ambiguous.
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
    """A body that takes part in a practice; `level` is a `Level`, where its name tells it."""

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


# What a record has by the hundred.
pickle_by_fields(
    Place,
    PlaceRef,
    PlaceCandidate,
    Period,
    Metric,
    Change,
    Practice,
    Label,
    Organisation,
    Reference,
)
