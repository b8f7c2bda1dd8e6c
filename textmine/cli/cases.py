"""Commands that ask a case database: search, show, metrics."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from textmine.cli.app import app, console
from textmine.cli.filters import (
    Filters,
    Shown,
    Values,
    search_query,
)
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
from textmine.counting import many

if TYPE_CHECKING:
    from textmine.store.database import CaseDatabase
    from textmine.store.find.indicators import MetricQuery


def _open(path: Path) -> CaseDatabase:
    from textmine.store.database import CaseDatabase

    return CaseDatabase.open(path, create=False, read_only=True)


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
