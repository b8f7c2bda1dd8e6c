"""The component that turns candidates into practices: decides, tags, shows why, and drops.

    doc._.candidates → doc._.practices, those that are some, numbered in the order of the text

A passage is dropped where its probability of being a practice is too low (`gate`). A
practice has one to three patterns, the strongest first; where none reaches its threshold the best
one stands, with its honest score: a practice is never without.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Protocol

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from textmine.detect.layers import text_of
from textmine.errors import SettingsError
from textmine.extract.candidates import CandidatePractice
from textmine.label.compiled import CompiledModel, Scores, Starts
from textmine.label.features import Array, Context
from textmine.label.gate import LISTED, THRESHOLD, Standing, among_siblings, practice_probability
from textmine.label.loading import load_model
from textmine.label.scoring import MOST_PATTERNS, SUBTYPE_THRESHOLD
from textmine.label.taxonomy import Taxonomy, read_taxonomy
from textmine.types import Label

# What a further pattern is told of is seldom its kind: with 0.9 subtypes gain 4 points of F1 on
# corpora/gold/reports, with 0.6 and 0.75 at most one.
FURTHER_SUBTYPE = 0.9
# No probability is said to be higher: some thousand labelled passages cannot tell more.
SUREST = 0.999


@dataclass(slots=True)
class Tags:
    """What the model says of a passage that it takes for a practice."""

    score: float
    patterns: tuple[Label, ...]
    subtypes: tuple[str, ...]


@Language.factory(
    "textmine_labels",
    default_config={"model": "patterns", "taxonomy": None},
    requires=["doc._.candidates"],
    assigns=["doc._.practices", "doc._.candidate_words"],
)
def make_labels(nlp: Language, name: str, model: str, taxonomy: str | None) -> PracticeLabeller:
    """The component that labels: *model* is a shipped name or a folder, *taxonomy* a file."""
    if not Doc.has_extension("candidates"):
        Doc.set_extension("candidates", default=())
    for layer in ("practices", "candidate_words"):
        if not Doc.has_extension(layer):
            Doc.set_extension(layer, default=())
    return load_labeller(model, taxonomy)


def load_labeller(model: str, taxonomy: str | None) -> PracticeLabeller:
    """The labeller of a model (shipped name or folder) and, where given, a taxonomy file."""
    return PracticeLabeller(load_model(model), read_taxonomy(Path(taxonomy)) if taxonomy else None)


class Passage(Protocol):
    """A passage that is judged; see `extract.candidates.CandidatePractice`."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def kind(self) -> str: ...
    @property
    def role(self) -> str: ...
    @property
    def deed(self) -> bool: ...
    @property
    def headings(self) -> tuple[str, ...]: ...


class PracticeLabeller:
    """Labels candidates; *taxonomy* may leave out patterns of the model, or rename them."""

    def __init__(self, model: CompiledModel, taxonomy: Taxonomy | None = None) -> None:
        self.model = model
        self.taxonomy = taxonomy or model.taxonomy
        unknown = [code for code in self.taxonomy.codes if code not in model.taxonomy.codes]
        if unknown:
            raise SettingsError(
                self.taxonomy.name,
                f"has patterns that the model does not know ({', '.join(unknown)}): "
                "train one with `textmine train --corpus DIR --taxonomy FILE -o MODEL`",
            )
        parents = self.taxonomy.parent_of
        self._subtypes_of: dict[str, list[tuple[int, str]]] = {}  # with their columns
        for column, sub in enumerate(model.subtype_codes):
            self._subtypes_of.setdefault(parents.get(sub, ""), []).append((column, sub))
        self._columns = [model.taxonomy.codes.index(code) for code in self.taxonomy.codes]

    def __call__(self, doc: Doc) -> Doc:
        candidates: Sequence[CandidatePractice] = doc._.candidates
        text = text_of(doc)
        texts = [text[found.start : found.end] for found in candidates]
        words = _word_starts_of(doc)
        doc._.candidate_words = [tuple(starts.tolist()) for starts in words]
        judged = self.judge(texts, candidates, words)
        pairs = zip(candidates, judged, strict=True)
        doc._.practices = tuple(_labelled(found, tags) for found, tags in pairs if tags)
        return doc

    def judge(
        self, texts: Sequence[str], passages: Sequence[Passage], words: Sequence[Starts]
    ) -> Iterator[Tags | None]:
        """What the model says of each passage, with evidence; None where it is no practice.

        *words* are for each passage the offsets in it at which its words begin, the first 0.
        """
        contexts = [Context(passage.role, passage.headings) for passage in passages]
        reading = self.model.read(texts, contexts)
        practice = reading.scores.practice.tolist()
        alone = [_probability(*pair) for pair in zip(passages, practice, strict=True)]
        shared = among_siblings(alone, [_series_of(passage) for passage in passages])
        scores = [_said(score) for score in shared]
        ranked = [
            labels if score >= THRESHOLD else []
            for labels, score in zip(self._ranked(reading.scores), scores, strict=True)
        ]
        evidence = reading.evidence([[code for code, _ in labels] for labels in ranked], words)
        subtypes = reading.scores.subtypes.tolist()
        rows = zip(passages, ranked, evidence, scores, subtypes, strict=True)
        for passage, pairs, spans, score, own in rows:
            if not pairs:
                yield None
                continue
            labels = tuple(
                [
                    Label(code=code, score=_said(value), evidence=_shifted(of, passage.start))
                    for (code, value), of in zip(pairs, spans, strict=True)
                ]
            )
            yield Tags(score, labels, self._subtypes(own, [label.code for label in labels]))

    def _ranked(self, scores: Scores) -> Iterator[list[tuple[str, float]]]:
        """The patterns of each passage with their probabilities, the strongest first."""
        own = scores.patterns[:, self._columns]
        order = np.argsort(-own, axis=1, kind="stable")[:, :MOST_PATTERNS]
        ranked = np.take_along_axis(own, order, axis=1)
        holds = ranked >= self.model.thresholds[self._columns][order]
        holds[:, 0] = True
        codes = self.taxonomy.codes
        for row in zip(order.tolist(), ranked.tolist(), holds.tolist(), strict=True):
            yield [(codes[column], value) for column, value, held in zip(*row, strict=True) if held]

    def _subtypes(self, own: Sequence[float], codes: Sequence[str]) -> tuple[str, ...]:
        """The subtypes of the assigned patterns, in the order of the patterns."""
        return tuple(
            sub
            for rank, code in enumerate(codes)
            for column, sub in self._subtypes_of.get(code, ())
            if own[column] >= (FURTHER_SUBTYPE if rank else SUBTYPE_THRESHOLD)
        )


def _labelled(found: CandidatePractice, tags: Tags) -> CandidatePractice:
    return replace(found, score=tags.score, patterns=tags.patterns, subtypes=tags.subtypes)


def _said(probability: float) -> float:
    """As the record gives it: four decimals, never more than `SUREST`."""
    return min(round(probability, 4), SUREST)


def _probability(found: Passage, text: float) -> float:
    return practice_probability(_said(text), Standing(found.kind, found.role, found.deed))


def _series_of(found: Passage) -> tuple[str, str, tuple[str, ...]] | None:
    """What passages that are numbered or listed side by side have in common."""
    if found.kind not in LISTED:
        return None
    return found.kind, found.role, tuple(found.headings)


def _shifted(spans: Sequence[tuple[int, int]], by: int) -> tuple[tuple[int, int], ...]:
    return tuple([(start + by, end + by) for start, end in spans])


def _word_starts_of(doc: Doc) -> list[Array]:
    """For each candidate the offsets in it at which its words begin, the first 0."""
    candidates: Sequence[CandidatePractice] = doc._.candidates
    known = doc._.word_starts if Doc.has_extension("word_starts") else ()
    starts = np.concatenate([[0], known], dtype=np.int64, casting="unsafe")
    spans = np.array([(found.start, found.end) for found in candidates], np.int64).reshape(-1, 2)
    firsts = starts[1:].searchsorted(spans[:, 0], side="right")
    lasts = np.maximum(firsts, starts[1:].searchsorted(spans[:, 1]))
    counts = lasts - firsts + 1
    ends = counts.cumsum()
    at = np.arange(counts.sum()) + (lasts + 1 - ends).repeat(counts)
    own = starts.take(at) - spans[:, 0].repeat(counts)
    own[ends - counts] = 0  # the word that it begins in or with
    return [own[first:end] for first, end in pairwise([0, *ends.tolist()])]
