"""What an article is as a whole."""

import pytest

from textmine.clean.judge import find_suspicion, is_demo, is_truncated, judge_genre

BODY = ("会宁县推行党员联户制度,全县四千名党员联系农户三万户。", "群众满意率上升。")

GENRES = [
    ("在全县组织部长会议上的讲话", BODY, "speech"),
    ("2014年党员联户工作要点", BODY, "plan"),
    ("党员联户试点工作实施方案", BODY, "plan"),
    ("关于推行党员联户制度的意见", BODY, "regulation"),
    ("党员联户管理办法(试行)", BODY, "regulation"),
    ("社工到村任职有关政策的问答", BODY, "regulation"),
    ("党员联户经验材料", BODY, "case"),
    ("关于党员联户情况的调研报告", BODY, "case"),
    ("党员联户制度的思考", BODY, "paper"),
    ("联户制度何以有效", ("摘要:本文以会宁为例。", *BODY), "paper"),
    ("党员联户暖人心", ("本报会宁讯(记者马占海)近日,会宁县有四千名党员走进农家。",), "news"),
    ("党员联户暖人心", ("昨天上午,县委召开推进会。", "会上表彰了先进。"), "news"),
    ("党员联户暖人心", BODY, "other"),
    ("柳河镇推行流动党员双向联系制度", BODY, "other"),
    ("青塘县探索建立村干部坐班制度", BODY, "case"),
    ("党员联户制度", BODY, "regulation"),
    ("关于建立党员联户制度", BODY, "regulation"),
    ("县委办印发建立党员联户制度的通知", BODY, "regulation"),
    (None, BODY, "other"),
]


@pytest.mark.parametrize(("title", "lines", "genre"), GENRES)
def test_genre(title: str | None, lines: tuple[str, ...], genre: str) -> None:
    assert judge_genre(title, lines) == genre


def test_a_publication_line_speaks_for_news() -> None:
    assert judge_genre("党员联户暖人心", BODY, published=True) == "news"


ENDS = [
    ("积极打造党员服务中心,", True),
    ("先后建立党员教育基地、", True),
    (
        "各支部要按照会议的统一部署,把责任落实到每一名党员,形成一级抓一级、层层抓落实的工作格局并不断总结",
        True,
    ),
    ("第二,在外出党员较", True),
    ("“我家门口有口塘,年年夏天", True),
    ("联系人:王某,电话:0932-0000", False),
    ("会宁县委,2014年5月", False),
    ("群众满意率达到97%。", False),
    ("“党的政策好!”", False),
    ("(作者单位:会宁县委组织部)", False),
    ("2014年5月6日", False),
    ("附件:联户名单", False),
]


@pytest.mark.parametrize(("last", "truncated"), ENDS)
def test_truncated(last: str, truncated: bool) -> None:
    assert is_truncated(["前文。", last]) is truncated


CHAPTER = (
    "一、基本做法",
    "会宁县推行党员联户制度,四千名党员与两万户农户结成对子,群众办事不再跑远路,矛盾在家门口就化解了。",
)
STOPS = [
    ((*CHAPTER, "二、主要成"), True),
    ((*CHAPTER, "(二)流动党员"), True),
    ((*CHAPTER, "二、主要成效", "党员联户是基层治理最管"), True),
    ((*CHAPTER, "二、主要成效", "群众满意率达到97%。"), False),
    ((*CHAPTER, "附:联户党员名单"), False),
    (("联户党员要做到:", "一、常走访", "二、常谈心", "三、常帮忙"), False),
    ((*CHAPTER, "二、联户党员名单", "马占海 王川 扎西多"), False),
]


@pytest.mark.parametrize(("lines", "truncated"), STOPS)
def test_a_heading_heads_something(lines: tuple[str, ...], truncated: bool) -> None:
    assert is_truncated(lines) is truncated


@pytest.mark.parametrize(
    "note", ["[中图分类号] D267 [文献标识码] A", "文章编号:1000-0000(2014)03-0001-02"]
)
def test_a_journal_is_known_by_its_notes(note: str) -> None:
    assert judge_genre("联户制下的村庄", BODY, published=True, notes=("某网", note)) == "paper"


def test_nothing_is_not_truncated() -> None:
    assert not is_truncated([])


SUSPICIONS = [
    ("村级党建总结范文", BODY, "model text: 范文"),
    ("联户总结", ("我们XX县有党员四千名。",), "placeholder: XX县"),
    ("联户总结", ("××镇党委组织了活动。",), "placeholder: ××镇"),
    ("联户总结", ("姓名:____ 时间:____",), "blank to fill in: ____"),
    ("联户总结(通用3篇)", BODY, "model text: (通用3篇)"),
    ("演示:联户总结", BODY, "demonstration: 演示"),
    ("联户总结", ("会宁县与5×8小时服务结合,按1:3×2分组。",), None),
    ("联户总结", BODY, None),
    (None, (), None),
    ("党员联户制度", ("●●街道建立联户制度。",), "placeholder: ●●街道"),
    ("党员联户制度", ("●镇里建立联户制度。",), None),
]


DEMOS = [
    ("(本文为某工具演示文本,内容虚构)", True),
    ("（本文為 example 演示文本，內容虛構）", True),
    ("【本文系测试文档】", True),
    ("本文的演示部分见附件。", False),
    ("会前播放演示文稿。", False),
]


@pytest.mark.parametrize(("text", "demo"), DEMOS)
def test_demonstration(text: str, demo: bool) -> None:
    assert is_demo(f"前文。\n{text}\n") is demo


@pytest.mark.parametrize(("title", "lines", "reason"), SUSPICIONS)
def test_suspicion(title: str | None, lines: tuple[str, ...], reason: str | None) -> None:
    assert find_suspicion(title, lines) == reason
