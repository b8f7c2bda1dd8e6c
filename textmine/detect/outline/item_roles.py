"""What each item of a text tells about: its own heading says so, its series or its parent."""

from __future__ import annotations

import re
from collections.abc import Sequence

from textmine.detect.outline.nodes import Node, brothers
from textmine.detect.outline.openings import CHAPTER
from textmine.detect.outline.roles import announced_role, leads_to_troubles, role_of
from textmine.types import SectionRole

NEW_ROLE = ("result", "lesson", "problem", "plan", "background")
RESULT_NOUN = re.compile("成效|效果|成果|成绩|变化|收获|实效|双丰收")
COLON = re.compile("[:：]")
LONGEST_TOPIC = 14  # "一、基本情况:全镇辖…": characters before a colon that say what is told
# 2023年工作回顾 … 2024年主要工作 … 加强自身建设: a report that looks back, then ahead to its end
LOOKS_BACK = re.compile("(?:(?P<year>20\\d\\d)年[^,，。]{0,8}|[过去工作年政府]{2,6})回顾$")
OF_YEAR = re.compile("(20\\d\\d)年(?![^,，。]{0,20}(?:回顾|总结|情况|成[效绩就果]))")
CHAPTER_OF_YEAR = re.compile("(20\\d\\d)年")
LEAD = 120  # characters before a series in which the sentence stands that leads to it


class RoleFinder:
    """Finds the role of one item after the other; those before it must have theirs.

    Its own heading, else that of its series or the sentence that leads there, else its parent's.
    """

    def __init__(self, text: str, nodes: Sequence[Node]) -> None:
        self.text = text
        self.nodes = nodes
        self.announced = [role_of(self._announces(node)) for node in nodes]
        # Chapters of measures, not the 机制 of an item, tell results from what was done.
        self.measures_apart = any(
            role == "practice" and node.level == 1
            for role, node in zip(self.announced, nodes, strict=True)
        )
        self._back = next((at for at in range(len(nodes)) if self._looks_back(at)), len(nodes))
        self._ahead = False  # the chapters that look ahead have begun

    def find(self, index: int) -> SectionRole:
        """The role of an item."""
        node = self.nodes[index]
        parent = self.nodes[node.parent] if node.parent >= 0 else None
        own = self._own_role(index, node, parent)
        if parent is None and index > self._back:
            own = self._role_behind_review(index, own)
        if own and (own != "practice" or parent is None):
            return own
        before = brothers(self.nodes, index) if node.kind else []
        if before:
            return self._role_of_series(before)
        led = self._led_to(node, parent) if node.kind else None
        return led or (parent.role if parent else "practice")

    def _looks_back(self, index: int) -> bool:
        """Whether a chapter looks back: it says so, or one of its series tells of a later year."""
        if LOOKS_BACK.search(self._label(index)):
            return True
        node = self.nodes[index]
        year = CHAPTER_OF_YEAR.match(self._label(index)) if node.level == 1 and node.kind else None
        return year is not None and any(
            later[1] > year[1]
            for other in range(index + 1, len(self.nodes))
            if self.nodes[other].level == 1
            and self.nodes[other].kind == node.kind
            and (later := CHAPTER_OF_YEAR.match(self._label(other)))
        )

    def _label(self, index: int) -> str:
        node = self.nodes[index]
        return self.text[node.opening.label_start : node.label_end].strip(" 。")

    def _role_behind_review(self, index: int, own: SectionRole | None) -> SectionRole | None:
        """The role of a chapter behind one that looks back on the year: it looks ahead."""
        if own in (None, "lesson") and not self._ahead:
            label = self._label(self._back)
            back = LOOKS_BACK.search(label) or CHAPTER_OF_YEAR.match(label)
            of_year = OF_YEAR.search(self._label(index), 0, LONGEST_TOPIC)
            if back and back[1] and of_year and of_year[1] > back[1]:
                own = "plan"
        self._ahead = self._ahead or own == "plan"
        return "plan" if own is None and self._ahead else own

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
        sentence = before[cut + 1 :]
        if leads_to_troubles(sentence, self.text[node.start : node.end]):
            return "problem"
        return announced_role(sentence)
