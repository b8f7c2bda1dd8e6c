"""The reader of marked sentences refuses what it cannot read."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.marks import Line, Mark, read_marked, read_marks


def test_marks_are_split_from_the_text() -> None:
    text, marks = read_marks("<place=370783>寿光市</place>在<place>苏北</place>以北", "place")
    assert text == "寿光市在苏北以北"
    assert marks == (
        Mark("place", "370783", 0, 3, "寿光市"),
        Mark("place", None, 4, 6, "苏北"),
    )


@pytest.mark.parametrize(
    "marked",
    [
        "<place>寿光市",
        "寿光市</place>",
        "<place>寿光市</time>",
        "<time>去年</time>",
        "<place></place>",
        "<place=>寿光市</place>",
        "<place><place>寿光市</place></place>",
        "产量<30吨",
    ],
)
def test_a_bad_mark_is_refused(marked: str) -> None:
    with pytest.raises(ValueError, match="mark"):
        read_marks(marked, "place")


def test_a_header_holds_until_the_next(tmp_path: Path) -> None:
    file = tmp_path / "times.txt"
    file.write_text("# 说明\n\n## date=2010\n<time=2010>今年</time>\n##\n一句\n", encoding="utf-8")
    assert read_marked(file, "time") == [
        Line("今年", (Mark("time", "2010", 0, 2, "今年"),), {"date": "2010"}, 4),
        Line("一句", (), {}, 6),
    ]


def test_a_bad_line_is_named(tmp_path: Path) -> None:
    file = tmp_path / "times.txt"
    file.write_text("一句\n## date\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"times\.txt, line 2"):
        read_marked(file, "time")
