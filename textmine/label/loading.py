"""Loads a model once."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from textmine.label.compiled import CompiledModel, read_model
from textmine.label.folders import digest_of, folder_of


def load_model(model: str) -> CompiledModel:
    """The model of a name or folder; the same content is read once."""
    folder = folder_of(model)
    return _load(folder, digest_of(model))


@lru_cache(maxsize=4)
def _load(folder: Path, digest: str) -> CompiledModel:
    return read_model(folder)
