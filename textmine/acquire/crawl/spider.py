"""The spider: what a page that came is, what is kept of it, and where it leads.

Only imported by a crawl, since it needs Scrapy.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import scrapy
from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider, IgnoreRequest
from scrapy.http import Request, Response, TextResponse
from scrapy.link import Link
from scrapy.linkextractors import LinkExtractor
from scrapy.spidermiddlewares.httperror import HttpError

from textmine.acquire.crawl.address import canonical, extension, form, is_next, is_trap, part_number
from textmine.acquire.crawl.frontier import Address, Frontier, Kept
from textmine.acquire.crawl.job import Failure, FetchSummary, Job
from textmine.acquire.crawl.keep import Fetched, Shelf, digest_of_content, document_ending
from textmine.acquire.crawl.manners import KnownError, RefusedError, plain_headers
from textmine.acquire.crawl.rules import Crawl

if TYPE_CHECKING:
    from twisted.python.failure import Failure as TwistedFailure

LINKS = LinkExtractor(deny_extensions=[], tags=("a", "area"), attrs=("href",))
FORBIDDEN = "Forbidden by robots.txt"  # Scrapy's own words


class SiteSpider(scrapy.Spider):
    """Fetches what waits in the ledger and adds what it leads to."""

    name = "textmine"

    def __init__(
        self, *, job: Job, frontier: Frontier, shelf: Shelf, summary: FetchSummary, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.job = job
        self.frontier = frontier
        self.shelf = shelf
        self.summary = summary
        self.crawls = {crawl.key: crawl for crawl in job.crawls}
        self.barren: Counter[str] = Counter()  # pages of a form in a row that led to nothing new

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> SiteSpider:
        """Made by Scrapy."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.broken, signal=signals.spider_error)
        return spider

    def broken(self, failure: TwistedFailure) -> None:
        """Note an error of ours, which ends the command; its page waits for the next run."""
        self.summary.error = self.summary.error or failure.value

    async def start(self) -> AsyncIterator[Request]:
        """What waits: the start pages, or where an earlier run was stopped."""
        for address in self.frontier.waiting(self.crawls):
            yield self._request(address)

    def _request(self, address: Address) -> Request:
        return Request(
            address.url,
            callback=self.read,
            errback=self.fail,
            dont_filter=True,  # the ledger knows what was asked for
            priority=0 if address.kind == "list" else 1,
            headers={"Cache-Control": f"max-age={self.job.settings.max_age}"},
            meta={"address": address, "download_slot": address.site},
        )

    # ---- what came
    def read(self, response: Response) -> Iterator[Request]:
        """Keep what came and ask for what it leads to; a folder that is full ends the crawl."""
        try:
            yield from self._read(response)
        except (OSError, sqlite3.Error) as error:
            self.summary.error = error
            raise CloseSpider(str(error)) from error

    def _read(self, response: Response) -> Iterator[Request]:
        address: Address = response.meta["address"]
        self.job.progress(address.url)
        final = canonical(response.url) or address.url
        if final != address.url and self.frontier.state(final) in ("done", "duplicate"):
            self._finish(address, "duplicate", final)
            return
        links = self._links(response)
        ending = self._ending(address, response)
        if ending is None:
            self._finish(address, "failed", "is no page or document that is mined")
            return
        # New addresses are in the ledger before this one is done: a kill between repeats it only.
        new = self._follow(address, final, links)
        if address.kind == "list":
            self._finish(address, "done")
        else:
            new += self._keep(address, self._fetched(address, final, ending, response), links)
        yield from map(self._request, new)

    def _links(self, response: Response) -> list[tuple[str, Link]]:
        if not isinstance(response, TextResponse):
            return []
        found = ((canonical(link.url), link) for link in LINKS.extract_links(response))
        return [(url, link) for url, link in found if url is not None]

    def _ending(self, address: Address, response: Response) -> str | None:
        if document := document_ending(response.body):
            return document
        if not isinstance(response, TextResponse) or address.kind == "file":
            return None
        plain = (response.headers.get("Content-Type") or b"").startswith(b"text/plain")
        return "txt" if plain else "html"

    def _fetched(self, address: Address, final: str, ending: str, response: Response) -> Fetched:
        return Fetched(
            url=final,
            asked=address.url,
            body=response.body,
            ending=ending,
            status=response.status,
            headers=plain_headers(response.headers),
            retrieved=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            site=address.site,
            parent=address.parent,
        )

    # ---- where it leads
    def _follow(self, address: Address, final: str, links: list[tuple[str, Link]]) -> list[Address]:
        crawl = self.crawls[address.site]
        if address.kind == "list" or (address.kind == "article" and crawl.keeps_all):
            new = self.frontier.add(self._found(address, crawl, links), crawl.pages)
            shape = form(final)
            articles = any(found.kind == "article" for found in new)
            self.barren[shape] = 0 if articles else self.barren[shape] + 1
            return [found for found in new if not self._closed(found)]
        return []

    def _found(
        self, address: Address, crawl: Crawl, links: Iterable[tuple[str, Link]]
    ) -> Iterator[Address]:
        for url, link in links:
            kind = crawl.kind(url)
            pages_on = address.kind == "list" and is_next(link.text)
            if kind is None and pages_on and crawl.has(url) and not is_trap(url):
                kind = "list"
            # The next page of a list is as far from the start as the list itself.
            depth = address.depth + (0 if kind == "list" and pages_on else 1)
            if kind is not None and depth <= crawl.depth:
                yield Address(url=url, site=crawl.key, kind=kind, depth=depth, parent=address.url)

    def _closed(self, address: Address) -> bool:
        """Whether lists of this form have long led to nothing new: a trap, whatever its name."""
        if address.kind != "list" or self.barren[form(address.url)] < self.job.settings.barren:
            return False
        self._finish(address, "trap", "lists of this form lead to nothing new")
        return True

    def _attached(
        self, page: Fetched, address: Address, links: list[tuple[str, Link]]
    ) -> list[Address]:
        crawl = self.crawls[address.site]
        parent = address.parent if address.kind == "part" else page.url
        if page.ending != "html" or not crawl.attachments:
            return []
        files = [
            Address(url=url, site=crawl.key, kind="file", depth=address.depth + 1, parent=parent)
            for url, _ in links
            if extension(url) and crawl.has(url)
        ]
        return self.frontier.add(files, crawl.pages)

    # ---- what is kept
    def _keep(
        self, address: Address, page: Fetched, links: list[tuple[str, Link]]
    ) -> list[Address]:
        new = self._attached(page, address, links)
        following = self._next_part(address, page, links)
        new += self.frontier.add(following, self.crawls[address.site].pages)
        if address.kind == "part":
            self._keep_part(address, page)
        else:
            self._keep_page(address, page, whole=not following)
        if following or address.kind == "part":
            self._join(address.parent if address.kind == "part" else page.url)
        return new

    def _next_part(
        self, address: Address, page: Fetched, links: list[tuple[str, Link]]
    ) -> list[Address]:
        if address.kind not in ("article", "part") or page.ending != "html":
            return []
        first = address.parent if address.kind == "part" else page.url
        assert first is not None
        here = part_number(first, page.url) or 0
        numbers = {
            number: url
            for url, link in reversed(links)
            if is_next(link.text)
            and (number := part_number(first, url)) is not None
            and number > max(here, 0)
        }
        if not numbers:
            return []
        url = numbers[min(numbers)]
        return [Address(url=url, site=address.site, kind="part", depth=address.depth, parent=first)]

    def _keep_page(self, address: Address, page: Fetched, *, whole: bool) -> None:
        content = digest_of_content(page)
        known = self.frontier.page(page.url)
        copy = self.frontier.copy_of(content, page.url) if whole else None
        if known and known.content == content and (self.job.folder / known.file).exists():
            self.frontier.keep(address, known)
            self.summary.counts["unchanged"] += 1
        elif copy:
            self._finish(address, "duplicate", copy)
        else:
            kept = self.shelf.keep(page)
            if not whole:
                self.shelf.set_first(kept)
            self.frontier.keep(address, kept)
            self.summary.counts["file" if address.kind == "file" else "page"] += 1

    def _keep_part(self, address: Address, page: Fetched) -> None:
        number = part_number(address.parent or "", page.url) or 0
        self.frontier.keep(address, self.shelf.keep(page, part=number))
        self.summary.counts["part"] += 1

    def _join(self, first: str | None) -> None:
        page = self.frontier.page(first) if first else None
        parts = self.frontier.parts(first) if first else []
        if page and parts:
            self.shelf.join(page, sorted(parts, key=lambda part: _number(page, part)))

    # ---- what went wrong
    def fail(self, failure: TwistedFailure) -> Iterator[Request]:
        """Note why nothing came."""
        request: Any = getattr(failure, "request", None)
        address: Address = request.meta["address"]
        error = failure.value
        self._finish(address, _state(error), _reason(error))
        if address.kind == "part":
            self._join(address.parent)
        yield from ()

    def _finish(self, address: Address, state: str, reason: str = "") -> None:
        self.frontier.finish(address.url, state, reason)
        self.summary.counts[state] += 1
        if state in ("failed", "refused"):
            self.summary.failures.append(Failure(address.url, state, reason))


def _number(first: Kept, part: Kept) -> int:
    return part_number(first.url, part.url) or 0


def _state(error: BaseException | None) -> str:
    if isinstance(error, KnownError):
        return "duplicate"
    refused = isinstance(error, RefusedError) or FORBIDDEN in str(error)
    return "refused" if refused else "failed"


def _reason(error: BaseException | None) -> str:
    if isinstance(error, HttpError):
        return f"answers {error.response.status}"
    if isinstance(error, IgnoreRequest):
        return str(error) or "ignored"
    return f"{type(error).__name__}: {error}"[:300]
