"""Quotation marks of pages that use straight marks or corner brackets."""

from __future__ import annotations

import pytest

import textmine
from textmine.extract.passages.marks import as_written, curled

CURLED = [
    ('设立"议事亭",推行"错时办"', "设立“议事亭”,推行“错时办”"),
    ("「銀齡食堂」開張", "“銀齡食堂”開張"),
    ('一块6"屏挂在门口\n村里办起"夜校"', '一块6"屏挂在门口\n村里办起“夜校”'),
    ("推行“周三夜谈”", "推行“周三夜谈”"),
]


@pytest.mark.parametrize(("text", "read"), CURLED)
def test_curled(text: str, read: str) -> None:
    assert curled(text) == read


WRITTEN = [
    ("“议事亭”联席会", '设立"议事亭"联席会', '"议事亭"联席会'),
    ("“银龄食堂”", "办起「银龄食堂」", "「银龄食堂」"),
    ("“周三夜谈”", "推行“周三夜谈”", "“周三夜谈”"),
    ("联席会", '设立"议事亭"', "联席会"),
]


@pytest.mark.parametrize(("phrase", "text", "written"), WRITTEN)
def test_as_written(phrase: str, text: str, written: str) -> None:
    assert as_written(phrase, text) == written


def test_a_page_with_straight_marks_is_read_like_others() -> None:
    text = (
        "青石镇党委在果园里成立联合支部,把九个村的党员编在一起。\n"
        '推行"田头夜校"制度,请农技员每周讲两课,学员300名。'
    )
    nlp = textmine.load()
    names = [practice.name for practice in nlp(text)._.practices]
    assert names == ["联合支部", '"田头夜校"制度']
