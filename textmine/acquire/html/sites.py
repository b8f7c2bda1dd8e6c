"""What is known about sites: `sites.toml`, one row a site, and rules for all of them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from textmine.acquire.html.selectors import Selector, find, read_selector
from textmine.acquire.html.tree import Node, Tree
from textmine.errors import ResourceError

SITES = Path(__file__).parents[1] / "sites.toml"
SELECTED = ("content", "title", "author", "date", "drop", "marks")


@dataclass(frozen=True, slots=True)
class Furniture:
    """A kind of line that is furniture, with lines that it must and must not match."""

    pattern: re.Pattern[str]
    yes: tuple[str, ...]
    no: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """Words of what a site says of itself: one of `own` and two of `words` in a line."""

    own: re.Pattern[str]
    words: re.Pattern[str]
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()

    def matches(self, text: str) -> bool:
        """Whether a line is such a notice."""
        return bool(self.own.search(text)) and len(set(self.words.findall(text))) >= 2


NOWHERE = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One row of `sites.toml`, with what is true of every site added."""

    name: str = ""
    kind: str = ""
    hosts: tuple[str, ...] = ()
    marks: tuple[Selector, ...] = ()
    content: tuple[Selector, ...] = ()
    title: tuple[Selector, ...] = ()
    author: tuple[Selector, ...] = ()
    date: tuple[Selector, ...] = ()
    drop: tuple[Selector, ...] = ()
    patterns: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    crawl: Mapping[str, Any] = field(default_factory=dict)
    furniture: re.Pattern[str] = NOWHERE
    notice: Notice = Notice(NOWHERE, NOWHERE)

    def is_furniture(self, text: str) -> bool:
        """Whether a line is furniture by its words."""
        return bool(self.furniture.fullmatch(text)) or self.notice.matches(text)

    def select(self, tree: Tree, field_name: str) -> Sequence[Node]:
        """The elements for a field, those of the first selector that finds any."""
        for selector in getattr(self, field_name):
            if found := find(tree, selector):
                return found
        return ()

    def drops(self, tree: Tree) -> set[int]:
        """Numbers of the elements in which a site is known to put furniture."""
        return {node.number for selector in self.drop for node in find(tree, selector)}


@dataclass(frozen=True, slots=True)
class Sites:
    """All rows, and the rules for a page of none of them."""

    every: Site
    rows: tuple[Site, ...]
    furniture: tuple[Furniture, ...]

    def of(self, tree: Tree, url: str | None) -> Site:
        """The row of a page, by its address, else by what its markup has; else the general one."""
        host = (urlsplit(url).hostname or "") if url else ""
        for row in self.rows:
            if any(host == known or host.endswith("." + known) for known in row.hosts):
                return row
        for row in self.rows:
            if row.marks and all(find(tree, mark) for mark in row.marks):
                return row
        return self.every


@cache
def load_sites(path: Path = SITES) -> Sites:
    """The table of sites (ResourceError where it cannot be read)."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        furniture = tuple(
            Furniture(re.compile(row["pattern"]), tuple(row["yes"]), tuple(row["no"]))
            for row in table["furniture"]
        )
        notice = _notice(table["notice"])
        everywhere = Site(notice=notice)
        every = _site(table["every"], everywhere, [row.pattern.pattern for row in furniture])
        rows = tuple(_site(row, every, [every.furniture.pattern]) for row in table["site"])
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError, re.error) as error:
        raise ResourceError(str(path), f"is no table of sites: {error!r}") from error
    return Sites(every, rows, furniture)


def _notice(row: Mapping[str, Any]) -> Notice:
    own, words = (re.compile("|".join(map(re.escape, row[key]))) for key in ("own", "words"))
    return Notice(own, words, tuple(row["yes"]), tuple(row["no"]))


def _site(row: Mapping[str, Any], every: Site, furniture: Iterable[str]) -> Site:
    selected = {
        name: (*map(read_selector, row.get(name, ())), *getattr(every, name)) for name in SELECTED
    }
    if slow := [mark.css for mark in selected["marks"] if mark.css]:
        raise ResourceError(
            slow[0], "marks are sought on every page: write tag#id.class[name=value]"
        )
    patterns = {name: re.compile(text) for name, text in row.get("patterns", {}).items()}
    lines = [*furniture, *row.get("furniture", ())]
    return Site(
        name=row.get("name", ""),
        kind=row.get("kind", ""),
        hosts=tuple(row.get("hosts", ())),
        patterns=patterns,
        crawl=row.get("crawl", {}),
        furniture=re.compile("|".join(f"(?:{line})" for line in lines)),
        notice=every.notice,
        **selected,
    )
