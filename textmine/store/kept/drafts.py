"""What practices were chosen from, kept beside the records: a tenth of their size.

A passage that became a practice is kept as the number of that practice, any other as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from textmine.store.file.packing import pack, unpack
from textmine.types import Draft, Record

Row = dict[str, Any]  # a record, or a part of one, as JSON


@dataclass(frozen=True, slots=True)
class KeptPassage:
    """A passage that may be a practice; `practice` is one of the export without patterns."""

    start: int
    end: int
    headings: tuple[str, ...]
    kind: str
    role: str
    deed: bool
    words: tuple[int, ...]
    practice: Row


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of one source, or one line: its records as JSON, their passages by record.

    `former` are the same records as they were before they were labelled anew.
    """

    key: int
    rows: list[Row]
    passages: Mapping[str, Sequence[KeptPassage]]
    former: list[Row] | None = None

    def keeps_practices(self) -> bool:
        """Whether the same passages are practices as before."""
        return self.former is not None and _ids(self.former) == _ids(self.rows)

    def changed_practices(self) -> list[Row]:
        """The practices that are other ones, or labelled otherwise, than before."""
        former = {practice["id"]: practice for practice in _practices(self.former or ())}
        return [each for each in _practices(self.rows) if each != former.get(each["id"])]


def _practices(rows: Sequence[Row]) -> Iterator[Row]:
    return (practice for row in rows for practice in row["practices"])


def _ids(rows: Sequence[Row]) -> list[str]:
    return [practice["id"] for practice in _practices(rows)]


def pack_drafts(records: Sequence[Record], drafts: Mapping[str, Sequence[Draft]]) -> bytes | None:
    """The drafts of *records*; None where they are not known of every one."""
    if any(record.id not in drafts for record in records):
        return None
    kept = {}
    for record in records:
        number = {practice.id: index for index, practice in enumerate(record.practices)}
        kept[record.id] = [
            _kept(draft, number.get(draft.practice.id, draft.practice))
            for draft in drafts[record.id]
        ]
    return pack(kept)


def pack_passages(kept: Kept) -> bytes:
    """The same of rows that were labelled anew."""
    packed = {}
    for row in kept.rows:
        number = {practice["id"]: index for index, practice in enumerate(row["practices"])}
        packed[row["id"]] = [
            _kept(passage, number.get(passage.practice["id"], passage.practice))
            for passage in kept.passages[row["id"]]
        ]
    return pack(packed)


def _kept(passage: Draft | KeptPassage, practice: object) -> list[object]:
    words = _in_signs(passage.words, passage.end - passage.start)
    return [practice, passage.kind, passage.role, passage.deed, words]


def unpack_drafts(data: bytes, rows: Sequence[Row]) -> dict[str, list[KeptPassage]]:
    """By record id the passages that were kept of *rows*."""
    kept = unpack(data)
    return {row["id"]: [_passage(row, each) for each in kept[row["id"]]] for row in rows}


def _passage(row: Row, kept: list[Any]) -> KeptPassage:
    practice, kind, role, deed, words = kept
    found: Row = row["practices"][practice] if isinstance(practice, int) else practice
    return KeptPassage(
        start=found["start"],
        end=found["end"],
        headings=tuple(found["headings"]),
        kind=kind,
        role=role,
        deed=deed,
        words=tuple(accumulate((ord(sign) - BASE for sign in words[:-1]), initial=0)),
        practice={**found, "score": None, "patterns": [], "subtypes": []},
    )


BASE = 96  # a word of one character is "a", of two "b": what zlib packs best


def _in_signs(words: Sequence[int], length: int) -> str:
    """The lengths of the words that begin at *words*, a sign each."""
    ends = (*words[1:], length)
    return "".join(chr(BASE + end - start) for start, end in zip(words, ends, strict=True))
