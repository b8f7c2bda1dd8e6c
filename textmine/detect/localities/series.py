"""Townships that the list tells by what stands beside them: a series, or the name of a district."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from textmine.detect.divisions.gazetteer import Gazetteer
from textmine.detect.divisions.names import Hit, overlaps
from textmine.detect.localities.stems import generic_words, stem_of

AREA = re.compile(r"[\u4e00-\u9fff]{2,4}?地区")
# 和平街道、解放街道: searched from the sign, with what stands before it cut by hand.
SERIES = re.compile(r"、(?<=[镇乡道]、)(?:[\u4e00-\u9fff]{2,5}(?:街道|[镇乡])、?){1,20}")
FIRST = re.compile(r"[\u4e00-\u9fff]{2,8}(?:街道|[镇乡])$")


def find_series(gazetteer: Gazetteer, text: str, taken: Sequence[Hit]) -> list[Hit]:
    """和平街道、解放街道、红旗镇: names that all are townships vouch for one another."""
    found: list[Hit] = []
    taken = sorted(taken)
    for series in SERIES.finditer(text):
        first = FIRST.search(text, max(0, series.start() - 10), series.start())
        if not first:
            continue
        hits: list[Hit] = []
        at = first.start()
        names = text[at : series.end()].rstrip("、").split("、")
        for number, name in enumerate(names):
            # Only the first may have other words before it.
            starts = range(len(name) - 2) if number == 0 else (0,)
            known = (n for n in starts if _is_township(gazetteer, name[n:]))
            begin = next(known, None)
            if begin is not None:
                hits.append(Hit(at + begin, at + len(name), name[begin:], "township"))
            at += len(name) + 1
        if len(hits) > 1 and not any(overlaps((hit.start, hit.end), taken) for hit in hits):
            found += hits
    return found


def find_areas(gazetteer: Gazetteer, text: str, places: Sequence[Hit]) -> Iterator[Hit]:
    """朝阳区常营地区: the townships that some cities call 地区, right behind their district."""
    for place in places:
        area = AREA.match(text, place.end) if place.text[-1] == "区" else None
        if area and gazetteer.has_township(area[0]):
            yield Hit(area.start(), area.end(), area[0], "township")


def _is_township(gazetteer: Gazetteer, name: str) -> bool:
    stem = stem_of(name)
    return len(stem) > 1 and stem not in generic_words() and gazetteer.has_township(name)
