"""One document mined, whatever happens to it; and the process that does so."""

from __future__ import annotations

import gc
import os
import signal
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from multiprocessing import connection, parent_process
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from spacy.language import Language

from textmine.acquire.files import read_pages
from textmine.acquire.ocr import (
    PageCache,
    PutOffError,
    Recognise,
    put_off,
    recognise,
    threads_for,
)
from textmine.clean.secrecy import find_mark, inherited_mark
from textmine.errors import ConfidentialError, OutOfMemoryError, SourceError, UnavailableError
from textmine.mine import load, make_outcome, mine_page, no_garbage
from textmine.mine.pipeline import pipeline_of
from textmine.mine.record import Mined
from textmine.run.documents import Document, KeptDocument, Stamp, stamp_of
from textmine.settings import Settings
from textmine.store.ledger import MINED, SET_ASIDE, Entry
from textmine.types import Outcome, Page, Pipeline, Record


@dataclass(frozen=True, slots=True)
class Result:
    """One document mined: its outcome, its entry, and one for each member set aside."""

    outcome: Outcome
    entry: Entry
    members: tuple[Entry, ...] = ()
    is_scan: bool = False  # not mined: it waits for the lane that recognises pictures


@dataclass(slots=True)
class _Found:
    """What has come of a document so far."""

    mined: list[Mined] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)
    errors: list[SourceError] = field(default_factory=list)


def mine_document(
    document: Document, nlp: Language, settings: Settings, by: Recognise = recognise
) -> Result:
    """Mine one file; whatever goes wrong is in the entries, never raised.

    Pictures of text are recognised *by* an engine, or put off.
    """
    started = time.perf_counter()
    stamp = look_at(document)
    found, mistake = _Found(), None
    try:
        _read(document, nlp, _Rules(document, settings, stamp, by), found)
    except PutOffError:
        return Result(
            Outcome(path=document.name), make_entry(document, settings, None, stamp), (), True
        )
    except SourceError as error:
        found.errors.append(error)
    except MemoryError:
        found = _Found(errors=[OutOfMemoryError(document.name, "needs more memory than there is")])
    except OSError as error:
        found.errors.append(UnavailableError(document.name, error.strerror or str(error)))
    except Exception as error:  # a mistake of ours: kept with its traceback, the run goes on
        found, mistake = _Found(), error
    own = next((e for e in found.errors if e.subject in (document.name, str(document.path))), None)
    if own is None and found.errors and not found.mined:
        own = found.errors[0]
    entry = make_entry(document, settings, own, stamp)
    entry = replace(entry, seconds=time.perf_counter() - started)
    if mistake is not None:
        kind = type(mistake).__name__
        message = f"{kind}: {mistake} (a mistake of ours; textmine status shows where)"
        trace = "".join(traceback.format_exception(mistake))
        entry = replace(entry, status=SET_ASIDE, reason="internal", message=message, trace=trace)
    entry = replace(entry, **_counts([each.record for each in found.mined]))
    members = [
        replace(make_entry(document, settings, error, stamp), document=error.subject)
        for error in found.errors
        if error is not own
    ]
    if isinstance(document, KeptDocument):
        entry, members = _as_known(document, entry, members)
    outcome = replace(
        make_outcome(document.name, found.pages, found.mined),
        reason=entry.reason,
        message=entry.message,
        trace=entry.trace,
        seconds=entry.seconds,
    )
    return Result(outcome, entry, tuple(members))


def _as_known(
    document: KeptDocument, entry: Entry, members: list[Entry]
) -> tuple[Entry, list[Entry]]:
    """With what was set aside when the file was read, which has not been read again."""
    former = document.entry
    if entry.status == MINED:
        entry = replace(entry, status=former.status, reason=former.reason, message=former.message)
    found = {member.document for member in members}
    aside = [replace(m, stages=entry.stages) for m in document.members if m.document not in found]
    return entry, [*members, *aside]


@dataclass(frozen=True, slots=True)
class _Rules:
    """What a document is mined by."""

    document: Document
    settings: Settings
    stamp: Stamp
    by: Recognise

    def hold_back(self, page: Page) -> None:
        """Raise a ConfidentialError for a page that is marked, unless it was confirmed.

        Whoever confirms an archive confirms what is in it.
        """
        named = {(name, self.stamp.digest) for name in (self.document.name, page.path)}
        if not named.isdisjoint(self.settings.run.released):
            return
        if mark := find_mark(page, [self.document.root.name]):
            raise ConfidentialError(page.path, f"is marked “{mark}”; textmine confirm takes it in")
        if mark := inherited_mark(page):
            raise ConfidentialError(
                page.path, f"came with a page or mail marked “{mark}”; textmine confirm takes it in"
            )


def _read(document: Document, nlp: Language, rules: _Rules, found: _Found) -> None:
    """Fill *found* page by page, so that what came before an error is kept."""
    settings = rules.settings
    made_by = made_by_for(document, settings)
    for page in _pages(document, rules):
        if isinstance(page, SourceError):
            found.errors.append(page)
            continue
        try:
            rules.hold_back(page)
            found.mined.extend(mine_page(page, nlp, settings, made_by))
            found.pages.append(page)
        except SourceError as error:
            found.errors.append(error)


def _pages(document: Document, rules: _Rules) -> Iterator[Page | SourceError]:
    if isinstance(document, KeptDocument):
        return (page.read() for page in document.pages)
    acquire = rules.settings.acquire
    return read_pages(document.path, root=document.root, settings=acquire, by=rules.by)


def made_by_for(document: Document, settings: Settings) -> Pipeline:
    """What mines a document: today's stages, but that which read it if it is not read again."""
    today = pipeline_of(settings)
    if not isinstance(document, KeptDocument):
        return today
    return replace(
        today, stages={**today.stages, "acquire": document.entry.stages.get("acquire", "")}
    )


def look_at(document: Document) -> Stamp:
    """The stamp of a document: of its file as it is, or as it was when its pages were read."""
    if isinstance(document, KeptDocument):
        return Stamp(document.entry.digest, document.entry.size, document.entry.mtime)
    return stamp_of(document.path)


def _counts(records: list[Record]) -> dict[str, Any]:
    kinds = ("practices", "metrics", "places")
    counts = {kind: sum(len(getattr(record, kind)) for record in records) for kind in kinds}
    return {"articles": len(records), **counts}


def make_entry(
    document: Document, settings: Settings, error: SourceError | None, stamp: Stamp
) -> Entry:
    """The ledger's entry of a document that was mined, or set aside for *error*."""
    return Entry(
        document=document.name,
        digest=stamp.digest,
        size=stamp.size,
        mtime=stamp.mtime,
        stages=made_by_for(document, settings).stages,
        status=SET_ASIDE if error else MINED,
        reason=error.reason if error else None,
        message=error.message if error else None,
    )


# ---- the process ------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Started:
    """Sent when a document is begun, so that the parent can watch the clock."""

    index: int


@dataclass(frozen=True, slots=True)
class Finished:
    """Sent when a document is done."""

    index: int
    result: Result


Pack = Callable[[Outcome], Outcome]  # what is sent in its place: a function of some module


def as_it_is(outcome: Outcome) -> Outcome:
    """Sent as it was mined."""
    return outcome


def work(pipe: Connection, settings: Settings, pack: Pack) -> None:
    """Mine the chunks [(index, document), …] that come through *pipe* until None comes.

    Rebuilds the pipeline from settings (nothing is pickled) and ends with its parent.
    """
    _work(_Errand(pipe, settings, pack), lambda _: put_off)


def work_on_scans(pipe: Connection, settings: Settings, pack: Pack) -> None:
    """The same for documents that hold pictures of text: the clock counts each page alone."""
    folder = Path(settings.run.scans or "")
    threads = threads_for(settings.run.workers)

    def engine_for(index: int) -> Recognise:
        return PageCache(folder, lambda: pipe.send(Started(index)), threads)

    _work(_Errand(pipe, settings, pack), engine_for)


@dataclass(frozen=True, slots=True)
class _Errand:
    """Where chunks come from, what they are mined by, and what is sent back."""

    pipe: Connection
    settings: Settings
    pack: Pack


def _work(errand: _Errand, engine_for: Callable[[int], Recognise]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Windows hands none down (pool.uninterrupted)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    pipe = errand.pipe
    nlp = load(errand.settings)
    gc.freeze()  # what is loaded stays: looking through it for garbage took a tenth of the time
    while (chunk := pipe.recv()) is not None:
        for index, document in chunk:
            pipe.send(Started(index))
            result = mine_document(document, nlp, errand.settings, engine_for(index))
            with no_garbage():
                sent = replace(result, outcome=errand.pack(result.outcome))
                pipe.send(Finished(index, sent))


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)  # nothing to save: the ledger is the parent's
