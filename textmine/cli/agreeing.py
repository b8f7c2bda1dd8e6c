"""The command that compares what two people checked."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from textmine.cli.app import app, console, output
from textmine.cli.options import AsJson
from textmine.cli.printing import print_json
from textmine.cli.reviewing import Kind
from textmine.cli.tongue import Table, speaks_chinese
from textmine.counting import many

if TYPE_CHECKING:
    from textmine.store.find.agreement import Agreement, Rate

COLUMNS = ("id", "path", "title", "evidence", "field", "first", "second")


@app.command()
def agree(
    first: Annotated[Path, typer.Argument(metavar="FIRST.DB", help="What one person checked.")],
    second: Annotated[
        Path, typer.Argument(metavar="SECOND.DB", help="A copy of it, checked by another one.")
    ],
    kind: Annotated[Kind, typer.Option(help="What was checked.")] = Kind.metric,
    out: Annotated[
        Path | None, typer.Option("-o", "--output", help="Write where they differ to this CSV.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """How far two people agree who checked the same sample, each in a copy: share and kappa.

    Example: textmine agree cases.db copy.db --kind metric -o differences.csv
    """
    from textmine.plain import to_dict
    from textmine.store.database import CaseDatabase
    from textmine.store.find.agreement import agreement

    with (
        CaseDatabase.open(first, create=False, read_only=True) as one,
        CaseDatabase.open(second, create=False, read_only=True) as other,
    ):
        found = agreement(one, other, kind.value)
    if out:
        _write(out, found)
    if as_json:
        print_json(to_dict(found))
        return
    console.print(
        f"checked by both: {found.both:,} (by the first {found.first:,}, "
        f"by the second {found.second:,})",
        soft_wrap=True,
    )
    if found.before:
        console.print(
            f"left out: {many(found.before, 'answer')} given before the copy was made",
            soft_wrap=True,
        )
    output.print(_table(found))
    differing = len({each.id for each in found.differences})
    console.print(f"they differ on {differing:,} of {found.both:,}", soft_wrap=True)
    if out:
        console.print(f"{out}: {many(len(found.differences), 'difference')}")


def _table(found: Agreement) -> Table:
    table = Table("what", "of both", "same", "share", "kappa", "95 in 100")
    for rate in found.rates:
        if rate.n:
            table.add_row(*_row(rate))
    return table


def _row(rate: Rate) -> tuple[str, ...]:
    from textmine.store.words.names import FIELDS

    chinese = speaks_chinese()
    named = {**FIELDS, "holds": "成立与否", "verdict": "判断"} if chinese else {}
    bounds = f"{rate.low:.2f}–{rate.high:.2f}" if rate.low is not None else "—"
    kappa = f"{rate.kappa:.2f}" if rate.kappa is not None else "—"
    counts = f"{rate.n:,}", f"{rate.same:,}", f"{rate.share:.1%}"
    return (named.get(rate.what, rate.what), *counts, kappa, bounds)


def _write(path: Path, found: Agreement) -> None:
    from textmine.store.out.cells import harmless, plain
    from textmine.store.out.masking import mask

    # With a byte order mark, without which a Chinese Excel reads GBK.
    with path.open("w", encoding="utf-8-sig", errors="replace", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for each in found.differences:
            about = each.id, each.path, mask(each.title or ""), mask(each.text), each.what
            said = _told(each.first), _told(each.second)
            writer.writerow([harmless(plain(cell)) for cell in (*about, *said)])


def _told(value: Any) -> str:
    """A value as one cell: of a place its name, of patterns their codes."""
    if isinstance(value, dict):
        return str(value.get("text") or f"{value.get('start')}-{value.get('end')}")
    if isinstance(value, list):
        return "；".join(map(str, value))
    return "" if value is None else str(value)
