"""The same work on a cluster of dask.distributed: addresses in, Parquet parts out.

Inputs and output are addresses of fsspec (folders, `s3://…`, `hdfs://…`). A worker that is lost
is replaced by the cluster and its chunk done again; a document that takes its worker with it
is set aside. What the ledger beside the parts has, and is as it was, is not done again.

Documents that hold pictures of text are put off: each is a task of its own behind all others, and
every page that is recognised is kept beside the parts, so that none is recognised twice.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from operator import attrgetter
from pathlib import Path
from typing import Any

from distributed import Client, KilledWorker, LocalCluster, as_completed

from textmine.errors import OutOfMemoryError, ResourceError
from textmine.run.addresses import Remote, Remotely, find_remote
from textmine.run.chunks import Done, mine_chunk, mine_scans, set_aside
from textmine.run.documents import Document
from textmine.run.grouping import in_groups
from textmine.run.partfiles import (
    find_joints,
    join_parts,
    read_held,
    read_released,
    reopened,
    write_part,
)
from textmine.run.recognising import Recognised, recognise
from textmine.run.results import Result
from textmine.settings import Settings
from textmine.stages import pipeline_of
from textmine.store.file.entries import Entry

# A task of some seconds: the scheduler's own work then does not show. Of few documents smaller
# ones, so that each worker gets several, and the last of them is not waited for long.
CHUNK_BYTES, CHUNK_FILES, LEAST_FILES = 4_000_000, 256, 8
USUAL_WORKERS = 8  # at least so many are reckoned with; some may join later
AHEAD = 4  # chunks handed out for each worker, so that a scheduler never holds millions
COUNT_AGAIN = 5.0  # seconds after which workers are counted again, for they come and go
WAIT_SECONDS = 60.0  # for a scheduler that is just being started
SCHEDULER_FILE = ".json"  # how the name of a file ends in which a scheduler says where it is


@dataclass(frozen=True, slots=True)
class Chunk:
    """The documents of a task; *scans* where their pictures are to be recognised."""

    documents: list[Remote]
    scans: bool = False


def run_on_cluster(
    inputs: Sequence[str],
    output: str,
    cluster: str,
    settings: Settings,
    progress: Callable[[int, int, str], None] | None = None,
    *,
    told: Callable[[Recognised[Remote]], None] | None = None,
) -> list[Entry]:
    """Mine *inputs* into parts in *output*; the entries of all documents, known and new.

    Which documents they were taken for is *told* first.
    """
    held = read_held(output)
    recognised = recognise(find_remote(inputs), held, Remotely())
    documents, known = recognised.documents, dict(held.entries)
    if told:
        told(recognised)
    released = read_released(output)
    settings = replace(settings, run=replace(settings.run, released=released))
    stages = dict(pipeline_of(settings).stages)
    again = reopened(known, released)
    todo = [
        d for d in documents if d.name in again or not _is_current(known.get(d.name), d, stages)
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
        _join(client, output)
    return [found[name] for name in sorted(found)]


@contextmanager
def connect(cluster: str, settings: Settings) -> Iterator[Client]:
    """A client of the scheduler at an address, or of one made here for "local".

    The address may be that of the file in which the scheduler says where it is.
    """
    if cluster != "local":
        with _connected(cluster) as client:
            yield client
        return
    limits = {"threads_per_worker": 1, "memory_limit": f"{settings.run.max_memory_mb}MB"}
    with (
        LocalCluster(n_workers=settings.run.workers, dashboard_address=None, **limits) as here,
        Client(here) as client,
    ):
        yield client


def _connected(address: str) -> Client:
    """A client of a scheduler elsewhere."""
    by_file = address.endswith(SCHEDULER_FILE)
    if by_file:
        _wait_for(Path(address))
    where = {"scheduler_file" if by_file else "address": address}
    try:
        return Client(**where, timeout=30)
    except (OSError, ValueError) as error:
        raise ResourceError(address, f"no scheduler answers: {error}") from error


def _wait_for(path: Path) -> None:
    until = time.monotonic() + WAIT_SECONDS
    while not path.exists():
        if time.monotonic() > until:
            raise ResourceError(str(path), "was written by no scheduler; is one running?")
        time.sleep(0.2)


class _Workers:
    """How many there are; counted now and then, for they come and go."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._count, self._at = 0, -COUNT_AGAIN

    def count(self) -> int:
        """At least one."""
        now = time.monotonic()
        if now - self._at >= COUNT_AGAIN:
            self._count, self._at = len(self._client.nthreads()), now
        return max(1, self._count)


class _Queue:
    """Chunks that wait, and those handed out; as many of these as keep the workers busy."""

    def __init__(self, client: Client, output: str, settings: Settings) -> None:
        self._client, self._output, self._settings = client, output, settings
        self._workers = _Workers(client)
        self._waiting: deque[Chunk] = deque()
        self._handed: dict[Any, Chunk] = {}
        self._pending = as_completed()

    def add(self, documents: Sequence[Remote]) -> None:
        """Documents, in chunks."""
        workers = max(USUAL_WORKERS, self._workers.count())
        self._waiting.extend(map(Chunk, chunks_of(documents, AHEAD * workers)))

    def results(self) -> Iterator[tuple[Chunk, Any]]:
        """Each chunk with its future when that is done; more may be put off meanwhile."""
        self._hand_out()
        for future in self._pending:
            yield self._handed.pop(future.key), future
            future.release()
            self._hand_out()

    def put_off(self, chunks: Iterable[Chunk]) -> None:
        """Behind all others."""
        self._waiting.extend(chunks)

    def put_first(self, chunks: Sequence[Chunk]) -> None:
        """Before all others."""
        self._waiting.extendleft(reversed(chunks))

    def _hand_out(self) -> None:
        while self._waiting and len(self._handed) < AHEAD * self._workers.count():
            chunk = self._waiting.popleft()
            future = _submit(self._client, chunk, self._output, self._settings)
            self._handed[future.key] = chunk
            self._pending.add(future)


def _work(
    client: Client, todo: Sequence[Remote], output: str, settings: Settings
) -> Iterator[tuple[Entry, ...]]:
    """Hand out chunks, a few at a time; a chunk that killed its worker in single documents."""
    queue = _Queue(client, output, settings)
    queue.add(todo)
    suspects: list[Chunk] = []
    for chunk, future in queue.results():
        if not _killed(future):
            done: Done = future.result()
            queue.put_off(Chunk([document], scans=True) for document in done.scans)
            if done.entries:
                yield done.entries
        elif len(chunk.documents) > 1:
            queue.put_first([Chunk([each], chunk.scans) for each in chunk.documents])
        else:
            suspects.append(chunk)
    for chunk in suspects:  # grows: one of them may turn out to be a scan
        done = _try_alone(client, chunk, output, settings)
        suspects.extend(Chunk([document], scans=True) for document in done.scans)
        if done.entries:
            yield done.entries


def _join(client: Client, output: str) -> None:
    """Join small parts, such as scans have each of their own; workers do so."""
    pending = as_completed()
    for joint in find_joints(output):
        pending.add(client.submit(join_parts, output, joint, pure=False))
    for future in pending:
        _killed(future)  # then the pieces stay as they are
        future.release()


def _submit(client: Client, chunk: Chunk, output: str, settings: Settings) -> Any:
    """Scans wait until the cluster has nothing else to do."""
    task, priority = (mine_scans, -1) if chunk.scans else (mine_chunk, 0)
    options = {"pure": False, "priority": priority}
    return client.submit(task, chunk.documents, output, settings, **options)


def _killed(future: Any) -> bool:
    """Whether a task failed for want of workers; its other errors are raised."""
    if future.cancelled():
        message = "was lost; what is done is kept: run the same again"
        raise ResourceError("the scheduler", message)
    error = future.exception()
    if error is not None and not isinstance(error, KilledWorker):
        raise error
    return error is not None


def _try_alone(client: Client, chunk: Chunk, output: str, settings: Settings) -> Done:
    """A document that may only have waited behind one that killed their worker."""
    future = _submit(client, chunk, output, settings)
    if _killed(future):
        lost = _lost(chunk.documents[0], settings)
        return Done(tuple(write_part(output, chunk.documents, [lost])))
    done: Done = future.result()
    return done


def _lost(document: Remote, settings: Settings) -> Result:
    """The result of a document that ended every worker that it was given to."""
    message = "ended the workers that read it: for want of memory, or it was stuck for too long"
    local = Document(document.name, Path(document.name), Path())
    result = set_aside(local, OutOfMemoryError(document.name, message), settings)
    return replace(result, entry=replace(result.entry, digest="", size=document.size))


def chunks_of(documents: Sequence[Remote], least: int = 1) -> Iterator[list[Remote]]:
    """Documents in groups of some seconds of work; at least so many groups, if there are enough."""
    most = min(CHUNK_FILES, max(LEAST_FILES, len(documents) // least))
    return in_groups(documents, attrgetter("size"), enough=CHUNK_BYTES, most=most)


def _is_current(entry: Entry | None, document: Remote, stages: Mapping[str, str]) -> bool:
    """Whether a document was mined by these stages; by its size, for it is not opened."""
    return entry is not None and dict(entry.stages) == stages and entry.size == document.size
