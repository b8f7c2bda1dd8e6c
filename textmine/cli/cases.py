"""Commands on a case database: search, show, metrics, export, import, status, remove."""

from __future__ import annotations

import dataclasses
import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from textmine.cli.app import app, complain, console, output
from textmine.cli.filters import (
    Chosen,
    Filters,
    Kind,
    Shown,
    Values,
    Written,
    search_query,
)
from textmine.cli.labelling import tell_foreign, tell_former, tell_labelling
from textmine.cli.mined import print_set_aside, tell_run
from textmine.cli.options import AsJson, Database, InLanguage, Lang, grouped
from textmine.cli.printing import (
    print_json,
    print_metrics,
    print_results,
    show_article,
    show_case,
    show_found,
    show_practice,
)
from textmine.cli.tongue import Table, say
from textmine.counting import many
from textmine.temporary import temporary_folder

if TYPE_CHECKING:
    from textmine.store.database import CaseDatabase
    from textmine.store.find.indicators import MetricQuery


def _open(path: Path, *, write: bool = False) -> CaseDatabase:
    from textmine.store.database import CaseDatabase

    return CaseDatabase.open(path, create=False, read_only=not write)


# ---- search -----------------------------------------------------------------------------------
@app.command()
@grouped
def search(
    database: Database,
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="WORDS", help='Words: 村企联建 OR 共建 NOT 流动 "一句话".'),
    ] = None,
    *,
    by: Filters,
    shown: Shown,
) -> None:
    """Find practices, with their evidence.

    Example: textmine search cases.db "村企联建" --pattern joint_build --place 山东 --year 2008-2012
    """
    from textmine.store.find.hints import understood
    from textmine.store.find.search import search as find
    from textmine.store.find.suggestions import fewer_words, near_words

    query = search_query(" ".join(words or []), by, shown)
    with _open(database) as opened:
        asked = understood(opened, query)
        results = find(opened, asked)
        told = not shown.as_json
        near = near_words(opened, asked) if told and not results.whole else ()
        fewer = fewer_words(opened, asked) if told and not results.total else ()
        naming = opened.naming().speaking(shown.lang.value)
    if shown.as_json:
        print_json(results)
    else:
        print_results(results, naming, facets=shown.facets)
    if near:
        console.print(f"did you mean {'、'.join(near)}?")
    if fewer:
        counted = "; ".join(f"{each.words} ({each.total:,})" for each in fewer)
        console.print(f"found with fewer words: {counted}")


# ---- show -------------------------------------------------------------------------------------
@app.command()
def show(
    database: Database,
    identity: Annotated[
        str, typer.Argument(metavar="ID", help="Case, practice, metric, place or article.")
    ],
    source: Annotated[bool, typer.Option("--source", help="The source, as it was read.")] = False,
    as_json: AsJson = False,
    lang: InLanguage = Lang.zh,
) -> None:
    """A case, a practice, a figure or an article, whole, with its source.

    Example: textmine show cases.db p-1f2e3d4c5b6a --source
    """
    from textmine.plain import to_dict
    from textmine.store.casebook import read_case

    with _open(database) as opened:
        if source:
            typer.echo(opened.source_text(identity))
            return
        naming = opened.naming().speaking(lang.value)
        if identity.startswith("c-"):
            show_case(read_case(opened, identity), naming, as_json)
            return
        record = opened.article(identity)
        items: tuple[Any, ...] = (*record.practices, *record.metrics, *record.places)
        shown: Any = next((item for item in items if item.id == identity), record)
    if as_json:
        print_json(to_dict(shown))
    elif shown is record:
        show_article(record, naming)
    elif identity.startswith("p-"):
        show_practice(shown, record, naming)
    else:
        show_found(shown, record, lang.value)


# ---- metrics ----------------------------------------------------------------------------------
@app.command()
@grouped
def metrics(
    database: Database,
    *,
    values: Values,
    out: Annotated[
        Path | None,
        typer.Option(
            "-o", "--output", help="Write every value as CSV, XLSX, Parquet, not --limit."
        ),
    ] = None,
    as_json: AsJson = False,
    lang: InLanguage = Lang.zh,
) -> None:
    """One indicator over cases, places and years.

    Example: textmine metrics cases.db --indicator 人均纯收入 --place 四川 -o income.csv
    """
    from textmine.store.find.hints import refuse_unknown
    from textmine.store.find.indicators import metric_table

    query = values.query()
    with _open(database) as opened:
        refuse_unknown(opened, query.place)
        if out is not None:
            _write_values(opened, out, query, lang)
            return
        found = metric_table(opened, query)
    if as_json:
        print_json(found)
        return
    print_metrics(found, lang.value)


def _write_values(database: CaseDatabase, out: Path, query: MetricQuery, lang: Lang) -> None:
    from textmine.store.find.indicators import metrics_of
    from textmine.store.out.export import Export, write_export

    form = out.suffix.lstrip(".").lower()
    if form not in ("csv", "xlsx", "parquet"):
        raise typer.BadParameter(f"{out} is to end with .csv, .xlsx or .parquet")
    wish: Any = {"form": form, "tongue": lang.value}
    done = write_export(database, out, Export(table="metrics", values=query, **wish))
    for path in done.files:
        console.print(str(path))
    told = many(len(metrics_of(database, query)), "value"), many(done.articles, "article")
    console.print(", ".join(told))


# ---- out and in -------------------------------------------------------------------------------
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
    with _open(database) as opened, _place_for(out) as place:
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
    from textmine.store.reimport import import_file

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


@app.command()
def status(
    database: Database,
    whole: Annotated[
        bool, typer.Option("--all", help="List each document that was set aside.")
    ] = False,
    as_json: AsJson = False,
    lang: InLanguage = Lang.zh,
) -> None:
    """What the database holds, how the latest run ended, what was set aside and why.

    Example: textmine status cases.db
    """
    from textmine.plain import to_dict
    from textmine.store.status import read_status

    with _open(database) as opened:
        found = read_status(opened, lang.value)
    if as_json:
        print_json(to_dict(found))
        return
    table = Table("what", "how many")
    for field in dataclasses.fields(found):
        value = getattr(found, field.name)
        if isinstance(value, int | str):
            table.add_row(say(field.name), f"{value:,}" if isinstance(value, int) else value)
    output.print(table)
    tell_former(found.former, lang)
    tell_run(found)
    if found.set_aside:
        print_set_aside(found.set_aside, output, database=None if whole else database)


@app.command()
def remove(
    database: Database,
    names: Annotated[list[str], typer.Argument(metavar="NAME", help="Paths or ids.")],
) -> None:
    """Withdraw documents, by path or by the id of an article or practice of theirs.

    What people said of them stays, and holds again if they come back.

    Example: textmine remove cases.db reports/old.docx
    """
    with _open(database, write=True) as opened:
        for name in names:
            console.print(f"{name}: {many(opened.remove(name), 'article')} withdrawn")
        opened.group()
