"""Who, when and what: which candidate is believed."""

import pytest

from textmine.aligned import AlignedText
from textmine.clean.head import Head
from textmine.clean.metadata import Evidence, decide, level_of, tidy_title
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
    (make(), None),
]


@pytest.mark.parametrize(("evidence", "title"), TITLES)
def test_title(evidence: Evidence, title: str | None) -> None:
    assert decide(page(), evidence).title == title


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
        make(lines=("本报会宁讯(记者马占海 通讯员王小川)近日,会宁县总结了经验。", TEXT[1])),
        "马占海 王小川",
    ),
    (make(), None),
]


@pytest.mark.parametrize(("evidence", "author"), AUTHORS)
def test_author(evidence: Evidence, author: str | None) -> None:
    assert decide(page(), evidence).author == author


NOTE = "发布时间:2015-06-01 10:20 来源:会宁组工网"
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
    (make(notes=("成文日期: 2014-05-06 发布日期: 2014-05-09",)), "2014-05-06", "2014-05-06"),
    (make(head=Head(title=AlignedText.of("2014年党员联户总结")), library=True), "2014", None),
    (make(head=Head(title=AlignedText.of("2014-2018年联户规划"))), None, None),
    (make(lines=(*TEXT, "该制度自2014年5月6日起施行。")), None, None),
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
    ("会宁县党员联户(1).pdf", "会宁县党员联户"),
    ("会宁县党员联户_会宁党建网", "会宁县党员联户"),
    ("“红色+网格”在会宁", "“红色+网格”在会宁"),
    (".doc", None),
]


@pytest.mark.parametrize(("name", "title"), NAMES)
def test_tidy_title(name: str, title: str | None) -> None:
    assert tidy_title(name) == title
