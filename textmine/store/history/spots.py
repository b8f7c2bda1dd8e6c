"""Where an offset of an article's text stands in the decoded source, from what a record knows."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import Any

from textmine.types import Record

WINDOW = 60  # characters of the source looked through around the estimate
CONTEXT = 6  # characters of the text that must stand there


ELLIPSIS = re.compile(r"…+|\.{3,}")


def find_span(text: str, words: str, near: int = 0) -> tuple[int, int] | None:
    """Where *words* stand in *text*, whatever its spaces and lines; the place nearest to *near*.

    "开头的字……结尾的字" is the whole stretch from the one to the other.

    >>> find_span("一是结对。\\n二是共建。三是结对。", "结对", near=12)
    (14, 16)
    """
    spots = [spot for spot, character in enumerate(text) if not character.isspace()]
    letters, whole = "".join(text.split()), "".join(words.split())
    if not whole:
        return None
    first, _, last = ELLIPSIS.sub("…", whole).partition("…")
    at = bisect_left(spots, near)
    start, length = _nearest(letters, whole, at), len(whole)
    if start < 0 and first and last:
        start = _nearest(letters, first, at)
        end = letters.find(last, start + len(first)) if start >= 0 else -1
        length = end + len(last) - start
        start = start if end >= 0 else -1
    return (spots[start], spots[start + length - 1] + 1) if start >= 0 else None


def _nearest(text: str, words: str, near: int) -> int:
    found, at = -1, text.find(words)
    while at >= 0 and (found < 0 or abs(at - near) < abs(found - near)):
        found = at
        at = text.find(words, at + 1)
    return found


def spots_of(record: Record, decoded: str | None, start: int, end: int) -> dict[str, Any]:
    """A span of the text with its span in the source, as fields of whatever is found there."""
    last = source_offset(record, decoded, end - 1) + 1
    first = source_offset(record, decoded, start)
    return {"start": start, "end": end, "source_start": first, "source_end": max(first, last)}


def source_offset(record: Record, decoded: str | None, offset: int) -> int:
    """The offset in the source of `record.text[offset]`.

    Exact at the borders of everything found; between them the nearest place that reads the
    same, or, where the source has other characters (traditional, glosses), an estimate.
    """
    anchors = _anchors(record)
    index = bisect_right(anchors, (offset, 1 << 60)) - 1
    start, source_start = anchors[index] if index >= 0 else (0, 0)
    if start == offset and index >= 0:
        return source_start
    estimate = source_start + offset - start
    if index + 1 < len(anchors):
        end, source_end = anchors[index + 1]
        share = (offset - start) / max(1, end - start)
        estimate = round(source_start + share * (source_end - source_start))
    return _read_near(record.text, decoded, offset, estimate)


def _anchors(record: Record) -> list[tuple[int, int]]:
    """(offset, source offset) pairs, ascending in both."""
    pairs: set[tuple[int, int]] = set()
    for group in (record.practices, record.metrics, record.places, record.headings, record.periods):
        for item in group:
            pairs.add((item.start, item.source_start))
            pairs.add((item.end, item.source_end))
    anchors: list[tuple[int, int]] = []
    for pair in sorted(pairs):
        if not anchors or (pair[0] > anchors[-1][0] and pair[1] >= anchors[-1][1]):
            anchors.append(pair)
    return anchors


def _read_near(text: str, decoded: str | None, offset: int, estimate: int) -> int:
    if decoded is None:
        return estimate
    wanted = text[offset : offset + CONTEXT]
    low = max(0, estimate - WINDOW)
    found = -1
    at = decoded.find(wanted, low, estimate + WINDOW) if wanted else -1
    while at >= 0:
        if found < 0 or abs(at - estimate) < abs(found - estimate):
            found = at
        at = decoded.find(wanted, at + 1, estimate + WINDOW)
    return found if found >= 0 else min(estimate, len(decoded))
