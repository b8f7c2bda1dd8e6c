"""The lists of a DOCX: what Word writes before a paragraph that its properties number."""

from __future__ import annotations

from dataclasses import replace

from textmine.acquire.office.numbering import Counter, Level
from textmine.acquire.office.xml import Element, attribute, by_id, child, children

MAX_STYLES = 20  # a style based on a style based on …


class Numbering:
    """The lists of a document and their running numbers."""

    def __init__(self, root: Element | None, styles: dict[str, Element]) -> None:
        self.styles = styles
        self.abstract = by_id(root, "abstractNum", "abstractNumId")
        self.lists = by_id(root, "num", "numId")
        self.counters: dict[str, Counter] = {}

    def number(self, properties: Element | None) -> str:
        """What Word writes before a paragraph of these properties."""
        list_id, level = self._place(properties)
        if not list_id or list_id == "0" or list_id not in self.lists:
            return ""
        return self._counter(list_id).step(level)

    def _place(self, properties: Element | None) -> tuple[str | None, int]:
        """The list and level of a paragraph: its own, or those of its style."""
        numbered = child(properties, "numPr")
        list_id = attribute(child(numbered, "numId"), "val")
        level = attribute(child(numbered, "ilvl"), "val")
        style = attribute(child(properties, "pStyle"), "val")
        for _ in range(MAX_STYLES):
            if list_id is not None or style not in self.styles:
                break
            found = self.styles[style]
            numbered = child(found, "pPr", "numPr")
            list_id = attribute(child(numbered, "numId"), "val")
            level = (
                level or attribute(child(numbered, "ilvl"), "val") or self._linked(list_id, style)
            )
            style = attribute(child(found, "basedOn"), "val")
        return list_id, int(level) if level and level.isdigit() else 0

    def _linked(self, list_id: str | None, style: str | None) -> str | None:
        """The level of a list that belongs to a style."""
        for level in children(self._definition(list_id), "lvl") if list_id else ():
            if attribute(child(level, "pStyle"), "val") == style:
                return attribute(level, "ilvl")
        return None

    def _definition(self, list_id: str | None) -> Element | None:
        key = attribute(child(self.lists.get(list_id or ""), "abstractNumId"), "val")
        definition = self.abstract.get(key or "")
        link = attribute(child(definition, "numStyleLink"), "val")
        if link:  # the levels stand in the list that the style names
            other = attribute(child(self.styles.get(link), "pPr", "numPr", "numId"), "val")
            key = attribute(child(self.lists.get(other or ""), "abstractNumId"), "val")
            definition = self.abstract.get(key or "")
        return definition

    def _counter(self, list_id: str) -> Counter:
        """Lists of one definition count on together, unless one of them starts anew."""
        definition = self._definition(list_id)
        key = attribute(definition, "abstractNumId") or f"list {list_id}"
        overrides = _by_level(self.lists[list_id], "lvlOverride")
        if overrides:
            key = f"list {list_id}"
        if key not in self.counters:
            levels = {n: _level(e) for n, e in _by_level(definition, "lvl").items()}
            self.counters[key] = Counter(levels | _overridden(levels, overrides))
        return self.counters[key]


def _by_level(parent: Element | None, name: str) -> dict[int, Element]:
    return {int(attribute(e, "ilvl") or 0): e for e in children(parent, name)}


def _overridden(levels: dict[int, Level], overrides: dict[int, Element]) -> dict[int, Level]:
    """The levels that a list of its own changes: what they write, or where they start."""
    changed: dict[int, Level] = {}
    for n, override in overrides.items():
        own = child(override, "lvl")
        level = levels.get(n) if own is None else _level(own)
        if level is None:
            continue
        start = attribute(child(override, "startOverride"), "val")
        changed[n] = replace(level, start=int(start)) if start else level
    return changed


def _level(element: Element) -> Level:
    start = attribute(child(element, "start"), "val")
    restart = attribute(child(element, "lvlRestart"), "val")
    return Level(
        start=int(start) if start and start.lstrip("-").isdigit() else 1,
        format=attribute(child(element, "numFmt"), "val") or "decimal",
        text=attribute(child(element, "lvlText"), "val") or "",
        legal=child(element, "isLgl") is not None,
        restart=int(restart) if restart and restart.isdigit() else None,
    )
