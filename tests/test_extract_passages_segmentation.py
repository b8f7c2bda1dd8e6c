"""Short articles of many kinds, and the practices that the program finds in each.

corpora/gold/articles.txt: a line "# title" opens an article; ⟦…⟧ holds a practice. What comes of
a practice may be told behind it, so the beginnings are compared.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from spacy.language import Language

GOLD = Path(__file__).parents[1] / "corpora" / "gold" / "articles.txt"
MARK = re.compile("[⟦⟧]")


@dataclass(frozen=True)
class Marked:
    """An article without its marks, and where its practices begin."""

    title: str
    text: str
    starts: list[int]


def read_marked(block: str) -> Marked:
    """The first line is the title; refuses marks that are not closed in order."""
    title, text = block.split("\n", 1)
    if "".join(MARK.findall(text)) != "⟦⟧" * text.count("⟦"):
        raise ValueError(f"{title}: marks are not closed in order")
    before = text.strip().split("⟦")[:-1]
    starts = [len(MARK.sub("", "".join(before[: at + 1]))) for at in range(len(before))]
    return Marked(title, MARK.sub("", text.strip()), starts)


ARTICLES = [read_marked(block) for block in GOLD.read_text(encoding="utf-8").split("# ")[1:]]


@pytest.mark.parametrize("article", ARTICLES, ids=[article.title for article in ARTICLES])
def test_practices(article: Marked, nlp: Language) -> None:
    found = [practice.start for practice in nlp(article.text)._.practices]
    assert [article.text[at : at + 9] for at in found] == [
        article.text[at : at + 9] for at in article.starts
    ]


AIMS = [
    "三年后，村医持证率、卫生室达标率分别达到98%和90%，每千人拥有床位6张。",
    "到2030年，自来水普及率达到98%，漏损率控制在9%以内。",
    "通过三年建设，物资储备点覆盖率达到100%。",
    "“十四五”末，床位达到300张，护理型占比55%。",
]


@pytest.mark.parametrize("body", AIMS)
def test_an_item_that_only_says_what_is_to_be_reached_is_no_measure(
    body: str, nlp: Language
) -> None:
    text = f"一、建立驿站\n镇里建立驿站12个，请来退休教师授课。\n二、健全网络\n{body}\n"
    assert [text[each.start :][:3] for each in nlp(text)._.candidates] == ["镇里建"]
