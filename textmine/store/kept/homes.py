"""Which practices corrections mean that speak of two: "these are one case", "these are not"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.engine import Connection

from textmine.store.file.schema import ARTICLES, PRACTICES, SOURCES
from textmine.store.history.events import Event
from textmine.store.history.identity import Target, find_home
from textmine.store.kept.records import read_records

PAIRING = ("join", "part")  # kinds of events about two practices


def other_of(event: Event) -> Target:
    """The second practice of an event about two."""
    return Target(**event.new)


def homes_of(connection: Connection, events: Iterable[Event]) -> dict[str, str]:
    """What practices the events about two mean now, by the id that each had when it was said.

    Found like the home of any correction: by id, then in the file that has its content, or stands
    at its path, by its words. Those that find none are left out.
    """
    targets = {
        target.id: target
        for event in events
        if event.kind in PAIRING
        for target in (event.target, other_of(event))
    }
    if not targets:
        return {}
    here = set(connection.execute(select(PRACTICES.c.id)).scalars())
    found = {identity: identity for identity in targets if identity in here}
    lost = [target for identity, target in targets.items() if identity not in here]
    return found | _found_again(connection, lost)


def _found_again(connection: Connection, targets: Sequence[Target]) -> dict[str, str]:
    sources, articles = SOURCES.c, ARTICLES.c
    query = select(articles.key, sources.sha256, sources.path).join(
        SOURCES, sources.key == articles.source
    )
    by_content: dict[str, list[int]] = {}
    by_path: dict[str, list[int]] = {}
    for row in connection.execute(query.order_by(articles.key)) if targets else ():
        by_content.setdefault(row.sha256, []).append(row.key)
        by_path.setdefault(row.path, []).append(row.key)
    homes: dict[str, str] = {}
    for target in targets:
        same_file = target.sha256 in by_content
        keys = by_content.get(target.sha256) or by_path.get(target.path, [])
        meant = []
        for record in read_records(connection, keys, {}):
            at = find_home(target, record.practices, record.text, same_file=same_file)
            meant += [record.practices[at].id] if at >= 0 else []
        if len(meant) == 1:  # in two articles of a file: neither more than the other
            homes[target.id] = meant[0]
    return homes
