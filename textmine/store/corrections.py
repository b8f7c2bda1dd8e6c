"""What people say about records: corrected, rejected, split, merged, checked, and taken back.

Every function appends one event and makes the article's rows again; nothing is overwritten.
`who` stands on each event.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select

from textmine.errors import StoreError
from textmine.plain import to_dict
from textmine.store.baskets import now
from textmine.store.file import schema
from textmine.store.file.state import touch
from textmine.store.history.adding import Added
from textmine.store.history.events import (
    Conflict,
    Event,
    Kind,
    conflicts_of,
    read_events,
    standing,
    write_events,
)
from textmine.store.history.fields import FIELDS, number_like, value_of
from textmine.store.history.identity import Target, target_of
from textmine.store.history.judging import held_by_check, items_by_id
from textmine.store.kept.derive import derive
from textmine.store.kept.homes import PAIRING, homes_of, other_of
from textmine.types import Record

if TYPE_CHECKING:
    from textmine.store.database import CaseDatabase


ANSWERS = frozenset({"set", "check", "reject", "skip"})  # what answers whether something is right


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Who says something, and why."""

    who: str
    why: str | None = None


# ---- saying something -------------------------------------------------------------------------
def correct(database: CaseDatabase, identity: str, field: str, value: Any, said: Said) -> Event:
    """Give a field of an article, practice, metric or place another value."""
    found = _target(database, identity)
    record, target = found.record, found.target
    fields = FIELDS[target.kind]
    if field not in fields:
        raise StoreError(field, f"is no field of a {target.kind}; known: {', '.join(fields)}")
    if not fields[field](value):
        raise StoreError(field, f"cannot be {value!r}")
    if field == "span" and value["end"] > len(record.text):
        raise StoreError(field, f"ends at {value['end']}, after the text ({len(record.text)})")
    old = value_of(record, identity, field)
    return _say(database, "set", target, said, field=field, old=old, new=to_dict(value))


def reject(database: CaseDatabase, identity: str, said: Said) -> Event:
    """Say that a practice, metric or place is none."""
    return _say(database, "reject", _part(database, identity), said)


def check(database: CaseDatabase, identity: str, said: Said) -> Event:
    """Say that something is right as it stands; a better pipeline may not say otherwise."""
    found = _target(database, identity)
    standing_now = standing(history(database, identity))
    corrected = frozenset(str(event.field) for event in standing_now if event.kind == "set")
    item = items_by_id(found.record).get(identity)
    seen = held_by_check(item, found.target.kind, corrected) if item else None
    return _say(database, "check", found.target, said, new=seen)


def skip(database: CaseDatabase, identity: str, said: Said) -> Event:
    """Say that one cannot tell whether a practice or metric is right: it waits behind others."""
    target = _part(database, identity)
    if target.kind == "place":
        raise StoreError(identity, "is no practice or metric")
    return _say(database, "skip", target, said)


def split(database: CaseDatabase, identity: str, at: int, said: Said, name: str = "") -> Event:
    """Cut a practice in two before offset *at* of the article's text."""
    found = database.practice(identity)
    if not found.practice.start < at < found.practice.end:
        raise StoreError(identity, f"cannot be split at {at}, which is not within it")
    before = found.record.text[at : min(at + 20, found.practice.end)]
    target = _part(database, identity)
    return _say(database, "split", target, said, new={"before": before, "name": name or None})


def merge(database: CaseDatabase, identity: str, other: str, said: Said) -> Event:
    """Make one practice of two of the same article; the first one's name and id stay."""
    one, two = _target(database, identity), _target(database, other)
    if one.record.id != two.record.id or identity == other:
        raise StoreError(other, "is no other practice of the same article")
    return _say(database, "merge", one.target, said, new=asdict(two.target))


def add_practice(
    database: CaseDatabase, article_id: str, values: Mapping[str, Any], said: Said
) -> Event:
    """Make a practice of a span: *values* are start, end, name, patterns, and any other field."""
    return _add(database, article_id, "practice", ("name", "patterns"), values, said)


def add_metric(
    database: CaseDatabase, article_id: str, values: Mapping[str, Any], said: Said
) -> Event:
    """Say which figure a span states: *values* are start, end, value, unit, any other field.

    A metric that is mined from the same number later gives way to what was said.
    """
    return _add(database, article_id, "metric", ("value", "unit"), values, said)


def _add(
    database: CaseDatabase,
    article_id: str,
    kind: Added,
    needed: Sequence[str],
    values: Mapping[str, Any],
    said: Said,
) -> Event:
    found = _target(database, article_id)
    if found.target.kind != "article":
        raise StoreError(article_id, "is no article")
    fields = {"start": number_like, "end": number_like, **FIELDS[kind]}
    for name in ("start", "end", *needed, *values):
        if name not in fields or not fields[name](values.get(name)):
            raise StoreError(name, f"cannot be {values.get(name)!r}")
    text, start, end = found.record.text, values["start"], values["end"]
    if not 0 <= start < end <= len(text):
        raise StoreError(article_id, "has no such span")
    new = {**to_dict(values), "words": text[start:end]}
    return _say(database, "add", found.target, said, new=new)


def join_case(database: CaseDatabase, identity: str, other: str, said: Said) -> Event:
    """Say that two practices are the same case, whatever grouping finds."""
    return _about_cases(database, "join", identity, other, said)


def part_case(database: CaseDatabase, identity: str, other: str, said: Said) -> Event:
    """Say that two practices are not the same case."""
    return _about_cases(database, "part", identity, other, said)


def _about_cases(
    database: CaseDatabase, kind: Kind, identity: str, other: str, said: Said
) -> Event:
    one, two = _part(database, identity), _part(database, other)
    if identity == other or {one.kind, two.kind} != {"practice"}:
        raise StoreError(other, "is no other practice")
    return _say(database, kind, one, said, new=asdict(two))


def undo(database: CaseDatabase, event_id: str, said: Said) -> Event:
    """Take an event back; undoing an undo brings it back."""
    with database.read() as connection:
        events = read_events(connection, schema.EVENTS.c.id == event_id)
    if not events:
        raise StoreError(event_id, "is no event")
    return _say(database, "undo", events[0].target, said, undoes=event_id)


def undo_last(database: CaseDatabase, said: Said) -> list[Event]:
    """Take back what *said.who* answered last of a practice or metric, all fields of it at once."""
    with database.read() as connection:
        kinds = schema.EVENTS.c.target.in_(("practice", "metric"))
        events = standing(read_events(connection, kinds))
    mine = [event for event in events if event.who == said.who and event.kind in ANSWERS]
    last = mine[-1].target.id if mine else ""
    answer = list(takewhile(lambda event: event.target.id == last, reversed(mine)))
    return [undo(database, event.id, said) for event in answer]


# ---- asking -----------------------------------------------------------------------------------
def history(database: CaseDatabase, identity: str) -> list[Event]:
    """All events about one thing, in their order, undone ones too."""
    with database.read() as connection:
        known = read_events(connection, schema.EVENTS.c.target_id == identity)
        ids = [event.id for event in known]
        return read_events(
            connection,
            or_(schema.EVENTS.c.target_id == identity, schema.EVENTS.c.undoes.in_(ids)),
        )


def homeless(database: CaseDatabase) -> list[Event]:
    """Standing events that no record of the database takes: nothing is lost, nothing is guessed."""
    with database.read() as connection:
        events = standing(read_events(connection))
        at_home = set(connection.execute(select(schema.HOUSED.c.event).distinct()).scalars())
        homes = homes_of(connection, events)
    for event in events:
        if event.kind in PAIRING and not {event.target.id, other_of(event).id} <= homes.keys():
            at_home.discard(event.id)  # one of the two is gone
    return [event for event in events if event.id not in at_home]


def conflicts(database: CaseDatabase) -> list[Conflict]:
    """Where people contradict each other; the later one holds."""
    with database.read() as connection:
        return conflicts_of(read_events(connection))


# ---- inside -----------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class _Targeted:
    record: Record
    target: Target


def _target(database: CaseDatabase, identity: str) -> _Targeted:
    record = database.article(identity)
    target = target_of(record, identity)
    if target is None:
        raise StoreError(identity, f"is not in {database.path}")
    return _Targeted(record, target)


def _part(database: CaseDatabase, identity: str) -> Target:
    target = _target(database, identity).target
    if target.kind == "article":
        raise StoreError(identity, "is an article; `remove` withdraws a whole document")
    return target


def _say(database: CaseDatabase, kind: Kind, target: Target, said: Said, **values: Any) -> Event:
    if not said.who.strip():
        raise StoreError("who", "must be said: every correction carries a name")
    event = Event(
        id="e-" + uuid.uuid4().hex,
        at=now(),
        who=said.who,
        why=said.why,
        kind=kind,
        target=target,
        **values,
    )
    append(database, [event])
    return event


def append(database: CaseDatabase, events: list[Event]) -> int:
    """Append events and make the rows of what they are about again; how many were new."""
    with database.write() as connection:
        count = write_events(connection, events)
        shas = {event.target.sha256 for event in events}
        paths = {event.target.path for event in events}
        sources = schema.SOURCES.c
        here = select(sources.sha256).where(or_(sources.sha256.in_(shas), sources.path.in_(paths)))
        for sha256 in sorted(set(connection.execute(here).scalars())):
            derive(connection, sha256)
        touch(connection)
    database.look_again()
    return count
