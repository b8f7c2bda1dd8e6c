"""What documents are called: by where they lie below what the user named, no two alike.

One rule for files of this machine and for those at addresses.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Protocol, Self, TypeVar


class Named(Protocol):
    """A document that is named by a part of where it lies."""

    @property
    def name(self) -> str:
        """Relative to what the user named."""

    def from_above(self) -> Self:
        """The same, named from the folder above; unchanged where there is none."""

    def called(self, name: str) -> Self | None:
        """The same by another name, relative to a folder further up or down; None if it is none."""


N = TypeVar("N", bound=Named)


def tell_apart(documents: Sequence[N]) -> list[N]:
    """The documents by name, those that would bear one name named from a folder further up.

    So none takes the place of another. What still bears one name lies on two drives.
    """
    found = list(documents)
    while alike := _alike(found):
        apart = [each.from_above() if each.name in alike else each for each in found]
        if apart == found:
            break
        found = apart
    return sorted({each.name: each for each in found}.values(), key=lambda each: each.name)


def _alike(documents: Sequence[Named]) -> set[str]:
    """The names that several bear."""
    return {name for name, count in Counter(each.name for each in documents).items() if count > 1}
