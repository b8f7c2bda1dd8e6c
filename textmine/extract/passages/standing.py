"""What each passage tells, weighed against its article: whether it was done or is to be.

Its own words count, what leads to it, its chapter and all the others.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from textmine.detect.outline.roles import role_of
from textmine.extract.passages.passage import START, Outline, Passage
from textmine.extract.passages.segmentation import first_of_series, lead_of
from textmine.extract.passages.status import Standing, status_of, tendency_of
from textmine.extract.passages.surroundings import Surroundings
from textmine.extract.rulebook import rule
from textmine.extract.setting.ahead import begins_later
from textmine.extract.setting.siting import acting_place
from textmine.types import SectionRole, Status

# Under a heading that says "主要做法".
TOLD_AS_DONE = 2.5
DEMANDED = 2.5  # as much as "他强调," says
LED_AS_DONE = 4.0  # below "建立六项制度:"; what the items then demand is part of the rules
LED_AS_WANTED = -4.0  # below "通知明确了六项内容:"
OF_PLAN = -2.5  # below a heading that is the name of a plan
LATER = -3.0  # of a sentence that begins with a time to come
LEAST_OF_CHAPTER = 5  # passages from which a chapter tells for itself what was done or wanted
LONG_TEXT, NEAR = 20, 6  # passages of a text that turns from one to the other, and of those around
BESIDE = -1.5  # at most, of a sentence that only stands before the series
# What leads to a series: its end, or that it says of how many parts it is.
LEADS = re.compile(r"[:：,，]\s*$|如下|以下|[二两三四五六七八九十几多\d][个项条点方大种类措]")
MARKS = re.compile(r"[。:：\s]*")  # between a label and what it heads
NUMBERED = ("item", "label")  # kinds of passages that may stand in a series
WANTING = ("plan", "regulation", "speech")


@dataclass(slots=True)
class Told:
    """A passage with what was read of it.

    `evidence` is what its words say, above 0 done and below 0 wanted; `tendency` what its chapter
    or article does; `alone` says that no other stands in its item.
    """

    passage: Passage
    role: SectionRole
    evidence: float
    alone: bool
    tendency: float = 0.0


def read_passages(layers: Surroundings, passages: Sequence[Passage]) -> list[Told]:
    """What is told in each passage, weighed against what all others tell."""
    outline, genre = layers.outline, layers.genre
    per_item = Counter([passage.item for passage in passages])
    roles = [_role_of(outline, passage) for passage in passages]
    evidence = [_evidence(layers, passage) for passage in passages]
    heard = [says for says, role in zip(evidence, roles, strict=True) if role != "plan"]
    whole = tendency_of(heard if genre == "plan" else evidence)
    if genre in ("plan", "regulation"):
        tendencies = [whole] * len(passages)
    else:
        tendencies = _tendencies(outline, passages, evidence, whole)
    return [
        Told(passage, role, says, per_item[passage.item] == 1 and _is_headed(outline, passage), own)
        for passage, role, says, own in zip(passages, roles, evidence, tendencies, strict=True)
    ]


def _is_headed(outline: Outline, passage: Passage) -> bool:
    """Whether a passage of free text, or a whole one, stands below a heading of its item."""
    if passage.kind == "sentence" or passage.item < 0:
        return passage.kind == "sentence"
    item = outline.items[passage.item]
    return passage.kind != "clause" and item.start < item.label_end <= passage.start


def _tendencies(
    outline: Outline, passages: Sequence[Passage], evidence: Sequence[float], whole: float
) -> list[float]:
    """What bears on each passage: its chapter, those around it, or the *whole* text.

    A chapter that tells enough looks back, the next one ahead; so does a long text.
    """
    chapters = [_chapter(outline, passage) for passage in passages]
    said: dict[int, list[float]] = {}
    for chapter, says in zip(chapters, evidence, strict=True):
        said.setdefault(chapter, []).append(says)
    of_chapter = {
        chapter: tendency_of(own)
        for chapter, own in said.items()
        if chapter >= 0 and len(own) >= LEAST_OF_CHAPTER
    }
    return [
        of_chapter[chapter] if chapter in of_chapter else _tendency_near(evidence, at) or whole
        for at, chapter in enumerate(chapters)
    ]


def _tendency_near(evidence: Sequence[float], at: int) -> float:
    """The tendency of those around a passage of a long text; 0.0 in a short one."""
    if len(evidence) < LONG_TEXT:
        return 0.0
    return tendency_of(evidence[max(0, at - NEAR) : at + NEAR + 1])


def _chapter(outline: Outline, passage: Passage) -> int:
    """The outermost item that a passage stands in, -1 for none."""
    chapter = index = passage.item
    while index >= 0:
        chapter, index = index, outline.items[index].parent
    return chapter


def status_below(layers: Surroundings, told: Told, headings: tuple[str, ...]) -> Status:
    """The status of a passage below a chain of headings."""
    outline, passage, evidence = layers.outline, told.passage, told.evidence
    led = _led(layers, passage)
    evidence += led if abs(led) >= DEMANDED or evidence <= 0 else 0.0
    if layers.genre not in WANTING and any(role_of(heading) == "practice" for heading in headings):
        evidence += TOLD_AS_DONE
    elif _is_of_plan(headings):
        evidence += OF_PLAN
    placed = layers.genre == "paper" and acting_place(
        outline.text, _context(outline, passage), layers.places
    )
    standing = Standing(
        role=told.role,
        genre=layers.genre,
        tendency=told.tendency,
        placed=bool(placed),
        figures=len(layers.metrics_inside(passage.start, passage.end)),
    )
    return status_of(evidence, standing)


@lru_cache(maxsize=64)  # of all passages below them
def _is_of_plan(headings: tuple[str, ...]) -> bool:
    """Whether one of a chain of headings is the name of a plan."""
    return any(rule("of_plan").match(heading) for heading in headings)


def _led(layers: Surroundings, passage: Passage) -> float:
    """What the sentence says that leads to the series of an item: "他强调," or "采取四项措施"."""
    outline = layers.outline
    if passage.kind not in NUMBERED or outline.items[passage.item].start != passage.start:
        return 0.0
    first = first_of_series(outline, passage.item)
    if first not in layers.led:
        layers.led[first] = _said_before(layers, first)
    return layers.led[first]


def _said_before(layers: Surroundings, first: int) -> float:
    """What the sentence says that stands before the first item of a series."""
    start, end = lead_of(layers.outline, first)
    if rule("led_as_wanted").search(layers.outline.text, start, end):
        return LED_AS_WANTED
    said = layers.signs.between(start, end)
    if not LEADS.search(layers.outline.text, start, end):
        said = max(said, BESIDE)
    done = rule("led_as_done").search(layers.outline.text, start, end)
    return LED_AS_DONE if done and said >= 0 else min(0.0, said)


def _evidence(layers: Surroundings, passage: Passage) -> float:
    """Signs of the status in a passage.

    A label ("二要抓覆盖") counts where the text below it says nothing; a clause without any sign
    has those of its sentence.
    """
    signs, text = layers.signs, layers.outline.text
    item = layers.outline.items[passage.item] if passage.item >= 0 else None
    label = item.label_end - passage.start if item and passage.start < item.label_end else 0
    start = passage.start + label
    below = signs.between(start, passage.end)
    told = MARKS.match(text, start, passage.end)
    if begins_later(text, told.end() if told else start, passage.end, layers.year):
        below += LATER
    if below or label:
        return below or signs.between(passage.start, passage.end)
    return signs.between(*_context(layers.outline, passage))


def _context(outline: Outline, passage: Passage) -> tuple[int, int]:
    """A passage, from the start of its sentence where it is a clause of one."""
    if passage.kind != "clause":
        return passage.start, passage.end
    first = bisect_right(outline.sentences, passage.start, key=START) - 1
    return min(passage.start, outline.sentences[max(0, first)].start), passage.end


def _role_of(outline: Outline, passage: Passage) -> SectionRole:
    """The role of the item or section that a passage stands in."""
    if passage.item >= 0:
        return outline.items[passage.item].role
    return outline.role_at(passage.start)
