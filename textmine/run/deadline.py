"""A limit of time where no other process watches: the thread that works is told, then ended.

On one machine the parent of the workers watches (`run.pool`); a worker of a cluster has nobody
but itself.
"""

from __future__ import annotations

import ctypes
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

# What is stuck outside of Python hears nothing: after so many times the limit its process ends,
# which the cluster takes for a lost worker.
PATIENCE = 2.0
STUCK = 75  # exit status


class OutOfTime(BaseException):
    """Raised in the thread that works, past whatever catches the errors of libraries."""


class _Clock:
    """Runs out for one thread."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._thread = threading.get_ident()
        self._timers: list[threading.Timer] = []

    def start(self) -> None:
        """Count from now on."""
        self.stop()
        self._timers = [
            threading.Timer(self._seconds, _raise_in, (self._thread, OutOfTime)),
            threading.Timer(self._seconds * PATIENCE, os._exit, (STUCK,)),
        ]
        for timer in self._timers:
            timer.daemon = True
            timer.start()

    def stop(self) -> None:
        """Count no more."""
        for timer in self._timers:
            timer.cancel()
        _raise_in(self._thread, None)  # takes back what was sent and has not arrived


@contextmanager
def deadline(seconds: float) -> Iterator[Callable[[], None]]:
    """Raise OutOfTime in this thread if the block takes longer.

    What it yields, called in the block, makes the clock begin anew.
    """
    clock = _Clock(seconds)
    clock.start()
    try:
        yield clock.start
    finally:
        clock.stop()


def _raise_in(thread: int, kind: type[BaseException] | None) -> None:
    raised = ctypes.py_object() if kind is None else ctypes.py_object(kind)
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), raised)
