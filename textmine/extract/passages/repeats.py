"""How much of a passage the text tells again later: a summary, and what it sums up.

A first paragraph often tells in one sentence what whole paragraphs then tell in detail; its words
come back, while the details of a measure told once do not.
"""

from __future__ import annotations

import re

from textmine.extract.passages.passage import Passage

# Of the sentences in 70 marked reports that open with "近年来" and the like, those that tell a
# measure of their own repeat less than a tenth of their words later, the summaries mostly more.
TOLD_ONCE = 0.09
# Of 250 passages, those that repeat a fifth or more are measures in one case of five.
SUMMARY = 0.21
NEAR = 1200  # characters behind a passage in which what it sums up is told
LENGTH = 3  # characters that are looked for
# Of 100 sentences behind a measure of 60 characters or more, those that begin with less of its
# words tell another one in three cases of four, those that begin with more go on with it in nine
# cases of ten.
TOLD_BEFORE = 0.08
OPENING = 24  # characters with which a sentence takes up what was told
PAIR = re.compile("(?=([\u4e00-\u9fff]{2}))")
HAN = re.compile(rf"[\u4e00-\u9fff]{{{LENGTH},}}")


def share_told_again(text: str, start: int, end: int) -> float:
    """The share of the strings of three characters in a span that stand again behind it.

    >>> share_told_again("建立果业支部。果业支部共有党员。", 0, 6)
    0.5
    """
    strings = {
        run[at : at + LENGTH]
        for run in HAN.findall(text, start, end)
        for at in range(len(run) - LENGTH + 1)
    }
    behind = text[end : end + NEAR]
    again = sum([string in behind for string in strings])
    return again / len(strings) if strings else 0.0


def share_told_before(text: str, start: int, group: Passage) -> float:
    """The share of the pairs of characters that a sentence begins with which a measure holds."""
    opening = set(PAIR.findall(text, start, start + OPENING))
    told = text[group.start : group.end]
    return sum([pair in told for pair in opening]) / len(opening) if opening else 0.0
