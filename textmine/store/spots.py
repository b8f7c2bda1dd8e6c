"""Where an offset of an article's text stands in the decoded source, from what a record knows."""

from __future__ import annotations

from bisect import bisect_right

from textmine.types import Record

WINDOW = 60  # characters of the source looked through around the estimate
CONTEXT = 6  # characters of the text that must stand there


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
