"""Sentences by which an article opens: they sum up what its paragraphs then tell."""

from __future__ import annotations

import re

from textmine.detect.layers import Stretch
from textmine.extract.passages.passage import Outline
from textmine.extract.passages.repeats import TOLD_ONCE, share_told_again
from textmine.extract.passages.telling import FIGURE
from textmine.extract.rulebook import rule

# An article opens with an overview where long paragraphs follow it, of so many characters.
LEAST_PARAGRAPH, MORE_TEXT = 60, 180
# 记者从县里获悉,截至9月底,|…
SO_FAR = re.compile(
    "(?:[^。]{0,60}?(?:据统计|获悉|了解到|悉)[,，])?(?:截[至止][^,，。]{0,14}|到?目前)[,，]"
)
PAUSE = re.compile("[,，]")


def opens_article(outline: Outline, sentence: Stretch, piece: str) -> bool:
    """Whether a sentence sums up what the text then tells, not a measure that it tells once."""
    if not _tells_more(outline, sentence):
        return False
    if _only_counts(piece) or _only_counts_items(piece):
        return True
    if not rule("overview").match(piece):
        return False
    again = share_told_again(outline.text, sentence.start, sentence.end)
    return again >= TOLD_ONCE or not rule("shown").search(piece)


def _only_counts(piece: str) -> bool:
    """Whether a sentence says how much there is by now, in every clause: "截至9月底,…12个,…3家"."""
    so_far = SO_FAR.match(piece)
    clauses = PAUSE.split(piece[so_far.end() :]) if so_far else ()
    return bool(clauses) and all(FIGURE.search(clause) for clause in clauses)


def _only_counts_items(piece: str) -> bool:
    """Whether all that a sentence shows is how many it sets up: "健全摸排、管理、服务3项机制"."""
    counted = rule("counts_items").search(piece)
    return counted is not None and not rule("shown").search(
        piece[: counted.start()] + piece[counted.end() :]
    )


def _tells_more(outline: Outline, sentence: Stretch) -> bool:
    """Whether paragraphs follow that tell what a first one sums up."""
    after = outline.paragraphs[sentence.paragraph + 1 :]
    long = [p for p in after if p.end - p.start >= LEAST_PARAGRAPH]
    own = sentence.end - sentence.start
    return sum(p.end - p.start for p in long) >= max(MORE_TEXT, 2 * own)
