"""Lines beside the text: those that may be its title, and those that say when and whence."""

import pytest

from textmine.clean.chrome.body import find_body

PROSE = "洪湖市燕窝镇把支部建在莲藕产业链上,组建联合党委三个,带动农户一千二百户,户均增收四千元。"
MORE = "镇里还选派二十名科技特派员驻点,开办田间课堂,培训种植户三千人次,推广新品种八个。"


OUTSIDE = [
    (
        (
            "党员联户的会宁、党员联户的华家岭——记陇中山区一个走了十年的党员联户制度的前世和今生",
            "2014-05-06 09:30 来源:陇原日报",
        ),
        "党员联户的会宁、党员联户的华家岭——记陇中山区一个走了十年的党员联户制度的前世和今生",
    ),
    (
        ("本站小编为大家带来了《2014年燕窝镇支部总结》,希望有所帮助,供大家参考,欢迎下载。",),
        "2014年燕窝镇支部总结",
    ),
]

CRUMBS = [
    ("首页 > 动态 > 会宁:党员联户暖了华家岭", ["会宁:党员联户暖了华家岭"]),
    ("首页 > 新闻中心 来源:陇原网 | 2018-03-04 15:28:18", []),
    ("首页 > 组织工作 > 经验交流", []),
]


@pytest.mark.parametrize(("row", "titles"), CRUMBS)
def test_a_row_of_links_may_end_with_the_title(row: str, titles: list[str]) -> None:
    assert [line.text for line in find_body("\n".join((row, PROSE, MORE))).titles] == titles


@pytest.mark.parametrize(("before", "title"), OUTSIDE)
def test_titles_outside_the_text(before: tuple[str, ...], title: str) -> None:
    found = find_body("\n".join((*before, "打印 关闭", PROSE, MORE))).titles
    assert [line.text for line in found] == [title]


def test_notes_and_titles() -> None:
    body = find_body(
        f"莲藕党支部.docx\n上传时间:2020-01-02\n来源:洪湖组工网\n{PROSE}\n{MORE}\n相关文档\n另一篇.doc"
    )
    assert [line.text for line in body.titles] == ["莲藕党支部.docx"]
    assert [line.text for line in body.notes] == ["上传时间:2020-01-02", "来源:洪湖组工网"]


MENU = ("手机报订阅方式一览", "首页 > 要闻", "手机报订阅方式一览")
STORY = "洪湖莲藕党支部的故事"
HELP = ("在线帮助与使用指南", *["登录"] * 9)
TITLES = [
    ((*MENU, STORY, "2014-08-01 09:12 来源:洪湖组工网", "收藏 分享"), [STORY]),
    ((*MENU, STORY, "example.com.cn 2014年8月1日 09:12 洪湖日报", "收藏 分享"), [STORY]),
    ((*MENU, "登录"), []),
    (HELP, []),
    ((*HELP, "文档编号:1 上传时间:2020-01-02"), [HELP[0]]),
]


@pytest.mark.parametrize(("before", "titles"), TITLES)
def test_lines_that_may_be_the_title(before: tuple[str, ...], titles: list[str]) -> None:
    body = find_body("\n".join((*before, PROSE, MORE)))
    assert [line.text for line in body.titles] == titles
