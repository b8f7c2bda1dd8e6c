"""`textmine fetch`: pages of sites into a folder that `textmine mine` reads.

Scrapy (the extra `textmine[crawl]`) is loaded when a crawl begins, not before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from textmine.acquire.crawl.job import FetchSummary, Job
from textmine.acquire.crawl.rules import Crawl, read_crawls, single_pages
from textmine.errors import ResourceError, SettingsError
from textmine.settings import CrawlSettings, Settings


def fetch(
    targets: Sequence[str],
    folder: Path,
    settings: Settings,
    *,
    refresh: bool = False,
    progress: Callable[[str], None] = lambda url: None,
) -> FetchSummary:
    """Fetch what *targets* name (addresses, or files like `sites.toml`) into *folder*.

    Goes on where an earlier run was stopped; after one that ended, lists are read again for what
    is new, and with *refresh* every page is asked for again, if it has changed. Scrapy's reactor
    runs once a process, and so does this. Raises SettingsError for an unfit table or address,
    ResourceError where Scrapy is missing, StoreError for a damaged ledger.
    """
    crawls = _crawls(targets, settings.crawl)
    try:
        from textmine.acquire.crawl.run import run  # 1 s to load; an extra
    except ImportError as error:
        raise ResourceError(
            error.name or "scrapy", "is missing; install textmine[crawl]"
        ) from error
    return run(
        Job(
            crawls=crawls,
            folder=folder,
            settings=settings.crawl,
            acquire=settings.acquire,
            refresh=refresh,
            progress=progress,
        )
    )


def _crawls(targets: Sequence[str], settings: CrawlSettings) -> tuple[Crawl, ...]:
    addresses = [target for target in targets if "://" in target]
    tables = [Path(target) for target in targets if "://" not in target]
    found = [*single_pages(addresses, settings)]
    for table in tables:
        found += read_crawls(table, settings)
    twice = [key for key, count in Counter(crawl.key for crawl in found).items() if count > 1]
    if twice:
        raise SettingsError(twice[0], "is the name of two sites")
    return tuple(found)
