"""Paragraphs, sentences, headings, the tree of enumerations, and the role of each section.

Reads nothing but the text. A heading is its own line ("一、主要做法", "探索新组织") or a run-in
label closed by a full stop ("一是城乡联建。采取…"). Items form a tree by the series that
their markers belong to; a series that starts again from one inside an item is nested in it where
the outer one goes on afterwards.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from spacy.language import Language
from spacy.tokens import Doc

from textmine.detect.layers import (
    FoundHeading,
    FoundSection,
    Item,
    Stretch,
    register_layers,
    text_of,
)
from textmine.detect.outline.nodes import Node
from textmine.detect.outline.tree import TreeBuilder
from textmine.types import SectionRole

# One character begins it, not several: a search then skips all others at once.
SENTENCE_END = re.compile(r"[。！？!?…][。！？!?…]*[”’」』）)]*")
# What stands before the first heading says how things were, unless it is an article by itself.
LONGEST_START = 600
# An editor's note runs into the text without any stop.
NOTE = re.compile(r"编者(?:按|的话)|编后语?|【编者按】|核心提示|内容提要|按语")


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
        text = text_of(doc)
        paragraphs = find_paragraphs(text)
        doc._.paragraphs = paragraphs
        doc._.sentences = tuple(find_sentences(text, paragraphs))
        nodes = TreeBuilder(text, paragraphs).build()
        doc._.items = tuple(
            Item(n.start, n.end, n.label_end, n.level, n.parent, n.kind, n.role) for n in nodes
        )
        doc._.headings = tuple(find_headings(text, paragraphs, nodes))
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
        first, last, number = paragraph
        for match in SENTENCE_END.finditer(text, first, last):
            end = match.end()
            yield Stretch(first, end, number)
            first = end
        if first < last and text[first:last].strip():
            yield Stretch(first, last, number)


# ---- headings and sections --------------------------------------------------------------------
def find_headings(
    text: str, paragraphs: Sequence[Stretch], nodes: Sequence[Node]
) -> Iterator[FoundHeading]:
    """The label of an editor's note at the beginning, and those of the items that have one."""
    first = nodes[0].start if nodes else len(text)
    for paragraph in paragraphs[:2]:
        note = NOTE.match(text, paragraph.start)
        if note and note.end() < first:
            yield FoundHeading(paragraph.start, note.end(), 1, "background", "", paragraph.end)
    for node in nodes:
        if node.has_label:
            marker = text[node.start : node.opening.label_start].strip()
            yield FoundHeading(node.start, node.label_end, node.level, node.role, marker, node.end)


def find_sections(paragraphs: Sequence[Stretch], nodes: Sequence[Node]) -> Iterator[FoundSection]:
    """Stretches of paragraphs with one role, that of the innermost item they stand in."""
    lines = [index for index, node in enumerate(nodes) if node.at_line]
    starts = [nodes[index].start for index in lines]
    start = end = 0
    last: SectionRole | None = None
    for paragraph in paragraphs:
        position = bisect_right(starts, paragraph.end - 1) - 1
        role = _role_at(nodes, lines, position, paragraph.start)
        if role != last:
            if last:
                yield FoundSection(start, end, last)
            start, last = paragraph.start, role
        end = paragraph.end
    if last:
        yield FoundSection(start, end, last)


def _role_at(
    nodes: Sequence[Node], lines: Sequence[int], position: int, offset: int
) -> SectionRole:
    """The role of the innermost open item; a short start before it is background."""
    if position < 0:
        return "background" if lines and nodes[lines[0]].start <= LONGEST_START else "other"
    index = lines[position]
    while index >= 0 and nodes[index].end <= offset:
        index = nodes[index].parent
    return nodes[index].role if index >= 0 else "other"
