"""Which lines of a page are its main text.

Every line is worth something: prose its length, lines of links and furniture a loss. What
stands after the title counts in full, and less the more has come between. The element whose
lines are worth most together holds the main text; inside it, what stands in a part that calls
itself navigation, comments or related links goes, and so do lists of links and furniture.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

from textmine.acquire.markup import Block, Node, Tree
from textmine.acquire.sites import Site

# Names that parts of a page give themselves, as whole words of class and id ("nav-left") ...
FURNITURE_WORDS = frozenset(
    "nav navi navbar menu submenu topnav foot bottom header top topbar side aside share shares"
    " bdshare bshare tool tools crumb crumbs location position weizhi path pos copy banquan reply"
    " replies cmt relate relates relation relative relevant xgwz xgyd xglj xgxw recom hot hots"
    " rank ranking ranks login register search searchbox ad ads adv banner gg modal dialog tips"
    " pager pagination pages prev next updown tag tags keyword keywords ewm download follow"
    " subscribe links link youlian fontsize print toupiao vote like likes dianzan zan reward"
    " statement mianze bianji jiucuo widget accessibility catalog catalogue toc mulu actions"
    " operate operation author-info user-info userinfo author-card infobar hidden feedback guess"
    " youlike morenews latest newest player video-player reflist references navbox".split()
)
# ... and as part of one ("ArticleSidebarBox").
FURNITURE_PART = re.compile(
    r"sidebar|comment|recommend|breadcrumb|relate[ds]?|copyright|toolbar|footer|navbar|tuijian"
    r"|pinglun|xiangguan|daohang|fenxiang|paihang|advert|qrcode|erweima|dibu|youce|guanggao"
    r"|navigation|hotnews|friendlink|prevnext|disclaimer|popup|statement",
    re.IGNORECASE,
)
CONTENT_PART = re.compile(
    r"article|content|main|body|text|detail|zoom|trs|ucap|zhengwen|neirong|news_?con|post|entry",
    re.IGNORECASE,
)
CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|[\s_]+|(?<=[a-z]{3})-(?=[a-z])")
INVISIBLE = re.compile(r"display\s*:\s*none", re.IGNORECASE)
FURNITURE_TAGS = frozenset(("nav", "footer", "aside", "menu", "dialog", "form"))
FURNITURE_ROLES = frozenset(
    "navigation banner contentinfo complementary search menu menubar dialog alert toolbar".split()
)

# A part that holds this share of a page's prose is no furniture, whatever it is called.
MAIN_SHARE = 0.4
LINE = 40  # characters from which a line without punctuation may be prose
STOP = re.compile(r"[，。；！？…”]|[,;!?.](?:\s|$|(?<=[\u3400-\u9fff].))")
LINK_LOSS = 8.0  # what a line of links costs, and by character in the next
LINK_LOSS_BY_CHARACTER = 0.5
LINK_SHARE = 0.5  # of its characters, from which a line or a list is one of links
LONGEST_TEASER = 160  # characters
# How soon what follows the main text counts less: at an interruption as large as the prose so
# far and this many characters more, a quarter.
PATIENCE = 100.0
OTHER_TITLE = 200.0  # the interruption that another title is
BEFORE_TITLE = 0.3  # what prose before the title counts
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
LITTLE = 100.0  # the worth of a main text below which lines without punctuation count, too
LEAD = 40.0  # the worth of a lead that stands apart from the main text
FEW = 0.3  # of the prose: less after what looks like the title, and it is none
SAME = 0.75  # of the main text: an element that holds so much of it ends where it ends
ENOUGH = 0.5  # of the best element's worth, from which one with a known name is believed


@dataclass(slots=True)
class Marked:
    """What is known of the parts of a page: by element number, and by line."""

    title: int | None  # the line that is the title
    furniture: list[bool]  # by element
    prose: list[float]  # by line
    worth: list[float]  # by line
    sums: list[float]  # by element


def choose(tree: Tree, title: int | None, bylines: Set[int], site: Site) -> list[Block]:
    """The lines of the main text, in order.

    *title* is the number of the line that is the title, *bylines* are those of lines that say who
    published it and when; neither is main text.
    """
    marked = mark(tree, title, bylines, site)
    if max(marked.sums) < LITTLE:
        marked = mark(tree, title, bylines, site, any_line=True)
    container = _container(tree, marked, site)
    inside = [i for i, block in enumerate(tree.blocks) if block.node in container]
    dropped = _link_lists(tree, inside)
    keep = [
        i
        for i in inside
        if i not in dropped
        and i not in bylines
        and marked.worth[i] > -LINK_LOSS
        and not marked.furniture[tree.blocks[i].node.number]
    ]
    lines = _trimmed(keep, marked, tree, container)
    return [tree.blocks[i] for i in [*_lead(lines, marked, tree), *lines]]


def mark(
    tree: Tree, title: int | None, bylines: Set[int], site: Site, *, any_line: bool = False
) -> Marked:
    """Worth of every line and element; with *any_line* also lines without punctuation are prose."""
    prose = [_prose(block, any_line) for block in tree.blocks]
    for number in bylines if title is None else {*bylines, title}:
        prose[number] = 0.0
    share = _sums(tree, prose)
    dropped = site.drops(tree)
    titled = tree.blocks[title].node if title is not None else None
    furniture = [False] * len(tree.nodes)
    for node in tree.nodes:
        inherited = node.parent is not None and furniture[node.parent.number]
        small = share[node.number] < MAIN_SHARE * share[0] or not share[0]
        named = small and not (titled and titled in node) and is_furniture(node)
        furniture[node.number] = inherited or named or node.number in dropped
    worth = [
        _worth(block, amount, furniture[block.node.number], site)
        for block, amount in zip(tree.blocks, prose, strict=True)
    ]
    _discount_teasers(tree.blocks, worth)
    if title is not None:
        _discount(tree.blocks, worth, title)
    return Marked(title, furniture, prose, worth, _sums(tree, worth))


def is_furniture(node: Node) -> bool:
    """Whether an element says of itself that it is no main text."""
    if node.tag in FURNITURE_TAGS:
        return True
    if not node.raw or node.tag in ("body", "html"):
        return False
    attributes = node.attributes
    if attributes.get("role", "") in FURNITURE_ROLES or "hidden" in attributes:
        return True
    if INVISIBLE.search(attributes.get("style", "")):
        return True
    names = f"{attributes.get('class', '')} {attributes.get('id', '')}"
    return not names.isspace() and _named_furniture(names)


@lru_cache(maxsize=4096)
def _named_furniture(names: str) -> bool:
    if FURNITURE_PART.search(names):
        return not CONTENT_PART.search(FURNITURE_PART.sub("", names))
    words = {word.strip("-").lower() for word in CAMEL.split(names)} | set(names.lower().split())
    return not words.isdisjoint(FURNITURE_WORDS) and not CONTENT_PART.search(names)


def _prose(block: Block, any_line: bool) -> float:
    """How much of a line is prose, in characters."""
    length = len(block.text) - block.linked
    if block.linked > LINK_SHARE * len(block.text):
        return 0.0
    if any_line:
        return float(length) if STOP.search(block.text) else 0.5 * length
    if length < 8 or block.node.tag in HEADINGS:
        return 0.0
    if STOP.search(block.text):
        return float(length)
    return 0.3 * length if length >= LINE else 0.0


def _worth(block: Block, prose: float, furniture: bool, site: Site) -> float:
    if furniture:
        return -0.3 * prose - 1
    if site.is_furniture(block.text):
        return -LINK_LOSS
    if prose:
        return prose
    if block.linked > LINK_SHARE * len(block.text):
        return -LINK_LOSS - LINK_LOSS_BY_CHARACTER * min(block.linked, 40)
    return -1.0


def _discount_teasers(blocks: Sequence[Block], worth: list[float]) -> None:
    """Prose after a line of links, and before one, is what a list says of its articles."""
    links = [block.linked > LINK_SHARE * len(block.text) for block in blocks]
    teaser = -3
    for i in range(1, len(blocks)):
        listed = any(links[i + 1 : i + 3]) or i - teaser <= 3
        if listed and links[i - 1] and 0 < worth[i] < LONGEST_TEASER:
            worth[i] = -LINK_LOSS
            teaser = i


def _discount(blocks: Sequence[Block], worth: list[float], title: int) -> None:
    """Prose counts less before the title, and the more has come between after it."""
    interruption = so_far = 0.0
    for i, block in enumerate(blocks):
        if i < title:
            worth[i] = min(worth[i], BEFORE_TITLE * worth[i])
        elif worth[i] > 0:
            full = worth[i]
            worth[i] /= (1 + interruption / (PATIENCE + so_far)) ** 2
            so_far += full if interruption < OTHER_TITLE else 0
        elif so_far:
            interruption -= worth[i]
            if block.node.tag == "h1" and block.node.raw == blocks[title].node.raw != "":
                interruption += OTHER_TITLE + 3 * so_far


def _sums(tree: Tree, values: Sequence[float]) -> list[float]:
    """Values of the lines, added up for every element."""
    sums = [0.0] * len(tree.nodes)
    for block, value in zip(tree.blocks, values, strict=True):
        sums[block.node.number] += value
    for node in reversed(tree.nodes):
        if node.parent is not None:
            sums[node.parent.number] += sums[node.number]
    return sums


def _container(tree: Tree, marked: Marked, site: Site) -> Node:
    """The element whose lines are worth most, or one of a known name that is nearly so."""
    best = tree.nodes[0]
    for node in tree.nodes:
        if marked.sums[node.number] >= marked.sums[best.number]:  # of equals the innermost
            best = node
    known = site.select(tree, "content")
    named = max(known, key=lambda node: marked.sums[node.number], default=best)
    if marked.sums[named.number] >= ENOUGH * marked.sums[best.number]:
        return named
    return best


def _link_lists(tree: Tree, inside: Iterable[int]) -> set[int]:
    """Lines in lists that consist of links."""
    lists: dict[int, list[int]] = {}
    for i in inside:
        node: Node | None = tree.blocks[i].node
        while node and node.tag not in ("ul", "ol", "dl", "table"):
            node = node.parent
        if node:
            lists.setdefault(node.number, []).append(i)
    dropped: set[int] = set()
    for lines in lists.values():
        length = sum(len(tree.blocks[i].text) for i in lines)
        linked = sum(tree.blocks[i].linked for i in lines)
        if len(lines) > 1 and linked > LINK_SHARE * length:
            dropped.update(lines)
    return dropped


def _trimmed(keep: list[int], marked: Marked, tree: Tree, container: Node) -> list[int]:
    """Without lines before the first and after the last prose that stand elsewhere than it."""
    blocks = tree.blocks
    keep = _after_title(keep, marked)
    core = _core(tree, marked, container, keep)
    prose = [at for at, i in enumerate(keep) if marked.worth[i] > 0 and blocks[i].node in core]
    if not prose:
        return keep
    early = [at for at, i in enumerate(keep[: prose[0]]) if marked.worth[i] > 0]
    first = early[0] if early else prose[0]
    head, tail = _home(blocks[keep[first]]), _home(blocks[keep[prose[-1]]])
    before = [i for i in keep[:first] if blocks[i].node in head]
    later = keep[prose[-1] + 1 :]
    after = [i for i in later if blocks[i].node in tail and blocks[i].node in core]
    return [*before, *keep[first : prose[-1] + 1], *after]


def _after_title(keep: list[int], marked: Marked) -> list[int]:
    """What follows the title, unless nearly all stands before it: then it is another's."""
    if marked.title not in keep:
        return keep
    later = keep[keep.index(marked.title) + 1 :]
    if sum(marked.prose[i] for i in later) < FEW * sum(marked.prose[i] for i in keep):
        return [i for i in keep if i != marked.title]
    return later


def _lead(lines: Sequence[int], marked: Marked, tree: Tree) -> list[int]:
    """Prose between the title and the main text that does not stand there again."""
    if marked.title is None or not lines:
        return []
    said = "".join(tree.blocks[i].text for i in lines[:5])
    between = range(marked.title + 1, lines[0])
    return [i for i in between if marked.worth[i] >= LEAD and tree.blocks[i].text[-20:] not in said]


def _core(tree: Tree, marked: Marked, container: Node, keep: Sequence[int]) -> Node:
    """The innermost element that holds nearly all the prose, in several paragraphs."""
    prose: dict[int, float] = {}
    counts: dict[int, int] = {}
    total = 0.0
    for i in keep:
        amount = max(0.0, marked.worth[i])
        total += amount
        node: Node | None = tree.blocks[i].node
        while node and amount and node is not container:
            prose[node.number] = prose.get(node.number, 0.0) + amount
            counts[node.number] = counts.get(node.number, 0) + 1
            node = node.parent
    inner = [n for n, amount in prose.items() if amount >= SAME * total and counts[n] >= 3]
    return tree.nodes[max(inner)] if inner else container


def _home(block: Block) -> Node:
    """The element in which a paragraph stands beside others."""
    node = block.node
    return node.parent if node.parent and node.tag in ("p", "li", "td", "tr", "h2", "h3") else node
