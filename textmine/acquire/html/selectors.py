"""Elements of a page by CSS selector.

A selector that names an element by its own attributes is looked up in an index; any other
(`div.main > p`, `p:last-of-type`) is left to beautifulsoup4, which takes ten times as long as our
own tree, so only pages of a site whose row asks for it pay.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from textmine.acquire.html.tree import Node, Tree
from textmine.errors import ResourceError

SIMPLE = re.compile(r"([a-z0-9]*)((?:[#.][\w-]+|\[[\w:-]+=[^\[\]]{1,200}\])*)", re.IGNORECASE)
PART = re.compile(r"([#.])([\w-]+)|\[([\w:-]+)=([^\[\]]{1,200})\]")


@dataclass(frozen=True, slots=True)
class Selector:
    """`tag#id.class[name=value]`, an element by its own attributes; or any other CSS."""

    tag: str
    wanted: tuple[tuple[str, str], ...]  # (attribute, value); a class is one of several
    css: str = ""  # what only beautifulsoup4 can find

    def matches(self, node: Node) -> bool:
        """Whether *node* is meant, by its own attributes."""
        if self.tag and node.tag != self.tag:
            return False
        attributes = node.attributes
        return all(
            value in attributes.get(name, "").split()
            if name == "class"
            else attributes.get(name) == value
            for name, value in self.wanted
        )


def read_selector(text: str) -> Selector:
    """A selector of `sites.toml` (ResourceError, naming it, where it is none)."""
    match = SIMPLE.fullmatch(text)
    if not match or not text:
        return Selector("", (), _checked(text))
    names = {"#": "id", ".": "class"}
    wanted = tuple(
        (names[kind], value) if kind else (attribute.lower(), wanted_value)
        for kind, value, attribute, wanted_value in PART.findall(match[2])
    )
    return Selector(match[1].lower(), wanted)


def _checked(css: str) -> str:
    import soupsieve  # 0.1 s to load: only for rows that need it

    try:
        soupsieve.compile(css)
    except soupsieve.SelectorSyntaxError as error:
        reason = str(error).splitlines()[0]
        raise ResourceError(css, f"is no CSS selector: {reason}") from error
    return css


def find(tree: Tree, selector: Selector) -> Sequence[Node]:
    """The elements of *tree* that are meant, in document order."""
    if tree.index is None:
        tree.index = _Index(tree)
    index: _Index = tree.index
    return index.find(selector)


class _Index:
    """The elements of a page by id, class and other attributes."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.by: dict[tuple[str, str], list[Node]] = {}
        self.soup: Any = None  # the page as beautifulsoup4 reads it, made on demand
        for node in tree.nodes:
            if not node.raw:
                continue
            for name, value in node.attributes.items():
                for part in value.split() if name == "class" else (value,):
                    self.by.setdefault((name, part), []).append(node)

    def find(self, selector: Selector) -> list[Node]:
        if selector.css:
            return self._find_css(selector.css)
        if not selector.wanted:
            return [node for node in self.tree.nodes if selector.matches(node)]
        return [n for n in self.by.get(selector.wanted[0], ()) if selector.matches(n)]

    def _find_css(self, css: str) -> list[Node]:
        """What beautifulsoup4 selects, as nodes of our tree: the two meet at the tag's place."""
        from bs4 import BeautifulSoup  # 0.1 s to load: only for rows that need it

        source = self.tree.source
        if self.soup is None:
            self.soup = BeautifulSoup(source, "html.parser")
        lines = [0, *accumulate(len(line) + 1 for line in source.split("\n"))]
        starts = {
            lines[tag.sourceline - 1] + tag.sourcepos + 1 + len(tag.name)
            for tag in self.soup.select(css)
            if tag.sourceline is not None and tag.sourcepos is not None
        }
        return [node for node in self.tree.nodes if node.start in starts]
