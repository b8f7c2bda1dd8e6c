"""What a crawl is told and what it tells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from textmine.acquire.crawl.rules import Crawl
from textmine.settings import AcquireSettings, CrawlSettings

LEDGER = ".crawl/ledger.sqlite"  # in the folder of pages


@dataclass(frozen=True, slots=True)
class Failure:
    """An address that could not be fetched, and why."""

    url: str
    state: str  # failed: asked again by the next run; refused: by a rule
    reason: str


@dataclass(slots=True)
class FetchSummary:
    """What a crawl did: pages new or changed, unchanged ones, copies of others, failures."""

    counts: Counter[str] = field(default_factory=Counter)
    failures: list[Failure] = field(default_factory=list)
    error: BaseException | None = None  # that ended the crawl; `fetch` raises it


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What is to be fetched, and where to."""

    crawls: tuple[Crawl, ...]
    folder: Path
    settings: CrawlSettings
    acquire: AcquireSettings
    refresh: bool = False
    progress: Callable[[str], None] = lambda url: None
