"""One document mined, whatever happens to it."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from spacy.language import Language

from textmine.acquire.files import read_pages
from textmine.acquire.paged.ocr import PutOffError, Recognise, recognise
from textmine.clean.secrecy import find_mark, inherited_mark
from textmine.errors import ConfidentialError, OutOfMemoryError, SourceError, UnavailableError
from textmine.mine import make_outcome, mine_page
from textmine.mine.record import Mined
from textmine.run.documents import Document, KeptDocument, Stamp
from textmine.run.results import Result, look_at, made_by_for, make_entry
from textmine.settings import Settings
from textmine.store.file.entries import MINED, SET_ASIDE, Entry
from textmine.types import Outcome, Page, Record


@dataclass(slots=True)
class _Found:
    """What has come of a document so far; *mistake* is one of ours."""

    mined: list[Mined] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)
    errors: list[SourceError] = field(default_factory=list)
    mistake: Exception | None = None

    def own_error(self, document: Document) -> SourceError | None:
        """The error of the document itself: of its file, or the first where nothing was mined."""
        names = (document.name, str(document.path))
        own = next((error for error in self.errors if error.subject in names), None)
        return own or (self.errors[0] if self.errors and not self.mined else None)


def mine_document(
    document: Document,
    nlp: Language,
    settings: Settings,
    by: Recognise = recognise,
    *,
    onward: Callable[[], None] | None = None,
) -> Result:
    """Mine one file; whatever goes wrong is in the entries, never raised.

    Pictures of text are recognised *by* an engine, or put off. *onward* is called where a page
    of several is done, for its clock: a table of 10,000 articles takes its time.
    """
    started = time.perf_counter()
    stamp = look_at(document)
    try:
        found = _try(_Rules(document, settings, stamp, by, onward), nlp)
    except PutOffError:
        entry = make_entry(document, settings, None, stamp)
        return Result(Outcome(path=document.name), entry, is_scan=True)
    own = found.own_error(document)
    entry = make_entry(document, settings, own, stamp)
    entry = replace(
        entry,
        seconds=time.perf_counter() - started,
        **_counts([each.record for each in found.mined]),
        **(_told(found.mistake) if found.mistake else {}),
    )
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


def _try(rules: _Rules, nlp: Language) -> _Found:
    """What comes of a document; what came before an error of it is kept."""
    name, found = rules.document.name, _Found()
    try:
        _read(nlp, rules, found)
    except PutOffError:
        raise
    except SourceError as error:
        found.errors.append(error)
    except MemoryError:
        return _Found(errors=[OutOfMemoryError(name, "needs more memory than there is")])
    except OSError as error:
        found.errors.append(
            UnavailableError(name, error.strerror or "cannot be opened; is its disk still there?")
        )
    except Exception as error:  # a mistake of ours: kept with its traceback, the run goes on
        return _Found(mistake=error)
    return found


def _told(mistake: Exception) -> dict[str, Any]:
    """What the ledger says of a mistake of ours."""
    message = "met a mistake of ours, not of the file; textmine status --json shows where"
    trace = "".join(traceback.format_exception(mistake))
    return {"status": SET_ASIDE, "reason": "internal", "message": message, "trace": trace}


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
    onward: Callable[[], None] | None = None

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


def _read(nlp: Language, rules: _Rules, found: _Found) -> None:
    """Fill *found* page by page."""
    settings = rules.settings
    made_by = made_by_for(rules.document, settings)
    for number, page in enumerate(_pages(rules)):
        if number and rules.onward:
            rules.onward()
        if isinstance(page, SourceError):
            found.errors.append(page)
            continue
        try:
            rules.hold_back(page)
            found.mined.extend(mine_page(page, nlp, settings, made_by))
            found.pages.append(page)
        except SourceError as error:
            found.errors.append(error)


def _pages(rules: _Rules) -> Iterator[Page | SourceError]:
    document, acquire = rules.document, rules.settings.acquire
    if isinstance(document, KeptDocument):
        return (page.read() for page in document.pages)
    return read_pages(document.path, root=document.root, settings=acquire, by=rules.by)


def _counts(records: list[Record]) -> dict[str, Any]:
    kinds = ("practices", "metrics", "places")
    counts = {kind: sum(len(getattr(record, kind)) for record in records) for kind in kinds}
    return {"articles": len(records), **counts}
