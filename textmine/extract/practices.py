"""The practices that a text may tell: where each begins and ends, and all that is said of it.

    doc._.candidates → tuple[CandidatePractice], in the order of the text, never overlapping

`label` decides which of them are practices at all. Reads the layers of structure, periods,
places and metrics; a missing layer leaves its fields empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from textmine.detect.layers import Item, register_layers
from textmine.extract.candidates import CandidatePractice
from textmine.extract.names.headings import strip_empty_verb
from textmine.extract.names.naming import name_of
from textmine.extract.names.trimming import what_changed
from textmine.extract.passages.keywords import find_keywords
from textmine.extract.passages.labels import short_label
from textmine.extract.passages.marks import as_written
from textmine.extract.passages.passage import Outline, Passage, within
from textmine.extract.passages.segmentation import find_passages
from textmine.extract.passages.standing import Told, read_passages, status_below
from textmine.extract.passages.summaries import summary_of
from textmine.extract.passages.surroundings import Surroundings
from textmine.extract.passages.telling import (
    tells_deed,
    tells_deed_behind,
    tells_grounded_deed,
)
from textmine.extract.rulebook import rule
from textmine.extract.setting.organisations import find_organisations
from textmine.extract.setting.siting import (
    block_at,
    introduced_place,
    is_general,
    own_place,
    place_of,
    told_example,
)
from textmine.types import PlaceRef, SectionRole, Status


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


LEAST_NAMED = 4  # characters of a name by which a result can be recognised
SENTENCE = re.compile("[^。！!？?\n]+")
NOTED = re.compile(r"(?<=[\u4e00-\u9fff”])[（(\[〔]\d{1,3}[）)\]〕]")  # “无废城市”（45）: of a note


class PracticeExtractor:
    """Proposes practices with name, status, place, period and whoever takes part."""

    def __init__(self, keywords: int = 6) -> None:
        self.keywords = keywords

    def __call__(self, doc: Doc) -> Doc:
        layers = Surroundings(doc)
        passages = find_passages(layers.outline)
        spans = [(passage.start, passage.end) for passage in passages]
        named = [(place.start, place.end) for place in layers.places]
        keywords = find_keywords(layers.words, spans, self.keywords, named)
        all_told = read_passages(layers, passages)
        described = [
            _describe(layers, told, words) for told, words in zip(all_told, keywords, strict=True)
        ]
        doc._.candidates = tuple(_with_results(layers, described))
        return doc


def _describe(layers: Surroundings, told: Told, keywords: tuple[str, ...]) -> CandidatePractice:
    outline, text, passage = layers.outline, layers.outline.text, told.passage
    span = (passage.start, passage.end)
    item = outline.items[passage.item] if passage.item >= 0 else None
    label, headings = _labels(outline, passage, item)
    inside = layers.metrics_inside(*span)
    status = status_below(layers, told, headings)
    name = _name_of(layers, told, label, headings)
    return CandidatePractice(
        start=passage.start,
        end=passage.end,
        kind=passage.kind,
        role=told.role,
        deed=_is_deed(text, passage) and (layers.genre != "paper" or bool(inside)),
        name=_written(layers, name),
        status=status,
        headings=tuple([_written(layers, heading) for heading in headings]),
        place=_place_of(layers, passage, label, (told.role, status)),
        period=layers.period_of(*span),
        organisations=find_organisations(layers.written, *span, layers.places, layers.segmented),
        references=layers.references.within(*span),
        keywords=keywords,
        summary=summary_of(layers.written, outline.sentences, span, label, (name, keywords)),
        metrics=inside,
    )


def _written(layers: Surroundings, phrase: str) -> str:
    """A phrase of the outline's text with the quotation marks of the article's own."""
    same = layers.written is layers.outline.text
    return phrase if same else as_written(phrase, layers.written)


def _name_of(layers: Surroundings, told: Told, label: str, headings: tuple[str, ...]) -> str:
    """The name of a passage below a chain of headings."""
    passage = told.passage
    named = name_of(
        layers.outline.text[passage.core : passage.end],
        label,
        headings[-1] if headings else "",
        alone=told.alone,
        words=() if label else layers.words_inside(passage.start, passage.end),
    )
    return what_changed(NOTED.sub("", named))


def _with_results(
    layers: Surroundings, described: Sequence[CandidatePractice]
) -> Iterator[CandidatePractice]:
    """The candidates, each with the metrics of result sections whose sentence names it too."""
    told = _results_by_sentence(layers)
    taken = {index for candidate in described for index in candidate.metrics}
    for candidate in described:
        named = strip_empty_verb(candidate.name)
        also = [
            index
            for sentence, indexes in told
            if len(named) >= LEAST_NAMED and named in sentence
            for index in indexes
            if index not in taken
        ]
        taken.update(also)
        yield replace(candidate, metrics=(*candidate.metrics, *also)) if also else candidate


def _results_by_sentence(layers: Surroundings) -> list[tuple[str, tuple[int, ...]]]:
    """The sentences of result sections that state metrics, with the indexes of these."""
    outline = layers.outline
    return [
        (outline.text[sentence.start : sentence.end], inside)
        for section in outline.sections
        if section.role == "result"
        for sentence in within(outline.sentences, section.start, section.end)
        if (inside := layers.metrics_inside(sentence.start, sentence.end))
    ]


def _place_of(
    layers: Surroundings, passage: Passage, label: str, standing: tuple[SectionRole, Status]
) -> PlaceRef | None:
    """The place of a passage with a (role, status) pair."""
    text, focus, told_from = layers.outline.text, layers.focus, passage.told_from
    role, status = standing
    core = max(passage.core, passage.start + len(label) + bool(label))
    own = own_place(text, (core, passage.end), layers.places, focus)
    own = own or block_at(layers.blocks, passage.start)
    own = own or introduced_place(text, told_from, layers.places, focus)
    own = own or layers.told_of(passage)
    if not own and told_from < passage.core:
        own = own_place(text, (told_from, passage.core), layers.places, focus)
    example = None if own else told_example(text, told_from, passage.end, focus)
    if example:
        return place_of(None, example)
    return place_of(own, None if is_general(layers.genre, status, role, focus) else focus)


def _is_deed(text: str, passage: Passage) -> bool:
    """Whether its first sentence tells who did what."""
    first = SENTENCE.match(text, passage.core, passage.end)
    if first is None:
        return False
    sentence = first[0]
    if tells_deed(sentence) or tells_grounded_deed(sentence) or tells_deed_behind(sentence):
        return True
    return rule("defines").match(sentence) is not None


def _labels(outline: Outline, passage: Passage, item: Item | None) -> tuple[str, tuple[str, ...]]:
    """The label that a passage begins with ("" for none), and the headings above it."""
    text = outline.text
    run_in = short_label(text, passage.start) if passage.kind == "clause" else ""
    if item is None:
        return run_in, ()
    own = text[item.start : item.label_end]
    chain = [] if passage.start < item.label_end else [own]
    parent = item.parent
    while parent >= 0:
        above = outline.items[parent]
        chain.append(text[above.start : above.label_end])
        parent = above.parent
    label = own if passage.start < item.label_end else run_in
    return label, tuple(heading for heading in reversed(chain) if heading)
