"""What a page says of its title, author, date, issuer and address, and where it stands."""

from __future__ import annotations

from dataclasses import replace

import pytest

from textmine.acquire.html.candidates import Choice, find_address, find_candidates
from textmine.acquire.html.markup import parse
from textmine.acquire.html.sites import load_sites

EVERY = load_sites().every
TEXT = "<p>全镇推行村企联建，先后建立联合党总支十七个。</p>"


def found(
    head: str, body: str = TEXT, *, title: int | None = None, kind: str = ""
) -> list[tuple[str, str, str]]:
    """Field, value and origin of every candidate; the last line is the main text."""
    tree = parse(f"<html><head>{head}</head><body>{body}</body></html>")
    choice = Choice(tree, replace(EVERY, kind=kind), title, tree.blocks[-1:])
    candidates = list(find_candidates(choice))
    for each in candidates:
        assert each.source_start is not None
        assert each.value in tree.source[each.source_start : each.source_end]
    return [(each.field, each.value, each.origin) for each in candidates]


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<title>村企联建_某县新闻网</title>", "村企联建"),
        ("<title>村企联建 - 某网</title>", "村企联建"),
        ("<title>村企-联建的三年行动-某县新闻网</title>", "村企-联建的三年行动"),
        ("<title>村企联建</title>", "村企联建"),
    ],
)
def test_a_title_goes_before_the_name_of_the_site(head: str, title: str) -> None:
    assert found(head) == [("title", title, "title")]


def test_the_heading_comes_first() -> None:
    said = found("<title>村企联建_某网</title>", f"<h1>村企 联建</h1>{TEXT}", title=0)
    assert said == [("title", "村企 联建", "heading"), ("title", "村企联建", "title")]


METAS = [
    ('name="author" content="张三"', ("author", "张三")),
    ('name="Author" content="作者：张三"', ("author", "张三")),
    ('name="author" content="12345"', None),  # the number of an editor
    ('name="ContentSource" content="某日报"', ("issuer", "某日报")),
    ('property="article:published_time" content="2012-05-03"', ("date", "2012-05-03")),
    ('itemprop="datePublished" content="2012-05-03"', ("date", "2012-05-03")),
    ('property="og:url" content="https://a.cn/b.html"', ("url", "https://a.cn/b.html")),
    ('property="og:url" content="https://a.cn/"', None),  # of the site, not the page
    ('name="keywords" content="党建"', None),
    ('name="author" content=""', None),
]


@pytest.mark.parametrize(("meta", "candidate"), METAS)
def test_metas(meta: str, candidate: tuple[str, str] | None) -> None:
    expected = [] if candidate is None else [(*candidate, "meta")]
    assert found(f"<meta {meta}>") == expected


def test_bylines_before_and_behind_the_text_are_read() -> None:
    line = "<p>来源：某日报　作者：张三　2012-05-03</p>"
    stated = {("issuer", "某日报"), ("author", "张三"), ("date", "2012-05-03")}
    said = found("", f"<h1>村企联建</h1>{line}{TEXT}", title=0)[1:]
    assert {(field, value) for field, value, origin in said if origin == "byline"} == stated
    tree = parse(f"<body>{TEXT}{line}</body>")
    behind = find_candidates(Choice(tree, EVERY, None, tree.blocks[:1]))
    assert {(each.field, each.value) for each in behind} == stated


def test_the_date_of_a_library_is_that_of_an_upload() -> None:
    script = '<script>var a = {"datePublished": "2012-05-03"}</script>'
    line = "<p>作者：张三　2012-05-04</p>"
    assert ("date", "2012-05-03", "script") in found(script)
    dates = [each for each in found(script, line + TEXT, kind="library") if "date" in each[0]]
    assert dates == [("site_date", "2012-05-04", "byline"), ("site_date", "2012-05-03", "script")]


def test_a_mark_of_secrecy_beside_the_text_is_told_unless_it_is_a_link() -> None:
    assert found("", f"<p>内部资料 注意保存</p>{TEXT}") == [
        ("secrecy", "内部资料 注意保存", "margin")
    ]
    assert found("", f'<p><a href="b">内部资料 注意保存</a></p>{TEXT}') == []


@pytest.mark.parametrize(
    ("source", "address"),
    [
        ("<!-- saved from url=(0021)https://a.cn/b.html -->", "https://a.cn/b.html"),
        ('<link rel="canonical" href="https://a.cn/c.html">', "https://a.cn/c.html"),
        ('<link rel="canonical" href="/c.html">', None),
        ('<meta property="og:url" content="https://a.cn/d.html">', "https://a.cn/d.html"),
        ('<meta property="og:url" content="https://a.cn">', None),
        ('<meta property="og:title" content="https://a.cn/d.html">', None),
    ],
)
def test_the_address_by_the_page_s_own_word(source: str, address: str | None) -> None:
    assert find_address(parse(f"{source}<p>甲</p>")) == address
