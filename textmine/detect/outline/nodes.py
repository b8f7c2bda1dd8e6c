"""The items of a text while their tree is built, and which of them form a series."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textmine.detect.outline.openings import Opening
from textmine.types import SectionRole

AHEAD = 40  # items among which the rest of a series is looked for
MOST_BROTHERS = 20


@dataclass(slots=True)
class Node:
    """An item while the tree is built; see `layers.Item` for the fields that it shares."""

    opening: Opening
    start: int
    end: int
    label_end: int
    level: int
    parent: int
    role: SectionRole = "other"

    @property
    def kind(self) -> str:
        """The kind of its marker."""
        return self.opening.kind

    @property
    def number(self) -> int:
        """Its number in the series."""
        return self.opening.number

    @property
    def at_line(self) -> bool:
        """Whether it begins a line."""
        return self.opening.at_line

    @property
    def has_label(self) -> bool:
        """Whether it has a heading or a run-in label."""
        return self.label_end > self.start


def same_series(one: Opening, other: Opening) -> bool:
    """Whether two openings count on in one series."""
    if one.kind or other.kind:
        return one.kind == other.kind
    return one.rank == other.rank


def is_last(nodes: Sequence[Node], index: int) -> bool:
    """Whether no item of the same series follows."""
    node = nodes[index]
    return not any(
        later.parent == node.parent and later.kind == node.kind and later.number > node.number
        for later in nodes[index + 1 : index + 1 + AHEAD]
    )


def brothers(nodes: Sequence[Node], index: int) -> list[Node]:
    """The items of the same series before this one, back to the first; none before a first one."""
    node = nodes[index]
    if node.number == 1:
        return []
    found: list[Node] = []
    for position in range(index - 1, -1, -1):
        other = nodes[position]
        if other.parent == node.parent and other.kind == node.kind:
            found.append(other)
            if other.number == 1 or len(found) > MOST_BROTHERS:
                break
        elif other.level < node.level:
            break
    return found


def later_brothers(nodes: Sequence[Node], index: int) -> list[Node]:
    """The items of the same series that go on after the first, two or more."""
    node, found = nodes[index], []
    for other in nodes[index + 1 : index + 1 + AHEAD]:
        if other.parent == node.parent and other.kind == node.kind:
            if other.number <= node.number:
                break
            found.append(other)
    return found if len(found) > 1 else []
