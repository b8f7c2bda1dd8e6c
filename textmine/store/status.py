"""What a case database holds, and what was set aside and why."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Table, func, select
from sqlalchemy.engine import Connection

from textmine.store import corrections
from textmine.store.file import schema
from textmine.store.file.entries import MINED, SET_ASIDE, Entry
from textmine.store.file.ledger import read_entries
from textmine.store.file.runs import Run, count_waiting, read_run
from textmine.store.former import FormerCode, former_codes
from textmine.store.words.naming import Tongue

if TYPE_CHECKING:
    from textmine.store.database import CaseDatabase


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """Counts of everything; `homeless` are corrections that no record takes.

    `copies` are files, or members of archives, whose content is that of another one, which is
    counted alone.

    `waiting` are documents that a run found and did not come to, `run` is the latest.

    `taxonomy` is the name of the one in force, "" where it is not known; `model` labelled by it;
    `former` are patterns that it does not have and that are borne all the same.
    """

    documents: int
    mined: int
    waiting: int
    articles: int
    practices: int
    metrics: int
    cases: int
    copies: int
    repeats: int
    suspects: int
    corrections: int
    homeless: int
    conflicts: int
    bytes: int
    reasons: dict[str, int]
    set_aside: tuple[Entry, ...]
    taxonomy: str
    model: str
    former: tuple[FormerCode, ...]
    run: Run | None


def read_status(database: CaseDatabase, tongue: Tongue = "zh") -> Status:
    """The status of *database*, its taxonomy called as in a language."""
    with database.read() as connection:
        entries = list(read_entries(connection, schema.LEDGER))
        suspects = select(func.count()).where(schema.ARTICLES.c.suspect.is_not(None))
        tables = {
            "articles": schema.ARTICLES,
            "practices": schema.PRACTICES,
            "metrics": schema.METRICS,
            "cases": schema.CASES,
            "repeats": schema.DUPLICATES,
            "corrections": schema.EVENTS,
        }
        counts = {name: _count(connection, table) for name, table in tables.items()}
        copies = func.count() - func.count(schema.SOURCES.c.sha256.distinct())
        same = connection.execute(select(copies)).scalar() or 0
        waiting, run = count_waiting(connection), read_run(connection)
        suspected = connection.execute(suspects).scalar() or 0
    naming, labelling = database.naming().speaking(tongue), database.labelling()
    aside = tuple(entry for entry in entries if entry.status == SET_ASIDE)
    return Status(
        documents=len(entries),
        mined=sum(entry.status == MINED for entry in entries),
        waiting=waiting,
        copies=same,
        suspects=suspected,
        homeless=len(corrections.homeless(database)),
        conflicts=len(corrections.conflicts(database)),
        bytes=database.path.stat().st_size,
        reasons=dict(sorted(Counter(entry.reason or "" for entry in aside).items())),
        set_aside=aside,
        taxonomy=naming.title,
        model=labelling.model if labelling else "",
        former=former_codes(database),
        run=run,
        **counts,
    )


def _count(connection: Connection, table: Table) -> int:
    return connection.execute(select(func.count()).select_from(table)).scalar() or 0
