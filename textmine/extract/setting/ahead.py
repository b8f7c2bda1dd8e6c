"""Whether a sentence says what somebody is to do: 将, 拟, 计划 before any act that it tells."""

from __future__ import annotations

import re
from itertools import islice

from textmine.extract.rulebook import rule

WORDS = re.compile("将|拟|计划|打算|准备")  # one of which stands in each such clause
# The rules that tell it, by the words of which each holds one.
AHEAD = {
    "将": ("will_go_on", "will_by", "will_act"), "拟": ("drafts",),
    "计划": ("plans",), "打算": ("plans",), "准备": ("plans",),
}  # fmt: skip
FIRST_CLAUSES = 4  # in which that is said
CLAUSE = re.compile("[^,，。;；:：！!？?\\n]+")


def looks_ahead(text: str, start: int, end: int) -> bool:
    """Whether a sentence says that somebody is to act: 将, 拟, 计划 before any act that it tells.

    >>> looks_ahead("据悉,县里将结合农时办夜校。", 0, 14), looks_ahead("县里将夜校办到村。", 0, 9)
    (True, False)
    """
    stop = text.find("。", start, end)
    end = end if stop < 0 else stop
    if WORDS.search(text, start, end) is None:
        return False
    for clause in islice(CLAUSE.finditer(text, start, end), FIRST_CLAUSES):
        span = clause.span()
        if _is_ahead(text, *span):
            return rule("so_far_done").search(text, span[1], end) is None
        if not rule("adverbial").match(text, *span) and rule("acts_so_far").search(text, *span):
            return False
    return False


def _is_ahead(text: str, start: int, end: int) -> bool:
    """Whether a clause says that somebody is to act."""
    said = (names for word, names in AHEAD.items() if text.find(word, start, end) >= 0)
    return any(rule(name).match(text, start, end) for names in said for name in names)


def begins_later(text: str, start: int, end: int, year: int | None) -> bool:
    """Whether a sentence begins with a time to come: one later than *year*, the text's own.

    >>> begins_later("到2030年,达标。", 0, 10, 2024), begins_later("到2012年,达标。", 0, 10, 2013)
    (True, False)
    """
    match = rule("by_then").match(text, start, end)
    if match is None:
        return False
    if match[1]:
        return year is not None and int(match[1]) > year
    stop = text.find("。", start, end)
    done = rule("done_by_then").search(text, match.end(), end if stop < 0 else stop)
    return not (match[2] and done)
