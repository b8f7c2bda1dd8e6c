"""Many documents: mines each once, keeps what came of it, and goes on where it was stopped.

`run(paths, sink, settings)` maps `mine` over files in worker processes, in the order of their
names; what goes wrong with one document becomes an entry of the ledger with a reason, and the
run goes on. Order and number of workers change nothing in what comes out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol

from textmine.acquire.files import list_files, relative_name
from textmine.mine import pipeline_of
from textmine.run.pool import mine_all
from textmine.run.worker import Document, digest_of
from textmine.settings import Settings
from textmine.store.ledger import SET_ASIDE, Entry
from textmine.types import Outcome

__all__ = ["Document", "Progress", "Sink", "Summary", "find_documents", "run"]

Progress = Callable[[int, int, str], None]  # documents done, in all, name of the latest


class Sink(Protocol):
    """Where outcomes go: a case database or a file of lines."""

    def entries(self) -> dict[str, Entry]:
        """What is known of each document, by its name."""

    def add(self, outcome: Outcome, entry: Entry) -> None:
        """Keep an outcome and its entry, both or neither."""


@dataclass(slots=True)
class Summary:
    """What a run did, for the closing table; counts are of all documents, new and known."""

    documents: int = 0
    skipped: int = 0
    articles: int = 0
    practices: int = 0
    metrics: int = 0
    places: int = 0
    set_aside: list[Entry] = field(default_factory=list)
    names: list[str] = field(default_factory=list)

    def count(self, entry: Entry) -> None:
        """Add an entry."""
        self.articles += entry.articles
        self.practices += entry.practices
        self.metrics += entry.metrics
        self.places += entry.places
        if entry.status == SET_ASIDE:
            self.set_aside.append(entry)


def find_documents(paths: Sequence[Path], since: datetime | None = None) -> list[Document]:
    """The files of *paths* (changed after *since*), folders walked, by name; each once."""
    found: dict[str, Document] = {}
    for root, file in list_files(paths):
        if since is None or file.stat().st_mtime >= since.timestamp():
            name = relative_name(root, file)
            found.setdefault(name, Document(name, file, root))
    return [found[name] for name in sorted(found)]


def run(
    paths: Sequence[Path],
    sink: Sink,
    settings: Settings,
    *,
    retry_failed: bool = False,
    since: datetime | None = None,
    progress: Progress | None = None,
) -> Summary:
    """Mine *paths* into *sink*; what it holds already, and has not changed, is left as it is."""
    documents = find_documents(paths, since)
    known = sink.entries()
    stages = pipeline_of(settings).stages
    summary = Summary(documents=len(documents), names=[document.name for document in documents])
    todo: list[Document] = []
    for document in documents:
        entry = known.get(document.name)
        again = retry_failed and entry is not None and entry.status == SET_ASIDE
        if entry and not again and _is_current(entry, document, stages):
            summary.skipped += 1
            for kept in _with_members(document.name, known):
                summary.count(kept)
        else:
            todo.append(document)
    for done, result in enumerate(mine_all(todo, settings), start=summary.skipped + 1):
        sink.add(result.outcome, result.entry)
        summary.count(result.entry)
        for member in result.members:
            sink.add(Outcome(path=member.document), member)
            summary.count(member)
        if progress:
            progress(done, len(documents), result.outcome.path)
    return summary


def _is_current(entry: Entry, document: Document, stages: Mapping[str, str]) -> bool:
    return dict(entry.stages) == dict(stages) and entry.digest == digest_of(document.path)


def _with_members(name: str, known: Mapping[str, Entry]) -> Iterator[Entry]:
    """The entry of a file and those of its members that were set aside."""
    for document, entry in known.items():
        if document == name or document.startswith(name + "/"):
            yield entry
