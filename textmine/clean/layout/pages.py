"""Marks of pages inside the text: the numbers of a preview's pages, counters, loose numbers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from textmine.aligned import AlignedText
from textmine.clean.layout.broken import ITEM, join_pieces
from textmine.clean.lines import HAN, ends_sentence

# "快速增长,市\n\n2、场化": previews of document libraries number their pages so.
PAGE_MARK = re.compile(r"(\d{1,3})[、.．]\s*(?!\d)")
LEAST_PAGE = 100  # characters: what stands before such a mark is a page, not an item
SURE_PAGE = 200  # where a single mark is all the evidence
INNER_MARK = re.compile(rf"(?<=[{HAN}])(?<!第)(\d{{1,3}})、(?=[{HAN}])(?!第)")
LEAST_FLOW = 800  # characters of a line that may hold pages
LEAST_INNER = 2  # marks within it, each in the middle of a sentence
INLINE_COUNTER = re.compile(r"第\s*\d{1,4}\s*页\s*+(?:[,，/／]\s*+)?共\s*\d{1,4}\s*页")
# What libraries print on each page, run in with its text.
MOTTO = re.compile(r"书山有路勤为径[,，]\s*+学海无涯苦作舟[。.!！]?")
# What a journal's database sets where a printed page began or ended.
PRINT_MARK = re.compile(r"(?<![A-Za-z])(?:start|end)print(?![A-Za-z])")
CHARACTERS_LEFT = re.compile(r"[(（]剩余\d+字[)）]$")
EDGE = re.compile(rf"^[?？]{{2,8}}(?=[{HAN}“《])|(?<!\s)\s*+[|｜]$")
# ③9 after the last sentence: by it a newspaper finds who set the page
SETTER = re.compile(r"(?<=[。！？”])[①-⑳]\d{1,2}$")
LOOSE_NUMBER = re.compile(rf"(?<=[{HAN},，、])\s+\d{{1,3}}$")


def drop_page_marks(lines: Sequence[AlignedText]) -> list[AlignedText]:
    """Without the numbers that a preview set before its pages, torn words joined again."""
    lines = [piece for line in lines for piece in _break_at_marks(line)]
    marks = _find_page_marks([line.text for line in lines])
    if not marks:
        return list(lines)
    groups: list[list[AlignedText]] = []
    for index, line in enumerate(lines):
        rest = line[marks[index] :] if index in marks else line
        if index in marks and groups and not ends_sentence(groups[-1][-1].text):
            groups[-1].append(rest)
        elif rest.text.strip():
            groups.append([rest])
    return [join_pieces(group) for group in groups]


def _break_at_marks(line: AlignedText) -> list[AlignedText]:
    """深2、化改革: with each page that such a mark opens within the line as a line of its own."""
    if len(line) < LEAST_FLOW or "2、" not in line.text:
        return [line]
    cuts, expected = [0], 2
    for match in INNER_MARK.finditer(line.text):
        if int(match[1]) == expected and match.start() - cuts[-1] >= SURE_PAGE:
            cuts.append(match.start())
            expected += 1
    if len(cuts) <= LEAST_INNER:
        return [line]
    return [line[start:end] for start, end in pairwise([*cuts, len(line)])]


def _find_page_marks(lines: Sequence[str]) -> dict[int, int]:
    """Index of line → length of its page mark."""
    numbered: dict[int, list[int]] = defaultdict(list)
    for index, line in enumerate(lines):
        numbered[_number_of(line)].append(index)
    found: dict[int, int] = {}
    certain = 0
    expected, at = 2, 1
    while (place := _next_mark(lines, numbered[expected], at)) is not None:
        found[place] = _mark_length(lines[place])
        certain += _is_torn(lines[place - 1], lines[place])
        expected, at = expected + 1, place + 1
    pages = [len(lines[place - 1]) for place in found]
    if not found or certain < max(1, 0.4 * len(found)):
        return {}
    if len(found) == 1 and pages[0] < SURE_PAGE:
        return {}
    if lines[0].startswith("1") and _mark_length(lines[0]):
        found[0] = _mark_length(lines[0])
    return found


def _next_mark(lines: Sequence[str], places: Sequence[int], at: int) -> int | None:
    """Which of *places* begins the next page: preferably one that goes on in mid-sentence."""
    places = [index for index in places if index >= at]
    torn = [index for index in places if _is_torn(lines[index - 1], lines[index])]
    if torn:
        return torn[0]
    return next((index for index in places if len(lines[index - 1]) >= SURE_PAGE), None)


def _number_of(line: str) -> int:
    mark = PAGE_MARK.match(line) if line[:1].isdigit() else None
    return int(mark[1]) if mark else 0


def _mark_length(line: str) -> int:
    mark = PAGE_MARK.match(line)
    return mark.end() if mark else 0


def _is_torn(before: str, line: str) -> bool:
    """Whether *line*, without its mark, goes on with a sentence of the page before."""
    rest = line[_mark_length(line) :]
    if len(before) < LEAST_PAGE or not rest:
        return False
    return (
        not ends_sentence(before) or rest[0] in "。，,、；;：:！？)）”’》" or bool(ITEM.match(rest))
    )


def drop_counters(line: AlignedText) -> AlignedText:
    """Without page counters inside the line (第3页 共9页) and a page number at its torn end.

    Nor with the bar of a table's frame at its end, spaces that became question marks, or what a
    database writes where a printed page ended.
    """
    if line.text[0] in "?？" or line.text[-1] in "|｜":
        line = line.sub(EDGE, "")
    if line.text.endswith(("字)", "字）")):
        line = line.sub(CHARACTERS_LEFT, "").strip()
    if "页" in line.text:
        line = line.sub(INLINE_COUNTER, "").strip()
    if "书山有路" in line.text:
        line = line.sub(MOTTO, "").strip()
    if "print" in line.text:
        line = line.sub(PRINT_MARK, "").strip()
    if len(line) >= LEAST_PAGE and line.text[-1:].isdigit():
        line = line.sub(LOOSE_NUMBER, "")
    return line.sub(SETTER, "") if line.text[-1:].isdigit() else line
