"""OLE containers made in memory ([MS-CFB])."""

from __future__ import annotations

import struct
from collections.abc import Mapping

SECTOR = 512
LEAST = 4096  # bytes; a shorter stream would stand among the small ones
FREE, END, TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def contained(streams: Mapping[str, bytes]) -> bytes:
    """A container of streams by name; short ones are filled up with zeros."""
    whole = {name: data.ljust(LEAST, b"\0") for name, data in streams.items()}
    tables = 1 + sum(map(len, whole.values())) // SECTOR // 100
    folder = tables + (len(whole) + 1 + 3) // 4
    chain = [TABLE] * tables + [*range(tables + 1, folder), END]
    entries, body = [_entry("Root Entry", 5, END, 0, child=1)], b""
    for number, (name, data) in enumerate(whole.items(), 1):
        size = -(-len(data) // SECTOR)
        following = number + 1 if number < len(whole) else FREE
        entries.append(_entry(name, 2, len(chain), len(data), right=following))
        chain += [*range(len(chain) + 1, len(chain) + size), END]
        body += data.ljust(size * SECTOR, b"\0")
    chain += [FREE] * (tables * SECTOR // 4 - len(chain))
    places = [*range(tables)] + [FREE] * (109 - tables)
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack(
        "<5H6x9I", 0x3E, 3, 0xFFFE, 9, 6, 0, tables, tables, 0, LEAST, END, 0, END, 0
    )  # fmt: skip
    listed = b"".join(entries).ljust((folder - tables) * SECTOR, b"\0")
    return (
        head
        + struct.pack("<109I", *places)
        + struct.pack(f"<{len(chain)}I", *chain)
        + listed
        + body
    )


def _entry(
    name: str, kind: int, start: int, size: int, *, right: int = FREE, child: int = FREE
) -> bytes:
    said = name.encode("utf-16-le")
    links = struct.pack("<HBB3I", len(said) + 2, kind, 1, FREE, right, child)
    return said.ljust(64, b"\0") + links + bytes(36) + struct.pack("<IQ", start, size)
