"""Finds a model, shipped or in a folder, and loads it once."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from textmine import resources
from textmine.errors import ResourceError
from textmine.label.compiled import FILES, CompiledModel, read_model


def folder_of(model: str) -> Path:
    """The folder of a model: a path, or the name of a shipped one."""
    folder = Path(model)
    if folder.is_dir():
        return folder
    if folder.name != model:
        raise ResourceError(model, "there is no such model folder")
    try:
        return resources.find(f"models/{model}")
    except ResourceError as error:
        raise ResourceError(model, "is no shipped model (patterns) and no folder of one") from error


def load_model(model: str) -> CompiledModel:
    """The model of a name or folder; the same content is read once."""
    folder = folder_of(model)
    return _load(folder, digest_of(model))


@lru_cache(maxsize=4)
def _load(folder: Path, digest: str) -> CompiledModel:
    return read_model(folder)


def digest_of(model: str) -> str:
    """Eight hexadecimal digits of a model's content."""
    folder = folder_of(model)
    digest = hashlib.sha256()
    for name in FILES:
        path = folder / name
        if not path.is_file():
            raise ResourceError(str(folder), f"is no trained model: without {name}")
        digest.update(path.read_bytes())
    return digest.hexdigest()[:8]
