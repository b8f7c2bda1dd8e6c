"""Commands of the classifier: train, label, taxonomy."""

from __future__ import annotations

import dataclasses
import json
import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.padding import Padding
from rich.text import Text

from textmine.cli.app import app, complain, console, output
from textmine.cli.options import InLanguage, Lang, Model, grouped
from textmine.cli.tongue import Table, say
from textmine.errors import StoreError

if TYPE_CHECKING:
    from textmine.label.compiled import CompiledModel
    from textmine.label.taxonomy import Taxonomy
    from textmine.label.training.active import Task
    from textmine.label.training.corpus import Example
    from textmine.store.database import CaseDatabase


@app.command()
def train(
    corpus: Annotated[
        Path | None, typer.Option(help="Folder of *.jsonl with labelled practices.")
    ] = None,
    taxonomy: Annotated[
        Path | None,
        typer.Option(
            exists=True,
            dir_okay=False,
            help="A taxonomy.toml; by default the corpus's own or ours.",
        ),
    ] = None,
    model: Annotated[Path, typer.Option("-o", "--output", help="Folder for the model.")] = Path(
        "model"
    ),
) -> None:
    """Train a classifier of practices on labelled passages.

    Example: textmine train --corpus labelled/ --taxonomy taxonomy.toml -o model/
    """
    from textmine import resources
    from textmine.label.taxonomy import read_taxonomy
    from textmine.label.training.train import train as fit

    with console.status("training"):
        report = fit(corpus or resources.find("corpora/practices"), taxonomy, model)
    known = read_taxonomy(model / "taxonomy.toml")
    table = Table("figure", "value")
    for entry in dataclasses.fields(report):
        if entry.repr and (entry.name != "subtypes_f1" or known.parent_of):
            value = getattr(report, entry.name)
            table.add_row(entry.name, f"{value:.3f}" if isinstance(value, float) else str(value))
    output.print(table)
    for caution in report.cautions:
        complain("mind", caution)
    console.print(f"{model / 'card.md'} says how good it is; use it with --model {model}")


@dataclass(frozen=True, kw_only=True)
class Judged:
    """By which patterns practices are judged, and where decisions go."""

    taxonomy: Annotated[
        Path | None,
        typer.Option(
            exists=True, dir_okay=False, help="Judge by the patterns of this taxonomy.toml."
        ),
    ] = None
    model: Model = None
    corpus: Annotated[Path, typer.Option(help="Where decisions are added.")] = Path("labelled")

    def known(self, database: CaseDatabase) -> CompiledModel:
        """The model that says what is doubtful."""
        from textmine.label.loading import load_model
        from textmine.run.labelling import settings_for
        from textmine.settings import Settings

        return load_model(self.model or settings_for(database, Settings()).label.model)

    def patterns(self, model: CompiledModel) -> Taxonomy:
        """The taxonomy of the file, else of the model."""
        from textmine.label.taxonomy import read_taxonomy

        return read_taxonomy(self.taxonomy) if self.taxonomy else model.taxonomy

    def keep(self, taken: list[Example]) -> None:
        """Add decisions to the corpus, and say so."""
        from textmine.label.training.active import add_decisions

        if taken:
            console.print(f"{len(taken)} decisions in {add_decisions(taken, self.corpus)}")
        else:
            console.print("nothing was judged")


@app.command()
@grouped
def label(
    database: Annotated[
        Path,
        typer.Argument(metavar="CASES.DB", help="The case database to take practices from."),
    ],
    tasks: Annotated[
        Path | None, typer.Option("-o", "--output", help="Write the next practices to judge here.")
    ] = None,
    decisions: Annotated[
        Path | None, typer.Option("--from", help="Take judged practices from this file.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many to propose.")] = 20,
    *,
    by: Judged,
) -> None:
    """Judge practices, the most doubtful first; `train --corpus` uses the decisions.

    Without -o or --from the terminal asks for each. Files end in .csv, .jsonl (our own form or
    doccano's) or .json (Label Studio's). What is still ? is left for another time.

    Example: textmine label cases.db -o tasks.csv
    """
    from textmine.label.training.active import propose, read_decisions, unjudged, write_tasks
    from textmine.store.database import CaseDatabase

    with closing(CaseDatabase.open(database, create=False, read_only=True)) as cases:
        known = by.known(cases)
        if decisions:
            by.keep(read_decisions(decisions, by.patterns(known)))
            return
        passages = {
            practice.id: record.text[practice.start : practice.end]
            for record in cases.records()
            for practice in record.practices
        }
    patterns = by.patterns(known)
    proposed = propose(known, passages, limit=limit)
    if not set(patterns.codes) <= set(known.taxonomy.codes):  # the model cannot answer
        proposed = [unjudged(task) for task in proposed]
    if tasks:
        write_tasks(proposed, tasks)
        console.print(f"{len(proposed)} practices to judge in {tasks}; back with --from {tasks}")
    else:
        by.keep(list(_ask(proposed, patterns)))


def _ask(tasks: list[Task], taxonomy: Taxonomy) -> Iterator[Example]:
    """Ask for the patterns of each passage until an empty line or q ends it."""
    from textmine.label.training.active import UNJUDGED, decide

    codes = ", ".join(taxonomy.codes)
    console.print(
        f"patterns: {codes}; several with spaces, none for no practice, ? for later, q to end"
    )
    for task in tasks:
        console.rule()
        console.print(task.text)
        answer = typer.prompt(say("patterns"), default=" ".join(task.patterns))
        if answer.strip() == "q":
            return
        if answer.strip() != UNJUDGED:
            yield decide(task, answer.split(), taxonomy)


@app.command()
def taxonomy(
    database: Annotated[
        Path | None, typer.Argument(metavar="CASES.DB", help="A case database, for its taxonomy.")
    ] = None,
    file: Annotated[
        Path | None,
        typer.Option(
            "--taxonomy", exists=True, dir_okay=False, help="A taxonomy.toml; by default ours."
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
    example: Annotated[
        Path | None,
        typer.Option(help="Copy the example of another field into this new folder, to begin with."),
    ] = None,
    lang: InLanguage = Lang.zh,
) -> None:
    """Show the patterns that practices are tagged with.

    Example: textmine taxonomy cases.db
    """
    if example:
        _copy_example(example)
        return
    patterns = _taxonomy_of(database) if database else _taxonomy_in(file)
    if as_json:
        rows = [dataclasses.asdict(pattern) for pattern in patterns.patterns]
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    _print_patterns(patterns, lang)


def _print_patterns(taxonomy: Taxonomy, lang: Lang) -> None:
    """Every pattern by both its names; what it is, and its subtypes, in the language."""
    from textmine.store.words.naming import Naming

    naming = Naming(taxonomy, tongue=lang.value)
    for pattern in taxonomy.patterns:
        names = " · ".join(dict.fromkeys((pattern.zh, pattern.en)))
        output.print(Text.assemble((pattern.code, "bold"), f" {names}"))
        output.print(Padding(naming.definition(pattern), (0, 0, 0, 2), expand=False))
        if pattern.subtypes:
            subtypes = naming.listed(
                f"{sub.code} {naming.name(sub.code)}" for sub in pattern.subtypes
            )
            output.print(Padding(subtypes, (0, 0, 0, 2), expand=False), style="dim")


def _copy_example(folder: Path) -> None:
    from textmine import resources

    if folder.exists():
        raise typer.BadParameter(f"{folder} is there already; name a new folder")
    shutil.copytree(resources.find("corpora/governance"), folder)
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            console.print(str(file))


def _taxonomy_in(file: Path | None) -> Taxonomy:
    """The taxonomy of a file, else ours."""
    from textmine import resources
    from textmine.label.taxonomy import read_taxonomy

    return read_taxonomy(file or resources.find("models/patterns/taxonomy.toml"))


def _taxonomy_of(database: Path) -> Taxonomy:
    """The taxonomy that a database is labelled by."""
    from textmine.store.database import CaseDatabase

    with closing(CaseDatabase.open(database, create=False, read_only=True)) as cases:
        known = cases.naming().taxonomy
    if known is None:
        raise StoreError(
            str(database),
            f"does not hold its taxonomy; take it in: textmine import {database} taxonomy.toml",
        )
    return known
