"""What must not change a figure: how its digits, years, signs and sentence are written."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.marked import read_marked
from textmine.acquire.texts import page_of
from textmine.mine import mine

GOLD = Path(__file__).parents[1] / "corpora" / "gold" / "metrics.txt"
HEAD = (
    "汉川县抓好乡村治理的做法\n\n近几年，汉川县抓住治理中的难点，一件一件办，群众的满意度逐年提高，"
    "矛盾纠纷少了，来办事的人笑容多了。\n\n"
)
FIGURES = "〇一二三四五六七八九"
SIGNS = str.maketrans("，；：？！", ",;:?!")
QUOTES = str.maketrans("“”", "「」")
PLAIN = str.maketrans("「」％", "“”%")


def percents(text: str) -> str:
    """12% in words, up to ninety-nine."""

    def spelt(match: re.Match[str]) -> str:
        tens, ones = divmod(int(match[1]), 10)
        ten = "十" if tens else ""
        return (
            "百分之" + (FIGURES[tens] if tens > 1 else "") + ten + (FIGURES[ones] if ones else "")
        )

    return re.sub(r"(?<![\d.])([1-9]\d?)%", spelt, text)


WAYS: dict[str, Callable[[str], str]] = {
    "wide digits": lambda text: re.sub(r"\d", lambda d: chr(ord(d[0]) + 0xFEE0), text),
    "blanks": lambda text: re.sub(
        r"(?<=[\u4e00-\u9fff])(?=\d)|(?<=\d)(?=[\u4e00-\u9fff])", " ", text
    ),
    "thousands": lambda text: re.sub(
        r"(?<![\d.])\d{4,6}(?![\d.年])", lambda number: f"{int(number[0]):,}", text
    ),
    "half-width signs": lambda text: text.translate(SIGNS),
    "wide percents": lambda text: text.replace("%", "％"),
    "percents in words": percents,
    "years in words": lambda text: re.sub(
        r"(?:19|20)\d\d(?=年)", lambda year: "".join(FIGURES[int(c)] for c in year[0]), text
    ),
    "corner quotes": lambda text: text.translate(QUOTES),
}
TEXTS = [line.text for line in read_marked(GOLD)]


def figures(text: str) -> list[tuple[object, ...]]:
    record = mine(page_of(HEAD + text, "report", known={"date": "2021-05-03"})).records[0]
    return [
        (
            each.value, each.value_max, each.unit, each.modifier, each.change and each.change.kind,
            each.indicator and each.indicator.translate(PLAIN), each.action, each.role,
            each.period, each.place,
        )
        for each in record.metrics
    ]  # fmt: skip


@pytest.fixture(scope="module")
def plainly() -> dict[str, list[tuple[object, ...]]]:
    return {text: figures(text) for text in TEXTS}


@pytest.mark.parametrize("way", WAYS)
def test_figures_written_in_another_way(
    way: str, plainly: dict[str, list[tuple[object, ...]]]
) -> None:
    written = {text: WAYS[way](text) for text in TEXTS}
    changed = [text for text, other in written.items() if other != text]
    assert changed
    assert [text for text in changed if figures(written[text]) != plainly[text]] == []
