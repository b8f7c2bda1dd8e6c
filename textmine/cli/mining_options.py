"""What the options of `mine` say: where records go, how and which documents are mined."""

from __future__ import annotations

import dataclasses
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from textmine.cli.options import Model, SettingsFile
from textmine.errors import ResourceError
from textmine.settings import Settings, load_settings

if TYPE_CHECKING:
    from textmine.run.running import Wish


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

    def open_sink(self, *, read_only: bool = False) -> Any:
        """The sink; only to be read, for a plan."""
        if self.database:
            from textmine.store.database import CaseDatabase

            return CaseDatabase.open(self.path, read_only=read_only)
        from textmine.store.out.lines import LineStore

        return LineStore(self.path, masks=self.mask, read_only=read_only)


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

    def is_unsaid(self) -> bool:
        """Whether none is named, as a plan may."""
        return self.db is None and self.out is None and self.form is None

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
    model: Model = None
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

    def settings_for(self, target: Target | None, folder: Path | None = None) -> Settings:
        """The settings, with the model of a database where they name none.

        A plan gives a *folder* to lay out that model: it writes nothing beside the database.
        """
        from textmine.run.labelling import settings_for

        settings = self.settings()
        if self.model or not target or not target.database or not target.exists():
            return settings
        with closing(target.open_sink(read_only=folder is not None)) as sink:
            return settings_for(sink, settings, folder)


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
