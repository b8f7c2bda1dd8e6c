"""Practices and metrics that a person added: words of an article in which nobody found them.

Made anew from what was said of them each time the article is mined, where the words stand now.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from textmine.detect.numbers.units import to_si
from textmine.extract.figures.keys import load_keys
from textmine.store.history.events import Event
from textmine.store.history.identity import span_id
from textmine.store.history.spots import find_span, spots_of
from textmine.types import Change, Label, Metric, PlaceRef, Practice, Record

if TYPE_CHECKING:
    from textmine.detect.layers import Quantity

Added = Literal["practice", "metric"]
SURE = 1.0  # the score of what a person said


def added_kind(values: Mapping[str, Any]) -> Added:
    """What the values of an event that adds something make."""
    return "metric" if "value" in values else "practice"


def span_of(record: Record, event: Event) -> tuple[int, int] | None:
    """Where the words that the event adds stand in *record*, or None.

    Of a file that has changed the article is not known any more: there the words must stand once.
    An event of an older version does not tell its words, only where they stood.
    """
    start, end = int(event.new["start"]), int(event.new["end"])
    words = str(event.new.get("words", ""))
    if event.target.id != record.id:
        changed = event.target.sha256 != record.source.sha256
        return find_span(record.text, words) if changed and record.text.count(words) == 1 else None
    if words:
        return find_span(record.text, words, start)
    return (start, end) if end <= len(record.text) else None


def make_practice(
    record: Record, decoded: str | None, span: tuple[int, int], values: Mapping[str, Any]
) -> Practice:
    """The practice that somebody made of a span."""
    spots = spots_of(record, decoded, *span)
    return Practice(
        id=span_id(record.id, "p", spots["source_start"], spots["source_end"]),
        name=values["name"],
        status=values.get("status", "implemented"),
        patterns=tuple(Label(code=code, score=SURE) for code in values["patterns"]),
        subtypes=tuple(values.get("subtypes", ())),
        place=_place(values),
        period=values.get("period"),
        score=SURE,
        **spots,
        **_page_of(record, span[0]),
    )


def make_metric(
    record: Record, decoded: str | None, span: tuple[int, int], values: Mapping[str, Any]
) -> Metric:
    """The metric that somebody read in a span; its id is that of the number, as when mined."""
    start, end = span
    number = _number_in(record.text[start:end], values["value"])
    of_number = spots_of(record, decoded, start + number[0], start + number[1])
    indicator = values.get("indicator")
    change = values.get("change")
    return Metric(
        id=span_id(record.id, "m", of_number["source_start"], of_number["source_end"]),
        text=record.text[start:end],
        indicator=indicator,
        indicator_key=values.get("indicator_key") or (load_keys().key(indicator or "") or None),
        value=values["value"],
        value_max=values.get("value_max"),
        unit=values["unit"],
        unit_si=to_si(values["value"], values.get("value_max"), values["unit"]),
        modifier=values.get("modifier"),
        change=Change(kind=change) if change else None,
        period=values.get("period"),
        place=_place(values),
        role=values.get("role"),
        total=values.get("total", False),
        score=SURE,
        **spots_of(record, decoded, start, end),
        **_page_of(record, start),
    )


def read_amount(words: str) -> dict[str, Any]:
    """Value, unit and modifier of the first quantity of some words; nothing where there is none.

    >>> read_amount("发展党员37名")
    {'value': 37.0, 'value_max': None, 'unit': '名', 'modifier': None}
    """
    found = next(iter(_quantities(words)), None)
    if found is None:
        return {}
    return {name: getattr(found, name) for name in ("value", "value_max", "unit", "modifier")}


def _number_in(words: str, value: float) -> tuple[int, int]:
    """Where the quantity of that value stands in the words; all of them where none does."""
    spans = ((q.start, q.end) for q in _quantities(words) if value in (q.value, q.value_max))
    return next(spans, (0, len(words)))


def _quantities(words: str) -> list[Quantity]:
    from textmine.detect.quantities import find_quantities  # loads spaCy, which no search needs

    return find_quantities(words)


def _place(values: Mapping[str, Any]) -> PlaceRef | None:
    place = values.get("place")
    return PlaceRef(**place) if place else None


def _page_of(record: Record, start: int) -> dict[str, Any]:
    """Page and paragraph, as of whatever was found in the same line of the text."""
    first = record.text.rfind("\n", 0, start) + 1
    last = record.text.find("\n", start)
    for items in (record.metrics, record.places, record.practices):
        for item in items:
            if first <= item.start < (last if last >= 0 else len(record.text)):
                return {"page": item.page, "paragraph": item.paragraph}
    return {}
