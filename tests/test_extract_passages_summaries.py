"""The summary of a practice is the sentence that tells what was done."""

from __future__ import annotations

import pytest

from textmine.detect.structure import find_paragraphs, find_sentences
from textmine.extract.passages.summaries import summary_of

WATER = (
    "(二)管好一池清水。每个水库由一名党员包管,水质按月公示在村口。"
    "县里还给三个村各修了一条巡查步道。今后还要继续努力。"
)


def told(text: str, label: str = "", name: str = "", keywords: tuple[str, ...] = ()) -> str | None:
    sentences = list(find_sentences(text, find_paragraphs(text)))
    return summary_of(text, sentences, (0, len(text)), label, (name, keywords))


@pytest.mark.parametrize(
    ("text", "label", "name", "keywords", "summary"),
    [
        # The heading says what the name says; the sentence after it, what was done.
        (
            WATER,
            "(二)管好一池清水",
            "管好一池清水",
            ("巡查", "水库", "水质"),
            "每个水库由一名党员包管,水质按月公示在村口。",
        ),
        # Of equals the first, but what holds far more of the keywords may come later.
        (
            "每户领一本账。账本由小组长每周收一次。柑橘合作社统一收购柑橘,账本上记好斤两。",
            "",
            "柑橘账本",
            ("柑橘", "合作社", "账本", "斤两"),
            "柑橘合作社统一收购柑橘,账本上记好斤两。",
        ),
        ("三是每月十日为议事日,代表表决。", "", "议事日", (), "每月十日为议事日,代表表决。"),
        # A number within the sentence is no marker of it.
        ("蓄水池2.5万方,浇地1-2次。", "", "蓄水池", (), "蓄水池2.5万方,浇地1-2次。"),
        ("同时还设流动书箱,每周换一次。", "", "书箱", (), "同时还设流动书箱,每周换一次。"),
        # What a label says, where nothing else is said.
        ("二是推行代办员制度。", "二是推行代办员制度", "代办员制度", (), "推行代办员制度。"),
        ("设岗。定责。", "", "设岗定责", (), "设岗。定责。"),
        ("  ", "", "", (), None),
    ],
)
def test_summary(
    text: str, label: str, name: str, keywords: tuple[str, ...], summary: str | None
) -> None:
    assert told(text, label, name, keywords) == summary


def test_summary_of_a_clause_is_the_clause() -> None:
    sentences = list(find_sentences(WATER, find_paragraphs(WATER)))
    start = WATER.index("水质按月")
    end = WATER.index("。", start)
    assert summary_of(WATER, sentences, (start, end), "", ("", ())) == "水质按月公示在村口"
