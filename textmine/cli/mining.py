"""The command that mines."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from textmine.cli.app import app, console, output
from textmine.cli.labelling import tell_labelling
from textmine.cli.options import SettingsFile, grouped
from textmine.cli.printing import many
from textmine.errors import ResourceError, TextmineError
from textmine.settings import Settings, load_settings

if TYPE_CHECKING:
    from textmine.run.plan import Plan
    from textmine.run.running import Summary, Wish
    from textmine.store.out.parts import Arriving

# Exit status (design.md, section 7).
ALL_MINED, FAILED, SOME_SET_ASIDE = 0, 1, 3
INTERRUPTED = 130  # as shells have it


class Format(StrEnum):
    """What `mine` can write beside a case database."""

    jsonl = "jsonl"


@dataclass(frozen=True, slots=True)
class Target:
    """Where records go: a case database, or a file of lines."""

    path: Path
    database: bool
    mask: bool

    def exists(self) -> bool:
        """Whether a run has begun there."""
        name = self.path.name if self.database else self.path.name + ".run.db"
        return self.path.with_name(name).exists()

    def open_sink(self) -> Any:
        """The sink."""
        if self.database:
            from textmine.store.database import CaseDatabase

            return CaseDatabase.open(self.path)
        from textmine.store.out.lines import LineStore

        return LineStore(self.path, masks=self.mask)


@dataclass(frozen=True, kw_only=True)
class TargetOptions:
    """Where records go."""

    db: Annotated[Path | None, typer.Option(help="The case database to add to.")] = None
    form: Annotated[Format | None, typer.Option("--format", help="What is written to -o.")] = None
    out: Annotated[
        str | None, typer.Option("-o", "--output", help="Write records to this file, FILE.jsonl.")
    ] = None
    mask: Annotated[
        bool, typer.Option(help="Hide numbers of telephones and identity cards in -o.")
    ] = True

    def target(self) -> Target:
        """The target that they name: one of the two."""
        if self.db is None and self.out is None:
            raise typer.BadParameter("say --db FILE, or --format jsonl -o FILE")
        if self.db is not None and (self.form or self.out):
            raise typer.BadParameter("say either --db or -o: a database is exported later")
        if self.out == "-":
            raise typer.BadParameter("a run goes on from its file: say -o FILE.jsonl, and read it")
        if self.out and not self.form and not self.out.lower().endswith(".jsonl"):
            name = Path(self.out).with_suffix(".jsonl").name
            raise typer.BadParameter(f"records are written as JSONL: say {name}, or --format jsonl")
        return Target(self.db or Path(self.out or ""), self.db is not None, self.mask)


@dataclass(frozen=True, kw_only=True)
class HowOptions:
    """How documents are mined."""

    workers: Annotated[int, typer.Option(min=1, help="Processes to mine with.")] = 1
    model: Annotated[
        str | None,
        typer.Option(help="A shipped model's name or a folder; else the database's own."),
    ] = None
    taxonomy: Annotated[
        Path | None,
        typer.Option(exists=True, dir_okay=False, help="A taxonomy.toml to label by."),
    ] = None
    cluster: Annotated[
        str | None,
        typer.Option(help="A dask scheduler's address or file, or local; -o is a folder of parts."),
    ] = None
    settings_file: SettingsFile = None

    def settings(self) -> Settings:
        """The settings of the file, with what the options say.

        Where neither says by which model, a database's own one holds (`run.labelling`).
        """
        settings = load_settings(self.settings_file)
        label = settings.label
        if self.model:
            from textmine.label.loading import load_model

            try:
                load_model(self.model)  # refused here, not by each worker
            except ResourceError as error:
                raise typer.BadParameter(str(error), param_hint="--model") from error
            label = dataclasses.replace(label, model=self.model)
        if self.taxonomy:
            from textmine.label.taxonomy import read_taxonomy

            read_taxonomy(self.taxonomy)  # refused by its own name
            label = dataclasses.replace(label, taxonomy=str(self.taxonomy))
        run = dataclasses.replace(settings.run, workers=self.workers)
        return dataclasses.replace(settings, label=label, run=run)

    def settings_for(self, target: Target) -> Settings:
        """The settings, with the model of a database where they name none."""
        from textmine.run.labelling import settings_for

        settings = self.settings()
        if self.model or not target.database or not target.exists():
            return settings
        with closing(target.open_sink()) as sink:
            return settings_for(sink, settings)


@dataclass(frozen=True, kw_only=True)
class WhichOptions:
    """Which documents are mined, and what is told of them."""

    retry_failed: Annotated[
        bool, typer.Option("--retry-failed", help="Try again what was set aside.")
    ] = False
    since: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Only files changed since.")
    ] = None
    log: Annotated[
        Path | None, typer.Option(help="Add a line of JSON for each document to this file.")
    ] = None

    def wish(self) -> Wish:
        """The same for the library."""
        from textmine.run.running import Wish

        return Wish(retry_failed=self.retry_failed, since=self.since, log=self.log)


@dataclass(frozen=True, kw_only=True)
class PlanOptions:
    """Whether only to plan, and how the plan is printed."""

    plan: Annotated[
        bool, typer.Option("--plan", help="Only say what is to be done, and what it costs.")
    ] = False
    as_json: Annotated[bool, typer.Option("--json", help="Print the plan as JSON.")] = False


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
        raise typer.Exit(_mine_on_cluster(names or [], _Cluster.of(how, target), how))
    into = target.target()
    settings = how.settings_for(into)
    paths = _paths(names or [], into, which)
    wish = which.wish()
    if plan.plan:
        _print_plan(_plan(paths, into, settings, wish), plan.as_json)
        return
    try:
        summary = _mine_into(paths, into, settings, wish)
    except KeyboardInterrupt:
        console.print("stopped; what was mined is kept: the same command goes on from there")
        raise typer.Exit(INTERRUPTED) from None
    if not summary.documents and wish.since is None and (paths or not how.model):
        named = ", ".join(map(str, paths)) or str(into.path)
        raise TextmineError(named, "holds no files; give a folder with reports, or the files")
    _print_summary(summary)
    raise typer.Exit(_status(summary))


def _paths(names: list[str], into: Target, which: WhichOptions) -> list[Path]:
    """The paths, each of which exists; none where what *into* holds is enough."""
    paths = [Path(name) for name in names]
    for path in paths:
        if not path.exists():
            raise typer.BadParameter(f"{path} does not exist")
    if not paths and (which.retry_failed or which.since or not into.exists()):
        raise typer.BadParameter("say PATH: files and folders with reports")
    return paths


def _plan(paths: list[Path], target: Target, settings: Settings, wish: Wish) -> Plan:
    from textmine.run.plan import plan_run

    known = {}
    if target.exists():  # a plan makes no file
        with closing(target.open_sink()) as sink:
            known = sink.entries()
    with console.status("mining a sample"):
        return plan_run(paths, known, settings, wish)


def _mine_into(paths: list[Path], target: Target, settings: Settings, wish: Wish) -> Summary:
    from textmine.run.running import run

    progress = Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
    )
    with closing(target.open_sink()) as sink, progress:
        task = progress.add_task("mining", total=None)

        def show(done: int, total: int, name: str) -> None:
            progress.update(task, completed=done, total=total, description=name[-40:])

        summary = run(paths, sink, settings, wish, show)
        if target.database:
            sink.group()
            tell_labelling(sink)
        else:
            sink.finish(summary.names)
    return summary


@dataclass(frozen=True, slots=True)
class _Cluster:
    """A scheduler, the address of the parts, and the database that takes them in as they come."""

    address: str
    out: str
    db: Path | None

    @classmethod
    def of(cls, how: HowOptions, target: TargetOptions) -> _Cluster:
        """Where the options say."""
        if how.cluster is None or target.out is None:
            raise typer.BadParameter("say -o FOLDER, where the parts go")
        return cls(how.cluster, target.out, target.db)

    def settings(self, how: HowOptions) -> Settings:
        """The settings, with the model of the database where they name none."""
        if self.db is None:
            return how.settings()
        return how.settings_for(Target(self.db, True, True))

    @contextmanager
    def arriving(self, settings: Settings) -> Iterator[Arriving | None]:
        """What takes parts in; None without a database."""
        if self.db is None:
            yield None
            return
        if "://" in self.out:
            raise typer.BadParameter("with --db the parts are kept in a folder of this machine")
        from textmine.run.labelling import labelling_of
        from textmine.store.database import CaseDatabase
        from textmine.store.out.parts import Arriving

        with CaseDatabase.open(self.db) as database:
            database.label_by(labelling_of(settings.label), frozenset())
            yield Arriving(database, Path(self.out))


def _mine_on_cluster(names: list[str], where: _Cluster, how: HowOptions) -> int:
    """Mine on a cluster; the exit status."""
    settings = where.settings(how)
    try:
        from textmine.run.cluster import run_on_cluster
    except ImportError as error:
        message = "needs an extra: pip install 'textmine[cluster]'"
        raise TextmineError("--cluster", message) from error
    from textmine.run.running import Summary

    with where.arriving(settings) as arriving, console.status("mining") as shown:

        def show(done: int, total: int, name: str) -> None:
            shown.update(f"{done:,} of {total:,} documents")
            if arriving:
                arriving.take()

        entries = run_on_cluster(names, where.out, where.address, settings, show)
        if arriving:
            shown.update("taking in the rest")
            arriving.finish()
    summary = Summary(documents=len(entries))
    for entry in entries:
        summary.count(entry)
    _print_summary(summary)
    if where.db is None:
        out = where.out
        console.print(f"parts in {out}; take them in with: textmine import cases.db {out}")
    return _status(summary)


def _print_plan(plan: Plan, as_json: bool) -> None:
    from textmine.run.plan import as_rows

    if as_json:
        typer.echo(json.dumps(dataclasses.asdict(plan), ensure_ascii=False, indent=1))
        return
    kinds = Table("type", "files", "MB", "pages to recognise")
    for kind in plan.kinds:
        size = f"{kind.bytes / 1e6:,.1f}"
        kinds.add_row(kind.media_type, f"{kind.files:,}", size, f"{kind.scans:,}")
    output.print(kinds)
    table = Table("what", "how much")
    for name, value in as_rows(plan).items():
        table.add_row(name, value)
    output.print(table)


def _print_summary(summary: Summary) -> None:
    table = Table(title="mined", title_justify="left")
    for name in ("documents", "articles", "practices", "metrics", "places", "set aside"):
        table.add_column(name, justify="right")
    counts = (summary.articles, summary.practices, summary.metrics, summary.places)
    table.add_row(
        f"{summary.documents:,}", *(f"{n:,}" for n in counts), f"{len(summary.set_aside):,}"
    )
    console.print(table)
    if summary.relabelled:
        were = "was" if summary.relabelled == 1 else "were"
        console.print(f"{many(summary.relabelled, 'document')} {were} only labelled anew")
    if summary.skipped:
        were, are = ("was", "is") if summary.skipped == 1 else ("were", "are")
        known = many(summary.skipped, "document")
        console.print(f"{known} {were} mined before and {are} unchanged")
    if summary.set_aside:
        aside = Table(title="set aside", title_justify="left")
        for name in ("document", "reason", "what happened"):
            aside.add_column(name, overflow="fold")
        for entry in summary.set_aside:
            aside.add_row(entry.document, entry.reason, entry.message)
        console.print(aside)
        names = set(summary.names)
        within = sum(entry.document not in names for entry in summary.set_aside) if names else 0
        if within:
            lie = "lies" if within == 1 else "lie"
            console.print(f"{within:,} of them {lie} within archives, which count as one document")
        if not summary.articles:
            console.print("nothing could be mined; the reasons are above", style="red")


def _status(summary: Summary) -> int:
    if summary.set_aside:
        return SOME_SET_ASIDE if summary.articles else FAILED
    return ALL_MINED
