"""How far a command is: a bar on a terminal, else a line a minute, for a log that is read later."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from textmine.cli.app import console

EVERY = 60.0  # seconds between lines
Show = Callable[[int, int, str], None]  # documents done, in all, name of the latest


@contextmanager
def showing_progress() -> Iterator[Show]:
    """What is told of each document, shown as long as the block lasts."""
    if not console.is_terminal:
        yield _Lines()
        return
    bar = Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
    )
    with bar:
        task = bar.add_task("mining", total=None)

        def show(done: int, total: int, name: str) -> None:
            bar.update(task, completed=done, total=total, description=name[-40:])

        yield show


class _Lines:
    """A line with the time of day now and then."""

    def __init__(self) -> None:
        self._began = self._told = time.monotonic()
        self._first: int | None = None  # what was done before this run came to it

    def __call__(self, done: int, total: int, name: str) -> None:
        now = time.monotonic()
        if self._first is None:
            self._first = done - 1
        if now - self._told < EVERY:
            return
        self._told = now
        left = (total - done) * (now - self._began) / (done - self._first)
        console.print(
            f"{datetime.now():%H:%M} {done:,} of {total:,}, about {round(left / 60):,} min left",
            soft_wrap=True,
        )
