"""Lists of measures that no marker numbers: parallel clauses and parallel sentences.

"突出“五抓”:抓好…;抓好…;…", "在机关方面,…;在社区方面,…", "建,即对…;挂,即…",
"对外来党员,…。对外出党员,…". `find_lists` gives the parts of each list it sees; a list is taken
only where its build is plain, since one item often tells one measure in several clauses.
"""

from __future__ import annotations

import re

from textmine.extract.passages.alike import bidden, openings_of, runs_of, topics_of
from textmine.extract.passages.clauses import clauses_of, roll_of
from textmine.extract.passages.labels import LEAST_LABELS, short_labels
from textmine.extract.passages.parts import Part

SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]*[”’」』）)]*")
IN_A_ROW = re.compile("[;；…]")  # between the clauses of a list


def find_lists(
    text: str, start: int, end: int, *, loose: bool = False, brief: bool = False
) -> list[list[Part]]:
    """The lists of `text[start:end]`, each with its parts in order.

    *loose* also takes three or more long clauses that each tell an act with a figure; right for
    free text ("免除…3126名;推行…,2.17万人参加;…"), not inside an item with a number. Of a
    *brief*, where each sentence is a measure, sentences of like names are no list.
    """
    sentences = [Part(*match.span()) for match in SENTENCE.finditer(text, start, end)]
    found = [
        parts
        for sentence in (sentences if IN_A_ROW.search(text, start, end) else ())
        if (parts := clauses_of(text, sentence, loose=loose) or roll_of(text, sentence))
    ]
    if not found and len(sentences) >= LEAST_LABELS:
        found += short_labels(text, sentences)
    if not found and len(sentences) > 1:
        for opening in openings_of(brief=brief):
            found += runs_of(text, sentences, opening)
        if loose:
            found += topics_of(text, sentences)
            found += runs_of(text, sentences, bidden())
    found.sort(key=lambda parts: parts[0].start)
    return [parts for parts, before in zip(found, [None, *found], strict=False)
            if before is None or before[-1].end <= parts[0].start]  # fmt: skip
