"""What a web page says of its title, author, date, issuer and site, and where each of it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from urllib.parse import urlsplit

from textmine.acquire.extracted import may_be_mark
from textmine.acquire.html import byline
from textmine.acquire.html.sites import Site
from textmine.acquire.html.tree import Block, Node, Tree, aligned, plain
from textmine.acquire.mojibake import mend
from textmine.aligned import AlignedText
from textmine.types import Candidate

# Names of meta elements, lower case; the Chinese ones are the standard of government sites.
METAS = {
    "title": ("og:title", "articletitle", "headline", "dc.title", "twitter:title"),
    "author": ("author", "article:author", "og:article:author", "dc.creator"),
    "date": (
        "article:published_time", "og:published_time", "pubdate", "publishdate", "publish-date",
        "publishtime", "og:release_date", "article:create_at", "datepublished", "dc.date",
        "createdate",
    ),
    "issuer": ("contentsource", "source", "og:article:source"),
    "site": ("og:site_name", "sitename", "application-name"),
    "url": ("og:url", "url"),
}  # fmt: skip
FIELD_OF_META = {name: field for field, names in METAS.items() for name in names}
SAVED_FROM = re.compile(r"<!-- saved from url=\(\d+\)(\S+?) -->")
SCRIPTED_DATE = re.compile(
    r'"(?:datePublished|pubDate|publishTime|publish_time)"\s*:\s*"(\d{4}-\d\d-\d\d[^"]{0,16})"'
)
# Between a title and the name of its site.
TITLE_PARTS = re.compile(r"[_|｜–—]|\s-+\s|--|-(?=[^-]{2,16}$)")


@dataclass(frozen=True, slots=True)
class Choice:
    """The parts of a page that were chosen."""

    tree: Tree
    site: Site
    title: int | None
    lines: list[Block]

    def length(self) -> int:
        """How many characters the lines have."""
        return sum(len(block.text) for block in self.lines)


def names_of(tree: Tree) -> Iterator[str]:
    """What the head calls the page."""
    if tree.title:
        yield plain(tree.source, *tree.title)
    for meta in tree.metas:
        if FIELD_OF_META.get(_meta_name(meta)) == "title":
            yield meta.attributes.get("content", "")


def find_candidates(choice: Choice) -> Iterator[Candidate]:
    """All that the page says of itself, what deserves most trust first."""
    yield from _titles(choice.tree, choice.title)
    yield from _selected(choice.tree, choice.site)
    yield from _stated(choice)
    yield from _scripted(choice.tree, choice.site)
    yield from _metas(choice.tree)
    yield from _margins(choice)


def _margins(choice: Choice) -> Iterator[Candidate]:
    """Lines around the main text that may say that it is secret; a link leads elsewhere."""
    chosen = set(map(id, choice.lines))
    for block in choice.tree.blocks:
        if not block.linked and id(block) not in chosen and may_be_mark(block.text):
            text = aligned(choice.tree.source, block.spans)
            yield _made("secrecy", text.text, "margin", text.source_span(0, len(text)))


def _titles(tree: Tree, title: int | None) -> Iterator[Candidate]:
    if title is not None:
        text = mend(aligned(tree.source, tree.blocks[title].spans)).text
        yield _made("title", text.text, "heading", text.source_span(0, len(text)))
    if tree.title:
        start, end = tree.title
        name = TITLE_PARTS.split(plain(tree.source, start, end))[0].strip()
        if name:
            at = tree.source.find(name, start, end)
            span = (at, at + len(name)) if at >= 0 else (start, end)
            yield _made("title", _mended(name), "title", span)


def _made(field: str, value: str, origin: str, span: tuple[int, int]) -> Candidate:
    start, end = span
    return Candidate(field=field, value=value, origin=origin, source_start=start, source_end=end)


def _mended(text: str) -> str:
    return mend(AlignedText.of(text)).text.text


def _selected(tree: Tree, site: Site) -> Iterator[Candidate]:
    """What stands in elements that the table of sites names."""
    for field in ("author", "date"):
        for node in site.select(tree, field)[:1]:
            for block in tree.blocks:
                if block.node in node or (node.parent is block.node and len(block.text) < 40):
                    yield from _whole(tree, block, field, site)
                    break


def _whole(tree: Tree, block: Block, field: str, site: Site) -> Iterator[Candidate]:
    text = aligned(tree.source, block.spans)
    if field == "date":
        found = byline.DATE.search(text.text)
        if found:
            yield _candidate(text, byline.Stated(field, *found.span()), "selector", site)
    elif 0 < len(text) <= byline.LONGEST_VALUE and not byline.LABEL.search(text.text):
        yield _candidate(text, byline.Stated(field, 0, len(text)), "selector", site)


def _stated(choice: Choice) -> Iterator[Candidate]:
    """Values of bylines: before the main text, and after its last lines."""
    tree, lines = choice.tree, choice.lines
    count = len(tree.blocks)
    told = next((line for line in lines if not byline.is_own_date(line.text)), None)
    first = tree.blocks.index(told) if told else count  # a date may stand above a byline
    last = tree.blocks.index(lines[-1]) if lines else count
    after = range(max(first + 1, last - 3), last + 4)
    for number in [*range(first + 1), *after]:
        if number >= count:
            break
        block = tree.blocks[number]
        if len(block.text) > byline.LONGEST or number == choice.title:
            continue
        states = number != first and byline.is_byline(block.text)
        if not states and not byline.LABEL.search(block.text):
            continue
        text = mend(aligned(tree.source, block.spans)).text
        for stated in byline.find_stated(text.text):
            yield _candidate(text, stated, "byline", choice.site)


def _candidate(text: AlignedText, stated: byline.Stated, origin: str, site: Site) -> Candidate:
    field, start, end = stated
    if field == "date" and site.kind == "library":
        field = "site_date"
    return _made(field, text.text[start:end], origin, text.source_span(start, end))


def _scripted(tree: Tree, site: Site) -> Iterator[Candidate]:
    """Values that a script of the page holds."""
    patterns = [*site.patterns.items(), ("date", SCRIPTED_DATE)]
    for name, pattern in patterns:
        if match := pattern.search(tree.source):
            field = "site_date" if name == "date" and site.kind == "library" else name
            yield _made(field, _day(match[1]), "script", match.span(1))


def _day(value: str) -> str:
    """A count of seconds since 1970 as a Chinese day; anything else as it is."""
    if not re.fullmatch(r"\d{10}", value):
        return value
    beijing = timezone(timedelta(hours=8))
    return datetime.fromtimestamp(int(value), beijing).date().isoformat()


def _metas(tree: Tree) -> Iterator[Candidate]:
    for meta in tree.metas:
        attributes = meta.attributes
        value = " ".join(attributes.get("content", "").split())
        field = FIELD_OF_META.get(_meta_name(meta))
        if field and _is_value(field, value):
            label = byline.LABEL.match(value)
            value = value[label.end() :] if label else value
            yield _made(field, _mended(value), "meta", _span(tree, meta, value))
        elif attributes.get("rel") == "canonical" and attributes.get("href"):
            address = attributes["href"]
            yield _made("url", address, "meta", _span(tree, meta, address))


def _is_value(field: str, value: str) -> bool:
    if field == "url":
        return len(urlsplit(value).path) > 1
    usual = 0 < len(value) <= 300 and not byline.EMPTY.fullmatch(value)
    return usual and not (field in ("author", "issuer") and value.isdigit())


def _meta_name(meta: Node) -> str:
    attributes = meta.attributes
    name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or ""
    return name.lower()


def _span(tree: Tree, meta: Node, value: str) -> tuple[int, int]:
    start = tree.source.find(value, meta.start, meta.start + len(meta.raw) + 20)
    return (start, start + len(value)) if start >= 0 else (meta.start, meta.start + len(meta.raw))


def find_address(tree: Tree) -> str | None:
    """Where the page came from, by its own word."""
    if match := SAVED_FROM.search(tree.source, 0, 2000):
        return match[1]
    for meta in tree.metas:
        attributes = meta.attributes
        if attributes.get("rel") == "canonical" and attributes.get("href", "").startswith("http"):
            return attributes["href"]
        address = attributes.get("content", "")
        if (
            _meta_name(meta) == "og:url"
            and address.startswith("http")
            and _is_value("url", address)
        ):
            return address
    return None
