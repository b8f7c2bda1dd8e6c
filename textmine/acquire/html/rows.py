"""Rows of tables as lines: a figure stays with the head of its row, and its column by count."""

from __future__ import annotations

from textmine.acquire.extracted import MAX_CELL
from textmine.acquire.html.tree import Block, Node, Span, Tree

# A row is one line if it is data, not layout: no cell is longer than MAX_CELL. Above, the cells
# are columns of a page (39 characters are the longest cell of 43 work reports' tables).
MAX_CELL_LINES = 4
MAX_TERM = 20  # characters of a dt that its dd follows on the same line


def join_rows(tree: Tree) -> list[Block]:
    """The lines of the page, with the rows of data tables, and terms, as one line each."""
    done: list[Block] = []
    row: list[tuple[Block, Node]] = []
    last: Node | None = None
    for block in tree.blocks:
        cell, line = _cell_and_row(block.node)
        if line is not last or line is None:
            done.extend(_joined_row(tree, last, row))
            row, last = [], line
        if line is not None and cell is not None:
            row.append((block, cell))
        elif block.node.tag == "dd" and done and _is_term(done[-1]):
            term = done.pop()
            pair = [(term, term.node), (block, block.node)]
            done.extend(_joined_row(tree, block.node, pair))
        else:
            done.append(block)
    return [*done, *_joined_row(tree, last, row)]


def _cell_and_row(node: Node | None) -> tuple[Node | None, Node | None]:
    """The table cell that holds *node*, and its row."""
    cell: Node | None = None
    while node and node.tag not in ("table", "body"):
        if node.tag == "tr":
            return cell, node
        if node.tag in ("td", "th"):
            cell = node
        node = node.parent
    return None, None


def _is_term(block: Block) -> bool:
    return block.node.tag == "dt" and len(block.text) <= MAX_TERM


def _joined_row(tree: Tree, row: Node | None, parts: list[tuple[Block, Node]]) -> list[Block]:
    blocks = [block for block, _ in parts]
    cells: dict[int, list[Block]] = {}
    for block, cell in parts:
        cells.setdefault(cell.number, []).append(block)
    if row is None or len(cells) < 2 or any(map(_is_long, cells.values())):
        return blocks
    spans: list[Span] = []
    texts: list[str] = []
    here = blocks[0].spans[0].start
    for number in _cell_numbers(tree, row, cells):
        if texts:
            spans.append(Span(here, here, False, "\t"))
        inside = cells.get(number, [])
        for at, block in enumerate(inside):
            if at:
                spans.append(Span(here, here, False, " "))
            spans.extend(block.spans)
            here = block.spans[-1].end
        texts.append(" ".join(block.text for block in inside))
    return [Block(row, spans, "\t".join(texts).rstrip("\t"), sum(b.linked for b in blocks))]


def _is_long(cell: list[Block]) -> bool:
    """Whether a cell holds a text of its own, not a figure or its head."""
    return len(cell) > MAX_CELL_LINES or sum(len(block.text) for block in cell) > MAX_CELL


def _cell_numbers(tree: Tree, row: Node, cells: dict[int, list[Block]]) -> list[int]:
    """The cells of a row, empty ones included, so that columns can be counted."""
    own = (node for node in tree.nodes[row.number : row.last + 1] if node.parent is row)
    return sorted({node.number for node in own if node.tag in ("td", "th")} | set(cells))
