"""The same work on a cluster of dask.distributed: addresses in, Parquet parts out.

Inputs and output are addresses of fsspec (folders, `s3://…`, `hdfs://…`). A worker that is lost
is replaced by the cluster and its chunk done again; a document that takes its worker with it
is set aside. What the ledger beside the parts has, and is as it was, is not done again.
"""

from __future__ import annotations

import hashlib
import tempfile
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
class Done:
    """What a task tells: the entries of its documents, already written beside the part."""

    entries: tuple[Entry, ...]


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
    chunks = list(chunks_of(todo))
    chunks.reverse()
    pending = as_completed()
    chunk_of: dict[Any, list[Remote]] = {}
    suspects: list[list[Remote]] = []

    def submit() -> None:
        chunk = chunks.pop()
        future = client.submit(mine_chunk, chunk, output, settings, pure=False)
        chunk_of[future.key] = chunk
        pending.add(future)

    workers = max(1, len(client.scheduler_info()["workers"]))
    for _ in range(min(len(chunks), AHEAD * workers)):
        submit()
    for future in pending:
        chunk = chunk_of.pop(future.key)
        if _killed(future):
            if len(chunk) > 1:
                chunks.extend([document] for document in reversed(chunk))
            else:
                suspects.append(chunk)
        else:
            yield future.result().entries
        future.release()
        while chunks and len(chunk_of) < AHEAD * workers:
            submit()
    yield from (_try_alone(client, chunk, output, settings) for chunk in suspects)


def _killed(future: Any) -> bool:
    """Whether a task failed for want of workers; its other errors are raised."""
    error = future.exception()
    if error is not None and not isinstance(error, KilledWorker):
        raise error
    return error is not None


def _try_alone(
    client: Client, chunk: Sequence[Remote], output: str, settings: Settings
) -> tuple[Entry, ...]:
    """A document that may only have waited behind one that killed their worker."""
    future = client.submit(mine_chunk, chunk, output, settings, pure=False)
    if _killed(future):
        return _write(output, chunk, [_lost(chunk[0], settings)]).entries
    done: Done = future.result()
    return done.entries


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
@cache
def _loaded(settings: Settings) -> Language:
    return load(settings)


def mine_chunk(chunk: Sequence[Remote], output: str, settings: Settings) -> Done:
    """Mine some documents and write their part; done twice, it writes the same again."""
    nlp = _loaded(settings)
    results = []
    for document in chunk:
        with _local(document) as local:
            result = _mine(local, nlp, settings)
        results.append(replace(result, entry=replace(result.entry, size=document.size)))
    return _write(output, chunk, results)


def _mine(document: Document, nlp: Language, settings: Settings) -> Result:
    """One document, within its time."""
    try:
        with deadline(settings.run.max_seconds):
            return mine_document(document, nlp, settings)
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
