"""Many documents: mines each once, keeps what came of it, and goes on where it was stopped.

`run(paths, sink, settings)` maps `mine` over files, in this process or in several, in the order
of their names; what goes wrong with one document becomes an entry of the ledger with a reason,
and the run goes on.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import time
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from spacy.language import Language

from textmine.acquire.files import list_files, read_pages, relative_name
from textmine.errors import SourceError, UnavailableError
from textmine.mine import load, mine_page, pipeline_of
from textmine.settings import Settings
from textmine.store.ledger import MINED, SET_ASIDE, Entry
from textmine.types import Outcome, Page, Record

# About a second of work at 0.5 million characters a second: what a message between processes
# costs then does not show.
CHUNK_BYTES = 1_000_000
CHUNK_FILES = 64


class Sink(Protocol):
    """Where outcomes go: a case database or a file of lines."""

    def entries(self) -> dict[str, Entry]:
        """What is known of each document."""

    def add(self, outcome: Outcome, entry: Entry) -> None:
        """Keep an outcome and its entry, both or neither."""


@dataclass(frozen=True, slots=True)
class Document:
    """A file to mine, by its name relative to what the user named."""

    name: str
    path: Path


@dataclass(frozen=True, slots=True)
class Result:
    """One document mined: its outcome, and one entry for it and each bad member of it."""

    outcome: Outcome
    entries: tuple[Entry, ...]


@dataclass(slots=True)
class Summary:
    """What a run did, for the closing table."""

    documents: int = 0
    skipped: int = 0
    articles: int = 0
    practices: int = 0
    metrics: int = 0
    places: int = 0
    set_aside: list[Entry] = field(default_factory=list)
    names: list[str] = field(default_factory=list)

    def count(self, entry: Entry) -> None:
        """Add an entry, new or known."""
        self.articles += entry.articles
        self.practices += entry.practices
        self.metrics += entry.metrics
        self.places += entry.places
        if entry.status == SET_ASIDE:
            self.set_aside.append(entry)


Progress = Callable[[int, int, str], None]  # done, total, name of the document


def find_documents(paths: Sequence[Path]) -> list[Document]:
    """The files of *paths*, folders walked, in the order of their names; each once."""
    found = {
        relative_name(root, file): Document(relative_name(root, file), file)
        for root, file in list_files(paths)
    }
    return [found[name] for name in sorted(found)]


def run(
    paths: Sequence[Path],
    sink: Sink,
    settings: Settings,
    *,
    retry_failed: bool = False,
    progress: Progress | None = None,
) -> Summary:
    """Mine *paths* into *sink*; documents that it holds already are left as they are."""
    documents = find_documents(paths)
    stages = dict(pipeline_of(settings).stages)
    known = sink.entries()
    summary = Summary(documents=len(documents), names=[d.name for d in documents])
    todo = []
    for document in documents:
        entry = known.get(document.name)
        if entry and _is_current(entry, document, stages, retry_failed):
            summary.skipped += 1
            for kept in _with_members(document.name, known):
                summary.count(kept)
        else:
            todo.append(document)
    done = summary.skipped
    for result in _mine_all(todo, settings):
        for entry in result.entries:
            outcome = result.outcome if entry is result.entries[0] else Outcome(path="")
            sink.add(outcome, entry)
            summary.count(entry)
        done += 1
        if progress:
            progress(done, len(documents), result.outcome.path)
    return summary


def _is_current(
    entry: Entry, document: Document, stages: dict[str, str], retry_failed: bool
) -> bool:
    if retry_failed and entry.status == SET_ASIDE:
        return False
    return dict(entry.stages) == stages and entry.digest == digest_of(document.path)


def _with_members(name: str, known: dict[str, Entry]) -> Iterator[Entry]:
    """The entry of a file and those of its members that were set aside."""
    for document, entry in known.items():
        if document == name or document.startswith(name + "/"):
            yield entry


def digest_of(path: Path) -> str:
    """The SHA-256 of a file, or an empty string where it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


# ---- one document -----------------------------------------------------------------------------
def mine_document(document: Document, nlp: Language, settings: Settings) -> Result:
    """Mine one file; whatever goes wrong is in the entries, never raised."""
    started = time.perf_counter()
    records: list[Record] = []
    pages: list[Page] = []
    bad: list[tuple[str, SourceError]] = []
    trace = message = None
    try:
        for page in read_pages(document.path, name=document.name, settings=settings.acquire):
            if isinstance(page, SourceError):
                bad.append((page.subject, page))
                continue
            try:
                records.extend(mine_page(page, nlp, settings))
                pages.append(page)
            except SourceError as error:
                bad.append((page.path, error))
    except SourceError as error:
        bad.append((document.name, error))
    except OSError as error:
        bad.append((document.name, UnavailableError(document.name, str(error))))
    except Exception as error:  # a mistake of ours: kept with its traceback, the run goes on
        trace, message = traceback.format_exc(), f"{type(error).__name__}: {error}"
        records, pages = [], []
    return _result(document, settings, started, records, pages, bad, message, trace)


def _result(  # noqa: PLR0913
    document: Document,
    settings: Settings,
    started: float,
    records: list[Record],
    pages: list[Page],
    bad: list[tuple[str, SourceError]],
    message: str | None,
    trace: str | None,
) -> Result:
    digest, stages = digest_of(document.path), pipeline_of(settings).stages
    whole = [error for name, error in bad if name == document.name]
    members = [(name, error) for name, error in bad if name != document.name]
    reason = "internal" if trace else whole[0].reason if whole else None
    if whole:
        message = whole[0].message
    own = Entry(
        document=document.name,
        digest=digest,
        stages=stages,
        status=SET_ASIDE if reason else MINED,
        reason=reason,
        message=message,
        trace=trace,
        seconds=time.perf_counter() - started,
        articles=len(records),
        practices=sum(len(record.practices) for record in records),
        metrics=sum(len(record.metrics) for record in records),
        places=sum(len(record.places) for record in records),
    )
    others = tuple(
        Entry(
            document=name,
            digest=digest,
            stages=stages,
            status=SET_ASIDE,
            reason=error.reason,
            message=error.message,
        )
        for name, error in members
    )
    outcome = Outcome(
        path=document.name,
        records=tuple(records),
        pages=tuple(pages),
        reason=reason,
        message=message,
        trace=trace,
        seconds=own.seconds,
    )
    return Result(outcome, (own, *others))


# ---- many -------------------------------------------------------------------------------------
def _mine_all(documents: Sequence[Document], settings: Settings) -> Iterator[Result]:
    """Results in the order of the documents, from this process or from several."""
    if settings.run.workers == 1 or len(documents) < 2:
        nlp = load(settings) if documents else None
        for document in documents:
            assert nlp is not None
            yield mine_document(document, nlp, settings)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(
        settings.run.workers, mp_context=context, initializer=_start_worker, initargs=(settings,)
    ) as pool:
        yield from _in_order(pool, list(chunks_of(documents)), settings.run.workers)


def chunks_of(documents: Iterable[Document]) -> Iterator[list[Document]]:
    """Documents in groups of about a second of work."""
    chunk: list[Document] = []
    size = 0
    for document in documents:
        chunk.append(document)
        size += document.path.stat().st_size if document.path.exists() else 0
        if size >= CHUNK_BYTES or len(chunk) >= CHUNK_FILES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _in_order(
    pool: ProcessPoolExecutor, chunks: list[list[Document]], workers: int
) -> Iterator[Result]:
    """Results chunk by chunk, with no more chunks under way than keep the workers busy."""
    waiting: list[Future[list[Result]]] = []
    following = iter(chunks)
    for chunk in following:
        waiting.append(pool.submit(_mine_chunk, chunk))
        if len(waiting) >= 2 * workers:
            break
    while waiting:
        results = waiting.pop(0).result()
        chunk_or_none = next(following, None)
        if chunk_or_none is not None:
            waiting.append(pool.submit(_mine_chunk, chunk_or_none))
        yield from results


class _Worker:
    """What a worker process keeps between chunks; rebuilt from settings, never pickled."""

    nlp: Language
    settings: Settings


def _start_worker(settings: Settings) -> None:
    _Worker.settings = settings
    _Worker.nlp = load(settings)


def _mine_chunk(documents: list[Document]) -> list[Result]:
    return [mine_document(document, _Worker.nlp, _Worker.settings) for document in documents]
