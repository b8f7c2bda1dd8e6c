"""The lines of all pages become paragraphs; running heads, page numbers and notes stand apart."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import median

from textmine.acquire.extracted import Extracted
from textmine.acquire.paged.lines import Line
from textmine.aligned import AlignedText
from textmine.chinese.markers import IN_A_ROW

# All in ems of the line.
INDENT = 1.2  # a first line is set in by two signs
SHORT = 2.5  # what a paragraph's last line lacks; where a sentence ends, too, half of it does
FULL_LINES = 3  # that end at one edge, to know the edge from them
NOTE_SIZE = 0.9  # of the usual size: smaller lines at the foot are notes
LEADING = 1.45  # times the usual distance of lines: a gap between paragraphs
SIZE_STEP = 0.12  # another size of type is another paragraph

EDGE_LINES = 3  # at the top and foot of a page, among which heads and page numbers stand
REPEATED = 0.5  # of the pages, on which a line must stand to be a running head
PAGE_NUMBER = re.compile(
    r"(?<![-—–·. ])[-—–·. ]*+(?:第\s*+)?(?:\d{1,4}|[ivxlc]{1,6}|[一二三四五六七八九十百]{1,5})"
    r"(?:\s{0,9}页)?(?:(?!\d)\s{0,9}[/／,，]?\s{0,9}共?\s{0,9}\d{1,4}\s{0,9}页?)?[-—–·. ]*",
    re.IGNORECASE,
)
PAGE_SIGN = re.compile(r"[-—–·./／第页共]")
DIGITS = re.compile(r"\d+")
STARTS = re.compile(
    rf"\s*(?:(?!{IN_A_ROW})[一二三四五六七八九十]{{1,3}}、|[（(][一二三四五六七八九十\d]{{1,3}}[）)]"
    r"|第[一二三四五六七八九十百\d]{1,4}[章节条篇]|[①-⑳]|\d{1,2}[、．.](?!\d))"
)
NOTE = re.compile(r"\[\d{1,3}\]|[①-⑳*※]|注[：:]")
ENDS = re.compile(r"[。！？；：!?;:…”」』）)】]\s*$")


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
    """Whether a line begins a paragraph; *first* of its page it goes on unless a sentence ended."""
    em = line.size or 1.0
    if "\t" in last.text or "\t" in line.text or abs(last.size - line.size) > SIZE_STEP * em:
        return True
    ends = ENDS.search(last.text) is not None
    same_column = last.column == line.column and not first
    aligned = same_column and abs(last.x0 - line.x0) < 0.5 * em
    if line.x0 - measure.left > INDENT * em and (ends or not aligned):
        return True
    if not same_column:  # at the top of a column or page
        return ends
    short = measure.right - last.x1 > SHORT * em * (0.5 if ends else 1)
    apart = measure.step > 0 and line.top - last.top > LEADING * measure.step
    return short or apart or (ends and STARTS.match(line.text) is not None)
