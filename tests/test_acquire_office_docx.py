"""DOCX: what Word shows of unusual parts."""

import pytest

from tests.archives import zipped
from textmine.acquire.archive import Archive, Budget
from textmine.acquire.office.docx import read_docx
from textmine.settings import AcquireSettings

W = 'xmlns:w="w" xmlns:mc="mc" xmlns:m="m" xmlns:r="r"'
NUMBERING = (
    f'<w:numbering {W}><w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="3"/>'
    '<w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1"/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="8"><w:numStyleLink w:val="s"/></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num></w:numbering>'
)
STYLES = (
    f'<w:styles {W}><w:style w:styleId="s"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    '</w:style><w:style w:styleId="t"><w:basedOn w:val="s"/></w:style></w:styles>'
)
CORE = (
    '<cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:title>题名</dc:title><dc:creator>刘岩'
    "</dc:creator><dc:subject>无关</dc:subject></cp:coreProperties>"
)


def read(body: str, **parts: str):
    document = f"<w:document {W}><w:body>{body}</w:body></w:document>"
    others = {name.replace("__", "/") + ".xml": xml for name, xml in parts.items()}
    settings = AcquireSettings()
    data = zipped({"word/document.xml": document, **others})
    return read_docx(Archive(data, "a.docx", Budget.of(settings)), settings)


def r(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def p(inner: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def numbered(text: str, number: int) -> str:
    return p(r(text), f'<w:numPr><w:numId w:val="{number}"/></w:numPr>')


BODIES = [
    (p(r("甲") + "<w:r><w:tab/></w:r>" + r("乙")), "甲\t乙"),
    (p(r("甲") + '<w:r><w:br w:type="page"/></w:r>' + r("乙")), "甲乙"),
    (p(r("甲") + "<w:r><w:noBreakHyphen/></w:r>" + r("乙")), "甲-乙"),
    (p(r("甲", '<w:vanish w:val="0"/>') + r("乙", "<w:vanish/>")), "甲"),
    (p(r("甲") + f"<w:moveFrom>{r('乙')}</w:moveFrom><w:moveTo>{r('丙')}</w:moveTo>"), "甲丙"),
    (p(f"<w:smartTag>{r('甲')}</w:smartTag><w:fldSimple>{r('乙')}</w:fldSimple>"), "甲乙"),
    (p(f"<w:r><w:ruby><w:rt>{r('gòu')}</w:rt><w:rubyBase>{r('构')}</w:rubyBase></w:ruby></w:r>"),
     "构"),
    (p("<m:oMath><m:r><m:t>x+1</m:t></m:r></m:oMath>"), "x+1"),
    (f"<w:sdt><w:sdtContent>{p(r('甲'))}</w:sdtContent></w:sdt>{p('')}{p(r('乙'))}", "甲\n乙"),
    (p(f"<mc:AlternateContent><mc:Choice>{r('甲')}</mc:Choice><mc:Fallback>{r('乙')}</mc:Fallback>"
       "</mc:AlternateContent>"), "甲"),
    (f"<w:tbl><w:tr><w:tc>{p(r('甲'))}{p(r('乙'))}</w:tc><w:tc>{p(r('1'))}</w:tc></w:tr></w:tbl>",
     "甲 乙\t1"),
    (f"<w:tbl><w:tr><w:tc>{p('')}</w:tc><w:tc>{p(r('甲'))}</w:tc></w:tr></w:tbl>", "\t甲"),
    (f"<w:tbl><w:tr><w:tc>{p(r('甲'))}<w:tbl><w:tr><w:tc>{p(r('乙'))}</w:tc></w:tr></w:tbl></w:tc>"
     "</w:tr></w:tbl>", "甲\n乙"),
    (numbered("甲", 1) + numbered("", 1) + numbered("乙", 1), "III 甲\nV 乙"),
    (numbered("甲", 2) + numbered("乙", 0) + numbered("丙", 9), "III 甲\n乙\n丙"),
    (p(r("甲"), '<w:pStyle w:val="t"/>'), "III 甲"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "text"), BODIES)
def test_body(body, text):
    assert read(body, word__numbering=NUMBERING, word__styles=STYLES).text == text


def test_properties():
    extracted = read(p(r("甲")), docProps__core=CORE)
    assert [(c.field, c.value) for c in extracted.candidates] == [
        ("title", "题名"),
        ("author", "刘岩"),
    ]


def test_nesting_is_limited():
    deep = 20_000
    body = "<w:tbl><w:tr><w:tc>" * deep + p(r("甲")) + "</w:tc></w:tr></w:tbl>" * deep
    assert read(body + p(r("乙"))).text == "乙"


def test_wrappers_may_nest():
    deep = 20_000
    row = f"<w:tr><w:tc>{p(r('甲'))}</w:tc><w:tc>{p(r('1'))}</w:tc></w:tr>"
    body = f"<w:tbl>{'<w:sdt>' * deep}{row}{'</w:sdt>' * deep}</w:tbl>"
    assert read(body).text == "甲\t1"
