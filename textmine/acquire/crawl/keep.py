"""The folder of pages: files as they came, their headers, and a `metadata.csv` a host.

pages/HOST/NAME.html            the page; of an article on several pages, all parts joined
pages/HOST/.parts/NAME-2.html   the parts as they came, NAME-first.html the first of them
pages/HOST/.headers/NAME.html.json  address, status, headers, time, parent, parts
pages/HOST/metadata.csv         file, url, site, retrieved, parent: `textmine mine` reads it
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import posixpath
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from textmine.acquire import media
from textmine.acquire.archive import Archive, Budget
from textmine.acquire.crawl.frontier import Kept
from textmine.acquire.encoding import decode_anyhow
from textmine.acquire.fetched import METADATA, host_folder, name_of
from textmine.acquire.html.page import read_html
from textmine.errors import SourceError
from textmine.settings import AcquireSettings

COLUMNS = ("file", "url", "site", "retrieved", "parent")
LEAST_TOLD = 50  # characters below which two pages may tell the same without being copies
ENDINGS = {media.PDF: "pdf", media.OLE: "doc", media.DOCX: "docx", media.OFD: "ofd"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A page as it came: `ending` is its kind, html, txt or that of a document."""

    url: str
    asked: str  # the address before redirections
    body: bytes
    ending: str
    status: int
    headers: Mapping[str, list[str]]
    retrieved: str
    site: str
    parent: str | None = None
    link: str = ""


def document_ending(body: bytes) -> str | None:
    """The ending of a document's file by its content; None where it is none that is mined."""
    kind = media.sniff_bytes(body)
    if kind == media.ZIP:
        try:
            members = Archive(body, "", Budget.of(AcquireSettings())).members
        except SourceError:
            return None
        kind = media.sniff_zip(members)
    return ENDINGS.get(kind or "")


def digest_of_content(page: Fetched) -> str:
    """By what copies are known: a page's main text, whatever is around it; else its bytes."""
    told = "".join(_lines(page.body)).strip() if page.ending == "html" else ""
    plain = re.sub(r"\s+", "", told)
    data = plain.encode("utf-8", "replace") if len(plain) >= LEAST_TOLD else page.body
    return hashlib.sha256(data).hexdigest()


def _lines(body: bytes) -> list[str]:
    return str(read_html(decode_anyhow(body)).body).split("\n")


def join_parts(parts: Sequence[bytes]) -> bytes:
    """One page with the main text of all parts behind that of the first.

    Lines that the first page has, too, are not repeated (title, byline, links between parts).
    """
    source = decode_anyhow(parts[0])
    body = read_html(source).body
    if not len(body):
        return parts[0]
    end = body.source_span(0, len(body))[1]
    seen = {line.strip() for line in str(body).split("\n")}
    added = (line for part in parts[1:] for line in _lines(part))
    new = "".join(f"<p>{escape(line)}</p>\n" for line in added if line.strip() not in seen)
    joined = f"{source[:end]}</p>\n{new}<p>{source[end:]}"
    return b"\xef\xbb\xbf" + joined.encode("utf-8", "replace")  # the mark outranks a charset


class Shelf:
    """Writes pages into the folder; files are complete or absent, whenever it is ended."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, page: Fetched, *, part: int | None = None) -> Kept:
        """The page with its headers in the folder; a further *part* apart, until it is joined."""
        stem = name_of(page.url if part is None or not page.parent else page.parent)
        host = host_folder(page.url)
        name = f"{stem}.{page.ending}" if part is None else f".parts/{stem}-{part}.{page.ending}"
        file = f"{host}/{name}"
        digest = hashlib.sha256(page.body).hexdigest()
        self._write(file, page.body)
        head = {
            "url": page.url, "asked": page.asked, "status": page.status, "headers": page.headers,
            "retrieved": page.retrieved, "sha256": digest, "site": page.site,
            "parent": page.parent, "link": page.link,
        }  # fmt: skip
        text = json.dumps(head, ensure_ascii=False, indent=1)
        self._write(f"{host}/.headers/{posixpath.basename(name)}.json", text.encode())
        kept = Kept(
            url=page.url, file=file, sha256=digest, content=digest_of_content(page),
            status=page.status, retrieved=page.retrieved, site=page.site, parent=page.parent,
        )  # fmt: skip
        if part is None:
            self._append(host, kept)
        return kept

    def join(self, first: Kept, parts: Sequence[Kept]) -> None:
        """Put the parts of an article together; the first page stays among them as it came."""
        folder, name = posixpath.split(first.file)
        stem, ending = posixpath.splitext(name)
        own = f"{folder}/.parts/{stem}-first{ending}"
        bodies = [(self.folder / own).read_bytes()]
        bodies += [(self.folder / part.file).read_bytes() for part in parts]
        self._write(first.file, join_parts(bodies))
        path = self.folder / folder / ".headers" / f"{name}.json"
        head = json.loads(path.read_text(encoding="utf-8"))
        head["parts"] = [first.url, *(part.url for part in parts)]
        text = json.dumps(head, ensure_ascii=False, indent=1)
        self._write(path.relative_to(self.folder).as_posix(), text.encode())

    def set_first(self, first: Kept) -> None:
        """Keep the first page of an article as it came, since the whole takes its name."""
        folder, name = posixpath.split(first.file)
        stem, ending = posixpath.splitext(name)
        body = (self.folder / first.file).read_bytes()
        self._write(f"{folder}/.parts/{stem}-first{ending}", body)

    def write_metadata(self, pages: Iterable[Kept]) -> None:
        """The tables anew, from the ledger: a kill may have cut a line."""
        by_host: dict[str, list[Kept]] = {}
        for page in pages:
            by_host.setdefault(posixpath.dirname(page.file), []).append(page)
        for host, found in by_host.items():
            text = _line(COLUMNS) + "".join(map(_row, found))
            self._write(f"{host}/{METADATA}", text.encode("utf-8-sig"))

    def _append(self, host: str, page: Kept) -> None:
        path = self.folder / host / METADATA
        new = not path.exists()
        with path.open("a", encoding="utf-8-sig" if new else "utf-8", newline="") as file:
            file.write((_line(COLUMNS) if new else "") + _row(page))

    def _write(self, name: str, data: bytes) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".{path.name}.part")
        draft.write_bytes(data)
        draft.replace(path)


def _row(page: Kept) -> str:
    host = page.site.isascii() and "." in page.site  # no name: the page itself may have one
    site = "" if host else page.site
    file = posixpath.basename(page.file)
    row = (file, page.url, site, page.retrieved, page.parent or "")
    return _line(row)


def _line(cells: Sequence[str]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer).writerow(cells)
    return buffer.getvalue()
