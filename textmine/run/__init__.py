"""Many documents: mines each once, keeps what came of it, and goes on where it was stopped.

`run(paths, sink, settings)` maps `mine` over files in worker processes, in the order of their
names; what goes wrong with one document becomes an entry of the ledger with a reason, and the
run goes on. Order and number of workers change nothing in what comes out.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Protocol

from textmine.errors import ConfidentialError
from textmine.mine.pipeline import pipeline_of
from textmine.run.documents import Document, changed_after, find_documents, is_unchanged
from textmine.run.log import Log, open_log
from textmine.run.plan import Plan, make_plan
from textmine.run.pool import mine_all
from textmine.run.relabel import BATCH, Relabeller, can_relabel, rarely_collecting
from textmine.settings import Settings
from textmine.store.drafts import Kept
from textmine.store.ledger import SET_ASIDE, Entry
from textmine.store.releases import Release
from textmine.types import Outcome

__all__ = ["Document", "Plan", "Progress", "Sink", "Summary", "Wish", "plan_run", "run"]

Progress = Callable[[int, int, str], None]  # documents done, in all, name of the latest


class Sink(Protocol):
    """Where outcomes go: a case database or a file of lines."""

    def entries(self) -> dict[str, Entry]:
        """What is known of each document, by its name."""

    def add(self, outcome: Outcome, entry: Entry, members: Sequence[Entry] = ()) -> None:
        """Keep an outcome, its entry and those of members set aside: all or none."""

    def kept(self, documents: Sequence[str]) -> dict[str, list[Kept]]:
        """What documents can be labelled from again; without those where that was not kept."""

    def relabel(self, batch: Sequence[tuple[Entry, Sequence[Kept]]]) -> None:
        """Keep documents that were labelled anew, with their entries: all or none."""

    def releases(self) -> tuple[Release, ...]:
        """Documents marked as secret that somebody confirmed."""


@dataclass(slots=True)
class Summary:
    """What a run did, for the closing table; counts are of all documents, new and known."""

    documents: int = 0
    skipped: int = 0
    relabelled: int = 0
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a run is asked beside its settings."""

    retry_failed: bool = False  # try again what was set aside
    since: datetime | None = None  # only files changed since
    log: Path | None = None  # a line of JSON for each document


def run(
    paths: Sequence[Path],
    sink: Sink,
    settings: Settings,
    wish: Wish | None = None,
    progress: Progress | None = None,
) -> Summary:
    """Mine *paths* into *sink*; what it holds already, and has not changed, is left as it is."""
    wish = wish or Wish()
    released = tuple((release.document, release.digest) for release in sink.releases())
    settings = replace(settings, run=replace(settings.run, released=released))
    plan = _sort(paths, sink.entries(), settings, wish)
    names = [document.name for document in plan.documents]
    summary = Summary(documents=len(names), names=names)
    with open_log(wish.log) as log:
        _run(plan, sink, settings, summary, _Watch(progress, log))
    return summary


def plan_run(
    paths: Sequence[Path], known: Mapping[str, Entry], settings: Settings, wish: Wish
) -> Plan:
    """What `run` into a sink with these entries would do and cost."""
    plan = _sort(paths, known, settings, wish)
    counts = {"unchanged": len(plan.current), "to_relabel": len(plan.stale)}
    return make_plan(plan.todo, settings, **counts)


@dataclass(frozen=True, slots=True)
class _Watch:
    """Who is told of each document."""

    progress: Progress | None
    log: Log


def _run(plan: _Plan, sink: Sink, settings: Settings, summary: Summary, watch: _Watch) -> None:
    summary.skipped = len(plan.current)
    for document in (*plan.current, *plan.stale):
        for member in plan.members.get(document.name, ()):
            summary.count(member)
    for document in plan.current:
        summary.count(plan.known[document.name])
    for done, entries in enumerate(_work(plan, sink, settings), start=summary.skipped + 1):
        for entry in entries:
            summary.count(entry)
            watch.log.write(entry)
        if watch.progress:
            watch.progress(done, summary.documents, entries[0].document)
    summary.relabelled = plan.relabelled


def _work(plan: _Plan, sink: Sink, settings: Settings) -> Iterator[tuple[Entry, ...]]:
    """Do what is to be done; the entries of each document once it is kept."""
    for entry in _relabel(plan, sink, settings):
        plan.relabelled += 1
        yield (entry,)
    for result in mine_all(plan.todo, settings):
        sink.add(result.outcome, result.entry, result.members)
        yield (result.entry, *result.members)


@dataclass(slots=True)
class _Plan:
    """Documents by what is to be done with them; `members` are entries by their archive."""

    documents: Sequence[Document]
    known: Mapping[str, Entry]
    members: Mapping[str, Sequence[Entry]]
    released: Collection[tuple[str, str]] = ()
    current: list[Document] = field(default_factory=list)
    stale: list[Document] = field(default_factory=list)  # of which only the labels are
    todo: list[Document] = field(default_factory=list)
    relabelled: int = 0


def _sort(
    paths: Sequence[Path], known: Mapping[str, Entry], settings: Settings, wish: Wish
) -> _Plan:
    """The documents of *paths* by what is to be done with them."""
    documents = [
        document
        for document in find_documents(paths)
        if document.name in known or changed_after(document, wish.since)
    ]
    stages = pipeline_of(settings).stages
    members = _members(known, {document.name for document in documents})
    plan = _Plan(documents, known, members, settings.run.released)
    for document in documents:
        _place(document, plan, stages, wish).append(document)
    return plan


def _place(
    document: Document, plan: _Plan, stages: Mapping[str, str], wish: Wish
) -> list[Document]:
    """Which list of the plan a document belongs in."""
    entry = plan.known.get(document.name)
    if entry is None or (wish.retry_failed and entry.status == SET_ASIDE):
        return plan.todo
    if not changed_after(document, wish.since):
        return plan.current
    own = (entry, *plan.members.get(document.name, ()))
    if not is_unchanged(document, entry) or _is_released(own, plan.released):
        return plan.todo
    if dict(entry.stages) == dict(stages):
        return plan.current
    return plan.stale if can_relabel(entry, stages) else plan.todo


def _is_released(entries: Sequence[Entry], released: Collection[tuple[str, str]]) -> bool:
    """Whether something that was held back has been confirmed since."""
    held = {(e.document, e.digest) for e in entries if e.reason == ConfidentialError.reason}
    return not held.isdisjoint(released)


def _members(known: Mapping[str, Entry], names: set[str]) -> dict[str, list[Entry]]:
    """The entries of members of archives, by the archive."""
    found: dict[str, list[Entry]] = {}
    for name, entry in known.items():
        if name not in names:
            above = next((part for part in _above(name) if part in names), None)
            if above is not None:
                found.setdefault(above, []).append(entry)
    return found


def _above(name: str) -> Iterator[str]:
    while "/" in name:
        name = name.rpartition("/")[0]
        yield name


def _relabel(plan: _Plan, sink: Sink, settings: Settings) -> Iterator[Entry]:
    """Label what is stale anew; what cannot be, because too little was kept, is to be mined."""
    if not plan.stale:
        return
    relabeller = Relabeller(settings)
    for at in range(0, len(plan.stale), BATCH):
        documents = plan.stale[at : at + BATCH]
        with rarely_collecting():
            kept = sink.kept([document.name for document in documents])
            plan.todo += [document for document in documents if document.name not in kept]
            batch = relabeller.relabel([(plan.known[name], kept[name]) for name in kept])
            if batch:
                sink.relabel(batch)
        yield from (entry for entry, _ in batch)
    plan.todo.sort(key=lambda document: document.name)
