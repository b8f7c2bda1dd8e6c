"""The command that mines; its options are in `mining_options`, what it prints in `mined`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from textmine.cli.app import app, console
from textmine.cli.labelling import tell_labelling
from textmine.cli.mined import INTERRUPTED, print_plan, print_summary, status_of
from textmine.cli.mining_options import (
    HowOptions,
    PlanOptions,
    Target,
    TargetOptions,
    WhichOptions,
)
from textmine.cli.options import grouped
from textmine.cli.progress import showing_progress
from textmine.errors import TextmineError
from textmine.settings import Settings
from textmine.temporary import temporary_folder

if TYPE_CHECKING:
    from textmine.run.plan import Plan
    from textmine.run.running import Summary, Wish
    from textmine.store.database import CaseDatabase


@app.command()
@grouped
def mine(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PATH",
            help="Files and folders with reports; without, what is held is brought up to date.",
        ),
    ] = None,
    *,
    target: TargetOptions,
    how: HowOptions,
    which: WhichOptions,
    plan: PlanOptions,
) -> None:
    """Reports in, records out; goes on where it was stopped.

    Example: textmine mine reports/ --db cases.db
    """
    if how.cluster:
        if plan.plan:
            raise typer.BadParameter("a plan is made for this computer: leave out --cluster")
        from textmine.cli.mining_cluster import Cluster, mine_on_cluster

        raise typer.Exit(mine_on_cluster(names or [], Cluster.of(how, target), how))
    into = None if plan.plan and target.is_unsaid() else target.target()
    paths = _paths(names or [], into, which)
    wish = which.wish()
    if into is None or plan.plan:
        print_plan(_plan(paths, into, how, wish), plan.as_json)
        return
    settings = how.settings_for(into)
    try:
        summary = _mine_into(paths, into, settings, wish)
    except KeyboardInterrupt:
        console.print("stopped; what was mined is kept: the same command goes on from there")
        raise typer.Exit(INTERRUPTED) from None
    if not summary.documents and wish.since is None and (paths or not how.model):
        named = ", ".join(map(str, paths)) or str(into.path)
        raise TextmineError(named, "holds no files; give a folder with reports, or the files")
    print_summary(summary, into.path if into.database else None)
    raise typer.Exit(status_of(summary))


def _paths(names: list[str], into: Target | None, which: WhichOptions) -> list[Path]:
    """The paths, each of which exists; none where what *into* holds is enough."""
    paths = [Path(name) for name in names]
    for path in paths:
        if not path.exists():
            raise typer.BadParameter(f"{path} does not exist")
    if not paths and (which.retry_failed or which.since or not into or not into.exists()):
        raise typer.BadParameter("say PATH: files and folders with reports")
    return paths


def _plan(paths: list[Path], target: Target | None, how: HowOptions, wish: Wish) -> Plan:
    from textmine.run.plan import plan_run
    from textmine.run.recognising import Held

    held = Held({})
    if target and target.exists():  # a plan makes no file
        with closing(target.open_sink(read_only=True)) as sink:
            held = Held(sink.entries(), sink.files())
    with temporary_folder() as folder:
        settings = how.settings_for(target, folder)
        with console.status("mining a sample"):
            wish = replace(wish, target=target.path if target else None)
            return plan_run(paths, held, settings, wish)


def _mine_into(paths: list[Path], target: Target, settings: Settings, wish: Wish) -> Summary:
    from textmine.run.running import run

    with closing(target.open_sink()) as sink:
        if not target.database:
            with showing_progress() as show:
                summary = run(paths, sink, settings, wish, show)
            sink.finish(summary.names)
            return summary
        with _noted(sink), showing_progress() as show:
            summary = run(paths, sink, settings, wish, show)
            sink.group()
        tell_labelling(sink)
    return summary


@contextmanager
def _noted(database: CaseDatabase) -> Iterator[None]:
    """Keep when a run began and how it ended: status tells it the next morning."""
    database.note_run()
    try:
        yield
    except KeyboardInterrupt:
        database.note_run("stopped")
        raise
    except TextmineError:
        with suppress(TextmineError):  # a disk that is full takes no note either
            database.note_run("failed")
        raise
    database.note_run("done")
