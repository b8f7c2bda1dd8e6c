"""What the commands on a case database print."""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING, Any

import typer
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from textmine.cli.app import console, output

if TYPE_CHECKING:
    from textmine.store.casebook import StoredCase
    from textmine.store.hits import Hit
    from textmine.store.indicators import MetricTable
    from textmine.store.search import Results
    from textmine.types import Practice, Record


def print_results(results: Results, *, facets: bool) -> None:
    """The hits as a table; what was widened and, if asked for, the counts of all filters."""
    print_hits(results.hits)
    what = "practices" if results.query.unit == "practice" else "passages"
    console.print(f"{len(results.hits):,} of {results.total:,} {what}")
    for widening in results.widened:
        console.print(f"{widening.term} also as {'、'.join(widening.added)} (--exact: without)")
    if results.elsewhere:
        console.print(f"{results.elsewhere:,} more passages outside of practices (--everywhere)")
    for facet in results.facets if facets else ():
        values = [f"{value.label} {value.count:,}" for value in facet.values[:12]]
        unknown = [f"? {facet.unknown:,}"] if facet.unknown else []
        console.print(f"[bold]{facet.name}[/bold] {escape(' · '.join([*values, *unknown]))}")


def print_hits(hits: tuple[Hit, ...]) -> None:
    """Hits as a table."""
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


def print_json(value: Any) -> None:
    """A dataclass or plain value as JSON."""
    plain = dataclasses.asdict(value) if dataclasses.is_dataclass(value) else value  # type: ignore[arg-type]
    typer.echo(json.dumps(plain, ensure_ascii=False, indent=1))


def show_case(case: StoredCase, as_json: bool) -> None:
    """A case with every practice that tells it."""
    from textmine.plain import to_dict

    if as_json:
        print_json({**to_dict(case), "practices": [to_dict(p.practice) for p in case.practices]})
        return
    years = "—".join(str(year) for year in (case.year, case.year_end) if year)
    output.print(escape(f"{case.name} {case.place or ''} {years}"), style="bold")
    for told in case.practices:
        show_practice(told.practice, told.record)


def show_article(record: Record) -> None:
    """An article with its practices."""
    facts = (record.author or record.issuer, record.date, record.source.path, record.suspect)
    output.print(f"[bold]{escape(record.title or record.source.path)}[/bold] {record.id}")
    output.print(escape(" · ".join(str(fact) for fact in facts if fact)))
    output.print(escape(record.text), soft_wrap=True)
    for practice in record.practices:
        show_practice(practice, record, text=False)


def show_practice(practice: Practice, record: Record, *, text: bool = True) -> None:
    """A practice: facts, words, source and figures."""
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


def print_metrics(found: MetricTable) -> None:
    """Values with their evidence, and what was left out."""
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
