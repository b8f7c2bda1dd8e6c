"""What became of a document: an entry of the ledger, as a run passes it on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

MINED, SET_ASIDE = "mined", "set aside"
# A document that cannot be read today keeps what it gave before; only other content ends that.
PASSING = frozenset({"unavailable", "timeout", "memory", "internal"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What became of one document.

    `digest` is the SHA-256 of the file, `stages` the hashes of the stages that mined it; a
    change of either makes the entry stale. `size` and `mtime` (nanoseconds) tell that without
    reading the file; None where they prove nothing. `reason` is a word of `errors.REASONS`.
    """

    document: str
    digest: str
    stages: Mapping[str, str]
    status: str
    reason: str | None = None
    message: str | None = None
    trace: str | None = None
    seconds: float = 0.0
    articles: int = 0
    practices: int = 0
    metrics: int = 0
    places: int = 0
    size: int | None = None
    mtime: int | None = None
