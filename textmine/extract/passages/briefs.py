"""Briefs: articles that tell a measure in every sentence, where others take a paragraph for one.

    "健全三级联动机制,…。推行积分超市,…。打造治理平台,…。通过部门下沉,…。"

How finely an article cuts its measures is seen from how its sentences begin: in a brief most that
follow another in a paragraph begin with the act itself, in a story with who acts, says or gains.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise

from textmine.detect.layers import Stretch
from textmine.extract.passages.passage import Outline, Passage
from textmine.extract.passages.sentences import HALVES, Told, founds, is_headless, read_sentence
from textmine.extract.passages.telling import SILENT_ROLES
from textmine.extract.rulebook import rule

# Of 60 reports in which measures were marked by hand, those that tell one a sentence begin three
# in five of such sentences with the act or more; of the others nearly all less than half.
LEAST_SHARE, LEAST_TOLD = 0.6, 3
LEAST_FOLLOWER = 18  # characters of a sentence that tells a measure of its own
COUNTED = re.compile("[十百千万][多余]?[\u4e00-\u9fff]")  # 五十四个, 三百余户
# 一、2023年工作回顾: the half of a report that looks back, not one of its items
OF_YEAR = re.compile(r"[一二三四五六七八九十]{1,3}\s?、(?:19|20)\d\d年")
LEAST_SEVERAL = 2  # measures of a paragraph from which its last sentence may sum them up


def is_brief(outline: Outline) -> bool:
    """Whether most sentences that follow another in free text begin with an act of their own."""
    followers = list(_followers(outline))
    others = [sentence for sentence in followers if not _begins_with_act(outline.text, sentence)]
    told = len(followers) - len(others)
    most = told / LEAST_SHARE
    for sentence in others if most >= LEAST_TOLD else ():
        told += read_sentence(outline, sentence) == "measure"
        if told > most:
            return False
    return told >= LEAST_TOLD <= most


def _followers(outline: Outline) -> Iterator[Stretch]:
    """The sentences that follow another in paragraphs without number or label."""
    starts = [item.start for item in outline.items]
    seen, free = -1, False
    for before, sentence in pairwise(outline.sentences):
        if sentence.paragraph != before.paragraph:
            continue
        if sentence.paragraph != seen:
            seen = sentence.paragraph
            paragraph = outline.paragraphs[seen]
            position = bisect_right(starts, paragraph.end - 1) - 1
            free = position < 0 or _is_free(outline, position, paragraph)
            free = free and outline.role_at(paragraph.start) not in SILENT_ROLES
        if free:
            yield sentence


def _is_free(outline: Outline, position: int, paragraph: Stretch) -> bool:
    """Whether a paragraph stands in no numbered item; `items[position]` is the last before it."""
    items = outline.items
    if items[position].start >= paragraph.start:
        return False
    while position >= 0 and items[position].end <= paragraph.start:
        position = items[position].parent
    if position < 0 or not items[position].kind:
        return True
    return OF_YEAR.match(outline.text, items[position].start) is not None


def _begins_with_act(text: str, sentence: Stretch) -> bool:
    """Whether a sentence begins with what is done, with its means, its aim or its name."""
    start = sentence.start
    if is_headless(text, start) or rule("by_means").match(text, start):
        return True
    if rule("aimed").match(text, start) or rule("named").match(text, start):
        return True
    return founds(text, start, sentence.end)


def goes_on_in_brief(text: str, group: Passage, sentence: Told) -> bool:
    """Whether a measure sentence of a brief goes on with the measure before it."""
    if sentence.end - sentence.start < LEAST_FOLLOWER:
        return True
    if rule("leans_back").match(text, sentence.start):
        return True
    example = rule("example").match(text, sentence.start)
    own = is_headless(text, sentence.start) or founds(text, sentence.start, sentence.end)
    return bool(example) and not own and is_headless(text, group.core)


def sums_up(text: str, sentence: Told, told_before: int) -> bool:
    """Whether the last sentence of a paragraph says what came of the measures told in it."""
    if not sentence.last or sentence.half or told_before < LEAST_SEVERAL:
        return False
    if sentence.tells in ("result", "scene", "other"):
        return True
    return sentence.tells == "measure" and rule("sums_up").match(text, sentence.start) is not None


def only_opens(text: str, sentence: Told) -> bool:
    """Whether the first sentence of a paragraph only says what it tells: "该县推出新举措。"."""
    if not sentence.first or sentence.last or text[sentence.end - 1] in HALVES:
        return False
    if is_headless(text, sentence.start) or rule("decrees").match(text, sentence.start):
        return False
    span = sentence.start, sentence.end
    told = any(rule(name).search(text, *span) for name in ("shown", "wanted", "regular"))
    return not told and not COUNTED.search(text, *span)
