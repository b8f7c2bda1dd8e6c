"""Phrases are tidied at their ends, and only looked at where an end may be in need of it."""

from __future__ import annotations

import pytest

from textmine.extract.phrases.tokens import EDGES, tidy
from textmine.extract.rulebook import read_rules


@pytest.mark.parametrize(
    ("phrase", "tidied"),
    [
        ("年村级集体收入", "村级集体收入"),
        ("全县果农", "果农"),
        ("各类不同类型的合作社", "合作社"),
        ("、冷库和", "冷库"),
        ("客流达到", "客流"),
        ("村民", "村民"),
        # words that begin or end with what joins words
        ("科学普及", "科学普及"),
        ("村干部及", "村干部"),
        ("优惠及", "优惠"),
        ("和睦家庭", "和睦家庭"),
        ("和田间道路", "田间道路"),
        ("和平均工资", "平均工资"),
        ("的士司机", "的士司机"),
        ("的士兵", "士兵"),
        ("等离子设备", "等离子设备"),
        ("等温室大棚", "温室大棚"),
        ("了解决难题", "解决难题"),
        ("培训目的", "培训目的"),
        ("续建项目的", "续建项目"),
        ("男女平等", "男女平等"),
        ("教育水平等", "教育水平"),
        ("各族群众", "各族群众"),
        ("各类合作社", "合作社"),
        ("各种植户", "种植户"),
        ("全县域公交线路", "全县域公交线路"),
        ("\u2003果园\u3000", "果园"),
        ("", ""),
    ],
)
def test_tidy(phrase: str, tidied: str) -> None:
    assert tidy(phrase) == tidied


TEXTS = [text for entry in read_rules().values() for text in (*entry.yes, *entry.no)]
PHRASES = [text[at : at + size] for text in TEXTS for size in (4, 9) for at in range(len(text))]
CHARACTERS = [
    *map(chr, range(0x3100)),
    *map(chr, range(0x4E00, 0xA000)),
    *map(chr, range(0xFF00, 0xFFF0)),
]
SHAPES = ("{}村级果园", "村级果园{}", "村级果园{}\n", "{}组长", "{}类型果园", "{}县果农")


@pytest.mark.parametrize("number", range(len(EDGES)))
def test_no_end_that_the_pattern_would_cut_is_passed_by(number: int) -> None:
    edges = EDGES[number]
    made = [shape.format(character) for shape in SHAPES for character in CHARACTERS]
    wrong = [p for p in (*PHRASES, *made) if edges.cut(p) != edges.pattern.sub("", p)]
    assert wrong == []
