"""The tree of a text's items: which series lies in which, where each item and its label end.

A series that begins again from one inside an item is nested in it where the outer one goes on
afterwards; series of words (一是, 第一, 首先) stand below whatever is open.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from textmine.chinese.markers import WORD_SERIES
from textmine.detect.layers import Stretch
from textmine.detect.outline.item_roles import NEW_ROLE, RoleFinder
from textmine.detect.outline.labels import BRACKETED, FULL_STOP, TELLS
from textmine.detect.outline.nodes import Node, brothers, is_last, later_brothers, same_series
from textmine.detect.outline.openings import (
    ASKS,
    CHAPTER,
    LABEL_RANK,
    LONGEST_LINE,
    NO_HEADING_END,
    Opening,
    find_openings,
)
from textmine.detect.outline.roles import announced_role

LONGEST_LABEL = 34
# A series that begins this soon after the label of an item that stands in a line lies in it.
NEAR = 60
# How the paragraph behind a series turns from its last item to whoever listens.
TURNS_TO_ALL = re.compile(
    r"\s*(?:各位代表|同志们|总之|综上|在此(?!基础|期间|之[前后]|过程)|以上(?!率|级|海|门|年|学|任|岗)|上述|我们也?(?:清醒|深知)|在肯定成绩)"
)
COMMA, SEMICOLON = re.compile("[,，]"), re.compile("[;；]")
SENTENCE_STOP = re.compile("[。！？!?][。！？!?]*[”’」』）)]*")
CONCLUDES = re.compile(
    r"(?:以上(?!率|级|海|门|年|学|任|岗)|上述|总之|综上|这些(?:做法|举措|措施|探索)|这几[项种个]|通过(?:以上|上述|这些))"
)


class TreeBuilder:
    """Builds the tree of one text, opening by opening."""

    def __init__(self, text: str, paragraphs: Sequence[Stretch]) -> None:
        self.text = text
        self.paragraphs = paragraphs
        self.openings = find_openings(text, paragraphs)
        self.nodes: list[Node] = []
        self.stack: list[int] = []

    def build(self) -> list[Node]:
        """The items of the text, parents before their children."""
        for index, opening in enumerate(self.openings):
            lead = self._lead_start(opening)
            depth = self._depth(index, lead)
            for closed in self.stack[depth:]:
                self._close(closed, opening, lead)
            del self.stack[depth:]
            parent = self.stack[-1] if self.stack else -1
            node = Node(opening, opening.start, len(self.text), opening.start, depth + 1, parent)
            self.nodes.append(node)
            node.label_end = self._label_end(index)
            self.stack.append(len(self.nodes) - 1)
        for closed in self.stack:
            self._close(closed, None, len(self.text))
        self._drop_odd_labels()
        self._end_series()
        for node in self.nodes:
            node.end = max(self._rstrip(node.start, node.end), node.label_end)
        for node in reversed(self.nodes):  # whatever lies in an item ends with it
            if node.parent >= 0:
                self.nodes[node.parent].end = max(self.nodes[node.parent].end, node.end)
        roles = RoleFinder(self.text, self.nodes)
        for index, node in enumerate(self.nodes):
            node.role = roles.find(index)
        return self.nodes

    def _lead_start(self, opening: Opening) -> int:
        """Where the sentence begins that announces a series inside a paragraph."""
        start = self.paragraphs[opening.paragraph].start
        if opening.at_line or opening.number != 1:
            return opening.start
        before = self.text[start : opening.start].rstrip()
        cut = before[:-1] if before.endswith(("。", "：", ":")) else before
        return start + max(cut.rfind(mark) for mark in "。；;！!？?") + 1

    # ---- depth --------------------------------------------------------------------------------
    def _depth(self, index: int, lead: int) -> int:
        """How many of the open items stay open when `openings[index]` begins."""
        opening = self.openings[index]
        stack = self._still_open(opening)
        same = [d for d, node in enumerate(stack) if same_series(node.opening, opening)]
        if same:
            outer = stack[same[-1]]
            if opening.number == 1 and opening.kind and self._is_nested(index, outer, lead):
                return len(stack)
            return _depth_in_series(opening, stack, same)
        depth = len(stack)
        ends = _ends_at_words if opening.kind in WORD_SERIES else _ends_at_series
        while depth and ends(stack[depth - 1], opening):
            depth -= 1
        return depth

    def _still_open(self, opening: Opening) -> list[Node]:
        """The open items; a run-in label without a number heads its own paragraph only."""
        stack = [self.nodes[i] for i in self.stack]
        for depth, node in enumerate(stack):
            own = node.opening
            if own.rank == LABEL_RANK and own.paragraph < opening.paragraph:
                return stack[:depth]
        return stack

    def _is_nested(self, index: int, outer: Node, lead: int) -> bool:
        """Whether a series that begins again lies inside the item *outer* of the same kind."""
        here = self.openings[index]
        if self._goes_on_after(index, outer):
            return True
        announced = announced_role(self.text[lead : here.start])
        if here.paragraph != outer.opening.paragraph or announced in NEW_ROLE:
            return False
        return outer.at_line or (outer.has_label and here.start - outer.label_end <= NEAR)

    def _goes_on_after(self, index: int, outer: Node) -> bool:
        """Whether the number after that of *outer* comes once the new series is over."""
        kind, last, fresh = self.openings[index].kind, 1, True
        for position in range(index + 1, len(self.openings)):
            opening = self.openings[position]
            if opening.kind != kind:
                if opening.rank <= CHAPTER or (opening.at_line and not opening.kind):
                    return False
                continue
            turn = opening.number == outer.number + 1
            if turn and (opening.number != last + 1 or (opening.fresh and not fresh)):
                return True
            if opening.number <= last:
                return False
            last, fresh = opening.number, opening.fresh
        return False

    # ---- ends ---------------------------------------------------------------------------------
    def _close(self, index: int, by: Opening | None, lead: int) -> None:
        """Set the end of an item that the opening *by* (None: the end of the text) closes."""
        node = self.nodes[index]
        end = min(lead, by.start) if by else lead
        goes_on = by is not None and same_series(node.opening, by) and by.number > node.number
        in_words = node.kind in WORD_SERIES or not node.at_line or node.opening.rank == LABEL_RANK
        paragraph_end = self.paragraphs[node.opening.paragraph].end
        if in_words and not goes_on and node.label_end < paragraph_end:
            end = min(end, paragraph_end)
        node.end = max(end, node.label_end)

    def _end_series(self) -> None:
        """The last item of a series inside a paragraph ends before what sums the series up."""
        parents = {node.parent for node in self.nodes}
        for index, node in enumerate(self.nodes):
            if index in parents or not is_last(self.nodes, index):
                continue
            if node.at_line:
                node.end = min(node.end, self._end_like_brothers(index))
                continue
            stops = [m.end() for m in SENTENCE_STOP.finditer(self.text, node.start, node.end)]
            if len(stops) > 1 and self._are_sentences(index):
                node.end = stops[0]
            for stop in stops[:-1]:
                if CONCLUDES.match(self.text, stop) and stop > node.label_end + 1:
                    node.end = min(node.end, stop)

    def _end_like_brothers(self, index: int) -> int:
        """Where the last item at a line ends: with its paragraph where the others do, two or more.

        What follows then closes the series, or the whole text.
        """
        node, before = self.nodes[index], brothers(self.nodes, index)
        own = self.paragraphs[node.opening.paragraph].end
        single = all(
            other.end <= self.paragraphs[other.opening.paragraph].end + 1 for other in before
        )
        closes = before and TURNS_TO_ALL.match(self.text, own)
        return own if single and node.kind and (len(before) > 1 or closes) else node.end

    def _are_sentences(self, index: int) -> bool:
        """Whether the items before this one, two or more, are one sentence or clause each."""
        before = brothers(self.nodes, index)
        return len(before) > 1 and all(
            not SENTENCE_STOP.search(self.text, other.start, other.end - 1) for other in before
        )

    # ---- labels -------------------------------------------------------------------------------
    def _label_end(self, index: int) -> int:
        """Where the heading or run-in label ends; the item's start where it has none."""
        opening = self.openings[index]
        paragraph = self.paragraphs[opening.paragraph]
        follower = self.openings[index + 1] if index + 1 < len(self.openings) else None
        limit = min(paragraph.end, follower.start) if follower else paragraph.end
        if bracketed := BRACKETED.match(self.text, opening.start):
            return bracketed.end()
        stop = FULL_STOP.search(self.text, opening.label_start, limit)
        end = stop.start() if stop else limit
        label = self.text[opening.label_start : end].strip()
        if not _may_be_label(label, opening):
            return opening.start
        if stop is None:
            heads = opening.at_line and limit == paragraph.end and _may_end_line(label, opening)
        else:  # a whole measure in one sentence is not the label of one
            rest = self.text[stop.end() : limit].strip()
            heads = bool(rest) or self._heads_more(index, follower, limit)
        return self._rstrip(opening.start, end) if heads else opening.start

    def _heads_more(self, index: int, follower: Opening | None, limit: int) -> bool:
        """Whether a label with nothing after it heads sub-items, or the paragraph below it."""
        opening = self.openings[index]
        paragraph = self.paragraphs[opening.paragraph]
        if follower and follower.start == limit < paragraph.end:
            return not same_series(follower, opening)
        if not opening.at_line or opening.paragraph + 1 >= len(self.paragraphs):
            return False
        if follower is None or follower.paragraph > opening.paragraph + 1:
            return True
        return not same_series(follower, opening) and follower.rank > opening.rank

    def _drop_odd_labels(self) -> None:
        """A label with a comma is a whole sentence where the items before it have no labels."""
        for index, node in enumerate(self.nodes):
            if not node.has_label or node.at_line or not node.kind:
                continue
            label = self.text[node.opening.label_start : node.label_end]
            if not COMMA.search(label):
                continue
            before = brothers(self.nodes, index)
            others = before or later_brothers(self.nodes, index)
            if others and not any(other.has_label for other in others):
                node.label_end = node.start

    def _rstrip(self, start: int, end: int) -> int:
        return start + len(self.text[start:end].rstrip())


def _may_be_label(label: str, opening: Opening) -> bool:
    """Whether the words of an item before a stop may head it; "此外,他还推行…" tells of it."""
    longest = LONGEST_LABEL if opening.kind else LONGEST_LINE
    if not label or len(label) > longest or SEMICOLON.search(label):
        return False
    return opening.kind != "首先" or not TELLS.search(label)


def _may_end_line(label: str, opening: Opening) -> bool:
    """Whether a line without a stop in it may be a heading; one without a number may ask."""
    return not NO_HEADING_END.search(label) or (not opening.kind and ASKS.match(label) is not None)


def _depth_in_series(opening: Opening, stack: Sequence[Node], same: Sequence[int]) -> int:
    """Which of the open items of the *same* series an opening comes after."""
    if opening.number <= 1:
        return same[-1]
    fits = [depth for depth in same if 1 <= opening.number - stack[depth].number <= 2]
    if len(fits) > 1 and opening.fresh and not stack[fits[-1]].opening.fresh:
        fits.pop()  # the inner series is one of clauses, this a sentence
    return fits[-1] if fits else same[-1]


def _ends_at_words(node: Node, opening: Opening) -> bool:
    """Whether an open item ends where a series of words begins: at a line, one inside another."""
    return opening.at_line and not node.at_line


def _ends_at_series(node: Node, opening: Opening) -> bool:
    """Whether an open item ends where a new series of another kind begins."""
    if node.kind in WORD_SERIES:  # "一是…。(1)…(2)…" is one item; a chapter ends it
        return opening.at_line and (opening.rank <= CHAPTER + 1 or not opening.kind)
    return node.opening.rank >= opening.rank
