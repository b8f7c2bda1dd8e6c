"""Pages as they were read, kept so that later stages can go on from them without the file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from textmine.aligned import AlignedText, Run
from textmine.store.file.packing import pack, pack_text, unpack, unpack_text
from textmine.types import Candidate, Page

PLAIN = (
    "path digest media_type encoding url site retrieved candidates breaks paragraphs warnings "
    "confidences sureness"
).split()


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A page as it lies in the store: its decoded source, and all else, both compressed."""

    decoded: bytes
    page: bytes

    def read(self) -> Page:
        """The page."""
        return unpack_page(self.page, unpack_text(self.decoded))


def keep_page(page: Page) -> KeptPage:
    """A page as it is kept."""
    return KeptPage(pack_text(page.source), pack_page(page))


def pack_page(page: Page) -> bytes:
    """All of a page but its source."""
    plain = {name: getattr(page, name) for name in PLAIN}
    return pack({**plain, "body": list(_pieces(page.body, page.source))})


def _pieces(body: AlignedText, source: str) -> Iterator[list[int | str]]:
    """The runs of a text: length, place and length in the source; the text where it is another."""
    for run in body.runs:
        text = body.text[run.start : run.start + run.length]
        same = source[run.source : run.source + run.source_length] == text
        yield [run.length, run.source, run.source_length, *([] if same else [text])]


def unpack_page(data: bytes, source: str) -> Page:
    """The page that `pack_page` packed, of a decoded source."""
    values = unpack(data)
    body = _body(values.pop("body"), source)
    values["candidates"] = tuple(Candidate(**candidate) for candidate in values["candidates"])
    for name in ("breaks", "paragraphs", "warnings", "confidences", "sureness"):
        values[name] = tuple(values.get(name, ()))  # older pages lack the last
    return Page(source=source, body=body, **values)


def _body(pieces: Sequence[list[Any]], source: str) -> AlignedText:
    texts: list[str] = []
    runs: list[Run] = []
    at = 0
    for length, start, source_length, *text in pieces:
        texts.append(text[0] if text else source[start : start + source_length])
        runs.append(Run(at, length, start, source_length))
        at += length
    return AlignedText("".join(texts), tuple(runs))
