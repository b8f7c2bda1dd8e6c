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

from textmine.detect.layers import Item, Stretch
from textmine.detect.roles import role_of
from textmine.extract.names.naming import strip_marker
from textmine.extract.passages.briefs import is_brief
from textmine.extract.passages.grouping import group_sentences
from textmine.extract.passages.lists import Part, find_lists
from textmine.extract.passages.passage import (
    LEAST_GROUP,
    LONG_GROUP,
    LONG_ITEM,
    Outline,
    Passage,
    within,
)
from textmine.extract.passages.repeats import SUMMARY, share_told_again
from textmine.extract.passages.sentences import is_headless, opens_measure, read_sentence
from textmine.extract.passages.telling import (
    FIGURE,
    SILENT_ROLES,
    STRICT_ROLES,
    ends_in_lead,
    is_theory,
    tells_acts,
)
from textmine.extract.rulebook import rule

LONG_CHAPTER = 300  # a chapter without items tells a measure in each paragraph sooner
LONG_PARAGRAPH = 720
LEAST_BODY = 5  # Chinese characters after a marker or label; a date has three
ENOUGH = re.compile(rf"(?:[\u4e00-\u9fff][^\u4e00-\u9fff]*){{{LEAST_BODY}}}")
LEAST_PARAGRAPH = 60
LEAST_SEVERAL, LEAST_TOLD = 3, 45  # sentences, and characters of each, that tell their own
LONGEST_LEAD = 60
LONGEST_LEADS = 200  # all that is said before the items of a chapter, if it tells no measure
LONGEST_SENTENCE = 200
SHORTEST_SUMMARY = 36  # characters; of shorter sentences some words always come back
CLAUSE = re.compile("[,，。;；]")
COUNTED = re.compile(r"\d(?![\d年月日.])")  # details that a summary leaves out
SUMMED_UP_IN = 0.35  # of a text is where a summary of the rest stands
NEXT_ITEM = 40  # characters at most between two items of one series
# Items shorter than this on average are the steps of one measure: "一是发倡议书;二是设宣传栏;".
LEAST_ITEMS = 22
# A list that fills less of an item with a number is a detail of the measure that the item tells;
# of two parts without names of their own ("对…,…。对…,…。") most of it.
LEAST_SHARE, MOST_OF_IT = 1 / 3, 0.6
# 沁水县嘉峰镇18个村全部…: a paragraph on a place that took the measure
TOOK_IT = re.compile(
    "(?!全|各|该|本|我)(?:如|例如|比如)?[,，]?[\u4e00-\u9fff]{2,12}?(?:[县市区旗]|[镇乡村]|街道|社区)(?=[\u4e00-\u9fff\\d,，])"
)
NAMED_PART = re.compile("[^,，。“]{0,8}“")


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
            found.append(_whole(outline.text, item, index))
        else:
            found += _cut_between(outline, index, inner)
    for siblings in children.values():
        _make_even(outline, siblings, leaves)
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
    counts = rule("counts_items").search(text, last.core, last.end)
    return passages[:-1] if counts and not FIGURE.search(text, last.start, last.end) else passages


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
    if not item.kind or not _tells_measures(item, label) or any(i in children for i in inner):
        return False
    length = sum(outline.items[i].end - outline.items[i].start for i in inner)
    return length < LEAST_ITEMS * len(inner)


def _tells_measures(item: Item, label: str) -> bool:
    """Whether a label names a measure, not a kind of chapter."""
    return item.role not in STRICT_ROLES and not (
        rule("frame").match(label) or rule("generic").match(label) or role_of(label)
    )


def _tidy(text: str, passage: Passage) -> Passage:
    piece = text[passage.start : passage.end]
    start = passage.start + len(piece) - len(piece.lstrip(" \t\n\u3000。;；,，、"))
    end = passage.start + len(piece.rstrip())
    return Passage(start, max(start, end), passage.kind, passage.item, max(start, passage.core))


# ---- leaves -----------------------------------------------------------------------------------
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
    return _cut_inside(outline, index) or [_whole(text, item, index)]


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


def _whole(text: str, item: Item, index: int) -> Passage:
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
    """Whether all clauses of an item say which figures are to be reached, and none how."""
    if FIGURE.search(body) is None or tells_acts(body):
        return False
    clauses = [clause for clause in CLAUSE.split(strip_marker(body)) if clause.strip()]
    return all(rule("target").search(clause) for clause in clauses)


def _tells_several(outline: Outline, index: int) -> bool:
    """Whether each sentence below a label without a number, three or more, opens a measure."""
    several = outline.several.get(index)
    if several is None:
        several = outline.several[index] = _opens_in_each(outline, outline.items[index])
    return several


def _opens_in_each(outline: Outline, item: Item) -> bool:
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


# ---- siblings ---------------------------------------------------------------------------------
def _make_even(outline: Outline, siblings: Sequence[int], leaves: dict[int, list[Passage]]) -> None:
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
        leaves.update({i: [_whole(outline.text, items[i], i)] for i in short})


def _cut_finely(outline: Outline, index: int) -> list[Passage]:
    """The measures of a leaf that tells one in each sentence."""
    item = outline.items[index]
    return cut_free(replace(outline, brief=True), item.label_end, item.end, index)


# ---- free text --------------------------------------------------------------------------------
def cut_free(outline: Outline, start: int, end: int, index: int) -> list[Passage]:
    """The lists and the measure sentences of a stretch that no item covers."""
    role = outline.items[index].role if index >= 0 else outline.role_at(start)
    if end - start < LEAST_GROUP or role in SILENT_ROLES:
        return []
    found: list[Passage] = []
    at = start
    loose = role not in STRICT_ROLES
    for parts in find_lists(outline.text, start, end, loose=loose, brief=outline.brief):
        lead = _lead_start(outline, at, parts[0].start)
        found += group_sentences(outline, at, lead, index)
        found += [Passage(part.start, part.end, "clause", index) for part in parts]
        at = parts[-1].end
    return found + group_sentences(outline, at, end, index)


def _lead_start(outline: Outline, start: int, first: int) -> int:
    """Where the short sentence begins that leads to a list; where the list does, if none leads."""
    before = [s for s in within(outline.sentences, start, first) if s.end > s.start]
    if not before or before[-1].end - before[-1].start > LONGEST_LEAD:
        return first
    lead = before[-1].start
    counts = COUNTED.search(outline.text, lead, first) is not None
    tells = counts and read_sentence(outline, before[-1]) == "measure"
    tells = tells or rule("decrees").match(outline.text, lead) is not None
    return first if tells or (outline.brief and is_headless(outline.text, lead)) else lead


def lead_of(outline: Outline, index: int) -> tuple[int, int]:
    """The sentence that leads to the series that an item belongs to; empty where none does."""
    item = outline.items[index]
    end = item.start
    floor = outline.items[item.parent].label_end if item.parent >= 0 else 0
    for at in range(index - 1, item.parent, -1):
        other = outline.items[at]
        if other.parent == item.parent and other.kind == item.kind:
            if end - other.end > NEXT_ITEM:
                break
            end = other.start
    before = outline.text[max(floor, end - LONGEST_SENTENCE) : end].rstrip()
    cut = max(before[:-1].rfind(mark) for mark in "。！？\n")
    return end - len(before) + cut + 1, end
