"""A log that programs can read: one line of JSON a document, never any text of a report."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from textmine.errors import StoreError
from textmine.store.file.entries import Entry

# A message or a trace may quote the text it is about: neither is written.
FIELDS = ("document", "status", "reason", "seconds", "articles", "practices", "metrics", "places")


class Log:
    """Writes entries to a file; without one, nowhere."""

    def __init__(self, file: TextIO | None) -> None:
        self._file = file

    def write(self, entry: Entry) -> None:
        """A line for what became of a document, with the time of day (UTC)."""
        if self._file is None:
            return
        at = datetime.now(UTC).isoformat(timespec="milliseconds")
        values = {"at": at, **{name: getattr(entry, name) for name in FIELDS}}
        values["seconds"] = round(entry.seconds, 4)
        try:
            self._file.write(json.dumps(values, ensure_ascii=False) + "\n")
            self._file.flush()
        except OSError as error:
            raise _unwritten(self._file.name, error) from error


@contextmanager
def open_log(path: Path | None) -> Iterator[Log]:
    """A log that adds to the file at *path*; None for no log."""
    if path is None:
        yield Log(None)
        return
    try:
        file = path.open("a", encoding="utf-8", newline="\n")
    except OSError as error:
        raise _unwritten(str(path), error) from error
    try:
        yield Log(file)
    finally:
        with suppress(OSError):  # said when the line was written
            file.close()


def _unwritten(name: str, error: OSError) -> StoreError:
    """What is mined is kept, and the next run goes on: its log alone lacks what is not there."""
    return StoreError(name, f"cannot be written: {error.strerror or error}")
