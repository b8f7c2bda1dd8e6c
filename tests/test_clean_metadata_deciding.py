"""Who, when and what: which candidate is believed."""

from dataclasses import replace

import pytest

from textmine.aligned import AlignedText
from textmine.clean.metadata.deciding import SUBTITLE_BELOW, Evidence, decide
from textmine.clean.metadata.issuing import level_of
from textmine.clean.metadata.outer_titles import tidy_title
from textmine.clean.metadata.pieces import Head
from textmine.types import Candidate, Page

TEXT = ("近年来,会宁县推行党员联户制度。", "全县四千名党员联系农户三万户。")


def make(**fields: object) -> Evidence:
    base: dict[str, object] = {
        "head": Head(),
        "lines": TEXT,
        "part_title": None,
        "titles": (),
        "notes": (),
        "library": False,
        "alone": True,
    }
    return Evidence(**{**base, **fields})  # type: ignore[arg-type]


def page(*candidates: Candidate) -> Page:
    return Page(
        path="a.txt",
        digest="0",
        media_type="text/plain",
        source="",
        body=AlignedText.of(""),
        candidates=candidates,
    )


TITLE = AlignedText.of("会宁县党员联户的实践")

TITLES = [
    (make(head=Head(title=TITLE), part_title="别的", titles=("x.doc",)), "会宁县党员联户的实践"),
    (
        make(head=Head(title=TITLE, subtitle=AlignedText.of("——以三个乡为例"))),
        "会宁县党员联户的实践——以三个乡为例",
    ),
    (make(part_title="党员联户总结", titles=("某页",)), "党员联户总结"),
    (make(titles=("会宁县党员联户.docVIP", "别的")), "会宁县党员联户"),
    (make(titles=("会宁县党员联户.docx_第1页",)), "会宁县党员联户"),
    (make(titles=("别的",), alone=False), None),
    (make(notes=("标 题:会宁县党员联户",), titles=("别的",)), "会宁县党员联户"),
    (make(), None),
]


@pytest.mark.parametrize(("evidence", "title"), TITLES)
def test_title(evidence: Evidence, title: str | None) -> None:
    assert decide(page(), evidence).title == title


def opening(line: str) -> Head:
    return Head(body=(AlignedText.of(line),))


AUTHORS = [
    (make(head=Head(author="马占海"), notes=("作者:王五",)), "马占海"),
    (make(notes=("2014-05-06 来源:组工网 作者:马占海 点击:12",)), "马占海"),
    (make(notes=("时间:2019-05-13 11:09:46下载本文作者:会员上传",)), None),
    (make(notes=("【作者:马占海】",)), "马占海"),
    (make(notes=("作者:马占海",), alone=False), None),
    (make(lines=(*TEXT, "(作者:会宁县委组织部)")), "会宁县委组织部"),
    (make(lines=(*TEXT, "中共会宁县委组织部", "2014年5月6日")), "中共会宁县委组织部"),
    (make(lines=(TEXT[0], "帮助他们增收致富。(记者 马占海)")), "马占海"),
    (
        make(head=opening("本报会宁讯(记者马占海 通讯员王小川)近日,会宁县总结了经验。")),
        "马占海 王小川",
    ),
    (make(head=opening("陇原网5月6日电(李川 某某日报实习记者王小川)会宁")), "李川 王小川"),
    (make(head=opening("(某某晚报记者 王小川)昨天下午,会宁县召开会议。")), "王小川"),
    (
        make(head=opening("陇原网消息(通讯员马占海 王川 陇原网·云端客户端记者李明)")),
        "马占海 王川 李明",
    ),
    (make(head=opening("会宁县(含华家岭林区)有记者站。")), None),
    (make(lines=(*TEXT, "(马占海 王小川 本报记者 李明)")), "马占海 王小川 李明"),
    (make(notes=("作者:茹小川",)), "茹小川"),
    (make(notes=("作者:编辑部",)), "编辑部"),
    (make(notes=("作者:网友",)), None),
    (make(), None),
]


@pytest.mark.parametrize(("evidence", "author"), AUTHORS)
def test_author(evidence: Evidence, author: str | None) -> None:
    assert decide(page(), evidence).author == author


NOTE = "发布时间:2015-06-01 10:20 来源:会宁组工网"
NOTICE = Head(title=AlignedText.of("关于印发《会宁县党员联户方案》的通知"))
UPLOAD = "上传人:abc 上传时间:2021-03-02"
DATES = [
    (make(head=Head(date="2014-05"), notes=(NOTE,)), "2014-05", "2015-06-01"),
    (
        make(lines=(*TEXT, "会宁县委组织部", "二〇一四年五月六日"), notes=(NOTE,)),
        "2014-05-06",
        "2015-06-01",
    ),
    (make(lines=(*TEXT, "会宁县委组织部 2014年5月6日")), "2014-05-06", None),
    (make(notes=(NOTE,)), "2015-06-01", "2015-06-01"),
    (make(notes=(UPLOAD,), library=True), None, "2021-03-02"),
    (
        make(notes=(UPLOAD, "时间:2010年8月10日 来源:《陇上党建》 作者:马占海"), library=True),
        "2010-08-10",
        "2021-03-02",
    ),
    (make(notes=("时间:2021-03-02 作者:会员上传",), library=True), None, "2021-03-02"),
    (make(notes=("成文日期: 2014-05-06 发布日期: 2014-05-09",)), "2014-05-06", "2014-05-06"),
    (make(head=Head(title=AlignedText.of("2014年党员联户总结")), library=True), "2014", None),
    (make(head=Head(title=AlignedText.of("2014年上半年联户总结")), library=True), "2014", None),
    (make(head=Head(title=AlignedText.of("2014-2018年联户规划"))), None, None),
    (make(lines=(*TEXT, "该制度自2014年5月6日起施行。")), None, None),
    (make(head=Head(issue="2014")), "2014", None),
    (make(head=Head(issue="2014"), notes=(NOTE,)), "2015-06-01", "2015-06-01"),
    (
        make(head=NOTICE, lines=("各乡镇:", "会宁县人民政府", "2014年5月6日", *TEXT * 3)),
        "2014-05-06",
        None,
    ),
    (make(lines=("各乡镇:", "会宁县人民政府", "2014年5月6日", *TEXT * 3)), None, None),
    (make(notes=("会宁县委办公室 2014年5月6日印发",)), "2014-05-06", "2014-05-06"),
]


@pytest.mark.parametrize(("evidence", "date", "site_date"), DATES)
def test_dates(evidence: Evidence, date: str | None, site_date: str | None) -> None:
    found = decide(page(), evidence)
    assert (found.date, found.site_date) == (date, site_date)


def test_candidates_of_the_reader() -> None:
    found = decide(
        page(
            Candidate(field="title", value="会宁县党员联户 - 会宁党建网", origin="meta"),
            Candidate(field="date", value="2014年05月06日", origin="byline"),
            Candidate(field="issuer", value="会宁县委", origin="meta"),
        ),
        make(),
    )
    assert (found.title, found.date, found.issuer) == ("会宁县党员联户", "2014-05-06", "会宁县委")
    assert (found.issuer_level, found.supplied) == ("county", ())


ACCOUNTS = [
    ("微信公众平台", "陇上小灯", "陇上小灯"),
    ("会宁在线", "陇上小灯", None),
]


@pytest.mark.parametrize(("site", "name", "author"), ACCOUNTS)
def test_any_name_on_a_public_account(site: str, name: str, author: str | None) -> None:
    given = (
        Candidate(field="site", value=site, origin="meta"),
        Candidate(field="author", value=name, origin="meta"),
    )
    assert decide(page(*given), make()).author == author


SUPPLIERS = [
    ("發布單位：會寧社區發展協會", "會寧社區發展協會", "会宁社区发展协会"),
    ("供稿单位:<b>会宁县委组织部</b>", "会宁县委组织部", "会宁县委组织部"),
    ("来源:会宁县委组织部", "会宁县委组织部", None),
    ("发布单位:会宁党建网", "会宁党建网", None),
]


@pytest.mark.parametrize(("source", "issuer", "author"), SUPPLIERS)
def test_who_supplied_it(source: str, issuer: str, author: str | None) -> None:
    given = page(Candidate(field="issuer", value=issuer, origin="byline"))
    assert decide(replace(given, source=source), make()).author == author


ISSUERS = [
    ("发布机构:会宁县委组织部发布时间:2014-05-06", "会宁县委组织部"),
    ("发文机关: 会宁县人民政府 成文日期: 2014-05-06", "会宁县人民政府"),
    ("发布单位:会宁县民政局", "会宁县民政局"),
]


@pytest.mark.parametrize(("note", "issuer"), ISSUERS)
def test_issuer(note: str, issuer: str) -> None:
    assert decide(page(), make(notes=(note,))).issuer == issuer


SUBTITLES = [
    ("<h1>茶乡党旗红</h1>\n<p>——以三个乡为例</p>", "茶乡党旗红", "茶乡党旗红——以三个乡为例"),
    ("<b>茶鄉黨旗紅</b><br><i>──以三個鄉為例</i>", "茶鄉黨旗紅", "茶乡党旗红──以三个乡为例"),
    ("<h1>茶乡党旗红</h1><p>以三个乡为例</p>", "茶乡党旗红", "茶乡党旗红"),
    ("<h1>茶乡党旗红</h1><p>-</p>", "茶乡党旗红", "茶乡党旗红"),
]


@pytest.mark.parametrize(("source", "heading", "title"), SUBTITLES)
def test_a_subtitle_in_the_markup(source: str, heading: str, title: str) -> None:
    given = page(Candidate(field="title", value=heading, origin="heading"))
    assert decide(replace(given, source=source), make()).title == title


def test_number_of_the_document() -> None:
    assert (
        decide(page(), make(notes=("文号:会党发〔2014〕6号",))).document_number
        == "会党发〔2014〕6号"
    )
    lines = ("会党发〔2014〕6号", *TEXT)
    assert decide(page(), make(lines=lines)).document_number == "会党发〔2014〕6号"


LEVELS = [
    ("中共中央组织部", "country"),
    ("国务院办公厅", "country"),
    ("浙江省民政厅", "province"),
    ("宁夏回族自治区党委", "province"),
    ("衢州市委组织部", "city"),
    ("恩施州人民政府", "city"),
    ("中共会宁县委", "county"),
    ("盐城市亭湖区委组织部", "county"),
    ("柳河镇党委", "township"),
    ("青山街道党工委", "township"),
    ("石桥村党支部", "village"),
    ("课题组", None),
]


@pytest.mark.parametrize(("body", "level"), LEVELS)
def test_level(body: str, level: str | None) -> None:
    assert level_of(body) == level


NAMES = [
    ("会宁县党员联户.docVIP", "会宁县党员联户"),
    ("会宁县 党员联户 .docx", "会宁县党员联户"),
    ("会宁县党员联户进家门 干部包村解民忧_会宁党建网", "会宁县党员联户进家门 干部包村解民忧"),
    ("会宁县党员联户 [复制链接]", "会宁县党员联户"),
    ("会宁县党员联户(1).pdf", "会宁县党员联户"),
    ("会宁县党员联户_会宁党建网", "会宁县党员联户"),
    ("会宁县党员联户——人民网", "会宁县党员联户"),
    ("小积分撬动大治理——会宁县搭建数字化平台", "小积分撬动大治理——会宁县搭建数字化平台"),
    ("党建引领——会宁县建强基层治理网", "党建引领——会宁县建强基层治理网"),
    ("会宁县打造乡村旅游精品", "会宁县打造乡村旅游精品"),
    ("会宁县党员联户总结_精品", "会宁县党员联户总结"),
    ("会宁县党员联户(共五则范文)", "会宁县党员联户"),
    ("会宁县党员联户(精选多篇)", "会宁县党员联户"),
    ("“红色+网格”在会宁", "“红色+网格”在会宁"),
    (".doc", None),
]


@pytest.mark.parametrize(("name", "title"), NAMES)
def test_tidy_title(name: str, title: str | None) -> None:
    assert tidy_title(name) == title


def test_spaces_between_tags_are_read_one_way_only() -> None:
    # As a pattern that could share them out between tags, this took minutes for a real page.
    assert SUBTITLE_BELOW.match((" " * 60 + "<p>") * 9) is None
    assert SUBTITLE_BELOW.match((" " * 60 + "<p>") * 8 + " ——以三个乡镇为例 </p>") is not None
