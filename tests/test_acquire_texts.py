"""A text at hand becomes a page without a file."""

from __future__ import annotations

import hashlib

import pytest

from textmine.acquire.texts import page_of
from textmine.clean.page import clean_page
from textmine.errors import NoTextError, SettingsError, TooLargeError
from textmine.mine import mine
from textmine.settings import AcquireSettings
from textmine.types import Article

TEXT = "青禾镇联建的做法\r\n\r\n今年以来，青禾镇建立村企联合党委十二个，带动农户三百户增收。"


def article_of(text: str, **known: str) -> Article:
    (article,) = clean_page(page_of(text, "letters/17", known=known))
    return article


def test_it_is_kept_as_it_came() -> None:
    page = page_of(TEXT, "letters/17")
    assert (page.path, page.source, page.media_type) == ("letters/17", TEXT, "text/plain")
    assert page.digest == hashlib.sha256(TEXT.encode()).hexdigest()
    assert page.encoding is None  # it came as characters
    assert "\r" not in page.body.text


@pytest.mark.parametrize(
    ("known", "date", "supplied"),
    [({}, None, ()), ({"date": "2021年5月3日"}, "2021-05-03", ("date",))],
)
def test_what_is_known_of_it_fills_its_fields(
    known: dict[str, str], date: str | None, supplied: tuple[str, ...]
) -> None:
    article = article_of(TEXT, **known)
    assert (article.date, article.supplied) == (date, supplied)


def test_what_is_known_outranks_what_it_says() -> None:
    assert article_of(TEXT).title == "青禾镇联建的做法"
    assert article_of(TEXT, title="青禾经验").title == "青禾经验"
    page = page_of(TEXT, known={"url": "http://a.example/1", "site": "某网"})
    assert (page.url, page.site) == ("http://a.example/1", "某网")


def test_markup_is_read_as_such() -> None:
    lines = "".join(f"<p>{line}</p>" for line in TEXT.split())
    page = page_of(f"<html><body>{lines}</body></html>")
    assert (page.media_type, "<" in page.body.text) == ("text/html", False)


def test_a_metric_reads_back_from_it() -> None:
    page = page_of(TEXT, known={"date": "2021"})
    (record,) = mine(page).records
    metric = record.metrics[0]
    assert metric.period == "2021"
    assert page.source[metric.source_start : metric.source_end] == metric.text


def test_what_it_refuses() -> None:
    with pytest.raises(SettingsError, match=r"cannot be supplied; known: title, author, date"):
        page_of(TEXT, known={"day": "2021"})
    with pytest.raises(TooLargeError):
        page_of(TEXT, settings=AcquireSettings(max_characters=10))
    with pytest.raises(NoTextError):
        mine(page_of("\n"))
