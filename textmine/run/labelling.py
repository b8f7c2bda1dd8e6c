"""The model and the taxonomy of a run: those that it is told, else those of the database."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from textmine import resources
from textmine.errors import ResourceError, StoreError
from textmine.label.folders import FILES, digest_of, folder_of
from textmine.settings import LabelSettings, Settings
from textmine.store.file.labelling import Labelling

if TYPE_CHECKING:
    from textmine.store.database import CaseDatabase

KEPT = ".labels"  # where a database's own model lies to be read: below the folder of its files


def labelling_of(label: LabelSettings) -> Labelling:
    """What a run with these settings labels by."""
    folder = folder_of(label.model)
    digest = digest_of(label.model)
    own = None if _is_shipped(folder) else {name: (folder / name).read_bytes() for name in FILES}
    taxonomy = Path(label.taxonomy) if label.taxonomy else folder / "taxonomy.toml"
    return Labelling(
        model=f"{Path(label.model).name}@{digest}",
        taxonomy=taxonomy.read_bytes(),
        beside=label.taxonomy is not None,
        files=own,
    )


def _is_shipped(folder: Path) -> bool:
    try:
        return folder.samefile(resources.find(f"models/{folder.name}"))
    except (ResourceError, OSError):
        return False


def settings_for(
    database: CaseDatabase, settings: Settings, folder: Path | None = None
) -> Settings:
    """*settings* with what *database* is labelled by, where they say nothing of that themselves.

    A model of one's own is laid out in *folder*, by default one beside the database.
    Raises a StoreError where the database names a model that it does not hold.
    """
    held = database.labelling()
    if held is None or settings.label.model != LabelSettings().model:
        return settings
    folder = folder or database.path.with_name(database.path.name + ".files") / KEPT
    try:
        model = _model(held, folder, str(database.path))
        taxonomy = settings.label.taxonomy or _taxonomy(held, folder)
    except OSError as error:
        raise StoreError(str(folder), f"cannot be written: {error.strerror or error}") from error
    return replace(settings, label=LabelSettings(model=model, taxonomy=taxonomy))


def missing_model(database: CaseDatabase) -> StoreError | None:
    """Why a database cannot take in reports: it names a model that it does not hold."""
    held = database.labelling()
    if held is None or held.files is not None or _is_shipped_name(held):
        return None
    return _missing(held, str(database.path))


def _is_shipped_name(held: Labelling) -> bool:
    try:
        resources.find(f"models/{held.model.partition('@')[0]}")
    except ResourceError:
        return False
    return True


def _missing(held: Labelling, path: str) -> StoreError:
    return StoreError(
        path,
        f"is labelled by the model {held.model}, which it does not hold; give it once: "
        f"textmine mine --db {path} --model FOLDER",
    )


def _model(held: Labelling, folder: Path, path: str) -> str:
    """The name of the shipped model, or the folder of the one that the database holds."""
    if held.files is None:
        if not _is_shipped_name(held):
            raise _missing(held, path)
        return held.model.partition("@")[0]
    name, _, digest = held.model.rpartition("@")
    home = folder / digest / name
    if not _holds(home, digest):
        _lay_out(held.files, home)
    return str(home)


def _holds(home: Path, digest: str) -> bool:
    try:
        return digest_of(str(home)) == digest
    except ResourceError:
        return False


def _lay_out(files: Mapping[str, bytes], home: Path) -> None:
    """Write a model whole; those of former labellings go."""
    shutil.rmtree(home.parents[1], ignore_errors=True)
    home.parent.mkdir(parents=True, exist_ok=True)
    part = Path(tempfile.mkdtemp(prefix=".part", dir=home.parent))
    for name, content in files.items():
        (part / name).write_bytes(content)
    part.rename(home)


def _taxonomy(held: Labelling, folder: Path) -> str | None:
    """The file of a taxonomy that stands beside the model's own."""
    if not held.beside or held.taxonomy is None:
        return None
    file = folder / f"{held.digest}.toml"
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(held.taxonomy)
    return str(file)
