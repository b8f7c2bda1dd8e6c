"""Zip files opened with care: members read within limits, names that cannot leave the archive."""

from __future__ import annotations

import io
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from textmine.acquire.encoding import decode
from textmine.acquire.extracted import DAMAGED
from textmine.acquire.folders import HIDDEN, is_part_of_page, saved_pages
from textmine.errors import (
    BadEncodingError,
    EncryptedError,
    SourceError,
    TooLargeError,
    UnreadableError,
    UnsafeError,
    UnsupportedError,
)
from textmine.settings import AcquireSettings

ENCRYPTED = 0x1  # bits of a member's flags (APPNOTE.TXT, 4.4.4)
UTF8_NAME = 0x800
LEAVES = re.compile(r"^[/\\]|^[A-Za-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)")
CHUNK = 1 << 20
# What may be wrong with a member's bytes.
DAMAGES = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError)


@dataclass(slots=True)
class Budget:
    """What one file may still unpack to: bytes, members, archives within archives."""

    bytes: int
    members: int
    depth: int

    @classmethod
    def of(cls, settings: AcquireSettings) -> Budget:
        """The limits of the settings."""
        return cls(settings.max_bytes, settings.max_members, settings.max_depth)

    def spend(self, name: str, amount: int) -> None:
        """Count *amount* bytes (TooLargeError where they are too many)."""
        self.bytes -= amount
        if self.bytes < 0:
            raise TooLargeError(name, "unpacks to more than max_bytes of the settings")

    def count(self, name: str, members: int = 1) -> None:
        """Count members (TooLargeError where they are too many)."""
        self.members -= members
        if self.members < 0:
            raise TooLargeError(name, "has more members than max_members of the settings")


# Of these nobody knows that they are zip files; a damaged one can only be told by its name.
OFFICE = (".docx", ".wps", ".xlsx", ".et", ".ofd", ".doc", ".odt", ".ods", ".odp", ".pptx", ".epub")


class Archive:
    """A zip file of which no more is unpacked than its budget allows.

    Raises UnreadableError where it is damaged, TooLargeError where it has too many members.
    """

    def __init__(self, data: bytes, name: str, budget: Budget) -> None:
        self.name = name
        self.budget = budget
        try:
            self.file = zipfile.ZipFile(io.BytesIO(data))
        except (*DAMAGES, NotImplementedError) as error:
            if name.lower().endswith(OFFICE):
                raise UnreadableError(name, DAMAGED) from error
            raise UnreadableError(
                name, "is a damaged or truncated zip file; get it again"
            ) from error
        self.members = {info.filename: info for info in self.file.infolist()}
        budget.count(name, len(self.members))

    def __contains__(self, member: str) -> bool:
        return member in self.members

    def read(self, member: str) -> bytes:
        """The bytes of a member (a SourceError of its own where it cannot be read)."""
        info = self.members[member]
        subject = f"{self.name}/{member_name(info)}"
        if info.flag_bits & ENCRYPTED:
            raise EncryptedError(subject, "needs a password; unpack it first")
        parts: list[bytes] = []
        try:
            with self.file.open(info) as stream:
                while part := stream.read(CHUNK):
                    self.budget.spend(self.name, len(part))
                    parts.append(part)
        except TooLargeError:  # a ValueError, too
            raise
        except NotImplementedError as error:
            raise UnsupportedError(
                subject, "is packed in a way not known here; unpack it first"
            ) from error
        except DAMAGES as error:
            raise UnreadableError(
                subject, "is damaged within its file; get that file again"
            ) from error
        return b"".join(parts)

    def documents(self) -> Iterator[tuple[str, bytes] | SourceError]:
        """Members by name in order, hidden ones and folders apart; what is wrong with one.

        What a browser saved with a page besides is left out, too.
        """
        named = [(member_name(info), info) for info in self.members.values()]
        pages = saved_pages(name for name, _ in named)
        for name, info in sorted(named, key=lambda pair: pair[0]):
            subject = f"{self.name}/{name}"
            if not name or info.is_dir() or (HIDDEN.search(name) and not LEAVES.search(name)):
                continue
            if LEAVES.search(name) or stat.S_ISLNK(info.external_attr >> 16):
                yield UnsafeError(subject, "has a name that leaves the archive")
                continue
            if is_part_of_page(name, pages):
                continue
            try:
                yield subject, self.read(info.filename)
            except TooLargeError:
                raise
            except SourceError as error:
                yield error


def member_name(info: zipfile.ZipInfo) -> str:
    """The name of a member; where none is declared, the encoding of the name is guessed."""
    if info.flag_bits & UTF8_NAME or info.filename.isascii():
        return info.filename
    try:
        return decode(info.filename.encode("cp437")).text
    except (UnicodeEncodeError, BadEncodingError):
        return info.filename
