"""Names of what people are chosen, sent or brought together for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from textmine.extract.names.acts import Sentence
from textmine.extract.names.gist import heads
from textmine.extract.names.quoting import FAR_WORDS
from textmine.extract.rulebook import rule

SENT = re.compile("[挂跟任蹲驻支轮坐值]")
JOINED = re.compile("[、和与及]")
SHORTEST_ACT = 2  # characters of an act that says little without who: 农户结对


def sent_to(sentence: Sentence) -> str:
    """ "选派40名业务骨干到信访窗口挂职锻炼" → 选派业务骨干挂职锻炼."""
    if not SENT.search(sentence.text):
        return ""
    told = rule("sent_to").search(sentence.text, 0, FAR_WORDS)
    return "".join(told.groups()) if told else ""


def doubles(sentence: Sentence) -> str:
    """ "推动楼长兼任支部委员" → 楼长兼任支部委员."""
    clauses = (clause for clause in sentence.clauses[:2] if "兼任" in clause)
    found = (rule("doubles").search(clause) for clause in clauses)
    return next((told[1] for told in found if told), "")


def as_whom(sentence: Sentence) -> Iterator[str]:
    """ "选派一名老支书、一名农技员,作为党建指导员" → 党建指导员."""
    for people, clause in pairwise(sentence.clauses[:3]):
        told = rule("as_whom").fullmatch(clause)
        if told and rule("for_people").search(people):
            yield told[1]


def gathered(sentence: Sentence) -> str:
    """ "邀请律师、民警、老支书坐堂调解" → 坐堂调解: what people of several kinds are to do."""
    clauses = [clause for clause in sentence.clauses[:3] if JOINED.search(clause)]
    told = next(filter(None, map(rule("gathered").match, clauses)), None)
    if not told or not heads(told[0], told.start(2)) or not sentence.has_word(told[2]):
        return ""
    one, joined, other, act = told.groups()[2:]
    if len(act) > SHORTEST_ACT:
        return act
    return f"{one.rpartition('的')[2]}和{other}{act}" if joined in "和与同" else other + act
