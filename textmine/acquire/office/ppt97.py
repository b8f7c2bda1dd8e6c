"""PPT and DPS: the slides of PowerPoint 97 to 2003 and old WPS, as `pptx` reads those of a PPTX.

What is read: [MS-PPT] (numbers in brackets are its sections) and [MS-ODRAW].
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass

from textmine.acquire.extracted import table_lines
from textmine.acquire.office.records97 import Objects, Record

MAX_NESTING = 30  # of groups of shapes
MAX_COLUMNS = 60  # of a table
DOCUMENT, LIST, PERSIST = 0x03E8, 0x0FF0, 0x03F3
SLIDE, SHOW, DRAWING = 0x03EE, 0x03F9, 0x040C
HIDDEN = 0x04  # a flag of SHOW (2.6.6)
HEAD, WIDE, NARROW, OUTLINE = 0x0F9F, 0x0FA0, 0x0FA8, 0x0F9E
# Fields: a sign in the text stands for a number, a date, a head or a foot (2.9.48 to 2.9.54).
FIELDS = frozenset((0x0FD8, 0x0FF7, 0x0FF8, 0x0FF9, 0x0FFA, 0x1015))
GROUP, SHAPE, OPTIONS, BOX = 0xF003, 0xF004, (0xF00B, 0xF121, 0xF122), 0xF00D
ANCHOR, DATA, PLACEHOLDER = 0xF00F, 0xF011, 0x0BC3
TABLE = 0x039F  # the property of a group that is a table
TITLES = (b"\0\0\0\0", b"\6\0\0\0")  # kinds of texts (2.13.33)
FURNITURE = frozenset((7, 8, 9, 10))  # kinds of placeholders: date, number, foot, head (2.13.26)
BREAKS = re.compile("[\r\x0b]")
SIGNS = {code: None for code in range(32) if code != 9}


@dataclass(frozen=True, slots=True)
class Text:
    """The lines of a shape, and whether they are the title."""

    lines: list[str]
    title: bool = False


class Ppt97:
    """A presentation: `slides()` gives the lines of those that are shown, in their order."""

    def __init__(self, file: Objects) -> None:
        self.file = file

    def slides(self) -> Iterator[list[str]]:
        """The lines of each slide that is shown: its title, then its other texts."""
        document = self.file.object(self.file.places.get(self.file.document, 0), DOCUMENT)
        for listed in self.file.inside(document):
            if listed.kind == LIST and not listed.instance:
                for number, texts in self._listed(listed):
                    if number in self.file.places:
                        yield list(self._slide(self.file.places[number], texts))

    def _listed(self, listed: Record) -> Iterator[tuple[int, list[Text]]]:
        """The slides of a list, and their texts that shapes may refer to (2.4.14.3)."""
        number, told = -1, list[Record]()
        for record in self.file.inside(listed):
            if record.kind == PERSIST:
                yield number, self._texts(told)
                number, told = struct.unpack_from("<I", self.file.data, record.start)[0], []
            else:
                told.append(record)
        yield number, self._texts(told)

    def _slide(self, place: int, outlines: list[Text]) -> Iterator[str]:
        """The lines of a slide; none of a hidden one."""
        slide = self.file.object(place, SLIDE)
        told = {record.kind: record for record in self.file.inside(slide)}
        if SHOW in told and self.file.data[told[SHOW].start + 10] & HIDDEN:
            return
        left = dict(enumerate(outlines))  # each belongs to one shape
        texts = list(self._shapes(told[DRAWING], left, 0)) if DRAWING in told else []
        texts += left.values()
        for titles in (True, False):
            yield from (line for text in texts if text.title == titles for line in text.lines)

    def _shapes(self, parent: Record, outlines: dict[int, Text], depth: int) -> Iterator[Text]:
        """The texts of the shapes of a drawing, those of its groups and tables among them."""
        for record in self.file.inside(parent) if depth <= MAX_NESTING else ():
            if record.kind == SHAPE:
                yield from self._shape(record, outlines)
            elif record.kind == GROUP and self._is_table(record):
                yield Text(list(table_lines(self._cells(record, outlines))))
            else:
                yield from self._shapes(record, outlines, depth + 1)

    def _shape(self, shape: Record, outlines: dict[int, Text]) -> Iterator[Text]:
        """The text of a shape; the date, the foot and the number of a slide are none."""
        for record in self.file.inside(shape):
            if record.kind == DATA:
                kinds = (each for each in self.file.inside(record) if each.kind == PLACEHOLDER)
                if any(self.file.data[kind.start + 4] in FURNITURE for kind in kinds):
                    return
        for record in self.file.inside(shape):
            if record.kind == BOX:
                told = list(self.file.inside(record))
                yield from self._texts(told)
                for each in told:
                    if each.kind == OUTLINE:
                        at = struct.unpack_from("<I", self.file.data, each.start)[0]
                        yield from (outlines.pop(at),) if at in outlines else ()

    def _texts(self, records: list[Record]) -> list[Text]:
        """The texts of a run of records: each has a head, its characters and its fields."""
        found: list[Text] = []
        signs: list[str] = []
        title = False

        def close() -> None:
            said = "".join(signs)
            found.append(Text([line.translate(SIGNS) for line in BREAKS.split(said)], title))

        begun = False
        for record in records:
            inner = self.file.data[record.start : record.end]
            if record.kind == HEAD:
                if begun:
                    close()
                begun, signs = True, []
                title = inner[:4] in TITLES
            elif record.kind == WIDE:
                signs = list(inner.decode("utf-16-le", "replace"))
            elif record.kind == NARROW:
                signs = list(inner.decode("latin-1"))
            elif record.kind in FIELDS:
                at = struct.unpack_from("<I", inner)[0]
                if at < len(signs):
                    signs[at] = ""
        if begun:
            close()
        return found

    # ---- tables ----------------------------------------------------------------------------------
    def _is_table(self, group: Record) -> bool:
        first = next(self.file.inside(group), None)  # stands for the group itself
        for record in self.file.inside(first) if first else ():
            if record.kind in OPTIONS:
                for number in range(min(record.instance, (record.end - record.start) // 6)):
                    kind, value = struct.unpack_from(
                        "<HI", self.file.data, record.start + 6 * number
                    )
                    if kind & 0x3FFF == TABLE:
                        return bool(value & 1)
        return False

    def _cells(self, group: Record, outlines: dict[int, Text]) -> list[list[list[str]]]:
        """The lines of each cell of each row: where a shape stands tells its row and column."""
        rows: dict[int, dict[int, list[str]]] = {}
        for shape in self.file.inside(group):
            anchors = [record for record in self.file.inside(shape) if record.kind == ANCHOR]
            texts = list(self._shape(shape, outlines)) if anchors else []
            if texts:
                left, top = struct.unpack_from("<2i", self.file.data, anchors[0].start)
                lines = [line for text in texts for line in text.lines if line.strip()]
                rows.setdefault(top, {}).setdefault(left, []).extend(lines)
        lefts = sorted({left for row in rows.values() for left in row})
        wide = len(lefts) > MAX_COLUMNS  # no table that anyone has drawn
        return [
            [row.get(left, []) for left in (sorted(row) if wide else lefts)]
            for _, row in sorted(rows.items())
        ]
