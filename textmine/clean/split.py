"""One page with several articles: where each begins, and what the compilation calls it.

A compilation numbers its articles ("第一篇:…", "篇二", "【案例3】", "材料之四") or sets one titled
report after the other. A report whose chapters look like that is not torn apart: its parts are
short, or they stand below chapters of the report's own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textmine.aligned import AlignedText
from textmine.chinese.markers import read_number
from textmine.clean.fields import is_body, is_date, is_name
from textmine.clean.lines import ends_sentence, squash
from textmine.clean.metadata.titles import LIKELY_TITLE, LONGEST_TITLE

NUMBER = "[一二三四五六七八九十百\\d]{1,4}"
# Shortest part, in characters, that is an article of its own.
LEAST_PART = 150
SHORTEST_TITLE = 5  # of a part that stands alone; a chapter's is shorter (第一篇 现状)
LEAST_PREFACE = 600  # what stands before the first part is an article from this length on

PARTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "第一篇",
        re.compile(rf"^[\W_]{{0,3}}第(?P<n>{NUMBER})篇(?:\s*[:：、.．]?\s*(?P<title>.{{0,80}}))?$"),
    ),
    (
        "总结第一篇",
        re.compile(rf"^[\W_]{{0,3}}(?P<title>[^。，,:：]{{4,40}}?)第(?P<n>{NUMBER})篇$"),
    ),
    (
        "篇一",
        re.compile(
            rf"^[\W_]{{0,3}}(?:.{{0,40}}?[\s(（【])?篇\s*(?P<n>{NUMBER})[)）】]?(?:\s*[:：、.．]?\s*(?P<title>.{{0,80}}))?$"
        ),
    ),
    (
        "范文一",
        re.compile(
            rf"^[\W_]{{0,3}}范文\s*(?P<n>{NUMBER})(?:\s*[:：、.．】]\s*(?P<title>.{{0,80}}))?[】]?$"
        ),
    ),
    (
        "案例一",
        re.compile(
            rf"^[\W_]{{0,3}}(?:典型|优秀|经典)?案例(?:之)?\s*(?P<n>{NUMBER})[】\])）]?\s*[:：、.．]?\s*(?P<title>.{{0,80}})$"
        ),
    ),
    (
        "材料一",
        re.compile(
            rf"^[\W_]{{0,3}}(?:(?:交流|经验|典型|发言|汇报|会议|书面)?(?:材料|发言|经验|交流))之?\s*(?P<n>{NUMBER})[】\])）]?\s*[:：、.．]?\s*(?P<title>.{{0,80}})$"
        ),
    ),
)
PLACED = re.compile(
    r"^[（(](?P<n>[一二三四五六七八九十]{1,3})[）)]\s*(?P<title>[\u4e00-\u9fff]{1,12}?(?:省|市|县|区|旗|镇|乡|街道|村|社区)[^。；;]{0,60})$"
)
CHAPTER = re.compile(r"^(?P<n>[一二三四五六七八九十]{1,3})\s*[、.．]")
INNER = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}\s*[、.．]|\d{1,2}\s*[、.．]|[（(](?:[一二三四五六七八九十]|\d)[）)])|(?:^|[。；])[一二三四][是要]"
)


@dataclass(frozen=True, slots=True)
class Part:
    """The lines of one article and the title that the compilation gives it."""

    lines: tuple[AlignedText, ...]
    title: str | None = None


def split_articles(lines: Sequence[AlignedText]) -> list[Part]:
    """The articles of a page, one in most."""
    texts = [line.text for line in lines]
    for find in (_numbered, _placed, _titled):
        starts = find(texts)
        if len(starts) > 1:
            return _make_parts(lines, starts)
    single = _numbered_any(texts)
    if single is not None:
        return [Part(tuple(lines[single.index + 1 :]), single.title)]
    return [Part(tuple(lines))]


@dataclass(frozen=True, slots=True)
class _Start:
    index: int
    number: int
    title: str | None
    consumed: bool = True  # the line is only a heading of the compilation


# ---- numbered parts -----------------------------------------------------------------------------
def _numbered(texts: Sequence[str]) -> list[_Start]:
    for kind, pattern in PARTS:
        starts = _find(texts, pattern)
        if _is_compilation(texts, starts, nested=kind == "案例一"):
            return starts
    return []


def _find(texts: Sequence[str], pattern: re.Pattern[str]) -> list[_Start]:
    """Lines that match, with rising numbers."""
    starts: list[_Start] = []
    for index, text in enumerate(texts):
        match = pattern.match(text) if len(text) <= 100 else None
        if match is None:
            continue
        number = read_number(match["n"])
        if not starts or number > starts[-1].number:
            starts.append(_Start(index, number, _title_of(match["title"])))
    return starts


def _title_of(text: str | None) -> str | None:
    bare = squash(text or "").strip(":：、.．】])）")
    return bare or None


def _is_compilation(texts: Sequence[str], starts: Sequence[_Start], *, nested: bool) -> bool:
    if len(starts) < 2 or starts[0].number > 2:
        return False
    sizes = _sizes(texts, starts)
    if min(sizes) < LEAST_PART // 2 or sum(sizes) / len(sizes) < LEAST_PART:
        return False
    chapters_before = sum(bool(CHAPTER.match(text)) for text in texts[: starts[0].index])
    if chapters_before:
        return False
    return not nested or _are_own_reports(texts, starts)


def _are_own_reports(texts: Sequence[str], starts: Sequence[_Start]) -> bool:
    """Cases are articles where they have a structure of their own and no chapters around them."""
    chapters: list[int] = []
    for start, end in _spans(texts, starts):
        chapters += [
            read_number(match["n"]) for text in texts[start:end] if (match := CHAPTER.match(text))
        ]
    restarts = chapters.count(1)
    inner = [
        any(INNER.search(text) for text in texts[start:end]) for start, end in _spans(texts, starts)
    ]
    return restarts >= 2 or (not chapters and sum(inner) >= len(inner) / 2)


def _spans(texts: Sequence[str], starts: Sequence[_Start]) -> list[tuple[int, int]]:
    ends = [start.index for start in starts[1:]] + [len(texts)]
    return [(start.index + 1, end) for start, end in zip(starts, ends, strict=True)]


def _sizes(texts: Sequence[str], starts: Sequence[_Start]) -> list[int]:
    return [sum(map(len, texts[start:end])) for start, end in _spans(texts, starts)]


def _numbered_any(texts: Sequence[str]) -> _Start | None:
    """A single "第一篇:…" before the text: the rest of a compilation is not in the page."""
    for index, text in enumerate(texts[:6]):
        if len(text) > 100 or text[-1] in "。！？；：!?;:":
            return None
        for _, pattern in PARTS[:3]:
            match = pattern.match(text)
            if match and len(match["title"] or "") >= SHORTEST_TITLE:
                return _Start(index, read_number(match["n"]), _title_of(match["title"]))
    return None


# ---- parts headed by a place --------------------------------------------------------------------
def _placed(texts: Sequence[str]) -> list[_Start]:
    """(一)某县…: experiences of several places, each a report with a structure of its own."""
    starts = _find(texts, PLACED)
    if len(starts) < 3 or starts[0].number != 1:
        return []
    if any(CHAPTER.match(text) for text in texts[: starts[0].index]):
        return []
    consecutive = [start.number for start in starts] == list(range(1, len(starts) + 1))
    large = min(_sizes(texts, starts)) >= LEAST_PART
    return starts if consecutive and large and _are_own_reports(texts, starts) else []


# ---- one titled report after the other ----------------------------------------------------------
def _titled(texts: Sequence[str]) -> list[_Start]:
    """Lines that read like a title, are followed by who or when, and begin a count of chapters."""
    starts = [_Start(0, 1, None, consumed=False)]
    for index in range(2, len(texts) - 2):
        if _begins_report(texts, index) and index - starts[-1].index > 3:
            starts.append(_Start(index, len(starts) + 1, None, consumed=False))
    if len(starts) < 2 or min(_sizes(texts, starts)) < LEAST_PART:
        return []
    counted = [_chapters(texts, start, end) for start, end in _spans(texts, starts)]
    return starts if all(_counts_from_one(numbers) for numbers in counted[1:]) else []


def _begins_report(texts: Sequence[str], index: int) -> bool:
    text = texts[index]
    if not 8 <= len(text) <= LONGEST_TITLE or CHAPTER.match(text) or ends_sentence(text):
        return False
    if not LIKELY_TITLE.search(squash(text)) or re.match(r"[（(\d]|第.{1,3}[章节条]", text):
        return False
    before, after = texts[index - 1], texts[index + 1]
    if not (ends_sentence(before) or is_date(before) or is_body(before)):
        return False
    pieces: tuple[Callable[[str], bool], ...] = (is_date, is_body, is_name)
    bare = squash(after).strip("()（）")
    return len(after) <= 40 and any(check(bare) for check in pieces)


def _chapters(texts: Sequence[str], start: int, end: int) -> list[int]:
    return [read_number(match["n"]) for text in texts[start:end] if (match := CHAPTER.match(text))]


def _counts_from_one(numbers: Sequence[int]) -> bool:
    return not numbers or numbers[0] == 1


# ---- making them --------------------------------------------------------------------------------
def _make_parts(lines: Sequence[AlignedText], starts: Sequence[_Start]) -> list[Part]:
    preface = lines[: starts[0].index]
    parts: list[Part] = []
    if sum(len(line) for line in preface if len(line) > LONGEST_TITLE) >= LEAST_PREFACE:
        parts.append(Part(tuple(preface)))
    ends = [start.index for start in starts[1:]] + [len(lines)]
    for start, end in zip(starts, ends, strict=True):
        first = start.index + start.consumed
        parts.append(Part(tuple(lines[first:end]), start.title))
    return parts
