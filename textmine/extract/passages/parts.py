"""The parts of a list that no marker numbers, and how long they must be to be measures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

# Shorter parts are the steps of one measure, not measures ("定人、定岗、定责").
LEAST_CLAUSE, LEAST_MEAN = 18, 24
LEAST_COUNTED = (14, 18)  # least and mean where each states a figure or has a label
CLAUSE = re.compile(r"[^;；]+[;；]?")
FIGURE = re.compile(r"\d")


class Part(NamedTuple):
    """One measure of a list."""

    start: int
    end: int


def are_long(parts: Sequence[Part], least: int, mean: int) -> bool:
    """Whether each part has the least length, and all together the mean."""
    lengths = [part.end - part.start for part in parts]
    return bool(parts) and min(lengths) >= least and sum(lengths) >= mean * len(lengths)
