"""Corrections as they are kept: appended, never changed; an undo is one more."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, cast

from sqlalchemy import or_, select
from sqlalchemy.engine import Connection

from textmine.store.file.schema import EVENTS, SOURCES
from textmine.store.history.identity import Target, TargetKind

Kind = Literal["set", "reject", "add", "split", "merge", "check", "skip", "join", "part", "undo"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Who said what about which value, when and why.

    `set` gives `field` the value `new`; `reject` says it is none; `add` makes a practice of a
    span; `split` cuts one at an offset of its text; `merge` joins it to the practice `new`;
    `check` says it is right as it stands, `new` being what was seen; `skip` that whoever looked
    cannot tell; `join` and `part` say whether it is the same case as
    the practice `new`; `undo` takes back the event `undoes`.
    """

    id: str
    at: str  # UTC, ISO 8601
    who: str
    kind: Kind
    target: Target
    field: str | None = None
    old: Any = None
    new: Any = None
    why: str | None = None
    undoes: str | None = None


def events_for(connection: Connection, sha256: str, path: str) -> list[Event]:
    """Events of one file content, and of what stood at its path before, in their order."""
    here = select(SOURCES.c.sha256)
    gone = (EVENTS.c.path == path) & EVENTS.c.sha256.not_in(here)
    return read_events(connection, or_(EVENTS.c.sha256 == sha256, gone))


def read_events(connection: Connection, where: Any = None) -> list[Event]:
    """Events in the order in which they were made, the same in every copy of the database."""
    query = select(EVENTS).order_by(EVENTS.c.at, EVENTS.c.id)
    if where is not None:
        query = query.where(where)
    return [_event(row) for row in connection.execute(query).mappings()]


def _event(row: Mapping[Any, Any]) -> Event:
    return Event(
        id=row["id"],
        at=row["at"],
        who=row["who"],
        kind=cast(Kind, row["kind"]),
        target=Target(
            kind=cast(TargetKind, row["target"]),
            id=row["target_id"],
            sha256=row["sha256"],
            path=row["path"],
            source_start=row["source_start"],
            source_end=row["source_end"],
            evidence=row["evidence"],
        ),
        field=row["field"],
        old=_loads(row["old"]),
        new=_loads(row["new"]),
        why=row["why"],
        undoes=row["undoes"],
    )


def _loads(text: str | None) -> Any:
    return None if text is None else json.loads(text)


def write_events(connection: Connection, events: Iterable[Event]) -> int:
    """Append those that are not there yet; how many were new."""
    known = set(connection.execute(select(EVENTS.c.id)).scalars())
    rows = [_row(event) for event in events if event.id not in known]
    if rows:
        connection.execute(EVENTS.insert(), rows)
    return len(rows)


def _row(event: Event) -> dict[str, Any]:
    target = event.target
    return {
        "id": event.id,
        "at": event.at,
        "who": event.who,
        "kind": event.kind,
        "target": target.kind,
        "target_id": target.id,
        "sha256": target.sha256,
        "path": target.path,
        "source_start": target.source_start,
        "source_end": target.source_end,
        "evidence": target.evidence,
        "field": event.field,
        "old": json.dumps(event.old, ensure_ascii=False),
        "new": json.dumps(event.new, ensure_ascii=False),
        "why": event.why,
        "undoes": event.undoes,
    }


def standing(events: list[Event]) -> list[Event]:
    """Events that are not undone; an undo that is undone itself does not count."""
    undone: set[str] = set()
    for event in reversed(events):
        if event.kind == "undo" and event.id not in undone and event.undoes:
            undone.add(event.undoes)
    return [event for event in events if event.kind != "undo" and event.id not in undone]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two people gave one field different values; the later one (`held`) holds."""

    held: Event
    former: Event


def conflicts_of(events: list[Event]) -> list[Conflict]:
    """Standing events of different people that contradict each other."""
    last: dict[tuple[str, str | None], Event] = {}
    found: list[Conflict] = []
    for event in standing(events):
        if event.kind not in ("set", "reject"):
            continue
        key = (event.target.id, event.field)
        former = last.get(key)
        if former and former.who != event.who and former.new != event.new:
            found.append(Conflict(event, former))
        last[key] = event
    return found
