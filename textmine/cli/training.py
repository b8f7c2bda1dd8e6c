"""Commands of the classifier: train, taxonomy."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from textmine.cli.app import app, console, output


@app.command()
def train(
    corpus: Annotated[
        Path | None, typer.Option(help="Folder of *.jsonl with labelled practices.")
    ] = None,
    taxonomy: Annotated[
        Path | None, typer.Option(help="A taxonomy.toml; by default the corpus's own or ours.")
    ] = None,
    model: Annotated[Path, typer.Option("-o", "--output", help="Folder for the model.")] = Path(
        "model"
    ),
) -> None:
    """Train a classifier of practices on labelled passages.

    Example: textmine train --corpus labelled/ --taxonomy taxonomy.toml -o model/
    """
    from textmine import resources
    from textmine.label.train import train as fit

    with console.status("training"):
        report = fit(corpus or resources.find("corpora/practices"), taxonomy, model)
    table = Table("figure", "value")
    for entry in dataclasses.fields(report):
        if entry.repr:
            value = getattr(report, entry.name)
            table.add_row(entry.name, f"{value:.3f}" if isinstance(value, float) else str(value))
    output.print(table)
    console.print(f"{model / 'card.md'} says how good it is; use it with --model {model}")


@app.command()
def taxonomy(
    file: Annotated[
        Path | None, typer.Option("--taxonomy", help="A taxonomy.toml; by default ours.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> None:
    """Show the patterns that practices are tagged with.

    Example: textmine taxonomy
    """
    from textmine import resources
    from textmine.label.taxonomy import read_taxonomy

    patterns = read_taxonomy(file or resources.find("models/patterns/taxonomy.toml"))
    if as_json:
        rows = [dataclasses.asdict(pattern) for pattern in patterns.patterns]
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    table = Table("code", "中文", "English", "what it is", "subtypes")
    for pattern in patterns.patterns:
        subtypes = ", ".join(subtype.code for subtype in pattern.subtypes)
        table.add_row(pattern.code, pattern.zh, pattern.en, pattern.definition, subtypes)
    output.print(table)
