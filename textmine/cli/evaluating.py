"""Commands that measure, and single parts: evaluate, schema, places."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from textmine.cli.app import app, console, output
from textmine.cli.options import AsJson, grouped
from textmine.cli.printing import certainty
from textmine.cli.tongue import Table
from textmine.errors import TextmineError

if TYPE_CHECKING:
    from textmine.evaluate.calibration import Calibration


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What is printed of an evaluation, and what it is held against."""

    as_json: Annotated[bool, typer.Option("--json", help="Print figures as JSON.")] = False
    misses: Annotated[bool, typer.Option("--misses", help="List what was missed.")] = False
    floors: Annotated[
        str | None, typer.Option(help="FILE:SET, the floors of a scores.json that must hold.")
    ] = None
    lift: Annotated[
        str | None, typer.Option("--raise", help="FILE:SET, floors to raise to these figures.")
    ] = None


@app.command()
@grouped
def evaluate(
    gold: Annotated[
        Path,
        typer.Argument(
            metavar="GOLD", exists=True, file_okay=False, help="Folder with NAME.json and NAME.txt."
        ),
    ],
    export: Annotated[
        Path,
        typer.Argument(metavar="EXPORT", exists=True, dir_okay=False, help="An export in JSONL."),
    ],
    sources: Annotated[
        Path | None,
        typer.Option(exists=True, file_okay=False, help="Raw files, to check provenance."),
    ] = None,
    *,
    shown: Shown,
) -> None:
    """Score an export against gold annotations.

    Example: textmine evaluate corpora/gold/reports records.jsonl
    """
    from textmine.evaluate import evaluate as compare

    report = compare(gold, _read_records(export), sources)
    if shown.as_json:
        calibration = {name: asdict(each) for name, each in report.calibration.items()}
        told = {**report.figures, "calibration": calibration}
        output.print_json(json.dumps(told, ensure_ascii=False))
    else:
        _print_figures(report.figures, report.patterns)
        _print_calibration(report.calibration)
    if shown.misses:
        for miss in report.misses:
            typer.echo(miss, err=True)
    _hold(report.figures, shown)


def _read_records(export: Path) -> list[Any]:
    from textmine.acquire.encoding import decode

    try:
        lines = decode(export.read_bytes(), name=export.name).text.split("\n")
        records = [json.loads(line) for line in lines if line.strip()]
        for record in records:
            Path(record["source"]["path"])
    except (ValueError, LookupError, TypeError) as error:
        message = "is no export; write one with `textmine mine … --format jsonl -o FILE`"
        raise TextmineError(str(export), message) from error
    return records


def _hold(figures: dict[str, Any], against: Shown) -> None:
    """Refuse figures below the floors; raise floors to them."""
    from textmine.evaluate.floors import below_floor, raise_floors, read_floors

    if against.floors:
        fallen = below_floor(figures, read_floors(*_file_and_set(against.floors)))
        if fallen:
            raise TextmineError(against.floors, "below the floor: " + "; ".join(fallen))
    if against.lift:
        raise_floors(*_file_and_set(against.lift), figures)


def _file_and_set(option: str) -> tuple[Path, str]:
    file, _, name = option.rpartition(":")
    if not file:
        raise typer.BadParameter(f"{option}: say FILE:SET, for example scores.json:reports")
    return Path(file), name


def _print_figures(figures: dict[str, Any], patterns: dict[str, dict[str, Any]]) -> None:
    table = Table("figure", "value")
    for name, value in figures.items():
        if value not in (None, {}, []):  # there was nothing of it to find
            table.add_row(name, _shown(value))
    output.print(table)
    by = Table("pattern", "f1", "precision", "recall", "gold")
    for code, row in patterns.items():
        by.add_row(code, f"{row['f1']:.1f}", f"{row['p']:.1f}", f"{row['r']:.1f}", str(row["gold"]))
    output.print(by)


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return "\n".join(f"{name} {_shown(one)}" for name, one in value.items())
    if isinstance(value, list):
        return "\n".join(map(str, value))
    return f"{value:.1f}" if isinstance(value, float) else str(value)


def _print_calibration(calibration: Mapping[str, Calibration]) -> None:
    table = Table("score of", "values", "says", "right", "error", "order")
    for name, each in calibration.items():
        order = "" if each.order is None else certainty(each.order)
        shares = map(certainty, (each.said, each.right, each.error))
        table.add_row(name, str(each.n), *shares, order)
    output.print(table)


@app.command()
def schema() -> None:
    """Print the JSON schema of one line of the export.

    Example: textmine schema > record.schema.json
    """
    from textmine.plain import json_schema

    typer.echo(json.dumps(json_schema(), ensure_ascii=False, indent=1))


@app.command()
def places(
    text: Annotated[
        str, typer.Argument(metavar="TEXT", help="Text to look through, or - for standard input.")
    ],
    as_json: AsJson = False,
) -> None:
    """Find the places in a text and which divisions they are.

    Example: textmine places "2009年，襄樊市樊城区与宜城市联建党组织"
    """
    from textmine.detect.places import find_places
    from textmine.plain import to_dict

    found = find_places(typer.get_text_stream("stdin").read() if text == "-" else text)
    if as_json:
        rows = [to_dict(place._asdict()) for place in found]
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    if not found:
        console.print("no place is named in it; - looks through standard input")
        return
    table = Table("place", "code", "full name", "today", "score")
    for place in found:
        score = "" if place.score is None else certainty(place.score)
        table.add_row(place.text, place.adcode, place.full, place.successor, score)
    output.print(table)
