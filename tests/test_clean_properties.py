"""What holds for every text: clean text stays, nothing but dirt is lost, all reads back."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from textmine.aligned import AlignedText
from textmine.chinese.script import to_simplified
from textmine.clean.characters.glyphs import clean_glyphs
from textmine.clean.layout.broken import join_broken
from textmine.clean.layout.pages import drop_counters, drop_page_marks
from textmine.clean.layout.spaces import close_spaces
from textmine.clean.layout.wrapped import unwrap
from textmine.clean.page import clean_page
from textmine.errors import NoTextError
from textmine.types import Page

SHARED = Path(__file__).parents[2] / "shared"

CLAUSES = (
    "全县选派第一书记126名",
    "建立联合党总支17个",
    "群众满意率达到97.3%",
    "村集体收入突破100万元",
    "党员带头认领责任岗",
    "流动党员就近参加学习",
    "社区党组织每月召开联席会议",
    "“支部+合作社”模式全面推开",
    "2009年以来先后培训1400人次",
    "GDP增长8.5%",
    "有效解决了群众办事难的问题",
    "(含街道)",
)
MARKERS = ("一、", "二、", "(一)", "1、", "2、", "一是", "第一,", "")


@st.composite
def paragraphs(draw: st.DrawFn) -> str:
    marker = draw(st.sampled_from(MARKERS))
    sentences = draw(
        st.lists(st.lists(st.sampled_from(CLAUSES), min_size=1, max_size=4), min_size=1, max_size=4)
    )
    return marker + "".join(",".join(clauses) + "。" for clauses in sentences)


reports = st.lists(paragraphs(), min_size=1, max_size=8).map("\n".join)


@given(reports)
def test_clean_text_stays(text: str) -> None:
    aligned = AlignedText.of(text)
    assert clean_glyphs(aligned) == (aligned, ())
    assert to_simplified(aligned) == aligned
    assert unwrap(aligned) == aligned
    lines = aligned.lines()
    assert join_broken(drop_page_marks(lines)) == lines
    assert [drop_counters(close_spaces(line)) for line in lines] == lines


DIRT = st.sampled_from(
    [
        "\u200b",
        "\u3000",
        " ",
        "\u00a0",
        "\n",
        "\n\n",
        "第3页 共9页",
        "\ufeff",
        "1",
        "，",
        "。。",
        "(gòu)",
        "?",
        "A",
    ]
)


@st.composite
def dirty(draw: st.DrawFn) -> str:
    """A report with dirt at any place."""
    text = draw(reports)
    for _ in range(draw(st.integers(0, 12))):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(DIRT) + text[at:]
    return text


def make_page(source: str) -> Page:
    return Page(
        path="a.txt",
        digest="0" * 64,
        media_type="text/plain",
        source=source,
        body=AlignedText.of(source),
        encoding="utf-8",
    )


def folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


@given(dirty())
@settings(max_examples=150)
def test_every_character_reads_back(source: str) -> None:
    try:
        articles = clean_page(make_page(source))
    except NoTextError:
        return
    for article in articles:
        text = article.text
        for index, character in enumerate(text.text):
            if character == "\n":
                continue
            start, end = text.source_span(index, index + 1)
            assert folded(character) in folded(source[start:end])


@given(dirty())
@settings(max_examples=150)
def test_what_is_left_stands_in_order(source: str) -> None:
    """No character comes from nowhere, none changes its place."""
    try:
        articles = clean_page(make_page(source))
    except NoTextError:
        return
    for article in articles:
        spans = [
            article.text.source_span(i, i + 1) for i, c in enumerate(article.text.text) if c != "\n"
        ]
        assert all(before <= after for before, after in pairwise(spans))


@given(st.text(max_size=400))
def test_any_text_is_taken(source: str) -> None:
    try:
        articles = clean_page(make_page(source))
    except NoTextError:
        return
    assert all(article.text.text.strip() for article in articles)


def real_reports() -> list[Path]:
    return sorted((SHARED / "data" / "city_work_reports" / "txt").glob("*.txt"))[::4]


@pytest.mark.shared
@pytest.mark.parametrize("path", real_reports(), ids=lambda path: path.stem)
def test_real_reports_lose_nothing_but_marks(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    (article,) = clean_page(make_page(source))
    marks = r"\[\d+(?:[,，-]\d+)*\]|\s"
    head = (article.title or "") + (article.author or "")
    expected = re.sub(marks, "", source)
    got = re.sub(marks, "", article.text.text)
    assert len(expected) - len(got) <= len(head) + 60  # byline and occasion
    assert expected.endswith(got[-200:])


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="needs the development data")
@pytest.mark.parametrize("name", ["000-1", "001-1", "002-1", "002-2", "004-1"])
def test_gold_articles_stay(name: str) -> None:
    gold = (SHARED / "eval" / "gold" / f"{name}.txt").read_text(encoding="utf-8").strip()
    (article,) = clean_page(make_page(gold))
    assert re.sub(r"\s", "", article.text.text) == re.sub(r"\s", "", gold)
