"""Which files a run is about, and whether one has changed since it was mined."""

from __future__ import annotations

import hashlib
import stat
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from textmine.acquire.folders import list_files, relative_name
from textmine.store.file.entries import Entry
from textmine.store.kept.pages import KeptPage

# A file that was written less than this before it was looked at may change again without a new
# time: FAT counts in two seconds. Its content decides then.
FRESH_NS = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Document:
    """A file to mine, by its name relative to what the user named (`root`)."""

    name: str
    path: Path
    root: Path


@dataclass(frozen=True, slots=True)
class KeptDocument(Document):
    """A document that is mined from its pages as they were read, not from its file.

    `entry` and `members` are what the ledger has of it; the pages are filled in when it is
    handed out, for many together would not fit into memory.
    """

    entry: Entry
    members: tuple[Entry, ...] = ()
    pages: tuple[KeptPage, ...] = ()


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a file was when it was looked at; size and time are None where they prove nothing."""

    digest: str
    size: int | None = None
    mtime: int | None = None


def find_documents(paths: Sequence[Path]) -> list[Document]:
    """The files of *paths*, folders walked, by name; each once."""
    found: dict[str, Document] = {}
    for root, file in list_files(paths):
        name = relative_name(root, file)
        found.setdefault(name, Document(name, file, root))
    return [found[name] for name in sorted(found)]


def changed_after(document: Document, since: datetime | None) -> bool:
    """Whether a file was changed after *since*; where that cannot be seen, mining says why."""
    try:
        return since is None or document.path.stat().st_mtime >= since.timestamp()
    except OSError:
        return True


def stamp_of(path: Path) -> Stamp:
    """The stamp of a file, taken before it is read, so that a later change is always seen."""
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            return Stamp("")  # a pipe would never end
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return Stamp("")
    if found.st_mtime_ns > time.time_ns() - FRESH_NS:
        return Stamp(digest)
    return Stamp(digest, found.st_size, found.st_mtime_ns)


def is_unchanged(document: Document, entry: Entry) -> bool:
    """Whether a file is as it was when it was mined; opened only where its time is another."""
    try:
        found = document.path.stat()
    except OSError:
        return not entry.digest
    if (found.st_size, found.st_mtime_ns) == (entry.size, entry.mtime):
        return True
    return stamp_of(document.path).digest == entry.digest
