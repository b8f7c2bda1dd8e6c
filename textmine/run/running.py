"""Many documents: mines each once, keeps what came of it, and goes on where it was stopped.

`run(paths, sink, settings)` maps `mine` over files in worker processes, in the order of their
names; what goes wrong with one document becomes an entry of the ledger with a reason, and the
run goes on. Order and number of workers change nothing in what comes out.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Protocol

from textmine.garbage import no_garbage
from textmine.run.documents import Document, KeptDocument
from textmine.run.labelling import labelling_of
from textmine.run.log import Log, open_log
from textmine.run.pool import Lane, Task, mine_all
from textmine.run.recognising import Held
from textmine.run.sorting import Wish, Work, sort_documents
from textmine.run.worker import Pack
from textmine.settings import Settings
from textmine.store.file.entries import SET_ASIDE, Entry
from textmine.store.file.labelling import Labelling
from textmine.store.file.releases import Release
from textmine.store.kept.drafts import Kept
from textmine.store.kept.pages import KeptPage
from textmine.types import Outcome

__all__ = ["Document", "Progress", "Sink", "Summary", "Wish", "run"]

SCANS = ".scans"  # after the name of the file: the folder of its recognised pages

Progress = Callable[[int, int, str], None]  # documents done, in all, name of the latest


class Sink(Protocol):
    """Where outcomes go: a case database or a file of lines."""

    path: Path

    def entries(self) -> dict[str, Entry]:
        """What is known of each document, by its name."""

    def files(self) -> Mapping[str, str] | None:
        """The document that each file gave, by the file's absolute path.

        None where the sink holds one run alone, whose names tell all.
        """

    def note_files(self, files: Mapping[str, str]) -> None:
        """Keep which document each file gives from now on."""

    @property
    def pack(self) -> Pack:
        """Gives an outcome with what is kept of it packed; the process that mined it does so."""

    def add(self, outcome: Outcome, entry: Entry, members: Sequence[Entry] = ()) -> None:
        """Keep an outcome, its entry and those of members set aside: all or none."""

    def kept(self, documents: Sequence[str]) -> dict[str, list[Kept]]:
        """What documents can be labelled from again; without those where that was not kept."""

    def relabel(self, batch: Sequence[tuple[Entry, Sequence[Kept]]]) -> None:
        """Keep documents that were labelled anew, with their entries: all or none."""

    def remembered(self) -> set[str]:
        """The documents of which every page was kept as it was read."""

    def pages(self, documents: Sequence[str]) -> dict[str, list[KeptPage]]:
        """The pages of documents, in their order."""

    def releases(self) -> tuple[Release, ...]:
        """Documents marked as secret that somebody confirmed."""

    def label_by(self, labelling: Labelling, documents: Collection[str]) -> None:
        """Be told by what *documents* are labelled from now on; may refuse."""


@dataclass(slots=True)
class Summary:
    """What a run did, for the closing table; counts are of all documents, new and known.

    `changed` are documents whose file says something else than before; of `moved` and `beside`
    that was guessed (`recognising.Recognised`).
    """

    documents: int = 0
    skipped: int = 0
    relabelled: int = 0
    articles: int = 0
    practices: int = 0
    metrics: int = 0
    places: int = 0
    set_aside: list[Entry] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)
    beside: dict[str, str] = field(default_factory=dict)

    def count(self, entry: Entry) -> None:
        """Add an entry."""
        self.articles += entry.articles
        self.practices += entry.practices
        self.metrics += entry.metrics
        self.places += entry.places
        if entry.status == SET_ASIDE:
            self.set_aside.append(entry)


def run(
    paths: Sequence[Path],
    sink: Sink,
    settings: Settings,
    wish: Wish | None = None,
    progress: Progress | None = None,
) -> Summary:
    """Mine *paths* into *sink*; what it holds already, and has not changed, is left as it is.

    Without paths, what the sink holds is brought up to date from what it kept: no file is opened.
    *wish* says what else is wanted (`Wish`), *progress* is told of each document as it is done.
    What is wrong with a document sets it aside, with its reason; raises a StoreError where the
    sink cannot be written, a SettingsError for a model that is not there. Stopped at any time, the
    same call goes on from there.
    """
    wish = replace(wish or Wish(), target=sink.path)
    released = tuple((release.document, release.digest) for release in sink.releases())
    scans = settings.run.scans or str(sink.path.with_name(sink.path.name + SCANS))
    settings = replace(settings, run=replace(settings.run, released=released, scans=scans))
    work = sort_documents(paths, Held(sink.entries(), sink.files()), settings, wish)
    names = [document.name for document in work.documents]
    files = work.recognised
    summary = Summary(
        documents=len(names),
        names=names,
        changed=work.changed,
        moved=files.moved,
        beside=files.beside,
    )
    sink.note_files(files.files)
    if names or not paths:
        sink.label_by(labelling_of(settings.label), frozenset(names))
    with open_log(wish.log) as log:
        _run(work, sink, settings, summary, _Watch(progress, log))
    return summary


@dataclass(frozen=True, slots=True)
class _Watch:
    """Who is told of each document."""

    progress: Progress | None
    log: Log


def _run(work: Work, sink: Sink, settings: Settings, summary: Summary, watch: _Watch) -> None:
    for document in work.current:
        for entry in work.entries_of(document.name):
            summary.count(entry)
    summary.skipped = len(work.current)
    for done, entries in enumerate(_work(work, sink, settings, summary), summary.skipped + 1):
        for entry in entries:
            summary.count(entry)
            watch.log.write(entry)
        if watch.progress:
            watch.progress(done, summary.documents, entries[0].document)


def _work(
    work: Work, sink: Sink, settings: Settings, summary: Summary
) -> Iterator[tuple[Entry, ...]]:
    """Do what is to be done; the entries of each document once it is kept."""
    for entry in _relabel(work, sink, settings):
        summary.relabelled += 1
        yield (entry, *work.members.get(entry.document, ()))
    todo = work.keep_or_read(sink.remembered() if work.again else ())
    scans: list[Document] = []
    by_name = {document.name: document for document in todo}
    for lane, documents in (
        (Lane(pack=sink.pack, prepare=partial(_with_pages, sink)), todo),
        (Lane(pack=sink.pack, scans=True), scans),  # filled by the first one
    ):
        for result in mine_all(documents, settings, lane):
            if result.is_scan:
                scans.append(by_name[result.entry.document])
                continue
            sink.add(result.outcome, result.entry, result.members)
            yield (result.entry, *result.members)
    yield from (work.entries_of(document.name) for document in work.beyond)


def _relabel(work: Work, sink: Sink, settings: Settings) -> Iterator[Entry]:
    """Label what is stale anew; where too little was kept for that, go on from its pages."""
    if not work.stale:
        return
    from textmine.run.relabel import BATCH, Relabeller  # a model: most runs label nothing again

    relabeller = Relabeller(settings)
    for at in range(0, len(work.stale), BATCH):
        documents = work.stale[at : at + BATCH]
        with no_garbage():
            kept = sink.kept([document.name for document in documents])
            work.again += [document for document in documents if document.name not in kept]
            batch = relabeller.relabel([(work.known[name], kept[name]) for name in kept])
            if batch:
                sink.relabel(batch)
        yield from (entry for entry, _ in batch)


def _with_pages(sink: Sink, chunk: Sequence[Task]) -> list[Task]:
    """A chunk with the pages of the documents that are mined from them."""
    names = [document.name for _, document in chunk if isinstance(document, KeptDocument)]
    pages = sink.pages(names) if names else {}
    return [
        (index, replace(document, pages=tuple(pages.get(document.name, ()))))
        if isinstance(document, KeptDocument)
        else (index, document)
        for index, document in chunk
    ]
