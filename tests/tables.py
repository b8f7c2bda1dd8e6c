"""The tables of others beside the checkout, and how much of what they hold is found."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, Protocol

import pytest

SHARED = Path(__file__).parents[2] / "shared" / "data"


class Found(Protocol):
    """What stands at a span and is worth something."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def value(self) -> float: ...


def read_rows(name: str) -> list[dict[str, Any]]:
    """The rows of a table; none where it is absent."""
    path = SHARED / name
    return (
        [json.loads(row) for row in path.read_text("utf-8").splitlines()] if path.exists() else []
    )


def share_found(
    rows: Iterable[dict[str, Any]], tier: str, find: Callable[[str], Sequence[Found]]
) -> float:
    """The share of the values of a tier that are found where they stand."""
    wanted = [
        (row["text"], entry) for row in rows if row["tier"] == tier for entry in row["expected"]
    ]
    hits = [
        any(
            found.start < entry["end"]
            and entry["start"] < found.end
            and found.value == pytest.approx(float(entry["value"]))
            for found in find(text)
        )
        for text, entry in wanted
    ]
    return sum(hits) / len(hits)
