"""Commands on a case database: search, show, metrics, export, import, status, remove."""

from __future__ import annotations

import dataclasses
import getpass
import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from textmine.cli.app import app, console, output

if TYPE_CHECKING:
    from textmine.store.database import CaseDatabase
    from textmine.store.hits import Hit
    from textmine.store.queries import Query
    from textmine.types import Practice, Record


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
        _print_json(results)
        return
    _print_hits(results.hits)
    shown = f"{len(results.hits):,} of {results.total:,} practices"
    console.print(shown if not everywhere else shown.replace("practices", "passages"))
    for widening in results.widened:
        console.print(f"{widening.term} also as {'、'.join(widening.added)} (--exact: without)")
    if results.elsewhere:
        console.print(f"{results.elsewhere:,} more passages outside of practices (--everywhere)")
    if facets:
        for facet in results.facets:
            values = [f"{value.label} {value.count:,}" for value in facet.values[:12]]
            unknown = [f"? {facet.unknown:,}"] if facet.unknown else []
            console.print(f"[bold]{facet.name}[/bold] {' · '.join([*values, *unknown])}")


def _print_hits(hits: tuple[Hit, ...]) -> None:
    from textmine.store.names import name_of_code

    table = Table(show_lines=True)
    for name, ratio in (("practice", 3), ("where, when", 2), ("evidence", 6), ("source", 3)):
        table.add_column(name, ratio=ratio, overflow="fold")
    for hit in hits:
        called = _marked(hit.name or hit.title or "", hit.name_marks if hit.name else ())
        patterns = "、".join(f"{name_of_code(m.code)} {m.score:.2f}" for m in hit.patterns)
        called.append(f"\n{patterns}", "cyan")
        years = {hit.year, hit.year_end} - {None}
        when = "—".join(str(year) for year in sorted(y for y in years if y))
        figures = "\n".join(figure.text for figure in hit.figures)
        evidence = _marked(hit.snippet.text, hit.snippet.marks, *hit.snippet.cut)
        if figures:
            evidence.append(f"\n{figures}", "green")
        where = "\n".join(part for part in (hit.place_full or hit.place, when) if part)
        source = "\n".join(part for part in (hit.title, hit.path, hit.id) if part)
        table.add_row(called, escape(where), evidence, escape(source))
    output.print(table)


def _marked(
    text: str, marks: tuple[tuple[int, int], ...], before: bool = False, after: bool = False
) -> Text:
    shown = Text("…" if before else "")
    body = Text(text)
    for start, end in marks:
        body.stylize("bold red", start, end)
    shown.append_text(body)
    return shown.append("…" if after else "")


def _print_json(value: Any) -> None:
    plain = dataclasses.asdict(value) if dataclasses.is_dataclass(value) else value  # type: ignore[arg-type]
    typer.echo(json.dumps(plain, ensure_ascii=False, indent=1))


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
    from textmine.types import to_dict

    with _open(database) as opened:
        if source:
            typer.echo(_source_of(opened, identity))
            return
        if identity.startswith("c-"):
            _show_case(opened, identity, as_json)
            return
        record = opened.article(identity)
        shown: Any = record
        if identity.startswith("p-"):
            shown = opened.practice(identity).practice
    if as_json:
        _print_json(to_dict(shown))
    elif shown is record:
        _show_article(record)
    else:
        _show_practice(shown, record)


def _source_of(database: CaseDatabase, identity: str) -> str:
    """The whole decoded source of an article; of a practice or metric the part it stands in."""
    text = database.source(identity).text
    record = database.article(identity)
    items: tuple[Any, ...] = (*record.practices, *record.metrics, *record.places)
    for item in items:
        if item.id == identity:
            return text[item.source_start : item.source_end]
    return text


def _show_case(database: CaseDatabase, identity: str, as_json: bool) -> None:
    from textmine.store.cases import read_case
    from textmine.types import to_dict

    case = read_case(database, identity)
    if as_json:
        _print_json({**to_dict(case), "practices": [to_dict(p.practice) for p in case.practices]})
        return
    years = "—".join(str(year) for year in (case.year, case.year_end) if year)
    output.print(f"[bold]{escape(case.name)}[/bold] {case.place or ''} {years}")
    for told in case.practices:
        _show_practice(told.practice, told.record)


def _show_article(record: Record) -> None:
    facts = (record.author or record.issuer, record.date, record.source.path, record.suspect)
    output.print(f"[bold]{escape(record.title or record.source.path)}[/bold] {record.id}")
    output.print(escape(" · ".join(str(fact) for fact in facts if fact)))
    output.print(escape(record.text), soft_wrap=True)
    for practice in record.practices:
        _show_practice(practice, record, text=False)


def _show_practice(practice: Practice, record: Record, *, text: bool = True) -> None:
    from textmine.store.names import name_of_code
    from textmine.store.word import describe

    place = practice.place or record.place
    patterns = "、".join(f"{name_of_code(p.code)} {p.score:.2f}" for p in practice.patterns)
    facts = (place.text if place else "", practice.period or record.date, patterns, practice.status)
    output.print(f"\n[bold]{escape(practice.name)}[/bold] {practice.id}")
    output.print(escape(" · ".join(str(fact) for fact in facts if fact)))
    if text:
        output.print(escape(record.text[practice.start : practice.end]), soft_wrap=True)
        output.print(escape(f"—— {record.title or ''} {record.source.path} {record.id}"))
    for index in practice.metrics:
        output.print(escape(f"  {describe(record.metrics[index])}"))


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
        _print_json(found)
        return
    table = Table("indicator", "value", "unit", "change", "place", "year", "evidence", "source")
    for row in found.rows:
        value = f"{row.value:g}" if row.value_max is None else f"{row.value:g}–{row.value_max:g}"
        cells = (
            row.indicator,
            value,
            row.unit,
            row.change,
            row.place,
            row.year,
            row.text,
            row.path,
        )
        table.add_row(*(escape(str(cell)) if cell is not None else "" for cell in cells))
    output.print(table)
    left = "、".join(f"{name} {count}" for name, count in found.excluded.items() if count)
    console.print(
        f"{len(found.rows):,} of {found.total:,} values" + (f"; left out: {left}" if left else "")
    )


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
            opened, out, Export(query=query, basket=basket, codebook=codebook, **wish)
        )
    for path in written.files:
        console.print(str(path))
    console.print(f"{written.articles:,} articles, {written.practices:,} practices")


@app.command("import")
def import_(
    database: Database,
    file: Annotated[Path, typer.Argument(help="Edited XLSX, JSONL export, or case database.")],
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
        _print_json(to_dict(found))
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
