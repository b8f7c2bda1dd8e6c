"""A stretch of the source as it was: its own script, its markup, its page."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from textmine.store.kept.sources import StoredSource

BEFORE, AFTER = 60, 80  # characters shown around the evidence, markup not counted
FAR = 800  # and with its markup no more than this
MOST = 900  # characters of the evidence itself
WINDOW = 20_000  # characters of a source on one page

TAG = re.compile(r"<[^<>]{0,4000}>|<[^<>]{0,4000}$|^[^<>]{0,4000}>")
MARKUP = ("text/html", "application/xhtml+xml", "text/xml", "application/xml")

Kind = Literal["text", "evidence", "markup", "break"]


@dataclass(frozen=True, slots=True)
class Bit:
    """A piece of the source; a "break" holds the number of the page that begins."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Bits of a source around a span; `cut` says whether more stands before and after."""

    bits: tuple[Bit, ...]
    cut: tuple[bool, bool]
    page: int | None
    start: int
    end: int


def excerpt(source: StoredSource, start: int, end: int) -> Excerpt:
    """The surroundings of `source.text[start:end]`; a long span is cut short."""
    last = min(end, start + MOST)
    low, high = max(0, start - BEFORE), min(len(source.text), last + AFTER)
    if source.media_type in MARKUP:
        low = start - _reach(source.text[max(0, start - FAR) : start][::-1], "><", BEFORE)
        high = last + _reach(source.text[last : last + FAR], "<>", AFTER)
    return _cut(source, (low, high), (start, last))


def _reach(text: str, brackets: str, wanted: int) -> int:
    """How far one goes to see *wanted* characters that are no markup."""
    seen, inside = 0, False
    for number, character in enumerate(text):
        if character in brackets:
            inside = character == brackets[0]
        elif not inside:
            seen += 1
            if seen == wanted:
                return number + 1
    return len(text)


def window(source: StoredSource, number: int, start: int = 0, end: int = 0) -> Excerpt:
    """Part *number* (from 1) of a whole source, with a span in it as evidence."""
    low = min((number - 1) * WINDOW, max(0, len(source.text) - 1))
    return _cut(source, (low, min(len(source.text), low + WINDOW)), (start, end))


def _cut(source: StoredSource, shown: tuple[int, int], span: tuple[int, int]) -> Excerpt:
    low, high = shown
    start, end = (min(max(position, low), high) for position in span)
    bits: list[Bit] = []
    for one, other, evidence in ((low, start, False), (start, end, True), (end, high, False)):
        bits += _bits(source, one, other, evidence=evidence)
    cut = (low > 0, high < len(source.text))
    return Excerpt(tuple(bits), cut, page_at(source, span[0]), *span)


def page_at(source: StoredSource, offset: int) -> int | None:
    """The page that an offset is on; None where the format has no pages."""
    return bisect_right(source.breaks, offset) + 1 if source.breaks else None


def _bits(source: StoredSource, start: int, end: int, *, evidence: bool) -> Iterator[Bit]:
    """The text between two offsets, cut at page breaks and at markup."""
    at = start
    for number, place in enumerate(source.breaks, 2):
        if start < place <= end:
            yield from _plain(source, source.text[at:place], evidence=evidence)
            yield Bit("break", str(number))
            at = place
    yield from _plain(source, source.text[at:end], evidence=evidence)


def _plain(source: StoredSource, text: str, *, evidence: bool) -> Iterator[Bit]:
    kind: Kind = "evidence" if evidence else "text"
    at = 0
    if source.media_type in MARKUP:
        for match in TAG.finditer(text):
            if match.start() > at:
                yield Bit(kind, text[at : match.start()])
            yield Bit("markup", match[0])
            at = match.end()
    if at < len(text):
        yield Bit(kind, text[at:])
