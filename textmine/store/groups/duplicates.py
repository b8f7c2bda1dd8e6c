"""Articles that repeat others, and practices whose words were borrowed from elsewhere.

A reprint or another version of an article counts once, with the head of its group, and the head
says where the others are (`also_at`). The same words under another place or issuer are never
merged: they are evidence that a practice spread. The same file at several paths is one article
already (`store.kept.derive`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.engine import Connection

from textmine.clean.lines import squash
from textmine.store.file import schema
from textmine.store.file.packing import unpack
from textmine.store.groups.likeness import (
    Signatures,
    Unions,
    candidate_pairs,
    containment,
    jaccard,
    read_signatures,
    shingles,
)
from textmine.store.words.divisions import prefix_of

# Shares of four-character shingles. A reprint differs in a byline, a garble, a cut end: over
# nine tenths; a version in whole paragraphs. A preview that breaks off lies within the whole.
REPRINT = 0.9
VERSION = 0.5
WITHIN = 0.85
BORROWED = 0.6
WORTH_A_LOOK = 0.08  # of an estimate whose standard error is 0.04 there


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """An article as far as repeating goes."""

    id: str
    path: str
    title: str
    place: str | None  # county or higher, six digits or a name
    issuer: str | None
    date: str | None
    truncated: bool
    characters: int


def group_duplicates(connection: Connection) -> None:
    """Find the articles that repeat another, and which one stands for each group."""
    read = _read_articles(connection)
    copies, texts, signatures = read.copies, read.texts, read.signatures
    unions = Unions()
    for one, other in candidate_pairs(signatures, WORTH_A_LOOK):
        first, second = copies[one], copies[other]
        if _may_repeat(first, second) and repeats(texts(one), texts(other), first, second):
            unions.join(first.id, second.id)
    by_id = {copy.id: row for row, copy in enumerate(copies)}
    rows = []
    for members in unions.groups(by_id).values():
        if len(members) > 1:
            ordered = sorted((copies[by_id[member]] for member in members), key=_precedence)
            rows += list(_group_rows(ordered, by_id, texts))
    connection.execute(schema.DUPLICATES.delete())
    if rows:
        connection.execute(schema.DUPLICATES.insert(), rows)


def _group_rows(
    ordered: Sequence[Copy], by_id: Mapping[str, int], texts: _Texts
) -> Iterator[dict[str, object]]:
    head = ordered[0]
    for copy in ordered[1:]:
        likeness = jaccard(texts(by_id[head.id]), texts(by_id[copy.id]))
        kind = "reprint" if likeness >= REPRINT else "version"
        yield {"article_id": copy.id, "head_id": head.id, "kind": kind, "likeness": likeness}


def _may_repeat(one: Copy, other: Copy) -> bool:
    """Another place or another issuer borrows; it does not repeat."""
    places = not (one.place and other.place) or _nested(one.place, other.place)
    issuers = not (one.issuer and other.issuer) or one.issuer == other.issuer
    return places and issuers


def _nested(one: str, other: str) -> bool:
    """Whether one place is the other or within it."""
    first, second = sorted((prefix_of(one), prefix_of(other)), key=len)
    return second.startswith(first)


def repeats(one: frozenset[str], other: frozenset[str], first: Copy, second: Copy) -> bool:
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
        self._read = lru_cache(maxsize=2_000)(self._load)

    def __call__(self, row: int) -> frozenset[str]:
        return self._read(row)

    def _load(self, row: int) -> frozenset[str]:
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
            place=(row.adcode or "")[:6] or row.place or places.get(row.key),
            issuer=row.issuer,
            date=row.date,
            truncated=row.truncated,
            characters=row.characters,
        )
        for row in rows
    ]
    texts = _Texts(connection, [row.key for row in rows])
    return _Articles(copies, texts, read_signatures([row.signature for row in rows]))


def _places_of_practices(connection: Connection) -> dict[int, str]:
    """By article key, the place that most of its practices belong to."""
    practices = schema.PRACTICES.c
    query = select(practices.article, practices.adcode, practices.place)
    counts: dict[int, Counter[str]] = {}
    for article, adcode, place in connection.execute(query):
        if adcode or place:
            counts.setdefault(article, Counter())[(adcode or "")[:6] or place] += 1
    return {
        article: min(found, key=lambda place: (-found[place], place))
        for article, found in counts.items()
    }


# ---- borrowed words ---------------------------------------------------------------------------
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
    rows = []
    for one, other in candidate_pairs(signatures, BORROWED / 2):
        first, second = sorted((passages[one], passages[other]), key=lambda p: p.when)
        same = heads.get(first.article, first.article) == heads.get(second.article, second.article)
        apart = first.place and second.place and first.place != second.place
        if same or not apart:
            continue
        likeness = jaccard(shingles(first.text), shingles(second.text))
        if likeness >= BORROWED:
            rows.append({"practice_id": second.id, "from_id": first.id, "likeness": likeness})
    connection.execute(schema.BORROWINGS.delete())
    if rows:
        connection.execute(schema.BORROWINGS.insert(), rows)


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
