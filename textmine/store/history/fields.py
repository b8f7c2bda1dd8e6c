"""Which fields of a record people may correct, and to what."""

from __future__ import annotations

import re
import typing
from collections.abc import Callable, Mapping
from typing import Any

from textmine.plain import to_dict
from textmine.store.words.periods import years_of
from textmine.types import ChangeKind, Genre, Level, MetricRole, Modifier, Record, Status

MAX_PATTERNS = 3  # of a practice (design.md, section 4)
DATE = re.compile(r"\d{4}(-\d{2}){0,2}")

Check = Callable[[Any], bool]


def _one_of(literal: Any) -> Check:
    return lambda value: value in typing.get_args(literal)


def _optional(check: Check) -> Check:
    return lambda value: value is None or check(value)


def _words(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def number_like(value: Any) -> bool:
    """Whether a value is a number; True and False are none."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _list(value: Any) -> bool:
    return isinstance(value, (list, tuple)) and all(map(_words, value))


def _patterns(value: Any) -> bool:
    return _list(value) and 1 <= len(value) <= MAX_PATTERNS


def _place(value: Any) -> bool:
    return isinstance(value, Mapping) and set(value) <= {"text", "adcode"} and _words(value["text"])


def _span(value: Any) -> bool:
    return isinstance(value, Mapping) and 0 <= value.get("start", -1) < value.get("end", -1)


def _period(value: Any) -> bool:
    return _words(value) and years_of(value) is not None


def _date(value: Any) -> bool:
    return _words(value) and DATE.fullmatch(value) is not None


FIELDS: Mapping[str, Mapping[str, Check]] = {
    "article": {
        "title": _optional(_words),
        "author": _optional(_words),
        "issuer": _optional(_words),
        "number": _optional(_words),
        "date": _optional(_date),
        "genre": _one_of(Genre),
        "suspect": _optional(_words),
        "place": _optional(_place),
    },
    "practice": {
        "name": _words,
        "status": _one_of(Status),
        "patterns": _patterns,
        "subtypes": _list,
        "place": _optional(_place),
        "period": _optional(_period),
        "summary": _optional(_words),
        "keywords": _list,
        "span": _span,
    },
    "metric": {
        "indicator": _optional(_words),
        "indicator_key": _optional(_words),
        "value": number_like,
        "value_max": _optional(number_like),
        "unit": _words,
        "modifier": _optional(_one_of(Modifier)),
        "change": _optional(_one_of(ChangeKind)),
        "period": _optional(_period),
        "place": _optional(_place),
        "role": _optional(_one_of(MetricRole)),
        "total": lambda value: isinstance(value, bool),
        "practice": _optional(_words),
    },
    "place": {
        "adcode": _optional(_words),
        "successor": _optional(_words),
        "level": _one_of(Level),
        "full": _optional(_words),
    },
}


def value_of(record: Record, identity: str, field: str) -> Any:
    """What a field of the article, practice, metric or place says now, as it stands in JSON."""
    items: Any = (record, *record.practices, *record.metrics, *record.places)
    item = next(item for item in items if item.id == identity)
    if field == "practice":
        return None if item.practice is None else record.practices[item.practice].id
    return stated(item, field)


def stated(item: Any, field: str) -> Any:
    """What a field of an article, practice, metric or place says, as it stands in JSON."""
    if field == "patterns":
        return [label.code for label in item.patterns]
    if field == "span":
        return {"start": item.start, "end": item.end}
    if field == "change":
        return item.change.kind if item.change else None
    return to_dict(getattr(item, field))
