"""Baskets: practices that somebody puts together for a text of their own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select
from sqlalchemy.engine import Connection

from textmine.errors import StoreError
from textmine.store.file.schema import BASKET_ITEMS, BASKETS

if TYPE_CHECKING:
    from textmine.store.database import CaseDatabase


@dataclass(frozen=True, slots=True)
class Basket:
    """A basket and how much is in it."""

    name: str
    who: str
    at: str
    size: int


@dataclass(frozen=True, slots=True)
class BasketItem:
    """A practice in a basket, with the heading it is to stand under; `text` as it was put in."""

    practice_id: str
    heading: str | None
    note: str | None
    text: str


def now() -> str:
    """The time, UTC, to the microsecond: events are ordered by it."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def baskets(database: CaseDatabase) -> list[Basket]:
    """All baskets, by name."""
    query = (
        select(BASKETS.c.name, BASKETS.c.who, BASKETS.c.at, func.count(BASKET_ITEMS.c.key))
        .outerjoin(BASKET_ITEMS, BASKET_ITEMS.c.basket == BASKETS.c.key)
        .group_by(BASKETS.c.key, BASKETS.c.name, BASKETS.c.who, BASKETS.c.at)
        .order_by(BASKETS.c.name)
    )
    with database.read() as connection:
        return [Basket(*row) for row in connection.execute(query)]


def items_of(database: CaseDatabase, name: str) -> list[BasketItem]:
    """What is in a basket, in the order in which it was put in."""
    with database.read() as connection:
        key = _key_of(connection, name)
        query = select(BASKET_ITEMS).where(BASKET_ITEMS.c.basket == key)
        rows = connection.execute(query.order_by(BASKET_ITEMS.c.position)).all()
    return [BasketItem(row.practice_id, row.heading, row.note, row.text) for row in rows]


def put_in(
    database: CaseDatabase,
    name: str,
    practice_id: str,
    *,
    who: str,
    heading: str | None = None,
) -> None:
    """Put a practice into a basket, which is made where it is missing; once is enough."""
    found = database.practice(practice_id)
    text = found.record.text[found.practice.start : found.practice.end]
    with database.write() as connection:
        if connection.execute(select(BASKETS.c.key).where(BASKETS.c.name == name)).first() is None:
            connection.execute(BASKETS.insert().values(name=name, who=who, at=now()))
        key = _key_of(connection, name)
        here = BASKET_ITEMS.c.basket == key
        known = here & (BASKET_ITEMS.c.practice_id == practice_id)
        values = {"heading": heading, "text": text}
        if connection.execute(select(BASKET_ITEMS.c.key).where(known)).first():
            connection.execute(BASKET_ITEMS.update().where(known).values(values))
            return
        last = connection.execute(select(func.max(BASKET_ITEMS.c.position)).where(here)).scalar()
        connection.execute(
            BASKET_ITEMS.insert().values(
                basket=key, practice_id=practice_id, position=(last or 0) + 1, **values
            )
        )


def annotate(database: CaseDatabase, name: str, practice_id: str, note: str | None) -> None:
    """Put a note beside a practice in a basket."""
    with database.write() as connection:
        here = BASKET_ITEMS.c.basket == _key_of(connection, name)
        connection.execute(
            BASKET_ITEMS.update()
            .where(here, BASKET_ITEMS.c.practice_id == practice_id)
            .values(note=note)
        )


def take_out(database: CaseDatabase, name: str, practice_id: str) -> None:
    """Take a practice out of a basket."""
    with database.write() as connection:
        here = BASKET_ITEMS.c.basket == _key_of(connection, name)
        connection.execute(
            delete(BASKET_ITEMS).where(here, BASKET_ITEMS.c.practice_id == practice_id)
        )


def drop(database: CaseDatabase, name: str) -> None:
    """Throw a basket away."""
    with database.write() as connection:
        connection.execute(delete(BASKETS).where(BASKETS.c.key == _key_of(connection, name)))


def _key_of(connection: Connection, name: str) -> int:
    row = connection.execute(select(BASKETS.c.key).where(BASKETS.c.name == name)).first()
    if row is None:
        raise StoreError(name, "is no basket")
    return int(row[0])
