"""Worker processes that are watched: a document that takes too long or too much is ended.

The parent hands out chunks of about a second of work and yields results in the order of the
documents. A worker whose document passes a limit, or that dies, is replaced; the document is
set aside, and the rest of its chunk goes to another worker.
"""

from __future__ import annotations

import multiprocessing
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import connection
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

import psutil

from textmine.errors import (
    OutOfMemoryError,
    SourceError,
    TextmineError,
    TimedOutError,
    UnreadableError,
)
from textmine.run.documents import Document, size_of
from textmine.run.grouping import in_groups
from textmine.run.results import Result, look_at, make_entry
from textmine.run.worker import Finished, Pack, Started, as_it_is, work, work_on_scans
from textmine.settings import Settings
from textmine.types import Outcome

# About a second of work at 0.5 million characters a second: what a message between processes
# costs then does not show.
CHUNK_BYTES = 1_000_000
CHUNK_FILES = 64
# Chunks that may be finished or under way ahead of the one whose turn it is, for each worker:
# bounds what waits in memory behind one slow document.
AHEAD = 4
WATCH_SECONDS = 0.5
START_METHOD = "spawn"  # the one that every system has; nothing is inherited
# A worker imports spaCy and loads rules before its first document.
START_SECONDS = 120.0
# So many processes in a row that end before their first document: none will ever start.
FALSE_STARTS = 3
KILLED = 9  # SIGKILL, which Windows does not have

Task = tuple[int, Document]
Prepare = Callable[[Sequence[Task]], list[Task]]


@dataclass(slots=True)
class Worker:
    """A process, its pipe, and what it has to do."""

    process: BaseProcess
    pipe: Connection
    tasks: deque[Task] = field(default_factory=deque)
    since: float | None = None  # when its present document was begun
    began: bool = False  # whether it has begun any document at all
    ended: bool = False  # whether its end of the pipe is closed


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """What its processes do, and how much of it they are given at a time.

    `prepare` is given each chunk just before it is handed out; `pack` each outcome, by the
    process that mined it, before it is sent.
    """

    prepare: Prepare = list
    pack: Pack = as_it_is
    scans: bool = False  # they recognise pictures: one document at a time, for it takes long


def mine_all(
    documents: Sequence[Document], settings: Settings, lane: Lane | None = None
) -> Iterator[Result]:
    """Results in the order of *documents*, mined in `settings.run.workers` processes."""
    if documents:
        with_pool = Pool(documents, settings, lane or Lane())
        try:
            yield from with_pool.results()
        finally:
            with_pool.close()


def chunks_of(documents: Sequence[Document], files: int = CHUNK_FILES) -> Iterator[list[Task]]:
    """Documents, numbered, in groups of about a second of work, and at most so many *files*."""
    return in_groups(
        enumerate(documents), lambda task: size_of(task[1]), enough=CHUNK_BYTES, most=files
    )


class Pool:
    """Hands out chunks, collects results, and watches over time and memory."""

    def __init__(self, documents: Sequence[Document], settings: Settings, lane: Lane) -> None:
        self._settings = settings
        self._lane = lane
        self._context: Any = multiprocessing.get_context(START_METHOD)
        self._chunks = deque(chunks_of(documents, 1 if lane.scans else CHUNK_FILES))
        self._total = len(documents)
        self._done: dict[int, Result] = {}
        self._next = 0
        self._false_starts = 0
        count = min(settings.run.workers, len(self._chunks))
        self._workers = [self._start() for _ in range(count)]

    def results(self) -> Iterator[Result]:
        """Every result, in order."""
        while self._next < self._total:
            self._hand_out()
            self._collect()
            self._end_those_over_limits()
            while self._next in self._done:
                yield self._done.pop(self._next)
                self._next += 1

    def close(self) -> None:
        """End the workers, whatever they do."""
        for worker in self._workers:
            if not worker.tasks and worker.process.is_alive():
                _tell(worker, None)
            else:
                worker.process.kill()
        for worker in self._workers:
            worker.process.join(5)
            worker.pipe.close()

    def _start(self) -> Worker:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(
            target=work_on_scans if self._lane.scans else work,
            args=(theirs, self._settings, self._lane.pack),
            daemon=True,
            name="textmine worker",
        )
        with uninterrupted():
            process.start()
        theirs.close()
        return Worker(process, ours)

    def _hand_out(self) -> None:
        for worker in self._workers:
            if worker.tasks or not self._chunks:
                continue
            # The chunk whose turn it is always goes out; others only so far ahead of it.
            first = self._chunks[0][0][0]
            if first - self._next > AHEAD * CHUNK_FILES * len(self._workers):
                continue
            chunk = self._chunks.popleft()
            worker.tasks.extend(chunk)
            worker.since = time.monotonic() + START_SECONDS
            _tell(worker, self._lane.prepare(chunk))

    def _collect(self) -> None:
        busy: dict[Any, Worker] = {w.pipe: w for w in self._workers if w.tasks}
        for ready in connection.wait([*busy], timeout=WATCH_SECONDS):
            self._receive(busy[ready])
        for worker in list(busy.values()):
            if worker.ended:
                self._mourn(worker)

    def _mourn(self, worker: Worker) -> None:
        """A worker died: of its document, or before it began any."""
        worker.process.join(5)
        code = worker.process.exitcode
        if worker.began:
            self._false_starts = 0
            self._set_aside(worker, _cause_of_death(_name(worker), code))
            return
        self._false_starts += 1
        if self._false_starts == FALSE_STARTS:
            raise TextmineError("worker processes", _cause_of_false_starts(code))
        self._replace(worker)

    def _receive(self, worker: Worker) -> None:
        try:
            while worker.pipe.poll():
                message = worker.pipe.recv()
                if isinstance(message, Started):
                    worker.since = time.monotonic()
                    worker.began = True
                elif isinstance(message, Finished):
                    self._done[message.index] = message.result
                    worker.tasks.popleft()
        except (EOFError, OSError):
            worker.ended = True  # it died; _collect sets its document aside

    def _end_those_over_limits(self) -> None:
        limits = self._settings.run
        for worker in list(self._workers):
            if not worker.tasks:
                continue
            if worker.since is not None and time.monotonic() - worker.since > limits.max_seconds:
                message = f"took longer than {limits.max_seconds:g} seconds (settings: max_seconds)"
                self._set_aside(worker, TimedOutError(_name(worker), message))
            elif _memory_mb(worker.process) > limits.max_memory_mb:
                message = f"took more than {limits.max_memory_mb} MB (settings: max_memory_mb)"
                self._set_aside(worker, OutOfMemoryError(_name(worker), message))

    def _set_aside(self, worker: Worker, error: SourceError) -> None:
        """End a worker and set its present document aside; another takes over the rest."""
        index, document = worker.tasks.popleft()
        entry = make_entry(document, self._settings, error, look_at(document))
        outcome = Outcome(path=document.name, reason=error.reason, message=error.message)
        self._done[index] = Result(outcome, entry)
        self._replace(worker)

    def _replace(self, worker: Worker) -> None:
        """Another worker in the place of one, whose tasks go back to be handed out."""
        worker.process.kill()
        worker.process.join(5)
        worker.pipe.close()
        if worker.tasks:
            self._chunks.appendleft(list(worker.tasks))
        self._workers[self._workers.index(worker)] = self._start()


@contextmanager
def uninterrupted() -> Iterator[None]:
    """What is started here is not ended by Ctrl+C, which the whole terminal gets: its parent ends
    it. Else each process that begins would write its traceback between our lines."""
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread may set it; the page's jobs have no terminal
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _cause_of_false_starts(code: int | None) -> str:
    if code == 1:  # so ends a worker that begins the run anew as it imports the caller's script
        return (
            "cannot be started (status 1); see textmine doctor; "
            "a script calls run below if __name__ == '__main__':"
        )
    return f"cannot be started (status {code}); see textmine doctor"


def _cause_of_death(document: str, status: int | None) -> SourceError:
    """What a worker died of: nothing but the system, for want of memory, kills outright."""
    if status == -KILLED:
        message = "the system ended the process that read it, most likely for want of memory"
        return OutOfMemoryError(document, message)
    message = f"the process that read it ended (status {status}); see textmine doctor"
    return UnreadableError(document, message)


def _name(worker: Worker) -> str:
    return worker.tasks[0][1].name


def _tell(worker: Worker, chunk: list[Task] | None) -> None:
    try:
        worker.pipe.send(chunk)
    except OSError:
        worker.process.join(1)  # it died before; _collect sets its document aside


def _memory_mb(process: BaseProcess) -> float:
    try:
        return float(psutil.Process(process.pid).memory_info().rss) / 1e6
    except psutil.Error:
        return 0.0
