"""Work in groups: small enough to be shared out evenly, large enough to be worth handing out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")


def in_groups(
    items: Iterable[T], size_of: Callable[[T], int], *, enough: int, most: int
) -> Iterator[list[T]]:
    """*items* in order: a group ends where its sizes come to *enough*, or it holds *most*."""
    group: list[T] = []
    size = 0
    for item in items:
        group.append(item)
        size += size_of(item)
        if size >= enough or len(group) >= most:
            yield group
            group, size = [], 0
    if group:
        yield group
