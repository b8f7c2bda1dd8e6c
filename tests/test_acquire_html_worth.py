"""What lines are worth for the main text, and which parts say that they are none."""

from __future__ import annotations

import pytest

from textmine.acquire.html.markup import parse
from textmine.acquire.html.sites import load_sites
from textmine.acquire.html.worth import Marked, is_furniture, mark

PROSE = "全镇推行村企联建，先后建立联合党总支十七个，结对企业十七家，办理事项九十件。"
EVERY = load_sites().every


def element(markup: str) -> bool:
    """Whether the element that a line of this markup stands in is furniture."""
    return is_furniture(parse(markup).blocks[0].node)


@pytest.mark.parametrize(
    ("markup", "furniture"),
    [
        ("<div>甲</div>", False),
        ("<nav>甲</nav>", True),
        ('<div class="nav-left">甲</div>', True),
        ('<div class="navy">甲</div>', False),  # whole words only
        ('<div id="topNav">甲</div>', True),
        ('<div class="ArticleSidebarBox">甲</div>', False),  # a part of an article's name
        ('<div class="LeftSidebarBox">甲</div>', True),
        ('<div class="share-content">甲</div>', False),
        ('<div role="navigation">甲</div>', True),
        ('<div role="main">甲</div>', False),
        ("<div hidden>甲</div>", True),
        ('<div style="color:red;display: none">甲</div>', True),
        ('<div style="color:red">甲</div>', False),
        ('<body class="footer">甲</body>', False),
    ],
)
def test_parts_that_say_that_they_are_furniture(markup: str, furniture: bool) -> None:
    assert element(markup) is furniture


def marked(*lines: str, title: int | None = None, any_line: bool = False) -> Marked:
    tree = parse(f"<body><h1>题名</h1>{''.join(lines)}</body>")
    return mark(tree, title, frozenset(), EVERY, any_line=any_line)


def test_prose_is_worth_its_length_and_links_are_a_loss() -> None:
    prose, link, short = marked(
        f"<p>{PROSE}</p>", '<p><a href="b">更多新闻在这里</a></p>', "<p>某镇</p>"
    ).worth[1:]
    assert (prose, short) == (len(PROSE), -1.0)
    assert link < -8.0


def test_a_line_without_a_stop_counts_where_all_do() -> None:
    line = "<p>" + PROSE.replace("，", "").replace("。", "")[:20] + "</p>"
    assert marked(line).prose == [0.0, 0.0]
    assert marked(line, any_line=True).prose[1] == 10.0


def test_what_stands_in_furniture_is_none_unless_most_of_the_prose_does() -> None:
    little = f'<div class="footer"><p>{PROSE}</p></div><div>{f"<p>{PROSE}</p>" * 3}</div>'
    worth = marked(little).worth
    assert worth[1] < 0 < worth[2]
    most = f'<div class="footer">{f"<p>{PROSE}</p>" * 3}</div><p>{PROSE}</p>'
    assert min(marked(most).worth[1:]) > 0


def test_prose_counts_less_before_the_title_and_after_an_interruption() -> None:
    lines = [f"<p>{PROSE}</p>"] * 2 + ['<p><a href="b">更多新闻在这里</a></p>'] * 6
    plain, titled = marked(*lines, f"<p>{PROSE}</p>"), marked(*lines, f"<p>{PROSE}</p>", title=2)
    assert plain.worth[1] == plain.worth[-1] == len(PROSE)
    assert titled.worth[1] == pytest.approx(0.3 * len(PROSE))
    first = marked(*lines, f"<p>{PROSE}</p>", title=0)
    assert first.worth[1] == first.worth[2] == len(PROSE)
    assert 0 < first.worth[-1] < 0.6 * len(PROSE)


def test_what_a_list_says_of_its_articles_is_no_prose() -> None:
    link = '<p><a href="b">更多新闻在这里</a></p>'
    teased = marked(link, f"<p>{PROSE}</p>", link, f"<p>{PROSE}</p>", link)
    assert [worth for worth in teased.worth if worth > 0] == []
    alone = marked(link, f"<p>{PROSE}</p>", "<p>某镇</p>", "<p>某镇</p>", link)
    assert alone.worth[2] == len(PROSE)


def test_elements_add_up_what_they_hold() -> None:
    found = marked(f"<div><p>{PROSE}</p><p>{PROSE}</p></div>")
    assert found.sums[0] == sum(found.worth)
    assert max(found.sums) == 2 * len(PROSE)
