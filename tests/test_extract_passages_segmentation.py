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
