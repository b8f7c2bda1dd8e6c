"""Marks of secrecy at the head of a document."""

from __future__ import annotations

import pytest

from textmine.clean.secrecy import HEAD_LINES, NO, YES, mark_of

BODY = "关于村企联建的报告\n寿光市建立联合党总支17个。"


@pytest.mark.parametrize("line", YES)
def test_marked(line: str) -> None:
    assert mark_of(f"{line}\n{BODY}") == line
    assert mark_of(f"中共寿光市委文件\n\n{line}\n{BODY}") == line


@pytest.mark.parametrize("line", NO)
def test_not_marked(line: str) -> None:
    assert mark_of(f"{line}\n{BODY}") is None


def test_only_the_head_counts() -> None:
    assert mark_of("做法\n" * HEAD_LINES + "机密\n") is None
