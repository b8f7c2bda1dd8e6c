"""Commands that mine and measure: mine, evaluate, schema, places."""

from __future__ import annotations

import dataclasses
import json
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from textmine.cli.app import app, console, output
from textmine.errors import TextmineError
from textmine.settings import Settings, load_settings

if TYPE_CHECKING:
    from textmine.run import Plan, Summary, Wish

# Exit status (design.md, section 7).
ALL_MINED, FAILED, SOME_SET_ASIDE = 0, 1, 3


class Format(StrEnum):
    """What `mine` can write beside a case database."""

    jsonl = "jsonl"


SettingsFile = Annotated[
    Path | None,
    typer.Option("--settings", help="A textmine.toml; by default the one in this folder."),
]


@app.command()
def mine(
    names: Annotated[
        list[str], typer.Argument(metavar="PATHS...", help="Files and folders with reports.")
    ],
    db: Annotated[Path | None, typer.Option(help="The case database to add to.")] = None,
    form: Annotated[Format | None, typer.Option("--format", help="Write records to -o.")] = None,
    out: Annotated[str | None, typer.Option("-o", "--output", help="File for --format.")] = None,
    workers: Annotated[int, typer.Option(min=1, help="Processes to mine with.")] = 1,
    model: Annotated[str | None, typer.Option(help="A shipped model's name or a folder.")] = None,
    taxonomy: Annotated[Path | None, typer.Option(help="A taxonomy.toml to label by.")] = None,
    retry_failed: Annotated[
        bool, typer.Option("--retry-failed", help="Try again what was set aside.")
    ] = False,
    since: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Only files changed since.")
    ] = None,
    cluster: Annotated[
        str | None,
        typer.Option(help="Address of a dask scheduler, or local; -o is a folder of parts."),
    ] = None,
    log: Annotated[
        Path | None, typer.Option(help="Add a line of JSON for each document to this file.")
    ] = None,
    mask: Annotated[
        bool, typer.Option(help="Hide numbers of telephones and identity cards in -o.")
    ] = True,
    plan: Annotated[
        bool, typer.Option("--plan", help="Only say what is to be done, and what it costs.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the plan as JSON.")] = False,
    settings_file: SettingsFile = None,
) -> None:
    """Reports in, records out; goes on where it was stopped.

    Example: textmine mine reports/ --db cases.db
    """
    settings = _settings(settings_file, workers, model, taxonomy)
    if cluster:
        if out is None:
            raise typer.BadParameter("say -o FOLDER, where the parts go")
        raise typer.Exit(_mine_on_cluster(names, str(out), cluster, settings))
    paths = [Path(name) for name in names]
    if (db is None) == (form is None) or (form is None) != (out is None):
        raise typer.BadParameter("say --db FILE, or --format jsonl -o FILE")
    for path in paths:
        if not path.exists():
            raise typer.BadParameter(f"{path} does not exist")
    from textmine.run import Wish

    wish = Wish(retry_failed=retry_failed, since=since, log=log)
    target = Target(db or Path(out or ""), db is not None, mask)
    if plan:
        _print_plan(_plan(paths, target, settings, wish), as_json)
        return
    summary = _mine_into(paths, target, settings, wish)
    if not summary.documents and since is None:
        named = ", ".join(map(str, paths))
        raise TextmineError(named, "holds no files; give a folder with reports, or the files")
    _print_summary(summary)
    raise typer.Exit(_status(summary))


def _settings(
    path: Path | None, workers: int, model: str | None, taxonomy: Path | None
) -> Settings:
    settings = load_settings(path)
    label = settings.label
    if model:
        label = dataclasses.replace(label, model=model)
    if taxonomy:
        label = dataclasses.replace(label, taxonomy=str(taxonomy))
    run = dataclasses.replace(settings.run, workers=workers)
    return dataclasses.replace(settings, label=label, run=run)


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
        from textmine.store.database import CaseDatabase
        from textmine.store.lines import LineStore

        return (
            CaseDatabase.open(self.path) if self.database else LineStore(self.path, masks=self.mask)
        )


def _plan(paths: list[Path], target: Target, settings: Settings, wish: Wish) -> Plan:
    from textmine.run import plan_run

    known = {}
    if target.exists():  # a plan makes no file
        with closing(target.open_sink()) as sink:
            known = sink.entries()
    with console.status("mining a sample"):
        return plan_run(paths, known, settings, wish)


def _mine_into(paths: list[Path], target: Target, settings: Settings, wish: Wish) -> Summary:
    from textmine.run import run

    progress = Progress(
        TextColumn("{task.description}"),
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
        else:
            sink.finish(summary.names)
    return summary


def _mine_on_cluster(names: list[str], out: str, cluster: str, settings: Settings) -> int:
    """Mine on a cluster; the exit status."""
    try:
        from textmine.run.cluster import run_on_cluster
    except ImportError as error:
        message = "needs an extra: pip install 'textmine[cluster]'"
        raise TextmineError("--cluster", message) from error
    from textmine.run import Summary

    with console.status("mining") as shown:

        def show(done: int, total: int, name: str) -> None:
            shown.update(f"{done:,} of {total:,} documents")

        entries = run_on_cluster(names, out, cluster, settings, show)
    summary = Summary(documents=len(entries))
    for entry in entries:
        summary.count(entry)
    _print_summary(summary)
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
        console.print(f"{summary.relabelled:,} documents were only labelled anew")
    if summary.skipped:
        console.print(f"{summary.skipped:,} documents were mined before and are unchanged")
    if summary.set_aside:
        aside = Table(title="set aside", title_justify="left")
        for name in ("document", "reason", "what happened"):
            aside.add_column(name, overflow="fold")
        for entry in summary.set_aside:
            aside.add_row(entry.document, entry.reason, entry.message)
        console.print(aside)


def _status(summary: Summary) -> int:
    if summary.set_aside:
        return SOME_SET_ASIDE if summary.articles else FAILED
    return ALL_MINED


@app.command()
def evaluate(
    gold: Annotated[Path, typer.Argument(help="Folder with NAME.json and NAME.txt.")],
    export: Annotated[Path, typer.Argument(help="An export in JSONL.")],
    sources: Annotated[Path | None, typer.Option(help="Raw files, to check provenance.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print figures as JSON.")] = False,
    misses: Annotated[bool, typer.Option("--misses", help="List what was missed.")] = False,
    floors: Annotated[
        str | None, typer.Option(help="FILE:SET, the floors of a scores.json that must hold.")
    ] = None,
    lift: Annotated[
        str | None, typer.Option("--raise", help="FILE:SET, floors to raise to these figures.")
    ] = None,
) -> None:
    """Score an export against gold annotations.

    Example: textmine evaluate corpora/gold/reports records.jsonl
    """
    from textmine.evaluate import evaluate as compare
    from textmine.evaluate.floors import below_floor, raise_floors, read_floors

    lines = export.read_text(encoding="utf-8").splitlines()
    try:
        records = [json.loads(line) for line in lines if line.strip()]
    except json.JSONDecodeError as error:
        message = "is no export; write one with `textmine mine … --format jsonl -o FILE`"
        raise TextmineError(str(export), message) from error
    report = compare(gold, records, sources)
    if as_json:
        output.print_json(json.dumps(report.figures, ensure_ascii=False))
    else:
        _print_figures(report.figures, report.patterns)
    if misses:
        for miss in report.misses:
            typer.echo(miss, err=True)
    if floors:
        fallen = below_floor(report.figures, read_floors(*_file_and_set(floors)))
        if fallen:
            raise TextmineError(floors, "below the floor: " + "; ".join(fallen))
    if lift:
        raise_floors(*_file_and_set(lift), report.figures)


def _file_and_set(option: str) -> tuple[Path, str]:
    file, _, name = option.rpartition(":")
    if not file:
        raise typer.BadParameter(f"{option}: say FILE:SET, for example scores.json:reports")
    return Path(file), name


def _print_figures(figures: dict[str, Any], patterns: dict[str, dict[str, Any]]) -> None:
    table = Table("figure", "value")
    for name, value in figures.items():
        table.add_row(name, f"{value:.1f}" if isinstance(value, float) else str(value))
    output.print(table)
    by = Table("pattern", "f1", "precision", "recall", "gold")
    for code, row in patterns.items():
        by.add_row(code, f"{row['f1']:.1f}", f"{row['p']:.1f}", f"{row['r']:.1f}", str(row["gold"]))
    output.print(by)


@app.command()
def schema() -> None:
    """Print the JSON schema of one line of the export.

    Example: textmine schema > record.schema.json
    """
    from textmine.types import json_schema

    typer.echo(json.dumps(json_schema(), ensure_ascii=False, indent=1))


@app.command()
def places(
    text: Annotated[str, typer.Argument(help="Text to look through, or - for standard input.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> None:
    """Find the places in a text and which divisions they are.

    Example: textmine places "2009年，襄樊市樊城区与宜城市联建党组织"
    """
    from textmine.detect.places import find_places

    found = find_places(typer.get_text_stream("stdin").read() if text == "-" else text)
    if as_json:
        rows = [dataclasses.asdict(place) for place in found]
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    table = Table("place", "code", "what", "today", "score")
    for place in found:
        score = "" if place.score is None else f"{place.score:.2f}"
        table.add_row(place.text, place.adcode, place.full, place.successor, score)
    output.print(table)
