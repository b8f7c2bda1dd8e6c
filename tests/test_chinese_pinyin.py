"""chinese.pinyin: the syllable of each common character."""

from __future__ import annotations

import pytest

from textmine.chinese.pinyin import SYLLABLES, reading, readings

READ = [
    ("啊", "a"),
    ("座", "zuo"),
    ("绿", "lv"),
    ("女", "nv"),
    ("略", "lve"),
    ("峦", "luan"),
    ("重", "zhong"),
    ("丛", "cong"),
    ("亍", ""),  # of the second level
    ("黨", ""),
    ("x", ""),
    ("，", ""),
    ("", ""),
]


@pytest.mark.parametrize(("character", "syllable"), READ)
def test_a_character_is_read(character: str, syllable: str) -> None:
    assert reading(character) == syllable


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("联合共建", "lian he gong jian"),
        ("产业链建", "chan ye lian jian"),
        ("第一书记", "di yi shu ji"),
        ("网格A区", "wang ge  qu"),
    ],
)
def test_each_character_has_its_place(text: str, read: str) -> None:
    assert readings(text) == tuple(read.split(" "))


def test_the_table_is_in_the_order_of_the_standard() -> None:
    firsts = [entry[-1].encode("gb2312") for entry in SYLLABLES.split()]
    assert firsts == sorted(set(firsts))
    assert all(reading(entry[-1]) == entry[:-1] for entry in SYLLABLES.split())
