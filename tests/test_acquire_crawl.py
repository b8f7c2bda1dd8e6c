"""Fetching, against a server on this machine that plays a site with all its traps."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path
from threading import Lock, Thread

import docx
import pytest
from scrapy.resolver import dnscache

from textmine.acquire.crawl.address import (
    canonical,
    extension,
    form,
    is_next,
    is_private,
    is_trap,
    part_number,
    words,
)
from textmine.acquire.crawl.fetch import _crawls, fetch
from textmine.acquire.crawl.keep import join_parts
from textmine.acquire.crawl.manners import PublicResolver, retry_after
from textmine.acquire.fetched import host_folder, name_of
from textmine.acquire.files import read_pages
from textmine.acquire.folders import list_files
from textmine.errors import SettingsError
from textmine.settings import CrawlSettings, Settings
from textmine.types import Page

# ---- addresses -----------------------------------------------------------------------------------
CANONICAL = [
    ("HTTP://A.CN:80/x/../b.html#top", "http://a.cn/b.html"),
    ("https://a.cn", "https://a.cn/"),
    ("http://a.cn/b.jsp;jsessionid=0A1B?id=3", "http://a.cn/b.jsp?id=3"),
    ("http://a.cn/b?utm_source=w&id=3&PHPSESSID=9", "http://a.cn/b?id=3"),
    ("http://a.cn/%B5%B3?k=%BD%A8", "http://a.cn/%B5%B3?k=%BD%A8"),  # GBK stays as it is
    ("http://u:p@a.cn:8080/b/", "http://a.cn:8080/b/"),
    ("http://[::1]:8/", "http://[::1]:8/"),
    ("ftp://a.cn/b", None),
    ("file:///etc/hosts", None),
    ("javascript:void(0)", None),
    ("http://[a", None),
    ("http://a.cn:port/", None),
]


@pytest.mark.parametrize(("address", "one"), CANONICAL)
def test_one_form_of_an_address(address, one):
    assert canonical(address) == one


TRAPS = [(trap.pattern, yes) for trap in words().traps for yes in trap.yes]
NO_TRAPS = [no for trap in words().traps for no in trap.no]


@pytest.mark.parametrize(("pattern", "address"), TRAPS)
def test_trap(pattern, address):
    assert pattern.search(address)


@pytest.mark.parametrize("address", NO_TRAPS)
def test_no_trap(address):
    assert not is_trap(address)


def test_an_address_that_grows_is_a_trap():
    assert is_trap("http://a.cn/" + "ab" * 300)


PRIVATE = [
    *((host, True) for host in ("127.0.0.1", "10.2.3.4", "192.168.1.1", "169.254.169.254")),
    *((host, True) for host in ("::1", "fe80::1", "[::ffff:10.0.0.1]", "0.0.0.0", "100.64.0.1")),
    *((host, True) for host in ("2130706433", "127.1", "0x7f.1", "localhost", "db.internal")),
    *((host, False) for host in ("8.8.8.8", "2001:4860:4860::8888", "www.gov.cn", "12306.cn")),
]


@pytest.mark.parametrize(("host", "private"), PRIVATE)
def test_private_addresses(host, private):
    assert is_private(host) is private


PARTS = [
    ("http://a.cn/t1_20.html", "http://a.cn/t1_20_2.html", 2),
    ("http://a.cn/t1_20.html", "http://a.cn/t1_21.html", None),
    ("http://a.cn/c/9.shtml", "http://a.cn/c/9-3.shtml", 3),
    ("http://a.cn/c/9.shtml", "http://a.cn/c/9/3.shtml", 3),
    ("http://a.cn/c?id=9", "http://a.cn/c?id=9&page=2", 2),
    ("http://a.cn/c?id=9&page=1", "http://a.cn/c?id=9&page=2", 2),
    ("http://a.cn/c?id=9", "http://a.cn/c?id=10", None),
    ("http://a.cn/c?id=9", "http://a.cn/c?page=2", None),
    ("http://a.cn/t.html", "http://b.cn/t_2.html", None),
]


@pytest.mark.parametrize(("first", "other", "number"), PARTS)
def test_part_of_an_article(first, other, number):
    assert part_number(first, other) == number


@pytest.mark.parametrize(
    ("text", "leads"),
    [
        ("下一页", True),
        ("[2]", True),
        ("第3页", True),
        (" > ", True),
        ("下一篇", False),
        ("2012", False),
    ],
)
def test_what_a_link_to_the_next_part_says(text, leads):
    assert is_next(text) is leads


def test_pages_of_one_program_share_a_form():
    assert form("http://a.cn/c/2010/t5?id=3&x=1") == form("http://a.cn/c/2011/t6?x=7&id=44")
    assert form("http://a.cn/c/1") != form("http://a.cn/d/1")


@pytest.mark.parametrize(
    ("address", "ending"),
    [
        ("http://a.cn/x/P02010.PDF", "pdf"),
        ("http://a.cn/down?f=%E9%99%84.doc&k=1", "doc"),
        ("http://a.cn/x.html", ""),
        ("http://a.cn/x.docx/", ""),
    ],
)
def test_ending_of_an_attachment(address, ending):
    assert extension(address) == ending


def test_names_are_safe_and_apart():
    names = [name_of(f"http://a.cn/{path}") for path in ("con", "a:b?c=|", "汉字", "", "a" * 300)]
    assert len(set(names)) == 5
    assert all(name.replace("-", "").replace("_", "").isalnum() for name in names)
    assert max(map(len, names)) < 80


@pytest.mark.parametrize(
    ("url", "folder"),
    [
        ("http://www.a.gov.cn/1.html", "www.a.gov.cn"),
        ("http://a.cn:8080/", "a.cn_8080"),
        ("http://a.cn./", "a.cn"),  # Windows drops a point at the end
        ("http://nul.a.cn/", "_nul.a.cn"),  # … and takes these for devices
        ("http://COM1/", "_COM1"),
        ("http://console.a.cn/", "console.a.cn"),
    ],
)
def test_the_folder_of_a_host(url, folder):
    assert host_folder(url) == folder


@pytest.mark.parametrize(
    ("value", "seconds"),
    [(b"120", 120.0), (b"", None), (b"soon", None), (b"Thu, 01 Jan 2015 00:00:00 GMT", 0.0)],
)
def test_retry_after(value, seconds):
    assert retry_after(value) == seconds


# ---- rules ---------------------------------------------------------------------------------------
WRONG = [
    ("[[site]\n", "cannot be read"),
    ("x = 1\n", "has no"),
    ("[[site]]\n[site.crawl]\nstarts = []\n", "known: article, attachments"),
    ("[[site]]\n[site.crawl]\nstart = ['ftp://a.cn/']\n", "no address of http"),
    ("[[site]]\n[site.crawl]\nstart = []\n", "unfit crawl rules"),
    ("[[site]]\n[site.crawl]\nstart = ['http://a.cn']\nfollow = ['(']\n", "unfit crawl rules"),
]


@pytest.mark.parametrize(("text", "message"), WRONG)
def test_tables_that_are_unfit(tmp_path, text, message):
    table = tmp_path / "sites.toml"
    table.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=message):
        fetch([str(table)], tmp_path, Settings())


KINDS = [
    ("http://x.a.cn/gzdt/index_2.html", "list"),
    ("http://a.cn/gzdt/201005/t20100503_1.html", "article"),
    ("http://a.cn/about.html", None),
    ("http://b.cn/gzdt/201005/t20100503_1.html", None),
    ("http://a.cn/gzdt/calendar/t20100503_1.html", None),
    ("http://a.cn/gzdt/en/t20100503_1.html", None),
]


@pytest.mark.parametrize(("address", "kind"), KINDS)
def test_what_an_address_is(tmp_path, address, kind):
    table = tmp_path / "sites.toml"
    rules = "start = ['http://a.cn/gzdt/']\nfollow = ['/index_\\d+']\n"
    rules += "article = ['/t\\d{8}_\\d+\\.html$']\ndeny = ['/en/']\n"
    table.write_text(f"[[site]]\nhosts = ['a.cn']\n[site.crawl]\n{rules}", encoding="utf-8")
    (crawl,) = _crawls([str(table)], CrawlSettings())
    assert crawl.kind(address) == kind


# ---- the site ------------------------------------------------------------------------------------
TOLD = {
    1: "柳溪镇把二十个村的党员编成六个产业小组，由镇农技站统一安排学习，三年培训果农一千二百人次。",
    2: "石桥街道同三家企业签订共建协议，企业提供场地，社区提供服务，居民议事由每季改为每月。",
    3: "青河乡流动党员在县城设立联络站，白天务工，晚上学习，联络员每周到工地走访一回。",
    4: "云岭县在茶叶合作社设立党支部，合作社给每户社员一本明白账，当年户均增收两千六百元。",
    5: "东坪区推行干部一线值班，问题登记、交办、回访都上墙公开，全年办结群众诉求八百余件。",
    6: "南浦市让退休教师进农家书屋领读，每个书屋每月开两次读书会，借阅量比上年增加四成。",
}
SECOND = "联络站还同用工企业约定，每月留出半天让党员参加组织生活，缺席的由联络员补课。"
THIRD = "到年底，联络站已有登记党员三百一十二名，其中一百零五人返乡后当选村组干部。"
NAMES = {1: "产业小组", 2: "共建协议", 3: "联络站", 4: "明白账", 5: "一线值班", 6: "领读人"}


def article(number: int, *more: str, told: str = "", charset: str = "utf-8") -> bytes:
    told = told or TOLD[number]
    text = (
        f'<html><head><meta charset="{charset}"><title>{NAMES[number]}</title></head><body>'
        f'<div class="nav"><a href="/list.html">首页</a></div><h1>{NAMES[number]}</h1>'
        f'<div id="zoom"><p>{told}</p><p>{"各村按月报告进度，镇里按季检查。" * 3}</p></div>'
        f"{''.join(more)}</body></html>"
    )
    return text.encode("gbk" if charset == "gb2312" else charset)


def links(*addresses: str, next_to: str = "") -> bytes:
    items = "".join(f'<li><a href="{a}">报告 {n}</a></li>' for n, a in enumerate(addresses))
    more = f'<a href="{next_to}">下一页</a>' if next_to else ""
    return f"<html><meta charset=utf-8><body><ul>{items}</ul>{more}</body></html>".encode()


def docx_file() -> bytes:
    buffer = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("附件：" + TOLD[4] * 2)
    document.save(buffer)
    return buffer.getvalue()


@dataclass
class Answer:
    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


FIRST = [
    "/a/t1.html", "/a/t1.html#top", "/a/t1.html?utm_source=x", "/a/t1.html;jsessionid=77",
    "/a/t2.html", "/a/t3.html", "/a/t4.html", "/secret/t9.html", "/calendar/t2031.html",
    "/a/t22.html", "/a/t23.html", "/a/t24.html", "/hd?d=1",
    "/a/t25.html", "ftp://127.0.0.1/a/t30.html", "http://away.example/a/t31.html",
]  # fmt: skip
NEXT = '<a href="{0}">2</a> <a href="{0}">下一页</a>'
FILES = (
    '<a href="/f/annex.docx">附件1</a> <a href="/f/old.doc">附件2</a> <a href="/f/none.pdf">3</a>'
)
PAGES: dict[str, Answer] = {
    "/robots.txt": Answer(b"User-agent: *\nDisallow: /secret/\n"),
    "/list.html": Answer(links(*FIRST, next_to="/index_1.html"), headers={"ETag": '"list"'}),
    "/index_1.html": Answer(links("/a/t5.html", "/a/t6.html", "/a/t20.html", "/a/t21.html")),
    "/a/t1.html": Answer(article(1), headers={"ETag": '"one"'}),
    "/a/t2.html": Answer(article(2, charset="gb2312")),
    "/a/t3.html": Answer(article(3, NEXT.format("t3_1.html"))),
    "/a/t3_1.html": Answer(article(3, NEXT.format("t3_2.html"), told=SECOND)),
    "/a/t3_2.html": Answer(article(3, '<a href="t3_1.html">2</a>', told=THIRD)),
    "/a/t4.html": Answer(article(4, FILES)),
    "/a/t5.html": Answer(article(5)),
    "/a/t6.html": Answer(article(6)),
    "/a/t20.html": Answer(status=302, headers={"Location": "/a/t1.html"}),
    "/a/t21.html": Answer(article(1, "<p>阅读：77次</p>")),
    "/a/t22.html": Answer(status=302, headers={"Location": "/a/t22.html?again=1"}),
    "/a/t23.html": Answer(status=301, headers={"Location": "http://away.example/a/t23.html"}),
    "/a/t24.html": Answer(status=301, headers={"Location": "/secret/t24.html"}),
    "/f/annex.docx": Answer(docx_file()),
    "/f/old.doc": Answer(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
    "/f/none.pdf": Answer(b"<html><body>404</body></html>"),
}
KEPT = ["/a/t1.html", "/a/t2.html", "/a/t3.html", "/a/t4.html", "/a/t5.html", "/a/t6.html"]


class Site:
    """A server that counts what it is asked for."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, float, dict[str, str]]] = []
        self.pages = dict(PAGES)
        self.slow = 0.0
        self.lock = Lock()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self.handler())
        self.base = f"http://127.0.0.1:{self.server.server_port}"
        Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def handler(site) -> type[BaseHTTPRequestHandler]:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                with site.lock:
                    site.asked.append((self.path, time.monotonic(), dict(self.headers.items())))
                time.sleep(site.slow)
                answer = site.answer(self.path, dict(self.headers.items()))
                self.send_response(answer.status)
                headers = {"Content-Type": "text/html", **answer.headers}
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(answer.body)))
                self.end_headers()
                self.wfile.write(answer.body)

            def log_message(self, *_: object) -> None:
                pass

        return Handler

    def answer(self, path: str, headers: dict[str, str]) -> Answer:
        if path.startswith("/hd?d="):  # a calendar that does not call itself one
            return Answer(links(f"/hd?d={int(path[6:]) + 1}"))
        if path == "/a/t5.html" and self.count()[path] == 1:
            return Answer(status=503, headers={"Retry-After": "1"})
        if path.startswith("/a/t22.html?again="):
            return Answer(status=302, headers={"Location": f"{path[:18]}{int(path[18:]) + 1}"})
        page = self.pages.get(path, Answer(status=404))
        etag = page.headers.get("ETag")
        if etag and headers.get("If-None-Match") == etag:
            return Answer(status=304, headers={"ETag": etag})
        return page

    def count(self) -> Counter[str]:
        return Counter(path for path, _, _ in self.asked)

    def times(self, path: str) -> list[float]:
        return [when for asked, when, _ in self.asked if asked == path]


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    made = Site()
    yield made
    made.server.shutdown()
    made.server.server_close()


RULES = """
[[site]]
name = "柳溪党建"
hosts = ["127.0.0.1"]
[site.crawl]
start = ["{base}/list.html"]
follow = ['/hd']
article = ['/t\\d+\\.html$']
delay = {delay}
concurrency = {concurrency}
{more}
"""
SETTINGS = """
[crawl]
allow_private = {private}
barren = 5
max_age = 0
delay = 0.05
contact = "lib@a.example"
"""


@dataclass
class Fetcher:
    """Runs the command in a process of its own, as Scrapy wants it."""

    folder: Path
    base: str
    delay: float = 0.0
    concurrency: int = 4
    private: str = "true"
    more: str = ""

    def start(self, *targets: str, options: tuple[str, ...] = ()) -> subprocess.Popen[str]:
        table, settings = self.folder / "sites.toml", self.folder / "settings.toml"
        rules = RULES.format_map(vars(self))
        table.write_text(rules, encoding="utf-8")
        settings.write_text(SETTINGS.format(private=self.private), encoding="utf-8")
        command = [sys.executable, "-m", "textmine", "fetch", *(targets or (str(table),)), *options]
        command += ["-o", str(self.pages), "--settings", str(settings)]
        return subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, encoding="utf-8"
        )

    def run(self, *targets: str, options: tuple[str, ...] = ()) -> tuple[int, str]:
        process = self.start(*targets, options=options)
        told = process.communicate(timeout=50)[1]
        return process.returncode, told

    @property
    def pages(self) -> Path:
        return self.folder / "pages"

    def rows(self) -> dict[str, dict[str, str]]:
        """What metadata.csv says, by path."""
        found = {}
        for table in self.pages.glob("*/metadata.csv"):
            with table.open(encoding="utf-8-sig", newline="") as file:
                found.update({r["url"].removeprefix(self.base): r for r in csv.DictReader(file)})
        return found

    def read(self) -> dict[str, Page]:
        """The pages as `mine` reads them, by path."""
        found = {}
        for root, file in list_files([self.pages]):
            if file.suffix != ".doc":  # only its first bytes are those of one
                (page,) = read_pages(file, root=root)
                assert isinstance(page, Page)
                found[(page.url or "").removeprefix(self.base)] = page
        return found


@dataclass
class Crawled:
    """A whole crawl."""

    site: Site
    fetcher: Fetcher
    status: int
    told: str
    asked: Counter[str]
    read: dict[str, Page]


@pytest.fixture(scope="module")
def crawled(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Crawled:
    fetcher = Fetcher(tmp_path_factory.mktemp("crawl"), site.base)
    status, told = fetcher.run()
    return Crawled(site, fetcher, status, told, site.count(), fetcher.read())


def test_every_article_is_kept_and_read(crawled: Crawled) -> None:
    assert sorted(crawled.read) == sorted([*KEPT, "/f/annex.docx"])
    assert crawled.status == 3  # some were set aside


@pytest.mark.parametrize("number", TOLD)
def test_a_page_is_read_with_its_origin(crawled: Crawled, number: int) -> None:
    page = crawled.read[f"/a/t{number}.html"]
    assert TOLD[number] in str(page.body)
    assert page.site == "柳溪党建"
    assert page.retrieved == crawled.fetcher.rows()[f"/a/t{number}.html"]["retrieved"]
    assert time.strptime(page.retrieved or "", "%Y-%m-%dT%H:%M:%SZ")


@pytest.mark.parametrize("number", [1, 2, 4])
def test_a_page_is_kept_as_it_came(crawled: Crawled, number: int) -> None:
    row = crawled.fetcher.rows()[f"/a/t{number}.html"]
    (file,) = crawled.fetcher.pages.glob(f"*/{row['file']}")
    assert file.read_bytes() == PAGES[f"/a/t{number}.html"].body


def test_headers_are_kept(crawled: Crawled) -> None:
    (file,) = crawled.fetcher.pages.glob("*/.headers/t1-*.json")
    head = json.loads(file.read_text(encoding="utf-8"))
    assert head["status"] == 200
    assert head["headers"]["Etag"] == ['"one"']


def test_gbk(crawled: Crawled) -> None:
    assert crawled.read["/a/t2.html"].encoding == "gb18030"


def test_a_paged_article_is_joined_in_order(crawled: Crawled) -> None:
    lines = str(crawled.read["/a/t3.html"].body).split("\n")
    assert [lines.count(told) for told in (TOLD[3], SECOND, THIRD)] == [1, 1, 1]
    assert lines.index(TOLD[3]) < lines.index(SECOND) < lines.index(THIRD)
    parts = {part.read_bytes() for part in crawled.fetcher.pages.glob("*/.parts/t3-*")}
    assert parts == {PAGES[f"/a/{name}.html"].body for name in ("t3", "t3_1", "t3_2")}


@pytest.mark.parametrize("path", ["/f/annex.docx", "/f/old.doc"])
def test_an_attachment_has_its_parent(crawled: Crawled, path: str) -> None:
    assert crawled.fetcher.rows()[path]["parent"] == f"{crawled.site.base}/a/t4.html"


@pytest.mark.parametrize("path", KEPT)
def test_an_address_is_asked_for_once(crawled: Crawled, path: str) -> None:
    # The fifth is asked again since it was busy.
    assert crawled.asked[path] == {"/a/t5.html": 2}.get(path, 1)


NEVER = ["/secret/t9.html", "/secret/t24.html", "/calendar/t2031.html", "/a/t1.html?utm_source=x"]


@pytest.mark.parametrize("path", NEVER)
def test_what_is_never_asked_for(crawled: Crawled, path: str) -> None:
    assert crawled.asked[path] == 0


def test_a_busy_server_is_given_the_time_it_asks_for(crawled: Crawled) -> None:
    first, second = crawled.site.times("/a/t5.html")[:2]
    assert 0.95 <= second - first < 10


def test_a_calendar_ends(crawled: Crawled) -> None:
    days = sum(path.startswith("/hd") for path in crawled.asked)
    assert 1 <= days <= 8


def test_a_loop_of_redirections_ends(crawled: Crawled) -> None:
    assert 2 <= sum(path.startswith("/a/t22.html") for path in crawled.asked) <= 10


COUNTS = [f"{n} {name}" for n, name in ((6, "page"), (2, "file"), (2, "part"), (2, "duplicate"))]


@pytest.mark.parametrize("count", COUNTS)
def test_what_was_fetched_is_counted(crawled: Crawled, count: str) -> None:
    assert count in crawled.told.partition("\n")[0].removeprefix("fetched: ").split(" · ")


WHY = ["robots.txt", "max redirections", "leads away", "answers 404", "is no page or document"]


@pytest.mark.parametrize("reason", WHY)
def test_what_was_not_fetched_says_why(crawled: Crawled, reason: str) -> None:
    assert reason in crawled.told


def test_it_says_who_it_is(crawled: Crawled) -> None:
    agents = {headers["User-Agent"] for _, _, headers in crawled.site.asked}
    (agent,) = agents
    assert [word in agent for word in ("textmine/", "lib@a.example", "Scrapy/")] == [True] * 3


def test_another_run_asks_for_lists_and_what_is_new(crawled: Crawled) -> None:
    site, fetcher = crawled.site, crawled.fetcher
    before = site.count()
    site.pages["/index_1.html"] = Answer(links("/a/t5.html", "/a/t7.html"))
    site.pages["/a/t7.html"] = Answer(article(6, told=TOLD[6][::-1]))
    fetcher.run()
    again = site.count() - before
    assert (again["/a/t7.html"], again["/list.html"], again["/a/t2.html"]) == (1, 1, 0)
    (*_, headers) = [headers for path, _, headers in site.asked if path == "/list.html"]
    assert headers["If-None-Match"] == '"list"'
    assert sorted(fetcher.read()) == sorted([*KEPT, "/a/t7.html", "/f/annex.docx"])


def test_refresh_keeps_what_has_changed(crawled: Crawled) -> None:
    site, fetcher = crawled.site, crawled.fetcher
    site.pages["/a/t6.html"] = Answer(article(6, told=TOLD[6] + "次年又添十二处。"))
    before = fetcher.rows()
    time.sleep(1)
    fetcher.run(options=("--refresh",))
    after = fetcher.rows()
    changed = {path for path in KEPT if after[path]["retrieved"] != before[path]["retrieved"]}
    assert changed == {"/a/t6.html"}
    assert "又添十二处" in str(fetcher.read()["/a/t6.html"].body)


def test_a_killed_crawl_goes_on(site: Site, tmp_path: Path) -> None:
    fetcher = Fetcher(tmp_path, site.base, delay=0.05, concurrency=2)
    site.pages = dict(PAGES)
    site.asked.clear()
    for _ in range(2):
        process = fetcher.start()
        least = len(site.asked) + 7
        while len(site.asked) < least:
            assert process.poll() is None
            time.sleep(0.01)
        process.kill()
        process.communicate()
        kept = set(fetcher.rows())
        before = site.count()
    fetcher.run()
    again = site.count() - before
    assert kept
    assert [path for path in kept if again[path]] == []
    assert sorted(fetcher.read()) == sorted([*KEPT, "/f/annex.docx"])
    assert SECOND in str(fetcher.read()["/a/t3.html"].body)


def test_a_folder_that_cannot_be_written_ends_the_crawl(site: Site, tmp_path: Path) -> None:
    fetcher = Fetcher(tmp_path, site.base)
    fetcher.pages.mkdir()
    (fetcher.pages / site.base.removeprefix("http://").replace(":", "_")).write_text("no folder")
    status, told = fetcher.run(f"{site.base}/a/t1.html")
    assert (status, "cannot be written" in told) == (1, True)
    assert "Traceback" not in told


LIMITS = [
    ("pages = 4", ["/a/t1.html", "/a/t2.html", "/a/t3.html"]),  # the list is the first
    ("depth = 1\ndeny = ['/t[^1]', '/t1\\d']\nattachments = false", ["/a/t1.html"]),
]


@pytest.mark.parametrize(("rule", "kept"), LIMITS)
def test_limits(site: Site, tmp_path: Path, rule: str, kept: list[str]) -> None:
    fetcher = Fetcher(tmp_path, site.base, more=rule)
    fetcher.run()
    assert sorted(fetcher.read()) == kept


def test_rules_that_cannot_be_told_forbid_all(site: Site, tmp_path: Path) -> None:
    site.pages["/robots.txt"] = Answer(status=500)
    before = site.count()
    status, told = Fetcher(tmp_path, site.base).run()
    assert set(site.count() - before) == {"/robots.txt"}
    assert (status, "robots.txt" in told) == (1, True)


def test_the_delay_of_robots_txt_is_kept(site: Site, tmp_path: Path) -> None:
    site.pages["/robots.txt"] = Answer(b"User-agent: *\nCrawl-delay: 0.4\n")
    site.asked.clear()
    Fetcher(tmp_path, site.base, more="pages = 3").run()
    times = [when for path, when, _ in site.asked if path != "/robots.txt"]
    assert len(times) == 3
    assert [later - sooner > 0.35 for sooner, later in pairwise(times)] == [True, True]


def test_single_pages(site: Site, tmp_path: Path) -> None:
    fetcher = Fetcher(tmp_path, site.base)
    status, _ = fetcher.run(f"{site.base}/a/t3.html", f"{site.base}/a/t4.html#x")
    assert sorted(fetcher.read()) == ["/a/t3.html", "/a/t4.html", "/f/annex.docx"]
    assert THIRD in str(fetcher.read()["/a/t3.html"].body)
    assert status == 3  # one attachment was none


def test_private_addresses_are_refused(site: Site, tmp_path: Path) -> None:
    fetcher = Fetcher(tmp_path, site.base, private="false")
    before = len(site.asked)
    hosts = ("127.0.0.1", "localhost", "2130706433")
    status, told = fetcher.run(
        *(f"{site.base.replace(hosts[0], host)}/a/t1.html" for host in hosts)
    )
    assert (status, len(site.asked)) == (1, before)
    assert told.count("is an address of a private network") == len(hosts)


NAMED = [("10.0.0.7", "RefusedError"), ("8.8.8.8", "8.8.8.8")]


@pytest.mark.parametrize(("address", "found"), NAMED)
def test_a_name_that_leads_to_a_private_address(monkeypatch, address, found):
    monkeypatch.setitem(dnscache, "reports.example", address)
    seen: list[object] = []
    resolver = PublicResolver(reactor=None, cache_size=10, timeout=1.0)
    resolver.getHostByName("reports.example").addBoth(seen.append)
    (result,) = seen
    assert (result if isinstance(result, str) else result.type.__name__) == found


def test_joining_keeps_the_first_page_and_its_head() -> None:
    first = article(3)
    joined = join_parts([first, article(3, told=SECOND, charset="gb2312")]).decode("utf-8-sig")
    before, after = joined.split(f"</p>\n<p>{SECOND}</p>\n<p>")
    assert before + after == first.decode()


def test_nothing_of_scrapy_is_loaded_with_the_command_line() -> None:
    code = "import textmine.cli.commands, sys; sys.exit(any('scrapy' in m for m in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
