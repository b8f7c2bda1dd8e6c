"""A worker that opens no file of a report."""

from __future__ import annotations

from multiprocessing.connection import Connection
from typing import Any

from textmine.run import attempt, worker
from textmine.settings import Settings


def work(pipe: Connection, settings: Settings, pack: worker.Pack) -> None:
    """`worker.work`, to which reading a file is a mistake."""

    def refuse(*_: Any, **__: Any) -> Any:
        raise AssertionError("a file was read")

    attempt.read_pages = refuse
    worker.work(pipe, settings, pack)
