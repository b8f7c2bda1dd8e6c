"""EPUB: a book of articles becomes a page for each, a book that is one article a single page.

What is read: EPUB 2 and 3. The spine lists the files of a book in their order, the table of
contents tells where its articles begin.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from textmine.acquire.archive import Archive
from textmine.acquire.extracted import Extracted, line_starts
from textmine.acquire.office.epub_contents import FRAME, Entry, find_articles
from textmine.acquire.office.epub_package import Book
from textmine.errors import NoTextError
from textmine.settings import AcquireSettings
from textmine.types import Candidate

LEAST_ARTICLE = 50  # characters; less is the leaf that a part of the book begins with
LEAST_PREFACE = 600  # what stands before the first article is one from this length on
LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Chapter:
    """An article of a book; its name is "" where it is all of it."""

    name: str
    extracted: Extracted


def read_epub(archive: Archive, settings: AcquireSettings) -> Iterator[Chapter]:
    """The articles of a book.

    Raises EncryptedError (copy protection), UnreadableError (damaged) and NoTextError (pictures).
    """
    book = Book(archive)
    lines, places = book.read(settings)
    if not any(lines):
        raise NoTextError(archive.name, "holds no text, only pictures; save it as PDF")

    def is_part(entry: Entry) -> bool:
        start, end = (places.get(each.target, 0) for each in (entry, entry.inner[0]))
        return sum(map(len, lines[start:end])) < LEAST_ARTICLE

    found = find_articles(book.contents(), is_part)
    starts = {places[entry.target]: entry.label for entry in found if entry.target in places}
    parts = list(_parts(lines, starts)) if len(starts) > 1 else []
    if len(parts) < 2:
        yield Chapter("", _extracted(lines, tuple(book.properties())))
        return
    marks = tuple(mark for mark in book.properties() if mark.field == "secrecy")
    for number, (label, said) in enumerate(parts, 1):
        title = (Candidate(field="title", value=label, origin="contents"),) if label else ()
        name = re.sub(r"[/\\\0\s]+", " ", label)[:LONGEST_NAME].strip()
        yield Chapter(f"{number:02d} {name}".strip(), _extracted(said, (*title, *marks)))


def _parts(lines: Sequence[str], starts: dict[int, str]) -> Iterator[tuple[str, list[str]]]:
    """The label and the lines of each article, what stands beside them left out."""
    borders = sorted(starts)
    preface = list(lines[: borders[0]])
    if sum(map(len, preface)) >= LEAST_PREFACE:
        yield "", preface
    for start, end in zip(borders, [*borders[1:], len(lines)], strict=True):
        said = list(lines[start:end])
        if not FRAME.fullmatch(starts[start]) and sum(map(len, said)) >= LEAST_ARTICLE:
            yield starts[start], said


def _extracted(lines: Sequence[str], candidates: tuple[Candidate, ...]) -> Extracted:
    text = "\n".join(lines)
    return Extracted(text=text, paragraphs=line_starts(text), candidates=candidates)
