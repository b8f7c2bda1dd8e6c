"""Reads sentences with their metrics marked (corpora/gold/metrics.txt); refuses a bad mark."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from textmine.aligned import AlignedText
from textmine.chinese.script import to_simplified

MARKED = re.compile(
    r"<(?P<surface>[^|<>]+)\|(?P<value>[<>~]?[^|<>]*)\|(?P<indicator>[^|<>]*)\|(?P<fields>[^<>]*)>"
)
VALUE = re.compile(
    r"(?P<sign>[<>~]?)(?P<low>-?\d+(?:\.\d+)?)(?:\.\.(?P<high>\d+(?:\.\d+)?))?(?P<unit>\D.*)"
)
MODIFIERS = {"": None, "<": "under", ">": "over", "~": "about"}


@dataclass(frozen=True)
class Mark:
    """A metric as a reader marked it; start and end are those of the surface."""

    start: int
    end: int
    value: float
    value_max: float | None
    unit: str
    modifier: str | None
    indicator: str
    change: str | None = None
    period: str | None = None
    place: str | None = None
    action: str | None = None


@dataclass(frozen=True)
class Line:
    """A paragraph with its marks, and the article that it stands in."""

    text: str
    marks: tuple[Mark, ...]
    date: str | None
    place: str | None
    number: int
    header: dict[str, str] = field(default_factory=dict)


def read_marked(path: Path) -> list[Line]:
    """The lines of *path*; ValueError for a mark that says nothing or a line that breaks off."""
    lines: list[Line] = []
    header: dict[str, str] = {}
    for number, row in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if row.startswith("## "):
            header = dict(pair.split("=", 1) for pair in row[3:].split())
            if header.get("place") == "-":
                del header["place"]
        elif row and not row.startswith("#"):
            if header.get("script") == "hant":
                row = to_simplified(AlignedText.of(row)).text
            lines.append(read_line(row, header, number))
    return lines


def read_line(row: str, header: dict[str, str], number: int = 0) -> Line:
    """One marked paragraph."""
    text, marks, last = "", [], 0
    for match in MARKED.finditer(row):
        text += row[last : match.start()]
        marks.append(_read_mark(match, len(text), header, number))
        text, last = text + match["surface"], match.end()
    text += row[last:]
    if re.search(r"[<>|]", text):
        raise ValueError(f"line {number}: a mark is not closed: {text}")
    return Line(text, tuple(marks), header.get("date"), header.get("place"), number, header)


def _read_mark(match: re.Match[str], start: int, header: dict[str, str], number: int) -> Mark:
    value = VALUE.fullmatch(match["value"] or match["surface"])
    if value is None:
        raise ValueError(f"line {number}: no value in {match[0]}")
    fields = dict(pair.split("=", 1) for pair in match["fields"].split(";") if pair)
    place = fields.get("@", header.get("place"))
    return Mark(
        start=start,
        end=start + len(match["surface"]),
        value=float(value["low"]),
        value_max=float(value["high"]) if value["high"] else None,
        unit=value["unit"],
        modifier=MODIFIERS[value["sign"]],
        indicator=match["indicator"],
        change=fields.get("c"),
        period=fields.get("p"),
        place=None if place == "-" else place,
        action=fields.get("a"),
    )
