"""Which passages are kept from training to score it: none that repeats one trained on."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from textmine.label.features import Array
from textmine.label.training.alike import group_alike
from textmine.label.training.fitting import Table

SHARE = 0.2


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
    groups, rows = group_alike(table.counts), np.arange(len(table.practice))
    chosen = _some_of(groups)
    if not rows.size // 20 < chosen.sum() <= rows.size // 2:  # nearly all repeats one another
        return _some_of(rows), how
    together = ", what nearly repeats together" if groups.max() < rows.max() else ""
    return chosen, how + together


def _some_of(groups: Array) -> Array:
    """The rows of a fifth of the groups."""
    chosen: Array = np.random.default_rng(0).random(int(groups.max()) + 1) < SHARE
    return chosen[groups]
