"""Which files a run is about, and whether one has changed since it was mined."""

from __future__ import annotations

import hashlib
import os
import re
import stat
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from textmine.acquire.folders import list_files, relative_name
from textmine.run.naming import tell_apart
from textmine.store.file.entries import Entry
from textmine.store.kept.pages import KeptPage

# A file that was written less than this before it was looked at may change again without a new
# time: FAT counts in two seconds. Its content decides then.
FRESH_NS = 2_000_000_000
# What stands behind the name of a database or file of lines in those that are written beside it.
WRITTEN = re.compile(r"(?:\.run\.db)?(?:-wal|-shm|-journal)?$|\.part$|\.(?:files|scans)/")


@dataclass(frozen=True, slots=True)
class Document:
    """A file to mine, by its name relative to what the user named (`root`)."""

    name: str
    path: Path
    root: Path

    def from_above(self) -> Document:
        """The same, named from the folder above its root."""
        root, path = _plain(self.root), _plain(self.path)
        return Document(relative_name(root.parent, path), path, root.parent)

    def called(self, name: str) -> Document | None:
        """The same by another name, relative to a folder further up or down; None if it is none."""
        if name == self.name:
            return self
        path = _plain(self.path)
        for root in list(path.parents)[name.count("/") :][:1]:
            if relative_name(root, path) == name:
                return Document(name, path, root)
        return None


def _plain(path: Path) -> Path:
    """The whole path without `..`; links stay what they are called."""
    return Path(os.path.normpath(Path.cwd() / path))


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


def find_documents(paths: Sequence[Path], target: Path | None = None) -> list[Document]:
    """The files of *paths*, folders walked, by name; each once.

    Files that would bear one name are told apart (`naming`). What a run into *target* writes is
    no document, though it lie among them.
    """
    return tell_apart(
        [
            Document(relative_name(root, file), file, root)
            for root, file in list_files(paths)
            if target is None or not _is_written(file, root, target)
        ]
    )


def _is_written(file: Path, root: Path, target: Path) -> bool:
    """Whether a run into *target* writes *file*; what was uploaded lies in a folder of its own."""
    if target.name not in file.as_posix():
        return False
    own = os.path.realpath(target)
    rest = os.path.realpath(file).removeprefix(own)
    inside = os.path.realpath(root).startswith(own)
    return bool(WRITTEN.match(rest.replace(os.sep, "/"))) and not inside


def size_of(document: Document) -> int:
    """How many bytes a file has; 0 where that cannot be seen."""
    try:
        return document.path.stat().st_size
    except OSError:
        return 0


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
