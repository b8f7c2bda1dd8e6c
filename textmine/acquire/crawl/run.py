"""A crawl by Scrapy, from a Job to a summary. Only imported by a crawl."""

from __future__ import annotations

import logging
import sqlite3
from typing import Any

import scrapy
from scrapy.crawler import CrawlerProcess

from textmine.acquire.crawl import manners as crawl_manners
from textmine.acquire.crawl.frontier import Address, Frontier
from textmine.acquire.crawl.job import LEDGER, FetchSummary, Job
from textmine.acquire.crawl.keep import Shelf
from textmine.acquire.crawl.spider import SiteSpider
from textmine.errors import StoreError
from textmine.version import __version__

HERE = crawl_manners.__name__


def run(job: Job) -> FetchSummary:
    """Fetch until nothing waits or the process is told to stop."""
    path = job.folder / LEDGER
    path.parent.mkdir(parents=True, exist_ok=True)
    frontier, shelf, summary = Frontier(path), Shelf(job.folder), FetchSummary()
    try:
        _begin(job, frontier)
        shelf.write_metadata(frontier.pages())
        process = CrawlerProcess(options(job))
        logging.getLogger("scrapy").setLevel(logging.ERROR)
        process.crawl(SiteSpider, job=job, frontier=frontier, shelf=shelf, summary=summary)
        process.start()
        _raise(summary.error, job)
        shelf.write_metadata(frontier.pages())
        summary.counts["waiting"] = len(frontier.waiting(crawl.key for crawl in job.crawls))
    finally:
        frontier.close()
    return summary


def _raise(error: BaseException | None, job: Job) -> None:
    """What broke the crawl: the folder (disk full, read-only), or else a fault of ours."""
    if isinstance(error, (OSError, sqlite3.Error)):
        raise StoreError(str(job.folder), f"cannot be written: {error}") from error
    if error is not None:
        raise error


def _begin(job: Job, frontier: Frontier) -> None:
    frontier.begin_round([crawl.key for crawl in job.crawls], refresh=job.refresh)
    for crawl in job.crawls:
        kind = "article" if crawl.single else "list"
        start = (Address(url=url, site=crawl.key, kind=kind) for url in crawl.start)
        frontier.add(start, crawl.pages)


def agent(contact: str) -> str:
    """How we name ourselves: what we are, and whom to write to if that is set."""
    told = f"; {contact}" if contact else ""
    return f"textmine/{__version__} (document mining{told}) Scrapy/{scrapy.__version__}"


def options(job: Job) -> dict[str, Any]:
    """Scrapy's settings for a job."""
    private = job.settings.allow_private
    resolver = "scrapy.resolver.CachingThreadedResolver" if private else f"{HERE}.PublicResolver"
    return {
        "USER_AGENT": agent(job.settings.contact),
        "ROBOTSTXT_OBEY": True,
        "ROBOTSTXT_USER_AGENT": "textmine",
        "COOKIES_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
        "LOG_LEVEL": "ERROR",
        "LOG_INSTALL_ROOT_HANDLER": False,  # a library leaves logging to its caller
        "DOWNLOAD_HANDLERS": dict.fromkeys(("file", "ftp", "s3", "data")),
        "DOWNLOAD_MAXSIZE": job.acquire.max_bytes,
        "DOWNLOAD_TIMEOUT": 60,
        "DOWNLOAD_DELAY": job.settings.delay,
        "RANDOMIZE_DOWNLOAD_DELAY": False,
        "CONCURRENT_REQUESTS": max(16, sum(crawl.concurrency for crawl in job.crawls)),
        "CONCURRENT_REQUESTS_PER_DOMAIN": job.settings.concurrency,
        "DOWNLOAD_SLOTS": {
            crawl.key: {"delay": crawl.delay, "concurrency": crawl.concurrency}
            for crawl in job.crawls
        },
        "RETRY_TIMES": 3,
        "RETRY_GIVE_UP_LOG_LEVEL": "DEBUG",
        "REDIRECT_MAX_TIMES": 8,
        # First found, first fetched: a trap does not keep the rest of a site waiting.
        "SCHEDULER_MEMORY_QUEUE": "scrapy.squeues.FifoMemoryQueue",
        "DNS_RESOLVER": resolver,
        "HTTPCACHE_ENABLED": True,
        "HTTPCACHE_POLICY": "scrapy.extensions.httpcache.RFC2616Policy",
        "HTTPCACHE_STORAGE": f"{HERE}.LedgerCache",
        "DOWNLOADER_MIDDLEWARES": {
            f"{HERE}.Guard": 50,  # before robots.txt is asked for
            "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
            f"{HERE}.Manners": 550,
        },
    }
