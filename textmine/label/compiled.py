"""The compiled model: a few arrays applied to the matches of one Aho-Corasick pass.

    model = read_model(resources.find("models/patterns"))
    model.score(["一是村企联建。…"]).patterns      # calibrated probabilities, one row a passage

A model is a folder with `model.npz` (arrays), `vocabulary.txt` (the n-grams, one a line) and
`taxonomy.toml`. `textmine.label.train` makes it, and a test holds it equal to scikit-learn.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from textmine.errors import ResourceError
from textmine.label.cues import read_cues
from textmine.label.features import (
    CUE_SCALE,
    Array,
    Context,
    Lexicon,
    Matches,
    context_features,
    fold,
)
from textmine.label.taxonomy import Taxonomy, read_taxonomy

FILES = ("model.npz", "vocabulary.txt", "taxonomy.toml")
BATCH = 256  # passages matched at a time: their arrays stay in the processor's cache
CLIP = 30.0  # decision values beyond it are certain; keeps exp() from overflowing

# A word is evidence where it gave at least this share of what the strongest word gave, and at
# most three of them are shown: what a reader takes in at a glance.
EVIDENCE_SHARE = 0.35
EVIDENCE_WORDS = 3


@dataclass(frozen=True)
class Weights:
    """The arrays of a model. Columns are heads: patterns, then subtypes, then practice or not.

    `idf` (n-grams,), `text` (n-grams, heads), `cues` (cue groups, heads), `context` (context
    columns,) of the last head, `bias`, `slope`, `offset` (heads,), `thresholds` (patterns + 1,).
    """

    idf: Array
    text: Array
    cues: Array
    context: Array
    bias: Array
    slope: Array
    offset: Array
    thresholds: Array


@dataclass(frozen=True)
class Scores:
    """Probabilities: `practice` (passages,), `patterns` (passages, codes), `subtypes`."""

    practice: Array
    patterns: Array
    subtypes: Array


class CompiledModel:
    """Scores passages; see the module. `taxonomy` is the one that it was trained for."""

    def __init__(self, weights: Weights, vocabulary: Sequence[str], taxonomy: Taxonomy) -> None:
        self.weights = weights
        self.taxonomy = taxonomy
        self.lexicon = make_lexicon(vocabulary, taxonomy)
        self.subtype_codes = tuple(taxonomy.parent_of)

    @property
    def thresholds(self) -> Array:
        """The probability from which a pattern holds, in the order of the taxonomy."""
        return self.weights.thresholds[:-1]

    @property
    def practice_threshold(self) -> float:
        """The probability from which a passage is a practice."""
        return float(self.weights.thresholds[-1])

    def score(self, texts: Sequence[str], contexts: Sequence[Context] | None = None) -> Scores:
        """The probabilities of each passage; *contexts* only matter for practice or not."""
        contexts = contexts or [Context()] * len(texts)
        parts = [
            self._probabilities(
                self.lexicon.match(texts[at : at + BATCH]), contexts[at : at + BATCH]
            )
            for at in range(0, len(texts), BATCH)
        ]
        heads = np.concatenate(parts) if parts else np.zeros((0, len(self.weights.bias)))
        codes = len(self.taxonomy.codes)
        return Scores(heads[:, -1], heads[:, :codes], heads[:, codes:-1])

    def _probabilities(self, found: Matches, contexts: Sequence[Context]) -> Array:
        weights = self.weights
        decisions = self._decisions(found)
        decisions[:, -1] += context_features(contexts) @ weights.context
        logits = np.clip(weights.slope * decisions + weights.offset, -CLIP, CLIP)
        return np.asarray(1.0 / (1.0 + np.exp(-logits)))

    def _decisions(self, found: Matches) -> Array:
        """tf-idf · weights + cues · weights + bias."""
        weights = self.weights
        cues = self.lexicon.cue_features(found)
        decisions = cues @ weights.cues + weights.bias
        terms = _weigh(found, weights.idf)
        if len(terms.rows):
            firsts = np.flatnonzero(np.diff(terms.rows, prepend=-1))
            sums = np.add.reduceat(weights.text[terms.terms] * terms.values[:, None], firsts)
            decisions[terms.rows[firsts]] += sums
        return decisions

    def evidence(
        self, text: str, codes: Sequence[str], words: Sequence[int]
    ) -> dict[str, tuple[tuple[int, int], ...]]:
        """For each of *codes* the spans of *text* that spoke most for it.

        *words* are the offsets at which the words of the text begin.
        """
        found = self.lexicon.match([text])
        shares = _Shares(self, found)
        bounds = [*words, len(text)]
        return {
            code: _strongest(text, shares.by_character(self.taxonomy.codes.index(code)), bounds)
            for code in codes
        }


@dataclass(frozen=True)
class _Terms:
    """Distinct n-grams of each passage, sorted by passage, with their normalised weight."""

    rows: Array
    terms: Array
    values: Array
    counts: Array


def _weigh(found: Matches, idf: Array) -> _Terms:
    """(1 + ln count) · idf, each passage of length 1: scikit-learn's sublinear tf-idf."""
    keys, counts = np.unique(found.rows * len(idf) + found.terms, return_counts=True)
    rows, terms = np.divmod(keys, len(idf))
    values = (1.0 + np.log(counts)) * idf[terms]
    norms = np.sqrt(np.bincount(rows, values**2, minlength=len(found.offsets) - 1))
    return _Terms(rows, terms, values / norms[rows], counts)


class _Shares:
    """What every character of a passage gave to the decision of a head."""

    def __init__(self, model: CompiledModel, found: Matches) -> None:
        self.model, self.found = model, found
        weighed = _weigh(found, model.weights.idf)
        self._value = np.zeros(len(model.weights.idf))
        self._value[weighed.terms] = weighed.values / weighed.counts

    def by_character(self, head: int) -> Array:
        """One share a character: each feature's part, spread over the characters it covers."""
        found, weights = self.found, self.model.weights
        shares = np.zeros(len(found.text) + 1)
        gains = weights.text[found.terms, head] * self._value[found.terms]
        _spread(shares, found.starts, found.ends, gains)
        if len(found.cue_numbers):
            _spread(shares, found.cue_starts, found.cue_ends, self._cue_gains(head))
        return np.asarray(np.cumsum(shares)[:-1])

    def _cue_gains(self, head: int) -> Array:
        """What each occurrence of a cue gave: its equal part of what its groups gave."""
        numbers = self.found.cue_numbers
        membership = self.model.lexicon.membership
        distinct, times = np.unique(numbers, return_counts=True)
        counts = np.maximum(1.0, membership[distinct].sum(0))
        each = CUE_SCALE * np.log1p(counts) / counts * self.model.weights.cues[:, head]
        gains = (membership[distinct] @ each) / times
        return np.asarray(gains[np.searchsorted(distinct, numbers)])


def _spread(shares: Array, starts: Array, ends: Array, gains: Array) -> None:
    each = gains / (ends - starts)
    np.add.at(shares, starts, each)
    np.subtract.at(shares, ends, each)


def _strongest(text: str, shares: Array, bounds: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """The words that gave most, neighbours joined, in the order of the text."""
    total = np.concatenate([[0.0], np.cumsum(shares)])
    words = [
        (start, end, float(total[end] - total[start]))
        for start, end in zip(bounds, bounds[1:], strict=False)
        if text[start:end].isalnum()
    ]
    best = sorted(words, key=lambda word: -word[2])[:EVIDENCE_WORDS]
    chosen = [w for w in best if w[2] > 0 and w[2] >= EVIDENCE_SHARE * best[0][2]]
    return tuple(_joined(sorted((start, end) for start, end, _ in chosen)))


def _joined(spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    start, end = -1, -1
    for one, other in spans:
        if one != end:
            if end > start:
                yield start, end
            start = one
        end = other
    if end > start:
        yield start, end


def make_lexicon(vocabulary: Sequence[str], taxonomy: Taxonomy) -> Lexicon:
    """The lexicon of a vocabulary and all cues: patterns first, then subtypes."""
    groups = [pattern.cues for pattern in taxonomy.patterns]
    groups += [sub.cues for pattern in taxonomy.patterns for sub in pattern.subtypes]
    folded = [[fold(cue) for cue in group] for group in groups]
    return Lexicon(vocabulary, read_cues(folded), len(groups))


def read_model(folder: Path) -> CompiledModel:
    """The model in a folder; raises `ResourceError` where it is not one, or is damaged."""
    missing = [name for name in FILES if not (folder / name).is_file()]
    if missing:
        raise ResourceError(str(folder), f"is no trained model: without {', '.join(missing)}")
    taxonomy = read_taxonomy(folder / "taxonomy.toml")
    vocabulary = (folder / "vocabulary.txt").read_text(encoding="utf-8").split("\n")
    try:
        with np.load(folder / "model.npz", allow_pickle=False) as arrays:
            weights = Weights(**{name: arrays[name] for name in Weights.__dataclass_fields__})
    except (KeyError, ValueError, OSError, zipfile.BadZipFile) as error:
        raise ResourceError(str(folder / "model.npz"), f"is damaged: {error}") from error
    _check(weights, len(vocabulary), taxonomy, folder)
    return CompiledModel(weights, vocabulary, taxonomy)


def _check(weights: Weights, terms: int, taxonomy: Taxonomy, folder: Path) -> None:
    heads = len(taxonomy.codes) + len(taxonomy.parent_of) + 1
    if weights.text.shape != (terms, heads) or len(weights.idf) != terms:
        raise ResourceError(
            str(folder), "has arrays that do not fit its vocabulary and taxonomy: train it again"
        )


def write_model(
    folder: Path, weights: Weights, vocabulary: Sequence[str], taxonomy_file: Path
) -> None:
    """Write the three files of a model."""
    folder.mkdir(parents=True, exist_ok=True)
    arrays = {name: getattr(weights, name) for name in Weights.__dataclass_fields__}
    np.savez_compressed(folder / "model.npz", **arrays)
    (folder / "vocabulary.txt").write_text("\n".join(vocabulary), encoding="utf-8", newline="\n")
    target = folder / "taxonomy.toml"
    if target.resolve() != taxonomy_file.resolve():
        target.write_bytes(taxonomy_file.read_bytes())
