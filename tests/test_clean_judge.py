"""What an article is as a whole."""

import pytest

from textmine.clean.judge import find_suspicion, is_demo, is_truncated

BODY = ("会宁县推行党员联户制度,全县四千名党员联系农户三万户。", "群众满意率上升。")

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
    ("老支书说,往后", True),
    ("建成养殖基地11个,带动了八千户牧民;", True),
    ("联户组挨家走访,记下了三件急事；", True),
    ("针对这些短板,县里拿出了四条措施:", True),
    ("主要做法如下：", True),
    ("文章类型:", False),
    ("会宁县委办公室,电话:", False),
    ("马占海告诉记者,去", True),
    ("王川,刘洋", False),
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


def test_nothing_is_not_truncated() -> None:
    assert not is_truncated([])


SUSPICIONS = [
    ("村级党建总结范文", BODY, "model text: 范文"),
    ("联户总结", ("我们XX县有党员四千名。",), "placeholder: XX县"),
    ("联户总结", ("××镇党委组织了活动。",), "placeholder: ××镇"),
    ("联户总结", ("姓名:____ 时间:____",), "blank to fill in: ____"),
    ("联户总结(通用3篇)", BODY, "model text: (通用3篇)"),
    ("演示:联户总结", BODY, "demonstration: 演示"),
    ("联户总结（演示）", BODY, "demonstration: 演示"),
    ("会宁县办农机现场演示会", BODY, None),
    ("会宁县创建示范文明村的做法", BODY, None),
    ("会宁县加强规范文件管理", BODY, None),
    ("会宁县建筑模板产业富了一方人", BODY, None),
    ("会宁县打造乡村振兴样板", BODY, None),
    ("精选3篇章促增收", BODY, None),
    ("个人工作总结样本", BODY, "model text: 总结样本"),
    ("入党申请书模板", BODY, "model text: 书模板"),
    ("联户总结", ("办理流程（略）。", *BODY), None),
    ("联户总结", ("满意率达到（略）%。", *BODY), "blank to fill in: （略）"),
    ("联户总结", ("会宁县与5×8小时服务结合,按1:3×2分组。",), None),
    ("联户总结", BODY, None),
    ("联户总结", ("20__年,全县有党员四千名。",), "blank to fill in: 20__年"),
    ("联户办法", ("二○○九年六月十五日",), None),
    ("联户办法", ("本办法自二○一○年起施行。",), None),
    ("联户办法", ("一◯二团和三〇九医院参加。",), None),
    ("联户总结", ("○○县党委组织了活动。",), "placeholder: ○○县"),
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
