"""What is shown of a passage that was found: name, place, year, patterns, figures, snippet."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

from sqlalchemy import select
from sqlalchemy.engine import Connection

from textmine.store.file import schema
from textmine.store.find.queries import finder

SNIPPET = 110  # characters; two lines of a result card
LEAD = 18  # characters shown before the first match
FIGURES = 4
FIGURE = ("id", "text", "indicator", "value", "value_max", "unit", "modifier", "change")

Span = tuple[int, int]
Match = Literal["exact", "similar", "partial"]


@dataclass(frozen=True, slots=True)
class Snippet:
    """A stretch of the passage; `marks` are slices of `text` that match the query.

    `start` is its offset in the article's text; `cut` says whether something stands before and
    after it.
    """

    text: str
    marks: tuple[Span, ...]
    start: int
    cut: tuple[bool, bool]


@dataclass(frozen=True, slots=True)
class Mark:
    """A pattern of a hit and its probability."""

    code: str
    score: float


@dataclass(frozen=True, slots=True)
class Figure:
    """A metric of a hit, as the text has it."""

    id: str
    text: str
    indicator: str | None
    value: float
    value_max: float | None
    unit: str
    modifier: str | None
    change: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A practice (`kind` "practice") or a paragraph outside of one ("paragraph", no `id`).

    `match` says whether it holds all that was asked for as it stands ("exact"), in other words
    or apart ("similar"), or most of it ("partial"): then it lacks the words in `missing`, of which
    other parts of its article have those in `nearby`.
    """

    kind: str
    id: str | None
    article_id: str
    case_id: str | None
    name: str
    name_marks: tuple[Span, ...]
    place: str | None
    place_full: str | None
    adcode: str | None
    year: int | None
    year_end: int | None
    status: str | None
    checked: bool
    patterns: tuple[Mark, ...]
    subtypes: tuple[str, ...]
    figures: tuple[Figure, ...]
    snippet: Snippet
    start: int
    end: int
    title: str | None
    title_marks: tuple[Span, ...]
    date: str | None
    genre: str
    suspect: str | None
    path: str
    url: str | None
    match: Match = "exact"
    missing: tuple[str, ...] = ()
    nearby: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Matched:
    """How much of what was asked a passage holds; see `Hit`."""

    match: Match
    missing: tuple[str, ...] = ()
    nearby: tuple[str, ...] = ()


EXACT = Matched("exact")


@dataclass(frozen=True, slots=True)
class Passage:
    """The words of a passage."""

    name: str
    text: str


def read_passages(connection: Connection, keys: Sequence[int]) -> dict[int, Passage]:
    """Name and text of passages, by key."""
    table = schema.PASSAGES
    query = select(table.c.key, table.c.name, table.c.text).where(table.c.key.in_(keys))
    return {row.key: Passage(row.name, row.text) for row in connection.execute(query)}


HIT_QUERY = (
    select(
        schema.PASSAGES.c.key,
        schema.PASSAGES.c.practice,
        schema.PASSAGES.c.start,
        schema.PASSAGES.c.end,
        schema.PASSAGES.c.name,
        schema.PASSAGES.c.text,
        schema.PRACTICES.c.id,
        schema.PRACTICES.c.place,
        schema.PRACTICES.c.place_full,
        schema.PRACTICES.c.adcode,
        schema.PRACTICES.c.year,
        schema.PRACTICES.c.year_end,
        schema.PRACTICES.c.status,
        schema.PRACTICES.c.checked,
        schema.PRACTICES.c.subtypes,
        schema.CASE_PRACTICE.c.case_id,
        schema.ARTICLES.c.id.label("article_id"),
        schema.ARTICLES.c.title,
        schema.ARTICLES.c.date,
        schema.ARTICLES.c.year.label("article_year"),
        schema.ARTICLES.c.place.label("article_place"),
        schema.ARTICLES.c.adcode.label("article_adcode"),
        schema.ARTICLES.c.genre,
        schema.ARTICLES.c.suspect,
        schema.SOURCES.c.path,
        schema.SOURCES.c.url,
    )
    .join(schema.ARTICLES, schema.ARTICLES.c.key == schema.PASSAGES.c.article)
    .join(schema.SOURCES, schema.SOURCES.c.key == schema.ARTICLES.c.source)
    .outerjoin(schema.PRACTICES, schema.PRACTICES.c.key == schema.PASSAGES.c.practice)
    .outerjoin(schema.CASE_PRACTICE, schema.CASE_PRACTICE.c.practice_id == schema.PRACTICES.c.id)
)


def make_hits(
    connection: Connection,
    keys: Sequence[int],
    terms: tuple[str, ...],
    matched: Mapping[int, Matched] | None = None,
) -> tuple[Hit, ...]:
    """Hits for passage *keys* in that order, with *terms* marked; *matched* by key."""
    query = HIT_QUERY.where(schema.PASSAGES.c.key.in_(keys))
    rows = {row["key"]: row for row in connection.execute(query).mappings()}
    practices = [row["practice"] for row in rows.values() if row["practice"]]
    labels = _labels(connection, practices)
    figures = _figures(connection, practices)
    return tuple(
        replace(
            _hit(rows[key], labels.get(rows[key]["practice"], ()), figures, terms),
            **asdict((matched or {}).get(key, EXACT)),
        )
        for key in keys
        if key in rows
    )


def _labels(connection: Connection, practices: Sequence[int]) -> dict[int, tuple[Mark, ...]]:
    table = schema.LABELS
    query = select(table).where(table.c.practice.in_(practices))
    found: dict[int, tuple[Mark, ...]] = {}
    for row in connection.execute(query.order_by(table.c.practice, table.c.position)):
        found[row.practice] = (*found.get(row.practice, ()), Mark(row.code, row.score))
    return found


def _figures(connection: Connection, practices: Sequence[int]) -> dict[int, tuple[Figure, ...]]:
    """The first figures of each practice; sums and outcomes before what they consist of."""
    table = schema.METRICS
    query = select(table).where(table.c.practice.in_(practices)).order_by(table.c.position)
    found: dict[int, list[Figure]] = {}
    for row in connection.execute(query).mappings():
        figure = Figure(**{name: row[name] for name in FIGURE})
        found.setdefault(row["practice"], []).append(figure)
    return {practice: tuple(figures[:FIGURES]) for practice, figures in found.items()}


def _hit(
    row: Mapping[Any, Any],
    labels: tuple[Mark, ...],
    figures: Mapping[int, tuple[Figure, ...]],
    terms: tuple[str, ...],
) -> Hit:
    practice = row["practice"] is not None
    same = ("article_id", "case_id", "name", "place_full", "status", "start", "end", "title")
    return Hit(
        **{name: row[name] for name in (*same, "date", "genre", "suspect", "path", "year_end")},
        kind="practice" if practice else "paragraph",
        id=row["id"],
        name_marks=marks_in(row["name"], terms),
        place=row["place"] if practice else row["article_place"],
        adcode=row["adcode"] if practice else row["article_adcode"],
        year=row["year"] if practice else row["article_year"],
        checked=bool(row["checked"]),
        patterns=labels,
        subtypes=tuple(_loads(row["subtypes"])),
        figures=figures.get(row["practice"], ()),
        snippet=make_snippet(row["text"], terms, row["start"]),
        title_marks=marks_in(row["title"] or "", terms),
        url=row["url"],
    )


def _loads(written: str | None) -> list[str]:
    return list(json.loads(written)) if written else []


def marks_in(text: str, terms: tuple[str, ...]) -> tuple[Span, ...]:
    """Where *terms* stand in *text*, as slices that do not overlap."""
    found = finder(terms)
    return tuple(match.span() for match in found.finditer(text)) if found else ()


def make_snippet(text: str, terms: tuple[str, ...], at: int = 0) -> Snippet:
    """The stretch of *text* that holds the most matches, beginning where a clause does."""
    marks = marks_in(text, terms)
    if len(text) <= SNIPPET:
        return Snippet(text, marks, at, (False, False))
    start = _clause_start(text, _densest(text, marks))
    end = min(len(text), start + SNIPPET)
    inside = tuple((a - start, b - start) for a, b in marks if a >= start and b <= end)
    return Snippet(text[start:end], inside, at + start, (start > 0, end < len(text)))


def _densest(text: str, marks: Sequence[Span]) -> int:
    """The start of the match from which on most words, then most matches, are in one snippet."""
    if not marks:
        return 0
    room = SNIPPET - LEAD

    def held(mark: Span) -> tuple[int, int, int]:
        within = [text[a:b] for a, b in marks if mark[0] <= a and b <= mark[0] + room]
        return len(set(within)), len(within), -mark[0]

    return max(marks, key=held)[0]


def _clause_start(text: str, match: int) -> int:
    """Where the clause of a match begins, at most LEAD characters before it."""
    low = max(0, match - LEAD)
    for position in range(match, low, -1):
        if text[position - 1] in "。！？；;，,、:：\n":
            return position
    return low
