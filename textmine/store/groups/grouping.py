"""After a run: which articles repeat others, and which practices are one case."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.engine import Connection

from textmine.store.file.schema import (
    ARTICLES,
    CASE_PRACTICE,
    DUPLICATES,
    PRACTICES,
    REPEATS,
)
from textmine.store.groups.borrowings import group_borrowings
from textmine.store.groups.cases import group_cases
from textmine.store.groups.duplicates import group_duplicates


def group(connection: Connection) -> None:
    """Group everything anew; the result depends on what is there, not on how it came."""
    group_duplicates(connection)
    group_borrowings(connection)
    group_cases(connection)
    _mark_repeats(connection)


def _mark_repeats(connection: Connection) -> None:
    """Of a repeating article, the practices whose case its head tells too."""
    articles, practices, links = ARTICLES.c, PRACTICES.c, CASE_PRACTICE.c
    heads = {row.article_id: row.head_id for row in connection.execute(select(DUPLICATES))}
    query = (
        select(practices.id, articles.id.label("article"), links.case_id)
        .join(ARTICLES, articles.key == practices.article)
        .join(CASE_PRACTICE, links.practice_id == practices.id)
        .where(articles.id.in_({*heads, *heads.values()}))
    )
    rows = connection.execute(query).all()
    told = {(row.article, row.case_id) for row in rows}
    repeated = [
        {"practice_id": row.id} for row in rows if (heads.get(row.article), row.case_id) in told
    ]
    connection.execute(REPEATS.delete())
    if repeated:
        connection.execute(REPEATS.insert(), repeated)
