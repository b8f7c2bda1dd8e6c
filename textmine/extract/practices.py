"""The practices that a text may tell: where each begins and ends, and all that is said of it.

    doc._.candidates → tuple[CandidatePractice], in the order of the text, never overlapping

`label` decides which of them are practices at all. Reads the layers of structure, periods,
places and metrics; a missing layer leaves its fields empty.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from textmine.detect.layers import FoundPeriod, Item, register_layers, text_of
from textmine.detect.roles import role_of
from textmine.extract.candidates import CandidatePractice
from textmine.extract.keywords import keywords_of, summary_of
from textmine.extract.naming import name_of
from textmine.extract.organisations import find_organisations
from textmine.extract.references import find_references
from textmine.extract.segmentation import Outline, Passage, find_passages
from textmine.extract.siting import acting_place, is_general, own_place, place_of
from textmine.extract.status import evidence_of, status_of
from textmine.types import Genre


@Language.factory(
    "textmine_practices",
    default_config={"keywords": 6},
    requires=["doc._.items", "doc._.sentences", "doc._.places", "doc._.periods", "doc._.metrics"],
    assigns=["doc._.candidates"],
)
def make_practices(nlp: Language, name: str, keywords: int) -> PracticeExtractor:
    """The component that proposes practices; `keywords` is how many words each keeps."""
    register_layers()
    if not Doc.has_extension("candidates"):
        Doc.set_extension("candidates", default=())
    return PracticeExtractor(keywords)


# Under a heading that says "主要做法".
TOLD_AS_DONE = 2.5
WANTING = ("plan", "regulation", "speech")


class PracticeExtractor:
    """Proposes practices with name, status, place, period and whoever takes part."""

    def __init__(self, keywords: int = 6) -> None:
        self.keywords = keywords

    def __call__(self, doc: Doc) -> Doc:
        outline = Outline(
            text_of(doc), doc._.items, doc._.sentences, doc._.paragraphs, doc._.sections
        )
        passages = find_passages(outline)
        metrics = _Metrics(doc)
        per_item = Counter(passage.item for passage in passages)
        doc._.candidates = tuple(
            self._describe(doc, outline, passage, metrics, per_item) for passage in passages
        )
        return doc

    def _describe(
        self,
        doc: Doc,
        outline: Outline,
        passage: Passage,
        metrics: _Metrics,
        per_item: Counter[int],
    ) -> CandidatePractice:
        text, span = outline.text, (passage.start, passage.end)
        item = outline.items[passage.item] if passage.item >= 0 else None
        label, headings = _labels(outline, passage, item)
        role = item.role if item else outline.role_at(passage.start)
        genre: Genre = doc._.article.genre if doc._.article else "other"
        inside = metrics.inside(*span)
        focus = doc._.focus
        context = _context(outline, passage)
        core = max(passage.core, passage.start + len(label) + bool(label))
        own = own_place(text, (core, passage.end), doc._.places, focus)
        placed = acting_place(text, context, doc._.places) is not None
        evidence = _evidence(outline, passage, label)
        if genre not in WANTING and any(role_of(h) == "practice" for h in headings):
            evidence += TOLD_AS_DONE
        status = status_of(evidence, role=role, genre=genre, placed=placed, figures=len(inside))
        general = is_general(genre, status, role, focus)
        words = keywords_of(doc._.words, doc._.tags, doc._.word_starts, span, self.keywords)
        return CandidatePractice(
            start=passage.start,
            end=passage.end,
            kind=passage.kind,
            role=role,
            level=item.level if item else 0,
            position=passage.start / max(1, len(text)),
            name=name_of(
                text[passage.core : passage.end],
                label,
                headings[-1] if headings else "",
                alone=per_item[passage.item] == 1 and passage.kind == "sentence",
            ),
            status=status,
            headings=headings,
            place=place_of(own, None if general else focus),
            period=_period_of(doc._.periods, span),
            organisations=find_organisations(text, *span, doc._.places),
            references=find_references(text, *span, doc._.places),
            keywords=words,
            summary=summary_of(text, doc._.sentences, span, words),
            metrics=inside,
        )


def _evidence(outline: Outline, passage: Passage, label: str) -> float:
    """Signs of the status in a passage.

    A label ("二要抓覆盖") counts where the text below it says nothing; a clause without any sign
    has those of its sentence.
    """
    text = outline.text
    below = evidence_of(text[passage.start + len(label) : passage.end])
    if below or label:
        return below or evidence_of(text[passage.start : passage.end])
    return evidence_of(text[slice(*_context(outline, passage))])


def _context(outline: Outline, passage: Passage) -> tuple[int, int]:
    """A passage, from the start of its sentence where it is a clause of one."""
    if passage.kind != "clause":
        return passage.start, passage.end
    first = bisect_right(outline.sentences, passage.start, key=lambda sentence: sentence.start) - 1
    return min(passage.start, outline.sentences[max(0, first)].start), passage.end


def _labels(outline: Outline, passage: Passage, item: Item | None) -> tuple[str, tuple[str, ...]]:
    """The label that a passage begins with ("" for none), and the headings above it."""
    if item is None:
        return "", ()
    text = outline.text
    own = text[item.start : item.label_end]
    chain = [] if passage.start < item.label_end else [own]
    parent = item.parent
    while parent >= 0:
        above = outline.items[parent]
        chain.append(text[above.start : above.label_end])
        parent = above.parent
    label = own if passage.start < item.label_end else ""
    return label, tuple(heading for heading in reversed(chain) if heading)


def _period_of(periods: Sequence[FoundPeriod], span: tuple[int, int]) -> str | None:
    """The first dated period of a span."""
    first = bisect_left(periods, span[0], key=lambda period: period.start)
    for period in periods[first:]:
        if period.start >= span[1]:
            break
        if period.value:
            return period.value
    return None


@dataclass(slots=True)
class _Metrics:
    """Which metrics of a Doc lie in a span."""

    starts: list[int]

    def __init__(self, doc: Doc) -> None:
        found: Sequence[Any] = doc._.metrics if Doc.has_extension("metrics") else ()
        self.starts = [metric.quantity_start for metric in found]

    def inside(self, start: int, end: int) -> tuple[int, ...]:
        return tuple(range(bisect_left(self.starts, start), bisect_left(self.starts, end)))
