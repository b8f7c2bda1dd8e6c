"""The compiled model: a few arrays applied to the matches of one Aho-Corasick pass.

    model = read_model(resources.find("models/patterns"))
    model.score(["一是村企联建。…"]).patterns      # calibrated probabilities, one row a passage

A model is a folder with `model.npz` (arrays), `vocabulary.txt` (the n-grams, one a line) and
`taxonomy.toml`. `label.training` makes it, and a test holds it equal to scikit-learn.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np

from textmine.errors import ResourceError
from textmine.label.cues import read_cues
from textmine.label.evidence import Gains, PassageWords, Worth
from textmine.label.features import Array, Context, Lexicon, Matches, context_features, fold
from textmine.label.folders import FILES
from textmine.label.ngrams import NONE, run_starts
from textmine.label.taxonomy import Taxonomy, read_taxonomy
from textmine.label.terms import Terms, weigh

Starts = Sequence[int] | Array  # offsets in a passage at which words begin, the first 0
BATCH = 256  # passages matched at a time: their arrays stay in the processor's cache
CLIP = 30.0  # decision values beyond it are certain; keeps exp() from overflowing


@dataclass(frozen=True)
class Weights:
    """The arrays of a model. Columns are heads: patterns, then subtypes, then practice or not.

    `idf` (n-grams,), `text` (n-grams, heads), `cues` (cue groups, heads), `context` (context
    columns,) of the last head, `bias`, `slope`, `offset` (heads,), `rival` (patterns,): what the
    strongest other pattern takes away, `thresholds` (patterns + 1,).
    """

    idf: Array
    text: Array
    cues: Array
    context: Array
    bias: Array
    slope: Array
    offset: Array
    rival: Array
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
        self.text_by_head = np.ascontiguousarray(weights.text.T)
        self.lexicon = make_lexicon(vocabulary, taxonomy)
        self.subtype_codes = tuple(taxonomy.parent_of)

    @property
    def thresholds(self) -> Array:
        """The probability from which a pattern holds, in the order of the taxonomy."""
        return self.weights.thresholds[:-1]

    def score(self, texts: Sequence[str], contexts: Sequence[Context] | None = None) -> Scores:
        """The probabilities of each passage; *contexts* only matter for practice or not."""
        return self.read(texts, contexts).scores

    def read(self, texts: Sequence[str], contexts: Sequence[Context] | None = None) -> Reading:
        """The same, with what is needed to ask for evidence."""
        contexts = contexts or [Context()] * len(texts)
        batches = []
        heads = np.zeros((len(texts), len(self.weights.bias)))
        for at in range(0, len(texts), BATCH):
            found = self.lexicon.match(texts[at : at + BATCH])
            terms = weigh(found, self.weights.idf)
            batches.append((found, terms))
            decisions = self._decisions(found, terms)
            decisions[:, -1] += context_features(contexts[at : at + BATCH]) @ self.weights.context
            heads[at : at + BATCH] = self._probabilities(decisions)
        codes = len(self.taxonomy.codes)
        scores = Scores(heads[:, -1], heads[:, :codes], heads[:, codes:-1])
        return Reading(self, texts, scores, batches)

    def _probabilities(self, decisions: Array) -> Array:
        weights, codes = self.weights, len(self.taxonomy.codes)
        logits = weights.slope * decisions + weights.offset
        logits[:, :codes] += weights.rival * rivals(decisions[:, :codes])
        return np.asarray(1.0 / (1.0 + np.exp(-np.clip(logits, -CLIP, CLIP))))

    def _decisions(self, found: Matches, terms: Terms) -> Array:
        """tf-idf · weights + cues · weights + bias."""
        weights = self.weights
        decisions = found.cue_features() @ weights.cues + weights.bias
        firsts = run_starts(terms.rows).tolist()
        codes = len(self.taxonomy.codes)
        # A product a passage: its weights stay in the cache, which takes a fourth of the time.
        for first, last in pairwise([*firsts, len(terms.rows)]):
            plain, headed = terms.values[:, first:last] @ weights.text.take(
                terms.terms[first:last], axis=0
            )
            plain[:codes] = headed[:codes]
            decisions[terms.rows[first]] += plain
        return np.asarray(decisions)


def rivals(decisions: Array) -> Array:
    """For each pattern (a column) the highest decision value that another one has in the row."""
    ranked = np.sort(decisions, axis=1)
    return np.where(decisions == ranked[:, -1:], ranked[:, -2:-1], ranked[:, -1:])


@dataclass(frozen=True)
class Reading:
    """The scores of passages, and on demand the words that spoke for them."""

    model: CompiledModel
    texts: Sequence[str]
    scores: Scores
    batches: Sequence[tuple[Matches, Terms]]

    def evidence(
        self, codes: Sequence[Sequence[str]], words: Sequence[Starts]
    ) -> list[list[tuple[tuple[int, int], ...]]]:
        """For each passage, the spans that spoke most for each of its *codes*.

        *words* are for each passage the offsets in it at which its words begin, the first 0.
        """
        spans: list[list[tuple[tuple[int, int], ...]]] = [[] for _ in self.texts]
        model, column = self.model, self.model.taxonomy.codes.index
        heads = [[column(code) for code in own] for own in codes]
        worth = Worth(model.text_by_head, model.weights.cues, model.lexicon.membership)
        for number, (found, terms) in enumerate(self.batches):
            own = slice(number * BATCH, (number + 1) * BATCH)
            gains = Gains(found, terms.each, worth)
            told = PassageWords(found, words[own])
            for rank in range(max(map(len, heads[own]), default=0)):
                chosen = [asked[rank] if rank < len(asked) else NONE for asked in heads[own]]
                strongest = told.strongest(gains.steps(np.array(chosen)))
                for into, head, each in zip(spans[own], chosen, strongest, strict=True):
                    if head != NONE:
                        into.append(each)
        return spans


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
        with np.load(io.BytesIO((folder / "model.npz").read_bytes())) as arrays:
            weights = Weights(**{name: arrays[name] for name in Weights.__dataclass_fields__})
    except KeyError as error:
        raise ResourceError(
            str(folder), "was trained by another version of textmine: train it again"
        ) from error
    except (ValueError, OSError, zipfile.BadZipFile) as error:
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
