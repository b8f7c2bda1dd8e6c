"""Measures told in free text: the lists in a stretch that no item covers, and its sentences."""

from __future__ import annotations

import re

from textmine.extract.passages.grouping import group_sentences
from textmine.extract.passages.lists import find_lists
from textmine.extract.passages.passage import LEAST_GROUP, Outline, Passage, within
from textmine.extract.passages.sentences import is_headless, read_sentence
from textmine.extract.passages.telling import SILENT_ROLES, STRICT_ROLES
from textmine.extract.rulebook import rule

LONGEST_LEAD = 60
COUNTED = re.compile(r"\d(?![\d年月日.])")  # details that a summary leaves out


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
