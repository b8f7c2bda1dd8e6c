"""What a worker of a cluster does with a chunk of documents: mines them, and writes their part.

Done twice, it writes the same again. A document that holds pictures of text is put off, unless the
chunk is one of scans.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path, PurePosixPath

import fsspec
from spacy.language import Language

from textmine.acquire.paged.ocr import PageCache, Recognise, put_off
from textmine.errors import SourceError, TimedOutError
from textmine.mine import load
from textmine.run.addresses import AddressShelf, Remote, is_here
from textmine.run.attempt import mine_document
from textmine.run.deadline import OutOfTime, deadline
from textmine.run.documents import Document, stamp_of
from textmine.run.partfiles import write_part
from textmine.run.results import Result, make_entry
from textmine.settings import Settings
from textmine.store.file.entries import Entry
from textmine.temporary import temporary_folder
from textmine.types import Outcome


@dataclass(frozen=True, slots=True)
class Done:
    """What a task tells: the entries of its documents, already written beside the part.

    `scans` are the documents that it put off, for they hold pictures of text.
    """

    entries: tuple[Entry, ...]
    scans: tuple[Remote, ...] = ()


SCANS = "scans"  # the folder of recognised pages beside the parts
EngineFor = Callable[[Callable[[], None]], Recognise]  # given what makes the clock begin anew


@cache
def _loaded(settings: Settings) -> Language:
    return load(settings)


def mine_chunk(chunk: Sequence[Remote], output: str, settings: Settings) -> Done:
    """Mine some documents and write their part; done twice, it writes the same again."""
    return _mine_all(chunk, output, settings, lambda _: put_off)


def mine_scans(chunk: Sequence[Remote], output: str, settings: Settings) -> Done:
    """The same of documents that hold pictures of text: the clock counts each page alone."""
    shelf = AddressShelf(f"{output.rstrip('/')}/{SCANS}")
    # A thread, for a worker of a cluster is reckoned as a core.
    return _mine_all(chunk, output, settings, lambda restart: PageCache(shelf, restart, 1))


def _mine_all(
    chunk: Sequence[Remote], output: str, settings: Settings, engine_for: EngineFor
) -> Done:
    nlp = _loaded(settings)
    done: dict[Remote, Result] = {}
    for document in chunk:
        with _local(document) as local:
            result = _mine(local, nlp, settings, engine_for)
        if not result.is_scan:
            done[document] = replace(result, entry=replace(result.entry, size=document.size))
    scans = tuple(document for document in chunk if document not in done)
    entries = write_part(output, [*done], [*done.values()]) if done else []
    return Done(tuple(entries), scans)


def _mine(document: Document, nlp: Language, settings: Settings, engine_for: EngineFor) -> Result:
    """One document, within its time."""
    try:
        with deadline(settings.run.max_seconds) as restart:
            return mine_document(document, nlp, settings, engine_for(restart), onward=restart)
    except OutOfTime:
        limit = settings.run.max_seconds
        message = f"took longer than {limit:g} seconds (settings: max_seconds)"
        error = TimedOutError(document.name, message)
        return set_aside(document, error, settings)


def set_aside(document: Document, error: SourceError, settings: Settings) -> Result:
    """The result of a document that is set aside for *error*."""
    entry = make_entry(document, settings, error, stamp_of(document.path))
    return Result(Outcome(path=document.name, reason=error.reason, message=error.message), entry)


@contextmanager
def _local(document: Remote) -> Iterator[Document]:
    """A document as a file of this machine, for the time of the block."""
    files, path = fsspec.core.url_to_fs(document.address)
    if is_here(files):
        yield Document(document.name, Path(path), _root(Path(path), document.name))
        return
    with temporary_folder() as folder:
        # The folder's own name may be a mark of secrecy.
        root = folder / PurePosixPath(path.removesuffix(document.name)).name
        target = root / document.name
        target.parent.mkdir(parents=True, exist_ok=True)
        files.get_file(path, str(target))
        yield Document(document.name, target, root)


def _root(path: Path, name: str) -> Path:
    """The folder that *name* is relative to."""
    return path.parents[name.count("/")]
