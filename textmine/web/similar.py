"""Cases that may serve beside one."""

from __future__ import annotations

from textmine.store.database import CaseDatabase, StoredPractice
from textmine.store.hits import Hit
from textmine.store.queries import Query
from textmine.store.search import search

SHOWN = 5


def similar_to(database: CaseDatabase, found: StoredPractice) -> list[Hit]:
    """Practices of the same main pattern that speak of the same things, best first."""
    practice = found.practice
    words = [word for word in (*practice.keywords, *_short(practice.name)) if word.isalnum()]
    query = Query(
        words=" OR ".join(dict.fromkeys(words[:12])),
        pattern=(practice.patterns[0].code,),
        suspects=True,
        widen=False,
        limit=SHOWN + 1,
    )
    hits = search(database, query).hits
    return [hit for hit in hits if hit.id != practice.id][:SHOWN]


def _short(name: str) -> tuple[str, ...]:
    return (name,) if len(name) <= 8 else ()
