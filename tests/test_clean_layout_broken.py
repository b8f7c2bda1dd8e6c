"""Lines that a layout broke are joined; what is whole stays."""

import pytest

from tests.lines import lines, texts
from textmine.aligned import AlignedText
from textmine.clean.layout.broken import join_broken, join_pages

JOINED = [
    (
        (
            "根据中共",
            "会宁县委组织部、中共",
            "会宁县委",
            "农村工作办公室印发的联户意见,全县选派党员四千名。",
        ),
        ["根据中共会宁县委组织部、中共会宁县委农村工作办公室印发的联户意见,全县选派党员四千名。"],
    ),
    (
        (
            "全县十二个乡镇的党员联户名册已经全部报齐。县里为此安排专项经费六十万元,其中党费20万元",
            "本报讯(记者 马占海)昨天,县里召开党员联户工作推进会。",
        ),
        [
            "全县十二个乡镇的党员联户名册已经全部报齐。县里为此安排专项经费六十万元,其中党费20万元",
            "本报讯(记者 马占海)昨天,县里召开党员联户工作推进会。",
        ],
    ),
    (
        ("镇党委把党员冬训作为必修课。各支部围绕产业发", "展设计课程,集中授课二十场次。"),
        ["镇党委把党员冬训作为必修课。各支部围绕产业发展设计课程,集中授课二十场次。"],
    ),
    (
        ("县里先后出台扶持政策、", "奖补办法和考核细则,形成制度体系。"),
        ["县里先后出台扶持政策、奖补办法和考核细则,形成制度体系。"],
    ),
    (("全县共有党员3.1万名", ",占人口的4.6%。"), ["全县共有党员3.1万名,占人口的4.6%。"]),
    (
        (
            "以组织振兴为引领,推动农村集体经济提质增效",
            "近年来,全镇盘活闲置校舍九处,租金收入百万元。",
        ),
        [
            "以组织振兴为引领,推动农村集体经济提质增效",
            "近年来,全镇盘活闲置校舍九处,租金收入百万元。",
        ],
    ),
    (
        ("会议听取了情况汇报。会议强调,要抓紧", "一、统一思想认识", "要把思想统一到部署上来。"),
        ["会议听取了情况汇报。会议强调,要抓紧", "一、统一思想认识", "要把思想统一到部署上来。"],
    ),
    (("第一段说完了。", "第二段接着说。"), ["第一段说完了。", "第二段接着说。"]),
    (("项目\t目标", "新建\t20"), ["项目\t目标", "新建\t20"]),
    # A heading that has lost its number begins a line; a list does not.
    (
        ("村里缺一条出村的路。", "、主要做法", "党员带头让地,两个月修通。"),
        ["村里缺一条出村的路。", "、主要做法", "党员带头让地,两个月修通。"],
    ),
    (("全村种植茶叶", "、油茶三百亩。"), ["全村种植茶叶、油茶三百亩。"]),
]


@pytest.mark.parametrize(("before", "after"), JOINED)
def test_join_broken(before: tuple[str, ...], after: list[str]) -> None:
    assert texts(join_broken(lines(*before))) == after


PAGES = [
    (("县里每年培训能手六百人次,选派科技特", "派员八十名驻村,推广新品种八个。"), True),
    (("县里每年培训能手六百人次。", "选派科技特派员八十名驻村,推广新品种八个。"), False),
    (("二、抓队伍,党员领着群众干", "县里每年培训党员致富能手六百人次。"), False),
    (("三点启示", "产业发展到哪里,党组织就要建到哪里。"), False),
    (("全镇十六个村与九家企业结成对子,企业出", "二、抓队伍。每年培训六百人次。"), False),
]


@pytest.mark.parametrize(("lines", "one"), PAGES)
def test_a_sentence_goes_on_over_a_page(lines: tuple[str, str], one: bool) -> None:
    given = [AlignedText.of(line) for line in lines]
    joined = [line.text for line in join_pages(given, (False, True))]
    assert joined == (["".join(lines)] if one else list(lines))
    assert len(join_pages(given, (False, False))) == 2
