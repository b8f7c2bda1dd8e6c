"""What the reader of an office format or a PDF hands to `files`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from textmine.aligned import AlignedText
from textmine.types import Candidate

MAX_CELL = 120  # characters of a cell of data, a sentence or two; a longer one is layout
DAMAGED = "is a damaged or truncated document; get it again, or open it and save it anew"


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """The text of a document, a paragraph a line, and where its paragraphs and pages begin.

    `body` is None where it is all of `text`; `media_type` where the reader knows better than the
    first bytes of the file do; `confidences` and `sureness` as in `types.Page`.
    """

    text: str
    body: AlignedText | None = None
    paragraphs: tuple[int, ...] = ()
    breaks: tuple[int, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    warnings: tuple[str, ...] = ()
    confidences: tuple[float, ...] = ()
    sureness: tuple[float, ...] = ()
    media_type: str | None = None


def line_starts(text: str) -> tuple[int, ...]:
    """The offsets at which line 2, 3, … begin."""
    return tuple(at + 1 for at, character in enumerate(text) if character == "\n")


def table_lines(rows: Sequence[Sequence[Sequence[str]]]) -> Iterator[str]:
    """A line a row, cells parted by tabs; a table of long texts is layout, its cells are lines.

    *rows* hold cells, cells their lines.
    """
    longest = max((sum(map(len, cell)) for row in rows for cell in row), default=0)
    for row in rows:
        if (longest > MAX_CELL and len(row) < 3) or len(row) == 1:
            yield from (line for cell in row for line in cell)
        else:
            yield "\t".join(" ".join(cell).replace("\t", " ") for cell in row).rstrip("\t")


# What may be a mark of secrecy (`clean.secrecy` decides): kept of what stands beside the text.
SECRET = re.compile(r"密|[内內][\s\u3000]{0,4}[部参參]|党内|[此本]件.{0,3}公|公开(?:属|选|方|类)")
LONGEST_MARK = 80  # characters


def may_be_mark(line: str) -> bool:
    """Whether a line beside a text may say that it is secret."""
    return len(line) <= LONGEST_MARK and SECRET.search(line) is not None


def secrecy_of(lines: Iterable[str], origin: str = "margin") -> Iterator[Candidate]:
    """Candidates for a mark of secrecy among running heads, properties or cells beside a text."""
    for line in dict.fromkeys(" ".join(line.split()) for line in lines):
        if may_be_mark(line):
            yield Candidate(field="secrecy", value=line, origin=origin)
