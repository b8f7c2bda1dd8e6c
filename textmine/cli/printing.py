"""What the commands on a case database print."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import typer
from rich.padding import Padding
from rich.text import Text

from textmine.cli.app import console, output
from textmine.cli.tongue import Table, say
from textmine.counting import many

if TYPE_CHECKING:
    from textmine.store.casebook import Disagreement, StoredCase
    from textmine.store.find.facets import Facet, FacetValue
    from textmine.store.find.hits import Hit, Mark
    from textmine.store.find.indicators import MetricRow, MetricTable
    from textmine.store.find.queries import Query
    from textmine.store.find.search import Results
    from textmine.store.find.widening import Widening
    from textmine.store.words.naming import Naming, Tongue
    from textmine.types import Checked, Label, Metric, Place, Practice, Record

BORDERS = {
    "similar": "from here on: in other words, or with the words apart",
    "partial": "from here on: some of the words only",
}
NO_BORDERS: Mapping[int, str] = {}
MOST_MISSING = 5  # words that are told; of a pasted text more say nothing
AROUND = 120  # characters shown before and after a value


def certainty(score: float) -> str:
    """A probability with two digits; only what is certain is 1.

    >>> certainty(0.8641), certainty(0.999), certainty(1.0)
    ('0.86', '0.99', '1.00')
    """
    return f"{score if score >= 1 else min(score, 0.99):.2f}"


def print_results(results: Results, naming: Naming, *, facets: bool) -> None:
    """The hits; what was widened and, if asked for, the counts of all filters."""
    borders = {at: BORDERS[match] for at, match in results.borders.items()}
    print_hits(results.hits, naming, results.query.offset + 1, borders)
    what = "practice" if results.query.unit == "practice" else "passage"
    console.print(f"{len(results.hits):,} of {many(results.total, what)}")
    if not results.total:
        console.print(f"nothing found: {_why_nothing(results.query)}")
    if results.exact < results.total:
        other, some = results.whole - results.exact, results.total - results.whole
        console.print(
            f"{results.exact:,} with all words as written, {other:,} in other words, "
            f"{some:,} with some of the words only"
        )
    for widening in results.widened:
        if widening.reason == "most":  # the counts say it
            continue
        console.print(f"{widening.term} {_widened(widening)} (--exact: without)")
    if results.elsewhere:
        whole = results.elsewhere_whole if results.whole < results.total else 0
        console.print(
            f"{many(results.elsewhere, 'more passage')} outside of practices (--everywhere)"
            + (f", {whole:,} of them with all words" if whole else "")
        )
    for facet in results.facets if facets else ():
        values = [f"{_called(facet, value, naming)} {value.count:,}" for value in facet.values[:12]]
        unknown = [f"? {facet.unknown:,}"] if facet.unknown else []
        console.print(Text.assemble((facet.name, "bold"), " ", " · ".join([*values, *unknown])))


def _widened(widening: Widening) -> str:
    known = {
        "year": "also as the period",
        "pattern": "also as the name of a pattern",
        "figure": "as the size of figures",
        "asking": "only asks and was not looked for",
        "apart": f"also as {'、'.join(widening.added)} close together",
    }
    return known.get(widening.reason) or f"also as {'、'.join(widening.added)}"


def _why_nothing(query: Query) -> str:
    from textmine.store.find.queries import parse_words

    if query.words.strip() and parse_words(query.words).empty:
        return "there is neither a word nor a figure to look for"
    return "try another word, fewer words or fewer filters"


def _called(facet: Facet, value: FacetValue, naming: Naming) -> str:
    return naming.name(value.value) if facet.name in ("pattern", "subtype") else value.label


def print_hits(
    hits: Iterable[Hit], naming: Naming, first: int = 1, borders: Mapping[int, str] = NO_BORDERS
) -> None:
    """Hits, a paragraph each: name and patterns, where and when, the words, figures, source.

    *borders* are what is said before a hit, by its place among them.
    """
    from textmine.store.words.wording import quantity

    for place, hit in enumerate(hits, first):
        if border := borders.get(place - first):
            output.print(f"—— {say(border)} ——\n", style="yellow")
        head = Text(f"{place} ", "dim")
        head.append_text(
            _marked(hit.name or hit.title or "", hit.name_marks if hit.name else (), style="bold")
        )
        head.append(f"  {_patterns(hit.patterns, naming)}", "cyan")
        output.print(head)
        figures = dict.fromkeys(
            f"{figure.indicator or figure.text} {quantity(figure, figure.change, naming.tongue)}"
            for figure in hit.figures
        )
        source = " · ".join(part for part in (hit.title, hit.path, hit.id) if part)
        for line in (
            Text(_where(hit, naming.tongue)),
            Text(_lacks(hit), "yellow"),
            _marked(hit.snippet.text, hit.snippet.marks, hit.snippet.cut),
            Text(("；" if naming.tongue == "zh" else "; ").join(figures), "green"),
            Text(source, "dim"),
        ):
            if line.plain:
                output.print(Padding(line, (0, 0, 0, 3), expand=False))
        output.print()


def _patterns(marks: Iterable[Mark | Label], naming: Naming) -> str:
    return naming.listed(f"{naming.name(mark.code)} {certainty(mark.score)}" for mark in marks)


def _where(hit: Hit, tongue: Tongue) -> str:
    """Where and when, and what is not to be taken for an implemented practice."""
    from textmine.store.words.names import STATUS, call

    years = sorted({year for year in (hit.year, hit.year_end) if year})
    status = call(hit.status, STATUS, tongue) if hit.status == "proposed" else None
    suspect = f"{'存疑' if tongue == 'zh' else 'suspect'}: {hit.suspect}" if hit.suspect else None
    when = "—".join(map(str, years))
    return " · ".join(p for p in (hit.place_full or hit.place, when, status, suspect) if p)


def _lacks(hit: Hit) -> str:
    """The words that it lacks, and which of these its article has elsewhere."""
    if not 0 < len(hit.missing) <= MOST_MISSING:
        return ""
    near = say(" (elsewhere in the article)")
    words = (f"{word}{near if word in hit.nearby else ''}" for word in hit.missing)
    return f"{say('missing:')} {'、'.join(words)}"


def _marked(
    text: str,
    marks: tuple[tuple[int, int], ...],
    cut: tuple[bool, bool] = (False, False),
    style: str = "",
) -> Text:
    shown = Text("…" if cut[0] else "")
    body = Text(text, style)
    for start, end in marks:
        body.stylize("bold red", start, end)
    shown.append_text(body)
    return shown.append("…" if cut[1] else "")


def print_json(value: Any) -> None:
    """A dataclass or plain value as JSON."""
    plain = dataclasses.asdict(value) if dataclasses.is_dataclass(value) else value  # type: ignore[arg-type]
    typer.echo(json.dumps(plain, ensure_ascii=False, indent=1))


def show_case(case: StoredCase, naming: Naming, as_json: bool) -> None:
    """A case with every practice that tells it, and where these contradict each other."""
    from textmine.plain import to_dict
    from textmine.store.casebook import disagreements

    if as_json:
        reports = [report.as_row() for report in case.reports]
        practices = [to_dict(told.practice) for told in case.practices]
        print_json({**to_dict(case), "practices": practices, "reports": reports})
        return
    years = "—".join(str(year) for year in (case.year, case.year_end) if year)
    output.print(f"{case.name} {case.place or ''} {years}", style="bold")
    output.print(_told_by(case, naming.tongue))
    for each in disagreements(case):
        output.print(_side_by_side(each, naming.tongue), style="yellow")
    for report in case.reports:
        for told in report.practices:
            show_practice(told.practice, told.record, naming)
        if others := report.printings[1:]:
            also = "另刊于" if naming.tongue == "zh" else "also printed at"
            output.print(f"  {also} {'、'.join(others)}", style="dim")


def _told_by(case: StoredCase, tongue: Tongue) -> str:
    """How many reports tell of a case, and how often these were printed."""
    reports = len(case.reports)
    printed = sum(len(report.printings) for report in case.reports)
    if tongue == "zh":
        return f"{reports} 份报告" + (f"，共刊登 {printed} 次" if printed > reports else "")
    again = f", printed {printed} times" if printed > reports else ""
    return f"told by {many(reports, 'report')}{again}"


def _side_by_side(found: Disagreement, tongue: Tongue) -> str:
    """An indicator with the figures that reports differ in."""
    from textmine.store.words.wording import quantity

    figures = (
        f"{quantity(metric, metric.change.kind if metric.change else None, tongue)}"
        f" ({record.title or record.source.path})"
        for metric, record in found.told
    )
    head = "说法不一" if tongue == "zh" else "reports differ"
    return f"{head} {found.indicator}: {' | '.join(figures)}"


def show_article(record: Record, naming: Naming) -> None:
    """An article with its practices."""
    facts = (record.author or record.issuer, record.date, record.source.path, record.suspect)
    output.print(Text.assemble((record.title or record.source.path, "bold"), " ", record.id))
    output.print(" · ".join(str(fact) for fact in facts if fact))
    output.print(record.text, soft_wrap=True)
    for practice in record.practices:
        show_practice(practice, record, naming, text=False)


def show_practice(practice: Practice, record: Record, naming: Naming, *, text: bool = True) -> None:
    """A practice: facts, words, source and figures."""
    from textmine.store.words.names import STATUS, call
    from textmine.store.words.wording import describe

    place = practice.place or record.place
    patterns = _patterns(practice.patterns, naming)
    if practice.subtypes:
        patterns += f"（{naming.listed(map(naming.name, practice.subtypes))}）"
    status = call(practice.status, STATUS, naming.tongue)
    facts = (place.text if place else "", practice.period or record.date, patterns, status)
    output.print(Text.assemble("\n", (practice.name, "bold"), " ", practice.id))
    output.print(" · ".join(str(fact) for fact in facts if fact))
    if practice.checked:
        output.print(_check(practice.checked, naming.tongue))
    if text:
        output.print(record.text[practice.start : practice.end], soft_wrap=True)
        output.print(f"—— {record.title or ''} {record.source.path} {record.id}")
    for index in practice.metrics:
        metric = record.metrics[index]
        told = f"  {_check(metric.checked, naming.tongue)}" if metric.checked else ""
        output.print(f"  {describe(metric, naming.tongue)}{told}")


def _check(checked: Checked, tongue: Tongue) -> str:
    """Who checked something and when: ✓ 李明 2026-05-04 已更正: 数值."""
    from textmine.store.words.names import FIELDS, VERDICTS, call

    named = [call(field, FIELDS, tongue) or field for field in checked.fields]
    fields = f": {', '.join(named)}" if named else ""
    return f"✓ {checked.by} {checked.at[:10]} {call(checked.verdict, VERDICTS, tongue)}{fields}"


def show_found(found: Metric | Place, record: Record, tongue: Tongue) -> None:
    """A metric or place: what it says, the words around it, and where they stand in the source."""
    from textmine.store.words.names import LEVELS, ROLES, call
    from textmine.store.words.wording import describe
    from textmine.types import Metric

    if isinstance(found, Metric):
        owner = "" if found.practice is None else record.practices[found.practice].name
        place = found.place.text if found.place else ""
        head = describe(found, tongue)
        facts = [place, call(found.role, ROLES, tongue), owner]
    else:
        head, level = found.text, call(found.level, LEVELS, tongue)
        facts = [found.full, found.adcode, level]
    output.print(Text.assemble((head, "bold"), " ", found.id))
    output.print(" · ".join(str(fact) for fact in facts if fact))
    if isinstance(found, Metric) and found.checked:
        output.print(_check(found.checked, tongue))
    output.print(_in_context(record.text, found.start, found.end), soft_wrap=True)
    at = [say(f"characters {found.source_start}-{found.source_end}")]
    at += [say(f"page {found.page}")] if found.page else []
    at += [say(f"paragraph {found.paragraph}")] if found.paragraph else []
    output.print(f"—— {record.title or ''} {record.source.path} {record.id}, {', '.join(at)}")


def _in_context(text: str, start: int, end: int) -> Text:
    """A span within its line, or as much of that as is told at a glance."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end) if "\n" in text[end:] else len(text)
    low, high = max(first, start - AROUND), min(last, end + AROUND)
    return _marked(text[low:high], ((start - low, end - low),), (low > first, high < last))


def print_metrics(found: MetricTable, tongue: Tongue) -> None:
    """Values with their evidence, and what was left out."""
    if found.rows:
        output.print(_values(found.rows, tongue))
    left = "、".join(f"{say(name)} {count:,}" for name, count in found.excluded.items() if count)
    console.print(
        f"{len(found.rows):,} of {many(found.total, 'value')}"
        + (f"; left out: {left}" if left else "")
    )
    if left and not found.total:
        console.print("all that fits is left out by default: --all counts it, too")
    elif found.alike:
        console.print(f"no indicator is called so; nearly so: {'、'.join(found.alike)}")
    elif not found.total:
        console.print("nothing found: try part of a name")


def _values(rows: Iterable[MetricRow], tongue: Tongue) -> Table:
    from textmine.store.words.names import ROLES, call
    from textmine.store.words.wording import quantity

    table = Table()
    for name, ratio in (("indicator", 4), ("value", 3), ("place, year", 3), ("evidence", 7)):
        table.add_column(name, ratio=ratio, overflow="fold")
    for row in rows:
        where = " ".join(str(part) for part in (row.place, row.period or row.year) if part)
        checked = f" ✓ {row.checked_by} {row.checked_at[:10]}" if row.checked_at else ""
        evidence = Text.assemble(row.text, "\n", (f"{row.path} {row.id}{checked}", "dim"))
        value = quantity(row, row.change, tongue)
        if row.role == "target":
            value = f"{value} ({call(row.role, ROLES, tongue)})"
        table.add_row(row.indicator, value, where, evidence)
    return table
