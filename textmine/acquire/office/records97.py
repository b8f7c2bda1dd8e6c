"""The records of a PPT, and where its objects stand ([MS-PPT], 2.1 to 2.3).

A file is saved piece by piece: each edit lists where the objects stand that it has written, and
names the edit before it.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

from textmine.acquire.extracted import DAMAGED
from textmine.errors import EncryptedError, UnreadableError

CONTAINER = 0xF  # the version of a record that holds records (2.3.1)
ENCRYPTED = 0xF3D1C4DF  # the token of a file under a password (2.3.2)
LOCKED_EDIT = 32  # bytes of an edit that names a key (2.3.3)
EDIT, DIRECTORY = 0x0FF5, 0x1772


class Record(NamedTuple):
    """A record: where its content begins and ends."""

    kind: int
    instance: int
    holds: bool  # records
    start: int
    end: int


class Objects:
    """The `places` of a presentation's objects by number, that of its `document` among them."""

    def __init__(self, data: bytes, user: bytes, name: str) -> None:
        self.data = data
        self.name = name
        self.read = 0  # bytes of objects; those of an honest file do not overlap
        token, edit = struct.unpack_from("<2I", user, 12)
        if token == ENCRYPTED:
            raise EncryptedError(name, "needs a password; save it without one")
        self.places, self.document = self._places(edit)

    def _places(self, edit: int) -> tuple[dict[int, int], int]:
        """Where each object stands, by its number, and the number of the document."""
        places: dict[int, int] = {}
        document = -1
        seen: set[int] = set()
        while edit and edit not in seen:
            seen.add(edit)
            found = self.object(edit, EDIT)
            if found.end - found.start >= LOCKED_EDIT:
                raise EncryptedError(self.name, "needs a password; save it without one")
            before, directory, number = struct.unpack_from("<3I", self.data, found.start + 8)
            document = number if document < 0 else document
            for at, place in self._directory(self.object(directory, DIRECTORY)):
                places.setdefault(at, place)
            edit = before
        return places, document

    def _directory(self, record: Record) -> Iterator[tuple[int, int]]:
        """(number, place) of the objects that an edit has saved (2.3.4)."""
        at = record.start
        while at + 4 <= record.end:
            told = struct.unpack_from("<I", self.data, at)[0]
            first, count = told & 0xFFFFF, told >> 20
            at += 4
            for number in range(min(count, (record.end - at) // 4)):
                yield first + number, struct.unpack_from("<I", self.data, at + 4 * number)[0]
            at += 4 * count

    def object(self, at: int, kind: int) -> Record:
        """The object at a place; UnreadableError where it is none, or lies within another."""
        found = next(self.records(at, len(self.data)), None)
        self.read += found.end - at if found else 0
        if found is None or found.kind != kind or self.read > len(self.data):
            raise UnreadableError(self.name, DAMAGED)
        return found

    def records(self, at: int, end: int) -> Iterator[Record]:
        """The records between two places, as far as they are whole."""
        while at + 8 <= end:
            told, kind, length = struct.unpack_from("<2HI", self.data, at)
            start, at = at + 8, at + 8 + length
            if at > end:
                return
            yield Record(kind, told >> 4, told & 0xF == CONTAINER, start, at)

    def inside(self, record: Record) -> Iterator[Record]:
        """The records that a record holds."""
        return self.records(record.start, record.end) if record.holds else iter(())
