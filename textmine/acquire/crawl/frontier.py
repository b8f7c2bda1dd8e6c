"""What is known of addresses: one SQLite file in the folder of pages, so that a kill loses nothing.

Scrapy's own JOBDIR writes its queue when it ends; after a kill it holds addresses as seen that
were never fetched. Here an address waits until its page is kept, and both are one transaction.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from textmine.errors import StoreError

TABLES = """
CREATE TABLE IF NOT EXISTS address (
  url TEXT PRIMARY KEY, site TEXT NOT NULL, kind TEXT NOT NULL, depth INTEGER NOT NULL,
  parent TEXT, state TEXT NOT NULL DEFAULT 'waiting', reason TEXT, file TEXT, sha256 TEXT,
  content TEXT, status INTEGER, retrieved TEXT);
CREATE INDEX IF NOT EXISTS address_state ON address (state);
CREATE INDEX IF NOT EXISTS address_content ON address (content);
CREATE INDEX IF NOT EXISTS address_parent ON address (parent);
CREATE TABLE IF NOT EXISTS cache (
  url TEXT PRIMARY KEY, status INTEGER NOT NULL, headers TEXT NOT NULL, body BLOB NOT NULL);
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """An address to be fetched: what it is, how far from a start page, and what linked to it."""

    url: str
    site: str
    kind: str  # list, article, part (of the article `parent`), file (attached to `parent`)
    depth: int = 0
    parent: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A page in the folder: its file, relative to it, the digests, and when it came."""

    url: str
    file: str
    sha256: str  # of the bytes that came
    content: str  # of what is told, by which copies are known
    status: int
    retrieved: str  # ISO 8601, UTC
    site: str = ""
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said to a request."""

    status: int
    headers: Mapping[str, list[str]]
    body: bytes


class Frontier:
    """The ledger of addresses and the cache of answers (StoreError where it cannot be opened)."""

    def __init__(self, path: Path) -> None:
        try:
            self.base = sqlite3.connect(path, timeout=10)
            self.base.execute("PRAGMA journal_mode = WAL")
            self.base.execute("PRAGMA synchronous = NORMAL")
            self.base.executescript(TABLES)
        except sqlite3.Error as error:
            raise StoreError(str(path), f"is no ledger of a crawl: {error}") from error
        self.counts = Counter(
            dict(self.base.execute("SELECT site, count(*) FROM address GROUP BY site").fetchall())
        )

    def close(self) -> None:
        """Write everything and let go of the file."""
        self.base.close()

    # ---- addresses
    def add(self, addresses: Iterable[Address], limit: int) -> list[Address]:
        """Those that were not known, up to *limit* of their site, which now wait."""
        new: list[Address] = []
        with self.base:
            for a in addresses:
                if self.counts[a.site] >= limit:
                    break
                if self.base.execute(
                    "INSERT OR IGNORE INTO address (url, site, kind, depth, parent)"
                    " VALUES (?, ?, ?, ?, ?)",
                    (a.url, a.site, a.kind, a.depth, a.parent),
                ).rowcount:
                    self.counts[a.site] += 1
                    new.append(a)
        return new

    def waiting(self, sites: Iterable[str]) -> list[Address]:
        """What is still to be fetched of *sites*, in the order in which it was found."""
        marks = json.dumps(list(sites))
        rows = self.base.execute(
            "SELECT url, site, kind, depth, parent FROM address WHERE state = 'waiting'"
            " AND site IN (SELECT value FROM json_each(?)) ORDER BY rowid",
            (marks,),
        )
        return [
            Address(url=url, site=site, kind=kind, depth=depth, parent=parent)
            for url, site, kind, depth, parent in rows
        ]

    def begin_round(self, sites: Iterable[str], *, refresh: bool) -> None:
        """Where nothing waits: lists and what failed are asked again, with *refresh* everything."""
        wanted = list(sites)
        if refresh or not self.waiting(wanted):
            with self.base:
                self.base.execute(
                    "UPDATE address SET state = 'waiting', reason = NULL"
                    " WHERE site IN (SELECT value FROM json_each(?))"
                    " AND (? OR kind = 'list' OR state IN ('failed', 'refused'))",
                    (json.dumps(wanted), refresh),
                )

    def finish(self, url: str, state: str, reason: str = "") -> None:
        """Nothing is kept of this address: state is done, failed, refused or duplicate."""
        with self.base:
            self.base.execute(
                "UPDATE address SET state = ?, reason = ? WHERE url = ?", (state, reason, url)
            )

    def keep(self, address: Address, page: Kept) -> None:
        """The page is in the folder; one that was redirected is kept under its last address."""
        with self.base:
            if page.url != address.url:
                self.base.execute(
                    "INSERT OR IGNORE INTO address (url, site, kind, depth, parent)"
                    " VALUES (?, ?, ?, ?, ?)",
                    (page.url, address.site, address.kind, address.depth, address.parent),
                )
                self.base.execute(
                    "UPDATE address SET state = 'duplicate', reason = ? WHERE url = ?",
                    (page.url, address.url),
                )
            self.base.execute(
                "UPDATE address SET state = 'done', reason = NULL, file = ?, sha256 = ?,"
                " content = ?, status = ?, retrieved = ? WHERE url = ?",
                (page.file, page.sha256, page.content, page.status, page.retrieved, page.url),
            )

    def state(self, url: str) -> str | None:
        """What became of an address; None where it is not known."""
        row = self.base.execute("SELECT state FROM address WHERE url = ?", (url,)).fetchone()
        return row[0] if row else None

    # ---- pages
    def page(self, url: str) -> Kept | None:
        """The page kept of an address."""
        return next(self._pages("url = ?", url), None)

    def copy_of(self, content: str, url: str) -> str | None:
        """The address of another page that tells the same."""
        return next(
            (page.url for page in self._pages("content = ?", content) if page.url != url), None
        )

    def parts(self, url: str) -> list[Kept]:
        """The further parts kept of the article at *url*."""
        return list(self._pages("kind = 'part' AND parent = ?", url))

    def pages(self) -> list[Kept]:
        """Every page kept, by file."""
        return sorted(self._pages("kind <> 'part'"), key=lambda page: page.file)

    def _pages(self, condition: str, *values: str) -> Iterator[Kept]:
        rows = self.base.execute(
            "SELECT url, file, sha256, content, status, retrieved, site, parent FROM address"
            f" WHERE file IS NOT NULL AND {condition} ORDER BY rowid",
            values,
        )
        names = ("url", "file", "sha256", "content", "status", "retrieved", "site", "parent")
        return (Kept(**dict(zip(names, row, strict=True))) for row in rows.fetchall())

    # ---- answers
    def answer(self, url: str) -> Answer | None:
        """The answer in the cache."""
        row = self.base.execute(
            "SELECT status, headers, body FROM cache WHERE url = ?", (url,)
        ).fetchone()
        return Answer(row[0], json.loads(row[1]), zlib.decompress(row[2])) if row else None

    def store_answer(self, url: str, answer: Answer) -> None:
        """Put an answer into the cache."""
        headers = json.dumps(answer.headers)
        row = (url, answer.status, headers, zlib.compress(answer.body, 1))
        with self.base:
            self.base.execute("INSERT OR REPLACE INTO cache VALUES (?, ?, ?, ?)", row)
