"""What is to be done with each document: nothing, label it again, go on from a stage, or read it.

A changed rule makes the results of its stage, and of those after it, stale; what came before
stands. A document whose reading or whose file has changed is read again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from textmine.acquire.paged.ocr import NEED_OCR, can_recognise
from textmine.errors import ConfidentialError
from textmine.run.documents import (
    Document,
    KeptDocument,
    changed_after,
    find_documents,
    is_unchanged,
)
from textmine.run.recognising import Held, Recognised, recognise_files
from textmine.settings import Settings
from textmine.stages import STAGES, pipeline_of
from textmine.store.file.entries import PASSING, SET_ASIDE, Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a run is asked beside its settings."""

    retry_failed: bool = False  # try again what was set aside
    since: datetime | None = None  # only files changed since
    log: Path | None = None  # a line of JSON for each document
    target: Path | None = None  # what is written, which is no document though it lie among them


@dataclass(slots=True)
class Work:
    """Documents by what is to be done with them; `members` are entries by their archive.

    `again` grows while labels are made anew, and `beyond` when the pages of `again` are asked for.
    """

    documents: Sequence[Document]
    recognised: Recognised[Document]
    known: Mapping[str, Entry]
    members: Mapping[str, Sequence[Entry]]
    stages: Mapping[str, str]
    released: Collection[tuple[str, str]]
    without_files: bool = False  # only what was kept is worked on
    recognises: bool = False  # pictures of text
    current: list[Document] = field(default_factory=list)  # nothing
    stale: list[Document] = field(default_factory=list)  # to be labelled anew
    again: list[Document] = field(default_factory=list)  # to be mined from the page as it was read
    todo: list[Document] = field(default_factory=list)  # to be mined from the file
    beyond: list[Document] = field(default_factory=list)  # nothing can be: no page, and no file
    changed: list[str] = field(default_factory=list)  # that gave something, and say another thing

    def entries_of(self, name: str) -> tuple[Entry, ...]:
        """The entry of a document that is known, and those of what was set aside within it."""
        return (self.known[name], *self.members.get(name, ()))

    def keep_or_read(self, remembered: Collection[str]) -> list[Document]:
        """What is to be mined, by name: from the page where it is remembered, else the file."""
        found = list(self.todo)
        for document in self.again:
            entry, *members = self.entries_of(document.name)
            if document.name in remembered or not entry.articles:
                kept = (document.name, document.path, document.root, entry, tuple(members))
                found.append(KeptDocument(*kept))
            elif self.without_files:
                self.beyond.append(document)
            else:
                found.append(document)
        return sorted(found, key=lambda document: document.name)


def sort_documents(paths: Sequence[Path], held: Held, settings: Settings, wish: Wish) -> Work:
    """The documents of *paths* by what is to be done; without paths, those that are held."""
    known = held.entries
    if paths:
        recognised = recognise_files(find_documents(paths, wish.target), held)
    else:
        recognised = Recognised(list(_known_documents(known)))
    documents = [
        document
        for document in recognised.documents
        if document.name in known or changed_after(document, wish.since)
    ]
    members = _members(known, {document.name for document in documents})
    stages = pipeline_of(settings).stages
    work = Work(documents, recognised, known, members, stages, settings.run.released, not paths)
    work.recognises = can_recognise(settings.acquire)
    for document in documents:
        place = _place_known if work.without_files else _place
        place(document, work, wish).append(document)
    return work


def _known_documents(known: Mapping[str, Entry]) -> Iterator[Document]:
    """The documents of a ledger, without what was set aside within one of them."""
    for name in sorted(known):
        if not any(above in known for above in _above(name)):
            yield Document(name, Path(name), Path())


def _place(document: Document, work: Work, wish: Wish) -> list[Document]:
    """Which list of the work a document belongs in."""
    entry = work.known.get(document.name)
    if entry is None or (wish.retry_failed and entry.status == SET_ASIDE):
        return work.todo
    if not changed_after(document, wish.since):
        return work.current
    if document.name not in work.recognised.same and not is_unchanged(document, entry):
        if entry.articles and document.name not in work.recognised.moved:
            work.changed.append(document.name)
        return work.todo
    changed = _first_changed(entry, work.stages)
    if _is_to_be_read_again(entry, changed, work):
        return work.todo
    return _goes_on_from(changed, work)


def _is_to_be_read_again(entry: Entry, changed: str | None, work: Work) -> bool:
    """Whether a file that is as it was may give something else; *changed* is the first stage."""
    own = work.entries_of(entry.document)
    if _is_released(own, work.released):
        return True
    if work.recognises and any(each.message == NEED_OCR for each in own):
        return True  # the extra that it was told to install is there now
    if changed is None:
        return False
    if changed == "acquire" or entry.reason in PASSING:
        return True
    # What cleaning set aside may be text to its new rules; only the file has it.
    return changed == "clean" and any(each.status == SET_ASIDE for each in own)


def _goes_on_from(changed: str | None, work: Work) -> list[Document]:
    """The list of what is held and was made before a stage *changed*."""
    if changed is None:
        return work.current
    return work.stale if changed == "label" else work.again


def _place_known(document: Document, work: Work, wish: Wish) -> list[Document]:
    """The same where no file is to be opened: it is read as it was."""
    entry = work.known[document.name]
    changed = _first_changed(entry, {**work.stages, "acquire": entry.stages.get("acquire", "")})
    return work.current if entry.reason in PASSING else _goes_on_from(changed, work)


def _first_changed(entry: Entry, stages: Mapping[str, str]) -> str | None:
    """The first stage that is another one than when a document was mined."""
    return next((name for name in STAGES if entry.stages.get(name) != stages[name]), None)


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
