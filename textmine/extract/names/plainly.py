"""Names of what is told in plain words: "村口设了3条分梳线" → 分梳线.

Where no verb of policy tells an act, what is new in a sentence is counted, or stands behind a verb
that everybody uses; else a clause names it that opens with how, with whom or with what it was done.
"""

from __future__ import annotations

from collections.abc import Iterator

from textmine.extract.names.acts import Sentence, is_vague
from textmine.extract.rulebook import rule

MOST_CLAUSES = 5  # of a sentence, that may tell what is new
LONGEST_TOPIC = 5  # characters of a first clause that only says what it is about: 购机补贴


def set_up_plainly(sentence: Sentence) -> str:
    """What the first clause sets up that counts it, "" where none does."""
    return next(_things(sentence), "")


def _things(sentence: Sentence) -> Iterator[str]:
    for clause in sentence.clauses[:MOST_CLAUSES]:
        for told in rule("set_up_plainly").finditer(clause):
            if not is_vague(told[1]):
                yield told[1]


def opens_plainly(clause: str) -> bool:
    """Whether a clause opens with how, with whom or with what something is done."""
    return any(rule(name).match(clause) for name in ("opens_plainly", "with_means"))


def is_topic(clause: str) -> bool:
    """Whether a first clause only says what the others are about."""
    return 3 < len(clause) <= LONGEST_TOPIC and rule("thing_end").search(clause) is not None


def tells_no_act(clause: str) -> bool:
    """Whether a clause only says what is not so, what is had, or what is asked."""
    return rule("no_act").search(clause) is not None
