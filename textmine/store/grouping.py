"""After a run: which articles repeat others, and which practices are one case."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.engine import Connection

from textmine.store.schema import ARTICLES, DUPLICATES, SOURCES


def group(connection: Connection) -> None:
    """Group everything anew; the result depends on what is there, not on how it came."""


def also_at(connection: Connection) -> dict[str, tuple[str, ...]]:
    """By article id, the other paths at which the same article stands.

    The same file elsewhere; for the head of a group also where its reprints and versions are.
    """
    paths: dict[str, set[str]] = {}
    copies = select(ARTICLES.c.id, SOURCES.c.path).where(
        SOURCES.c.sha256 == ARTICLES.c.sha256, SOURCES.c.key != ARTICLES.c.source
    )
    repeats = (
        select(DUPLICATES.c.head_id, SOURCES.c.path)
        .join(ARTICLES, ARTICLES.c.id == DUPLICATES.c.article_id)
        .join(SOURCES, SOURCES.c.key == ARTICLES.c.source)
    )
    for query in (copies, repeats):
        for identity, path in connection.execute(query):
            paths.setdefault(identity, set()).add(path)
    return {identity: tuple(sorted(found)) for identity, found in paths.items()}
