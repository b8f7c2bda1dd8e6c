"""What an address asks for, and the addresses of neighbouring questions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, get_args
from urllib.parse import urlencode

from textmine.errors import SettingsError
from textmine.store.find.queries import Order, Query, parse_words
from textmine.store.find.searches import Params

MANY = ("pattern", "subtype", "place", "genre", "indicator", "source", "without")
ONE = ("year", "status", "has_metric")
FILTERS = ("pattern", "subtype", "place", "year", "status", "genre", "has_metric", "indicator",
           "source", "without")  # fmt: skip

# Bounds of what an address may hold; a person's question stays far below them.
MAX_VALUES = 20
MAX_CHARACTERS = 100
MAX_PAGE = 5_000

YEARS = re.compile(r"(?P<first>\d{4})?(?:(?P<dash>[-–—])(?P<last>\d{4})?)?")


@dataclass(frozen=True, slots=True)
class Asked:
    """A query and the parameters that made it, without the page."""

    query: Query
    params: Params
    page: int = 1
    path: str = "/"

    def link(self, params: Iterable[tuple[str, str]], page: int = 1) -> str:
        """The address of a question."""
        pairs = [*params, *([("page", str(page))] if page > 1 else [])]
        return self.path + ("?" + urlencode(pairs) if pairs else "")

    def at_page(self, page: int) -> str:
        """The same question, another page of its results."""
        return self.link(self.params, page)

    def has(self, name: str, value: str) -> bool:
        """Whether a filter value is on."""
        return (name, value) in self.params

    def toggle(self, name: str, value: str) -> str:
        """The question with a filter value on, or off where it is on."""
        if self.has(name, value):
            return self.without(name, value)
        kept = [pair for pair in self.params if name in MANY or pair[0] != name]
        return self.link([*kept, (name, value)])

    def without(self, name: str, value: str) -> str:
        """The question without a filter value."""
        return self.link(pair for pair in self.params if pair != (name, value))

    def given(self, name: str, value: str) -> str:
        """The question with one parameter set to *value* ("" takes it out)."""
        kept = [pair for pair in self.params if pair[0] != name]
        return self.link([*kept, (name, value)] if value else kept)

    def cleared(self) -> str:
        """The words alone."""
        return self.link(pair for pair in self.params if pair[0] not in FILTERS)

    @property
    def says_nothing(self) -> bool:
        """Whether words were given of which none has a letter or a figure."""
        return bool(self.query.words) and parse_words(self.query.words).empty

    def export(self, form: str, table: str) -> str:
        """The address of a file of everything that is found."""
        return "/export?" + urlencode([("form", form), ("table", table), *self.params])

    @property
    def filters(self) -> Params:
        """The filter values that are on."""
        return tuple(pair for pair in self.params if pair[0] in FILTERS)

    @property
    def filter_values(self) -> Mapping[str, list[str]]:
        """The filter values that are on, by filter."""
        found: dict[str, list[str]] = {}
        for name, value in self.filters:
            found.setdefault(name, []).append(value)
        return found


def read_asked(given: Iterable[tuple[str, str]], *, size: int, path: str = "/") -> Asked:
    """The question of a request's parameters; raises SettingsError for what cannot be asked."""
    values: dict[str, list[str]] = {}
    for name, value in given:
        if value.strip():
            values.setdefault(name, []).append(value.strip())
    if "from" in values or "to" in values:
        first, last = (values.get(name, [""])[0] for name in ("from", "to"))
        values["year"] = [f"{first}-{last}" if first != last else first]
    page = _whole(values.get("page", ["1"])[0], "page", MAX_PAGE)
    filters: dict[str, Any] = {name: tuple(_bounded(name, values)) for name in MANY}
    query = Query(
        words=values.get("q", [""])[0],
        status=next(iter(_bounded("status", values)), None),
        year=read_years(_bounded("year", values)),
        has_metric=_yes(_bounded("has_metric", values)),
        widen=values.get("widen") != ["0"],
        suspects=values.get("suspects") != ["0"],
        order=_order(values.get("order", ["relevance"])[0]),
        unit="passage" if values.get("unit") == ["passage"] else "practice",
        limit=size,
        offset=(page - 1) * size,
        **filters,
    )
    return Asked(query, tuple(_params(values)), page, path)


def _params(values: Mapping[str, list[str]]) -> Iterable[tuple[str, str]]:
    """What of the parameters stays in addresses, in one order."""
    for name in ("q", *FILTERS, "widen", "suspects", "order", "unit"):
        kept = values.get(name, [])
        yield from ((name, value) for value in dict.fromkeys(kept if name in MANY else kept[:1]))


def _bounded(name: str, values: Mapping[str, list[str]]) -> list[str]:
    found = values.get(name, [])
    if len(found) > MAX_VALUES or any(len(value) > MAX_CHARACTERS for value in found):
        raise SettingsError(name, "is too long")
    return found


def _whole(text: str, name: str, most: int) -> int:
    if not re.fullmatch(r"[0-9]{1,6}", text) or not 1 <= int(text) <= most:
        raise SettingsError(name, f"is a number from 1 to {most}")
    return int(text)


def _yes(found: list[str]) -> bool | None:
    return {"yes": True, "no": False}.get(found[0]) if found else None


def _order(text: str) -> Order:
    orders: tuple[Order, ...] = get_args(Order)
    for order in orders:
        if text == order:
            return order
    raise SettingsError("order", f"is one of {', '.join(orders)}")


def read_years(found: list[str]) -> tuple[int | None, int | None] | None:
    """ "2009" is (2009, 2009), "2008-2012" both, "2008-" open; [] is None."""
    if not found:
        return None
    match = YEARS.fullmatch(found[0])
    if not match or not (match["first"] or match["last"]):
        raise SettingsError("year", "is a year, or two as in 2008-2012")
    first = int(match["first"]) if match["first"] else None
    if match["dash"] is None:
        return first, first
    return first, int(match["last"]) if match["last"] else None


def with_page_of(asked: Asked, total: int) -> Asked:
    """The last page where the one asked for lies behind it."""
    size = asked.query.limit
    last = max(1, -(-total // size))
    if asked.page <= last:
        return asked
    return replace(asked, query=replace(asked.query, offset=(last - 1) * size), page=last)
