"""Where practices may begin and end: leaves of the item tree, lists inside them, free text.

`find_passages(outline)` cuts a text into passages that never overlap. An item that announces
sub-items is none itself; of what stands between items only sentences that tell a measure are
proposed. Offsets are characters of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from textmine.detect.layers import Item
from textmine.detect.outline.roles import role_of
from textmine.extract.names.openings import strip_marker
from textmine.extract.passages.briefs import is_brief
from textmine.extract.passages.free import COUNTED, cut_free
from textmine.extract.passages.leaves import LEAST_BODY, cut_leaf, make_even, whole_item
from textmine.extract.passages.passage import LEAST_GROUP, Outline, Passage
from textmine.extract.passages.repeats import SUMMARY, share_told_again
from textmine.extract.passages.telling import FIGURE, STRICT_ROLES
from textmine.extract.rulebook import rule

ENOUGH = re.compile(rf"(?:[\u4e00-\u9fff][^\u4e00-\u9fff]*){{{LEAST_BODY}}}")
LONGEST_LEADS = 200  # all that is said before the items of a chapter, if it tells no measure
LONGEST_SENTENCE = 200
SHORTEST_SUMMARY = 36  # characters; of shorter sentences some words always come back
SUMMED_UP_IN = 0.35  # of a text is where a summary of the rest stands
BEFORE_NOTE = " \n\u3000（(〔【[,，;；"
LONGEST_NOTE, CLOSING = 300, 2  # characters of a note, and of the marks that close it
NEXT_ITEM = 40  # characters at most between two items of one series
# Items shorter than this on average are the steps of one measure: "一是发倡议书;二是设宣传栏;".
LEAST_ITEMS = 22
SIDES = "一方面"


def find_passages(outline: Outline) -> list[Passage]:
    """All passages in the order of the text."""
    outline = replace(outline, brief=is_brief(outline))
    found: list[Passage] = []
    children: dict[int, list[int]] = {}
    for index, item in enumerate(outline.items):
        children.setdefault(item.parent, []).append(index)
    for start, end in _gaps(outline, 0, len(outline.text), children.get(-1, [])):
        found += _without_lead(outline.text, end, cut_free(outline, start, end, -1))
    steps: set[int] = set()
    leaves: dict[int, list[Passage]] = {}
    for index, item in enumerate(outline.items):
        inner = children.get(index, [])
        if index in steps:
            continue
        if not inner:
            leaves[index] = cut_leaf(outline, index)
        elif _are_steps(outline, item, inner, children):
            steps.update(inner)
            found.append(whole_item(outline.text, item, index))
        else:
            found += _cut_between(outline, index, inner)
    for siblings in children.values():
        make_even(outline, siblings, leaves)
    found += chain.from_iterable(leaves.values())
    found.sort(key=lambda passage: passage.start)
    tidy = (_tidy(outline.text, passage) for passage in found)
    return [passage for passage in tidy if _tells_enough(outline.text, passage)]


def _tells_enough(text: str, passage: Passage) -> bool:
    """Whether a passage says anything, and more than a summary of what the text then tells."""
    if not ENOUGH.search(text, passage.start, passage.end):
        return False
    if passage.kind != "sentence" or passage.start > SUMMED_UP_IN * len(text):
        return True
    if passage.end - passage.start < SHORTEST_SUMMARY:
        return True
    if COUNTED.search(text, passage.start, passage.end):
        return True
    return share_told_again(text, passage.start, passage.end) < SUMMARY


def _cut_between(outline: Outline, index: int, inner: Sequence[int]) -> Iterator[Passage]:
    """The measures told in an item before, between and after the items inside it."""
    item = outline.items[index]
    (start, end), *gaps = _gaps(outline, item.label_end, item.end, inner)
    if end - start > LONGEST_LEADS:  # else only the lead stands before the first item
        yield from _without_lead(outline.text, end, cut_free(outline, start, end, index))
    for start, end in gaps:
        yield from cut_free(outline, start, end, index)


def _without_lead(text: str, end: int, passages: list[Passage]) -> list[Passage]:
    """Without the sentence that says how many items follow at *end*."""
    if end == len(text) or not passages or text[passages[-1].end : end].strip():
        return passages
    last = passages[-1]
    if FIGURE.search(text, last.start, last.end):
        return passages
    span = last.core, last.end
    leads = rule("counts_items").search(text, *span) or rule("sets_up_means").search(text, *span)
    return passages[:-1] if leads else passages


def _gaps(
    outline: Outline, start: int, end: int, inner: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """What of a stretch no inner item covers."""
    for index in inner:
        yield start, outline.items[index].start
        start = outline.items[index].end
    yield start, end


def _are_steps(
    outline: Outline, item: Item, inner: Sequence[int], children: Mapping[int, Sequence[int]]
) -> bool:
    """Whether what an item numbers inside is too short for measures of their own."""
    label = strip_marker(outline.text[item.start : item.label_end])
    if not _tells_measures(item, label) or any(i in children for i in inner):
        return False
    if _are_sides(outline, item, inner[0]):
        return True
    if not item.kind:
        return False
    length = sum(outline.items[i].end - outline.items[i].start for i in inner)
    return length < LEAST_ITEMS * len(inner)


def _are_sides(outline: Outline, item: Item, first: int) -> bool:
    """Whether a series goes on with a sentence: "…派专人联系,一方面送学,另一方面送岗"."""
    inner = outline.items[first]
    before = outline.text[item.label_end : inner.start].rstrip()
    return inner.kind == SIDES and len(before) >= LEAST_GROUP and before[-1] in ",，"


def _tells_measures(item: Item, label: str) -> bool:
    """Whether a label names a measure, not a kind of chapter."""
    return item.role not in STRICT_ROLES and not (
        rule("frame").match(label) or rule("generic").match(label) or role_of(label)
    )


def _tidy(text: str, passage: Passage) -> Passage:
    piece = text[passage.start : passage.end]
    start = passage.start + len(piece) - len(piece.lstrip(" \t\n\u3000。;；,，、"))
    end = _without_note(text, start, passage.start + len(piece.rstrip()))
    core = max(start, passage.core)
    return Passage(start, max(start, end), passage.kind, passage.item, core, passage.led)


def _without_note(text: str, start: int, end: int) -> int:
    """The end of a passage, before a note of who is to carry it out: （牵头单位:…）."""
    note = rule("assigns").search(text, max(start, end - LONGEST_NOTE), end)
    if note is None or not _goes_to_end(text, note.end(), end):
        return end
    before = text[start : note.start()].rstrip(BEFORE_NOTE)
    return start + len(before) if len(before) >= LEAST_GROUP else end


def _goes_to_end(text: str, start: int, end: int) -> bool:
    """Whether a note goes on to the end of a passage: no sentence is told behind it."""
    stop = text.find("。", start, end)
    return stop < 0 or stop >= end - CLOSING


def lead_of(outline: Outline, index: int) -> tuple[int, int]:
    """The sentence that leads to the series that an item belongs to; empty where none does."""
    item = outline.items[index]
    end = outline.items[first_of_series(outline, index)].start
    floor = outline.items[item.parent].label_end if item.parent >= 0 else 0
    before = outline.text[max(floor, end - LONGEST_SENTENCE) : end].rstrip()
    cut = max(before[:-1].rfind(mark) for mark in "。！？\n")
    return end - len(before) + cut + 1, end


def first_of_series(outline: Outline, index: int) -> int:
    """The first of the items of one kind that stand side by side up to an item."""
    item, first = outline.items[index], index
    for at in range(index - 1, item.parent, -1):
        other = outline.items[at]
        if other.parent == item.parent and other.kind == item.kind:
            if _is_led_anew(outline.text, other.end, outline.items[first].start):
                break
            first = outline.series.get(at, at)
            if first != at:
                break
    outline.series[index] = first
    return first


def _is_led_anew(text: str, start: int, end: int) -> bool:
    """Whether a sentence between two items leads to the second: "今年重点抓好:"."""
    between = text[start:end].rstrip() if end - start > 1 else ""
    return len(between) > NEXT_ITEM or between.endswith((":", "："))
