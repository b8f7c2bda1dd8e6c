"""What a `metadata.csv` says of the files beside it, and what a page says of what it attached.

What a table says of a text outranks what is found in it: its values become candidates of origin
"supplied". A document that was fetched with a page (column `parent`) takes over what may be a
mark of secrecy on that page: candidates of origin "parent".
"""

from __future__ import annotations

import csv
import dataclasses
import io
import posixpath
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from textmine.acquire import media
from textmine.acquire.archive import Archive
from textmine.acquire.encoding import decode, decode_anyhow
from textmine.acquire.extracted import secrecy_of
from textmine.acquire.fetched import METADATA, host_folder, name_of
from textmine.acquire.folders import is_metadata
from textmine.acquire.html.page import read_html
from textmine.acquire.tables import checked_rows, map_columns
from textmine.errors import SourceError, UnsupportedError
from textmine.settings import AcquireSettings
from textmine.types import Candidate, Page

FIELD_OF = {"source": "issuer"}  # a column that fills a field of another name
ASIDE = ("file", "id", "retrieved", "secrecy", "parent")  # columns that fill none
Opener = Callable[[str], bytes | None]  # the bytes of a file by its name beside the table


def _nothing(name: str) -> None:
    """There is no file of any name."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What `metadata.csv` says of files, by their names relative to it."""

    rows: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    open: Opener = _nothing
    files: Mapping[str, str] = field(default_factory=dict)  # by their addresses
    marks: dict[str, tuple[Candidate, ...]] = field(default_factory=dict)  # of pages, when asked

    def of(self, name: str) -> Mapping[str, str]:
        """The values for a file, by as much of the end of its path as the table gives."""
        parts = name.split("/") if self.rows else []
        ends = ("/".join(parts[at:]) for at in range(len(parts)))
        return next((self.rows[end] for end in ends if end in self.rows), {})

    def marks_on(self, url: str) -> tuple[Candidate, ...]:
        """What may be a mark of secrecy on the page at an address, or in the address."""
        if url not in self.marks:
            self.marks[url] = tuple(self._find_marks(url))
        return self.marks[url]

    def _find_marks(self, url: str) -> Iterator[Candidate]:
        yield from secrecy_of(unquote(urlsplit(url).path).split("/"), "parent")
        # A page on another host lies in the folder of that.
        apart = f"../{host_folder(url)}/{name_of(url)}.html"
        content = self.open(self.files.get(url, apart))
        if content:
            page = read_html(decode_anyhow(content))
            beside = [each.value for each in page.candidates if each.field == "secrecy"]
            yield from secrecy_of([*str(page.body).split("\n"), *beside], "parent")


# ---- tables -------------------------------------------------------------------------------------
def read_metadata(
    data: bytes, name: str, settings: AcquireSettings, opener: Opener = _nothing
) -> Metadata:
    """The table of a `metadata.csv` (UnsupportedError where no column names files)."""
    text = decode(data, name=name).text
    first = text.split("\n", 1)[0]
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=max("\t,;", key=first.count))
    header = next(rows, [])
    columns = map_columns(header, settings)
    if "file" not in columns:
        raise UnsupportedError(name, "has no column that names files; call it file")
    found: dict[str, Mapping[str, str]] = {}
    for row in checked_rows(rows, name):
        values = {c: row[at].strip() for c, at in columns.items() if at < len(row)}
        file = values.pop("file", "").replace("\\", "/").removeprefix("./")
        if file:
            found[file] = {
                c: value for c, value in values.items() if value and c not in ("id", "text")
            }
    by_url = {values["url"]: file for file, values in found.items() if "url" in values}
    return Metadata(found, opener, by_url)


def find_metadata(path: Path, settings: AcquireSettings) -> Metadata:
    """The table beside a file, or in the folder above it; an empty one where there is none."""
    for folder in (path.parent, path.parent.parent):
        table = folder / METADATA
        try:
            changed = table.stat().st_mtime_ns
        except OSError:
            continue
        return _table_at(table, changed, settings)
    return Metadata()


@lru_cache(maxsize=1)  # many files of a folder share one table
def _table_at(table: Path, _changed: int, settings: AcquireSettings) -> Metadata:
    """The table in a file as it was when it was *_changed*."""
    return read_metadata(table.read_bytes(), str(table), settings, _opener(table.parent, settings))


def _opener(folder: Path, settings: AcquireSettings) -> Opener:
    def read(name: str) -> bytes | None:
        try:
            with (folder / name).open("rb") as file:
                return file.read(settings.max_bytes)
        except (OSError, ValueError):  # gone, or no name of a file
            return None

    return read


def member_metadata(archive: Archive, settings: AcquireSettings) -> Metadata:
    """The table inside an archive."""
    for member in archive.members:
        if is_metadata(member):
            opener = _member_opener(archive, posixpath.dirname(member))
            content = archive.read(member)
            return read_metadata(content, f"{archive.name}/{member}", settings, opener)
    return Metadata()


def _member_opener(archive: Archive, folder: str) -> Opener:
    def read(name: str) -> bytes | None:
        member = posixpath.normpath(posixpath.join(folder, name))
        try:
            return archive.read(member) if member in archive else None
        except SourceError:
            return None

    return read


# ---- what they say ------------------------------------------------------------------------------
def supply(page: Page, metadata: Metadata, name: str) -> Page:
    """The page with what a table says of the file called *name*."""
    values = metadata.of(name)
    # The parent of a page is the list that led to it.
    if "parent" in values and not page.media_type.startswith(media.HTML):
        inherited = metadata.marks_on(values["parent"])
        page = dataclasses.replace(page, candidates=(*page.candidates, *inherited))
    return supply_values(page, values)


def supply_values(page: Page, values: Mapping[str, str]) -> Page:
    """The page with the values of a row, by column (`tables.NAMES`)."""
    if not values:
        return page
    candidates = tuple(
        Candidate(field=FIELD_OF.get(column, column), value=value, origin="supplied")
        for column, value in values.items()
        if column not in ASIDE
    )
    marks = secrecy_of([values.get("secrecy", "")])
    return dataclasses.replace(
        page,
        candidates=(*candidates, *marks, *page.candidates),
        url=values.get("url", page.url),
        site=values.get("site", page.site),
        retrieved=values.get("retrieved", page.retrieved),
    )
