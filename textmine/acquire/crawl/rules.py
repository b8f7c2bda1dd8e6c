"""What is fetched of a site, and how politely: the `crawl` table of a row of `sites.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from textmine.acquire.crawl.address import canonical, extension, is_trap
from textmine.acquire.html.sites import load_sites
from textmine.errors import SettingsError
from textmine.settings import CrawlSettings

Kind = Literal["list", "article", "part", "file"]
PATTERNS = ("follow", "article", "deny")
KNOWN = frozenset((*PATTERNS, "start", "depth", "pages", "delay", "concurrency", "attachments"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Crawl:
    """What is fetched of one site. Without hosts, only what a page itself continues with."""

    key: str  # names the site in the ledger of the pages
    name: str = ""
    hosts: tuple[str, ...] = ()
    start: tuple[str, ...] = ()
    follow: tuple[re.Pattern[str], ...] = ()
    article: tuple[re.Pattern[str], ...] = ()
    deny: tuple[re.Pattern[str], ...] = ()
    depth: int = 0
    pages: int = 10_000
    delay: float = 1.0
    concurrency: int = 1
    attachments: bool = True

    @property
    def single(self) -> bool:
        """Whether the start pages are what is wanted, and nothing that they link to."""
        return not self.hosts

    @property
    def keeps_all(self) -> bool:
        """Whether any page of the hosts is an article."""
        return not self.single and not self.article

    def has(self, address: str) -> bool:
        """Whether an address belongs to the site."""
        host = urlsplit(address).hostname or ""
        known = any(host == name or host.endswith("." + name) for name in self.hosts)
        return self.single or known

    def kind(self, address: str) -> Kind | None:
        """What an address that a page links to is; None where it is left alone."""
        if self.single or not self.has(address) or is_trap(address):
            return None
        if any(pattern.search(address) for pattern in self.deny):
            return None
        if any(pattern.search(address) for pattern in self.article):
            return "article"
        if any(pattern.search(address) for pattern in self.follow):
            return "list"
        return "article" if self.keeps_all and not extension(address) else None


def read_crawls(path: Path, settings: CrawlSettings) -> tuple[Crawl, ...]:
    """The sites of a table that say where to start (SettingsError where it is unfit)."""
    if not path.exists():
        raise SettingsError(str(path), "is no file; an address begins with http:// or https://")
    try:
        rows = tomllib.loads(path.read_text(encoding="utf-8-sig")).get("site", [])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(str(path), f"cannot be read: {error}") from error
    crawls = tuple(_crawl(row, settings, str(path)) for row in rows if row.get("crawl"))
    if not crawls:
        raise SettingsError(str(path), "has no [[site]] with a table [site.crawl] and its start")
    return crawls


def _crawl(row: Mapping[str, Any], settings: CrawlSettings, path: str) -> Crawl:
    rules: Mapping[str, Any] = row["crawl"]
    if unknown := sorted(set(rules) - KNOWN):
        known = ", ".join(sorted(KNOWN))
        raise SettingsError(path, f"{unknown[0]!r} is no crawl rule; known: {known}")
    try:
        start = tuple(_start(address, path) for address in rules["start"])
        hosts = tuple(row.get("hosts") or dict.fromkeys(urlsplit(a).hostname for a in start))
        patterns: dict[str, Any] = {
            name: tuple(map(re.compile, rules.get(name, ()))) for name in PATTERNS
        }
        return Crawl(
            key=row.get("name") or hosts[0],
            name=row.get("name", ""),
            hosts=hosts,
            start=start,
            **patterns,
            **_limits(rules, settings),
        )
    except SettingsError:  # a ValueError, too
        raise
    except (KeyError, IndexError, TypeError, ValueError, re.error) as error:
        raise SettingsError(path, f"has a site with unfit crawl rules: {error!r}") from error


def _limits(rules: Mapping[str, Any], settings: CrawlSettings) -> dict[str, Any]:
    return {
        "depth": int(rules.get("depth", settings.depth)),
        "pages": int(rules.get("pages", settings.pages)),
        "delay": float(rules.get("delay", settings.delay)),
        "concurrency": int(rules.get("concurrency", settings.concurrency)),
        "attachments": bool(rules.get("attachments", True)),
    }


def _start(address: str, path: str) -> str:
    found = canonical(address)
    if found is None:
        raise SettingsError(path, f"{address!r} is no address of http or https")
    return found


def single_pages(addresses: Sequence[str], settings: CrawlSettings) -> tuple[Crawl, ...]:
    """A crawl a host for pages named on the command line, as polite as the host's row says."""
    by_host: dict[str, list[str]] = {}
    for address in addresses:
        found = _start(address, address)
        by_host.setdefault(urlsplit(found).netloc, []).append(found)
    return tuple(_single(host, tuple(start), settings) for host, start in by_host.items())


def _single(host: str, start: tuple[str, ...], settings: CrawlSettings) -> Crawl:
    bare = host.partition(":")[0]
    rows = [r for r in load_sites().rows if any(f".{bare}".endswith(f".{h}") for h in r.hosts)]
    rules = rows[0].crawl if rows else {}
    limits = {**_limits(rules, settings), "depth": 0}
    return Crawl(key=host, name=rows[0].name if rows else "", start=start, **limits)
