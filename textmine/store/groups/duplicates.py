"""Articles that repeat others.

A reprint or another version of an article counts once, with the head of its group, and the head
says where the others are (`also_at`). The same words under another place or issuer are never
merged: they are evidence that a practice spread. The same file at several paths is one article
already (`store.kept.derive`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

import numpy as np
from sqlalchemy import select
from sqlalchemy.engine import Connection

from textmine.clean.lines import squash
from textmine.store.file import schema
from textmine.store.file.packing import unpack
from textmine.store.groups.likeness import (
    Pairs,
    Shingles,
    Signatures,
    candidate_pairs,
    containment,
    estimates,
    jaccard,
    listed,
    numbered,
    read_signatures,
    shingles,
)
from textmine.store.groups.uniting import FittingUnions, Unions
from textmine.store.words.divisions import prefix_of

# Shares of four-character shingles. A reprint differs in a byline, a garble, a cut end: over
# nine tenths; a version in whole paragraphs. A preview that breaks off lies within the whole.
REPRINT = 0.9
VERSION = 0.5
WITHIN = 0.85
# Of estimates from signatures, whose standard error is 0.04 at the one and 0.06 at a half.
WORTH_A_LOOK = 0.08
HALF_ALIKE = 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Whose article it is: a county or higher, six digits or a name; who gave it out."""

    place: str | None
    issuer: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """An article as far as repeating goes."""

    id: str
    path: str
    title: str
    standing: Standing
    date: str | None
    truncated: bool
    characters: int


def group_duplicates(connection: Connection) -> None:
    """Find the articles that repeat another, and which one stands for each group."""
    read = _read_articles(connection)
    rows: list[dict[str, object]] = []
    for members in _united(read).values():
        if len(members) > 1:
            rows += _group_rows(members, read)
    connection.execute(schema.DUPLICATES.delete())
    if rows:
        connection.execute(schema.DUPLICATES.insert(), rows)


def _united(read: _Articles) -> dict[int, list[int]]:
    """Groups of rows that repeat each other, in none of which two could not.

    A copy that names neither place nor issuer may repeat two articles that do not repeat each
    other: it goes with the one that it is most like.
    """
    pairs = _worth_comparing(read)
    unions = Unions()
    for one, other in listed(pairs):
        if unions.find(one) != unions.find(other) and read.repeat(one, other):
            unions.join(one, other)
    groups = unions.groups(range(len(read.copies)))
    mixed = {row for rows in groups.values() if read.differ(rows) for row in rows}
    if not mixed:
        return groups
    doubtful = [pair for pair in listed(pairs) if mixed.issuperset(pair) and read.repeat(*pair)]
    fitting: FittingUnions[frozenset[Standing]] = FittingUnions(
        lambda row: frozenset({read.copies[row].standing}), frozenset.union, _fit
    )
    for one, other in sorted(doubtful, key=lambda pair: (-read.likeness(*pair), pair)):
        if fitting.fit(one, other):
            fitting.join(one, other)
    return {name: rows for name, rows in groups.items() if name not in mixed} | (
        fitting.groups(mixed)
    )


def _worth_comparing(read: _Articles) -> Pairs:
    """Pairs that may be half alike; of a preview, or under one title, those less alike, too."""
    pairs = candidate_pairs(read.signatures, WORTH_A_LOOK)
    cut = np.array([copy.truncated for copy in read.copies], dtype=bool)
    title = numbered([copy.title or copy.id for copy in read.copies])
    one, other = pairs.T
    within = cut[one] | cut[other] | (title[one] == title[other])
    worth: Pairs = pairs[within | (estimates(read.signatures, pairs) >= HALF_ALIKE)]
    return worth


def _group_rows(members: Sequence[int], read: _Articles) -> list[dict[str, object]]:
    head, *others = sorted(members, key=lambda row: _precedence(read.copies[row]))
    rows: list[dict[str, object]] = []
    for row in others:
        likeness = read.likeness(head, row)
        kind = "reprint" if likeness >= REPRINT else "version"
        rows.append(
            {
                "article_id": read.copies[row].id,
                "head_id": read.copies[head].id,
                "kind": kind,
                "likeness": likeness,
            }
        )
    return rows


def _may_repeat(one: Standing, other: Standing) -> bool:
    """Another place or another issuer borrows; it does not repeat."""
    places = not (one.place and other.place) or nested(one.place, other.place)
    issuers = not (one.issuer and other.issuer) or one.issuer == other.issuer
    return places and issuers


def _fit(one: frozenset[Standing], other: frozenset[Standing]) -> bool:
    return all(_may_repeat(first, second) for first in one for second in other)


def nested(one: str, other: str) -> bool:
    """Whether one place is the other or within it."""
    first, second = sorted((prefix_of(one), prefix_of(other)), key=len)
    return second.startswith(first)


def repeats(one: Shingles, other: Shingles, first: Copy, second: Copy) -> bool:
    """Whether two texts are one article: alike, or one within the other under the same title."""
    if jaccard(one, other) >= VERSION:
        return True
    same_title = bool(first.title) and first.title == second.title
    cut = first.truncated or second.truncated
    return (same_title or cut) and containment(one, other) >= WITHIN


def _precedence(copy: Copy) -> tuple[object, ...]:
    """Whole before cut, early before late, long before short: the head of a group."""
    return (copy.truncated, copy.date or "9999", -copy.characters, copy.path, copy.id)


class _Texts:
    """The shingles of articles, read when a pair is compared."""

    def __init__(self, connection: Connection, keys: Sequence[int]) -> None:
        self._connection, self._keys = connection, keys
        self._read = lru_cache(maxsize=4_000)(self._load)  # 32 MB at 1,000 letters each

    def __call__(self, row: int) -> Shingles:
        return self._read(row)

    def _load(self, row: int) -> Shingles:
        articles, sources = schema.ARTICLES.c, schema.SOURCES.c
        query = (
            select(articles.id, articles.revised, sources.records)
            .join(schema.SOURCES, sources.key == articles.source)
            .where(articles.key == self._keys[row])
        )
        found = self._connection.execute(query).one()
        if found.revised is not None:
            return shingles(unpack(found.revised)["text"])
        records = unpack(found.records)
        return shingles(next(data["text"] for data in records if data["id"] == found.id))


@dataclass(frozen=True, slots=True)
class _Articles:
    copies: list[Copy]
    texts: _Texts
    signatures: Signatures

    def likeness(self, one: int, other: int) -> float:
        """The share of their shingles that two articles have in common."""
        return jaccard(self.texts(one), self.texts(other))

    def repeat(self, one: int, other: int) -> bool:
        """Whether two articles are one."""
        first, second = self.copies[one], self.copies[other]
        return _may_repeat(first.standing, second.standing) and repeats(
            self.texts(one), self.texts(other), first, second
        )

    def differ(self, rows: Sequence[int]) -> bool:
        """Whether two of these could not repeat each other."""
        standings = {self.copies[row].standing for row in rows}
        return any(not _may_repeat(one, other) for one, other in combinations(standings, 2))


def _read_articles(connection: Connection) -> _Articles:
    articles, sources = schema.ARTICLES.c, schema.SOURCES.c
    query = (
        select(schema.ARTICLES, sources.path)
        .join(schema.SOURCES, sources.key == articles.source)
        .order_by(articles.id)
    )
    rows = connection.execute(query).all()
    places = _places_of_practices(connection)
    copies = [
        Copy(
            id=row.id,
            path=row.path,
            title=squash(row.title or ""),
            standing=Standing(
                place=(row.adcode or "")[:6] or row.place or places.get(row.key),
                issuer=row.issuer,
            ),
            date=row.date,
            truncated=row.truncated,
            characters=row.characters,
        )
        for row in rows
    ]
    texts = _Texts(connection, [row.key for row in rows])
    return _Articles(copies, texts, read_signatures([row.signature for row in rows]))


def _places_of_practices(connection: Connection) -> dict[int, str]:
    """By article key, the place that more than half of its practices belong to."""
    practices = schema.PRACTICES.c
    query = select(practices.article, practices.adcode, practices.place)
    counts: dict[int, Counter[str]] = {}
    for article, adcode, place in connection.execute(query):
        counts.setdefault(article, Counter())[(adcode or "")[:6] or place or ""] += 1
    most = {article: found.most_common(1)[0] for article, found in counts.items()}
    return {a: place for a, (place, n) in most.items() if place and 2 * n > counts[a].total()}
