"""Frozen values that are made by the hundred: open until they are whole."""

from __future__ import annotations

import dataclasses
from typing import Any, TypeVar, cast

T = TypeVar("T")


def opened(kind: type[T]) -> type[T]:
    """A class that makes values of a frozen dataclass, all given by name, in half the time.

    The dataclass itself asks its guard about each field that it sets. Here the fields are set
    while nothing guards them, and then the value becomes one of *kind*.
    """

    def close(value: Any) -> None:
        value.__class__ = kind

    fields = [
        (each.name, Any, dataclasses.field(default=each.default))
        for each in dataclasses.fields(kind)  # type: ignore[arg-type]
    ]
    plain: Any = dataclasses.make_dataclass(
        kind.__name__, fields, kw_only=True, namespace={"__post_init__": close}
    )
    own = {
        "__slots__": (),
        "__init__": plain.__init__,
        "__post_init__": close,
        "__setattr__": object.__setattr__,
        "__delattr__": object.__delattr__,
    }
    return cast("type[T]", type(kind.__name__, (kind,), own))
