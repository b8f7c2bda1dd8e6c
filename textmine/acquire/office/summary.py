"""Title, author and date that an OLE file keeps beside its text ([MS-OLEPS])."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from datetime import datetime, timedelta

from textmine.acquire.encoding import decode
from textmine.acquire.extracted import secrecy_of
from textmine.errors import BadEncodingError
from textmine.types import Candidate

FIELDS = {2: "title", 4: "author", 12: "date"}  # PIDSI_TITLE, _AUTHOR, _CREATE_DTM
OTHERS = (3, 5, 6)  # PIDSI_SUBJECT, _KEYWORDS, _COMMENTS
BYTES, WIDE, MOMENT = 0x1E, 0x1F, 0x40  # types of values
MOST = 100  # properties; a damaged file may claim billions
LONGEST = 500  # bytes of a title or name
EPOCH = datetime(1601, 1, 1)  # of Windows' moments, which count tenths of microseconds


def read_summary(data: bytes) -> Iterator[Candidate]:
    """The properties of a SummaryInformation stream that are candidates; damaged ones are none."""
    try:
        start = struct.unpack_from("<I", data, 44)[0]
        count = min(MOST, struct.unpack_from("<I", data, start + 4)[0])
        entries = [struct.unpack_from("<2I", data, start + 8 + 8 * n) for n in range(count)]
    except struct.error:
        return
    for number, offset in entries:
        if number in FIELDS and (value := _value(data, start + offset)):
            yield Candidate(field=FIELDS[number], value=value, origin="properties")
        elif number in OTHERS:
            yield from secrecy_of([_value(data, start + offset)], "properties")


def _value(data: bytes, at: int) -> str:
    try:
        kind, size = struct.unpack_from("<2I", data, at)
        if kind == BYTES:
            return decode(data[at + 8 : at + 8 + min(size, LONGEST)].rstrip(b"\0")).text.strip()
        if kind == WIDE:
            return data[at + 8 : at + 8 + 2 * min(size, LONGEST)].decode("utf-16-le").strip("\0 ")
        if kind == MOMENT:
            ticks = struct.unpack_from("<Q", data, at + 4)[0]
            return (EPOCH + timedelta(microseconds=ticks // 10)).isoformat(" ") if ticks else ""
    except (struct.error, UnicodeDecodeError, BadEncodingError, OverflowError):
        pass
    return ""
