"""The words of a text, found by offset."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """Words, the offsets at which they begin, and their tags; empty where nobody segmented."""

    words: Sequence[str] = ()
    starts: Sequence[int] = ()
    tags: Sequence[str] = ()

    def at(self, offset: int) -> int:
        """The index of the word that covers *offset*, -1 without words."""
        return bisect_right(self.starts, offset) - 1 if len(self.starts) else -1
