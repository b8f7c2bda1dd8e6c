"""How much the database holds, for the line above the results."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from textmine.store.database import CaseDatabase
from textmine.store.file import schema


@dataclass(frozen=True, slots=True)
class Totals:
    """How much is in the database."""

    articles: int
    practices: int
    metrics: int


def totals(database: CaseDatabase) -> Totals:
    """How much is in the database."""
    tables = (schema.ARTICLES, schema.PRACTICES, schema.METRICS)
    counts = [select(func.count()).select_from(table) for table in tables]
    with database.read() as connection:
        return Totals(*(int(connection.execute(query).scalar() or 0) for query in counts))
