"""Where a model lies, shipped or in a folder of one's own, and what tells it from others."""

from __future__ import annotations

import hashlib
from pathlib import Path

from textmine import resources
from textmine.errors import ResourceError

FILES = ("model.npz", "vocabulary.txt", "taxonomy.toml")


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
