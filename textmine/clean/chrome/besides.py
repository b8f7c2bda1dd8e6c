"""What a page tells beside its text: lines that may be its title, and when, whence and by whom."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from textmine.clean.chrome.furniture import Kind
from textmine.clean.chrome.kinds import START_OF_RULES, SortedLine, find_rule
from textmine.clean.lines import HAN_SIGN, Line, ends_sentence

SHORTEST_TITLE = 6  # Chinese characters
NEAR_TEXT = 8  # lines before the text that may hold its title
LONGEST_TITLE = 60  # characters
OFFERED = re.compile(r"(?:带来|整理|分享|收集|搜集|准备)[^《》。]{0,20}《([^《》]{6,60})》")
CRUMB_SIGNS = ">»›＞→"
# No row ends with a title that goes on with when and whence: 新闻中心 来源:某网 | 2018-03-04.
NO_CRUMB = re.compile(r"来源|作者|时间|日期|浏览|[|｜]|\d[:：]\d|(?:19|20)\d\d[-/.]")
SHORTEST_CRUMB = 10  # characters; the names of columns are shorter
NOTED_DATE = re.compile(
    r"(?:(?:时间|日期|上传|发布|更新).{0,8}|(?:来源|出处)[:：][^\d]{0,30})(?:19|20)\d\d[-/.年]\d"
)


def find_titles(lines: Sequence[SortedLine], start: int, *, library: bool) -> tuple[Line, ...]:
    """Lines before the text at *start* that may be its title, the likeliest first.

    That is one right before the line that says when and whence, though not in a library, where
    that line is of the upload; the name of a file; or another short line near the text.
    """
    before = [item for item in lines if item.line.start < start]
    often = Counter(item.line.squashed for item in lines)
    files = [i.line for i in before if i.kind is Kind.FURNITURE and _is_file_name(i.line)]
    if library:
        found = [*files, *_short_lines(before, often), *_named_by_site(lines)]
    else:
        dated = [i.line for i, after in pairwise(before) if _may_name(i) and is_note(after)]
        found = [*dated, *files, *_short_lines(before[-NEAR_TEXT:], often)]
    return tuple(dict.fromkeys([*found, *_last_crumbs(before)]))


def _last_crumbs(items: Sequence[SortedLine]) -> Iterator[Line]:
    """The titles with which a row of links ends: 首页 > 动态 > 某镇党建促增收."""
    for item in items:
        text = item.line.text
        cut = max(map(text.rfind, CRUMB_SIGNS)) + 1
        last = text[cut:].strip()
        if not cut or item.kind is not Kind.FURNITURE or NO_CRUMB.search(last):
            continue
        if SHORTEST_CRUMB <= len(last) <= LONGEST_TITLE:
            start = item.line.start + text.index(last, cut)
            yield Line(last, start, start + len(last))


def _short_lines(items: Sequence[SortedLine], often: Counter[str]) -> Iterator[Line]:
    """Short lines that stand once on the page, in no list and no menu."""
    for item in items:
        once = often[item.line.squashed] == 1
        if once and _is_short(item) and item.line.text[0] not in START_OF_RULES:
            yield item.line


def _named_by_site(lines: Sequence[SortedLine]) -> Iterator[Line]:
    """The titles by which a library's own words call what they offer: 带来了《某镇总结》."""
    for item in lines:
        if item.kind is Kind.FURNITURE and (match := OFFERED.search(item.line.text)):
            start = item.line.start + match.start(1)
            yield Line(match[1], start, start + len(match[1]))


def _may_name(item: SortedLine) -> bool:
    """Whether a line before a publication line may be a title, be it as long as a sentence."""
    text = item.line.text
    long = item.kind is Kind.PROSE and len(text) <= LONGEST_TITLE and not ends_sentence(text)
    return long or _is_short(item)


def _is_short(item: SortedLine) -> bool:
    """Whether a line of no kind is long enough to name something."""
    named = len(HAN_SIGN.findall(item.line.text)) >= SHORTEST_TITLE
    return named and item.kind in (Kind.OTHER, Kind.PAGE)


def is_note(item: SortedLine) -> bool:
    """Whether a line says when, whence or by whom."""
    return item.kind is Kind.BYLINE or (
        item.kind is Kind.FURNITURE and NOTED_DATE.search(item.line.text) is not None
    )


def _is_file_name(line: Line) -> bool:
    rule = find_rule(line.squashed) if len(line.text) <= 100 else None
    return rule is not None and rule.name in ("file name", "page image")
