"""Lists of a Word 97 file (MS-DOC) and their running numbers.

Numbers of sections are those of [MS-DOC]; all offsets in the file are little-endian.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from textmine.acquire.office.numbering import Counter, Level

# Formats of numbers (MS-OSHARED, 2.2.1.3) by the names of ECMA-376.
NUMBER_FORMATS = {
    0x00: "decimal", 0x01: "upperRoman", 0x02: "lowerRoman", 0x03: "upperLetter",
    0x04: "lowerLetter", 0x0A: "ideographDigital", 0x0B: "japaneseCounting",
    0x0E: "decimalFullWidth", 0x0F: "decimalHalfWidth", 0x10: "japaneseLegal",
    0x11: "japaneseDigitalTenThousand", 0x12: "decimalEnclosedCircle", 0x13: "decimalFullWidth2",
    0x16: "decimalZero", 0x17: "bullet", 0x1A: "decimalEnclosedFullstop",
    0x1B: "decimalEnclosedParen", 0x1C: "decimalEnclosedCircleChinese",
    0x1D: "ideographEnclosedCircle", 0x1E: "ideographTraditional", 0x1F: "ideographZodiac",
    0x21: "taiwaneseCounting", 0x22: "ideographLegalTraditional",
    0x23: "taiwaneseCountingThousand", 0x24: "taiwaneseDigital", 0x25: "chineseCounting",
    0x26: "chineseLegalSimplified", 0x27: "chineseCountingThousand", 0xFF: "none",
}  # fmt: skip


class Lists:
    """Lists of a document and their running numbers (2.9.150, 2.9.131)."""

    def __init__(self, table: bytes, lists: tuple[int, int], overrides: tuple[int, int]) -> None:
        self.table = table
        self.levels = dict(self._definitions(*lists))
        self.overrides = list(self._overrides(*overrides))
        self.counters: dict[object, Counter] = {}

    def number(self, list_number: int, level: int) -> str:
        """What stands before a paragraph of a list (from 1; 0 is no list), counted."""
        if not 0 < list_number <= len(self.overrides):
            return ""
        list_id, changes = self.overrides[list_number - 1]
        key = (list_number,) if changes else list_id
        if key not in self.counters:
            self.counters[key] = Counter({**self.levels.get(list_id, {}), **changes})
        return self.counters[key].step(level)

    def _definitions(self, at: int, length: int) -> Iterator[tuple[int, dict[int, Level]]]:
        """The lists, then behind them the levels of each."""
        if length < 2:
            return
        count = struct.unpack_from("<H", self.table, at)[0]
        heads = [self.table[at + 2 + 28 * n : at + 30 + 28 * n] for n in range(count)]
        at += 2 + 28 * count
        for head in heads:
            levels: dict[int, Level] = {}
            for number in range(1 if head[26] & 1 else 9):
                levels[number], at = self._level(at)
            yield struct.unpack_from("<i", head)[0], levels

    def _level(self, at: int) -> tuple[Level, int]:
        """A level (2.9.134) and where it ends."""
        start, code, flags = struct.unpack_from("<iBB", self.table, at)
        after_characters, after_paragraph, restart = struct.unpack_from("<3B", self.table, at + 24)
        at += 28 + after_characters + after_paragraph
        count = struct.unpack_from("<H", self.table, at)[0]
        text = self.table[at + 2 : at + 2 + 2 * count].decode("utf-16-le", "replace")
        text = "".join(f"%{ord(c) + 1}" if ord(c) < 9 else c for c in text)
        kind = NUMBER_FORMATS.get(code, "decimal")
        level = Level(start, kind, text, bool(flags & 4), restart if flags & 8 else None)
        return level, at + 2 + 2 * count

    def _overrides(self, at: int, length: int) -> Iterator[tuple[int, dict[int, Level]]]:
        """Lists as used: each a definition, with levels that begin elsewhere or look otherwise."""
        if length < 4:
            return
        count = struct.unpack_from("<I", self.table, at)[0]
        uses = [struct.unpack_from("<i8xB", self.table, at + 4 + 16 * n) for n in range(count)]
        at += 4 + 16 * count
        for list_id, changed in uses:
            changes: dict[int, Level] = {}
            at += 4
            for _ in range(changed):
                start, flags = struct.unpack_from("<iI", self.table, at)
                at += 8
                number = flags & 0xF
                level = self.levels.get(list_id, {}).get(number, Level())
                if flags & 0x20:
                    level, at = self._level(at)
                elif flags & 0x10:
                    level = Level(start, level.format, level.text, level.legal, level.restart)
                changes[number] = level
            yield list_id, changes
