"""The same work on a cluster of dask.distributed: addresses in, Parquet parts out.

Inputs and output are addresses of fsspec (folders, `s3://…`, `hdfs://…`). A worker that is lost
is replaced by the cluster and its chunk done again; a document that takes its worker with it
is set aside. What the ledger beside the parts has, and is as it was, is not done again.

Documents that hold pictures of text are put off: each is a task of its own behind all others, and
every page that is recognised is kept beside the parts, so that none is recognised twice.
"""

from __future__ import annotations

import hashlib
import tempfile
import uuid
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import fsspec
from distributed import Client, KilledWorker, LocalCluster, as_completed
from spacy.language import Language

from textmine.acquire.archive import HIDDEN
from textmine.acquire.ocr import PageCache, Recognise, put_off
from textmine.errors import (
    ConfidentialError,
    OutOfMemoryError,
    ResourceError,
    SourceError,
    TimedOutError,
)
from textmine.mine import load
from textmine.mine.pipeline import pipeline_of
from textmine.run.deadline import OutOfTime, deadline
from textmine.run.documents import Document, stamp_of
from textmine.run.worker import Result, make_entry, mine_document
from textmine.settings import Settings
from textmine.store.ledger import Entry
from textmine.store.parts import (
    CONFIRMED,
    LEDGER,
    PART,
    in_order,
    pack_entries,
    pack_sources,
    unpack_entries,
    unpack_releases,
)
from textmine.types import Outcome

# A task of some seconds: the scheduler's own work then does not show.
CHUNK_BYTES, CHUNK_FILES = 4_000_000, 256
AHEAD = 4  # chunks handed out for each worker, so that a scheduler never holds millions
LIST = "@"  # before the address of a text file with an address a line


@dataclass(frozen=True, slots=True)
class Remote:
    """A document somewhere: its name in records, its address, its size."""

    name: str
    address: str
    size: int


@dataclass(frozen=True, slots=True)
class Chunk:
    """The documents of a task; *scans* where their pictures are to be recognised."""

    documents: list[Remote]
    scans: bool = False


@dataclass(frozen=True, slots=True)
class Done:
    """What a task tells: the entries of its documents, already written beside the part.

    `scans` are the documents that it put off, for they hold pictures of text.
    """

    entries: tuple[Entry, ...]
    scans: tuple[Remote, ...] = ()


def run_on_cluster(
    inputs: Sequence[str],
    output: str,
    cluster: str,
    settings: Settings,
    progress: Callable[[int, int, str], None] | None = None,
) -> list[Entry]:
    """Mine *inputs* into parts in *output*; the entries of all documents, known and new."""
    documents = find_remote(inputs)
    known = read_ledger(output)
    released = read_released(output)
    settings = replace(settings, run=replace(settings.run, released=released))
    stages = dict(pipeline_of(settings).stages)
    reopened = _reopened(known, released)
    todo = [
        d for d in documents if d.name in reopened or not _is_current(known.get(d.name), d, stages)
    ]
    done = len(documents) - len(todo)
    found = {name: entry for name, entry in known.items() if dict(entry.stages) == stages}
    names = {document.name for document in documents}
    with connect(cluster, settings) as client:
        for entries in _work(client, todo, output, settings):
            found |= {entry.document: entry for entry in entries}
            done += sum(entry.document in names for entry in entries)
            if progress:
                progress(done, len(documents), entries[0].document)
    return [found[name] for name in sorted(found)]


@contextmanager
def connect(cluster: str, settings: Settings) -> Iterator[Client]:
    """A client of the scheduler at an address, or of one made here for "local"."""
    if cluster != "local":
        try:
            client = Client(cluster, timeout=30)
        except OSError as error:
            raise ResourceError(cluster, f"no scheduler answers: {error}") from error
        with client:
            yield client
        return
    limits = {"threads_per_worker": 1, "memory_limit": f"{settings.run.max_memory_mb}MB"}
    with (
        LocalCluster(n_workers=settings.run.workers, dashboard_address=None, **limits) as here,
        Client(here) as client,
    ):
        yield client


def _work(
    client: Client, todo: Sequence[Remote], output: str, settings: Settings
) -> Iterator[tuple[Entry, ...]]:
    """Hand out chunks, a few at a time; a chunk that killed its worker in single documents."""
    chunks = deque(map(Chunk, chunks_of(todo)))
    pending = as_completed()
    chunk_of: dict[Any, Chunk] = {}
    suspects: list[Chunk] = []

    def submit() -> None:
        chunk = chunks.popleft()
        future = _submit(client, chunk, output, settings)
        chunk_of[future.key] = chunk
        pending.add(future)

    workers = max(1, len(client.scheduler_info()["workers"]))
    for _ in range(min(len(chunks), AHEAD * workers)):
        submit()
    for future in pending:
        chunk = chunk_of.pop(future.key)
        if _killed(future):
            if len(chunk.documents) > 1:
                chunks.extendleft(Chunk([each]) for each in reversed(chunk.documents))
            else:
                suspects.append(chunk)
        else:
            done: Done = future.result()
            chunks.extend(Chunk([document], scans=True) for document in done.scans)
            if done.entries:
                yield done.entries
        future.release()
        while chunks and len(chunk_of) < AHEAD * workers:
            submit()
    for chunk in suspects:  # grows: one of them may turn out to be a scan
        done = _try_alone(client, chunk, output, settings)
        suspects.extend(Chunk([document], scans=True) for document in done.scans)
        if done.entries:
            yield done.entries


def _submit(client: Client, chunk: Chunk, output: str, settings: Settings) -> Any:
    """Scans wait until the cluster has nothing else to do."""
    task, priority = (mine_scans, -1) if chunk.scans else (mine_chunk, 0)
    options = {"pure": False, "priority": priority}
    return client.submit(task, chunk.documents, output, settings, **options)


def _killed(future: Any) -> bool:
    """Whether a task failed for want of workers; its other errors are raised."""
    error = future.exception()
    if error is not None and not isinstance(error, KilledWorker):
        raise error
    return error is not None


def _try_alone(client: Client, chunk: Chunk, output: str, settings: Settings) -> Done:
    """A document that may only have waited behind one that killed their worker."""
    future = _submit(client, chunk, output, settings)
    if _killed(future):
        return _write(output, chunk.documents, [_lost(chunk.documents[0], settings)])
    done: Done = future.result()
    return done


def _lost(document: Remote, settings: Settings) -> Result:
    """The result of a document that ended every worker that it was given to."""
    message = "ended the workers that read it: for want of memory, or it was stuck for too long"
    local = Document(document.name, Path(document.name), Path())
    result = _set_aside(local, OutOfMemoryError(document.name, message), settings)
    return replace(result, entry=replace(result.entry, digest="", size=document.size))


def chunks_of(documents: Sequence[Remote]) -> Iterator[list[Remote]]:
    """Documents in groups of some seconds of work."""
    chunk: list[Remote] = []
    size = 0
    for document in documents:
        chunk.append(document)
        size += document.size
        if size >= CHUNK_BYTES or len(chunk) >= CHUNK_FILES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


# ---- on a worker ------------------------------------------------------------------------------
SCANS = "scans"  # the folder of recognised pages beside the parts
EngineFor = Callable[[Callable[[], None]], Recognise]  # given what makes the clock begin anew


@dataclass(frozen=True, slots=True)
class AddressShelf:
    """Recognised pages at an address that all workers reach."""

    address: str

    def read(self, name: str) -> str:
        """What some worker wrote there."""
        files, folder = fsspec.core.url_to_fs(self.address)
        text: str = files.cat_file(f"{folder}/{name}").decode()
        return text

    def write(self, name: str, text: str) -> None:
        """A file, moved into place."""
        files, folder = fsspec.core.url_to_fs(self.address)
        target = f"{folder}/{name}"
        files.makedirs(target.rpartition("/")[0], exist_ok=True)
        partial = f"{target}.{uuid.uuid4().hex}"
        files.pipe_file(partial, text.encode())
        files.mv(partial, target)


@cache
def _loaded(settings: Settings) -> Language:
    return load(settings)


def mine_chunk(chunk: Sequence[Remote], output: str, settings: Settings) -> Done:
    """Mine some documents and write their part; done twice, it writes the same again."""
    return _mine_all(chunk, output, settings, lambda _: put_off)


def mine_scans(chunk: Sequence[Remote], output: str, settings: Settings) -> Done:
    """The same of documents that hold pictures of text: the clock counts each page alone."""
    shelf = AddressShelf(f"{output.rstrip('/')}/{SCANS}")
    return _mine_all(chunk, output, settings, lambda restart: PageCache(shelf, restart))


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
    return (
        replace(_write(output, [*done], [*done.values()]), scans=scans) if done else Done((), scans)
    )


def _mine(document: Document, nlp: Language, settings: Settings, engine_for: EngineFor) -> Result:
    """One document, within its time."""
    try:
        with deadline(settings.run.max_seconds) as restart:
            return mine_document(document, nlp, settings, engine_for(restart))
    except OutOfTime:
        limit = settings.run.max_seconds
        message = f"took longer than {limit:g} seconds (settings: max_seconds)"
        error = TimedOutError(document.name, message)
        return _set_aside(document, error, settings)


def _set_aside(document: Document, error: SourceError, settings: Settings) -> Result:
    entry = make_entry(document, settings, error, stamp_of(document.path))
    return Result(Outcome(path=document.name, reason=error.reason, message=error.message), entry)


@contextmanager
def _local(document: Remote) -> Iterator[Document]:
    """A document as a file of this machine, for the time of the block."""
    files, path = fsspec.core.url_to_fs(document.address)
    if "file" in (files.protocol if isinstance(files.protocol, tuple) else (files.protocol,)):
        yield Document(document.name, Path(path), _root(Path(path), document.name))
        return
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / document.name
        target.parent.mkdir(parents=True, exist_ok=True)
        files.get_file(path, str(target))
        yield Document(document.name, target, Path(folder))


def _root(path: Path, name: str) -> Path:
    """The folder that *name* is relative to."""
    return path.parents[name.count("/")]


def _write(output: str, chunk: Sequence[Remote], results: Sequence[Result]) -> Done:
    """Write a part, then its ledger: whoever finds the ledger finds the part."""
    files, folder = fsspec.core.url_to_fs(output)
    files.makedirs(folder, exist_ok=True)
    names = "\0".join(f"{document.name}\0{document.size}" for document in chunk)
    stages = repr(sorted(results[0].entry.stages.items()))
    digest = hashlib.sha256((names + stages).encode("utf-8", "surrogatepass")).hexdigest()[:16]
    entries = tuple(entry for result in results for entry in (result.entry, *result.members))
    part = pack_sources(result.outcome for result in results)
    written = {PART: part, LEDGER: pack_entries(entries)}
    for ending, data in written.items():
        target = f"{folder}/part-{digest}{ending}"
        files.pipe_file(target + ".tmp", data)
        files.mv(target + ".tmp", target)
    return Done(entries)


# ---- addresses --------------------------------------------------------------------------------
def find_remote(inputs: Sequence[str]) -> list[Remote]:
    """The documents of folders, globs, single files and lists (`@FILE`), by name; each once."""
    found: dict[str, Remote] = {}
    for address in inputs:
        for document in _find(address):
            found.setdefault(document.name, document)
    return [found[name] for name in sorted(found)]


def _find(address: str) -> Iterator[Remote]:
    if address.startswith(LIST):
        with fsspec.open(address.removeprefix(LIST), "r", encoding="utf-8") as lines:
            for line in lines:
                if line.strip():
                    yield from _find(line.strip())
        return
    files, path = fsspec.core.url_to_fs(address)
    if any(sign in path for sign in "*?["):
        fixed = path[: min(path.index(sign) for sign in "*?[" if sign in path)]
        root = fixed.rpartition("/")[0]
        infos = files.glob(path, detail=True)
    else:
        infos = files.find(path, detail=True)
        root = path if files.isdir(path) else path.rpartition("/")[0]
    for name, info in infos.items():
        if info["type"] == "file":
            relative = name[len(root) :].lstrip("/")
            if not any(HIDDEN.search(part) for part in relative.split("/")):
                yield Remote(relative, files.unstrip_protocol(name), int(info["size"] or 0))


def read_ledger(output: str) -> dict[str, Entry]:
    """The entries of all parts in *output*, by document, the latest of each."""
    files, folder = fsspec.core.url_to_fs(output)
    if not files.exists(folder):
        return {}
    found: dict[str, Entry] = {}
    for ledger in in_order(files.cat_file(path) for path in files.glob(f"{folder}/*{LEDGER}")):
        for entry in unpack_entries(ledger):
            found.setdefault(entry.document, entry)
    return found


def read_released(output: str) -> tuple[tuple[str, str], ...]:
    """Documents of *output* marked as secret that somebody confirmed, with their digests."""
    files, folder = fsspec.core.url_to_fs(output)
    path = f"{folder}/{CONFIRMED}"
    if not files.exists(path):
        return ()
    return tuple((each.document, each.digest) for each in unpack_releases(files.cat_file(path)))


def _reopened(known: Mapping[str, Entry], released: Sequence[tuple[str, str]]) -> set[str]:
    """What is held back though it was confirmed, with the archives that hold it."""
    names: set[str] = set()
    for name, digest in released:
        entry = known.get(name)
        if entry and (entry.reason, entry.digest) == (ConfidentialError.reason, digest):
            parts = name.split("/")
            names |= {"/".join(parts[: n + 1]) for n in range(len(parts))}
    return names


def _is_current(entry: Entry | None, document: Remote, stages: Mapping[str, str]) -> bool:
    """Whether a document was mined by these stages; by its size, for it is not opened."""
    return entry is not None and dict(entry.stages) == stages and entry.size == document.size
