"""A worker that does to itself what damaged libraries do, by the name of the document."""

from __future__ import annotations

import os
import signal
from multiprocessing.connection import Connection

from textmine.mine import mine_page
from textmine.run import attempt, worker
from textmine.settings import Settings
from textmine.types import Page


def work(pipe: Connection, settings: Settings, pack: worker.Pack) -> None:
    """`worker.work`, in which some documents are poison."""

    def poisoned(page: Page, *rest: object) -> object:
        if "killed" in page.path:
            os.kill(os.getpid(), signal.SIGKILL)
        if "aborted" in page.path:
            os.abort()
        if "greedy" in page.path:
            raise MemoryError
        if "hungry" in page.path:
            hoard = bytearray(700_000_000)
            hoard[::4096] = b"1" * len(hoard[::4096])
            signal.pause()
        if "slow" in page.path:
            signal.pause()
        return mine_page(page, *rest)  # type: ignore[arg-type]

    attempt.mine_page = poisoned  # type: ignore[assignment]
    worker.work(pipe, settings, pack)


def never_starts(pipe: Connection, settings: Settings, pack: worker.Pack) -> None:
    """A worker that ends at once."""
    os._exit(7)
