"""The latest run into a case database: when it began, how it ended, what waits for the next."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Literal

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from textmine.store.file import schema
from textmine.store.file.state import read_state, write_state

KEY = "run"
Ending = Literal["done", "stopped", "failed"]


@dataclass(frozen=True, slots=True)
class Run:
    """A run; times are ISO 8601 in UTC. `ended` is None while it goes on, and where it was killed.

    `stopped` is by a person (Ctrl+C), `failed` with an error, such as a full disk.
    """

    began: str
    ended: str | None = None
    ending: Ending | None = None


def note_begin(connection: Connection) -> None:
    """Keep that a run begins now."""
    write_state(connection, KEY, json.dumps(asdict(Run(_now()))))


def note_end(connection: Connection, ending: Ending) -> None:
    """Keep how the run that began last has ended now."""
    run = read_run(connection) or Run(_now())
    write_state(connection, KEY, json.dumps(asdict(Run(run.began, _now(), ending))))


def read_run(connection: Connection) -> Run | None:
    """The run that began last; None where none did."""
    kept = read_state(connection, KEY)
    return Run(**json.loads(kept)) if kept else None


def count_waiting(connection: Connection) -> int:
    """Documents that a run found and did not come to: the next one mines them."""
    files, ledger = schema.FILES.c, schema.LEDGER.c
    known = select(ledger.document)
    query = select(func.count(files.document.distinct())).where(files.document.not_in(known))
    return connection.execute(query).scalar() or 0


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
