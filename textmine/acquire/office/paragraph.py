"""A paragraph of an office document while it is being read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from textmine.acquire.office.numbering import joined
from textmine.acquire.office.xml import Element

MAX_NESTING = 30  # of tables, lists and boxes within each other; what is deeper is left out
NOTE_DEPTH = MAX_NESTING - 3  # where a note is read: it may hold little more than paragraphs


@dataclass(slots=True)
class Paragraph:
    """What a paragraph says, the notes it refers to, the boxes it anchors."""

    parts: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)

    def note(self, number: int, lines: Iterable[str]) -> None:
        """Set the mark of a note here; the note itself follows the paragraph."""
        self.parts.append(f"[{number}]")
        self.notes.append(f"[{number}] {''.join(lines).strip()}")

    def lines(self, number: str) -> Iterator[str]:
        """The paragraph behind the *number* that its list gives it, then its notes."""
        said = "".join(self.parts)
        if said.strip():
            yield from joined(number, said.lstrip() if number else said).split("\n")
        yield from self.notes
