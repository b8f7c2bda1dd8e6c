"""The review queue: what to judge next, what people said, what they disagree about."""

from __future__ import annotations

import json
from collections.abc import Iterator

from fastapi import APIRouter
from sqlalchemy import func, select
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from textmine.store import corrections
from textmine.store.database import CaseDatabase, StoredPractice
from textmine.store.file import schema
from textmine.store.former import former_codes
from textmine.store.history.events import read_events
from textmine.store.training import training_lines
from textmine.web.site import SiteOf
from textmine.web.telling import tell
from textmine.web.totals import totals

router = APIRouter()

QUEUE = 10  # practices to judge on one page
RECENT = 50  # corrections listed


@router.get("/review")
def review_page(request: Request, site: SiteOf) -> Response:
    """The least certain practices that nobody has judged, and all that was said lately."""
    say = site.visitor(request).say
    with site.database.read() as connection:
        events = read_events(connection)
    told = tell(events, say)
    homeless = {event.id for event in corrections.homeless(site.database)}
    values = {
        "queue": uncertain(site.database, QUEUE),
        "waiting": waiting(site.database),
        "empty": not totals(site.database).articles,
        "told": told[:RECENT],
        "homeless": [event for event in told if event.id in homeless],
        "former": former_codes(site.database),
        "conflicts": [tell([c.former, c.held], say) for c in corrections.conflicts(site.database)],
    }
    return site.render(request, "review.html", values)


def uncertain(database: CaseDatabase, limit: int) -> list[StoredPractice]:
    """Practices that nobody has judged, those first whose main pattern is least certain."""
    practices, labels = schema.PRACTICES.c, schema.LABELS.c
    query = (
        select(practices.id)
        .join(schema.LABELS, (labels.practice == practices.key) & (labels.position == 0))
        .where(practices.checked.is_(False))
        .order_by(labels.score, practices.key)
        .limit(limit)
    )
    with database.read() as connection:
        ids = list(connection.execute(query).scalars())
    return [database.practice(identity) for identity in ids]


def waiting(database: CaseDatabase) -> int:
    """How many practices nobody has judged."""
    with database.read() as connection:
        query = select(func.count()).where(schema.PRACTICES.c.checked.is_(False))
        return int(connection.execute(query).scalar() or 0)


@router.get("/review/training.jsonl")
def training(site: SiteOf) -> Response:
    """What people decided, as training data for `textmine train`."""

    def lines() -> Iterator[str]:
        for line in training_lines(site.database):
            yield json.dumps(line, ensure_ascii=False) + "\n"

    headers = {"Content-Disposition": "attachment; filename=training.jsonl"}
    return StreamingResponse(lines(), media_type="application/x-ndjson", headers=headers)
