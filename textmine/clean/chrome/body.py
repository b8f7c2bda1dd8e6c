"""Tells the lines of articles from those of the site around them.

Each line gets a kind from its own features (`kinds`). Runs of furniture then cut the page
into stretches; those with the mass of the prose are the text, and short lines count as text
only by the company they keep. Nothing here knows a site by name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from textmine.clean.chrome.besides import find_titles, is_note
from textmine.clean.chrome.furniture import Kind, library_words
from textmine.clean.chrome.kinds import SortedLine, sort_lines
from textmine.clean.lines import Line, ends_sentence

# A stretch with less prose than this share of the longest one is no part of the text, unless
# hardly anything stands between them.
LEAST_SHARE = 0.1
LEAST_STRETCH = 100
LEAST_PROSE = 40
# What follows the heading of related documents is dropped once this share of the page's prose
# has passed; before, it is a box beside the text.
SHARE_BEFORE_RELATED = 0.35
REPEATED_HEAD = 3  # pages on which a running head stands
SHORTEST_RUNNING_HEAD = 6  # characters
LEAST_LIST = 200  # characters
# Of numbered items alone, without a site around them, fewer do: no menu looks like that.
LEAST_ITEMS = 3
LEAST_NUMBERED = 30  # characters

MARKER = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}\s*[、.．]|[（(【]\s*(?:[一二三四五六七八九十]{1,3}|\d{1,2}|案例.{0,3})\s*[）)】]"
    r"|\d{1,2}\s*[、.．](?!\d)|第[一二三四五六七八九十\d]{1,3}[章节条篇部编]|篇[一二三四五六七八九十\d]|案例[一二三四五六七八九十\d])"
)
PART = re.compile(r"^第[一二三四五六七八九十\d]{1,3}篇|^篇[一二三四五六七八九十\d]")
SIGNATURE = re.compile(
    r"^[（(][^（）()。]{2,30}[）)]$|^[（(]?(?:附|注|作者|执笔|课题组|调研组|供稿|撰稿|附件|(?:二[〇○零Oo0]|19|20|民国).{2,12}[年月日]|.{2,24}(?:委|部|局|厅|办|府|会|院|校|中心|支部|公司|社|组|党委|党校|办公室))[^。]{0,30}$"
)
TEASER = re.compile(r"(?<!\.)\.{3,}+$|…$|(?<!。)。{3,}+$")
CHARACTERS_LEFT = re.compile(r"[(（]剩余\d+字[)）]$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Body:
    """What of a page is text, and what the rest tells.

    `turned` are the starts of lines before which a page was turned (第3页 / 共9页).
    `titles` are the lines outside the text of which one may be its title, the likeliest first;
    `notes` the lines that say when, whence and by whom.
    """

    lines: tuple[Line, ...]
    notes: tuple[Line, ...]
    titles: tuple[Line, ...]
    library: bool
    preview: bool
    turned: frozenset[int] = frozenset()


def is_library_markup(source: str) -> bool:
    """Whether the markup of a page, main text or not, is that of a document library."""
    return sum(word in source for word in library_words("markup")) >= 2


def find_body(text: str) -> Body:
    """The lines of *text* that belong to its articles."""
    sorted_lines = _keep_figures(list(sort_lines(text)))
    stretches = _cut(_mark_running_heads(_end_at_related(sorted_lines)))
    kept = _keep(stretches)
    body = [line for stretch in kept for line in _trim(stretch)]
    start = body[0].start if body else 0
    library = any(item.library for item in sorted_lines)
    return Body(
        lines=tuple(body),
        notes=tuple(item.line for item in sorted_lines if is_note(item)),
        titles=find_titles(sorted_lines, start, library=library),
        library=library,
        preview=any(item.kind is Kind.PREVIEW for item in sorted_lines)
        or ("剩余" in text and CHARACTERS_LEFT.search(text) is not None),
        turned=frozenset(
            item.line.start
            for before, item in pairwise(sorted_lines)
            if before.kind is Kind.PAGE and item.kind is not Kind.PAGE
        ),
    )


# ---- stretches ----------------------------------------------------------------------------------
def _end_at_related(items: list[SortedLine]) -> list[SortedLine]:
    """Without what follows the heading of related documents."""
    whole = sum(len(item.line.text) for item in items if item.kind is Kind.PROSE)
    before = 0
    for index, item in enumerate(items):
        if item.kind is Kind.PROSE:
            before += len(item.line.text)
        elif item.kind is Kind.RELATED and before >= SHARE_BEFORE_RELATED * whole > 0:
            parts_follow = any(PART.match(later.line.text) for later in items[index:])
            return items if parts_follow else items[:index]
    return items


def _keep_figures(items: list[SortedLine]) -> list[SortedLine]:
    """Numbers on lines of their own, one after the other, are cells of a table, no page counts."""
    bare = [item.kind is Kind.PAGE and item.line.text.isdigit() for item in items]
    return [
        replace(item, kind=Kind.OTHER)
        if bare[index]
        and (any(bare[max(0, index - 1) : index]) or any(bare[index + 1 : index + 2]))
        else item
        for index, item in enumerate(items)
    ]


def _mark_running_heads(items: list[SortedLine]) -> list[SortedLine]:
    """Short lines that come back page after page are page furniture; a title stays once."""
    counts = Counter(item.line.squashed for item in items if _may_run(item))
    often = {text for text, count in counts.items() if count >= REPEATED_HEAD}
    often &= _on_several_pages(items) if often else often
    if not often:
        return items
    title = next(item for item in items if item.kind is Kind.OTHER)
    return [
        replace(item, kind=Kind.PAGE)
        if item is not title and _may_run(item) and item.line.squashed in often
        else item
        for item in items
    ]


def _on_several_pages(items: Sequence[SortedLine]) -> set[str]:
    """The short lines that come back below prose: a head may say its title thrice before it."""
    pages: dict[str, set[int]] = {}
    page = 0
    for item in items:
        page += item.kind is Kind.PROSE
        if _may_run(item):
            pages.setdefault(item.line.squashed, set()).add(page)
    return {text for text, found in pages.items() if len(found) >= REPEATED_HEAD}


def _may_run(item: SortedLine) -> bool:
    """Whether a line may be a running head: short, no item, no sentence (各位代表!)."""
    text = item.line.text
    if item.kind is not Kind.OTHER or len(text) < SHORTEST_RUNNING_HEAD:
        return False
    return not MARKER.match(text) and not ends_sentence(text)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Lines without furniture of the site between them; `gap` counts that before them."""

    items: tuple[SortedLine, ...]
    gap: int
    last: bool = False

    @property
    def size(self) -> int:
        """Characters of all lines."""
        return sum(len(item.line.text) for item in self.items)

    @property
    def mass(self) -> int:
        """Characters of the prose that does not speak of a site."""
        return sum(
            len(item.line.text)
            for item in self.items
            if item.kind is Kind.PROSE and not item.dubious
        )


def _cut(items: Sequence[SortedLine]) -> list[_Stretch]:
    stretches: list[_Stretch] = []
    current: list[SortedLine] = []
    gap = 0
    for item in items:
        if item.kind in (Kind.FURNITURE, Kind.RELATED, Kind.PREVIEW):
            if current:
                stretches.append(_Stretch(tuple(current), gap))
                current, gap = [], 0
            gap += 1
        else:
            current.append(item)
    if current:
        stretches.append(_Stretch(tuple(current), gap, last=True))
    return stretches


def _keep(stretches: Sequence[_Stretch]) -> list[_Stretch]:
    """The stretches that have the mass of the prose, and small ones right beside them."""
    masses = [stretch.mass for stretch in stretches]
    most = max(masses, default=0)
    if not most:
        return _keep_list(stretches)
    least = max(LEAST_SHARE * most, min(LEAST_STRETCH, most / 2))
    large = [index for index, mass in enumerate(masses) if mass >= least]
    kept: list[_Stretch] = []
    for index, (stretch, mass) in enumerate(zip(stretches, masses, strict=True)):
        inside = large[0] < index < large[-1]
        beside = inside and stretch.gap <= 2 and mass >= LEAST_PROSE
        if (mass >= least or beside) and not (mass < most and _all_teasers(stretch)):
            kept.append(stretch)
    return kept


def _keep_list(stretches: Sequence[_Stretch]) -> list[_Stretch]:
    """Of a page without sentences the longest stretch, if it is long: a list, a table."""
    longest = max(stretches, key=lambda stretch: stretch.size, default=None)
    if longest is None:
        return []
    least = LEAST_NUMBERED if len(stretches) == 1 and _is_numbered(longest) else LEAST_LIST
    return [longest] if longest.size >= least else []


def _is_numbered(stretch: _Stretch) -> bool:
    """Whether a stretch is a whole document of numbered items, below a title or headings."""
    items = sum(MARKER.match(item.line.text) is not None for item in stretch.items)
    alone = stretch.last and not stretch.gap
    return alone and items >= LEAST_ITEMS and 2 * items > len(stretch.items)


def _all_teasers(stretch: _Stretch) -> bool:
    prose = [item.line.text for item in stretch.items if item.kind is Kind.PROSE]
    return bool(prose) and all(TEASER.search(text) for text in prose)


def _trim(stretch: _Stretch) -> list[Line]:
    """The text of a stretch: short lines after its last prose go unless they sign it."""
    items = [item for item in stretch.items if item.kind in (Kind.PROSE, Kind.OTHER)]
    after = _after_prose(items)
    tail = [item for item in items[after:] if stretch.last or _belongs_to_end(item.line.text)]
    return [item.line for item in (*items[:after], *tail)]


def _after_prose(items: Sequence[SortedLine]) -> int:
    for index in range(len(items), 0, -1):
        item = items[index - 1]
        text = item.line.text
        if item.kind is Kind.PROSE or MARKER.match(text) or text[-1] in "。！？；;":
            return index
    return len(items)


def _belongs_to_end(text: str) -> bool:
    return bool(SIGNATURE.match(text))
