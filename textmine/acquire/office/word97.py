"""The parts of a Word 97 file (MS-DOC): pieces of text, properties of paragraphs.

Numbers of sections are those of [MS-DOC]; all offsets in the file are little-endian.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from textmine.acquire.office.lists97 import Lists

PAGE = 512  # bytes of a formatted page (2.9.33, 2.9.174)
# Indexes into FibRgFcLcb97 (2.5.6).
STYLES, FOOTNOTE_REFS, FOOTNOTE_TEXTS = 1, 2, 3
CHARACTERS, PARAGRAPHS, PIECES = 12, 13, 33
SHAPES, ENDNOTE_REFS, ENDNOTE_TEXTS, BOXES = 40, 46, 47, 56
LISTS, OVERRIDES = 73, 74
# Single property modifiers (2.6.1, 2.6.2).
IN_TABLE, ROW_END, LIST_LEVEL, LIST_NUMBER = 0x2416, 0x2417, 0x260A, 0x460B
DELETED, VANISHED, SYMBOL = 0x0800, 0x083C, 0x6A09
LARGE = (0x6646, 0x646B)  # properties too long for their page: sprmPHugePapx, sprmPTableProps
OPERAND = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}  # bytes, by the highest three bits; 6 varies
LONG_TABLE = 0xD608  # its length has two bytes
MAX_BASES = 20  # of a style on a style on a style …
NO_STYLE = 0x0FFF


class Piece(NamedTuple):
    """Characters from `start` that stand at `offset` of the file, in one byte or two each."""

    start: int
    end: int
    offset: int
    width: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Properties of a paragraph that matter for its text."""

    in_table: bool = False
    row_end: bool = False
    level: int = 0
    list_number: int = 0  # from 1; 0 is no list


class Word97:
    """The streams of a document: text, tables of its parts, and large properties."""

    def __init__(self, main: bytes, table: bytes, data: bytes = b"") -> None:
        self.main = main
        self.table = table
        self.data = data
        counts = struct.unpack_from("<8I", main, 0x4C)
        self.counts = {
            "main": counts[0], "footnotes": counts[1], "headers": counts[2], "macros": counts[3],
            "annotations": counts[4], "endnotes": counts[5], "boxes": counts[6],
        }  # fmt: skip
        self.pieces = list(self._pieces())
        if sum(piece.end - piece.start for piece in self.pieces) > len(main):
            raise ValueError("its pieces are longer than the file")
        self.text = "".join(map(self._read, self.pieces))
        self._starts = [piece.start for piece in self.pieces]
        self.styles = dict(self._styles())
        self._paragraphs = sorted(self._paragraph_runs(), key=lambda run: run[0])
        self._paragraph_starts = [run[0] for run in self._paragraphs]
        self.lists = Lists(table, self.part(LISTS), self.part(OVERRIDES))

    def part(self, index: int) -> tuple[int, int]:
        """(offset, length) of a part in the table stream."""
        offset, length = struct.unpack_from("<2I", self.main, 0x9A + 8 * index)
        return offset, length

    # ---- text ------------------------------------------------------------------------------------
    def _pieces(self) -> Iterator[Piece]:
        """The piece table (2.4.1, 2.9.38): behind any number of property lists."""
        at, length = self.part(PIECES)
        end = at + length
        while at < end and self.table[at] == 1:
            at += 3 + struct.unpack_from("<H", self.table, at + 1)[0]
        size = struct.unpack_from("<I", self.table, at + 1)[0]
        at += 5
        count = (size - 4) // 12
        borders = struct.unpack_from(f"<{count + 1}I", self.table, at)
        for number in range(count):
            place = at + 4 * (count + 1) + 8 * number + 2
            offset = struct.unpack_from("<I", self.table, place)[0]
            packed = offset & 0x40000000
            offset &= 0x3FFFFFFF
            start, stop = borders[number], borders[number + 1]
            yield Piece(start, stop, offset // 2 if packed else offset, 1 if packed else 2)

    def _read(self, piece: Piece) -> str:
        count = piece.end - piece.start
        data = self.main[piece.offset : piece.offset + count * piece.width]
        if len(data) < count * piece.width:
            raise ValueError("the text is cut off")
        return data.decode("cp1252" if piece.width == 1 else "utf-16-le", "replace")[:count].ljust(
            count
        )

    def offset_of(self, position: int) -> int:
        """Where a character stands in the file."""
        piece = self.pieces[max(0, bisect_right(self._starts, position) - 1)]
        return piece.offset + (position - piece.start) * piece.width

    def position_of(self, offset: int) -> int | None:
        """The character at a place in the file."""
        for piece in self.pieces:
            if piece.offset <= offset < piece.offset + (piece.end - piece.start) * piece.width:
                return piece.start + (offset - piece.offset) // piece.width
        return None

    def span(self, name: str) -> tuple[int, int]:
        """Where one of the texts (main, footnotes, …) stands in `text`."""
        start = 0
        for other, count in self.counts.items():
            if other == name:
                return start, start + count
            start += count
        return start, start

    def plex(self, index: int, size: int) -> tuple[list[int], list[bytes]]:
        """A table of positions and, for each but the last, *size* bytes (2.2.2)."""
        at, length = self.part(index)
        if length < 4:
            return [], []
        count = (length - 4) // (4 + size)
        positions = list(struct.unpack_from(f"<{count + 1}I", self.table, at))
        at += 4 * (count + 1)
        return positions, [self.table[at + size * n : at + size * (n + 1)] for n in range(count)]

    # ---- properties ------------------------------------------------------------------------------
    def paragraph(self, position: int) -> Paragraph:
        """The properties of the paragraph whose mark stands at *position*."""
        offset = self.offset_of(position)
        at = bisect_right(self._paragraph_starts, offset) - 1
        if at < 0 or offset >= self._paragraphs[at][1]:
            return Paragraph()
        return self._paragraphs[at][2]

    def number(self, paragraph: Paragraph) -> str:
        """What stands before the next paragraph of its list."""
        return self.lists.number(paragraph.list_number, paragraph.level)

    def _formatted(self, index: int) -> Iterator[tuple[bytes, int, tuple[int, ...]]]:
        """Pages of properties: (page, number of runs, borders of the runs in the file)."""
        _, pages = self.plex(index, 4)
        for entry in pages:
            start = (struct.unpack("<I", entry)[0] & 0x3FFFFF) * PAGE
            page = self.main[start : start + PAGE]
            if len(page) == PAGE:
                count = page[-1]
                yield page, count, struct.unpack_from(f"<{count + 1}I", page)

    def _paragraph_runs(self) -> Iterator[tuple[int, int, Paragraph]]:
        for page, count, borders in self._formatted(PARAGRAPHS):
            for number in range(count):
                at = 2 * page[4 * (count + 1) + 13 * number]
                yield borders[number], borders[number + 1], self._properties(page, at)

    def _properties(self, page: bytes, at: int) -> Paragraph:
        """A PapxInFkp (2.9.175): its style, then changes to that."""
        if not at:
            return Paragraph()
        length = 2 * page[at] - 1 if page[at] else 2 * page[at + 1]
        at += 1 if page[at] else 2
        style = struct.unpack_from("<H", page, at)[0]
        changes = dict(modifiers(page[at + 2 : at + length]))
        for code in LARGE:
            if code in changes:  # they stand in a stream of their own (2.9.210)
                place = changes[code]
                size = struct.unpack_from("<H", self.data, place)[0] if self.data else 0
                changes.update(modifiers(self.data[place + 2 : place + 2 + size]))
        values = {**self.styles.get(style, {}), **changes}
        return Paragraph(
            in_table=bool(values.get(IN_TABLE)),
            row_end=bool(values.get(ROW_END)),
            level=values.get(LIST_LEVEL, 0),
            list_number=values.get(LIST_NUMBER, 0),
        )

    def changed_characters(self) -> Iterator[tuple[int, int, str]]:
        """Spans of text that is deleted or hidden, with "", or a sign of a symbol font."""
        for page, count, borders in self._formatted(CHARACTERS):
            for number in range(count):
                at = 2 * page[4 * (count + 1) + number]
                if not at:
                    continue
                values = dict(modifiers(page[at + 1 : at + 1 + page[at]]))
                start = self.position_of(borders[number])
                end = self.position_of(borders[number + 1] - 1)
                if start is None or end is None:
                    continue
                if values.get(DELETED) == 1 or values.get(VANISHED) == 1:
                    yield start, end + 1, ""
                elif SYMBOL in values:
                    sign = chr(values[SYMBOL] >> 16)
                    yield start, end + 1, sign if not "\ud800" <= sign <= "\uf8ff" else "•"

    def _styles(self) -> Iterator[tuple[int, dict[int, int]]]:
        """Paragraph properties of each style, those of its bases included (2.9.271)."""
        at, length = self.part(STYLES)
        if length < 20:
            return
        end = at + length
        header = struct.unpack_from("<H", self.table, at)[0]
        count, base_size = struct.unpack_from("<2H", self.table, at + 2)
        at += 2 + header
        bases: dict[int, int] = {}
        own: dict[int, dict[int, int]] = {}
        for number in range(count):
            if at + 2 > end:
                break
            size = struct.unpack_from("<H", self.table, at)[0]
            style = self.table[at + 2 : at + 2 + size]
            at += 2 + size
            if size > base_size + 4:
                kind = struct.unpack_from("<H", style, 2)[0]
                bases[number] = kind >> 4
                own[number] = _style_properties(style, base_size) if kind & 0xF == 1 else {}
        for number in own:
            yield number, _inherited(number, own, bases)


def _style_properties(style: bytes, base_size: int) -> dict[int, int]:
    """The paragraph properties of a style: behind its name (2.9.259, 2.9.337)."""
    name = struct.unpack_from("<H", style, base_size)[0]
    at = base_size + 2 + 2 * name + 2
    at += at % 2
    if at + 4 > len(style):
        return {}
    length = struct.unpack_from("<H", style, at)[0]
    return dict(modifiers(style[at + 4 : at + 2 + length]))


def _inherited(
    number: int, own: Mapping[int, dict[int, int]], bases: Mapping[int, int]
) -> dict[int, int]:
    chain = [number]
    while len(chain) < MAX_BASES and bases.get(chain[-1], NO_STYLE) in own:
        chain.append(bases[chain[-1]])
    values: dict[int, int] = {}
    for style in reversed(chain):
        values.update(own[style])
    return values


def modifiers(data: bytes) -> Iterator[tuple[int, int]]:
    """Property modifiers and their values (2.2.5.1); of a long one only that it is there."""
    at = 0
    while at + 2 < len(data):
        code = data[at] | data[at + 1] << 8
        at += 2
        size = OPERAND.get(code >> 13)
        if size is None:
            long = code == LONG_TABLE and at + 1 < len(data)
            size = 1 + (data[at] | data[at + 1] << 8) if long else 1 + data[at]
            yield code, 0
        else:
            yield code, int.from_bytes(data[at : at + size], "little")
        at += size
