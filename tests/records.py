"""Builds records for the tests of what comes after mining: short to write, spans that read back."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from textmine.aligned import AlignedText
from textmine.store.database import CaseDatabase
from textmine.store.file.entries import MINED, Entry
from textmine.store.find.search import Results
from textmine.store.history.identity import span_id
from textmine.types import (
    Label,
    Metric,
    Outcome,
    Page,
    Pipeline,
    Place,
    PlaceRef,
    Practice,
    Record,
    Source,
)

STAGES = {"clean": "c1", "detect": "d1", "label": "l1"}
PIPELINE = Pipeline(version="0.1.0", model="patterns@1", stages=STAGES)
SHOUGUANG = Place(
    id="", text="寿光市", start=0, end=3, source_start=0, source_end=0, adcode="370783",
    level="county", full="山东省潍坊市寿光市",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class P:
    """A practice to be: its text, and what was found in it."""

    text: str
    name: str = "村企联建"
    patterns: Sequence[str] = ("joint_build",)
    subtypes: tuple[str, ...] = ()
    status: Any = "implemented"
    place: tuple[str, str | None] | None = None
    period: str | None = None
    metrics: tuple[tuple[str, str, float, str], ...] = ()  # text, indicator, value, unit


def make_page(path: str, source: str, **fields: Any) -> Page:
    digest = fields.pop("digest", hashlib.sha256(source.encode()).hexdigest())
    body = AlignedText.of(source)
    return Page(
        path=path, digest=digest, media_type="text/plain", source=source, body=body, **fields
    )


def make_record(page: Page, practices: Sequence[P], *, offset: int = 0, **fields: Any) -> Record:
    """The record of a page whose text is its source from *offset* on."""
    text = page.source[offset:]
    identity = "a-" + hashlib.sha256(f"{page.digest}\0{offset}".encode()).hexdigest()[:12]
    built: list[Practice] = []
    metrics: list[Metric] = []
    for number, wish in enumerate(practices):
        start = text.index(wish.text)
        spots = _spots(start, wish.text, offset)
        first = len(metrics)
        place = PlaceRef(text=wish.place[0], adcode=wish.place[1]) if wish.place else None
        for said, indicator, value, unit in wish.metrics:
            where = _spots(text.index(said, start), said, offset)
            name = span_id(identity, "m", where["source_start"], where["source_end"])
            metrics.append(
                Metric(
                    id=name, text=said, indicator=indicator, value=value, unit=unit,
                    period=wish.period, practice=number,
                    place=place,
                    **where,
                )
            )  # fmt: skip
        built.append(
            Practice(
                id=span_id(identity, "p", spots["source_start"], spots["source_end"]),
                name=wish.name,
                status=wish.status,
                score=0.9,
                patterns=tuple(Label(code=code, score=0.9) for code in wish.patterns),
                subtypes=wish.subtypes,
                place=place,
                period=wish.period,
                metrics=tuple(range(first, len(metrics))),
                **spots,
            )
        )
    places = tuple(_place(place, text, offset, identity) for place in fields.pop("places", ()))
    return Record(
        id=identity,
        article=fields.pop("article", 1),
        source=Source(path=page.path, sha256=page.digest, media_type=page.media_type, url=page.url),
        text=text,
        metrics=tuple(metrics),
        practices=tuple(built),
        places=places,
        pipeline=PIPELINE,
        **fields,
    )


def _spots(start: int, said: str, offset: int) -> dict[str, int]:
    end = start + len(said)
    return {"start": start, "end": end, "source_start": start + offset, "source_end": end + offset}


def _place(place: Place, text: str, offset: int, identity: str) -> Place:
    spots = _spots(text.index(place.text), place.text, offset)
    name = span_id(identity, "l", spots["source_start"], spots["source_end"])
    return replace(place, id=name, **spots)


def make_outcome(page: Page, *records: Record) -> Outcome:
    return Outcome(path=page.path, records=records, pages=(page,))


def make_entry(outcome: Outcome) -> Entry:
    return Entry(
        document=outcome.path,
        digest=outcome.pages[0].digest if outcome.pages else "",
        stages=STAGES,
        status=MINED,
        articles=len(outcome.records),
        practices=sum(len(record.practices) for record in outcome.records),
    )


def simple(path: str, *practices: P, lead: str = "", **fields: Any) -> Outcome:
    """An outcome of one page with one article that holds the practices, a line each."""
    source = "\n".join([*([lead] if lead else []), *(p.text for p in practices)])
    page_fields = {name: fields.pop(name) for name in ("url", "digest") if name in fields}
    page = make_page(path, source, **page_fields)
    return make_outcome(page, make_record(page, practices, **fields))


@contextmanager
def holding(folder: Path, *outcomes: Outcome) -> Iterator[CaseDatabase]:
    """A new database in *folder* that holds these outcomes."""
    with CaseDatabase.open(folder / "cases.db") as opened:
        for outcome in outcomes:
            opened.add(outcome, make_entry(outcome))
        yield opened


def names_of(results: Results) -> list[str]:
    """What a search found, in its order."""
    return [hit.name for hit in results.hits]
