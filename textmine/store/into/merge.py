"""Two case databases become one, with what people said in both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from textmine.store.file import schema
from textmine.store.file.files import read_files, write_files
from textmine.store.file.labelling import (
    keep_taxonomy,
    read_labelling,
    read_naming,
    write_labelling,
)
from textmine.store.file.ledger import read_entries, replace_entries
from textmine.store.file.state import touch
from textmine.store.history.events import read_events, write_events
from textmine.store.kept.derive import derive

if TYPE_CHECKING:
    from textmine.store.database import CaseDatabase


@dataclass(frozen=True, slots=True)
class Foreign:
    """A taxonomy that came for the names of its patterns and is not in force.

    `clashes` are codes that the one in force has too, for something else.
    """

    name: str
    clashes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Merged:
    """What another database brought that was not there.

    `left` are documents that stay out: this one has something else by their names.
    """

    articles: int
    events: int
    baskets: int
    foreign: Foreign | None = None
    left: tuple[str, ...] = ()


def merge_database(database: CaseDatabase, other: Path) -> Merged:
    """Take over sources, corrections, baskets and ledger entries of *other* that are new here.

    A source that both hold stays as this one mined it. Nothing of *other* is changed. Another
    taxonomy comes with it for the names of its patterns; this one's stays in force.
    """
    # Opened by the same class: versions and damage are explained in the same words.
    opened = type(database).open(other, create=False, read_only=True)
    with opened as theirs, theirs.read() as there, database.write() as here:
        before = _articles(here)
        foreign = _take_labelling(here, there)
        left = _left_out(here, there)
        changed = _take_sources(here, there)
        _take_files(database.path, here, other, there)
        events = read_events(there)
        taken = write_events(here, events)
        changed |= {event.target.sha256 for event in events}
        baskets = _take_baskets(here, there)
        _take_searches(here, there)
        for sha256 in sorted(changed):
            derive(here, sha256)
        touch(here)
        brought = _articles(here) - before
    database.group()
    return Merged(brought, taken, baskets, foreign, left)


def _articles(connection: Connection) -> int:
    return connection.execute(select(func.count()).select_from(schema.ARTICLES)).scalar() or 0


def _take_labelling(here: Connection, there: Connection) -> Foreign | None:
    """Keep the other's taxonomies; in force only where nothing is yet. What is foreign in it."""
    theirs = read_labelling(there)
    if theirs and read_labelling(here) is None and not _articles(here):
        write_labelling(here, theirs)
    ours, others = read_naming(here), read_naming(there)
    for content in there.execute(select(schema.TAXONOMIES.c.content)).scalars():
        keep_taxonomy(here, content)
    if others.taxonomy is None or ours.codes >= others.codes:
        return None
    same = sorted(ours.codes & others.codes)
    clashes = tuple(code for code in same if ours.name(code) != others.name(code))
    return Foreign(others.taxonomy.zh, clashes)


def _left_out(here: Connection, there: Connection) -> tuple[str, ...]:
    """The documents of the other with contents that are not here, though their names are taken."""
    sources = schema.SOURCES.c
    contents = set(here.execute(select(sources.sha256)).scalars())
    taken = set(here.execute(select(schema.LEDGER.c.document)).scalars())
    rows = there.execute(select(sources.document, sources.sha256))
    found = {row.document for row in rows if row.sha256 not in contents}
    return tuple(sorted(found & taken))


def _take_sources(here: Connection, there: Connection) -> set[str]:
    """Copy sources and ledger entries that are not here; the contents that changed."""
    sources = schema.SOURCES
    known = {
        (row.sha256, row.path) for row in here.execute(select(sources.c.sha256, sources.c.path))
    }
    documents = set(here.execute(select(schema.LEDGER.c.document)).scalars())
    changed: set[str] = set()
    for row in there.execute(select(sources).order_by(sources.c.path)).mappings():
        if (row["sha256"], row["path"]) not in known and row["document"] not in documents:
            here.execute(sources.insert().values(_without_key(row)))
            changed.add(row["sha256"])
    for entry in read_entries(there, schema.LEDGER):
        if entry.document not in documents:
            replace_entries(here, schema.LEDGER, [entry])
    return changed


def _take_files(ours: Path, here: Connection, theirs: Path, there: Connection) -> None:
    """Note which files gave the documents that came, where no file gave them here."""
    known = read_files(here, schema.FILES, ours)
    documents = set(known.values())
    files = read_files(there, schema.FILES, theirs)
    taken = {path: name for path, name in files.items() if name not in documents}
    write_files(here, schema.FILES, ours, {p: n for p, n in taken.items() if p not in known})


def _without_key(row: Mapping[Any, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "key"}


def _take_searches(here: Connection, there: Connection) -> None:
    """Copy saved searches whose names are not taken here."""
    searches = schema.SEARCHES
    known = set(here.execute(select(searches.c.name)).scalars())
    for search in there.execute(select(searches)).mappings():
        if search["name"] not in known:
            here.execute(searches.insert().values(_without_key(search)))


def _take_baskets(here: Connection, there: Connection) -> int:
    """Copy baskets; of one that both have, the items that are new."""
    baskets, items = schema.BASKETS, schema.BASKET_ITEMS
    brought = 0
    for basket in there.execute(select(baskets)).mappings().all():
        key = here.execute(select(baskets.c.key).where(baskets.c.name == basket["name"])).scalar()
        if key is None:
            here.execute(baskets.insert().values(_without_key(basket)))
            brought += 1
            query = select(baskets.c.key).where(baskets.c.name == basket["name"])
            key = here.execute(query).scalar()
        known = set(
            here.execute(select(items.c.practice_id).where(items.c.basket == key)).scalars()
        )
        theirs = select(items).where(items.c.basket == basket["key"]).order_by(items.c.position)
        for item in there.execute(theirs).mappings():
            if item["practice_id"] not in known:
                here.execute(items.insert().values({**_without_key(item), "basket": key}))
    return brought
