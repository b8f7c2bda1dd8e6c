"""Frozen dataclasses: the names of their fields, and how they pass between processes quickly."""

from __future__ import annotations

import copyreg
import dataclasses
import typing
from collections.abc import Hashable
from functools import cache
from operator import attrgetter
from typing import Any


@cache
def field_names(kind: Hashable) -> tuple[str, ...]:
    """The names of a dataclass's fields; none of another type."""
    fields = dataclasses.fields(typing.cast(Any, kind)) if dataclasses.is_dataclass(kind) else ()
    return tuple(entry.name for entry in fields)


def pickle_by_fields(*kinds: type[Any]) -> None:
    """Let pickle take values of *kinds* apart by their fields: twice as fast as by itself.

    For kinds of two fields or more.
    """
    for kind in kinds:
        copyreg.pickle(kind, _reduce)


def _reduce(value: Any) -> tuple[Any, ...]:
    kind: Any = type(value)
    return _restore, (kind, *_getter(kind)(value))


@cache
def _getter(kind: Hashable) -> attrgetter[tuple[Any, ...]]:
    """What takes all fields of a value; of one field it would give no tuple."""
    return attrgetter(*field_names(kind))


def _restore(kind: Any, *values: Any) -> Any:
    new, put = object.__new__(kind), object.__setattr__
    for name, value in zip(field_names(kind), values, strict=True):
        put(new, name, value)
    return new
