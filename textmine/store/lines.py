"""A JSONL export that grows beside its ledger and is renamed into place when it is whole."""

from __future__ import annotations

import json
import os
from pathlib import Path

from sqlalchemy import Column, Integer, MetaData, Table, Text, create_engine, delete, event, select
from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError

from textmine.errors import StoreError
from textmine.store.ledger import Entry, ledger_table, read_entries, write_entry
from textmine.types import Outcome, to_dict

METADATA = MetaData()
LEDGER = ledger_table(METADATA)
LINES = Table(
    "lines",
    METADATA,
    Column("document", Text, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("line", Text, nullable=False),
)


class LineStore:
    """Keeps the lines of `FILE` in `FILE.run.db` while a run goes on."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.run_path = path.with_name(path.name + ".run.db")
        try:
            self._engine = _connect(self.run_path)
            METADATA.create_all(self._engine)
        except SQLAlchemyError as error:
            raise StoreError(str(self.run_path), f"cannot be opened: {error}") from error

    def entries(self) -> dict[str, Entry]:
        """What is known of each document."""
        with self._engine.connect() as connection:
            return {entry.document: entry for entry in read_entries(connection, LEDGER)}

    def add(self, outcome: Outcome, entry: Entry) -> None:
        """Keep the lines and the entry of one document; both or neither."""
        rows = [
            {
                "document": entry.document,
                "position": position,
                "line": json.dumps(to_dict(record), ensure_ascii=False),
            }
            for position, record in enumerate(outcome.records)
        ]
        with self._engine.begin() as connection:
            connection.execute(delete(LINES).where(LINES.c.document == entry.document))
            if rows:
                connection.execute(LINES.insert(), rows)
            write_entry(connection, LEDGER, entry)

    def finish(self, documents: list[str]) -> None:
        """Write FILE: the lines of *documents* in that order, whole or not at all."""
        query = select(LINES.c.line).order_by(LINES.c.position)
        partial = self.path.with_name(self.path.name + ".part")
        with (
            self._engine.connect() as connection,
            partial.open("w", encoding="utf-8", newline="\n") as file,
        ):
            for document in documents:
                for (line,) in connection.execute(query.where(LINES.c.document == document)):
                    file.write(line + "\n")
            file.flush()
            os.fsync(file.fileno())
        partial.replace(self.path)

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()


def _connect(path: Path) -> Engine:
    engine = create_engine(f"sqlite:///{path}")

    @event.listens_for(engine, "connect")
    def _(connection: object, record: object) -> None:
        cursor = connection.cursor()  # type: ignore[attr-defined]
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=NORMAL")
        cursor.close()

    return engine
