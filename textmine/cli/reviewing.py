"""The command of the queue: what to check next, and what a checked sample says."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.text import Text

from textmine.cli.app import app, console, output
from textmine.cli.filters import Pattern, Place
from textmine.cli.options import AsJson, Database, InLanguage, Lang, grouped
from textmine.cli.printing import certainty, print_json
from textmine.cli.tongue import Table, speaks_chinese
from textmine.counting import many

if TYPE_CHECKING:
    from textmine.store.database import CaseDatabase
    from textmine.store.find.queue import Progress, QueueQuery
    from textmine.store.find.queued import Queued
    from textmine.store.find.sample import Estimate
    from textmine.store.words.naming import Naming


LISTED = 20
QUOTED = ("name", "indicator", "evidence", "sentence", "practice", "title")  # a report's words


class Kind(StrEnum):
    """What is checked."""

    metric = "metric"
    practice = "practice"


class By(StrEnum):
    """In which order."""

    doubt = "doubt"
    random = "random"


@dataclass(frozen=True, kw_only=True)
class Which:
    """What is to be checked, in which order."""

    kind: Annotated[Kind, typer.Option(help="What to check.")] = Kind.metric
    by: Annotated[By, typer.Option(help="The least sure first, or a sample by lot.")] = By.doubt
    size: Annotated[int, typer.Option(min=1, max=10_000, help="Size of the sample.")] = 100
    seed: Annotated[int, typer.Option(min=0, help="Another seed draws another sample.")] = 1
    pattern: Pattern = None
    place: Place = None
    report: Annotated[str, typer.Option(help="Part of a title or path, or an article's id.")] = ""
    outcomes: Annotated[bool, typer.Option("--outcomes", help="Outcomes only.")] = False

    def query(self, database: CaseDatabase) -> QueueQuery:
        """The same for the library; raises a SettingsError for what nothing is called."""
        from textmine.store.find.hints import understood
        from textmine.store.find.queries import Query
        from textmine.store.find.queue import QueueQuery

        named = Query(pattern=tuple(self.pattern or ()), place=tuple(self.place or ()))
        known = understood(database, named)
        return QueueQuery(
            kind=self.kind.value,
            by=self.by.value,
            size=self.size,
            seed=self.seed,
            pattern=known.pattern,
            place=known.place,
            report=self.report,
            outcomes=self.outcomes,
        )


@app.command()
@grouped
def review(
    database: Database,
    out: Annotated[
        Path | None, typer.Option("-o", "--output", help="Write the queue to this CSV file.")
    ] = None,
    limit: Annotated[
        int | None,
        typer.Option(
            min=1,
            max=10_000,
            help="How many are listed: 20, of a sample in -o all.",
            show_default=False,
        ),
    ] = None,
    *,
    which: Which,
    as_json: AsJson = False,
    lang: InLanguage = Lang.zh,
) -> None:
    """What to check next, the least sure first; of a random sample how many were right.

    The page takes the answers: textmine serve cases.db, Review.

    Example: textmine review cases.db --by random --size 100 --json
    """
    from textmine.plain import to_dict
    from textmine.store.database import CaseDatabase
    from textmine.store.find.queue import next_ids, progress
    from textmine.store.find.queued import read_queued, rows_of
    from textmine.store.find.sample import estimate

    with CaseDatabase.open(database, create=False, read_only=True) as opened:
        query = which.query(opened)
        most = limit or (which.size if out and which.by is By.random else LISTED)
        queued = read_queued(opened, next_ids(opened, query, most))
        come = progress(opened, query)
        found = estimate(opened, query) if which.by is By.random else None
        naming = opened.naming().speaking(lang.value)
    rows = list(rows_of(queued))
    if out:
        _write(out, rows)
    if as_json:
        told = {"query": to_dict(query), "progress": to_dict(come), "estimate": to_dict(found)}
        print_json({**told, "rows": rows})
        return
    if out:
        console.print(f"{out}: {many(len(rows), which.kind.value)}")
    elif queued:
        output.print(_table(queued, naming))
    _tell(come, found)


def _write(path: Path, rows: Sequence[Mapping[str, Any]]) -> None:
    from textmine.store.out.cells import harmless, plain
    from textmine.store.out.masking import mask

    # With a byte order mark, without which a Chinese Excel reads GBK.
    with path.open("w", encoding="utf-8-sig", errors="replace", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(rows[0] if rows else ("id",))
        for row in rows:
            shown = {**row, **{name: mask(row[name]) for name in QUOTED if row.get(name)}}
            cells = ("；".join(v) if isinstance(v, list) else v for v in shown.values())
            writer.writerow([harmless(plain(cell)) for cell in cells])


def _table(queued: Sequence[Queued], naming: Naming) -> Table:
    """Score, what is said, when and where, and the evidence in its sentence."""
    from textmine.store.find.queued import sentence_of
    from textmine.store.words.wording import describe
    from textmine.types import Metric

    table = Table()
    for name, ratio in (("sure", 1), ("what", 4), ("place, period", 3), ("evidence", 7)):
        table.add_column(name, ratio=ratio, overflow="fold")
    for each in queued:
        item, record = each.item, each.record
        if isinstance(item, Metric):
            what = describe(item, naming.tongue)
            sentence = sentence_of(record.text, item.start, item.end)
            evidence = Text(sentence.text)
            evidence.stylize("bold red", sentence.start, sentence.end)
        else:
            names = naming.listed(naming.name(label.code) for label in item.patterns)
            what = f"{item.name}\n{names}"
            evidence = Text(record.text[item.start : item.end])
        evidence.append(f"\n{record.source.path} {item.id}", "dim")
        where = " ".join(p for p in (item.place.text if item.place else "", item.period) if p)
        table.add_row(certainty(each.score) if each.score else "?", what, where, evidence)
    return table


def _tell(come: Progress, found: Estimate | None) -> None:
    """How far checking has come, and of a sample what it says."""
    from textmine.store.words.names import FIELDS

    skipped = f", {come.skipped:,} skipped" if come.skipped else ""
    console.print(f"{come.checked:,} of {come.total:,} checked{skipped}")
    if not come.total:
        console.print("nothing fits what you asked for")
    if found is None or not come.total:
        return
    share = found.share
    if not share.n:
        console.print("nothing of the sample is checked yet, in its order")
        return
    if found.whole:
        console.print(f"all {share.n:,} were checked: {share.right:,} right ({share.value:.1%})")
    else:
        console.print(
            f"a sample of {found.size:,} of {found.population:,}, seed {found.seed}; of the first "
            f"{share.n:,} checked {share.right:,} right: {share.value:.1%} "
            f"({share.low:.1%} to {share.high:.1%}, 95 in 100)",
            soft_wrap=True,
        )
    names = FIELDS if speaks_chinese() else {}
    fields = (
        f"{names.get(f.field, f.field)} {f.share.value:.1%}" for f in found.fields if f.share.n
    )
    console.print(f"right in {', '.join(fields)}; {found.rejected:,} rejected", soft_wrap=True)
    if found.said is not None:
        console.print(
            f"by their scores {found.said:.1%} should be right in what a score speaks of: "
            f"{found.borne_out.value:.1%} are",
            soft_wrap=True,
        )
