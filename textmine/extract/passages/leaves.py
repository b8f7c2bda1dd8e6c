"""Measures told in an item without items of its own: one, a list, or several in a row.

`cut_leaf` says which passages an item is cut into, `make_even` cuts labels that stand side by side
alike.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from textmine.detect.layers import Item, Stretch
from textmine.detect.outline.roles import role_of
from textmine.extract.names.openings import strip_marker
from textmine.extract.passages.free import cut_free
from textmine.extract.passages.grouping import group_sentences
from textmine.extract.passages.lists import find_lists
from textmine.extract.passages.parts import Part
from textmine.extract.passages.passage import LONG_GROUP, LONG_ITEM, Outline, Passage, within
from textmine.extract.passages.sentences import opens_measure
from textmine.extract.passages.telling import (
    FIGURE,
    STRICT_ROLES,
    ends_in_lead,
    is_theory,
    tells_acts,
)
from textmine.extract.rulebook import rule

LONG_CHAPTER = 300  # a chapter without items tells a measure in each paragraph sooner
LONG_PARAGRAPH = 720
LEAST_BODY = 5  # Chinese characters after a marker or label; a date has three
LEAST_PARAGRAPH = 60
LEAST_SEVERAL, LEAST_TOLD = 3, 45  # sentences, and characters of each, that tell their own
CLAUSE = re.compile("[,，。;；]")

# A list that fills less of an item with a number is a detail of the measure that the item tells;
# of two parts without names of their own ("对…,…。对…,…。") most of it.
LEAST_SHARE, MOST_OF_IT = 1 / 3, 0.6
# 沁水县嘉峰镇18个村全部…: a paragraph on a place that took the measure
TOOK_IT = re.compile(
    "(?!全|各|该|本|我)(?:如|例如|比如)?[,，]?[\u4e00-\u9fff]{2,12}?(?:[县市区旗]|[镇乡村]|街道|社区)(?=[\u4e00-\u9fff\\d,，])"
)
NAMED_PART = re.compile("[^,，。“]{0,8}“")


def cut_leaf(outline: Outline, index: int) -> list[Passage]:
    """An item without items of its own: itself, the parts of a list in it, or its paragraphs."""
    text, item = outline.text, outline.items[index]
    label = strip_marker(text[item.start : item.label_end].strip("【】 "))
    if rule("frame").match(label):
        return []
    if rule("generic").match(label) or role_of(label) in STRICT_ROLES:
        return cut_free(outline, item.label_end, item.end, index)
    if not _may_be_measure(item, text[item.label_end : item.end].strip("。 \n")):
        return []
    return _cut_inside(outline, index) or [whole_item(text, item, index)]


def _cut_inside(outline: Outline, index: int) -> list[Passage]:
    """The measures that an item tells, where it tells more than one; nothing where it is one."""
    text, item = outline.text, outline.items[index]
    if stands_alone(text, item):
        one = _tells_one(outline, item)
        return [] if one else cut_free(outline, item.label_end, item.end, index)
    if not item.kind and _tells_several(outline, index):
        return _cut_finely(outline, index)
    if item.kind and _only_praises(text, item):
        found = _cut_finely(outline, index)
        if len(found) > 1:
            return found
    lists = find_lists(text, item.label_end, item.end)
    length = len(text[item.label_end : item.end].strip("。 \n"))
    if lists and (not item.kind or _fill(text, lists, length)):
        return _cut_lists(outline, index, lists)
    return _cut_long(outline, index)


def _only_praises(text: str, item: Item) -> bool:
    """Whether a numbered label says how well it went, and names no measure."""
    label = strip_marker(text[item.start : item.label_end])
    return rule("went_well").fullmatch(label) is not None and not rule("verb_first").match(label)


def _tells_one(outline: Outline, item: Item) -> bool:
    """Whether a number heads a single paragraph: one measure, unless a list is told in it."""
    if not item.kind or item.end - item.label_end > LONG_ITEM:
        return False
    first, *more = within(outline.paragraphs, item.label_end + 1, item.end)
    if more and not _exemplified(outline.text, first, more):
        return False
    return not find_lists(outline.text, item.label_end, item.end, loose=True)


def _exemplified(text: str, first: Stretch, more: Sequence[Stretch]) -> bool:
    """Whether a paragraph tells a measure for all, and the others each a village that took it."""
    named = rule("set_in")
    if named.match(text, first.start) or not tells_acts(text[first.start : first.end]):
        return False
    return all(TOOK_IT.match(text, paragraph.start) for paragraph in more)


def _fill(text: str, lists: Sequence[Sequence[Part]], length: int) -> bool:
    """Whether lists hold enough of an item of so many characters to be what it tells."""
    parts = [part for parts in lists for part in parts]
    named = all(NAMED_PART.match(text, part.start) for part in parts)
    least = LEAST_SHARE if named or len(parts) > 2 else MOST_OF_IT
    return sum(part.end - part.start for part in parts) >= least * length


def _only_leads(body: str) -> bool:
    """Whether an item is a single sentence that announces what the next ones tell."""
    return len(body) < LONG_GROUP and "。" not in body[:-1] and ends_in_lead(body)


def stands_alone(text: str, item: Item) -> bool:
    """Whether the heading is a line of its own: what it heads is then told without it."""
    return item.label_end > item.start and text[item.label_end : item.label_end + 1] == "\n"


def whole_item(text: str, item: Item, index: int) -> Passage:
    """An item as one measure, without a heading that stands in a line of its own."""
    start = item.label_end if stands_alone(text, item) else item.start
    return Passage(start, item.end, _kind(item), index)


def _may_be_measure(item: Item, body: str) -> bool:
    """Whether an item tells anything, and what one of another role must at least tell."""
    if len(strip_marker(body)) < LEAST_BODY or _only_leads(body):
        return False
    if item.role == "problem" or rule("formality").match(strip_marker(body)):
        return False
    if (rule("bids_all").match(body) and not tells_acts(body, 2)) or _only_aims(body):
        return False
    if item.role == "result":
        return tells_acts(body, 2)
    if item.role == "background":
        return tells_acts(body)
    if item.role == "lesson":
        return tells_acts(body) and not is_theory(body)
    return tells_acts(body) or not rule("theory").search(body)


def _only_aims(body: str) -> bool:
    """Whether all clauses of an item say which figures are to be reached or when, none how."""
    if FIGURE.search(body) is None:
        return False
    clauses = [clause for clause in CLAUSE.split(strip_marker(body)) if clause.strip()]
    until = rule("until_then").fullmatch
    if not all(_is_aim(clause) or until(clause.strip()) for clause in clauses):
        return False
    return not tells_acts("".join([clause for clause in clauses if not until(clause.strip())]))


def _is_aim(clause: str) -> bool:
    """Whether a clause says which figure is to be reached."""
    return rule("target").search(clause) is not None


def _tells_several(outline: Outline, index: int) -> bool:
    """Whether each sentence below a label without a number, three or more, opens a measure."""
    several = outline.several.get(index)
    if several is None:
        several = outline.several[index] = _opens_in_each(outline, outline.items[index])
    return several


def _opens_in_each(outline: Outline, item: Item) -> bool:
    """Whether all sentences below a label, three or more, open a measure each."""
    if item.end - item.label_end < LEAST_SEVERAL * LEAST_TOLD:
        return False
    told = within(outline.sentences, item.label_end + 1, item.end)
    if len(told) < LEAST_SEVERAL or min([end - start for start, end, _ in told]) < LEAST_TOLD:
        return False
    return all(opens_measure(outline.text, sentence) for sentence in told)


def _kind(item: Item) -> str:
    return "item" if item.kind else "label"


def _cut_lists(outline: Outline, index: int, lists: Sequence[Sequence[Part]]) -> list[Passage]:
    """The parts of the lists in an item, and the measures told after them."""
    item = outline.items[index]
    found = [Passage(p.start, p.end, "clause", index) for parts in lists for p in parts]
    edges = [(parts[0].start, parts[-1].end) for parts in lists]
    for (_, start), (end, _) in zip(edges, [*edges[1:], (item.end, item.end)], strict=True):
        found += group_sentences(outline, start, end, index, shortest=0)
    return found


def _cut_long(outline: Outline, index: int) -> list[Passage]:
    """The paragraphs or sentence groups of a leaf that is too long for one measure."""
    item = outline.items[index]
    inside = within(outline.paragraphs, item.label_end, item.end)
    whole = [p for p in inside if p.end - p.start >= LEAST_PARAGRAPH]
    length = item.end - item.start
    most = LONG_CHAPTER if item.kind in ("", "一、", "第一篇") else LONG_ITEM
    if len(whole) > 1 and length > most:
        return cut_free(outline, item.label_end, item.end, index)
    if length > LONG_PARAGRAPH:
        found = cut_free(outline, item.label_end, item.end, index)
        return found if len(found) > 1 else []
    return []


def make_even(outline: Outline, siblings: Sequence[int], leaves: dict[int, list[Passage]]) -> None:
    """Cut the run-in labels without a number that stand side by side alike.

    Where a text tells a measure in each sentence below one of them, it does below the others; a
    short one among others that are told whole is whole.
    """
    items = outline.items
    labels = [i for i in siblings if not items[i].kind and leaves.get(i)]
    if len(labels) < 2 or any(stands_alone(outline.text, items[i]) for i in labels):
        return
    whole = [i for i in labels if len(leaves[i]) == 1]
    if any(_tells_several(outline, i) for i in labels):
        finer = {i: _cut_finely(outline, i) for i in whole}
        leaves.update({i: found for i, found in finer.items() if len(found) > 1})
    elif 2 * len(whole) > len(labels):
        short = [i for i in labels if items[i].end - items[i].start <= LONG_GROUP]
        leaves.update({i: [whole_item(outline.text, items[i], i)] for i in short})


def _cut_finely(outline: Outline, index: int) -> list[Passage]:
    """The measures of a leaf that tells one in each sentence."""
    item = outline.items[index]
    return cut_free(replace(outline, brief=True), item.label_end, item.end, index)
