"""Passages that a page gives twice: under related articles, or as a summary before the text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from textmine.aligned import AlignedText

SENTENCES = re.compile(r"[^。！？!?；;\n]{12,}")
# A paragraph repeats what stood before where this share of its sentences did; shorter ones than
# this, and single ones shorter than that, may be formulas that a report says twice.
REPEATED = 0.8
LEAST_PARAGRAPH = 30
LEAST_PASSAGE = 120


def drop_repeats(lines: Sequence[AlignedText]) -> list[AlignedText]:
    """Without passages that stood before; headings within such a passage go with it."""
    texts = [line.text for line in lines]
    sentences = SENTENCES.findall("\n".join(texts))
    repeated = _find_repeated(texts) if len(set(sentences)) < len(sentences) else ()
    if not any(repeated):
        return list(lines)
    kept: list[AlignedText] = []
    index = 0
    while index < len(lines):
        end = _end_of_passage(lines, repeated, index)
        size = sum(len(line) for line in lines[index:end])
        if end > index and size >= LEAST_PASSAGE:
            index = end
        else:
            kept.append(lines[index])
            index += 1
    return kept


def _find_repeated(texts: Sequence[str]) -> list[bool]:
    seen: set[str] = set()
    repeated: list[bool] = []
    for text in texts:
        if len(text) < LEAST_PARAGRAPH:
            repeated.append(False)
            continue
        sentences = SENTENCES.findall(text)
        again = sum(len(sentence) for sentence in sentences if sentence in seen)
        repeated.append(bool(sentences) and again >= REPEATED * sum(map(len, sentences)))
        seen.update(sentences)
    return repeated


def _end_of_passage(lines: Sequence[AlignedText], repeated: Sequence[bool], start: int) -> int:
    """One past the last repeated line from *start* on, over the headings between them."""
    if not repeated[start]:
        return start
    end = start + 1
    for index in range(start + 1, len(lines)):
        if repeated[index]:
            end = index + 1
        elif len(lines[index]) >= LEAST_PARAGRAPH:
            break
    return end
