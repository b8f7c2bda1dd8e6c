"""Text that knows where it came from: no edit may lose a character's source."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textmine.aligned import AlignedText

TEXTS = st.text(alphabet="甲乙丙丁ab12 \n,。(é)", max_size=60)


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, AlignedText]:
    """A source and what a few random edits left of it."""
    source = draw(TEXTS)
    text = AlignedText.of(source)
    for _ in range(draw(st.integers(0, 4))):
        points = sorted(draw(st.lists(st.integers(0, len(text)), max_size=6)))
        spans = list(zip(points[::2], points[1::2], strict=False))
        new = draw(st.sampled_from(["", "新", "新字"]))
        text = text.edit((start, end, new) for start, end in spans)
    return source, text


@given(edited())
def test_every_copied_character_reads_back(case: tuple[str, AlignedText]) -> None:
    source, text = case
    for position, character in enumerate(text.text):
        start, end = text.source_span(position, position + 1)
        assert 0 <= start <= end <= len(source)
        if character not in "新字":
            assert source[start:end] == character


@given(edited())
def test_runs_cover_the_text_without_gaps(case: tuple[str, AlignedText]) -> None:
    _, text = case
    assert "".join(piece for piece, _, _ in text.pieces()) == text.text


@given(edited(), st.integers(0, 60), st.integers(0, 60))
def test_a_slice_keeps_its_sources(case: tuple[str, AlignedText], one: int, two: int) -> None:
    _, text = case
    start, end = sorted((min(one, len(text)), min(two, len(text))))
    part = text[start:end]
    assert part.text == text.text[start:end]
    assert [part.source_span(i, i + 1) for i in range(len(part))] == [
        text.source_span(i, i + 1) for i in range(start, end)
    ]


@given(edited())
def test_lines_joined_are_the_text(case: tuple[str, AlignedText]) -> None:
    _, text = case
    assert AlignedText.join(text.lines()).text == text.text


EDITS = [
    ([(0, 1, "")], "乙丙丁", (0, 2), (1, 3)),
    ([(1, 2, "某某")], "甲某某丙丁", (1, 3), (1, 2)),
    ([(1, 3, "某")], "甲某丁", (1, 2), (1, 3)),
    ([(2, 2, "、")], "甲乙、丙丁", (1, 4), (1, 3)),
    ([], "甲乙丙丁", (1, 3), (1, 3)),
]


@pytest.mark.parametrize(("edits", "text", "span", "source"), EDITS)
def test_edit(
    edits: list[tuple[int, int, str]], text: str, span: tuple[int, int], source: tuple[int, int]
) -> None:
    found = AlignedText.of("甲乙丙丁").edit(edits)
    assert (found.text, found.source_span(*span)) == (text, source)


@pytest.mark.parametrize("edits", [[(0, 2, ""), (1, 3, "")], [(3, 5, "")], [(2, 1, "")]])
def test_edits_that_do_not_fit_are_refused(edits: list[tuple[int, int, str]]) -> None:
    with pytest.raises(ValueError, match="overlaps"):
        AlignedText.of("甲乙丙丁").edit(edits)


def test_glosses_leave_the_spelling_behind() -> None:
    text = AlignedText.of("構(gòu)建城鄉(xiāng)").sub(r"\(\w+\)", "")
    text = text.translate({"構": "构", "鄉": "乡"})
    assert (text.text, text.source_span(0, 2), text.source_span(3, 4)) == (
        "构建城乡",
        (0, 7),
        (8, 9),
    )


def test_sub_leaves_equal_matches_alone() -> None:
    text = AlignedText.of("甲乙")
    assert text.sub(re.compile("甲"), "甲") is text


def test_translate_refuses_longer_values() -> None:
    with pytest.raises(ValueError, match="one character"):
        AlignedText.of("甲").translate({"甲": "甲乙"})


def test_pieces_may_come_from_anywhere() -> None:
    text = AlignedText.from_pieces([("正文", 10, 12), ("脚注", 2, 4)])
    assert (text.source_span(0, 2), text.source_span(2, 4)) == ((10, 12), (2, 4))


def test_empty() -> None:
    text = AlignedText.of("")
    assert (text.text, text.source_span(0, 0), text.lines()[0].text) == ("", (0, 0), "")
