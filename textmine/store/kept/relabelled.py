"""Labels that were made anew from what was kept: read, and written back.

Where the practices stay the same ones, only labels that changed are written; else, and where
people corrected something, the rows of the source are derived again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, delete, exists, or_, select
from sqlalchemy.engine import Connection

from textmine.store.file import schema
from textmine.store.file.packing import pack, unpack
from textmine.store.kept.derive import derive
from textmine.store.kept.drafts import Kept, Row, pack_passages, unpack_drafts

AT_ONCE = 500


def read_kept(connection: Connection, documents: Sequence[str]) -> dict[str, list[Kept]]:
    """What is kept of the sources of documents; without those of which too little was kept."""
    sources = schema.SOURCES.c
    query = select(sources.key, sources.document, sources.records, sources.drafts)
    rows = connection.execute(query.where(sources.document.in_(documents))).all()
    lacking = {row.document for row in rows if row.drafts is None}
    found: dict[str, list[Kept]] = {name: [] for name in documents if name not in lacking}
    for row in rows:
        if row.document in found:
            records = unpack(row.records)
            kept = Kept(row.key, records, unpack_drafts(row.drafts, records))
            found[row.document].append(kept)
    return found


def write_kept(connection: Connection, kept: Sequence[Kept]) -> None:
    """Write sources that were labelled anew in the place of what they were made from."""
    for at in range(0, len(kept), AT_ONCE):  # a statement holds only so many keys
        _write_some(connection, kept[at : at + AT_ONCE])


def _write_some(connection: Connection, kept: Sequence[Kept]) -> None:
    _write_sources(connection, kept)
    keys = [source.key for source in kept]
    content_of = _contents(connection, keys)
    known_of = _practice_keys(connection, keys)
    corrected = _corrected(connection, keys)
    practices: list[Row] = []
    numbers: dict[str, int] = {}
    for source in kept:
        if source.key not in content_of:
            continue
        if source.key in corrected or not source.keeps_practices():
            derive(connection, content_of[source.key])
        else:
            practices += source.changed_practices()
            numbers |= known_of.get(source.key, {})
    if practices:
        _write_labels(connection, numbers, practices)


def _contents(connection: Connection, keys: Sequence[int]) -> dict[int, str]:
    """By source its content; without those that the same content at an earlier path stands for."""
    sources, others = schema.SOURCES.c, schema.SOURCES.alias().c
    earlier = exists().where(others.sha256 == sources.sha256, others.path < sources.path)
    query = select(sources.key, sources.sha256).where(sources.key.in_(keys), ~earlier)
    return {row.key: row.sha256 for row in connection.execute(query)}


def _write_sources(connection: Connection, kept: Sequence[Kept]) -> None:
    own = schema.SOURCES.update().where(schema.SOURCES.c.key == bindparam("source"))
    records = [{"source": source.key, "records": pack(source.rows)} for source in kept]
    connection.execute(own, records)
    # Passages are told by their practices: as long as these stay, so does what is kept of them.
    others = [source for source in kept if not source.keeps_practices()]
    if others:
        drafts = [{"source": source.key, "drafts": pack_passages(source)} for source in others]
        connection.execute(own, drafts)


def _practice_keys(connection: Connection, sources: Sequence[int]) -> dict[int, dict[str, int]]:
    """By source, the keys of its practices by their ids."""
    articles, practices = schema.ARTICLES.c, schema.PRACTICES.c
    joined = schema.PRACTICES.join(schema.ARTICLES, articles.key == practices.article)
    query = select(articles.source, practices.id, practices.key).select_from(joined)
    found: dict[int, dict[str, int]] = {}
    for source, identity, key in connection.execute(query.where(articles.source.in_(sources))):
        found.setdefault(source, {})[identity] = key
    return found


def _corrected(connection: Connection, keys: Sequence[int]) -> set[int]:
    """The sources that people said something of, or of what stood at their path before."""
    sources, events = schema.SOURCES.c, schema.EVENTS.c
    said = or_(events.sha256 == sources.sha256, events.path == sources.path)
    query = select(sources.key).join(schema.EVENTS, said).where(sources.key.in_(keys))
    return set(connection.execute(query).scalars())


def _write_labels(
    connection: Connection, keys: Mapping[str, int], practices: Sequence[Row]
) -> None:
    """Scores, subtypes and patterns of practices that stay."""
    table, labels = schema.PRACTICES, schema.LABELS
    values = [
        {"row": keys[p["id"]], "score": p["score"], "subtypes": json.dumps(p["subtypes"])}
        for p in practices
    ]
    connection.execute(table.update().where(table.c.key == bindparam("row")), values)
    stale = [{"row": value["row"]} for value in values]
    connection.execute(delete(labels).where(labels.c.practice == bindparam("row")), stale)
    rows = [row for p in practices for row in _label_rows(keys[p["id"]], p)]
    connection.execute(labels.insert(), rows)


def _label_rows(practice: int, data: Row) -> Iterator[dict[str, Any]]:
    for position, label in enumerate(data["patterns"]):
        code, score = label["code"], label["score"]
        yield {"practice": practice, "code": code, "position": position, "score": score}
