"""Filters and counts over the columns: every facet of a search in milliseconds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import and_
from typing import Any

import numpy as np
from numpy.typing import NDArray

from textmine.store.file.columns import Coded, Columns, Mask, Numbers, Pairs
from textmine.store.find.queries import Query
from textmine.store.words import divisions
from textmine.store.words.naming import Naming

TOP = 30  # values shown of a facet that may have thousands (indicators, sources)


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value and how many passages have it; `children` for a place that was chosen."""

    value: str
    label: str
    count: int
    children: tuple[FacetValue, ...] = ()


@dataclass(frozen=True, slots=True)
class Facet:
    """The values of one filter, and how many passages have none."""

    name: str
    values: tuple[FacetValue, ...]
    unknown: int = 0


# ---- filters ----------------------------------------------------------------------------------
def masks_of(columns: Columns, query: Query) -> dict[str, Mask]:
    """A mask for each filter of *query* that is set, by the name of its facet."""
    masks: dict[str, Mask] = {}
    coded = {"genre": columns.genre, "source": columns.source}
    pairs = {"pattern": columns.pattern, "subtype": columns.subtype, "indicator": columns.indicator}
    columns_by_name: dict[str, Coded | Pairs] = {**coded, **pairs}
    for name, column in columns_by_name.items():
        wanted = getattr(query, name)
        if wanted:
            masks[name] = column.mask(wanted)
    if query.status:
        masks["status"] = columns.status.mask([query.status])
    if query.place:
        masks["place"] = place_mask(columns, query.place)
    if query.year:
        masks["year"] = year_mask(columns, *query.year)
    if query.has_metric is not None:
        masks["has_metric"] = columns.measured == query.has_metric
    for name in query.without:
        unstated = unstated_mask(columns, name)
        masks[name] = masks[name] | unstated if name in masks else unstated
    return masks


def unstated_mask(columns: Columns, name: str) -> Mask:
    """Passages of which the filter *name* has no value: what its facet counts as unknown."""
    codes: dict[str, NDArray[Any]] = {
        "place": columns.adcode.codes,
        "year": columns.year,
        "status": columns.status.codes,
        "genre": columns.genre.codes,
        "source": columns.source.codes,
    }
    unstated: Mask = codes[name] == 0
    return unstated


def year_mask(columns: Columns, first: int | None, last: int | None) -> Mask:
    """Passages whose period overlaps the years; those without one are out."""
    known = columns.year > 0
    return known & (columns.year <= (last or 9999)) & (columns.year_end >= (first or 1))


def place_mask(columns: Columns, places: Iterable[str]) -> Mask:
    """Passages in one of the *places*, by name or code, at the time or today.

    Where a code is known on neither side (a village, a region) the names are compared.
    """
    mask = np.zeros(len(columns), dtype=bool)
    coded = columns.adcode.mask(code for code in columns.adcode.values if code)
    for place in places:
        prefixes = divisions.prefixes_of(place)
        named = columns.place.mask(name for name in columns.place.values if place in name)
        mask |= np.where(coded, below(columns.adcode, prefixes), named) if prefixes else named
    return mask


def below(column: Coded, prefixes: tuple[str, ...]) -> Mask:
    """Where a code stands that is, or today is, within one of the divisions."""
    return column.mask(
        code
        for code in column.values
        if code and (code.startswith(prefixes) or divisions.today_of(code).startswith(prefixes))
    )


def combine(masks: Iterable[Mask], base: Mask) -> Mask:
    """Where all hold."""
    return reduce(and_, masks, base)


# ---- counts -----------------------------------------------------------------------------------
def count_facets(columns: Columns, query: Query, base: Mask, naming: Naming) -> tuple[Facet, ...]:
    """Every facet over the passages of *base* that meet all filters but the facet's own."""
    masks = masks_of(columns, query)
    whole = combine(masks.values(), base)

    def rows(name: str) -> Mask:
        if name not in masks:
            return whole
        return combine((mask for other, mask in masks.items() if other != name), base)

    return (
        _named_facet("pattern", columns.pattern, rows("pattern"), naming),
        _named_facet("subtype", columns.subtype, rows("subtype"), naming),
        _place_facet(columns, rows("place"), query.place),
        _year_facet(columns, rows("year")),
        _coded_facet("status", columns.status, rows("status")),
        _coded_facet("genre", columns.genre, rows("genre")),
        _measured_facet(columns, rows("has_metric")),
        _pairs_facet("indicator", columns.indicator, rows("indicator")),
        _coded_facet("source", columns.source, rows("source")),
    )


def _values(
    names: Sequence[str], counts: Numbers, limit: int | None = None
) -> Iterator[FacetValue]:
    """Values that occur, the most frequent first."""
    known = [code for code in np.flatnonzero(counts).tolist() if names[code]]
    known.sort(key=lambda code: (-counts[code], names[code]))
    for code in known[:limit]:
        yield FacetValue(names[code], names[code], int(counts[code]))


def _coded_facet(name: str, column: Coded, rows: Mask) -> Facet:
    counts = column.counts(rows)
    return Facet(name, tuple(_values(column.values, counts, TOP)), int(counts[0]))


def _pairs_facet(name: str, column: Pairs, rows: Mask) -> Facet:
    return Facet(name, tuple(_values(column.values, column.counts(rows), TOP)))


def _named_facet(name: str, column: Pairs, rows: Mask, naming: Naming) -> Facet:
    """All patterns or subtypes, as they are called."""
    values = _values(column.values, column.counts(rows))
    return Facet(name, tuple(replace(each, label=naming.name(each.value)) for each in values))


def _year_facet(columns: Columns, rows: Mask) -> Facet:
    counts = np.bincount(columns.year[rows], minlength=1)
    years = [int(year) for year in np.flatnonzero(counts)[::-1] if year]
    values = (FacetValue(str(year), str(year), int(counts[year])) for year in years)
    return Facet("year", tuple(values), int(counts[0]))


def _measured_facet(columns: Columns, rows: Mask) -> Facet:
    total, with_metric = int(rows.sum()), int((rows & columns.measured).sum())
    counts = (("yes", with_metric), ("no", total - with_metric))
    return Facet("has_metric", tuple(FacetValue(v, v, n) for v, n in counts if n))


def _place_facet(columns: Columns, rows: Mask, chosen: tuple[str, ...]) -> Facet:
    """Provinces; the cities of those chosen (or of an only one), and their counties likewise."""
    counts = columns.adcode.counts(rows)
    of = {columns.adcode.values[code]: int(counts[code]) for code in np.flatnonzero(counts)}
    unknown = of.pop("", 0)
    open_prefixes = {prefix for place in chosen for prefix in divisions.prefixes_of(place)}
    provinces = _level(of, divisions.PROVINCE, "")
    if len(provinces) == 1:
        open_prefixes.add(provinces[0].value)
    values = tuple(_opened(value, of, open_prefixes) for value in provinces)
    return Facet("place", values, unknown)


def _level(of: dict[str, int], length: int, above: str) -> list[FacetValue]:
    """The divisions of one level below *above*, the most frequent first."""
    counts: dict[str, int] = {}
    for code, count in of.items():
        prefix = code[:length]
        if code.startswith(above) and set(prefix[len(above) :]) != {"0"}:
            counts[prefix] = counts.get(prefix, 0) + count
    names = sorted(counts, key=lambda prefix: (-counts[prefix], prefix))
    return [FacetValue(prefix, divisions.name_of(prefix), counts[prefix]) for prefix in names]


def _opened(value: FacetValue, of: dict[str, int], chosen: set[str]) -> FacetValue:
    """*value* with what is below it, where it or something below it was chosen."""
    length = len(value.value)
    if length >= divisions.COUNTY or not any(p.startswith(value.value) for p in chosen):
        return value
    children = _level(of, length + 2, value.value)
    if len(children) == 1:  # nothing to choose between: its own divisions are shown
        chosen = chosen | {children[0].value}
    return replace(value, children=tuple(_opened(child, of, chosen) for child in children))
