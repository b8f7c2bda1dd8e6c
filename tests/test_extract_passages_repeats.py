"""How much of a passage is told again later."""

from __future__ import annotations

import pytest

from textmine.extract.passages.passage import Passage
from textmine.extract.passages.repeats import share_told_again, share_told_before

SHARES = [
    ("建立果业支部。果业支部共有党员。", 6, 0.5),
    ("建立果业支部。镇里修了三公里水渠。", 6, 0.0),
    ("建立果业支部。", 6, 0.0),  # nothing follows
    ("2018,12。果业支部。", 7, 0.0),  # no words to look for
    ("果业支部。果业支部。", 4, 1.0),
    ("果业支部。" + "修渠，" * 500 + "果业支部。", 4, 0.0),  # too far away
]


@pytest.mark.parametrize(("text", "end", "share"), SHARES)
def test_share_told_again(text: str, end: int, share: float) -> None:
    assert share_told_again(text, 0, end) == share


BEFORE = [
    ("建立果业支部。", "果业支部", 1.0),
    ("建立果业支部。", "果业协会", 1 / 3),
    ("建立果业支部。", "修渠三里", 0.0),
    ("建立果业支部。", "2018", 0.0),  # no words to look for
    ("建立果业支部。", "修渠引水栽树种菜养蜂喂鱼编筐织席烧砖盖房请来师傅果业支部", 0.0),  # too late
]


@pytest.mark.parametrize(("measure", "sentence", "share"), BEFORE)
def test_share_told_before(measure: str, sentence: str, share: float) -> None:
    group = Passage(0, len(measure), "sentence", -1, 0)
    assert share_told_before(measure + sentence, len(measure), group) == share
