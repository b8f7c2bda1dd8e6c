"""Gzip files, unpacked within the budget."""

from __future__ import annotations

import zlib

from textmine.acquire.archive import CHUNK, Budget
from textmine.errors import UnreadableError

MAGIC = b"\x1f\x8b"


def unzip(data: bytes, name: str, budget: Budget) -> bytes:
    """The content of a gzip file, which may hold several streams.

    Raises TooLargeError beyond the *budget*, UnreadableError where the file is damaged.
    """
    parts: list[bytes] = []
    rest = data
    try:
        while rest.startswith(MAGIC):
            unpacker = zlib.decompressobj(wbits=31)
            while not unpacker.eof:
                part = unpacker.decompress(rest, CHUNK)
                rest = unpacker.unconsumed_tail
                if not part and not rest and not unpacker.eof:
                    raise UnreadableError(name, "is a truncated gzip file; get it again")
                budget.spend(name, len(part))
                parts.append(part)
            rest = unpacker.unused_data
    except zlib.error as error:
        raise UnreadableError(name, "is a damaged gzip file; get it again") from error
    return b"".join(parts)
