"""The lists of an ODT: what stands before a paragraph of a list, and before headings.

List styles: OpenDocument 1.3, part 3, 16.30 to 16.34; formats of numbers: 19.500.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from textmine.acquire.office.numbering import Counter, Level
from textmine.acquire.office.xml import Element, attribute, child, children, local

# The first sign of a format that is told by its first numbers ("一, 二, 三, ..."), and what it is.
FORMATS = {
    "1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman",
    "一": "chineseCounting", "壹": "chineseLegalSimplified", "甲": "ideographTraditional",
    "子": "ideographZodiac", "①": "decimalEnclosedCircle", "１": "decimalFullWidth",
    "⑴": "decimalEnclosedParen", "㊀": "ideographEnclosedCircle", "〇": "ideographDigital",
}  # fmt: skip
TRADITIONAL = "貳"  # in 壹, 貳, 參, ...
PLACEHOLDER = re.compile(r"%(\d+)%")


@dataclass(slots=True)
class Place:
    """Where a paragraph stands in lists: the counter of its list, its level, and its item."""

    counter: Counter
    level: int
    style: str
    waits: bool = False  # for the first paragraph of an item, which bears its number

    def begin(self, item: Element) -> None:
        """Go on to an item; a header of the list has no number."""
        self.waits = local(item) == "list-item"
        start = attribute(item, "start-value")
        if start and start.isdigit():
            self.counter.values[self.level] = int(start) - 1

    def number(self) -> str:
        """The number before a paragraph: that of its item, once."""
        if not self.waits:
            return ""
        self.waits = False
        return self.counter.step(self.level)


class Lists:
    """The list styles of a document and the counters of its lists."""

    def __init__(self, *parents: Element | None) -> None:
        self.styles = {
            attribute(style, "name") or "": _levels(style)
            for parent in reversed(parents)
            for style in children(parent, "list-style")
        }
        outlines = (child(parent, "outline-style") for parent in parents)
        self.outline = next((_levels(style) for style in outlines if style is not None), {})
        self.last: dict[str, Counter] = {}  # by style
        self.known: dict[str, Counter] = {}  # by the list's own name

    def enter(self, element: Element, outer: Place | None) -> Place:
        """The place that a list opens, a level below that of the list which holds it."""
        if outer is not None:
            outer.waits = False
            return Place(outer.counter, outer.level + 1, outer.style)
        style = attribute(element, "style-name") or ""
        counter = self._continued(element, style) or Counter(self.styles.get(style, {}))
        self.last[style] = counter
        self.known[attribute(element, "id") or ""] = counter
        return Place(counter, 0, style)

    def _continued(self, element: Element, style: str) -> Counter | None:
        """The counter of the list that this one goes on with; None where it begins anew."""
        before = attribute(element, "continue-list")
        if before in self.known:
            return self.known[before or ""]
        goes_on = attribute(element, "continue-numbering") == "true"
        return self.last.get(style) if goes_on else None


def _levels(style: Element) -> dict[int, Level]:
    found: dict[int, Level] = {}
    for element in style:
        number = attribute(element, "level") or ""
        if number.isdigit() and local(element).endswith(("-number", "-bullet", "-level-style")):
            found[int(number) - 1] = _level(element, int(number))
    return found


def _level(element: Element, number: int) -> Level:
    if local(element).endswith("-bullet"):
        return Level(format="bullet", text=attribute(element, "bullet-char") or "")
    shown = attribute(element, "num-format") or ""
    if not shown:
        return Level(format="none")
    written = attribute(element, "num-list-format")  # as LibreOffice writes it: （%1%）
    text = PLACEHOLDER.sub(r"%\1", written) if written else _written(element, number)
    start = attribute(element, "start-value") or "1"
    form = "ideographLegalTraditional" if TRADITIONAL in shown else FORMATS.get(shown[0], "decimal")
    return Level(start=int(start) if start.isdigit() else 1, format=form, text=text)


def _written(element: Element, number: int) -> str:
    """（%1）, 1.%2: what stands around a number, and the numbers of the levels above it."""
    levels = attribute(element, "display-levels") or "1"
    count = min(int(levels), number) if levels.isdigit() else 1
    numbers = ".".join(f"%{level}" for level in range(number - count + 1, number + 1))
    return (
        f"{attribute(element, 'num-prefix') or ''}{numbers}{attribute(element, 'num-suffix') or ''}"
    )
