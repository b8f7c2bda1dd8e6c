"""`mine --cluster`: parts into a folder, and into a database as they come."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from textmine.cli.app import console
from textmine.cli.mined import print_summary, status_of
from textmine.cli.mining_options import HowOptions, Target, TargetOptions
from textmine.errors import TextmineError
from textmine.settings import Settings

if TYPE_CHECKING:
    from textmine.run.addresses import Remote
    from textmine.run.recognising import Recognised
    from textmine.store.out.parts import Arriving


@dataclass(frozen=True, slots=True)
class Cluster:
    """A scheduler, the address of the parts, and the database that takes them in as they come."""

    address: str
    out: str
    db: Path | None

    @classmethod
    def of(cls, how: HowOptions, target: TargetOptions) -> Cluster:
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


def mine_on_cluster(names: list[str], where: Cluster, how: HowOptions) -> int:
    """Mine on a cluster; the exit status."""
    settings = where.settings(how)
    try:
        from textmine.run.cluster import run_on_cluster
    except ImportError as error:
        message = "needs an extra: pip install 'textmine[cluster]'"
        raise TextmineError("--cluster", message) from error
    from textmine.run.running import Summary

    summary = Summary()

    def tell(recognised: Recognised[Remote]) -> None:
        summary.moved, summary.beside = recognised.moved, recognised.beside

    with where.arriving(settings) as arriving, console.status("mining") as shown:

        def show(done: int, total: int, name: str) -> None:
            shown.update(f"{done:,} of {total:,} documents")
            if arriving:
                arriving.take()

        entries = run_on_cluster(names, where.out, where.address, settings, show, told=tell)
        if arriving:
            shown.update("taking in the rest")
            arriving.finish()
    summary.documents = len(entries)
    for entry in entries:
        summary.count(entry)
    print_summary(summary)
    if where.db is None:
        out = where.out
        console.print(f"parts in {out}; take them in with: textmine import cases.db {out}")
    return status_of(summary)
