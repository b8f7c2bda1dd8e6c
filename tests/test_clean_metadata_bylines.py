"""Lines of a head that say who wrote, for whom and when, in any order."""

import pytest

from textmine.aligned import AlignedText
from textmine.clean.metadata.bylines import read_byline
from textmine.clean.metadata.head import read_head_lines
from textmine.clean.metadata.reporters import note_author

TEXT = "近年来,会宁县推行党员联户制度,四千名党员与农户结成对子,群众办事不再跑远路。"

LINES = [
    ("本报记者 马占海  2019-12-06", "马占海", "2019-12-06"),
    ("2023-08-27 02:15 记者马占海/定西报道", "马占海", "2023-08-27"),
    ("【记者马占海/定西报道】 2017-10-29", "马占海", "2017-10-29"),
    ("记者马占海/定西报导", "马占海", None),
    ("【陇上E报马占海、王川/定西报导】", "马占海 王川", None),
    ("陇上晚报／ 记者马占海／定西即时报导", "马占海", None),
    ("【陇上传媒／记者 马占海／定西 报导】", "马占海", None),
    ("(记者马占海、王川/综合报道)", "马占海 王川", None),
    ("【马占海 定西会宁】", "马占海", None),
    ("记者扎西多/定西报导", "扎西多", None),
    ("文/马占海 摄影/王川", "马占海", None),
    ("记者 马占海 摄影 王川", "马占海", None),
    ("记者 马占海 实习生 王川", "马占海", None),
    ("撰文:马占海/定西", "马占海", None),
    ("采写/马 川  2021年7月2日", "马川", "2021-07-02"),
    ("文并摄:扎西多 2022年8月", "扎西多", "2022-08"),
    ("通讯员 雁 南", "雁南", None),
    ("发布日期:2024-01-08   供稿:县委组织部 马 川", "马川", "2024-01-08"),
    ("《陇上青年》2023年11月号 撰文/马占海", "马占海", "2023-11"),
    ("文/马占海 刊于《陇上党建》2016年第5期", "马占海", "2016"),
    ("作者:马占海  《陇上乡土》2022年冬", "马占海", "2022"),
    ("◎陇上农讯 文:马占海 2021/3/15", "马占海", "2021-03-15"),
    ("会宁融媒  扎西多  2022-09-30", "扎西多", "2022-09-30"),
    ("陇上晚报 2013年4月9日 马占海", "马占海", "2013-04-09"),
    ("■ 陇上青年报记者 马占海 2021.10.29", "马占海", "2021-10-29"),
    ("观陇新闻 首席记者 马占海 2025-03-28 10:17:22", "马占海", "2025-03-28"),
    ("《陇上周报》 第1126期  2016年3月25日  文 马占海", "马占海", "2016-03-25"),
    ("来源:陇上基层 采访:本刊记者 马 占海 2019-05-06", "马占海", "2019-05-06"),
    ("甘肃会宁 阿依古丽·买买提 2021-10-15 11:08", "阿依古丽·买买提", "2021-10-15"),
    ("(中共会宁县委组织部供稿 2022年5月)", "中共会宁县委组织部", "2022-05"),
    ("资料提供/会宁县农村发展协会", "会宁县农村发展协会", None),
    ("甘肃会宁  2017年12月21日", None, "2017-12-21"),
    ("陇上周刊 · 走读  2024.05.17", None, "2024-05-17"),
]


@pytest.mark.parametrize(("line", "author", "date"), LINES)
def test_who_and_when(line: str, author: str | None, date: str | None) -> None:
    found = read_byline(line)
    assert found is not None
    assert (found.author, found.date) == (author, date)


NONE = [
    "村里的事大伙说了算",
    "2010年工作总结",
    "会宁县党员联户的做法 2014年5月",
    "龙塘镇2018年政府工作报告",
    "2013年9月会议召开",
    "整理农户档案 登记入册 张榜公布 2012年",
    "作者 会员上传",
    "党员/群众报道",
    "记者来到村里,看见马占海正在修路。",
    "记者马占海走进会宁县华家岭镇的田间地头",
]


@pytest.mark.parametrize("line", NONE)
def test_lines_that_say_more(line: str) -> None:
    assert read_byline(line) is None


def test_such_a_line_is_no_title_and_no_text() -> None:
    lines = ["山货出山记", "文/马占海  《陇上乡村》2019-08", TEXT]
    head = read_head_lines([AlignedText.of(line) for line in lines], ())
    assert (head.author, head.date) == ("马占海", "2019-08")
    assert [line.text for line in head.body] == [TEXT]


@pytest.mark.parametrize(
    ("note", "author"),
    [
        ("2024-09-10 陇上社区报 马 川", "马川"),
        ("作者:马占海 《陇上乡土》2022年冬", "马占海"),
        ("发布时间:2014-05-06 来源:陇原网 编辑:李明", None),
    ],
)
def test_notes_of_a_page(note: str, author: str | None) -> None:
    assert note_author(note) == author
