"""Which lines of a page are its main text.

The element whose lines are worth most together (`worth`) holds the main text; inside it, what
stands in a part that calls itself navigation, comments or related links goes, and so do lists of
links and furniture.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set

from textmine.acquire.html.sites import Site
from textmine.acquire.html.tree import Block, Node, Tree
from textmine.acquire.html.worth import LINK_LOSS, LINK_SHARE, Marked, mark

LITTLE = 100.0  # the worth of a main text below which lines without punctuation count, too
LEAD = 40.0  # the worth of a lead that stands apart from the main text
FEW = 0.3  # of the prose: less after what looks like the title, and it is none
SAME = 0.75  # of the main text: an element that holds so much of it ends where it ends
ENOUGH = 0.5  # of the best element's worth, from which one with a known name is believed


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
