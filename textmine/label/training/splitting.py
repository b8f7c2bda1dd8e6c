"""Which passages are kept from training to score it: none that repeats one trained on."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]
from scipy.sparse.csgraph import connected_components  # type: ignore[import-untyped]
from sklearn.preprocessing import normalize

from textmine.label.features import Array
from textmine.label.training.fitting import Table

SHARE = 0.2
# Cosine of n-gram counts from which two passages count as one told twice: passages of one
# template (其他地名, 其他数字) have 0.7 and more, passages of one pattern mostly below 0.3.
ALIKE = 0.6
MOST = 5_000  # passages of one theme; more are no corpus that somebody began with


def choose_held_back(table: Table, named: Sequence[str] = ()) -> tuple[Array, str]:
    """The rows kept from training: themes *named*, a fifth of each writer's, or by chance.

    By name, the third of every five that hold practices; a writer of two has one held back. By
    chance, passages that nearly repeat one another stay together.
    """
    if named:
        return np.isin(table.themes, named), "the themes that corpus.toml names"
    themes = [
        sorted(set(table.themes[(table.writers == writer) & table.practice].tolist()))
        for writer in sorted(set(table.writers.tolist()))
    ]
    held = [theme for own in themes if len(own) > 1 for theme in own[min(2, len(own) - 1) :: 5]]
    if held:
        return np.isin(table.themes, held), "a fifth of each writer's themes"
    how = "a fifth by chance (the corpus has one theme a writer)"
    groups, rows = _alike(table.counts), np.arange(len(table.practice))
    chosen = _some_of(groups)
    if not rows.size // 20 < chosen.sum() <= rows.size // 2:  # nearly all repeats one another
        return _some_of(rows), how
    together = ", what nearly repeats together" if groups.max() < rows.max() else ""
    return chosen, how + together


def _some_of(groups: Array) -> Array:
    """The rows of a fifth of the groups."""
    chosen: Array = np.random.default_rng(0).random(int(groups.max()) + 1) < SHARE
    return chosen[groups]


def _alike(counts: csr_matrix) -> Array:
    """The number of the group of each passage; those of one group nearly repeat one another."""
    if counts.shape[0] > MOST:
        return np.arange(counts.shape[0])
    unit = normalize(counts.astype(np.float64))
    near = unit @ unit.T
    near.data[near.data < ALIKE] = 0
    near.eliminate_zeros()
    groups: Array = connected_components(near, directed=False)[1]
    return groups
