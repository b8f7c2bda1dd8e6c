"""Makes the tables that are searched and counted from what was mined and what people corrected."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.engine import Connection

from textmine.plain import from_dict
from textmine.store.file import schema
from textmine.store.file.fulltext import clear_fulltext, forget_passages, index_passages
from textmine.store.file.packing import pack, unpack, unpack_text
from textmine.store.history.events import events_for
from textmine.store.history.identity import overlap
from textmine.store.history.revise import Revised, revise
from textmine.store.kept.answer_rows import answer_rows
from textmine.store.kept.times import time_rows
from textmine.store.words.lots import lot_of
from textmine.store.words.periods import first_year, years_of
from textmine.store.words.placenames import PlaceNames
from textmine.types import Metric, Practice, Record

HOST = re.compile(r"^[a-z]+://([^/:?#]+)", re.IGNORECASE)

# A paragraph that a practice covers by this share is found through the practice.
COVERED = 0.5
LEAST_PARAGRAPH = 8  # characters; shorter lines are headings, which stand in the context


def derive(
    connection: Connection, sha256: str, fresh: Mapping[str, Sequence[Record]] | None = None
) -> None:
    """Make the rows of all articles of one file content again.

    *fresh* has records just mined, by path, which need not be unpacked.
    """
    former = forget(connection, sha256)
    source = _primary(connection, sha256)
    if source is None:
        return
    records = (fresh or {}).get(source["path"])
    last = connection.execute(select(func.max(schema.ARTICLES.c.key))).scalar() or 0
    unused = count(max(last, *former.values(), 0) + 1)
    for revised in revised_records(connection, source, records):
        # An article keeps its key: what is in the order of keys stays so when it is corrected.
        key = former.get(revised.record.id) or next(unused)
        _write_article(connection, key, source["key"], revised)


def derive_all(connection: Connection) -> None:
    """Make every derived table again; a file of an older schema needs it."""
    clear_fulltext(connection)
    for table in reversed(schema.DERIVED):
        connection.execute(delete(table))
    contents = connection.execute(select(schema.SOURCES.c.sha256).distinct()).scalars().all()
    for sha256 in sorted(contents):
        derive(connection, sha256)


def forget(connection: Connection, sha256: str) -> dict[str, int]:
    """Take out the rows of all articles of one file content; the keys that they had, by id."""
    passages, articles = schema.PASSAGES, schema.ARTICLES
    keys = select(articles.c.id, articles.c.key).where(articles.c.sha256 == sha256)
    former = {row.id: int(row.key) for row in connection.execute(keys)}
    known = list(former.values())
    if not known:
        return {}
    query = select(passages).where(passages.c.article.in_(known))
    forget_passages(connection, [dict(row) for row in connection.execute(query).mappings()])
    connection.execute(delete(articles).where(articles.c.key.in_(known)))
    return former


def _primary(connection: Connection, sha256: str) -> dict[str, Any] | None:
    """Of one content at several paths the first by name stands for all, whichever came first."""
    sources = schema.SOURCES
    query = select(sources).where(sources.c.sha256 == sha256).order_by(sources.c.path).limit(1)
    row = connection.execute(query).mappings().first()
    return dict(row) if row else None


def revised_records(
    connection: Connection, source: Mapping[Any, Any], records: Sequence[Record] | None = None
) -> Iterator[Revised]:
    """The records of a source row with the corrections that find their home in them."""
    if records is None:
        records = [from_dict(Record, data) for data in unpack(source["records"])]
    events = events_for(connection, source["sha256"], source["path"])
    decoded = unpack_text(source["decoded"]) if events and source["decoded"] else None
    for record in records:
        yield revise(record, events, decoded)


# ---- rows -------------------------------------------------------------------------------------
def _write_article(connection: Connection, article: int, source: int, revised: Revised) -> None:
    record = revised.record
    packed = pack(record) if revised.applied else None
    row = {"key": article, "source": source, **_article_row(record), "revised": packed}
    connection.execute(schema.ARTICLES.insert().values(row))
    places = PlaceNames(record)
    practices = _write_practices(connection, article, revised, places)
    metrics = [_metric_row(article, i, m, practices) for i, m in enumerate(record.metrics)]
    if metrics:
        connection.execute(schema.METRICS.insert(), metrics)
    mentions = _place_rows(article, record)
    if mentions:
        connection.execute(schema.PLACES.insert(), mentions)
    if revised.applied:
        at_home = [{"event": event.id, "article": article} for event in revised.applied]
        connection.execute(schema.HOUSED.insert(), at_home)
    if answers := answer_rows(article, revised):
        connection.execute(schema.ANSWERS.insert(), answers)
    passages = [*_practice_passages(record, practices, places), *_paragraphs(record)]
    _write_passages(connection, article, passages)
    if times := list(time_rows(record, passages)):
        connection.execute(schema.TIMES.insert(), times)


def _article_row(record: Record) -> dict[str, Any]:
    place = record.place
    same = "id number title author issuer date genre variant suspect truncated".split()
    return {
        **{name: getattr(record, name) for name in same},
        "sha256": record.source.sha256,
        "number": record.article,
        "year": first_year(record.date),
        "place": place.text if place else None,
        "adcode": place.adcode if place else None,
        "origin": origin_of(record),
        "signature": record.signature or _sign(record.text),
        "characters": len(record.text),
    }


def _sign(text: str) -> str:
    """The signature of a text; numpy, which makes it, is loaded once there is something to sign."""
    from textmine.clean.signature import sign

    return sign(text)


def origin_of(record: Record) -> str:
    """The site, the host or the folder that a record came from; "" for a file in no folder."""
    source = record.source
    host = HOST.match(source.url or "")
    folder, slash, _ = source.path.partition("/")
    return source.site or (host[1].lower() if host else folder if slash else "")


def _write_practices(
    connection: Connection, article: int, revised: Revised, places: PlaceNames
) -> list[int]:
    """The keys of the practices, in their order."""
    if not revised.record.practices:
        return []
    table = schema.PRACTICES
    last = connection.execute(select(func.max(table.c.key))).scalar() or 0
    rows, labels, keys = [], [], []
    for position, practice in enumerate(revised.record.practices):
        key = last + 1 + position
        keys.append(key)
        row = _practice_row(revised.record, practice, places)
        checked = practice.id in revised.checked or practice.checked is not None
        rows.append(
            {"key": key, "article": article, "position": position, "checked": checked, **row}
        )
        labels += [
            {"practice": key, "code": label.code, "position": rank, "score": label.score}
            for rank, label in enumerate(practice.patterns)
        ]
    connection.execute(table.insert(), rows)
    connection.execute(schema.LABELS.insert(), labels)
    return keys


def _practice_row(record: Record, practice: Practice, places: PlaceNames) -> dict[str, Any]:
    years = years_of(practice.period) or years_of(record.date)
    place = practice.place or record.place
    same = ("id", "name", "start", "end", "source_start", "source_end", "status", "score", "period")
    return {
        **{name: getattr(practice, name) for name in same},
        "place": place.text if place else None,
        "adcode": places.code(practice),
        "place_full": places.full(practice),
        "year": years[0] if years else None,
        "year_end": years[1] if years else None,
        "subtypes": json.dumps(practice.subtypes),
        "signature": _sign(record.text[practice.start : practice.end]),
        "lot": lot_of(practice.id),
    }


def _metric_row(
    article: int, position: int, metric: Metric, practices: list[int]
) -> dict[str, Any]:
    place = metric.place
    same = (
        "id text start end source_start source_end indicator indicator_key value value_max unit "
        "modifier period role total score"
    ).split()
    return {
        **{name: getattr(metric, name) for name in same},
        "article": article,
        "practice": practices[metric.practice] if metric.practice is not None else None,
        "position": position,
        "change": metric.change.kind if metric.change else None,
        "year": first_year(metric.period),
        "place": place.text if place else None,
        "adcode": place.adcode if place else None,
        "lot": lot_of(metric.id),
    }


def _place_rows(article: int, record: Record) -> list[dict[str, Any]]:
    mentions: dict[tuple[Any, ...], list[str]] = {}
    for place in record.places:
        kind = (place.text, place.adcode, place.level, place.full)
        mentions.setdefault(kind, []).append(place.id)
    return [
        {
            **dict(zip(("text", "adcode", "level", "full"), kind, strict=True)),
            "article": article,
            "count": len(ids),
            "ids": json.dumps(ids),
        }
        for kind, ids in mentions.items()
    ]


# ---- passages ---------------------------------------------------------------------------------
def _write_passages(connection: Connection, article: int, rows: list[dict[str, Any]]) -> None:
    table = schema.PASSAGES
    last = connection.execute(select(func.max(table.c.key))).scalar() or 0
    for number, row in enumerate(rows, last + 1):
        row.update(key=number, article=article)
    if rows:
        connection.execute(table.insert(), rows)
        index_passages(connection, rows)


def _practice_passages(
    record: Record, keys: list[int], places: PlaceNames
) -> Iterator[dict[str, Any]]:
    for key, practice in zip(keys, record.practices, strict=True):
        place = practice.place or record.place
        full = places.full(practice) or (place.text if place else None)
        context = (record.title, *practice.headings, full, *practice.keywords)
        yield {
            "practice": key,
            "start": practice.start,
            "end": practice.end,
            "name": practice.name,
            "text": record.text[practice.start : practice.end],
            "context": "\n".join(part for part in context if part),
        }


def _paragraphs(record: Record) -> Iterator[dict[str, Any]]:
    """Paragraphs that stand in no practice."""
    waiting = sorted(((each.start, each.end) for each in record.practices), reverse=True)
    spans: list[tuple[int, int]] = []  # that reach into the line, of thousands in a long article
    for start, end in lines_of(record.text):
        while waiting and waiting[-1][0] < end:
            spans.append(waiting.pop())
        spans = [span for span in spans if span[1] > start]
        if end - start < LEAST_PARAGRAPH or _covered((start, end), spans):
            continue
        yield {
            "practice": None,
            "start": start,
            "end": end,
            "name": "",
            "text": record.text[start:end],
            "context": record.title or "",
        }


def lines_of(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each line."""
    start = 0
    for line in text.split("\n"):
        yield start, start + len(line)
        start += len(line) + 1


def _covered(line: tuple[int, int], spans: Iterable[tuple[int, int]]) -> bool:
    inside = sum(max(0, min(line[1], end) - max(line[0], start)) for start, end in spans)
    return inside >= COVERED * (line[1] - line[0]) or any(overlap(line, s) > COVERED for s in spans)
