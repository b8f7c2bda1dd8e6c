"""Tables of contents, references and their marks."""

import pytest

from tests.lines import lines
from textmine.clean.layout.contents import drop_contents, drop_references, drop_translation

CONTENTS = [
    (
        (
            "目 录",
            "一、背景……………1",
            "二、做法…………3",
            "一、背景",
            "正文一。",
            "二、做法",
            "正文二。",
        ),
        ["一、背景", "正文一。", "二、做法", "正文二。"],
    ),
    (
        (
            "第一章 总则...........(1)",
            "第二章 组织..........(4)",
            "第一章 总则",
            "为了管理,制定本办法。",
        ),
        ["第一章 总则", "为了管理,制定本办法。"],
    ),
    (
        ("目录", "基本情况", "主要做法", "基本情况", "全乡九个村。", "主要做法", "抓三件事。"),
        ["基本情况", "全乡九个村。", "主要做法", "抓三件事。"],
    ),
    (("目录", "基本情况\t1", "主要做法\t2", "全乡九个村。"), ["全乡九个村。"]),
    (
        ("目录一、背景………1二、做法………3三、建议………5近年来,全市推行网格化管理。",),
        ["近年来,全市推行网格化管理。"],
    ),
    (("投入资金\t20", "培训人次\t300"), ["投入资金\t20", "培训人次\t300"]),
    (("他说……三年后再看3",), ["他说……三年后再看3"]),
    (("完善收费目录。", "列入目录12项。"), ["完善收费目录。", "列入目录12项。"]),
]


@pytest.mark.parametrize(("before", "after"), CONTENTS)
def test_drop_contents(before: tuple[str, ...], after: list[str]) -> None:
    assert [line.text for line in drop_contents(lines(*before))] == after


TEXT = ("合作社超过百万家[1],党组织覆盖不足一成[2]35。", "应当重视[3,4]。", "建议试点。")

REFERENCES = [
    (
        (*TEXT, "参考文献", "[1] 某某. 乡村经济[M]. 2014.", "[2] 某某. 组织力[J]. 2015(2)."),
        ["合作社超过百万家,党组织覆盖不足一成。", "应当重视。", "建议试点。"],
    ),
    (
        (*TEXT, "[1]某某:《乡村经济》,某社2014年版。", "[2]某某:《组织力》,《某刊》2015年第2期。"),
        ["合作社超过百万家,党组织覆盖不足一成。", "应当重视。", "建议试点。"],
    ),
    (
        ("社员增加①。", "收入增长②。", "值得推广。", "注释:", "①据年报。", "②据统计局。"),
        ["社员增加。", "收入增长。", "值得推广。"],
    ),
    (("推行四步:①提议;②商议;③审议;④决议。",), ["推行四步:①提议;②商议;③审议;④决议。"]),
    (("县发〔2012〕3号文件要求〔1〕落实。",), ["县发〔2012〕3号文件要求落实。"]),
    (("[1]加强领导。", "[2]强化保障。"), ["[1]加强领导。", "[2]强化保障。"]),
    (
        ("他查阅参考文献三十种。", "写成报告。", "报送市委。"),
        ["他查阅参考文献三十种。", "写成报告。", "报送市委。"],
    ),
]


@pytest.mark.parametrize(("before", "after"), REFERENCES)
def test_drop_references(before: tuple[str, ...], after: list[str]) -> None:
    assert [line.text for line in drop_references(lines(*before))] == after


ITEMS = [
    ("3.龙门村2012年启动二期改造,新建道路5公里。", "4.石门镇2013年完成三期工程。"),
    ("3.龙门村2012年举办培训班3期,培训500人。", "4.石门镇2013年出墙报两版,人人看。"),
    ("3.2011年至2012年一期租地,每亩五百元。", "4.2013年二期项目落地。"),
]


@pytest.mark.parametrize("items", ITEMS)
def test_items_that_tell_a_year_are_no_references(items: tuple[str, str]) -> None:
    before = ("近年来,全镇推行网格化管理。", "主要项目如下:", *items)
    assert [line.text for line in drop_references(lines(*before))] == list(before)


TEXT = "近年来,全镇推行网格化管理,办结实事三百件。"
TRANSLATED = [
    (
        (TEXT, "Grids in the Town", "In recent years the town has been divided into 42 grids."),
        [TEXT],
    ),
    ((TEXT, "Abstract: The grids of a town and what came of them in the last years."), [TEXT]),
    (
        (
            "Grids in the Town",
            "Abstract: In recent years the town has been divided into 42 grids.",
            "Key words: grids; town",
            TEXT,
        ),
        [TEXT],
    ),
    ((TEXT, "E-mail: town@example.cn"), [TEXT, "E-mail: town@example.cn"]),
    (("The grids of a town, and what came of them in the last ten years of work.", TEXT),) * 2,
]


@pytest.mark.parametrize(("before", "after"), TRANSLATED)
def test_drop_translation(before: tuple[str, ...], after: list[str]) -> None:
    assert [line.text for line in drop_translation(lines(*before))] == list(after)
