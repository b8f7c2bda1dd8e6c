"""Tables that a page wrote with bars: rows whose cells are parted by tabs, labels a line each.

| 项目 | 覆盖率 |          项目<tab>覆盖率
| --- | ---: |      →
| 助餐 | 78% |             助餐<tab>78%

索引号 | AB-1 | 发布机构 | 某街道 |    →    索引号:AB-1, 发布机构:某街道 (two lines)
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby, pairwise

from textmine.aligned import AlignedText
from textmine.clean.chrome.furniture import part
from textmine.clean.lines import squash

BAR = re.compile(r"(?<![ \t])[ \t]*+\|[ \t]*+")
DASHES = re.compile(r"[ \t]*:?-{2,}:?[ \t]*")
LEAST_ROWS = 2
# A table says how much or has a line of dashes; menus (首页 | 新闻 | 专题) do neither.
FIGURE = re.compile(r"(?<![\d.])\d[\d,，.]*\D{0,6}$")

Edits = Iterator[tuple[int, int, str]]
Cells = list[tuple[int, int]]


def part_cells(text: AlignedText) -> AlignedText:
    """*text* with tabs for the bars of its tables; every other bar stays."""
    if "|" not in text.text:
        return text
    rows: list[Cells] = []
    start = 0
    for line in text.text.split("\n"):
        rows.append(_cells(line, start))
        start += len(line) + 1
    edits: list[tuple[int, int, str]] = []
    for count, block in groupby(rows, key=len):
        if count >= 2:
            edits.extend(_part_block(text.text, list(block)))
    return text.edit(edits) if edits else text


def _cells(line: str, start: int) -> Cells:
    """Where the cells of a line stand, without the bars at its edges; empty where it has none."""
    if "|" not in line:
        return []
    bars = [(0, 0), *(match.span() for match in BAR.finditer(line)), (len(line), len(line))]
    cells = [(start + end, start + begin) for (_, end), (begin, _) in pairwise(bars)]
    at_edge = line.strip()
    return cells[at_edge[0] == "|" : len(cells) - (at_edge[-1] == "|" and len(cells) > 1)]


def _part_block(text: str, rows: Sequence[Cells]) -> Edits:
    """The edits of lines of as many cells that follow each other."""
    labelled = [row for row in rows if _is_labelled(text, row)]
    others = [row for row in rows if row not in labelled]
    for row in labelled:
        yield from _joined(text, row, (":", "\n"))
    if len(others) >= LEAST_ROWS and _is_table(text, others):
        for row in others:
            if _is_rule(text, row):
                start, end = _line_of(text, row)
                yield start, min(end + 1, len(text)), ""
            else:
                yield from _joined(text, row, ("\t", "\t"))


def _is_labelled(text: str, row: Cells) -> bool:
    """Whether a row tells of the page: 索引号 | AB-1 | 发布机构 | 某街道."""
    names = [squash(text[start:end]) for start, end in row[::2]]
    return len(row) % 2 == 0 and all(map(_label().fullmatch, names))


@cache
def _label() -> re.Pattern[str]:
    return re.compile(rf"{part('government')}|(?:发布|发文|成文|生成|更新)(?:时间|日期|单位)|来源")


def _is_rule(text: str, row: Cells) -> bool:
    return all(DASHES.fullmatch(text, *cell) for cell in row)


def _is_table(text: str, rows: Sequence[Cells]) -> bool:
    return any(
        _is_rule(text, row) or any(FIGURE.search(text, *cell) for cell in row[1:]) for row in rows
    )


def _joined(text: str, row: Cells, by: tuple[str, str]) -> Edits:
    """The cells of a row joined by the two signs in turn, the bars at its edges gone."""
    start, end = _line_of(text, row)
    if start < row[0][0]:
        yield start, row[0][0], ""
    for number, ((_, left), (right, _)) in enumerate(pairwise(row)):
        yield left, right, by[number % 2]
    if row[-1][1] < end:
        yield row[-1][1], end, ""


def _line_of(text: str, row: Cells) -> tuple[int, int]:
    end = text.find("\n", row[-1][1])
    return text.rfind("\n", 0, row[0][0]) + 1, end if end >= 0 else len(text)
