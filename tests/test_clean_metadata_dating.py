"""The date of an article by its own words."""

from __future__ import annotations

import pytest

from textmine.clean.metadata.dating import (
    enacted_date,
    labelled_date,
    notice_date,
    tail_date,
    title_date,
)

BODY = "全镇推行村企联建，先后建立联合党总支十七个，结对企业十七家，办理事项九十件。"


@pytest.mark.parametrize(
    ("notes", "date"),
    [
        (("索引号：123", "成文日期：2012年5月3日"), "2012-05-03"),
        (("发文时间: 2012-05-03",), "2012-05-03"),
        (("印发日期：2012年5月",), "2012-05"),
        (("浏览次数：12", "发布时间：2012年5月3日"), None),  # the site's, not the document's
        (("成文日期：见附件2012年5月3日",), None),
        ((), None),
    ],
)
def test_labelled_date(notes: tuple[str, ...], date: str | None) -> None:
    assert labelled_date(notes) == date


@pytest.mark.parametrize(
    ("tail", "date"),
    [
        (("二〇一二年五月三日",), "2012-05-03"),
        (("石桥镇人民政府", "2012年5月3日"), "2012-05-03"),
        (("石桥镇人民政府 2012年5月3日",), "2012-05-03"),
        (("中共石桥镇委员会（2012年5月）",), "2012-05"),
        (("我们2012年5月3日",), None),
        (("石桥镇人民政府 2012年5月3日印发",), None),
        (("石桥镇人民政府",), None),
        (("2012年5月3日", "2013年6月"), "2013-06"),  # the last one
    ],
)
def test_tail_date(tail: tuple[str, ...], date: str | None) -> None:
    assert tail_date((BODY, *tail)) == date


NOTICE = "关于印发《石桥镇党建三年行动方案》的通知"
SIGNED = (BODY, "石桥镇人民政府", "2012年5月3日", "石桥镇党建三年行动方案", BODY)


@pytest.mark.parametrize(
    ("title", "lines", "date"),
    [
        (NOTICE, SIGNED, "2012-05-03"),
        ("石桥镇党建三年行动方案", SIGNED, None),
        (None, SIGNED, None),
        (NOTICE, (BODY, "2012年5月3日", BODY), None),  # nobody signs
        (NOTICE, (f"{BODY}现将方案印发给你们，请遵照执行。", "2012年5月3日", BODY), "2012-05-03"),
        (NOTICE, ("石桥镇人民政府", "20120503", BODY), "2012-05-03"),
        (NOTICE, ("石桥镇人民政府", "20121503", BODY), None),
    ],
)
def test_notice_date(title: str | None, lines: tuple[str, ...], date: str | None) -> None:
    assert notice_date(title, lines) == date


@pytest.mark.parametrize(
    ("title", "date"),
    [
        ("2010年党建工作总结", "2010"),
        ("石桥镇2010年5月工作简报", "2010-05"),
        ("2010-2012年工作规划", None),
        ("2010年至2012年党建工作", None),
        ("2009年工作总结和2010年工作打算", "2010"),
        ("12010年的事", None),
        ("党建工作总结", None),
        (None, None),
    ],
)
def test_title_date(title: str | None, date: str | None) -> None:
    assert title_date(title) == date


ORDERED = "《石桥县村庄规划管理办法》已经县政府常务会议通过，现予公布，自公布之日起施行。"


@pytest.mark.parametrize(
    ("above", "date"),
    [
        ((f"{BODY}现印发你们，请遵照执行。", "二○○九年六月十五日"), "2009-06-15"),
        (
            ("现转发给你们，请结合实际贯彻落实。", "石桥县人民政府办公室", "2005年6月28日"),
            "2005-06-28",
        ),
        ((ORDERED, "县长", "二○一○年十二月二十五日"), "2010-12-25"),
        ((ORDERED, "自治州州长 扎西", "1997年7月23日"), "1997-07-23"),
        ((ORDERED, "省长 王川", "1988年1月5日"), "1988-01-05"),
        ((ORDERED, "1999年4月2日"), "1999-04-02"),
        ((f"{ORDERED}附办事指南。", "县长热线电话", "1999年4月2日"), None),
        ((ORDERED, "县长", "第一章总则"), None),
        ((BODY, "县长", "1999年4月2日"), None),  # nothing is handed down
    ],
)
def test_an_order_is_signed_above_what_it_brings(above: tuple[str, ...], date: str | None) -> None:
    assert notice_date("石桥县村庄规划管理办法", (*above, "第一条为规范村庄规划。")) == date


@pytest.mark.parametrize(
    ("first", "date"),
    [
        ("（1997年7月23日石桥省人民政府令第82号发布）", "1997-07-23"),
        ("(2003年5月9日县第十二届人民代表大会第一次会议通过)", "2003-05-09"),
        ("（2011年12月1日州政府批准 自2012年1月1日起施行）", "2011-12-01"),
        ("（2011年12月1日，县城）", None),
        ("2003年5月9日县里通过了方案。", None),
    ],
)
def test_when_a_rule_was_passed(first: str, date: str | None) -> None:
    assert enacted_date((first, "第一条为规范村庄规划。")) == date
