"""Where words stand, whatever their spaces; where an offset of a text stands in its source."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.records import P, make_page, make_record
from textmine.store.history.spots import find_span, source_offset
from textmine.types import Record

TEXT = "一是 结对\n共建。二是共建。三是结对。"

SPANS = [
    ("结对共建", 0, "结对\n共建"),
    ("结对 共建", 0, "结对\n共建"),
    ("一是……二是", 0, "一是 结对\n共建。二是"),
    ("二是...结对", 0, "二是共建。三是结对"),
    ("三是……一是", 0, None),  # the end stands before the beginning
    ("……结对", 0, None),
    ("没有的", 0, None),
    (" \n", 0, None),
]


@pytest.mark.parametrize(("words", "near", "found"), SPANS)
def test_find_span(words: str, near: int, found: str | None) -> None:
    span = find_span(TEXT, words, near)
    assert (None if span is None else TEXT[slice(*span)]) == found


@pytest.mark.parametrize(("near", "start"), [(0, 3), (6, 3), (13, 16), (99, 16)])
def test_of_several_places_the_nearest_is_meant(near: int, start: int) -> None:
    assert find_span(TEXT, "结对", near) == (start, start + 2)


# The source has a gloss that the text has not, and other characters in one place.
SOURCE = "題名\n一是結對（指幫扶）。甲乙丙丁戊己庚辛。二是建立党总支17个。后来没有了\n"
PAGE = make_page("a.txt", SOURCE)
TOLD = "一是结对。甲乙丙丁戊己庚辛。二是建立党总支17个。后来没有了\n"
LAST = "二是建立党总支17个。"


def record() -> Record:
    made = make_record(make_page("a.txt", TOLD), (P(text=LAST),))
    (practice,) = made.practices
    at = SOURCE.index(LAST)
    moved = replace(practice, source_start=at, source_end=at + len(LAST))
    return replace(made, practices=(moved,))


@pytest.mark.parametrize("sign", ["甲", "辛", "二", "党", "后", "没"])
def test_an_offset_is_found_where_the_source_reads_the_same(sign: str) -> None:
    found = source_offset(record(), SOURCE, TOLD.index(sign))
    assert SOURCE[found] == sign


def test_the_borders_of_what_was_found_are_exact() -> None:
    start, end = TOLD.index(LAST), TOLD.index(LAST) + len(LAST)
    told = record()
    assert source_offset(told, None, start) == told.practices[0].source_start
    assert source_offset(told, None, end) == told.practices[0].source_end


def test_other_characters_are_estimated_between_the_borders() -> None:
    told = record()
    first = replace(told.practices[0], start=0, end=1, source_start=3, source_end=4)
    told = replace(told, practices=(first, *told.practices))
    before, after = (1, 4), (TOLD.index(LAST), SOURCE.index(LAST))
    offset = 3
    share = (offset - before[0]) / (after[0] - before[0])
    expected = round(before[1] + share * (after[1] - before[1]))
    assert source_offset(told, None, offset) == expected
    assert source_offset(replace(told, practices=()), SOURCE[:4], 20) == 4  # never beyond its end
