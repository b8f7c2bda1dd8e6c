"""Options that choose: of practices, of figures, and how what was found is shown."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from textmine.cli.options import AsJson, InLanguage, Lang

if TYPE_CHECKING:
    from textmine.store.find.indicators import MetricQuery
    from textmine.store.find.queries import Query


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


class Unstated(StrEnum):
    """What may not be stated of a practice."""

    place = "place"
    year = "year"
    status = "status"
    genre = "genre"
    source = "source"


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


Pattern = Annotated[list[str] | None, typer.Option(help="Code or name of a pattern; repeatable.")]
Place = Annotated[list[str] | None, typer.Option(help="Name or code of a place; repeatable.")]
Years = Annotated[str | None, typer.Option("--year", help="2010, 2008-2012, 2008- or -2012.")]
Genre = Annotated[list[str] | None, typer.Option(help="case, plan, speech, news, …; repeatable.")]


def make_query(words: str, *, pattern: list[str] | None, year: str | None, **more: Any) -> Query:
    """A query of what was given; what was not keeps its default."""
    from textmine.store.find.queries import Query, parse_years

    kept: Any = {name: tuple(v) if isinstance(v, list) else v for name, v in more.items() if v}
    years = parse_years(year) if year else None
    return Query(words=words, pattern=tuple(pattern or ()), year=years, **kept)


@dataclass(frozen=True, kw_only=True)
class Filters:
    """Which practices are found."""

    pattern: Pattern = None
    subtype: Annotated[list[str] | None, typer.Option(help="Code or name of a subtype.")] = None
    place: Place = None
    year: Years = None
    status: Annotated[Status | None, typer.Option(help="Done, or to be done.")] = None
    genre: Genre = None
    indicator: Annotated[list[str] | None, typer.Option(help="An indicator it gives.")] = None
    source: Annotated[list[str] | None, typer.Option(help="Site or folder.")] = None
    without: Annotated[
        list[Unstated] | None, typer.Option(help="What is not stated of it; repeatable.")
    ] = None
    has_metric: Annotated[bool, typer.Option("--has-metric", help="With metrics only.")] = False
    exact: Annotated[bool, typer.Option("--exact", help="Only the words as they stand.")] = False
    everywhere: Annotated[
        bool, typer.Option("--everywhere", help="Also text that stands in no practice.")
    ] = False


@dataclass(frozen=True, kw_only=True)
class Shown:
    """How hits are shown."""

    order: Annotated[Order, typer.Option(help="Order of the hits.")] = Order.relevance
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="Hits shown.")] = 10
    offset: Annotated[int, typer.Option(min=0, help="Hits left out before.")] = 0
    facets: Annotated[bool, typer.Option("--facets", help="Counts of all filters.")] = False
    as_json: AsJson = False
    lang: InLanguage = Lang.zh


def search_query(words: str, by: Filters, shown: Shown) -> Query:
    """The query of a search."""
    query = make_query(
        words,
        pattern=by.pattern,
        year=by.year,
        subtype=by.subtype,
        place=by.place,
        status=by.status.value if by.status else None,
        genre=by.genre,
        indicator=by.indicator,
        source=by.source,
        without=[each.value for each in by.without or ()],
        has_metric=by.has_metric or None,
        unit="passage" if by.everywhere else None,
        order=shown.order.value,
        limit=shown.limit,
        offset=shown.offset,
    )
    return replace(query, widen=not by.exact)


@dataclass(frozen=True, kw_only=True)
class Values:
    """Which values of indicators are shown."""

    indicator: Annotated[str, typer.Option(help="Part of the indicator's name.")] = ""
    place: Place = None
    year: Years = None
    unit: Annotated[str | None, typer.Option(help="Values in this unit only.")] = None
    levels: Annotated[bool, typer.Option("--levels", help="Without changes (同比).")] = False
    everything: Annotated[
        bool, typer.Option("--all", help="Also proposals, reprints and doubtful articles.")
    ] = False
    limit: Annotated[int, typer.Option(min=1, max=100_000, help="Values shown.")] = 50

    def query(self) -> MetricQuery:
        """The same for the library."""
        from textmine.store.find.counts import Rules
        from textmine.store.find.indicators import MetricQuery
        from textmine.store.find.queries import parse_years

        every = self.everything
        return MetricQuery(
            indicator=self.indicator,
            unit=self.unit,
            place=tuple(self.place or ()),
            year=parse_years(self.year) if self.year else None,
            levels=self.levels,
            rules=Rules(proposed=every, repeats=every, suspects=every),
            limit=self.limit,
        )


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """What of a database is written: all, what a search finds, or a basket."""

    words: Annotated[str, typer.Option(help="Only what these words find.")] = ""
    pattern: Pattern = None
    place: Place = None
    year: Years = None
    basket: Annotated[str | None, typer.Option(help="Only what is in this basket.")] = None

    def query(self) -> Query | None:
        """The search, or None for all."""
        if not (self.words or self.pattern or self.place or self.year):
            return None
        return make_query(self.words, pattern=self.pattern, year=self.year, place=self.place)


@dataclass(frozen=True, kw_only=True)
class Written:
    """What is written into an export, and beside it."""

    codebook: Annotated[bool, typer.Option(help="Write a codebook beside it.")] = True
    mask: Annotated[bool, typer.Option(help="Hide numbers of telephones and identity cards.")] = (
        True
    )
    lang: Annotated[
        Lang,
        typer.Option(envvar="TEXTMINE_LANG", help="Language of columns and names of patterns."),
    ] = Lang.zh


@dataclass(frozen=True, kw_only=True)
class Kind:
    """In which form a database is written."""

    form: Annotated[Format | None, typer.Option("--format", help="Else by the file's name.")] = None
    table: Annotated[TableName, typer.Option(help="For CSV and Parquet.")] = TableName.practices

    def name_for(self, out: Path) -> str:
        """The form: as said, or as the file is called."""
        ending = out.suffix.lstrip(".").lower()
        name = self.form.value if self.form else ending
        if name not in tuple(Format):
            raise typer.BadParameter(f"say --format: one of {', '.join(Format)}")
        if name != ending and ending in tuple(Format):
            raise typer.BadParameter(
                f"{out} is to be {name}: call it {out.with_suffix('.' + name)}"
            )
        return name
