"""Commands that take data out of a case database and into one: export, import."""

from __future__ import annotations

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from textmine.cli.app import app, complain, console
from textmine.cli.filters import Chosen, Kind, Written
from textmine.cli.labelling import tell_foreign, tell_labelling
from textmine.cli.options import Database, grouped
from textmine.counting import many
from textmine.temporary import temporary_folder


@app.command()
@grouped
def export(
    database: Database,
    out: Annotated[
        Path, typer.Option("-o", "--output", help="The file to write; - is standard output.")
    ],
    *,
    kind: Kind,
    chosen: Chosen,
    written: Written,
) -> None:
    """Data out, whole or what a search finds, with a codebook beside it.

    Example: textmine export cases.db --format xlsx -o cases.xlsx
    """
    from textmine.store.database import CaseDatabase
    from textmine.store.find.hints import understood
    from textmine.store.out.export import Export, write_export

    query = chosen.query()
    wish: Any = {
        "form": kind.name_for(out),
        "table": kind.table.value,
        "codebook": written.codebook,
        "mask": written.mask,
        "tongue": written.lang.value,
    }
    with (
        CaseDatabase.open(database, create=False, read_only=True) as opened,
        _place_for(out) as place,
    ):
        asked = understood(opened, query) if query else None
        done = write_export(opened, place, Export(query=asked, basket=chosen.basket, **wish))
        content = b"" if place == out else place.read_bytes()
    if place != out:
        typer.get_binary_stream("stdout").write(content)
        return
    for path in done.files:
        console.print(str(path))
    articles = many(done.articles, "article")
    if done.rows is None or kind.table == "articles":
        console.print(f"{articles}, {many(done.practices, 'practice')}")
    else:
        console.print(f"{many(done.rows, kind.table.value.removesuffix('s'))} of {articles}")
    if not done.articles:
        console.print("nothing fits what you asked for: the tables are empty")


@contextmanager
def _place_for(out: Path) -> Iterator[Path]:
    """Where a file is written: for - one that is gone when it has been copied."""
    if str(out) != "-":
        yield out
        return
    with temporary_folder() as folder:
        yield folder / "export"


@app.command("import")
def import_(
    database: Database,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="Edited XLSX, JSONL export, case database, taxonomy.toml, or folder of parts.",
        ),
    ],
    who: Annotated[str | None, typer.Option(help="Who corrected; else your login name.")] = None,
) -> None:
    """Take in an edited workbook as corrections, an export, another database or a taxonomy.

    Example: textmine import cases.db edited.xlsx --who 张三
    """
    from textmine.store.corrections import Said
    from textmine.store.database import CaseDatabase
    from textmine.store.into.importing import import_file

    said = Said(who=who or getpass.getuser(), why=f"import {file.name}")
    with CaseDatabase.open(database) as opened:
        imported = import_file(opened, file, said)
        console.print(
            f"{many(imported.articles, 'article')}, {many(imported.corrections, 'correction')}, "
            f"{many(imported.baskets, 'basket')}"
        )
        if imported.known:
            console.print(f"{many(imported.known, 'correction')} had been made before")
        if imported.held:
            console.print(f"{many(imported.held, 'article')} mined here before stay as they are")
        tell_foreign(imported, str(database))
        tell_labelling(opened)
    for refused in imported.refused:
        complain("refused", f"{refused.where}: {refused.message}")
    if imported.refused:
        raise typer.Exit(3)
