"""What stays the same when a better pipeline mines a file again: ids and places in the source."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from textmine.types import Metric, Place, Practice, Record

TargetKind = Literal["article", "practice", "metric", "place"]
KINDS: dict[str, TargetKind] = {"a": "article", "p": "practice", "m": "metric", "l": "place"}

# Two spans are the same thing when their common part is at least half of what they cover: a
# better pipeline moves an end by a clause, not by more than the practice itself.
SAME_SPAN = 0.5
CLEARLY = 0.5  # of the way to the next one with the same words: so near is the same


class Spanned(Protocol):
    """Anything of a record that has an id and a place in the text and the source."""

    @property
    def id(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def source_start(self) -> int: ...
    @property
    def source_end(self) -> int: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What a correction is about: found again by span in the same file, then by its words."""

    kind: TargetKind
    id: str
    sha256: str
    path: str
    source_start: int | None = None
    source_end: int | None = None
    evidence: str = ""


def kind_of(identity: str) -> TargetKind | None:
    """What an id stands for ("p-1f…" is a practice), or None."""
    head, dash, _ = identity.partition("-")
    return KINDS.get(head) if dash else None


def span_id(article_id: str, kind: str, source_start: int, source_end: int) -> str:
    """The id of what stands there; the same rule as in `textmine.mine`."""
    text = "\0".join((article_id, kind, str(source_start), str(source_end)))
    return f"{kind}-{hashlib.sha256(text.encode()).hexdigest()[:12]}"


def target_of(record: Record, identity: str) -> Target | None:
    """The target of this id in *record*."""
    source = record.source
    if identity == record.id:
        return Target(kind="article", id=record.id, sha256=source.sha256, path=source.path)
    found = next((item for item in items_of(record, identity[:1]) if item.id == identity), None)
    if found is None:
        return None
    return Target(
        kind=KINDS[identity[0]],
        id=identity,
        sha256=source.sha256,
        path=source.path,
        source_start=found.source_start,
        source_end=found.source_end,
        evidence=record.text[found.start : found.end],
    )


def items_of(record: Record, head: str) -> tuple[Practice, ...] | tuple[Metric | Place, ...]:
    """Practices ("p"), metrics ("m") or places ("l") of a record."""
    if head == "p":
        return record.practices
    return record.metrics if head == "m" else record.places if head == "l" else ()


def as_good(_: Any) -> bool:
    """What all agree with."""
    return True


def find_home(
    target: Target,
    items: Iterable[Spanned],
    text: str,
    *,
    same_file: bool,
    agrees: Callable[[Any], bool] = as_good,
) -> int:
    """The index of the item that *target* means, or -1 for none, or none more than another.

    By id, then by the span in the source that covers it best (only in the *same file*), then by
    the words. Of several that are equally alike it is the one that *agrees* with what was said of
    it, then one that stands clearly nearer to where it stood: a wrong figure is worse than none.
    """
    alike: list[tuple[float, int, Spanned]] = []
    for index, item in enumerate(items):
        if same_file and item.id == target.id:
            return index
        shared = max(
            _overlap_of(target, item) if same_file else 0.0,
            _shared_words(target.evidence, text[item.start : item.end]),
        )
        if shared >= SAME_SPAN:
            alike.append((shared, index, item))
    most = max((shared for shared, _, _ in alike), default=0.0)
    best = [(index, item) for shared, index, item in alike if shared == most]
    best = [each for each in best if agrees(each[1])] or best
    return _nearest(target, best)


def _nearest(target: Target, found: Sequence[tuple[int, Spanned]]) -> int:
    """The index of the one that stands where *target* stood; -1 where that tells too little."""
    if len(found) < 2 or target.source_start is None:
        return found[0][0] if found else -1
    stood = target.source_start
    (near, index), (far, _) = sorted((abs(item.source_start - stood), i) for i, item in found)[:2]
    return index if near < CLEARLY * far else -1


def _overlap_of(target: Target, item: Spanned) -> float:
    if target.source_start is None or target.source_end is None:
        return 0.0
    return overlap((target.source_start, target.source_end), (item.source_start, item.source_end))


def overlap(one: tuple[int, int], other: tuple[int, int]) -> float:
    """The common part of two spans as a share of what they cover together."""
    common = min(one[1], other[1]) - max(one[0], other[0])
    if common <= 0:
        return 0.0
    return common / (max(one[1], other[1]) - min(one[0], other[0]))


def _shared_words(evidence: str, text: str) -> float:
    """1 for the same words, less where one holds the other, 0 else."""
    if not evidence or not text:
        return 0.0
    if evidence in text or text in evidence:
        return min(len(evidence), len(text)) / max(len(evidence), len(text))
    return 0.0
