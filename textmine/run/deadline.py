"""A limit of time where no other process watches: the thread that works is told, then ended.

On one machine the parent of the workers watches (`run.pool`); a worker of a cluster has nobody
but itself.
"""

from __future__ import annotations

import ctypes
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager

# What is stuck outside of Python hears nothing: after so many times the limit its process ends,
# which the cluster takes for a lost worker.
PATIENCE = 2.0
STUCK = 75  # exit status


class OutOfTime(BaseException):
    """Raised in the thread that works, past whatever catches the errors of libraries."""


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Raise OutOfTime in this thread if the block takes longer."""
    thread = threading.get_ident()
    timers = [
        threading.Timer(seconds, _raise_in, (thread, OutOfTime)),
        threading.Timer(seconds * PATIENCE, os._exit, (STUCK,)),
    ]
    for timer in timers:
        timer.daemon = True
        timer.start()
    try:
        yield
    finally:
        for timer in timers:
            timer.cancel()
        _raise_in(thread, None)  # takes back what was sent and has not arrived


def _raise_in(thread: int, kind: type[BaseException] | None) -> None:
    raised = ctypes.py_object() if kind is None else ctypes.py_object(kind)
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), raised)
