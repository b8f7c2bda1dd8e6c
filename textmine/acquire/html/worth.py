"""What every line of a page is worth for its main text.

Prose is worth its length, lines of links and furniture are a loss. What stands after the title
counts in full, and less the more has come between.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

from textmine.acquire.html.sites import Site
from textmine.acquire.html.tree import Block, Node, Tree

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


@dataclass(slots=True)
class Marked:
    """What is known of the parts of a page: by element number, and by line."""

    title: int | None  # the line that is the title
    furniture: list[bool]  # by element
    prose: list[float]  # by line
    worth: list[float]  # by line
    sums: list[float]  # by element


def mark(
    tree: Tree, title: int | None, bylines: Set[int], site: Site, *, any_line: bool = False
) -> Marked:
    """Worth of every line and element; with *any_line* also lines without punctuation are prose."""
    prose = [_prose(block, any_line) for block in tree.blocks]
    for number in bylines if title is None else {*bylines, title}:
        prose[number] = 0.0
    furniture = _furniture(tree, title, _sums(tree, prose), site)
    worth = [
        _worth(block, amount, furniture[block.node.number], site)
        for block, amount in zip(tree.blocks, prose, strict=True)
    ]
    _discount_teasers(tree.blocks, worth)
    if title is not None:
        _discount(tree.blocks, worth, title)
    return Marked(title, furniture, prose, worth, _sums(tree, worth))


def _furniture(tree: Tree, title: int | None, share: Sequence[float], site: Site) -> list[bool]:
    """Which elements are furniture, with all in them; never what holds most of the prose."""
    dropped = site.drops(tree)
    titled = tree.blocks[title].node if title is not None else None
    furniture = [False] * len(tree.nodes)
    for node in tree.nodes:
        inherited = node.parent is not None and furniture[node.parent.number]
        small = share[node.number] < MAIN_SHARE * share[0] or not share[0]
        named = small and not (titled and titled in node) and is_furniture(node)
        furniture[node.number] = inherited or named or node.number in dropped
    return furniture


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
