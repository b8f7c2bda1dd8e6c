"""One look that tells which of many rules a text may match."""

from __future__ import annotations

import pytest

from textmine.detect.needed import Needed

NEEDED = Needed({"meal": ("食堂", "送餐"), "road": ("硬化", "路"), "both": ("送餐", "路")})


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("村里办起食堂", {"meal"}),
        ("上门送餐", {"meal", "both"}),
        ("硬化村路", {"road", "both"}),
        ("修桥", set()),
        ("", set()),
    ],
)
def test_possible(text: str, names: set[str]) -> None:
    assert NEEDED.possible(text) == names
