"""What kind of document an article is."""

import pytest

from textmine.clean.genre import genre_of_title, genre_rules, judge_genre

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


@pytest.mark.parametrize("name", genre_rules())
def test_a_rule_matches_what_it_says(name: str) -> None:
    rule = genre_rules()[name]
    assert [text for text in rule.yes if not rule.pattern.search(text)] == []
    assert [text for text in rule.no if rule.pattern.search(text)] == []


SPOKEN = [
    ("各位代表:", "现在,我代表抚州市人民政府向大会报告工作,请予审议。"),
    (
        "现在，我代表县人民政府，向大会作政府工作报告，请予审议，并请县政协委员提出意见。",
        "一、2011年工作回顾",
    ),
    ("主任、各位副主任、各位委员:", "我受海西州人民政府委托,就财政决算作如下报告。"),
    ("同志们：", "这次会议的任务是部署今冬明春的农田水利建设。"),
    ("各位领导、同志们:大家好!", "我们柞水县石瓮镇的做法是三句话。"),
    ("尊敬的各位委员:", "受州政协常委会委托,我作提案工作情况的报告。"),
    ("(2007年3月14日)", "各位代表：", "我代表镇人民政府作工作报告。"),
    ("今天的会开得很好。下面,我讲三点意见。", "一、认识要到位"),
    ("同学们、同志们:", "这堂党课我讲四个问题。"),
    ("我代表宕昌县委向会议汇报驻村帮扶工作。", "一年来,全县选派干部四百名。"),
]


@pytest.mark.parametrize("lines", SPOKEN)
@pytest.mark.parametrize("title", [None, "2011年政府工作报告", "凝心聚力再出发"])
def test_who_calls_listeners_speaks(title: str | None, lines: tuple[str, ...]) -> None:
    assert judge_genre(title, lines) == "speech"


UNTITLED = [
    (("为建好农家书屋,结合我镇实际,特制定本实施方案。", "一、目标任务"), "plan"),
    (("一、建强阵地。(牵头单位:县委组织部)", "二、选好书记。(责任单位:各乡镇党委)"), "plan"),
    (("现制定2016年支部工作要点如下:", "一、抓学习"), "plan"),
    (("各乡镇党委,县直各党组:", "现将有关事项通知如下:", "一、时间"), "regulation"),
    (("第一条为规范村级财务,制定本办法。", "第二条村集体收支按月公开。"), "regulation"),
    (("《牧区草场管护办法》已经州长办公会议通过,现印发给你们,请遵照执行。",), "regulation"),
    (("三月八日,街道办事处组织换届。现将工作情况汇报如下:", "一、周密部署"), "case"),
    (("近年来,墨玉县坚持把支部建在合作社里,推行党员包片联户。",), "case"),
    (("我局聚焦办事难,探索“一窗通办”,健全首问负责制,狠抓作风建设。",), "case"),
    (("换届以来,沿河县思渠镇党委围绕柑橘产业,选派三十名党员驻村。",), "case"),
    (("“今年的枣卖了两万多块。”佳县泥河沟村的老武说。", "村里去年通了柏油路。"), "news"),
    (("问:合作社怎么分红?", "答:按股。", "问:谁来监督?", "答:监事会。"), "news"),
    (("走进乌兰察布的马铃薯田,机声隆隆。", "嘎查书记巴图告诉记者,收成不错。"), "news"),
    (("海晏县青海湖乡的牧民日前搬进了新居。", "新居通了水电。"), "news"),
    (("天刚亮,鱼市就开了张。", "“先来的有好鱼!”老板娘笑着说。"), "news"),
    (("历史沿革[编辑]", "该县设立于1951年。"), "other"),
    (("山上有树,树下有人。", "风一吹,叶子就落。"), "other"),
]


@pytest.mark.parametrize(("lines", "genre"), UNTITLED)
def test_a_text_without_a_title_tells_its_kind(lines: tuple[str, ...], genre: str) -> None:
    assert judge_genre(None, lines) == genre


TITLES = [
    ("永顺县人民政府办公室关于印发《油茶产业三年行动计划》的通知", "plan"),
    ("关于印发社区养老服务实施方案(2020—2022年)的通知", "plan"),
    ("市委办转发组织部《关于加强村干部管理的意见》的通知", "regulation"),
    ("关于印发《牧区草场管护办法》的通知", "regulation"),
    ("2013年工作总结及2014年工作打算", "case"),
    ("2008年党建工作总结和2009年工作计划", "case"),
    ("2014年工作计划", "plan"),
    ("关于加强村(社区)干部队伍建设的意见(试行)", "regulation"),
    ("洪洞县安全生产工作情况", "case"),
    ("全镇秸秆禁烧开展情况", "case"),
    ("情系山乡", None),
    (None, None),
]


@pytest.mark.parametrize(("title", "genre"), TITLES)
def test_the_kind_that_a_title_names(title: str | None, genre: str | None) -> None:
    assert genre_of_title(title) == genre


def test_a_body_reports_on_its_own_work() -> None:
    assert judge_genre("党员联户暖人心", BODY, reports=True) == "case"


def test_an_open_letter_is_no_speech() -> None:
    assert judge_genre(None, ("尊敬的家长:", "暑假将至,请看好孩子。")) == "other"


@pytest.mark.parametrize(
    "note", ["[中图分类号] D267 [文献标识码] A", "文章编号:1000-0000(2014)03-0001-02"]
)
def test_a_journal_is_known_by_its_notes(note: str) -> None:
    assert judge_genre("联户制下的村庄", BODY, published=True, notes=("某网", note)) == "paper"
