"""Who wrote it, by the dateline, the end and the notes of the page."""

import pytest

from tests.lines import lines
from textmine.aligned import AlignedText
from textmine.clean.metadata.reporters import (
    dateline_author,
    drop_credits,
    drop_dateline,
    drop_signature,
    note_author,
    signed_author,
)

TEXT = "近年来,会宁县推行党员联户制度,四千名党员联系农户三万户。"


DATELINES = [
    ("(观海中区新闻)【记者马占海／台东报导】县府推动老人共餐，乡亲都说好。", "马占海"),
    ("〔记者马占海/高雄综合报导〕市府推动老人共餐，乡亲都说好。", "马占海"),
    ("(中央社记者马占海台中15日电)市府推动老人共餐，乡亲都说好。", "马占海"),
    ("（中央社记者马占连江县29日电）县府推动老人共餐，乡亲都说好。", "马占"),
    ("【志工们／马占海】县府推动老人共餐，乡亲都说好，乡长也来了。", None),
    ("本报会宁讯(通讯员马占海王小川)近日,县里总结了党员联户的经验。", "马占海 王小川"),
    ("本报会宁讯(记者何田 通讯员欧阳川 贾立)近日,县里总结了经验。", "何田 欧阳川 贾立"),
    ("陇新网会宁1月8日电 (马占海)“十三五”时期,县里建成便民服务点三百个。", "马占海"),
    ("【陇上商报讯】记者马占海 实习记者王川报道:县里总结了党员联户的经验。", "马占海 王川"),
    ("本报讯 记者马占海报道 5月5日,记者来到会宁县华家岭镇采访党员联户。", "马占海"),
    ("陇原网会宁站5月6日讯(通讯员 马占海 阚小川)今年以来,会宁县推行联户。", "马占海 阚小川"),
    ("本报会宁讯(通讯员会组宣)一面面党旗在项目一线飘起来。", "会组宣"),
    ("本报讯 记者从会宁县委组织部获悉,全县推行党员联户制度已满三年。", None),
    ("陇新网会宁1月8日电 (华家岭镇)去年全镇建成便民服务点三十个。", None),
    ("会宁县(含华家岭林区)有记者站,本报讯息由其编发,每周两期。", None),
    ("镇里的电(灌)站建成后,三千亩旱地变成了水浇地,亩均增收四百元。", None),
]


@pytest.mark.parametrize(("opening", "author"), DATELINES)
def test_dateline(opening: str, author: str | None) -> None:
    assert dateline_author(lines(opening, TEXT)) == author


LATER = [
    (("07-27 17:23", "本报讯(记者 马占海)近日,会宁县总结了党员联户的经验。"), "马占海"),
    ((TEXT, "本报讯 (记者 马占海) 记者昨天获悉,县里将再选派一批干部。"), "马占海"),
    ((TEXT, "座谈会(记者 马占海主持)开了两小时。"), None),
    ((), None),
]


@pytest.mark.parametrize(("body", "author"), LATER)
def test_a_dateline_below_the_first_line(body: tuple[str, ...], author: str | None) -> None:
    assert dateline_author(lines(*body)) == author


NOTES = [
    ("2014-05-06 来源:组工网 作者:马占海 点击:12", "马占海"),
    ("[2014-05-06] 【作者】马占海 【来源】组织人事报", "马占海"),
    ("[作者简介]马占海(1972—),男,某某学院副教授,研究方向为乡村治理。", "马占海"),
    ("作者简介:马占海(1972-),男,教授;王川(1990-),女,讲师。", "马占海 王川"),
    ("(作者:马占海,系会宁县委组织部干部)", "马占海"),
    ("作者:会宁县委组织部、县委党校", "会宁县委组织部、县委党校"),
    ("马占海 2014年05月06日 来源:陇原报", "马占海"),
    ("2014-05-06 会宁县统计局", "会宁县统计局"),
    ("2014-05-06 09:30 马占海", "马占海"),
    ("2014-05-06 陇原日报", None),
    ("2014-05-06 09:30 陇原在线", None),
    ("作者:通讯员 皖组宣", "皖组宣"),
    ("来源:陇原报 发布时间:2014-05-06 12:19 作者:记者 雁南", "雁南"),
    ("作者:通讯员 县委办", "县委办"),
    ("作者:会员上传", None),
    ("2014-05-06 17:17:36   来源:陇原网   作者:   点击:", None),
    ("来源:陇原网 作者: 浏览:12", None),
    ("陇原网 时间:2011/5/6 9:09:00 来源:陇原在线会宁频道 阅读数:", None),
    ("来源:会宁县委组织部", None),
    ("来源:陇原网(记者 马占海 王川) 编辑:李明", "马占海 王川"),
    ("《陇上日报》（2009年8月13日 A03版） 记者 罗大友", "罗大友"),
    ("发布时间:2014年5月6日 记者:马占海 责任编辑:李明", "马占海"),
    ("2014-05-06 | 供稿:会宁县委组织部 | 编辑:小李", "会宁县委组织部"),
    ("来源:会宁县委组织部 | 撰稿人:马占海 | 阅读次数:88", "马占海"),
    ("来源:陇原网 2014年05月06日04:36 记者 马占海", "马占海"),
    ("马占海 | 2014-05-06", "马占海"),
    ("来源:会宁一中 发布:2014-05-06 文:马占海 图:融媒体中心", "马占海"),
    ("2014年05月06日10:32 来源:陇原报 通讯员:马占海 扎西", "马占海 扎西"),
    ("2014-05-06 责任编辑:马占海", None),
]


@pytest.mark.parametrize(("note", "author"), NOTES)
def test_note(note: str, author: str | None) -> None:
    assert note_author(note) == author


SIGNED = [
    ((TEXT + "图/农业局提供、文/马占海",), "马占海", [TEXT]),
    ((TEXT + "文/马占海",), "马占海", [TEXT]),
    ((TEXT, "散文/小说都行"), None, [TEXT, "散文/小说都行"]),
    ((TEXT, "(作者:会宁县委组织部)"), "会宁县委组织部", [TEXT]),
    ((TEXT + "(记者 马占海 通讯员 王川)",), "马占海 王川", [TEXT]),
    ((TEXT + "(陇原日报/陇原网通讯员马占海王小川摄影)",), "马占海 王小川", [TEXT]),
    ((TEXT, "【陇上日报社·最陇原全媒体记者 马占海】"), "马占海", [TEXT]),
    ((TEXT, "(马占海 王川 文/图)"), "马占海 王川", [TEXT]),
    ((TEXT + "(会宁县委组织部供稿)",), "会宁县委组织部", [TEXT]),
    ((TEXT + "(会宁县委组织部)",), "会宁县委组织部", [TEXT]),
    ((TEXT + "(含华家岭镇)",), None, [TEXT + "(含华家岭镇)"]),
    ((TEXT, "(马占海)"), "马占海", [TEXT]),
    ((TEXT + "(责任编辑:马占海)",), None, [TEXT]),
    ((TEXT + "(来源:陇原日报)",), None, [TEXT]),
    ((TEXT + "(牵头单位:县委组织部)",), None, [TEXT + "(牵头单位:县委组织部)"]),
    ((TEXT, "中共会宁县委组织部"), "中共会宁县委组织部", [TEXT, "中共会宁县委组织部"]),
    ((TEXT, "(华家岭镇 马占海)"), "马占海", [TEXT]),
    ((TEXT + "(组织科 马占海)",), "马占海", [TEXT]),
    ((TEXT + "(华家岭中心小学校 马占海 王川)",), "马占海 王川", [TEXT]),
    ((TEXT + "(党员活动室 远程教育)",), None, [TEXT + "(党员活动室 远程教育)"]),
    ((TEXT + "(马占海王小川)",), "马占海 王小川", [TEXT]),
    ((TEXT + "(以上均为化名)",), None, [TEXT + "(以上均为化名)"]),
    ((TEXT + "(任务分解表附后)",), None, [TEXT + "(任务分解表附后)"]),
    ((TEXT + "马占海王小川",), "马占海 王小川", [TEXT]),
    ((TEXT + "谢谢大家",), None, [TEXT + "谢谢大家"]),
    ((TEXT, "附件(三份)"), None, [TEXT, "附件(三份)"]),
    ((), None, []),
]


@pytest.mark.parametrize(("body", "author", "left"), SIGNED)
def test_signature(body: tuple[str, ...], author: str | None, left: list[str]) -> None:
    assert signed_author(body) == author
    assert [line.text for line in drop_signature(lines(*body))] == left


LEADS = [
    ("【记者马占海／台东报导】", TEXT),
    ("(中央社记者马占海台中15日电)", TEXT),
    ("本报会宁讯(通讯员马占海 王川)", "近日,县里总结了党员联户的经验。"),
    ("【陇上商报讯】记者马占海 实习记者王川报道:", "县里总结了党员联户的经验。"),
    ("本报讯 ", "记者从会宁县委组织部获悉,联户制度已满三年。"),
    ("陇新网会宁1月8日电 ", "(华家岭镇)去年全镇建成便民服务点三十个。"),
    ("陇新社兰州电(记者 马占海)", "近年来,会宁县推行党员联户制度,群众满意。"),
    ("【陇上新闻报道】", "「联户启动礼」今日在会宁县会堂举行,三百位乡亲出席。"),
    ("陇上零距离网-陇上日报讯 ", "5月6日,会宁县推行党员联户制度,群众满意。"),
    ("会宁讯(记者马占海)", "以党员联户为抓手,会宁县三百个村办起服务点,群众满意。"),
    ("陇原在线5月6日讯 ", "会宁县推行党员联户制度,四千名党员走进农家。"),
    (
        "陇原网5月6日讯 据陇上农报报道(陇上农报记者马占海 通讯员王川)",
        "今年,会宁县推行党员联户制度,群众满意。",
    ),
    ("人民网兰州电", "“要是没有代办员,我连找哪道门都不清楚。”村民说。"),
    ("本网讯:", "为加强流动党员管理,会宁县建立了驻外党支部。"),
    ("【本报讯】", "会宁县从选好一个村支书入手,全面加强村班子。"),
    ("", "会宁县有记者站,本报讯息由其编发,每周两期,送到村里。"),
    ("", "县电视台电视节目覆盖全县三百个村,建成远程教育站点。"),
    ("", "组织网讯息平台建成以后,会宁县三百名党员在线学习。"),
    ("", "我县发展互联网电商产业,带动群众增收,效果十分明显。"),
]


@pytest.mark.parametrize(("lead", "text"), LEADS)
def test_what_stands_before_the_first_sentence_is_no_text(lead: str, text: str) -> None:
    lines = [AlignedText.of(lead + text), AlignedText.of(TEXT)]
    dropped = drop_dateline(lines)
    assert [line.text for line in dropped] == [text, TEXT]
    assert dropped[0].source_span(0, 1) == (len(lead), len(lead) + 1)


STARTS = [
    "本社区用电安全整治自五月启动以来，排查出隐患三十处。",
    "本站点消息传得快，村民办事少跑路，一年接待一千人次。",
    "本台账电子化以来，干部下村登记的时间少了一半多。",
    "本网格讯息员共有十二名，逐户登记外出的党员和群众。",
    "本报通讯员队伍由各村文书组成，每月写稿三十余篇。",
    "本站消息不灵，农户卖菜靠等，于是村里建起了服务群。",
]


@pytest.mark.parametrize("start", STARTS)
def test_a_sentence_that_begins_like_a_dateline_is_text(start: str) -> None:
    assert [line.text for line in drop_dateline(lines(start, TEXT))] == [start, TEXT]


@pytest.mark.parametrize("dateline", ["陇原在线05月06日讯", "陇原网会宁5月6日电", "本报讯"])
def test_a_dateline_of_its_own_line_is_no_text(dateline: str) -> None:
    assert [line.text for line in drop_dateline(lines(dateline, TEXT))] == [TEXT]
    assert [line.text for line in drop_dateline(lines(dateline))] == [dateline]


CREDITS = [
    ("记者 马占海 摄", []),
    ("马占海/摄影", []),
    ("(王川 摄)", []),
    (f"{TEXT}记者马占海／摄影", [TEXT]),
    ("党员学会了拍摄", ["党员学会了拍摄"]),
    ("村里统一安装高清摄像头三十个", ["村里统一安装高清摄像头三十个"]),
]


@pytest.mark.parametrize(("line", "left"), CREDITS)
def test_who_took_a_picture_is_no_text(line: str, left: list[str]) -> None:
    assert [line.text for line in drop_credits(lines(TEXT, line))] == [TEXT, *left]


def test_who_took_the_picture_of_a_short_report_wrote_it() -> None:
    assert signed_author((TEXT, "记者马占海摄")) == "马占海"
