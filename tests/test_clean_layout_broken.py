"""Lines that a layout broke are joined; what is whole stays."""

import pytest

from tests.lines import lines, texts
from textmine.aligned import AlignedText
from textmine.clean.layout.broken import join_broken, join_pages, unwrap

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


WRAPPED = """  党的建设是乡镇工作的根本保证。今年以来,我乡党委坚
持把抓好党建作为最大政绩,紧紧围绕脱贫攻坚这个中心,
着力建班子、带队伍、打基础,各项工作取得了新的成效。
  在班子建设方面,完善了集体领导与个人分工负责相结
合的制度,全年召开党委会议二十六次,研究重大事项九十
三项,没有出现一起违反议事规则的问题。
  在队伍建设方面,举办培训班八期,选派十二名年轻干
部到村任职,发展党员三十一名,其中女党员十四名,大专
以上学历二十二名,党员队伍的结构进一步得到改善。
  在阵地建设方面,投入资金八十六万元,改建和扩建七
个村的活动场所,配齐桌椅、投影和图书,做到有人管理、
有人使用,成为党员群众愿意去的地方。"""


def test_unwrap() -> None:
    found = unwrap(AlignedText.of(WRAPPED)).text.split("\n")
    assert [line.strip()[:6] for line in found] == [
        "党的建设是乡",
        "在班子建设方",
        "在队伍建设方",
        "在阵地建设方",
    ]
    assert [line[-4:] for line in found] == ["的成效。", "的问题。", "到改善。", "的地方。"]


def test_what_a_library_says_is_not_joined_to_the_last_line() -> None:
    preview = "当前文档最多预览五页,下载文档查看全文"
    torn = WRAPPED.rsplit("\n", 1)[0] + "\n" + preview
    assert unwrap(AlignedText.of(torn)).text.split("\n")[-1] == preview


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


NOT_WRAPPED = [
    "一段很长的话,没有按宽度折行,所以不应当合并。" * 4 + "\n" + "第二段也很长,同样没有折行。" * 5,
    "\n".join(f"第{n}条 各村党支部应当按月公开党务。" for n in "一二三四五六七八九十"),
    "短句\n短句\n短句",
    "",
]


@pytest.mark.parametrize("text", NOT_WRAPPED)
def test_what_is_not_wrapped_stays(text: str) -> None:
    assert unwrap(AlignedText.of(text)).text == text


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("2016\n06/29\n23:46\n\n县里总结了经验。", "2016-06-29 23:46\n\n县里总结了经验。"),
        ("2018\n\n3-07\n09:05:12\n县里总结了经验。", "2018-3-07 09:05:12\n县里总结了经验。"),
        ("2016\n106\n23:46\n县里总结了经验。", "2016\n106\n23:46\n县里总结了经验。"),
    ],
)
def test_a_stacked_date_is_one_line(text: str, whole: str) -> None:
    assert unwrap(AlignedText.of(text)).text == whole
