"""Practices whose words were borrowed from another place: evidence that a practice spread."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select
from sqlalchemy.engine import Connection

from textmine.store.file import schema
from textmine.store.groups.duplicates import nested
from textmine.store.groups.likeness import (
    Pairs,
    Shingles,
    Signatures,
    candidate_pairs,
    jaccard,
    listed,
    numbered,
    read_signatures,
    shingles,
)

BORROWED = 0.6  # of the four-character shingles of two practices


@dataclass(frozen=True, slots=True, kw_only=True)
class _Passage:
    id: str
    article: str
    place: str | None
    when: tuple[object, ...]
    text: str


def group_borrowings(connection: Connection) -> None:
    """Practices that tell in the same words what another place told before."""
    heads = {
        row.article_id: row.head_id for row in connection.execute(select(schema.DUPLICATES)).all()
    }
    passages, signatures = _read_passages(connection)
    pairs = candidate_pairs(signatures, BORROWED / 2)
    pairs = pairs[_elsewhere(pairs, passages, heads)]
    rows = []
    for one, other in listed(pairs):
        first, second = sorted((passages[one], passages[other]), key=lambda p: p.when)
        if first.place and second.place and nested(first.place, second.place):
            continue
        likeness = jaccard(_shingles(first.text), _shingles(second.text))
        if likeness >= BORROWED:
            rows.append({"practice_id": second.id, "from_id": first.id, "likeness": likeness})
    connection.execute(schema.BORROWINGS.delete())
    if rows:
        connection.execute(schema.BORROWINGS.insert(), rows)


def _elsewhere(
    pairs: Pairs, passages: Sequence[_Passage], heads: Mapping[str, str]
) -> NDArray[np.bool_]:
    """Which pairs are told of two places by articles that do not repeat each other."""
    articles = [heads.get(passage.article, passage.article) for passage in passages]
    article, place = numbered(articles), numbered([passage.place or "" for passage in passages])
    known = np.array([passage.place is not None for passage in passages], dtype=bool)
    one, other = pairs.T
    apart = (article[one] != article[other]) & (place[one] != place[other])
    chosen: NDArray[np.bool_] = apart & known[one] & known[other]
    return chosen


@lru_cache(maxsize=20_000)
def _shingles(text: str) -> Shingles:
    return shingles(text)


def _read_passages(connection: Connection) -> tuple[list[_Passage], Signatures]:
    practices, articles = schema.PRACTICES.c, schema.ARTICLES.c
    query = (
        select(
            practices.id,
            articles.id.label("article"),
            practices.adcode,
            practices.place,
            practices.year,
            articles.date,
            schema.PASSAGES.c.text,
            practices.signature,
        )
        .join(schema.ARTICLES, articles.key == practices.article)
        .join(schema.PASSAGES, schema.PASSAGES.c.practice == practices.key)
        .order_by(practices.id)
    )
    rows = connection.execute(query).all()
    passages = [
        _Passage(
            id=row.id,
            article=row.article,
            place=(row.adcode or "")[:6] or row.place,
            when=(row.date or "9999", row.year or 9999, row.id),
            text=row.text,
        )
        for row in rows
    ]
    return passages, read_signatures([row.signature for row in rows])
