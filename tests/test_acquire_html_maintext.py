"""Which lines of a page are its main text."""

from __future__ import annotations

import pytest

from textmine.acquire.html.maintext import choose
from textmine.acquire.html.markup import parse
from textmine.acquire.html.sites import load_sites

EVERY = load_sites().every
PROSE = [
    "全镇推行村企联建，先后建立联合党总支十七个，结对企业十七家，办理各类事项九十件。",
    "镇里把种菜能手、运销大户和农资店里的党员编进一个支部，支部开会不在会议室，就在棚头。",
    "谁家棚里生了虫，能手党员当天到；谁家的菜卖不动，运销党员先拉走再结账，年底一起算。",
]
TEXT = "".join(f"<p>{line}</p>" for line in PROSE)
LINKS = "".join(f'<li><a href="{n}">另一篇很长的新闻题目之{n}</a></li>' for n in "一二三")
OTHER = "别处的一段话，说的是另外一件事情，与这里毫无关系，放在这里凑够字数，看它是否会留下来。"


def chosen(body: str, title: int | None = None, bylines: frozenset[int] = frozenset()) -> list[str]:
    tree = parse(f"<body>{body}</body>")
    return [block.text for block in choose(tree, title, bylines, EVERY)]


@pytest.mark.parametrize(
    "body",
    [
        TEXT,
        f"<ul>{LINKS}</ul><div>{TEXT}</div><ul>{LINKS}</ul>",
        f"<div>{TEXT}<ul>{LINKS}</ul></div>",  # a list of links inside
        f'<div>{TEXT}</div><div class="comments"><p>{OTHER}</p></div>',
        f'<div>{TEXT}<div class="related"><p>{OTHER}</p></div></div>',
        f"<div><p>主页</p><div>{TEXT}</div><p>打印</p></div>",  # lines of the frame
    ],
)
def test_prose_is_kept_and_what_stands_around_it_goes(body: str) -> None:
    assert chosen(body) == PROSE


def test_short_lines_among_the_prose_stay() -> None:
    parts = f"<div><p>一、主要做法</p>{TEXT}<p>二、体会</p><p>{OTHER}</p></div>"
    assert chosen(parts) == ["一、主要做法", *PROSE, "二、体会", OTHER]


def test_neither_the_title_nor_the_byline_is_main_text() -> None:
    page = f"<h1>村企联建</h1><p>来源：某报</p>{TEXT}"
    assert chosen(page, 0, frozenset({1})) == PROSE
    assert chosen(page)[-4:] == ["来源：某报", *PROSE]


def test_a_title_behind_the_prose_is_that_of_another() -> None:
    assert chosen(f"<div>{TEXT}<h1>村企联建</h1><p>某镇。</p></div>", 3)[:3] == PROSE


def test_a_lead_that_stands_apart_is_taken_in_once() -> None:
    lead = f"<div><h1>村企联建</h1><p>{OTHER}</p></div>"
    between = f"<ul>{LINKS * 2}</ul>"
    assert chosen(f"{lead}{between}<div>{TEXT}</div>", 0) == [OTHER, *PROSE]
    again = f"{lead}{between}<div><p>{OTHER}</p>{TEXT}</div>"
    assert chosen(again, 0) == [OTHER, *PROSE]


def test_an_element_of_a_known_name_is_believed_where_it_holds_enough() -> None:
    named = f'<div id="zoom">{TEXT}</div>'
    assert chosen(f"{named}<p>{OTHER}</p>") == PROSE
    little = f'<div id="zoom"><p>{OTHER}</p></div><div>{TEXT * 2}</div>'
    assert chosen(little) == [OTHER, *PROSE, *PROSE]


def test_without_prose_plain_lines_are_the_text() -> None:
    lines = ["石桥镇党建工作先进单位名单", "石桥村党支部", "石门村党支部"]
    body = "".join(f"<p>{line}</p>" for line in lines)
    assert chosen(f"<div>{body}</div><ul>{LINKS}</ul>") == lines
    assert chosen(f"<p>主页</p><div>{body}</div><p>打印</p><ul>{LINKS}</ul>") == lines


def test_short_lines_behind_the_prose_stay_where_they_stand_beside_it() -> None:
    signed = f"<div><div>{TEXT}<p>石桥镇党委</p></div><div><p>打印本页</p></div></div>"
    assert chosen(signed) == [*PROSE, "石桥镇党委"]
