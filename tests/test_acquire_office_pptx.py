"""PPTX: what the slides of a presentation say."""

import pytest

from tests.archives import zipped
from textmine.acquire.files import read_pages
from textmine.errors import NoTextError, UnreadableError

NAMES = 'xmlns:p="p" xmlns:a="a" xmlns:r="r"'
CORE = '<c xmlns:dc="d"><dc:title>经验交流</dc:title><dc:creator>溪口镇</dc:creator></c>'


def para(text: str, properties: str = "") -> str:
    return f"<a:p>{properties}<a:r><a:t>{text}</a:t></a:r></a:p>"


def shape(*paragraphs: str, kind: str = "") -> str:
    placed = f'<p:nvPr><p:ph type="{kind}"/></p:nvPr>' if kind else "<p:nvPr/>"
    return f"<p:sp><p:nvSpPr>{placed}</p:nvSpPr><p:txBody>{''.join(paragraphs)}</p:txBody></p:sp>"


def pptx(*slides: str, hidden: int = 0) -> bytes:
    numbers = range(1, len(slides) + 1)
    shown = "".join(f'<p:sldId id="{n + 255}" r:id="rId{n}"/>' for n in numbers)
    relations = "".join(
        f'<Relationship Id="rId{n}" Target="slides/slide{n}.xml"/>' for n in numbers
    )
    shown = f"<p:sldIdLst>{shown}</p:sldIdLst>"
    parts = {
        "ppt/presentation.xml": f"<p:presentation {NAMES}>{shown}</p:presentation>",
        "ppt/_rels/presentation.xml.rels": f"<Relationships>{relations}</Relationships>",
        "docProps/core.xml": CORE,
    }
    for n, inner in zip(numbers, slides, strict=True):
        show = ' show="0"' if n == hidden else ""
        parts[f"ppt/slides/slide{n}.xml"] = (
            f"<p:sld {NAMES}{show}><p:cSld><p:spTree>{inner}</p:spTree></p:cSld></p:sld>"
        )
    return zipped(parts)


def read(tmp_path, data: bytes):
    (tmp_path / "a.pptx").write_bytes(data)
    (page,) = read_pages(tmp_path / "a.pptx")
    return page


def counted(text: str, scheme: str, more: str = "") -> str:
    return para(text, f'<a:pPr {more}><a:buAutoNum type="{scheme}"/></a:pPr>')


CELLS = "".join(f"<a:tc><p:txBody>{para(text)}</p:txBody></a:tc>" for text in ("村", "36户"))
TABLE = "<p:graphicFrame><a:graphic><a:graphicData><a:tbl><a:tr>" + CELLS
TABLE += "</a:tr></a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
SLIDES = {
    "title first": (shape(para("办起食堂"), para("送餐上门")) + shape(para("做法"), kind="title"),
                    "做法\n办起食堂\n送餐上门"),
    "furniture": (shape(para("正文")) + shape(para("12"), kind="sldNum")
                  + shape(para("内部"), kind="ftr"), "正文"),
    "groups": (f"<p:grpSp>{shape(para('组内'))}</p:grpSp>", "组内"),
    "table": (TABLE, "村\t36户"),
    "runs": (shape("<a:p><a:r><a:t>甲</a:t></a:r><a:br/><a:r><a:t>乙</a:t></a:r>"
                   '<a:fld type="slidenum"><a:t>3</a:t></a:fld></a:p>'), "甲\n乙"),
    "numbers": (shape(counted("甲", "ea1ChsPeriod"), counted("子", "arabicParenBoth", 'lvl="1"'),
                      counted("乙", "ea1ChsPeriod"), counted("丑", "arabicParenBoth", 'lvl="1"')),
                "一.甲\n(1)子\n二.乙\n(1)丑"),
    "circled": (shape(*(counted(text, "circleNumDbPlain") for text in "甲乙")), "①甲\n②乙"),
}  # fmt: skip


@pytest.mark.parametrize(("slide", "said"), SLIDES.values(), ids=SLIDES.keys())
def test_what_a_slide_says(tmp_path, slide, said):
    assert read(tmp_path, pptx(slide)).source == said


def test_slides_are_pages_and_hidden_ones_none(tmp_path):
    slides = [shape(para(text)) for text in ("联建共建", "不放映", "链上建支部")]
    page = read(tmp_path, pptx(*slides, "", hidden=2))
    assert (page.source, page.breaks) == ("联建共建\n链上建支部", (5,))
    assert [(said.field, said.value) for said in page.candidates] == [
        ("title", "经验交流"), ("author", "溪口镇"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "error", "message"),
    [
        (pptx(""), NoTextError, "only pictures"),
        (zipped({"ppt/presentation.xml": "<p/>"}), UnreadableError, "does not list its slides"),
        (zipped({"ppt/presentation.xml": "<p>"}), UnreadableError, "damaged XML"),
    ],
)
def test_bad_files(tmp_path, data, error, message):
    with pytest.raises(error, match=message):
        read(tmp_path, data)
