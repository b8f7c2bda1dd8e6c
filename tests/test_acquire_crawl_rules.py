"""What of a site is fetched: kinds of addresses, rows of a table, pages named one by one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from textmine.acquire.crawl.rules import Crawl, Kind, read_crawls, single_pages
from textmine.errors import SettingsError
from textmine.settings import CrawlSettings

SETTINGS = CrawlSettings()
HOST = "https://dj.example.cn"
RULED = Crawl(
    key="dj",
    hosts=("example.cn",),
    follow=(re.compile(r"/list"),),
    article=(re.compile(r"/t\d+\.html"),),
    deny=(re.compile(r"/video/"),),
)
WHOLE = Crawl(key="dj", hosts=("example.cn",))


@pytest.mark.parametrize(
    ("crawl", "address", "kind"),
    [
        (RULED, f"{HOST}/t12.html", "article"),
        (RULED, f"{HOST}/list/t12.html", "article"),  # before a list
        (RULED, f"{HOST}/list_2.html", "list"),
        (RULED, f"{HOST}/video/t12.html", None),
        (RULED, f"{HOST}/about.html", None),
        (RULED, "https://notexample.cn/t12.html", None),
        (RULED, "https://example.cn/t12.html", "article"),
        (WHOLE, f"{HOST}/about", "article"),  # without rules any page is one
        (WHOLE, f"{HOST}/a.pdf", None),
        (Crawl(key="x", start=(f"{HOST}/a",)), f"{HOST}/t12.html", None),
    ],
)
def test_kinds_of_addresses(crawl: Crawl, address: str, kind: Kind | None) -> None:
    assert crawl.kind(address) == kind


def table(folder: Path, text: str) -> Path:
    path = folder / "sites.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_row_says_what_settings_do_not(tmp_path: Path) -> None:
    text = f"""
        [[site]]
        name = "某网"
        hosts = ["example.cn"]
        [site.crawl]
        start = ["{HOST}/list"]
        article = ['/t\\d+']
        depth = 7
        attachments = false

        [[site]]
        name = "只供阅读"
        hosts = ["other.cn"]

        [[site]]
        [site.crawl]
        start = ["https://third.cn/a#top"]
    """
    named, nameless = read_crawls(table(tmp_path, text), SETTINGS)
    assert (named.key, named.name, named.hosts) == ("某网", "某网", ("example.cn",))
    assert (named.depth, named.attachments, named.pages) == (7, False, SETTINGS.pages)
    assert (named.delay, named.concurrency) == (SETTINGS.delay, SETTINGS.concurrency)
    assert (named.single, named.keeps_all) == (False, False)
    assert (nameless.key, nameless.hosts) == ("third.cn", ("third.cn",))
    assert nameless.start == ("https://third.cn/a",)
    assert (nameless.depth, nameless.attachments) == (SETTINGS.depth, True)
    assert nameless.keeps_all


@pytest.mark.parametrize(
    ("rules", "message"),
    [
        ("start = []", "unfit crawl rules"),
        ("depth = 1", "unfit crawl rules: KeyError"),
        ("start = ['ftp://a.cn/']", "is no address of http or https"),
        ("start = ['https://a.cn/']\nfolow = ['/a']", "'folow' is no crawl rule; known: article"),
        ("start = ['https://a.cn/']\narticle = ['(']", "unfit crawl rules"),
        ("start = ['https://a.cn/']\ndepth = 'deep'", "unfit crawl rules"),
        ("start = [", "cannot be read"),
    ],
)
def test_rows_that_are_unfit(tmp_path: Path, rules: str, message: str) -> None:
    path = table(tmp_path, f"[[site]]\n[site.crawl]\n{rules}\n")
    with pytest.raises(SettingsError, match=re.escape(message)):
        read_crawls(path, SETTINGS)


def test_a_table_without_a_start_or_none_at_all(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"has no \[\[site\]\] with a table"):
        read_crawls(table(tmp_path, "[[site]]\nname = '某网'\n"), SETTINGS)
    with pytest.raises(SettingsError, match="is no file"):
        read_crawls(tmp_path / "none.toml", SETTINGS)


def test_single_pages_are_a_crawl_a_host() -> None:
    addresses = [f"{HOST}/a", "https://third.cn/b", f"{HOST}/c"]
    one, other = single_pages(addresses, SETTINGS)
    assert (one.key, one.start) == ("dj.example.cn", (f"{HOST}/a", f"{HOST}/c"))
    assert (other.start, other.depth, other.single) == (("https://third.cn/b",), 0, True)
    with pytest.raises(SettingsError, match="is no address"):
        single_pages(["mailto:a@b.cn"], SETTINGS)
