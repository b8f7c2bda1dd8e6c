"""Passages that nearly repeat one another: one template with another place and other numbers."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]
from scipy.sparse.csgraph import connected_components  # type: ignore[import-untyped]
from sklearn.preprocessing import normalize

from textmine.label.features import Array

# Cosine of n-gram counts from which two passages count as one told twice: passages of one
# template have 0.7 and more, passages of one pattern mostly below 0.3.
ALIKE = 0.6
MOST = 5_000  # passages; more are no corpus that somebody began with


def group_alike(counts: csr_matrix) -> Array:
    """The number of the group of each passage; those of one group nearly repeat one another."""
    if counts.shape[0] > MOST:
        return np.arange(counts.shape[0])
    unit = normalize(counts.astype(np.float64))
    near = unit @ unit.T
    near.data[near.data < ALIKE] = 0
    near.eliminate_zeros()
    groups: Array = connected_components(near, directed=False)[1]
    return groups
