"""The process of a worker: it mines chunks of documents until there are none.

What mines is imported inside the functions that a worker runs: its parent, which names them when
it starts one, loads no pipeline.
"""

from __future__ import annotations

import gc
import os
import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing import connection, parent_process
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

from textmine.garbage import no_garbage
from textmine.run.results import Result
from textmine.settings import Settings
from textmine.types import Outcome

if TYPE_CHECKING:
    from textmine.acquire.paged.ocr import Recognise


@dataclass(frozen=True, slots=True)
class Started:
    """Sent when a document or a page of it is begun, so that the parent can watch the clock."""

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
    from textmine.acquire.paged.ocr import put_off

    _work(_Errand(pipe, settings, pack), lambda _: put_off)


def work_on_scans(pipe: Connection, settings: Settings, pack: Pack) -> None:
    """The same for documents that hold pictures of text: the clock counts each page alone."""
    from textmine.acquire.paged.ocr import PageCache, threads_for

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
    from textmine.mine import load
    from textmine.run.attempt import mine_document

    pipe = errand.pipe
    nlp = load(errand.settings)
    gc.freeze()  # what is loaded stays: looking through it for garbage took a tenth of the time
    while (chunk := pipe.recv()) is not None:
        for index, document in chunk:
            pipe.send(Started(index))
            begun = partial(pipe.send, Started(index))
            result = mine_document(document, nlp, errand.settings, engine_for(index), onward=begun)
            with no_garbage():
                sent = replace(result, outcome=errand.pack(result.outcome))
                pipe.send(Finished(index, sent))


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)  # nothing to save: the ledger is the parent's
