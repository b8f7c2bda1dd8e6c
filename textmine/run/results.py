"""What comes of one document: told by a worker, or by the parent where the worker is no more."""

from __future__ import annotations

from dataclasses import dataclass, replace

from textmine.errors import SourceError
from textmine.run.documents import Document, KeptDocument, Stamp, stamp_of
from textmine.settings import Settings
from textmine.stages import pipeline_of
from textmine.store.file.entries import MINED, SET_ASIDE, Entry
from textmine.types import Outcome, Pipeline


@dataclass(frozen=True, slots=True)
class Result:
    """One document mined: its outcome, its entry, and one for each member set aside."""

    outcome: Outcome
    entry: Entry
    members: tuple[Entry, ...] = ()
    is_scan: bool = False  # not mined: it waits for the lane that recognises pictures


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
        trace=_cause(error),
    )


def _cause(error: SourceError | None) -> str | None:
    """In whose words it was reported to us; the message says it in ours."""
    cause = error.__cause__ if error else None
    return f"{type(cause).__name__}: {cause}" if cause else None


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
