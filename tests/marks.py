"""Reads sentences with marked spans (corpora/gold/places.txt, times.txt); refuses a bad mark.

    <place=370783>寿光市</place>在<time=2009>去年</time>试点。

One sentence a line. A line that begins with "#" is a comment; "## date=2010-05 title=…" holds for
the lines below it until the next "##".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

MARK = re.compile(r"<(?P<kind>[a-z]+)(?:=(?P<value>[^<>]+))?>(?P<text>[^<>]+)</(?P=kind)>")


@dataclass(frozen=True)
class Mark:
    """A span of the text, what kind it is and the value that it has (None: none stated)."""

    kind: str
    value: str | None
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Line:
    """A sentence without its marks, the marks, and the header that it stands under."""

    text: str
    marks: tuple[Mark, ...]
    header: dict[str, str] = field(default_factory=dict)
    number: int = 0


def read_marks(marked: str, kind: str) -> tuple[str, tuple[Mark, ...]]:
    """Splits a marked sentence into text and marks; ValueError for anything that is none."""
    text, marks, last = "", [], 0
    for match in MARK.finditer(marked):
        if match["kind"] != kind:
            raise ValueError(f"a mark of {match['kind']!r} among those of {kind!r}: {marked}")
        text += marked[last : match.start()]
        start, end = len(text), len(text) + len(match["text"])
        marks.append(Mark(kind, match["value"], start, end, match["text"]))
        text, last = text + match["text"], match.end()
    text += marked[last:]
    if "<" in text or ">" in text:
        raise ValueError(f"an unclosed or broken mark: {marked}")
    return text, tuple(marks)


def read_marked(path: Path, kind: str) -> list[Line]:
    """The marked sentences of a file; ValueError names the line of a bad one."""
    lines: list[Line] = []
    header: dict[str, str] = {}
    for number, row in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            if row.startswith("##"):
                header = _read_header(row)
            elif row and not row.startswith("#"):
                lines.append(Line(*read_marks(row, kind), header, number))
        except ValueError as error:
            raise ValueError(f"{path.name}, line {number}: {error}") from error
    return lines


def _read_header(row: str) -> dict[str, str]:
    pairs = [pair.partition("=") for pair in row[2:].split()]
    if any(not sign or not value for _, sign, value in pairs):
        raise ValueError(f"a header that is not key=value: {row}")
    return {key: value for key, _, value in pairs}
