"""What the database holds, as a whole."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from textmine.store import schema
from textmine.store.database import CaseDatabase


@dataclass(frozen=True, slots=True)
class Totals:
    """How much is in the database."""

    documents: int
    articles: int
    practices: int
    metrics: int
    set_aside: int


def totals(database: CaseDatabase) -> Totals:
    """How much is in the database."""
    tables = (schema.LEDGER, schema.ARTICLES, schema.PRACTICES, schema.METRICS)
    counts = [select(func.count()).select_from(table) for table in tables]
    aside = select(func.count()).where(schema.LEDGER.c.reason.is_not(None))
    with database.read() as connection:
        found = [int(connection.execute(count).scalar() or 0) for count in (*counts, aside)]
    return Totals(*found)
