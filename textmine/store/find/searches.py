"""Searches that people keep under a name, to ask them again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from textmine.errors import StoreError
from textmine.store.baskets import now
from textmine.store.file.schema import SEARCHES

if TYPE_CHECKING:
    from textmine.store.database import CaseDatabase

MAX_NAME = 60
MAX_KEPT = 200  # searches of a database; more is no list that anybody reads

Params = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A search under its name; `params` are those of its address."""

    name: str
    who: str
    at: str
    params: Params


def saved_searches(database: CaseDatabase) -> list[SavedSearch]:
    """All of them, by name."""
    with database.read() as connection:
        rows = connection.execute(select(SEARCHES).order_by(SEARCHES.c.name)).all()
    return [SavedSearch(r.name, r.who, r.at, _params(r.query)) for r in rows]


def _params(written: str) -> Params:
    return tuple((str(name), str(value)) for name, value in json.loads(written))


def save_search(
    database: CaseDatabase, name: str, params: Sequence[tuple[str, str]], who: str
) -> None:
    """Keep a search; one of the same name is replaced."""
    if not 1 <= len(name) <= MAX_NAME or not params:
        raise StoreError(name, f"cannot be kept: it takes a name of 1 to {MAX_NAME} and a question")
    row = {"name": name, "who": who, "at": now(), "query": json.dumps(params, ensure_ascii=False)}
    with database.write() as connection:
        connection.execute(delete(SEARCHES).where(SEARCHES.c.name == name))
        if len(connection.execute(select(SEARCHES.c.key)).all()) >= MAX_KEPT:
            raise StoreError(name, f"is one too many: {MAX_KEPT} searches are kept already")
        connection.execute(SEARCHES.insert().values(row))


def drop_search(database: CaseDatabase, name: str) -> None:
    """Forget a search."""
    with database.write() as connection:
        if not connection.execute(delete(SEARCHES).where(SEARCHES.c.name == name)).rowcount:
            raise StoreError(name, "is no saved search")
