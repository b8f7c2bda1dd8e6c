"""Paragraphs, sentences, headings, the tree of enumerations, and the role of each section.

Reads nothing but the text. A heading is a line of its own ("一、主要做法", "探索互联互通的新组织") or
a run-in label closed by a full stop ("一是城乡联建。采取…"). Items form a tree by the series that
their markers belong to; a series that starts again from one inside an item is nested in it where
the outer one goes on afterwards.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from textmine.chinese.markers import LINE_MARKERS, Marker, find_markers
from textmine.detect.layers import (
    FoundHeading,
    FoundSection,
    Item,
    Stretch,
    register_layers,
)
from textmine.detect.roles import role_of
from textmine.types import SectionRole

# A heading line is a phrase: of 400 in the reports of 43 cities, 99 % are shorter than this.
LONGEST_LINE = 42
LONGEST_LABEL = 34
# A label without a number is shorter, or it is just a short sentence.
LONGEST_PLAIN_LABEL = 24
LEAD = 90  # characters before a series in which it is announced

SENTENCE_END = re.compile(r"[。！？!?…]+[”’」』）)]*|\n+")
NO_HEADING_END = re.compile(r"[。；;，,、：:！!？?…]$")
FULL_STOP = re.compile(r"[。！!]")
NO_LABEL = re.compile(r"[，,；;：:]")
RANKS = {kind: rank for rank, (kind, _) in enumerate(LINE_MARKERS)}
CHAPTER = RANKS["一、"]
# Series of words rather than figures: they may stand above or below any other.
FLEXIBLE = ("一是", "第一", "其一", "首先")
LINE_RANK, SUBLINE_RANK, LABEL_RANK = CHAPTER - 0.5, CHAPTER + 0.5, CHAPTER + 1.5
NEW_ROLE = ("result", "lesson", "problem", "plan", "background")


@Language.factory(
    "textmine_structure",
    assigns=["doc._.paragraphs", "doc._.sentences", "doc._.headings", "doc._.items",
             "doc._.sections"],
)  # fmt: skip
def make_structure(nlp: Language, name: str) -> StructureDetector:
    """The component that marks paragraphs, sentences, headings, items and sections."""
    register_layers()
    return StructureDetector()


class StructureDetector:
    """Marks how a text is built; needs no other component."""

    def __call__(self, doc: Doc) -> Doc:
        text = doc.text
        paragraphs = find_paragraphs(text)
        doc._.paragraphs = paragraphs
        doc._.sentences = tuple(find_sentences(text, paragraphs))
        nodes = build_tree(text, paragraphs)
        doc._.items = tuple(
            Item(n.start, n.end, n.label_end, n.level, n.parent, n.kind, n.role) for n in nodes
        )
        doc._.headings = tuple(find_headings(text, nodes))
        doc._.sections = tuple(find_sections(paragraphs, nodes))
        return doc


def find_paragraphs(text: str) -> tuple[Stretch, ...]:
    """The lines that hold anything."""
    lines = [match.span() for match in re.finditer(r"[^\n]+", text)]
    filled = [(start, end) for start, end in lines if text[start:end].strip()]
    return tuple(Stretch(start, end, index) for index, (start, end) in enumerate(filled))


def find_sentences(text: str, paragraphs: Sequence[Stretch]) -> Iterator[Stretch]:
    """Sentences end with 。！？… (and a closing quote) or with their line; never with ；."""
    for paragraph in paragraphs:
        start = paragraph.start
        for match in SENTENCE_END.finditer(text, paragraph.start, paragraph.end):
            yield Stretch(start, match.end(), paragraph.paragraph)
            start = match.end()
        if text[start : paragraph.end].strip():
            yield Stretch(start, paragraph.end, paragraph.paragraph)


# ---- what may open an item --------------------------------------------------------------------
@dataclass(slots=True)
class Opening:
    """A place where an item may begin: a marker, an unnumbered heading line or label."""

    kind: str
    number: int
    start: int
    label_start: int
    rank: float
    paragraph: int
    at_line: bool
    nested: bool = False


@dataclass(slots=True)
class Node:
    """An item while the tree is built; see `layers.Item`."""

    kind: str
    number: int
    start: int
    end: int
    label_start: int
    label_end: int
    level: int
    parent: int
    rank: float
    paragraph: int
    at_line: bool
    role: SectionRole = "other"
    heading: bool = False


def find_openings(text: str, paragraphs: Sequence[Stretch]) -> list[Opening]:
    """Every opening in the order of the text, series of words checked for their sequence."""
    found: list[Opening] = []
    for paragraph in paragraphs:
        markers = list(find_markers(text, paragraph.start, paragraph.end))
        if not (markers and markers[0].start - paragraph.start <= 3) and is_heading_line(
            text, paragraphs, paragraph.paragraph
        ):
            index = paragraph.paragraph
            found.append(Opening("", 0, paragraph.start, paragraph.start, LINE_RANK, index, True))
        found.extend(_opening(text, marker, paragraph) for marker in markers)
    found = [o for o, keep in zip(found, _in_sequence(found), strict=True) if keep]
    found += _plain_labels(text, paragraphs, found)
    found.sort(key=lambda opening: opening.start)
    _rank_lines(found)
    return found


def _opening(text: str, marker: Marker, paragraph: Stretch) -> Opening:
    at_line = not text[paragraph.start : marker.start].strip()
    rank = RANKS.get(marker.kind, len(RANKS))
    return Opening(
        marker.kind, marker.number, marker.start, marker.end, rank, paragraph.paragraph, at_line
    )


def is_heading_line(text: str, paragraphs: Sequence[Stretch], index: int) -> bool:
    """A short line without a stop at its end, with prose somewhere after it."""
    line = text[paragraphs[index].start : paragraphs[index].end].strip()
    if not 2 <= len(line) <= LONGEST_LINE or NO_HEADING_END.search(line) or "。" in line:
        return False
    if "|" in line or not re.search("[\u4e00-\u9fff]{2}", line):
        return False
    after = paragraphs[index + 1 : index + 3]
    return any(p.end - p.start > len(line) for p in after)


def _in_sequence(found: Sequence[Opening]) -> list[bool]:
    """Which openings belong to a series: "一是" counts only where "二是" follows."""
    keep = [True] * len(found)
    by_kind: dict[str, list[int]] = {}
    for index, opening in enumerate(found):
        if opening.kind in FLEXIBLE or (opening.kind and not opening.at_line):
            by_kind.setdefault(opening.kind, []).append(index)
    for indexes in by_kind.values():
        last = 0
        for position, index in enumerate(indexes):
            number = found[index].number
            after = found[indexes[position + 1]].number if position + 1 < len(indexes) else 0
            follows = last and last < number <= last + 2
            begins = number == 1 and after in (2, 3)
            also = found[index].kind == "首先" and last and number >= last
            keep[index] = bool(follows or begins or also)
            if keep[index]:
                last = number
            elif number > 2 and last and not follows:
                # an outer series that goes on after a nested one (… 五是…。三是…)
                keep[index] = any(found[i].number == number - 1 for i in indexes[:position])
                last = number if keep[index] else last
    return keep


def _plain_labels(
    text: str, paragraphs: Sequence[Stretch], found: Sequence[Opening]
) -> list[Opening]:
    """Unnumbered labels ("减少农民。关键是…"), where at least two paragraphs begin with one."""
    taken = {opening.paragraph for opening in found if opening.at_line}
    labels = []
    for paragraph in paragraphs:
        if paragraph.paragraph in taken:
            continue
        stop = FULL_STOP.search(text, paragraph.start, paragraph.end)
        if not stop or paragraph.end - stop.end() < 40:
            continue
        label = text[paragraph.start : stop.start()].strip()
        if 3 <= len(label) <= LONGEST_PLAIN_LABEL and not NO_LABEL.search(label):
            index = paragraph.paragraph
            labels.append(Opening("", 0, paragraph.start, paragraph.start, LABEL_RANK, index, True))
    return labels if len(labels) > 1 else []


def _rank_lines(found: Sequence[Opening]) -> None:
    """Unnumbered heading lines that come in twos or more inside a chapter belong to it."""
    chapters = [i for i, opening in enumerate(found) if opening.rank == CHAPTER]
    for position, index in enumerate(chapters):
        end = chapters[position + 1] if position + 1 < len(chapters) else len(found)
        lines = [o for o in found[index + 1 : end] if o.rank == LINE_RANK]
        if len(lines) > 1:
            for opening in lines:
                opening.rank = SUBLINE_RANK


# ---- the tree ---------------------------------------------------------------------------------
def build_tree(text: str, paragraphs: Sequence[Stretch]) -> list[Node]:
    """The items of the text, parents before their children."""
    openings = find_openings(text, paragraphs)
    nodes: list[Node] = []
    stack: list[int] = []
    for index, opening in enumerate(openings):
        lead = _lead_start(text, paragraphs, opening)
        depth = _depth(text, openings, index, [nodes[i] for i in stack], lead)
        for closed in stack[depth:]:
            _close(nodes, closed, opening, lead, paragraphs)
        del stack[depth:]
        parent = stack[-1] if stack else -1
        label_end = _label_end(text, paragraphs[opening.paragraph], openings, index)
        nodes.append(
            Node(
                opening.kind, opening.number, opening.start, len(text), opening.label_start,
                label_end, depth + 1, parent, opening.rank, opening.paragraph, opening.at_line,
            )
        )  # fmt: skip
        stack.append(len(nodes) - 1)
    for closed in stack:
        _close(nodes, closed, None, len(text), paragraphs)
    _trim(text, nodes)
    _give_roles(text, nodes)
    return nodes


def _lead_start(text: str, paragraphs: Sequence[Stretch], opening: Opening) -> int:
    """Where the sentence begins that announces a series inside a paragraph."""
    paragraph = paragraphs[opening.paragraph]
    if opening.at_line or opening.number != 1:
        return opening.start
    before = text[paragraph.start : opening.start].rstrip()
    cut = before[:-1] if before.endswith(("。", "：", ":")) else before
    return paragraph.start + max(cut.rfind(mark) for mark in "。；！？") + 1


def _depth(
    text: str, openings: Sequence[Opening], index: int, stack: Sequence[Node], lead: int
) -> int:
    """How many of the open items stay open when `openings[index]` begins."""
    opening = openings[index]
    same = [d for d, node in enumerate(stack) if _same_series(node, opening)]
    if same:
        open_depth = same[-1]
        if (
            opening.number == 1
            and opening.kind
            and _is_nested(text, openings, index, stack[open_depth], lead)
        ):
            return len(stack)
        if opening.number > 1:  # the series whose turn this number is
            fits = [d for d in same if stack[d].number < opening.number <= stack[d].number + 2]
            open_depth = fits[-1] if fits else open_depth
        return open_depth
    if opening.kind in FLEXIBLE:
        return _flexible_depth(opening, stack)
    depth = len(stack)
    while depth and _stands_below(stack[depth - 1], opening):
        depth -= 1
    return depth


def _stands_below(node: Node, opening: Opening) -> bool:
    """Whether an open item ends where a new series of another kind begins."""
    if node.kind in FLEXIBLE:  # "一是…。(1)…(2)…" is one item; a chapter ends it
        return opening.rank <= CHAPTER + 1 and opening.at_line
    return node.rank >= opening.rank


def _flexible_depth(opening: Opening, stack: Sequence[Node]) -> int:
    """A series of words goes below everything; at a line, not below an item inside a paragraph."""
    depth = len(stack)
    if opening.at_line:
        while depth and not stack[depth - 1].at_line:
            depth -= 1
    return depth


def _same_series(node: Node, opening: Opening) -> bool:
    if node.kind or opening.kind:
        return node.kind == opening.kind
    return node.rank == opening.rank


def _is_nested(text: str, openings: Sequence[Opening], index: int, outer: Node, lead: int) -> bool:
    """Whether a series that begins again lies inside the item *outer* of the same kind."""
    kind, last = openings[index].kind, 1
    for opening in openings[index + 1 :]:
        if opening.kind != kind:
            if opening.rank <= CHAPTER or (opening.at_line and not opening.kind):
                break
            continue
        if opening.number == outer.number + 1 and opening.number != last + 1:
            return True
        if opening.number <= last:
            break
        last = opening.number
    same_paragraph = openings[index].paragraph == outer.paragraph
    announced = role_of(text[lead : openings[index].start])
    return same_paragraph and announced not in NEW_ROLE


def _close(
    nodes: list[Node],
    index: int,
    by: Opening | None,
    lead: int,
    paragraphs: Sequence[Stretch],
) -> None:
    """Set the end of an item that the opening *by* (None: the end of the text) closes."""
    node = nodes[index]
    end = min(lead, by.start) if by else lead
    goes_on = by is not None and _same_series(node, by) and by.number > node.number
    in_words = node.kind in FLEXIBLE or not node.at_line
    paragraph_end = paragraphs[node.paragraph].end
    if in_words and not goes_on and node.label_end < paragraph_end:
        end = min(end, paragraph_end)
    node.end = max(end, node.label_end)


def _label_end(text: str, paragraph: Stretch, openings: Sequence[Opening], index: int) -> int:
    """Where the heading or run-in label ends; the item's start where it has none."""
    opening = openings[index]
    follower = openings[index + 1] if index + 1 < len(openings) else None
    limit = paragraph.end
    if follower and follower.start < limit:
        limit = follower.start
    stop = FULL_STOP.search(text, opening.label_start, limit)
    end = stop.start() if stop else limit
    label = text[opening.label_start : end].strip()
    if not label or len(label) > (LONGEST_LABEL if opening.kind else LONGEST_LINE):
        return opening.start
    if stop is None:
        whole_line = opening.at_line and limit == paragraph.end
        return (
            opening.start
            if not whole_line or NO_HEADING_END.search(label)
            else _rstrip(text, opening.start, end)
        )
    rest = text[stop.end() : limit].strip()
    alone = not rest and limit == paragraph.end
    if ";" in label or "；" in label or (not rest and not alone):
        is_lead = not rest and follower is not None and follower.start == limit
        return _rstrip(text, opening.start, end) if is_lead and ";" not in label else opening.start
    if alone and (follower is None or follower.kind == opening.kind):
        return opening.start  # a whole measure in one sentence, not the label of one
    return _rstrip(text, opening.start, end)


def _rstrip(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip())


def _trim(text: str, nodes: list[Node]) -> None:
    for node in nodes:
        node.end = max(_rstrip(text, node.start, node.end), node.label_end)


def _give_roles(text: str, nodes: list[Node]) -> None:
    """Own heading, else the sentence that leads to the series, else the parent's role."""
    for index, node in enumerate(nodes):
        parent = nodes[node.parent] if node.parent >= 0 else None
        own = role_of(text[node.label_start : node.label_end])
        first = node.number == 1 or (node.parent < 0 and not node.kind)
        if own and (own != "practice" or parent is None):
            node.role = own
        elif first and node.kind and (led := _announced(text, node, parent)):
            node.role = led
        elif node.kind and not first and (brother := _brother(nodes, index)):
            node.role = brother.role
        else:
            node.role = parent.role if parent else "practice"


def _announced(text: str, node: Node, parent: Node | None) -> SectionRole | None:
    floor = parent.label_end if parent else 0
    lead = text[max(floor, node.start - LEAD) : node.start]
    return role_of(lead.rsplit("\n\n", 1)[-1])


def _brother(nodes: Sequence[Node], index: int) -> Node | None:
    node = nodes[index]
    for other in reversed(nodes[:index]):
        if other.parent == node.parent and other.kind == node.kind:
            return other
    return None


# ---- headings and sections --------------------------------------------------------------------
def find_headings(text: str, nodes: Sequence[Node]) -> Iterator[FoundHeading]:
    """The labels of the items that have one."""
    for node in nodes:
        if node.label_end > node.start:
            marker = text[node.start : node.label_start].strip()
            yield FoundHeading(node.start, node.label_end, node.level, node.role, marker, node.end)


def find_sections(paragraphs: Sequence[Stretch], nodes: Sequence[Node]) -> Iterator[FoundSection]:
    """Stretches of paragraphs with one role, from the outermost headings' items inwards."""
    starts = [node.start for node in nodes if node.at_line]
    roles: list[SectionRole] = [node.role for node in nodes if node.at_line]
    start, last = 0, ""
    end = 0
    for paragraph in paragraphs:
        position = bisect_right(starts, paragraph.end - 1) - 1
        role: SectionRole = roles[position] if position >= 0 else "background"
        if not starts:
            role = "other"
        if role != last:
            if last:
                yield FoundSection(start, end, last)  # type: ignore[arg-type]
            start, last = paragraph.start, role
        end = paragraph.end
    if last:
        yield FoundSection(start, end, last)  # type: ignore[arg-type]
