"""The sentence of a practice that says most of it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from operator import attrgetter

from textmine.detect.layers import Stretch
from textmine.extract.names.openings import MARKER

END = attrgetter("end")
SHORTEST = 12  # characters of a sentence that may stand for a practice
# What a sentence loses for each one before it: what a measure is, its first sentences tell.
LATE = 0.9
JOINING = "首其再最此另同"  # 此外, 同时: markers that a sentence may keep
PER_PAIR, MOST_PAIRS = 0.3, 4  # pairs of characters that it shares with the name


def summary_of(
    text: str,
    sentences: Sequence[Stretch],
    span: tuple[int, int],
    label: str,
    telling: tuple[str, Sequence[str]],
) -> str | None:
    """The sentence of a span with most of its keywords and its name, earlier ones first.

    *telling* is the name and the keywords. What ends with the *label* that the span begins with,
    or adds no clause to it, says what the name says and is no summary, unless nothing else is
    there; a number that the sentence begins with is left out.
    """
    start, end = span
    first = last = bisect_right(sentences, start, key=END)
    while last < len(sentences) and sentences[last].start < end:
        last += 1
    cut = [(max(start, begin), min(end, stop)) for begin, stop, _ in sentences[first:last]]
    long = [(begin, stop) for begin, stop in cut if stop - begin >= SHORTEST]
    if not long:
        return _without_number(text[start:end].strip()) or None
    labelled = text.find(label, start, end) + len(label) if label else start
    said = [each for each in long if each[1] - max(each[0], labelled) >= SHORTEST] or long
    return _without_number(_best([text[begin:stop].strip() for begin, stop in said], *telling))


def _without_number(piece: str) -> str:
    number = MARKER.match(piece)
    return piece[number.end() :] if number and number[0][0] not in JOINING else piece


def _best(pieces: Sequence[str], name: str, keywords: Sequence[str]) -> str:
    if len(pieces) == 1:
        return pieces[0]
    pairs = {name[at : at + 2] for at in range(len(name) - 1)}
    best, best_score = "", 0.0
    for at, piece in enumerate(pieces):
        most = len(keywords) + PER_PAIR * MOST_PAIRS - LATE * at
        if best and best_score >= most:
            break
        shared = min(MOST_PAIRS, sum([pair in piece for pair in pairs]))
        score = sum([word in piece for word in keywords]) + PER_PAIR * shared - LATE * at
        if not best or score > best_score:
            best, best_score = piece, score
    return best
