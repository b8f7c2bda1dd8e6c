"""Reads cases with the practices that tell them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from textmine.errors import StoreError
from textmine.store.database import CaseDatabase, StoredPractice
from textmine.store.file import schema


@dataclass(frozen=True, slots=True)
class StoredCase:
    """A case with the practices that tell it, in the order of their sources."""

    id: str
    name: str
    place: str | None
    adcode: str | None
    year: int | None
    year_end: int | None
    practices: tuple[StoredPractice, ...]


def read_case(database: CaseDatabase, identity: str) -> StoredCase:
    """The case of this id, or the one that a practice belongs to."""
    cases, links = schema.CASES, schema.CASE_PRACTICE
    with database.read() as connection:
        if identity.startswith("p-"):
            own = select(links.c.case_id).where(links.c.practice_id == identity)
            identity = connection.execute(own).scalar() or identity
        row = connection.execute(select(cases).where(cases.c.id == identity)).mappings().first()
        members = select(links.c.practice_id).where(links.c.case_id == identity)
        ids = connection.execute(members.order_by(links.c.practice_id)).scalars().all()
    if row is None:
        raise StoreError(identity, f"is no case of {database.path}")
    found = [database.practice(member) for member in ids]
    found.sort(key=lambda member: (member.record.source.path, member.practice.start))
    return StoredCase(**row, practices=tuple(found))
