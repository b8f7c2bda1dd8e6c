"""What made a record: version, model, and a hash of each stage's rules, code and settings."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from textmine import resources
from textmine.label.folders import digest_of
from textmine.settings import Settings
from textmine.types import Pipeline
from textmine.version import __version__

# Which folders decide what a stage gives: a change in one of them is a new hash of the stage.
STAGES = {
    "acquire": ("aligned.py", "acquire"),
    "clean": ("aligned.py", "chinese", "clean"),
    "detect": ("chinese", "detect", "extract"),
    "label": ("label",),
}


DIGITS = 12  # of an id: a clash among a million articles has odds of 1 in 500


def short_digest(*values: object) -> str:
    """The digits of an id that is made from *values*."""
    text = "\0".join(map(str, values))
    return hashlib.sha256(text.encode()).hexdigest()[:DIGITS]


@cache
def pipeline_of(settings: Settings) -> Pipeline:
    """Version, model and stage hashes that stand in every record made with *settings*."""
    taxonomy = Path(settings.label.taxonomy).read_bytes() if settings.label.taxonomy else b""
    digest = digest_of(settings.label.model)
    own = {
        "acquire": settings.digest("acquire"),
        "clean": settings.digest("clean"),
        "detect": settings.digest("detect", "extract"),
        "label": digest + hashlib.sha256(taxonomy).hexdigest(),
    }
    stages = {stage: short_digest(_code_of(stage), own[stage])[:8] for stage in STAGES}
    return Pipeline(
        version=__version__,
        model=f"{Path(settings.label.model).name}@{digest}",
        stages=stages,
    )


def _code_of(stage: str) -> str:
    """A digest of the rules and code that a stage consists of, and of the data it looks up."""
    package = Path(__file__).parent
    digest = hashlib.sha256()
    for path in sorted(_files(package / name for name in STAGES[stage])):
        digest.update(path.relative_to(package).as_posix().encode())
        digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    if stage == "detect":
        for path in sorted(resources.find("corpora/gazetteer").glob("*.[zt]*")):
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _files(roots: Iterable[Path]) -> Iterator[Path]:
    for root in roots:
        found = root.rglob("*") if root.is_dir() else [root]
        yield from (path for path in found if path.suffix in (".py", ".toml"))
