"""Where title, byline and date end and the text begins."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from textmine.aligned import AlignedText
from textmine.clean.metadata.runin import read_head

TEXT = (
    "近年来,石阡县围绕苔茶产业建强组织,先后组建产业支部四十二个,带动茶农一万三千户,户均增收五千元。"
)


@dataclass(frozen=True)
class Row:
    """Lines before the text, and what they are."""

    lines: tuple[str, ...]
    title: str | None
    author: str | None = None
    date: str | None = None
    number: str | None = None
    subtitle: str | None = None
    hints: tuple[str, ...] = ()
    sure: tuple[str, ...] = ()
    left: tuple[str, ...] = ()  # of the lines, besides the text


ROWS = [
    Row((), None),
    Row(
        ("云端石阡", "正在加载,请稍候!", "知道了", "2014年05月20日", "石阡:“三联”机制兴茶山"),
        "石阡:“三联”机制兴茶山",
        date="2014-05-20",
    ),
    Row(
        ("石阡苔茶党支部见闻(2)", "陇上日报", "罗大友"),
        "石阡苔茶党支部见闻",
        "罗大友",
    ),
    Row(("石阡县苔茶工作汇报（2014年5月6日）",), "石阡县苔茶工作汇报", date="2014-05-06"),
    Row(("石阡县春茶战报(2014年5月6日)",), "石阡县春茶战报", date="2014-05-06"),
    Row(("石阡苔茶党支部见闻", "陇上教育报 2014年5月6日"), "石阡苔茶党支部见闻", date="2014-05-06"),
    Row(("【2014.05】石阡苔茶党支部见闻", "□罗大友"), "石阡苔茶党支部见闻", "罗大友"),
    Row(
        ("2014年度茶业人物推荐:石阡县苔茶合作社理事会主席 罗大友",),
        "2014年度茶业人物推荐:石阡县苔茶合作社理事会主席罗大友",
    ),
    Row(
        ("石阡县组建茶业联合党委 四十二个支部进茶园", "石阡县组建茶业联合党委"),
        "石阡县组建茶业联合党委 四十二个支部进茶园",
    ),
    Row(
        ("黔山日报第3版", "石阡苔茶党支部见闻"),
        "石阡苔茶党支部见闻",
    ),
    Row(("本报记者 罗大友本报通讯员",), None, left=("本报记者 罗大友本报通讯员",)),
    Row(
        (
            "石阡苔茶党支部见闻",
            "罗大友(左)教茶农修剪茶树。安小川摄",
            "□本报记者 罗大友",
            "实习记者 安小川",
        ),
        "石阡苔茶党支部见闻",
        "罗大友 安小川",
        left=("罗大友(左)教茶农修剪茶树。安小川摄",),
    ),
    Row(
        ("XX乡茶产业党建工作报告", "2014年 月 日"),
        "XX乡茶产业党建工作报告",
        date="2014",
    ),
    Row(("石阡苔茶党支部见闻\\罗大友、安小川",), "石阡苔茶党支部见闻", "罗大友、安小川"),
    Row(
        ("石阡苔茶党支部见闻", "第 120 期(2014 年 5 月 6 日)"),
        "石阡苔茶党支部见闻",
        date="2014-05-06",
    ),
    Row(("【黔山日报报道】",), None, left=("【黔山日报报道】",)),
    Row(("(资料图片仅供参考)",), None, left=("(资料图片仅供参考)",)),
    Row(("更多苔茶专题报道",), None, left=("更多苔茶专题报道",)),
    Row(
        ("石阡苔茶党支部见闻", "见习记者罗大友实习生安小川"),
        "石阡苔茶党支部见闻",
        "罗大友 安小川",
    ),
    Row(
        ("石阡苔茶党支部见闻", "根据石阡", "中共石阡县委", "石阡县政府"),
        "石阡苔茶党支部见闻",
        left=("根据石阡", "中共石阡县委", "石阡县政府"),
    ),
    Row(("建强茶产业党组织的实践",), "建强茶产业党组织的实践"),
    Row(
        ("建强茶产业党组织的实践", "石阡县委组织部", "2014年5月"),
        "建强茶产业党组织的实践",
        "石阡县委组织部",
        "2014-05",
    ),
    Row(
        ("建强茶产业党组织的实践", "石阡县委组织部 (2014年5月)"),
        "建强茶产业党组织的实践",
        "石阡县委组织部",
        "2014-05",
    ),
    Row(
        ("石阡县建强茶产业 党组织的实践与思考贵州省社会科学院课题组(2014年5月)",),
        "石阡县建强茶产业党组织的实践与思考",
        "贵州省社会科学院课题组",
        "2014-05",
    ),
    Row(
        ("关于茶产业党建的调研报告", "——以石阡县为例", "罗 大 友"),
        "关于茶产业党建的调研报告",
        "罗大友",
        subtitle="——以石阡县为例",
    ),
    Row(
        ("党建简报", "第12期", "中共石阡县委组织部 2014年5月20日", "支部建在茶园里"),
        "支部建在茶园里",
        "中共石阡县委组织部",
        "2014-05-20",
    ),
    Row(
        ("中共石阡县委文件", "石党发〔2014〕6号", "关于加强茶产业党建的意见"),
        "关于加强茶产业党建的意见",
        "中共石阡县委",
        number="石党发〔2014〕6号",
    ),
    Row(
        ("在全县茶产业党建推进会上的讲话", "(2014年5月20日)", "吴长江"),
        "在全县茶产业党建推进会上的讲话",
        "吴长江",
        "2014-05-20",
    ),
    Row(
        ("政府工作报告", "——2014年1月9日在石阡县第十六届人民代表大会上", "县人民政府县长 吴长江"),
        "政府工作报告",
        "吴长江",
        "2014-01-09",
    ),
    Row(("组织建设", "经验交流", "建强茶产业党组织的实践"), "建强茶产业党组织的实践"),
    Row(
        ("建强茶产业党组织", "助推乡村振兴的调查报告"),
        "建强茶产业党组织助推乡村振兴的调查报告",
        hints=("建强茶产业党组织助推乡村振兴的调查报告",),
    ),
    Row(("建强茶产业党组织的实践", "主要做法"), "建强茶产业党组织的实践", left=("主要做法",)),
    Row(
        ("建强茶产业党组织的实践", "各位领导、同志们:"),
        "建强茶产业党组织的实践",
        left=("各位领导、同志们:",),
    ),
    Row(("茶香深处党旗红", "农村经济观察 2014年6期", "罗大友"), "茶香深处党旗红", "罗大友"),
    Row(("茶香深处党旗红", "茶香深处党旗红"), "茶香深处党旗红"),
    Row(("一位支书的坚守",), None, sure=("石阡县建强茶产业党组织",), left=("一位支书的坚守",)),
    Row(("建强茶产业党组织",), "建强茶产业党组织", sure=("石阡县建强茶产业党组织",)),
    Row(
        ("茶香深处党旗红", "罗大友", "(中共石阡县委党校,贵州 石阡 555100)"),
        "茶香深处党旗红",
        "罗大友",
    ),
    Row(
        (
            "龙塘镇2018年政府工作报告",
            "2019年2月26日在镇第四届人民代表大会第三次会议",
            "龙塘镇人民政府镇长 吴杰",
        ),
        "龙塘镇2018年政府工作报告",
        "吴杰",
        "2019-02-26",
    ),
    Row(("一、背景",), None, left=("一、背景",)),
    Row(
        (
            "中共石阡县龙塘镇委员会文件",
            "龙党发〔2014〕6号",
            "中共石阡县龙塘镇委员会",
            "关于推行“茶园党小组”的",
            "实施方案",
        ),
        "中共石阡县龙塘镇委员会关于推行“茶园党小组”的实施方案",
        "中共石阡县龙塘镇委员会",
        number="龙党发〔2014〕6号",
    ),
    Row(
        ("石阡县人民政府办公室关于印发《茶产业建设", "三年行动方案》的通知"),
        "石阡县人民政府办公室关于印发《茶产业建设三年行动方案》的通知",
    ),
    Row(
        ("从散到聚:茶区", "党组织设置方式的变化——", "以石阡县五个乡镇为例", "罗大友"),
        "从散到聚:茶区党组织设置方式的变化——以石阡县五个乡镇为例",
        "罗大友",
    ),
    Row(("石阡县委组织部", "关于茶产业党建的意见"), "石阡县委组织部关于茶产业党建的意见"),
    Row(("茶产业党建教案", "授课:茹大友", "2014年×月×日"), "茶产业党建教案", "茹大友", "2014"),
    Row(
        (
            "茶香深处党旗红",
            "罗大友,李小川",
            "(1.铜仁学院,贵州 铜仁 554300;2.贵州大学 公共管理学院,贵州 贵阳 550025)",
        ),
        "茶香深处党旗红",
        "罗大友 李小川",
    ),
    Row(("罗大友",), None, "罗大友"),
    Row(
        ("贵州省铜仁市石阡县:", "“三联”机制兴茶山"),
        "贵州省铜仁市石阡县:“三联”机制兴茶山",
    ),
    Row(
        ("石阡苔茶基层治理典型案例", "石阡县:“三联”机制兴茶山的实践"),
        "石阡苔茶基层治理典型案例",
        left=("石阡县:“三联”机制兴茶山的实践",),
    ),
    Row(
        ("石阡苔茶党支部见闻", "2014-05-20", "罗大友 钱 进 宋 岩", "核心阅读"),
        "石阡苔茶党支部见闻",
        "罗大友 钱进 宋岩",
        date="2014-05-20",
        left=("核心阅读",),
    ),
    Row(
        (
            "罗 友 李 川 王 梅",
            "(1.铜仁学院 乡村学院,贵州 铜仁 554300 2.贵州大学 管理学院,贵州 贵阳 550025)",
        ),
        None,
        "罗友 李川 王梅",
    ),
    Row(
        ("石阡苔茶党支部见闻", "黔山日报记者 罗大友 通讯员 扎西", "2014年05月20日 第5版"),
        "石阡苔茶党支部见闻",
        "罗大友 扎西",
        "2014-05-20",
    ),
    Row(("石阡苔茶党支部见闻", "《党建》记者 罗大友"), "石阡苔茶党支部见闻", "罗大友"),
    Row(
        ("石阡苔茶党支部见闻", "黔山日报·云上在线记者 罗大友 安川"),
        "石阡苔茶党支部见闻",
        "罗大友 安川",
    ),
    Row(("石阡苔茶党支部情况报告", "市委组织部:"), "石阡苔茶党支部情况报告", left=("市委组织部:",)),
    Row(("罗大友", "一、背景"), None, "罗大友", left=("一、背景",)),
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: "|".join(row.lines)[:40])
def test_lines_of_their_own(row: Row) -> None:
    lines = [AlignedText.of(text) for text in (*row.lines, TEXT)]
    head = read_head(lines, row.hints, row.sure)
    title = head.title.text if head.title else None
    subtitle = head.subtitle.text if head.subtitle else None
    assert (title, subtitle) == (row.title, row.subtitle)
    assert (head.author, head.date, head.number) == (row.author, row.date, row.number)
    assert [line.text for line in head.body] == [*row.left, TEXT]


def test_the_issue_of_a_journal() -> None:
    lines = ["茶香深处党旗红", "罗大友", "(《山乡论丛》2014年第6期)", TEXT]
    head = read_head([AlignedText.of(text) for text in lines])
    assert (head.date, head.issue, head.author) == (None, "2014", "罗大友")


def test_a_label_tells_where_a_title_ends() -> None:
    head = read_head([AlignedText.of(f"茶产业党建工作总结及打算前言:{TEXT}")])
    assert head.title is not None
    assert (head.title.text, head.body[0].text) == ("茶产业党建工作总结及打算", f"前言:{TEXT}")


GLUED = [
    ("石阡县茶产业党建工作汇报", "石阡县茶产业党建工作汇报"),
    ("茶产业党建工作方案", "茶产业党建工作方案"),
    ("各村要按茶产业党建工作方案,", None),
    ("茶产业发展", None),
]


@pytest.mark.parametrize(("before", "title"), GLUED)
def test_a_title_glued_to_the_first_sentence(before: str, title: str | None) -> None:
    head = read_head([AlignedText.of(before + TEXT)])
    assert (head.title and head.title.text) == title
    assert head.body[0].text == (TEXT if title else before + TEXT)


REPORTERS = [
    ("本报记者 罗大友 石阡记者站 安 川 通讯员 欧阳小川 实习生 贾立 ", "罗大友 安川 欧阳小川 贾立"),
    ("本报记者 罗大友 ", "罗大友"),
    ("记者 昨天 ", None),
]


@pytest.mark.parametrize(("before", "author"), REPORTERS)
def test_reporters_before_the_first_sentence(before: str, author: str | None) -> None:
    head = read_head([AlignedText.of(before + TEXT)])
    assert (head.title, head.author) == (None, author)
    assert head.body[0].text == (TEXT if author else before + TEXT)


PRINTED = [
    (
        "本报记者  罗大友  安小川《陇上日报》（2016年03月12日第 18 版）",
        "罗大友 安小川",
        "2016-03-12",
    ),
    ("陇上日报 2016年5月4日 第11版", None, "2016-05-04"),
    ("《陇上日报》（2014年06月09日第 08 版）", None, "2014-06-09"),
    ("（原载《陇上日报》2008年7月1日 A4版）", None, "2008-07-01"),
    ("安　川《陇上日报海外版》(2018-03-22 第02版)", "安川", "2018-03-22"),
    ("《陇上日报》记者 罗大友 2012年6月18日", "罗大友", "2012-06-18"),
]


@pytest.mark.parametrize(("line", "author", "date"), PRINTED)
def test_where_and_when_a_newspaper_printed_it(
    line: str, author: str | None, date: str | None
) -> None:
    head = read_head([AlignedText.of(part) for part in ("石阡苔茶党支部见闻", line, TEXT)])
    assert (head.author, head.date) == (author, date)
    assert [part.text for part in head.body] == [TEXT]


ALONE = [
    ("■石阡县委组织部课题组", "石阡县委组织部课题组"),
    ("记者罗大友", "罗大友"),
    ("记者手记", None),
]


@pytest.mark.parametrize(("before", "author"), ALONE)
def test_who_wrote_it_stands_alone(before: str, author: str | None) -> None:
    head = read_head([AlignedText.of(text) for text in (before, TEXT)])
    assert head.author == author


DOUBLED = [
    ("茶产业党建工作总结茶产业党建工作总结", "茶产业党建工作总结"),
    (
        "茶产业党建工作总结茶产业党建工作总结文章标题:石阡县茶产业党建汇报石阡县茶产业党建汇报",
        "石阡县茶产业党建汇报",
    ),
]


@pytest.mark.parametrize(("before", "title"), DOUBLED)
def test_a_title_that_stands_twice(before: str, title: str) -> None:
    head = read_head([AlignedText.of(before + TEXT)])
    assert head.title is not None
    assert (head.title.text, head.body[0].text) == (title, TEXT)


@pytest.mark.parametrize("link", [" [复制链接]", "【复制本帖地址】", "*"])
def test_what_a_forum_puts_behind_a_title(link: str) -> None:
    head = read_head([AlignedText.of("关于茶产业党建的调查" + link), AlignedText.of(TEXT)])
    assert head.title is not None
    assert (head.title.text, head.body[-1].text) == ("关于茶产业党建的调查", TEXT)


RUN_IN = [
    Row(("茶产业党建初探 罗 大 友 ",), "茶产业党建初探", "罗大友"),
    Row(
        ("茶产业党建工作方案 中共XX县区委组织部 2014年5月 ",),
        "茶产业党建工作方案",
        "中共XX县区委组织部",
        "2014-05",
    ),
    Row(("关于加强茶产业党建的意见 ",), "关于加强茶产业党建的意见"),
    Row(("茶香深处 党旗红 罗大友 ",), "茶香深处党旗红", "罗大友"),
    Row(("茶产业党建初探 ——以石阡县为例 ",), "茶产业党建初探", subtitle="——以石阡县为例"),
    Row(("茶乡深处党旗分外红",), "茶乡深处党旗分外红", hints=("茶乡深处党旗分外红",)),
    Row(("茶香深处党旗红",), None, hints=("茶香深处党旗红",), left=("茶香深处党旗红",)),
    Row(
        ("茶乡深处党旗分外红石阡县委组织部2014年5月",),
        "茶乡深处党旗分外红",
        "石阡县委组织部",
        "2014-05",
        hints=("茶乡深处党旗分外红",),
    ),
    Row(("石阡县 ",), None, left=("石阡县 ",)),
    Row(("一、主要做法 ",), None, left=("一、主要做法 ",)),
    Row(("编者按 ",), None, left=("编者按 ",)),
    Row(("近日 ",), None, left=("近日 ",)),
]


@pytest.mark.parametrize("row", RUN_IN, ids=lambda row: row.lines[0])
def test_run_in(row: Row) -> None:
    head = read_head([AlignedText.of(row.lines[0] + TEXT)], row.hints)
    title = head.title.text if head.title else None
    subtitle = head.subtitle.text if head.subtitle else None
    assert (title, subtitle) == (row.title, row.subtitle)
    assert (head.author, head.date) == (row.author, row.date)
    assert [line.text for line in head.body] == ["".join(row.left) + TEXT]


def test_a_title_reads_back() -> None:
    source = f"茶产业党建 初探 罗 大 友 {TEXT}"
    head = read_head([AlignedText.of(source)])
    assert head.title is not None
    assert head.title.text == "茶产业党建初探"
    assert head.title.source_span(0, 7) == (0, 8)


@pytest.mark.parametrize("blank", ["\x1d", "　", " "])
def test_a_line_of_nothing_is_no_prose(blank: str) -> None:
    texts = ("寿光市推行村企联建的做法", blank, "寿光市推行村企联建，成效明显。")
    head = read_head([AlignedText.of(text) for text in texts], [], [])
    assert head.title is not None
    assert head.title.text == texts[0]


JOURNALS = [
    (("乡村论坛 2010年3期", "马占海", "(中共会宁县委党校,甘肃 会宁 730700)"), "马占海"),
    (("乡村论坛 2010年3期", "马占海,王川", "(会宁县委党校 甘肃 会宁 730700)"), "马占海 王川"),
    (("《乡村论坛》 2010年第3期", "关键词:农村党组织", "马占海 王川"), "马占海 王川"),
]


@pytest.mark.parametrize(("above", "author"), JOURNALS)
def test_a_journals_page_without_its_title(above: tuple[str, ...], author: str) -> None:
    text = "近年来,会宁县推行党员联户制度,四千名党员与农户结成对子,群众办事不再跑远路。"
    head = read_head([AlignedText.of(line) for line in (*above, text)])
    assert (head.author, head.issue, [line.text for line in head.body]) == (author, "2010", [text])
