"""Lists below short labels of one length: "清台账,…。理家底,…。立规矩,…", a comma behind each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from textmine.extract.passages.parts import LEAST_COUNTED, Part, are_long
from textmine.extract.rulebook import rule

LEAST_LABELS = 3
SHORT_LABEL = re.compile("((?:(?![要须应会])[\u4e00-\u9fff]){3,6})[,，](?=[^,，。]{2})")


def short_label(text: str, start: int) -> str:
    """The short first clause that labels a sentence, "" where that is a time or circumstance.

    >>> short_label("清台账,逐户核对。", 0)
    '清台账'
    """
    match = SHORT_LABEL.match(text, start)
    if not match or any(rule(name).match(match[1]) for name in ("circumstance", "adverbial")):
        return ""
    return "" if rule("continuing").match(text, start) else match[1]


def short_labels(text: str, sentences: Sequence[Part]) -> list[list[Part]]:
    """ "清台账,…。…。理家底,…。立规矩,…。": labels of one length, each closed by a comma."""
    lists = []
    for paragraph in _paragraphs(text, sentences):
        if len(paragraph) < LEAST_LABELS:
            continue
        labels = [(part, label) for part in paragraph if (label := short_label(text, part.start))]
        lengths = {len(label) for _, label in labels}
        if len({label for _, label in labels}) < LEAST_LABELS or len(lengths) != 1:
            continue
        starts = [part.start for part, _ in labels]
        parts = [Part(*span) for span in pairwise([*starts, paragraph[-1].end])]
        silent = sum(not _acts_below_label(text, part) for part in parts)
        if silent <= 1 and are_long(parts, *LEAST_COUNTED):
            lists.append(parts)
    return lists


def _acts_below_label(text: str, part: Part) -> bool:
    """Whether a part tells an act, by its verb or right behind its label."""
    if rule("concrete").search(text, part.start, part.end):
        return True
    label = SHORT_LABEL.match(text, part.start)
    return bool(label and rule("verb_first").match(text, label.end()))


def _paragraphs(text: str, sentences: Sequence[Part]) -> Iterator[list[Part]]:
    """The sentences of each paragraph."""
    for _, told in groupby(sentences, key=lambda part: text.rfind("\n", 0, part.start)):
        yield list(told)
