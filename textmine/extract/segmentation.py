"""Where practices may begin and end: leaves of the item tree, lists inside them, free text.

`find_passages(outline)` cuts a text into passages that never overlap. An item that announces
sub-items is none itself; of what stands between items only sentences that tell a measure are
proposed. Offsets are characters of the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from textmine.detect.layers import FoundSection, Item, Stretch
from textmine.detect.roles import role_of
from textmine.extract.lists import Part, find_lists
from textmine.extract.naming import strip_marker
from textmine.extract.rulebook import rule
from textmine.extract.telling import (
    FIGURE,
    SILENT_ROLES,
    STRICT_ROLES,
    ends_in_lead,
    tells_deed,
    tells_more,
    what_is_told,
)
from textmine.types import SectionRole

# Longer leaves with paragraphs or sentences of their own tell more than one measure; of 2,100
# measures that were written and labelled for training, 99 % are shorter than 420 characters.
LONG_ITEM = 460
LONG_CHAPTER = 300  # a chapter without items tells a measure in each paragraph sooner
LONG_PARAGRAPH = 720
# A paragraph of free text up to this length tells one measure, unless a sentence opens another.
LONG_GROUP = 260
SHORT_GROUP = 60
LEAST_GROUP = 18
LEAST_BODY = 5  # Chinese characters after a marker or label; a date has three
ENOUGH = re.compile(rf"(?:[\u4e00-\u9fff][^\u4e00-\u9fff]*){{{LEAST_BODY}}}")
LEAST_PARAGRAPH = 60
LEAST_DEED = 30  # a shorter sentence on what somebody did goes on with the measure before it
# An article opens with an overview where it has this many paragraphs that tell something.
MANY_PARAGRAPHS = 3
# A sentence that tells no act belongs to the measure before it, if short; under a heading of its
# own also a longer one (an example, what people say).
SHORT_ASIDE, LONG_ASIDE = 45, 110
LONGEST_CONTEXT = 70  # what is told before the act that answers it
LONGEST_LEAD = 60
LONGEST_SENTENCE = 200
NEXT_ITEM = 40  # characters at most between two items of one series
START, END = attrgetter("start"), attrgetter("end")
CLOSED = re.compile(r"[。;；.!！…]$")
QUOTED = re.compile("“[^“”]{2,14}”")
ACTOR = re.compile("[\u4e00-\u9fff]{1,5}?(支部|党委|小组|协会|局|中心|服务队)(?!门|部|面)")


@dataclass(frozen=True, slots=True)
class Outline:
    """How a text is built, as `detect.structure` marked it."""

    text: str
    items: Sequence[Item]
    sentences: Sequence[Stretch]
    paragraphs: Sequence[Stretch]
    sections: Sequence[FoundSection]

    def role_at(self, offset: int) -> SectionRole:
        """The role of the section that covers *offset*."""
        index = bisect_right(self.sections, offset, key=START) - 1
        return self.sections[index].role if index >= 0 else "other"


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage that may be a practice; `item` is the item it is or stands in, -1 for none.

    `kind` is item, clause, label or sentence, as in `candidates.CandidatePractice`; `core` is
    where its act is told, after sentences that only lead to it.
    """

    start: int
    end: int
    kind: str
    item: int
    core: int = -1


def find_passages(outline: Outline) -> list[Passage]:
    """All passages in the order of the text."""
    found: list[Passage] = []
    children: dict[int, list[int]] = {}
    for index, item in enumerate(outline.items):
        children.setdefault(item.parent, []).append(index)
    for start, end in _gaps(outline, 0, len(outline.text), children.get(-1, [])):
        found += _without_lead(outline.text, end, cut_free(outline, start, end, -1))
    for index, item in enumerate(outline.items):
        inner = children.get(index, [])
        if inner:
            gaps = [*_gaps(outline, item.label_end, item.end, inner)]
            for start, end in gaps[1:]:  # before the first item stands the lead
                found += cut_free(outline, start, end, index)
        else:
            found += cut_leaf(outline, index)
    found.sort(key=lambda passage: passage.start)
    tidy = (_tidy(outline.text, passage) for passage in found)
    return [passage for passage in tidy if ENOUGH.search(outline.text, passage.start, passage.end)]


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
    body = text[item.label_end : item.end].strip("。 \n")
    if len(strip_marker(body)) < LEAST_BODY or _only_leads(body):
        return []
    if not _may_be_measure(item, body):
        return []
    if stands_alone(text, item):
        return cut_free(outline, item.label_end, item.end, index) or [_body(item, index)]
    lists = find_lists(text, item.label_end, item.end)
    if lists:
        return _cut_lists(outline, index, lists)
    return _cut_long(outline, index) or [Passage(item.start, item.end, _kind(item), index)]


def _only_leads(body: str) -> bool:
    """Whether an item is a single sentence that announces what the next ones tell."""
    return len(body) < LONG_GROUP and "。" not in body[:-1] and ends_in_lead(body)


def stands_alone(text: str, item: Item) -> bool:
    """Whether the heading is a line of its own: what it heads is then told without it."""
    return item.label_end > item.start and text[item.label_end : item.label_end + 1] == "\n"


def _body(item: Item, index: int) -> Passage:
    return Passage(item.label_end, item.end, _kind(item), index)


def _may_be_measure(item: Item, body: str) -> bool:
    """What a section of another role must at least tell to be proposed."""
    acts = len(rule("concrete").findall(body))
    if item.role == "problem":
        return False
    if item.role == "result":
        return acts > 1
    theory = rule("theory").search(body) is not None
    if item.role == "lesson":
        return acts > 0 and not (theory and not FIGURE.search(body))
    return acts > 0 or not theory


def _kind(item: Item) -> str:
    return "item" if item.kind else "label"


def _cut_lists(outline: Outline, index: int, lists: Sequence[Sequence[Part]]) -> list[Passage]:
    """The parts of the lists in an item, and the measures told after them."""
    item = outline.items[index]
    found = [Passage(p.start, p.end, "clause", index) for parts in lists for p in parts]
    edges = [(parts[0].start, parts[-1].end) for parts in lists]
    for (_, start), (end, _) in zip(edges, [*edges[1:], (item.end, item.end)], strict=True):
        found += _free_sentences(outline, start, end, index, shortest=0)
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


# ---- free text --------------------------------------------------------------------------------
def cut_free(outline: Outline, start: int, end: int, index: int) -> list[Passage]:
    """The lists and the measure sentences of a stretch that no item covers."""
    role = outline.items[index].role if index >= 0 else outline.role_at(start)
    if end - start < LEAST_GROUP or role in SILENT_ROLES:
        return []
    found: list[Passage] = []
    at = start
    for parts in find_lists(outline.text, start, end, loose=role not in STRICT_ROLES):
        lead = _lead_start(outline, at, parts[0].start)
        found += _free_sentences(outline, at, lead, index)
        found += [Passage(part.start, part.end, "clause", index) for part in parts]
        at = parts[-1].end
    return found + _free_sentences(outline, at, end, index)


def _lead_start(outline: Outline, start: int, first: int) -> int:
    """Where the short sentence begins that leads to a list; where the list does, if none leads."""
    before = [s for s in within(outline.sentences, start, first) if s.end > s.start]
    if before and before[-1].end - before[-1].start <= LONGEST_LEAD:
        return before[-1].start
    return first


def _free_sentences(
    outline: Outline, start: int, end: int, index: int, shortest: int = SHORT_GROUP
) -> list[Passage]:
    """The measures of a stretch without lists; *shortest* is how long one is at least told."""
    found: list[Passage] = []
    group: Passage | None = None  # the last measure, while it may go on
    context = -1  # where the sentences begin that may lead to the next one
    paragraph = -1
    for sentence in within(outline.sentences, start, end):
        told = read_sentence(outline, sentence)
        if sentence.paragraph != paragraph:
            tallies = sentence.paragraph == paragraph + 1 and rule("tally").match(
                outline.text, sentence.start, sentence.end
            )
            group, context = group if tallies else None, -1
            paragraph = sentence.paragraph
        if group and _goes_on(outline.text, group, sentence, told, shortest):
            group = found[-1] = replace(group, end=sentence.end)
        elif told == "measure":
            near = context >= 0 and sentence.start - context <= LONGEST_CONTEXT
            first = context if near else sentence.start
            group = Passage(first, sentence.end, "sentence", index, sentence.start)
            found.append(group)
            context = -1
        else:
            fresh = context < 0 and (not group or told == "question")
            context = sentence.start if told in ("other", "question") and fresh else -1
            group = None
    return [passage for passage in found if passage.end - passage.start >= LEAST_GROUP]


def _goes_on(text: str, group: Passage, sentence: Stretch, told: str, shortest: int) -> bool:
    """Whether a sentence goes on with the measure before it."""
    length, own = group.end - group.start, sentence.end - sentence.start
    if told in ("closing", "question") or length > LONG_ITEM:
        return False
    goes_on = rule("continuing").match(text, sentence.start, sentence.end)
    if told == "result":
        return True
    if told in ("other", "speech"):
        aside = LONG_ASIDE if group.item >= 0 else SHORT_ASIDE
        if _is_yet_to_come(text, group, sentence.start, sentence.end):
            return False
        return bool(goes_on) or (own <= aside and length <= LONG_GROUP)
    if rule("another").match(text, sentence.start):
        return False
    if _begins_anew(text, group, sentence):
        return _names_again(text, group, sentence)
    if length <= shortest:
        return True
    if _other_actor(text, group, sentence):
        return False
    if rule("founds").match(text, sentence.start, sentence.end):
        return _names_again(text, group, sentence)
    if goes_on:
        return True
    if rule("opening").match(text, sentence.start, sentence.end):
        return False
    return length + own <= LONG_GROUP


def _begins_anew(text: str, group: Passage, sentence: Stretch) -> bool:
    """Whether a sentence says who did something else, or what is still to be done."""
    if sentence.end - sentence.start < LEAST_DEED:
        return False
    so_far = rule("so_far").match(text, sentence.start, sentence.end)
    start = so_far.end() if so_far else sentence.start
    if not so_far and rule("continuing").match(text, start, sentence.end):
        return False
    if _is_yet_to_come(text, group, start, sentence.end):
        return True
    return tells_deed(text[start : sentence.end]) or (
        rule("founds").match(text, start, sentence.end) is not None
    )


def _is_yet_to_come(text: str, group: Passage, start: int, end: int) -> bool:
    """Whether a sentence tells what is still to be done, after a measure that was done."""
    future = rule("future")
    return bool(future.search(text, start, end)) and not future.search(text, group.core, group.end)


def _other_actor(text: str, group: Passage, sentence: Stretch) -> bool:
    """Whether a sentence begins with a body like that of the measure before it, but another."""
    one = ACTOR.match(text, group.core, group.end)
    other = ACTOR.match(text, sentence.start, sentence.end)
    return bool(one and other and one[1] == other[1] and one[0] != other[0])


def _names_again(text: str, group: Passage, sentence: Stretch) -> bool:
    """Whether all coined names of a sentence stand in the measure before it."""
    before = text[group.start : group.end]
    names = QUOTED.findall(text, sentence.start, sentence.end)
    return bool(names) and all(name in before for name in names)


def read_sentence(outline: Outline, sentence: Stretch) -> str:
    """What a sentence tells; see `telling.what_is_told`."""
    piece = outline.text[sentence.start : sentence.end].strip()
    if sentence.paragraph < 2 and rule("overview").match(piece) and _tells_more(outline, sentence):
        return "closing"
    told = what_is_told(piece, outline.role_at(sentence.start))
    quoted = told == "measure" and _in_quotation(outline, sentence)
    return "speech" if quoted and not tells_more(piece) else told


def _in_quotation(outline: Outline, sentence: Stretch) -> bool:
    """Whether a sentence goes on with what somebody says."""
    before = outline.text[outline.paragraphs[sentence.paragraph].start : sentence.start]
    return before.count("“") > before.count("”")


def _tells_more(outline: Outline, sentence: Stretch) -> bool:
    """Whether paragraphs follow that tell what a first one sums up."""
    after = outline.paragraphs[sentence.paragraph + 1 :]
    long = [p for p in after if p.end - p.start >= LEAST_PARAGRAPH]
    return len(long) >= MANY_PARAGRAPHS


def lead_of(outline: Outline, index: int) -> tuple[int, int]:
    """The sentence that leads to the series that an item belongs to; empty where none does."""
    item = outline.items[index]
    end = item.start
    for other in reversed(outline.items[:index]):
        if (other.parent, other.kind) == (item.parent, item.kind):
            if end - other.end > NEXT_ITEM:
                break
            end = other.start
    floor = outline.items[item.parent].label_end if item.parent >= 0 else 0
    before = outline.text[max(floor, end - LONGEST_SENTENCE) : end].rstrip()
    cut = max(before[:-1].rfind(mark) for mark in "。！？\n")
    return end - len(before) + cut + 1, end


def within(stretches: Sequence[Stretch], start: int, end: int) -> list[Stretch]:
    """The stretches inside `start:end`, those at the edges cut to it."""
    first = bisect_left(stretches, start + 1, key=END)
    found = []
    for stretch in stretches[first:]:
        if stretch.start >= end:
            break
        found.append(Stretch(max(start, stretch.start), min(end, stretch.end), stretch.paragraph))
    return found
