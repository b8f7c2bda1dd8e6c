"""Signs at places on pages become lines, and lines become paragraphs.

Lengths are those of the page (points in PDF, millimetres in OFD); y grows downwards.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import NamedTuple

from textmine.acquire.extracted import Extracted
from textmine.aligned import AlignedText

# All in ems of the line.
SAME_LINE = 0.5  # between the middles of signs of one line
WORD_GAP = 0.17  # between words in Latin letters
HAN_GAP = 0.6  # that is a blank in Chinese text; justified lines stretch to about 0.3
CELL_GAP = 1.8  # between the cells of a table
INDENT = 1.2  # a first line is set in by two signs
SHORT = 2.5  # what a paragraph's last line lacks; where a sentence ends, too, half of it does
FULL_LINES = 3  # that end at one edge, to know the edge from them
RAISED = 0.75  # of the size of the line: smaller and higher signs are marks of notes
NOTE_SIZE = 0.9  # of the usual size: smaller lines at the foot are notes
LEADING = 1.45  # times the usual distance of lines: a gap between paragraphs
SIZE_STEP = 0.12  # another size of type is another paragraph

EDGE_LINES = 3  # at the top and foot of a page, among which heads and page numbers stand
REPEATED = 0.5  # of the pages, on which a line must stand to be a running head
PAGE_NUMBER = re.compile(
    r"(?<![-—–·. ])[-—–·. ]*+(?:第\s*+)?(?:\d{1,4}|[ivxlc]{1,6}|[一二三四五六七八九十百]{1,5})"
    r"(?:\s{0,9}页)?(?:\s{0,9}[/／,，]?\s{0,9}共?\s{0,9}\d{1,4}\s{0,9}页?)?[-—–·. ]*",
    re.IGNORECASE,
)
PAGE_SIGN = re.compile(r"[-—–·./／第页共]")
DIGITS = re.compile(r"\d+")
HAN = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f\u2014-\u2026]")
STARTS = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|第[一二三四五六七八九十百\d]{1,4}[章节条篇]|[①-⑳]|\d{1,2}[、．.](?!\d))"
)
NOTE = re.compile(r"\[\d{1,3}\]|[①-⑳*※]|注[：:]")
ENDS = re.compile(r"[。！？；：!?;:…”」』）)】]\s*$")


class Glyph(NamedTuple):
    """A sign and its box; `size` is that of the type, `score` how sure it is that it was read."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    score: float = 1.0


@dataclass(slots=True)
class Line:
    """A line of a page; `column` tells those that stand side by side apart."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    column: int = 0
    start: int = 0  # in the source
    furniture: bool = False
    page_width: float = 0.0  # 0 where it is not known
    score: float = 1.0  # how sure it is that it was read right: the mean of its signs


def read_lines(glyphs: Iterable[Glyph], width: float = 0.0) -> list[Line]:
    """The lines of a page from top to bottom, columns one after the other.

    *width* is that of the page; it tells where full lines end on a page that has none.
    """
    lines = _lines(glyphs)
    for line in lines:
        line.page_width = 0.0 if line.column else width
    return lines


def _lines(glyphs: Iterable[Glyph]) -> list[Line]:
    rows: list[list[Glyph]] = []
    middle = size = 0.0
    for glyph in sorted(glyphs, key=lambda g: g.top + g.bottom):
        here = (glyph.top + glyph.bottom) / 2
        # By the largest sign: some fonts state no ascent, and a comma's box is as flat as it.
        if not rows or here - middle > SAME_LINE * max(glyph.size, size):
            rows.append([])
            middle, size = here, 0.0
        rows[-1].append(glyph)
        size = max(size, glyph.size)
        middle += (here - middle) / len(rows[-1])
    for row in rows:
        row.sort(key=lambda g: g.x0)
    gutter = _gutter(rows)
    if gutter is None:
        return [line for row in rows if (line := _line(row, 0)) and line.text]
    return _columns(rows, gutter)


def _line(row: Sequence[Glyph], column: int) -> Line | None:
    if not row:
        return None
    size = median(glyph.size for glyph in row)
    middle = median(glyph.top + glyph.bottom for glyph in row) / 2
    parts: list[str] = []
    for before, glyph in zip([None, *row], row, strict=False):
        if before is not None:
            parts.append(_blank(before, glyph, size))
        raised = glyph.size < RAISED * size and (glyph.top + glyph.bottom) / 2 < middle
        parts.append(f"[{glyph.text}]" if raised and glyph.text.isdigit() else glyph.text)
    text = (
        re.sub(r"(?<![ \u3000])[ \u3000]*+\t[ \u3000]*", "\t", "".join(parts))
        .replace("][", "")
        .strip()
    )
    tops, bottoms = [g.top for g in row], [g.bottom for g in row]
    line = Line(text, row[0].x0, max(g.x1 for g in row), min(tops), max(bottoms), size, column)
    if any(g.score < 1.0 for g in row):  # recognised: a sign is a piece of a line
        line.score = sum(g.score * len(g.text) for g in row) / sum(len(g.text) for g in row)
    return line


def _blank(before: Glyph, after: Glyph, size: float) -> str:
    gap = (after.x0 - before.x1) / (size or 1)
    if gap > CELL_GAP:
        return "\t"
    if before.text.isspace() or after.text.isspace():
        return ""
    chinese = HAN.match(before.text) or HAN.match(after.text)
    return " " if gap > (HAN_GAP if chinese else WORD_GAP) else ""


# ---- columns -------------------------------------------------------------------------------------
MIN_ROWS = 8  # side by side, for a page to have two columns
MIN_SIGNS = 12  # of a row's half on average: cells of a table are shorter


def _gutter(rows: Sequence[Sequence[Glyph]]) -> float | None:
    """Where a page with two columns of text is parted."""
    signs = [glyph for row in rows for glyph in row]
    if not signs:
        return None
    left, right = min(g.x0 for g in signs), max(g.x1 for g in signs)
    for tenth in (50, 48, 52, 46, 54, 44, 56):
        at = left + (right - left) * tenth / 100
        halves = [_split(row, at) for row in rows]
        whole = [pair for pair in halves if pair and pair[0] and pair[1]]
        crossing = sum(pair is None for pair in halves)
        if len(whole) < MIN_ROWS or crossing > len(whole):
            continue
        shorter = [min(map(_signs, pair)) for pair in whole]
        if sum(shorter) / len(shorter) >= MIN_SIGNS:
            return at
    return None


def _signs(half: Sequence[Glyph]) -> int:
    return sum(len(glyph.text) for glyph in half)


def _split(row: Sequence[Glyph], at: float) -> tuple[list[Glyph], list[Glyph]] | None:
    """The halves of a row; None where a sign stands on the border."""
    if any(g.x0 < at < g.x1 and not g.text.isspace() for g in row):
        return None
    one = [g for g in row if g.x1 <= at]
    other = [g for g in row if g.x1 > at]
    if one and other and other[0].x0 - one[-1].x1 < HAN_GAP * one[-1].size:
        return None
    return one, other


def _columns(rows: Sequence[Sequence[Glyph]], gutter: float) -> list[Line]:
    """Lines of a page with two columns; a row over both of them parts what is above and below."""
    lines: list[Line] = []
    sides: tuple[list[Line], list[Line]] = ([], [])
    for row in rows:
        halves = _split(row, gutter)
        if halves is None:
            lines += [*sides[0], *sides[1]]
            sides = ([], [])
            halves = (list(row), [])
            lines += [line for line in (_line(row, 0),) if line]
            continue
        for side, half in enumerate(halves):
            if line := _line(half, side + 1):
                sides[side].append(line)
    return [line for line in (*lines, *sides[0], *sides[1]) if line.text]


# ---- pages ---------------------------------------------------------------------------------------
def read_document(pages: Sequence[Sequence[Line]]) -> Extracted:
    """The text of all pages, line by line, and over it the paragraphs of the body.

    Running heads and page numbers stay in the text and are left out of the body.
    """
    _mark_furniture(pages)
    texts: list[str] = []
    breaks: list[int] = []
    at = 0
    for number, page in enumerate(pages):
        if number:
            breaks.append(at)
        for line in page:
            line.start = at
            texts.append(line.text + "\n")
            at += len(line.text) + 1
    text = "".join(texts).removesuffix("\n")
    body = AlignedText.from_pieces(_pieces(pages))
    return Extracted(
        text=text,
        body=body,
        breaks=tuple(min(offset, len(text)) for offset in breaks),
        paragraphs=tuple(
            body.source_span(m.end(), m.end() + 1)[0] for m in re.finditer("\n", body.text)
        ),
    )


def _mark_furniture(pages: Sequence[Sequence[Line]]) -> None:
    """Mark running heads, which stand at one height on many pages, and page numbers."""
    seen = Counter(key for page in pages for key in {_key(line) for line in _edges(page)})
    for page in pages:
        for line in _edges(page):
            repeated = seen[_key(line)] >= max(2, REPEATED * len(pages)) and "。" not in line.text
            numbered = PAGE_NUMBER.fullmatch(line.text)
            line.furniture = repeated or bool(
                numbered and (PAGE_SIGN.search(line.text) or len(pages) > 1)
            )


def _key(line: Line) -> tuple[str, int]:
    return DIGITS.sub("#", line.text), round(line.top / (line.size or 1))


def _edges(page: Sequence[Line]) -> list[Line]:
    """The first and last lines of a page; on a short one, those at its very edges."""
    ordered = sorted(page, key=lambda line: line.top)
    count = min(EDGE_LINES, max(1, len(ordered) // 4))
    return [*ordered[:count], *ordered[-count:]] if len(ordered) > 1 else []


def _pieces(pages: Sequence[Sequence[Line]]) -> Iterator[tuple[str, int, int]]:
    """The lines of the body and what stands between them; notes wait for a paragraph's end."""
    last: Line | None = None
    waiting: list[Line] = []
    usual = median([line.size for page in pages for line in page] or [0.0])
    for page in pages:
        lines = [line for line in page if not line.furniture]
        notes = _notes(lines, usual)
        for number, line in enumerate(lines[: len(lines) - len(notes)]):
            if last is not None:
                measure = _Measure(lines, line)
                between = _between(last, line, measure, first=not number)
                if between == "\n" and waiting:
                    yield from _paragraphs([last, *waiting])
                    waiting.clear()
                here = last.start + len(last.text)
                yield between, here, line.start if between and line.start >= here else here
            yield line.text, line.start, line.start + len(line.text)
            last = line
        waiting.extend(notes)
    if last is not None:
        yield from _paragraphs([last, *waiting])


def _notes(lines: Sequence[Line], usual: float) -> list[Line]:
    """The lines in smaller type at the foot of a page that begin with the mark of a note."""
    count = 0
    while count < len(lines) and lines[-1 - count].size < NOTE_SIZE * usual:
        count += 1
    small = list(lines[len(lines) - count :])
    while small and not NOTE.match(small[0].text):
        small.pop(0)
    return small


def _paragraphs(lines: Sequence[Line]) -> Iterator[tuple[str, int, int]]:
    """Lines after the first, each that begins with a mark as a paragraph of its own."""
    for last, line in itertools.pairwise(lines):
        here = last.start + len(last.text)
        if last is lines[0] or NOTE.match(line.text):
            yield "\n", here, here
        yield line.text, line.start, line.start + len(line.text)


class _Measure:
    """Edges and distances of the lines in the column of *line*."""

    def __init__(self, lines: Sequence[Line], line: Line) -> None:
        own = [other for other in lines if other.column == line.column]
        long = sorted(own, key=lambda other: other.x1 - other.x0)[len(own) // 2 :]
        self.left = min(other.x0 for other in long)
        ends = sorted(other.x1 for other in long)
        self.right = ends[-1]
        full = [end for end in ends if self.right - end < line.size]
        if len(full) >= FULL_LINES:
            self.right = median(full)  # a sign may hang over the edge
        elif line.page_width:
            self.right = max(self.right, line.page_width - self.left)
        steps = [b.top - a.top for a, b in itertools.pairwise(own) if b.top > a.top]
        self.step = median(steps) if steps else 0.0


def _between(last: Line, line: Line, measure: _Measure, *, first: bool) -> str:
    """What joins two lines: a new paragraph, a blank, or nothing."""
    if _is_new(last, line, measure, first=first):
        return "\n"
    latin = last.text[-1:].isascii() and line.text[:1].isascii()
    letters = last.text[-1:].isalpha() and line.text[:1].isalpha()
    return " " if latin and letters else ""


def _is_new(last: Line, line: Line, measure: _Measure, *, first: bool) -> bool:
    em = line.size or 1.0
    if "\t" in last.text or "\t" in line.text:
        return True
    if abs(last.size - line.size) > SIZE_STEP * em:
        return True
    indented = line.x0 - measure.left > INDENT * em
    same_column = last.column == line.column and not first
    if indented and not (
        same_column and abs(last.x0 - line.x0) < 0.5 * em and not ENDS.search(last.text)
    ):
        return True
    if STARTS.match(line.text) and ENDS.search(last.text):
        return True
    ends = ENDS.search(last.text)
    if not same_column:  # at the top of a column or page
        return bool(ends)
    if measure.right - last.x1 > SHORT * em * (0.5 if ends else 1):
        return True
    return measure.step > 0 and line.top - last.top > LEADING * measure.step
