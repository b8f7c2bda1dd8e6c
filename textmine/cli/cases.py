"""Commands on a case database: search, show, metrics, export, import, status, remove."""

from __future__ import annotations

import dataclasses
import getpass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.markup import escape
from rich.table import Table

from textmine.cli.app import app, console, output
from textmine.cli.printing import (
    print_json,
    print_metrics,
    print_results,
    show_article,
    show_case,
    show_practice,
)

if TYPE_CHECKING:
    from textmine.store.database import CaseDatabase
    from textmine.store.queries import Query


class Status(StrEnum):
    """What became of a practice."""

    implemented = "implemented"
    proposed = "proposed"


class Order(StrEnum):
    """How hits are ordered."""

    relevance = "relevance"
    newest = "newest"
    oldest = "oldest"
    place = "place"


class Format(StrEnum):
    """What `export` writes."""

    jsonl = "jsonl"
    csv = "csv"
    xlsx = "xlsx"
    parquet = "parquet"
    docx = "docx"


class TableName(StrEnum):
    """What a CSV or Parquet file holds."""

    practices = "practices"
    metrics = "metrics"
    places = "places"
    articles = "articles"


Database = Annotated[Path, typer.Argument(metavar="CASES.DB", help="The case database.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print as JSON.")]
Pattern = Annotated[list[str] | None, typer.Option(help="Code or name of a pattern; repeatable.")]
Place = Annotated[list[str] | None, typer.Option(help="Name or code of a place; repeatable.")]
Years = Annotated[str | None, typer.Option("--year", help="2010, 2008-2012, 2008- or -2012.")]
Genre = Annotated[list[str] | None, typer.Option(help="case, plan, speech, news, …; repeatable.")]


def _open(path: Path, *, write: bool = False) -> CaseDatabase:
    from textmine.store.database import CaseDatabase

    return CaseDatabase.open(path, create=False, read_only=not write)


def _query(words: str, pattern: list[str] | None, years: str | None, **more: Any) -> Query:
    from textmine.store.names import code_of_name
    from textmine.store.queries import Query, parse_years

    kept: Any = {name: tuple(v) if isinstance(v, list) else v for name, v in more.items() if v}
    codes = tuple(code_of_name(code) for code in pattern or ())
    return Query(words=words, pattern=codes, year=parse_years(years) if years else None, **kept)


# ---- search -----------------------------------------------------------------------------------
@app.command()
def search(
    database: Database,
    words: Annotated[str, typer.Argument(help='Words: 村企联建 OR 共建 -流动 "一句话".')] = "",
    pattern: Pattern = None,
    subtype: Annotated[list[str] | None, typer.Option(help="Code of a subtype.")] = None,
    place: Place = None,
    year: Years = None,
    status: Annotated[Status | None, typer.Option(help="Done, or to be done.")] = None,
    genre: Genre = None,
    indicator: Annotated[list[str] | None, typer.Option(help="An indicator it gives.")] = None,
    source: Annotated[list[str] | None, typer.Option(help="Site or folder.")] = None,
    has_metric: Annotated[bool, typer.Option("--has-metric", help="With figures only.")] = False,
    exact: Annotated[bool, typer.Option("--exact", help="Without equivalent terms.")] = False,
    everywhere: Annotated[
        bool, typer.Option("--everywhere", help="Also text that stands in no practice.")
    ] = False,
    order: Annotated[Order, typer.Option(help="Order of the hits.")] = Order.relevance,
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="Hits shown.")] = 10,
    offset: Annotated[int, typer.Option(min=0, help="Hits left out before.")] = 0,
    facets: Annotated[bool, typer.Option("--facets", help="Counts of all filters.")] = False,
    as_json: AsJson = False,
) -> None:
    """Find practices, with their evidence.

    Example: textmine search cases.db "村企联建" --pattern joint_build --place 山东 --year 2008-2012
    """
    from textmine.store.search import search as find

    query = _query(
        words,
        pattern,
        year,
        subtype=subtype,
        place=place,
        status=status.value if status else None,
        genre=genre,
        indicator=indicator,
        source=source,
        has_metric=has_metric or None,
        unit="passage" if everywhere else None,
        order=order.value,
        limit=limit,
        offset=offset,
    )
    query = dataclasses.replace(query, widen=not exact)
    with _open(database) as opened:
        results = find(opened, query)
    if as_json:
        print_json(results)
    else:
        print_results(results, facets=facets)


# ---- show -------------------------------------------------------------------------------------
@app.command()
def show(
    database: Database,
    identity: Annotated[str, typer.Argument(metavar="ID", help="Case, practice or article.")],
    source: Annotated[bool, typer.Option("--source", help="The source, as it was read.")] = False,
    as_json: AsJson = False,
) -> None:
    """A case, a practice or an article, whole, with its source.

    Example: textmine show cases.db p-1f2e3d4c5b6a --source
    """
    from textmine.store.casebook import read_case
    from textmine.types import to_dict

    with _open(database) as opened:
        if source:
            typer.echo(opened.source_text(identity))
            return
        if identity.startswith("c-"):
            show_case(read_case(opened, identity), as_json)
            return
        record = opened.article(identity)
        shown: Any = record
        if identity.startswith("p-"):
            shown = opened.practice(identity).practice
    if as_json:
        print_json(to_dict(shown))
    elif shown is record:
        show_article(record)
    else:
        show_practice(shown, record)


# ---- metrics ----------------------------------------------------------------------------------
@app.command()
def metrics(
    database: Database,
    indicator: Annotated[str, typer.Option(help="Part of the indicator's name.")] = "",
    place: Place = None,
    year: Years = None,
    unit: Annotated[str | None, typer.Option(help="Values in this unit only.")] = None,
    levels: Annotated[bool, typer.Option("--levels", help="Without changes (同比).")] = False,
    everything: Annotated[
        bool, typer.Option("--all", help="Also proposals, reprints and doubtful articles.")
    ] = False,
    limit: Annotated[int, typer.Option(min=1, max=100_000, help="Values shown.")] = 50,
    as_json: AsJson = False,
) -> None:
    """One indicator over cases, places and years.

    Example: textmine metrics cases.db --indicator 人均纯收入 --place 四川
    """
    from textmine.store.counts import Rules
    from textmine.store.indicators import MetricQuery, metric_table
    from textmine.store.queries import parse_years

    query = MetricQuery(
        indicator=indicator,
        unit=unit,
        place=tuple(place or ()),
        year=parse_years(year) if year else None,
        levels=levels,
        rules=Rules(proposed=everything, repeats=everything, suspects=everything),
        limit=limit,
    )
    with _open(database) as opened:
        found = metric_table(opened, query)
    if as_json:
        print_json(found)
        return
    print_metrics(found)


# ---- out and in -------------------------------------------------------------------------------
@app.command()
def export(
    database: Database,
    out: Annotated[Path, typer.Option("-o", "--output", help="The file to write.")],
    form: Annotated[
        Format | None, typer.Option("--format", help="Else by the file's name.")
    ] = None,
    table: Annotated[TableName, typer.Option(help="For CSV and Parquet.")] = TableName.practices,
    words: Annotated[str, typer.Option(help="Only what these words find.")] = "",
    pattern: Pattern = None,
    place: Place = None,
    year: Years = None,
    basket: Annotated[str | None, typer.Option(help="Only what is in this basket.")] = None,
    codebook: Annotated[bool, typer.Option(help="Write a codebook beside it.")] = True,
    mask: Annotated[
        bool, typer.Option(help="Hide numbers of telephones and identity cards.")
    ] = True,
) -> None:
    """Data out, whole or what a search finds, with a codebook beside it.

    Example: textmine export cases.db --format xlsx -o cases.xlsx
    """
    from textmine.store.export import Export, write_export

    name = form.value if form else out.suffix.lstrip(".").lower()
    if name not in tuple(Format):
        raise typer.BadParameter(f"say --format: one of {', '.join(Format)}")
    selects = words or pattern or place or year
    query = _query(words, pattern, year, place=place) if selects else None
    wish: Any = {"form": name, "table": table.value}
    with _open(database) as opened:
        written = write_export(
            opened, out, Export(query=query, basket=basket, codebook=codebook, mask=mask, **wish)
        )
    for path in written.files:
        console.print(str(path))
    console.print(f"{written.articles:,} articles, {written.practices:,} practices")


@app.command("import")
def import_(
    database: Database,
    file: Annotated[
        Path, typer.Argument(help="Edited XLSX, JSONL export, case database, or folder of parts.")
    ],
    who: Annotated[str | None, typer.Option(help="Who corrected; else your login name.")] = None,
) -> None:
    """Take in an edited workbook as corrections, an export, or another database.

    Example: textmine import cases.db edited.xlsx --who 张三
    """
    from textmine.store.corrections import Said
    from textmine.store.database import CaseDatabase
    from textmine.store.reimport import import_file

    said = Said(who=who or getpass.getuser(), why=f"import {file.name}")
    with CaseDatabase.open(database) as opened:
        imported = import_file(opened, file, said)
    console.print(
        f"{imported.articles:,} articles, {imported.corrections:,} corrections, "
        f"{imported.baskets:,} baskets"
    )
    for refused in imported.refused:
        console.print(f"[red]refused[/red] {escape(refused.where)}: {escape(refused.message)}")
    if imported.refused:
        raise typer.Exit(3)


@app.command()
def status(database: Database, as_json: AsJson = False) -> None:
    """What the database holds, and what was set aside and why.

    Example: textmine status cases.db
    """
    from textmine.store.status import read_status
    from textmine.types import to_dict

    with _open(database) as opened:
        found = read_status(opened)
    if as_json:
        print_json(to_dict(found))
        return
    table = Table("what", "how many")
    for field in dataclasses.fields(found):
        value = getattr(found, field.name)
        if isinstance(value, int):
            table.add_row(field.name, f"{value:,}")
    output.print(table)
    if found.set_aside:
        aside = Table("document", "reason", "what happened")
        for entry in found.set_aside:
            aside.add_row(*map(escape, (entry.document, entry.reason or "", entry.message or "")))
        output.print(aside)


@app.command()
def remove(
    database: Database,
    names: Annotated[list[str], typer.Argument(metavar="NAME…", help="Paths or ids.")],
) -> None:
    """Withdraw documents, by path or by the id of an article or practice of theirs.

    What people said of them stays, and holds again if they come back.

    Example: textmine remove cases.db reports/old.docx
    """
    with _open(database, write=True) as opened:
        for name in names:
            console.print(f"{name}: {opened.remove(name):,} articles withdrawn")
        opened.group()
