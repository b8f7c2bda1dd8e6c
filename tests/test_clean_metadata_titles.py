"""What a title looks like: scores of lines, titles in two lines, what is cut away."""

from __future__ import annotations

import pytest

from textmine.aligned import AlignedText
from textmine.clean.metadata.titles import begins_title, likeness, tidy, title_score

NO_TITLES = [
    "2012年5月3日",
    "张三",
    "——某县的做法",  # a subtitle
    "(2024年1月16日在某市人民代表大会上)",
    "关键词：党建",
    "主要做法",
    "同志们，朋友们！",
    "第3版：要闻",
    "做法",
]


@pytest.mark.parametrize("line", NO_TITLES)
def test_lines_that_are_no_titles(line: str) -> None:
    assert title_score(line, ()) == 0.0


@pytest.mark.parametrize(
    "line", ["分类施策促增收", "专题调研促发展", "更多群众走上致富路", "标签化管理助治理"]
)
def test_titles_that_begin_like_a_column(line: str) -> None:
    assert title_score(line, ()) > 1.0


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ("关于推行村企联建的报告", "村里的一些新鲜事情哪"),  # it ends like one
        ("石桥镇把支部建在产业链上", "石桥镇人民政府办公室"),  # a body
        ("石桥镇把支部建在产业链上", "石桥镇支部"),
    ],
)
def test_of_two_lines_one_is_the_likelier_title(better: str, worse: str) -> None:
    assert title_score(better, ()) > title_score(worse, ())


def test_a_line_that_the_page_is_called_by_is_the_likeliest() -> None:
    plain, named = "石桥镇把支部建在产业链上", "果农们的一天从棚头开始"
    assert title_score(named, ("果农们的一天从棚头开始_某网",)) > title_score(plain, ()) + 2


@pytest.mark.parametrize(
    ("text", "hint", "share"),
    [
        ("村企联建", "村企联建", 1.0),
        ("村企联建", "村企联建新闻网站", 0.5),
        ("村企", "村企联建新闻网站", 0.25),  # short, but whole
        ("村企分建", "村企联建新闻网站", 0.0),
        ("", "村企联建", 0.0),
        ("村企联建", "", 0.0),
    ],
)
def test_likeness(text: str, hint: str, share: float) -> None:
    assert likeness(text, hint) == share


TWO_LINES = [
    # The second line alone ends like a title.
    ("石桥镇深入推进基层党组织规范化", "三年行动的实施方案", True),
    ("石桥镇深入推进基层党组织规范化的报告", "三年行动的实施方案", False),
    ("石桥镇深入推进基层党组织规范化", "全镇干部都到了村里", False),
    ("石桥镇深入推进基层党组织规范化", "近年来我镇的实施方案", False),
    ("石桥镇深入推进基层党组织规范化", "——三年行动的实施方案", False),
    ("石桥镇支部", "三年行动的实施方案", False),  # the name of a column
    ("谁来养老谁来管事谁来服务？", "三年行动的实施方案", False),
    ("石桥镇深入推进基层党组织规范化", "长" * 61 + "实施方案", False),
    # A title within the title, a dash at the end of the line.
    ("石桥镇关于印发《石桥镇基层", "党建三年行动计划》", True),
    ("石桥镇深入推进基层党组织规范化——", "从棚头支部说起", True),
    # Where, and what: whatever the second line ends with.
    ("江南省石桥市：", "“六联”共治老街区", True),
    ("江南省石桥市：", "全镇干部都到了村里。", False),
    ("石桥镇深入推进基层党组织规范化", "江南省石桥市：三年行动的实施方案", False),
]


@pytest.mark.parametrize(("before", "after", "one"), TWO_LINES)
def test_two_lines_of_one_title(before: str, after: str, one: bool) -> None:
    assert begins_title(before, after, first=True) is one


def test_only_the_first_line_begins_a_title() -> None:
    before, after, _ = TWO_LINES[0]
    assert not begins_title(before, after, first=False)
    assert begins_title("江南省石桥市：", "“六联”共治老街区", first=False)


@pytest.mark.parametrize(
    ("title", "tidied"),
    [
        ("石桥镇 把支部建在 产业链上*", "石桥镇把支部建在产业链上"),
        ("石桥镇※ 推行 Party Day 活动", "石桥镇推行Party Day活动"),
        # Two parts keep one space, whatever stood between them.
        ("石桥镇：支部引路聚人心　 抱团发展促增收", "石桥镇：支部引路聚人心 抱团发展促增收"),
        ("市委组织部 市财政局印发《办法》", "市委组织部 市财政局印发《办法》"),
        ("“红色驿站”暖新业 骑手入群报到来", "“红色驿站”暖新业 骑手入群报到来"),
        ("石桥镇推进“红色驿站” 建设的几点体会", "石桥镇推进“红色驿站”建设的几点体会"),
        ("石桥镇建强水果产业 党组织的探索与启示", "石桥镇建强水果产业党组织的探索与启示"),
        ("村企结对17年 富了三个薄弱村", "村企结对17年 富了三个薄弱村"),
        ("联村 联企 联户", "联村联企联户"),
        ("统 筹 城 乡 党 建", "统筹城乡党建"),
        ("石桥镇关于推行村企联建\n工作情况的报告", "石桥镇关于推行村企联建工作情况的报告"),
        ("推进基层党组织 的若干做法", "推进基层党组织的若干做法"),
        ("石桥镇村企联建的调查 ——以三个村为例", "石桥镇村企联建的调查——以三个村为例"),
    ],
)
def test_tidy(title: str, tidied: str) -> None:
    assert tidy(AlignedText.of(title)).text == tidied
