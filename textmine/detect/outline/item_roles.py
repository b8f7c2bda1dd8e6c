"""What each item of a text tells about: its own heading says so, its series or its parent."""

from __future__ import annotations

import re
from collections.abc import Sequence

from textmine.detect.outline.nodes import Node, brothers
from textmine.detect.outline.openings import CHAPTER
from textmine.detect.outline.roles import announced_role, role_of
from textmine.types import SectionRole

NEW_ROLE = ("result", "lesson", "problem", "plan", "background")
RESULT_NOUN = re.compile("成效|效果|成果|成绩|变化|收获|实效|双丰收")
COLON = re.compile("[:：]")
LONGEST_TOPIC = 14  # "一、基本情况:全镇辖…": characters before a colon that say what is told
LEAD = 120  # characters before a series in which the sentence stands that leads to it


class RoleFinder:
    """Finds the role of one item after the other; those before it must have theirs.

    Its own heading, else that of its series or the sentence that leads there, else its parent's.
    """

    def __init__(self, text: str, nodes: Sequence[Node]) -> None:
        self.text = text
        self.nodes = nodes
        self.announced = [role_of(self._announces(node)) for node in nodes]
        self.measures_apart = "practice" in self.announced

    def find(self, index: int) -> SectionRole:
        """The role of an item."""
        node = self.nodes[index]
        parent = self.nodes[node.parent] if node.parent >= 0 else None
        own = self._own_role(index, node, parent)
        if own and (own != "practice" or parent is None):
            return own
        before = brothers(self.nodes, index) if node.kind else []
        if before:
            return self._role_of_series(before)
        led = self._led_to(node, parent) if node.kind else None
        return led or (parent.role if parent else "practice")

    def _own_role(self, index: int, node: Node, parent: Node | None) -> SectionRole | None:
        own = self.announced[index]
        if own != "result" or self.measures_apart:
            return own
        return None if self._says_it_went_well(node, parent) else own

    def _says_it_went_well(self, node: Node, parent: Node | None) -> bool:
        """Whether a heading ("民生保障持续加强") heads what was done, in a text without 做法."""
        if not node.kind or not node.has_label or (parent and parent.role in NEW_ROLE):
            return False
        return not RESULT_NOUN.search(self.text, node.opening.label_start, node.label_end)

    def _announces(self, node: Node) -> str:
        """The label of an item; of a chapter without one what stands before an early colon."""
        start = node.opening.label_start
        if node.has_label or not node.at_line or node.opening.rank != CHAPTER:
            return self.text[start : node.label_end]
        colon = COLON.search(self.text, start, start + LONGEST_TOPIC)
        return self.text[start : colon.start()] if colon else ""

    def _role_of_series(self, before: Sequence[Node]) -> SectionRole:
        """What the first of a series was announced as, or else inherits."""
        first = before[-1]
        own = role_of(self.text[first.opening.label_start : first.label_end])
        if own and own == first.role and first.opening.rank <= CHAPTER:
            return self.nodes[first.parent].role if first.parent >= 0 else "practice"
        return first.role

    def _led_to(self, node: Node, parent: Node | None) -> SectionRole | None:
        """The role that the sentence before a series announces."""
        floor = parent.label_end if parent else 0
        before = self.text[max(floor, node.start - LEAD) : node.start].rstrip()
        cut = max(before[:-1].rfind(mark) for mark in "。！？!?\n")
        if before and not node.at_line and before[-1] not in "。！？!?;；:：,，…”":
            return role_of(before[cut + 1 :])  # "其难点一是…"
        return announced_role(before[cut + 1 :])
