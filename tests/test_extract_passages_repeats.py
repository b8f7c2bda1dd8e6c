"""How much of a passage is told again later."""

from __future__ import annotations

import pytest

from textmine.extract.passages.repeats import share_told_again

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
