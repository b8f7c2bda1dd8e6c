"""Fits the linear heads of a model with scikit-learn, and their calibration by cross-validation.

A head is one linear support-vector machine over character n-grams (tf-idf), cue counts and, for
the question whether a passage is a practice at all, the context; those of patterns take in a
share of naive Bayes, which is linear too. Its decision values become
probabilities by Platt's sigmoid, fitted on predictions for themes that the head did not see.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, hstack  # type: ignore[import-untyped]
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, KFold
from sklearn.svm import LinearSVC

from textmine.label.compiled import BATCH
from textmine.label.features import (
    NGRAMS,
    Array,
    Context,
    Lexicon,
    context_features,
    first_clause,
    fold,
)
from textmine.label.taxonomy import Taxonomy
from textmine.label.training.alike import group_alike
from textmine.label.training.corpus import Example

# Each by cross-validation on the corpus: 3 halves the vocabulary of 2 at the same score, and C
# from 0.2 to 1 differ by less than a point.
MIN_DF = 3
C = 0.5
# Half as much of naive Bayes in the heads of patterns: macro F1 0.875 to 0.878 and top label 0.947
# to 0.950 by cross-validation, which cannot tell it from a quarter; our own reports can.
NAIVE_SHARE = 0.5
NAIVE_PRIOR = 0.01
FOLDS = 5
LEAST_GROUPS = 3  # themes, below which folds by them would be too large
LEAST_EXAMPLES = 5  # of a class, below which a head cannot be cross-validated
# Of a dozen practices a pattern's rivals are learnt wrongly (corpora/governance); none of the
# shipped corpus has less than two hundred.
LEAST_FOR_RIVALS = 50
SURE = 10.0  # the decision value of a head that saw one class only


@dataclass(frozen=True)
class Table:
    """A corpus as numbers: n-gram counts, cue features, context, and which label holds.

    `counts` are plain, in `headed` those of the first clause come twice: patterns go by these.
    `patterns` is (examples, codes), `subtypes` (examples, subtype codes), `practice` (examples,),
    all bool; `themes` names the file of each example, `typical` (bool) those that are told as
    often as in real reports, `telling` (bool) those of writers who wrote passages of both kinds:
    from practices alone nothing can be learnt about what is none.
    """

    counts: csr_matrix
    headed: csr_matrix
    cues: Array
    context: Array
    patterns: Array
    subtypes: Array
    practice: Array
    themes: Array
    writers: Array
    typical: Array
    telling: Array

    def rows(self, chosen: Array) -> Table:
        """The examples at *chosen* (indexes or mask)."""
        values = {name: getattr(self, name)[chosen] for name in self.__dataclass_fields__}
        return replace(self, **values)

    def patterns_only(self) -> Table:
        """The practices without their subtypes: fitted on it, there are heads of patterns only."""
        return replace(self.rows(self.practice), subtypes=np.zeros((int(self.practice.sum()), 0)))


def make_vectorizer() -> CountVectorizer:
    """Counts of the character n-grams of folded text."""
    return CountVectorizer(analyzer="char", lowercase=False, ngram_range=NGRAMS, min_df=MIN_DF)


def make_table(
    examples: Sequence[Example],
    contexts: Sequence[Context],
    vectorizer: CountVectorizer,
    lexicon: Lexicon,
    taxonomy: Taxonomy,
) -> Table:
    """The numbers of a corpus; *vectorizer* is fitted already."""
    texts = [example.text for example in examples]
    folded = list(map(fold, texts))
    counts = _counts(vectorizer, folded)
    subtypes = list(taxonomy.parent_of)
    writers = np.array([example.writer for example in examples])
    practice = np.array([example.is_practice for example in examples])
    return Table(
        counts=counts,
        headed=counts + _counts(vectorizer, map(first_clause, folded)),
        cues=_cue_table(texts, lexicon),
        context=context_features(contexts),
        patterns=_indicator([example.patterns for example in examples], taxonomy.codes),
        subtypes=_indicator([example.subtypes for example in examples], subtypes),
        practice=practice,
        themes=np.array([example.theme for example in examples]),
        writers=writers,
        typical=np.array([example.typical for example in examples]),
        telling=np.isin(writers, writers[~practice]),
    )


def _counts(vectorizer: CountVectorizer, folded: Iterable[str]) -> csr_matrix:
    return vectorizer.transform(folded).tocsr()


def _cue_table(texts: Sequence[str], lexicon: Lexicon) -> Array:
    batches = [texts[at : at + BATCH] for at in range(0, len(texts), BATCH)]
    return np.concatenate([lexicon.match(batch).cue_features() for batch in batches])


def _indicator(labels: Iterable[Sequence[str]], codes: Sequence[str]) -> Array:
    return np.array([[code in own for code in codes] for own in labels], dtype=bool)


@dataclass
class Heads:
    """The fitted heads: tf-idf, one classifier a pattern, one a subtype, one for practice or not.

    A head that saw only one class is None: a label that no example has gets a decision value of
    -10; where the corpus holds practices only, every passage gets 10 for being one.
    """

    tfidf: TfidfTransformer
    patterns: list[LinearSVC | None]
    subtypes: list[LinearSVC | None]
    practice: LinearSVC | None

    def decide(self, table: Table) -> Decisions:
        """The decision values of every head for every row."""
        text = design(self.tfidf, table.counts, table.cues)
        whole = hstack([text, csr_matrix(table.context)]).tocsr()
        return Decisions(
            patterns=_decide(self.patterns, design(self.tfidf, table.headed, table.cues)),
            subtypes=_decide(self.subtypes, text),
            practice=_decide([self.practice], whole)[:, 0]
            if self.practice
            else np.full(whole.shape[0], SURE),
        )


@dataclass
class Decisions:
    """Decision values: patterns (rows, codes), subtypes (rows, subtypes), practice (rows,)."""

    patterns: Array
    subtypes: Array
    practice: Array

    def rows(self, chosen: Array) -> Decisions:
        """Those of the examples at *chosen* (indexes or mask)."""
        return Decisions(self.patterns[chosen], self.subtypes[chosen], self.practice[chosen])


def design(tfidf: TfidfTransformer, counts: csr_matrix, cues: Array) -> csr_matrix:
    """The columns that every head sees: tf-idf of the n-grams, then the cue features."""
    return hstack([tfidf.transform(counts), csr_matrix(cues)]).tocsr()


def _decide(heads: Sequence[LinearSVC | None], matrix: csr_matrix) -> Array:
    columns = [
        head.decision_function(matrix) if head else np.full(matrix.shape[0], -SURE)
        for head in heads
    ]
    return np.stack(columns, axis=1) if columns else np.zeros((matrix.shape[0], 0))


def fit_heads(table: Table, parents: Sequence[int]) -> Heads:
    """Fit every head; *parents* gives the index of the pattern that each subtype belongs to.

    Patterns learn from practices only, a subtype from the practices of its pattern, what is a
    practice from the writers who wrote of both.
    """
    tfidf = TfidfTransformer(sublinear_tf=True).fit(table.counts)
    text = design(tfidf, table.counts, table.cues)
    whole = hstack([text, csr_matrix(table.context)]).tocsr()
    own = np.flatnonzero(table.practice)
    headed = design(tfidf, table.headed[own], table.cues[own])
    patterns = [
        _fit(headed, table.patterns[own, column], naive=NAIVE_SHARE)
        for column in range(table.patterns.shape[1])
    ]
    subtypes = []
    for column, parent in enumerate(parents):
        rows = np.flatnonzero(table.patterns[:, parent])
        subtypes.append(_fit(text[rows], table.subtypes[rows, column]))
    telling = np.flatnonzero(table.telling)
    return Heads(tfidf, patterns, subtypes, _fit(whole[telling], table.practice[telling]))


def _fit(matrix: csr_matrix, labels: Array, naive: float = 0.0) -> LinearSVC | None:
    """One head, with a share of naive Bayes; weights rounded to what the compiled model keeps."""
    if labels.all() or not labels.any():
        return None
    head = LinearSVC(C=C, random_state=0).fit(matrix, labels)
    odds = _log_odds(matrix, labels)
    naive *= np.std(head.decision_function(matrix)) / np.std(matrix @ odds)
    head.coef_ = (head.coef_ + naive * odds).astype(np.float32).astype(np.float64)
    return head


def _log_odds(matrix: csr_matrix, labels: Array) -> Array:
    """Naive Bayes: how much more of a column there is in the rows of a label than in the others."""
    right, wrong = (
        np.asarray(matrix[rows].sum(0)).ravel() + NAIVE_PRIOR for rows in (labels, ~labels)
    )
    return np.asarray(np.log(right / right.sum()) - np.log(wrong / wrong.sum()))


def cross_decide(table: Table, parents: Sequence[int]) -> Decisions:
    """Decision values for each row by heads that did not see its theme."""
    shape = len(table.practice)
    made = Decisions(
        np.zeros(table.patterns.shape), np.zeros(table.subtypes.shape), np.zeros(shape)
    )
    for seen, unseen in split(table):
        part = fit_heads(table.rows(seen), parents).decide(table.rows(unseen))
        made.patterns[unseen] = part.patterns
        made.subtypes[unseen] = part.subtypes
        made.practice[unseen] = part.practice
    return made


def split(table: Table) -> list[tuple[Array, Array]]:
    """Folds by theme, by chance where a corpus has hardly any; near repeats stay together.

    Folds by writer leave out a fifth of all styles at once: thresholds set on them were too low
    (macro F1 of one held-back theme a writer 0.855, by theme 0.874).
    """
    count = len(set(table.themes.tolist()))
    if count >= LEAST_GROUPS:
        fold = GroupKFold(min(FOLDS, count))
        return list(fold.split(table.practice, groups=table.themes))
    groups = group_alike(table.counts)
    if FOLDS <= groups.max() + 1 < len(groups):
        return list(GroupKFold(FOLDS).split(table.practice, groups=groups))
    return list(KFold(FOLDS, shuffle=True, random_state=0).split(table.practice))


@dataclass
class Calibration:
    """Platt's sigmoid of one head, 1 / (1 + exp(-(slope · d + rival · r + offset))).

    r is the highest decision value of the other patterns: where another one is told plainly, what
    speaks a little for this one is oftener a detail in passing. Without it the calibration error
    is 0.069 on the demo reports, with it 0.045, and average precision is 0.5 lower by
    cross-validation, 0.9 on the demo reports.
    """

    slope: float
    offset: float
    rival: float = 0.0

    def __call__(self, decisions: Array, others: Array | float = 0.0) -> Any:
        return 1.0 / (1.0 + np.exp(-(self.slope * decisions + self.rival * others + self.offset)))


def calibrate(
    decisions: Array, labels: Array, weights: Array | None = None, others: Array | None = None
) -> Calibration:
    """The sigmoid that fits decision values on unseen rows; (1, 0) where they are too few.

    *others* are the highest decision values of the other patterns, in the same rows.
    """
    if min(labels.sum(), (~labels).sum()) < LEAST_EXAMPLES:
        return Calibration(1.0, 0.0)
    columns = [decisions]
    if others is not None and labels.sum() >= LEAST_FOR_RIVALS:
        columns.append(others)
    platt = LogisticRegression(C=1e4).fit(np.stack(columns, axis=1), labels, weights)
    slope, *rival = platt.coef_[0].tolist()
    return Calibration(slope, float(platt.intercept_[0]), *rival)
