"""The light tree of a page: its elements, its lines, and the text of each with its places."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from textmine.aligned import AlignedText

ENTITY = re.compile(r"&(?:\#(?:[0-9]{1,8}|[xX][0-9a-fA-F]{1,7})|[a-zA-Z][a-zA-Z0-9]{1,31});?")
ATTRIBUTE = re.compile(r"""([^\s"'>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
SPACE = re.compile(r"[ \t\r\n\f\v\xa0\u2002-\u200a\u3000]+")


class Node:
    """An element; `number` is its place in document order, `last` that of its last descendant."""

    __slots__ = ("_attributes", "last", "number", "parent", "raw", "start", "tag")

    def __init__(self, number: int, tag: str, raw: str, parent: Node | None, start: int) -> None:
        self.number = self.last = number
        self.start = start  # of the attributes, in the source
        self.tag = tag
        self.raw = raw
        self.parent = parent
        self._attributes: dict[str, str] | None = None

    @property
    def attributes(self) -> dict[str, str]:
        """Attributes by lower-case name, entities resolved."""
        if self._attributes is None:
            self._attributes = read_attributes(self.raw)
        return self._attributes

    def __contains__(self, other: Node) -> bool:
        return self.number <= other.number <= self.last


class Span(NamedTuple):
    """A stretch of the source without tags; an empty one stands for the sign `between`."""

    start: int
    end: int
    linked: bool = False
    between: str = ""


@dataclass(slots=True, eq=False)
class Block:
    """One line of the page: text between two borders, in the `node` that holds it.

    `text` is what `spans` say, in plain form: entities resolved, white space folded. A table
    row with short cells is one line, its cells parted by tabs.
    """

    node: Node
    spans: list[Span]
    text: str
    linked: int = 0  # characters in links


@dataclass(slots=True)
class Tree:
    """A page: its elements and lines in document order, and what its head says."""

    source: str
    nodes: list[Node] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    metas: list[Node] = field(default_factory=list)  # meta and link elements
    title: tuple[int, int] | None = None
    index: Any = None  # of the elements by id and class, made on demand


def read_attributes(raw: str) -> dict[str, str]:
    """The attributes of a start tag; the first of a name counts, as in browsers."""
    found: dict[str, str] = {}
    for name, double, single, bare in ATTRIBUTE.findall(raw):
        value = double or single or bare
        found.setdefault(name.lower(), html.unescape(value) if "&" in value else value)
    return found


def plain(source: str, start: int, end: int) -> str:
    """A stretch of markup without tags, as text: entities resolved, white space folded."""
    text = source[start:end]
    if "&" in text:
        text = html.unescape(text)
    return " ".join(text.split())


def aligned(source: str, spans: list[Span]) -> AlignedText:
    """The text of a block with its places.

    A line break between Chinese characters vanishes, unless a tag stands there, too.
    """
    cells: list[list[tuple[str, int, int]]] = [[]]
    for start, end, _, between in spans:
        if between == "\t":
            cells.append([])
        elif between:
            cells[-1].append((between, start, end))
        else:
            cells[-1].extend(_resolved(source, start, end))
    texts = [_folded(AlignedText.from_pieces(cell)) for cell in cells]
    while texts and not texts[-1].text:
        texts.pop()
    return AlignedText.join(texts, "\t")


def _resolved(source: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """Pieces of text with entities resolved."""
    for match in ENTITY.finditer(source, start, end):
        yield source[start : match.start()], start, match.start()
        yield html.unescape(match[0]), *match.span()
        start = match.end()
    yield source[start:end], start, end


def _folded(text: AlignedText) -> AlignedText:
    plain_text = text.text

    def fold(match: re.Match[str]) -> str:
        start, end = match.span()
        if not start or end == len(plain_text):
            return ""
        if "\n" in match[0] and plain_text[start - 1] > "\u2e7f" < plain_text[end]:
            source, source_end = text.source_span(start - 1, end + 1)
            return "" if source_end - source == end - start + 2 else " "
        return " "

    return text.sub(SPACE, fold)
