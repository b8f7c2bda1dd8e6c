"""Parts of Scrapy made stricter: whom to ask, how long to wait, where answers are cached.

Only imported by a crawl, since it needs Scrapy.
"""

from __future__ import annotations

import asyncio
import re
import time
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies

from protego import Protego
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Headers, Request, Response
from scrapy.resolver import CachingThreadedResolver
from scrapy.responsetypes import responsetypes
from twisted.internet.defer import Deferred

from textmine.acquire.crawl.address import SCHEMES, canonical, is_private
from textmine.acquire.crawl.frontier import Answer

ASK_TO_WAIT = (429, 503)
IS_ROBOTS = "dont_obey_robotstxt"  # the mark that Scrapy puts on its request for robots.txt
NOTHING = b"User-agent: *\nDisallow: /\n"


class RefusedError(IgnoreRequest):
    """An address that may not be asked for."""


class KnownError(IgnoreRequest):
    """A redirection leads to an address whose page came before; its words are that address."""


class Guard:
    """Refuses what is not http or https, private addresses, and redirections off the site.

    Scrapy sends every request through it, those of redirections and for robots.txt, too.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Guard:
        """Made by Scrapy."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Raise RefusedError, else nothing."""
        spider: Any = self.crawler.spider
        parts = urlsplit(request.url)
        if parts.scheme not in SCHEMES:
            raise RefusedError(f"is {parts.scheme}, neither http nor https")
        if not spider.job.settings.allow_private and is_private(parts.hostname or ""):
            raise RefusedError("is an address of a private network; see allow_private")
        if request.meta.get(IS_ROBOTS):
            return
        address = request.meta["address"]
        if not spider.crawls[address.site].has(request.url):
            raise RefusedError("leads away from the site")
        final = canonical(request.url) or request.url
        if final != address.url and spider.frontier.state(final) in ("done", "duplicate"):
            raise KnownError(final)


class Manners(RetryMiddleware):
    """Waits as long as a site asks (Retry-After, Crawl-delay), else longer with each failure."""

    def __init__(self, settings: Any) -> None:
        super().__init__(settings)
        self.until: dict[str, float] = {}
        self.pause: dict[str, float] = {}

    async def process_request(self, request: Request) -> None:
        """Hold the request back until its host may be asked."""
        host = urlsplit(request.url).netloc
        while (wait := self.until.get(host, 0.0) - time.monotonic()) > 0:
            await asyncio.sleep(wait)
        if not request.meta.get(IS_ROBOTS) and host in self.pause:
            self.until[host] = time.monotonic() + self.pause[host]

    def process_response(  # type: ignore[override]
        self, request: Request, response: Response
    ) -> Request | Response:
        """Note how long to wait, then retry as Scrapy does."""
        if response.status in self.retry_http_codes:
            self._wait(request, response)
        answer = super().process_response(request, response)
        if request.meta.get(IS_ROBOTS) and isinstance(answer, Response):
            answer = self._robots(answer)
        return answer

    def _wait(self, request: Request, response: Response) -> None:
        tries = request.meta.get("retry_times", 0)
        crawl = self._spider.crawls.get(request.meta.get("download_slot"))
        seconds = (crawl or self._spider.job.settings).delay * 2**tries
        if response.status in ASK_TO_WAIT:
            asked = retry_after(response.headers.get("Retry-After") or b"")
            seconds = seconds if asked is None else asked
        if seconds > self._spider.job.settings.max_wait:
            raise IgnoreRequest(f"asks to wait {seconds:.0f} seconds; fetch it later")
        host = urlsplit(request.url).netloc
        self.until[host] = max(self.until.get(host, 0.0), time.monotonic() + seconds)

    def _robots(self, response: Response) -> Response:
        """Rules that a broken server cannot tell forbid all; missing ones nothing (RFC 9309)."""
        if response.status >= 400:
            return response.replace(body=NOTHING if response.status >= 500 else b"", status=200)
        agent = self.crawler.settings["ROBOTSTXT_USER_AGENT"]
        delay = Protego.parse(response.body.decode("utf-8", "replace")).crawl_delay(agent)
        if delay:
            longest = self._spider.job.settings.max_wait
            self.pause[urlsplit(response.url).netloc] = min(float(delay), longest)
        return response

    @property
    def _spider(self) -> Any:
        return self.crawler.spider


def retry_after(value: bytes) -> float | None:
    """Seconds of a Retry-After header, which gives them or a date; None where it gives neither."""
    text = value.decode("latin-1").strip()
    if re.fullmatch(r"\d{1,9}", text):
        return float(text)
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - time.time())
    except ValueError:
        return None


class PublicResolver(CachingThreadedResolver):
    """Names that lead to private addresses are not known: what is checked is what is asked."""

    def getHostByName(self, name: str, timeout: Any = ()) -> Deferred[str]:
        """The address of a host, by Twisted's contract."""
        found = super().getHostByName(name, timeout)
        found.addCallback(self._refuse_private, name)
        return found

    def _refuse_private(self, address: str, name: str) -> str:
        proxies = {urlsplit(proxy).hostname for proxy in getproxies().values()}
        if is_private(address) and name not in proxies:
            raise RefusedError(f"{name} is an address of a private network; see allow_private")
        return address


class LedgerCache:
    """Scrapy's cache of answers in the ledger of the crawl: no pickles, whole after a kill."""

    def __init__(self, settings: Any) -> None:
        self.frontier: Any = None

    def open_spider(self, spider: Any) -> None:
        """Called by Scrapy at the beginning."""
        self.frontier = spider.frontier

    def close_spider(self, spider: Any) -> None:
        """Called by Scrapy at the end."""

    def retrieve_response(self, spider: Any, request: Request) -> Response | None:
        """The answer kept for a request."""
        answer = self.frontier.answer(request.url)
        if answer is None:
            return None
        headers = Headers(answer.headers)
        kind = responsetypes.from_args(headers=headers, url=request.url, body=answer.body)
        return kind(request.url, status=answer.status, headers=headers, body=answer.body)

    def store_response(self, spider: Any, request: Request, response: Response) -> None:
        """Keep an answer."""
        answer = Answer(response.status, plain_headers(response.headers), response.body)
        self.frontier.store_answer(request.url, answer)


def plain_headers(headers: Headers) -> dict[str, list[str]]:
    """Headers as text."""
    return {
        name.decode("latin-1"): [value.decode("latin-1") for value in headers.getlist(name)]
        for name in headers
    }
