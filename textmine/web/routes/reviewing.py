"""The review queue: what to check next, what people said, what they disagree about."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, get_args
from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from textmine.errors import SettingsError
from textmine.store import corrections
from textmine.store.find.queue import By, Kind, QueueQuery, next_ids, progress
from textmine.store.find.queued import Queued, Sentence, read_queued, sentence_of
from textmine.store.find.sample import estimate
from textmine.store.former import former_codes
from textmine.store.history.events import read_events
from textmine.store.history.judging import JUDGED
from textmine.store.training import training_lines
from textmine.web.asking import MAX_CHARACTERS
from textmine.web.fields import Input, inputs_of
from textmine.web.language import Speaker
from textmine.web.routes.editing import back_to, said, seen
from textmine.web.site import Edited, Identity, SiteOf
from textmine.web.telling import tell
from textmine.web.totals import totals

router = APIRouter()

QUEUE = 10  # practices or metrics to check on one page
RECENT = 50  # corrections listed
SIZES = (50, 100, 200, 400)  # of samples that are offered
FILTERS = ("pattern", "place", "report", "outcomes")
PARAMS = ("kind", "by", "size", "seed", *FILTERS)


@dataclass(frozen=True, slots=True)
class AskedQueue:
    """The queue that an address asks for, and the addresses of its neighbours."""

    query: QueueQuery
    params: Mapping[str, str]

    def given(self, **values: str) -> str:
        """The queue with parameters set ("" takes one out)."""
        every = {**self.params, **values}
        kept = {name: every[name] for name in PARAMS if every.get(name)}
        return "/review" + ("?" + urlencode(kept) if kept else "")

    @property
    def is_filtered(self) -> bool:
        """Whether a part of the database is asked for."""
        return any(name in self.params for name in FILTERS)

    @property
    def sizes(self) -> list[int]:
        """Sizes of samples to choose from, and the one that is chosen."""
        return sorted({*SIZES, self.query.size})


@dataclass(frozen=True, slots=True)
class Card:
    """Something to check: in its sentence, with a form of what can be said otherwise."""

    queued: Queued
    sentence: Sentence
    inputs: list[Input]


def read_queue(request: Request) -> AskedQueue:
    """The queue of an address; raises SettingsError for what cannot be asked."""
    given = {name: request.query_params.get(name, "").strip() for name in PARAMS}
    params = {name: value for name, value in given.items() if value}
    if any(len(value) > MAX_CHARACTERS for value in params.values()):
        raise SettingsError("filter", "is too long")
    kinds: dict[str, Kind] = {kind: kind for kind in get_args(Kind)}
    orders: dict[str, By] = {by: by for by in get_args(By)}
    default = QueueQuery()
    query = QueueQuery(
        kind=kinds.get(given["kind"], default.kind),
        by=orders.get(given["by"], default.by),
        size=_whole(given["size"], "size", default.size),
        seed=_whole(given["seed"], "seed", default.seed),
        pattern=(given["pattern"],) if given["pattern"] else (),
        place=(given["place"],) if given["place"] else (),
        report=given["report"],
        outcomes=given["outcomes"] == "1",
    )
    return AskedQueue(query, params)


def _whole(text: str, name: str, default: int) -> int:
    if not text:
        return default
    if not text.isdecimal() or not text.isascii():
        raise SettingsError(name, f"is a whole number, not {text!r}")
    return int(text)


@router.get("/review")
def review_page(request: Request, site: SiteOf) -> Response:
    """What to check next, what a sample says so far, and all that was said lately."""
    asked = read_queue(request)
    say = site.visitor(request).say
    with site.database.read() as connection:
        events = read_events(connection)
    told = tell(events, say)
    homeless = {event.id for event in corrections.homeless(site.database)}
    queued = read_queued(site.database, next_ids(site.database, asked.query, QUEUE))
    values: dict[str, Any] = {
        "asked": asked,
        "queue": [_card(each, say) for each in queued],
        "progress": progress(site.database, asked.query),
        "estimate": estimate(site.database, asked.query) if asked.query.by == "random" else None,
        "patterns": say.naming.taxonomy.patterns if say.naming.taxonomy else (),
        "empty": not totals(site.database).articles,
        "told": told[:RECENT],
        "homeless": [event for event in told if event.id in homeless],
        "former": former_codes(site.database),
        "conflicts": [tell([c.former, c.held], say) for c in corrections.conflicts(site.database)],
    }
    return site.render(request, "review.html", values)


def _card(queued: Queued, say: Speaker) -> Card:
    item, record = queued.item, queued.record
    metric = item.id.startswith("m-")
    inputs = inputs_of(record, item.id, say) if metric else []
    return Card(
        queued,
        sentence_of(record.text, item.start, item.end),
        [each for each in inputs if each.field.name in JUDGED["metric"]],
    )


@router.post("/record/{identity}/skip")
def skip(request: Request, site: SiteOf, identity: Identity, form: Edited) -> Response:
    """Leaves a practice or metric to others: it waits behind those that nobody has seen."""
    corrections.skip(site.database, identity, said(request, site, form))
    return seen(back_to(form, "/review"), "skipped")


@router.post("/review/undo")
def undo(request: Request, site: SiteOf, form: Edited) -> Response:
    """Takes back the visitor's last answer, all of it."""
    undone = corrections.undo_last(site.database, said(request, site, form))
    return seen(back_to(form, "/review"), "undone" if undone else "none_to_undo")


@router.get("/review/training.jsonl")
def training(site: SiteOf) -> Response:
    """What people decided, as training data for `textmine train`."""

    def lines() -> Iterator[str]:
        for line in training_lines(site.database):
            yield json.dumps(line, ensure_ascii=False) + "\n"

    headers = {"Content-Disposition": "attachment; filename=training.jsonl"}
    return StreamingResponse(lines(), media_type="application/x-ndjson", headers=headers)
