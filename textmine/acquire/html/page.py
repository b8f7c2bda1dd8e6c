"""A web page: its main text, and what it says of title, author, date, issuer and site.

The main text is chosen in `maintext`, the fields are read in `candidates`; what is known of sites
is in `sites.toml`. tests/benchmarks scores the choice on saved pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from textmine.acquire.html import byline
from textmine.acquire.html.candidates import Choice, find_address, find_candidates, names_of
from textmine.acquire.html.maintext import choose
from textmine.acquire.html.markup import parse
from textmine.acquire.html.rows import join_rows
from textmine.acquire.html.sites import Site, load_sites
from textmine.acquire.html.tree import Block, Tree, aligned
from textmine.acquire.mojibake import mend
from textmine.aligned import AlignedText
from textmine.types import Candidate

WORDLESS = re.compile(r"[\W_]+")
TITLE_TAGS = {"h1": 1.0, "h2": 0.6, "h3": 0.4}
TITLE_NAME = re.compile(r"title|headline|biaoti|[\"' _-](?:tit|bt)[\"' _\d-]", re.IGNORECASE)
LONGEST_TITLE = 100
LEAST_TITLE = 4
SHOWN = frozenset(("textarea", "noscript"))
HIDING = re.compile("<(?:textarea|noscript)", re.IGNORECASE)
LITTLE = 100  # characters of a main text, below which it may be hidden in one of these
HEAD_LINES = 25  # after the title, within which a byline stands


@dataclass(frozen=True, slots=True)
class WebPage:
    """What `read_html` found; `body` is one paragraph a line, over the markup."""

    body: AlignedText
    candidates: tuple[Candidate, ...]
    url: str | None
    site: str | None
    warnings: tuple[str, ...] = ()


def read_html(source: str, url: str | None = None) -> WebPage:
    """The main text of a page and the candidates for its fields; any markup gives some."""
    choice = _choose(source, url, frozenset())
    if choice.length() < LITTLE and HIDING.search(source):
        # Some sites put the article into a form field and let a script show it.
        choice = max(choice, _choose(source, url, SHOWN), key=Choice.length)
    mended = mend(AlignedText.join(text for text in _texts(source, choice.lines) if text.text))
    found: dict[tuple[str, str], Candidate] = {}
    for candidate in find_candidates(choice):
        found.setdefault((candidate.field, candidate.value), candidate)
    name = choice.site.name or next((c.value for c in found.values() if c.field == "site"), None)
    url = url or find_address(choice.tree)
    return WebPage(mended.text, tuple(found.values()), url, name, mended.warnings)


def _choose(source: str, url: str | None, shown: frozenset[str]) -> Choice:
    tree = parse(source, shown)
    tree.blocks = join_rows(tree)
    site = load_sites().of(tree, url or find_address(tree))
    title = find_title(tree, site)
    lines = choose(tree, title, frozenset(_bylines(tree, title)), site)
    return Choice(tree, site, title, lines)


def _texts(source: str, lines: Iterable[Block]) -> Iterator[AlignedText]:
    for block in lines:
        yield aligned(source, block.spans)


# ---- the title -----------------------------------------------------------------------------------
def find_title(tree: Tree, site: Site) -> int | None:
    """The number of the line that is the title: the heading that the page's name repeats."""
    chosen = {node.number for node in site.select(tree, "title")}
    names = [_squashed(name) for name in names_of(tree)]
    best, most = None, 0.0
    for number, block in enumerate(tree.blocks):
        score = _titleness(block, names, chosen)
        if score > most:
            best, most = number, score
    return best


def _titleness(block: Block, names: Sequence[str], chosen: set[int]) -> float:
    text = _squashed(block.text)
    if not LEAST_TITLE <= len(text) <= LONGEST_TITLE:
        return 0.0
    tag = TITLE_TAGS.get(block.node.tag, 0.0)
    if not tag and block.node.parent:
        tag = TITLE_TAGS.get(block.node.parent.tag, 0.0)
    called = TITLE_NAME.search(block.node.raw)
    named = max((len(text) / len(name) for name in names if text in name), default=0.0)
    score = named + tag * (1 if named or not names else 0.5)
    if block.node.number in chosen:
        score += 1
    elif not named and tag < 1 and not called:
        return 0.0
    elif called:
        score += 0.3
    return score - (0.6 if block.linked > 0.5 * len(block.text) else 0.0)


def _squashed(text: str) -> str:
    return WORDLESS.sub("", text)


# ---- bylines -------------------------------------------------------------------------------------
def _bylines(tree: Tree, title: int | None) -> Iterator[int]:
    """Numbers of the lines around the title that only say who and when."""
    start = title or 0
    for number in range(max(0, start - 3), min(len(tree.blocks), start + HEAD_LINES)):
        block = tree.blocks[number]
        if number != title and byline.is_byline(block.text):
            if not byline.is_own_date(block.text):
                yield number
        elif number > start and "。" in block.text and block.linked < 0.5 * len(block.text):
            return  # the text has begun
