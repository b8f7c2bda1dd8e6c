"""Marks of secrecy: in a text, beside it, in names; and where each kind of file may bear one."""

from __future__ import annotations

import csv
import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.archives import zipped
from textmine.acquire.crawl.keep import join_parts
from textmine.acquire.files import read_pages
from textmine.clean.secrecy import (
    FAINT_YES,
    HEAD_LINES,
    NAMED_NO,
    NAMED_YES,
    NO,
    YES,
    find_mark,
    mark_in_name,
    mark_of,
)
from textmine.types import Page

BODY = "关于村企联建的报告\n寿光市建立联合党总支17个。"
LONG = "寿光市推行村企联建，建立联合党总支17个，带动农户增收。\n" * 30
OFFICE = Path(__file__).parent / "data" / "acquire" / "office"


@pytest.mark.parametrize("line", [*YES, *FAINT_YES])
def test_marked(line: str) -> None:
    assert mark_of(f"{line}\n{BODY}") == line
    assert mark_of(f"中共寿光市委文件\n\n{line}\n{BODY}") == line
    assert mark_of(f"{LONG}{line}\n") == line


@pytest.mark.parametrize("line", NO)
def test_not_marked(line: str) -> None:
    assert mark_of(f"{line}\n{BODY}") is None


@pytest.mark.parametrize("line", YES[:16])
def test_a_mark_may_stand_between_two_reports(line: str) -> None:
    assert mark_of(f"{LONG}{line}\n{LONG}") == line


@pytest.mark.parametrize("line", FAINT_YES)
def test_a_heading_amid_the_text_is_none(line: str) -> None:
    assert mark_of("做法\n" * HEAD_LINES + f"{line}\n{LONG}") is None


@pytest.mark.parametrize("name", NAMED_YES)
def test_marked_name(name: str) -> None:
    assert mark_in_name(name) is not None


@pytest.mark.parametrize("name", NAMED_NO)
def test_name_without_a_mark(name: str) -> None:
    assert mark_in_name(name) is None


# ---- where a file may bear it --------------------------------------------------------------------
def docx(change: Callable[[Any], None]) -> bytes:
    module = pytest.importorskip("docx")
    document = module.Document()
    for line in BODY.split("\n"):
        document.add_paragraph(line)
    change(document)
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def in_section(part: str, mark: str) -> bytes:
    def change(document: Any) -> None:
        document.sections[0].different_first_page_header_footer = True
        getattr(document.sections[0], part).paragraphs[0].text = mark

    return docx(change)


def with_property(name: str, value: str) -> bytes:
    return docx(lambda document: setattr(document.core_properties, name, value))


def with_member(name: str, xml: str) -> bytes:
    data = io.BytesIO(docx(lambda document: None))
    with zipfile.ZipFile(data, "a") as archive:
        archive.writestr(name, xml)
    return data.getvalue()


def doc_header(mark: str) -> bytes:
    """A Word 97 file whose last words are those of its running head."""
    data = bytearray((OFFICE / "01-plain.doc").read_bytes())
    head = data.index(b"\xec\xa5")
    counts = list(struct.unpack_from("<3I", data, head + 0x4C))
    (page,) = read_pages(OFFICE / "01-plain.doc")
    assert isinstance(page, Page)
    last = page.source.split("\n")[-1]
    at = data.rindex(last[: len(mark)].encode("utf-16-le"))
    data[at : at + 2 * len(mark)] = mark.encode("utf-16-le")
    data[at + 2 * len(mark) : at + 2 * len(mark) + 2] = "\r".encode("utf-16-le")
    struct.pack_into("<3I", data, head + 0x4C, counts[0] - len(last) - 1, counts[1], len(last) + 1)
    return bytes(data)


def pdf(mark: str, pages: int) -> bytes:
    canvas = pytest.importorskip("reportlab.pdfgen.canvas")
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    data = io.BytesIO()
    file = canvas.Canvas(data)
    for _ in range(pages):
        file.setFont("STSong-Light", 12)
        file.drawString(60, 800, mark)
        for number, line in enumerate(LONG.split("\n")[:20]):
            file.drawString(60, 760 - 20 * number, line)
        file.showPage()
    file.save()
    return data.getvalue()


def ofd(mark: str) -> bytes:
    """A page printed on another one, which bears the running head."""
    xmlns = 'xmlns:ofd="http://www.ofdspec.org/2016"'

    def page(*lines: str) -> str:
        objects = "".join(
            f'<ofd:TextObject ID="{n}" Size="4" Boundary="30 {30 + 10 * n} 150 7">'
            f'<ofd:TextCode X="0" Y="4">{line}</ofd:TextCode></ofd:TextObject>'
            for n, line in enumerate(lines)
        )
        layer = f"<ofd:Content><ofd:Layer>{objects}</ofd:Layer></ofd:Content>"
        return f"<ofd:Page {xmlns}>{layer}</ofd:Page>"

    parts = {
        "OFD.xml": f"<ofd:OFD {xmlns}><ofd:DocBody><ofd:DocRoot>D.xml</ofd:DocRoot></ofd:DocBody>"
        "</ofd:OFD>",
        "D.xml": f'<ofd:Document {xmlns}><ofd:CommonData><ofd:TemplatePage ID="9" BaseLoc="T.xml"/>'
        '</ofd:CommonData><ofd:Pages><ofd:Page ID="1" BaseLoc="P.xml"/></ofd:Pages></ofd:Document>',
        "T.xml": page(mark),
        "P.xml": page(*BODY.split("\n")),
    }
    return zipped(parts)


def html(head: str = "", foot: str = "", first: str = "") -> bytes:
    paragraphs = "".join(f"<p>{line}</p>" for line in [first, *LONG.split("\n")])
    return (
        f"<html><head><title>村企联建</title></head><body><div class='top'>{head}</div>"
        f"<div class='article'><h1>关于村企联建的报告</h1>{paragraphs}</div>"
        f"<div class='foot'><a href='/'>首页</a></div><div>{foot}</div></body></html>"
    ).encode()


def workbook(sheet: str, level: str = "") -> bytes:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.title = sheet
    for row in (("标题", "正文", "密级"), ("联建", BODY, level)):
        book.active.append(row)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def table(level: str) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([("标题", "正文", "密级"), ("联建", BODY, level)])
    return out.getvalue().encode()


WATERMARK = (
    '<w:hdr xmlns:w="w" xmlns:v="v"><w:p><w:r><w:pict><v:shape><v:textpath string="{}"/></v:shape>'
    "</w:pict></w:r></w:p></w:hdr>"
)
CUSTOM = (
    '<Properties xmlns:vt="vt"><property name="密级"><vt:lpwstr>{}</vt:lpwstr></property>'
    "</Properties>"
)
PLACES: list[tuple[str, Callable[[str], bytes]]] = [
    ("header.docx", lambda mark: in_section("header", mark)),
    ("footer.docx", lambda mark: in_section("footer", mark)),
    ("first page.docx", lambda mark: in_section("first_page_header", mark)),
    ("keywords.docx", lambda mark: with_property("keywords", mark)),
    ("category.docx", lambda mark: with_property("category", mark)),
    ("custom.docx", lambda mark: with_member("docProps/custom.xml", CUSTOM.format(mark))),
    ("across.docx", lambda mark: with_member("word/header7.xml", WATERMARK.format(mark))),
    ("last line.docx", lambda mark: docx(lambda document: document.add_paragraph(mark))),
    ("header.doc", doc_header),
    ("one page.pdf", lambda mark: pdf(mark, 1)),
    ("running head.pdf", lambda mark: pdf(mark, 3)),
    ("template.ofd", ofd),
    ("head.html", lambda mark: html(head=mark)),
    ("foot.html", lambda mark: html(foot=mark)),
    ("joined.html", lambda mark: join_parts([html(head=mark), html()])),
    ("second part.html", lambda mark: join_parts([html(), html(first=mark)])),
    ("sheet.xlsx", workbook),
    ("column.xlsx", lambda mark: workbook("表一", mark)),
    ("column.csv", table),
    ("utf-16.txt", lambda mark: f"{mark}\n{BODY}".encode("utf-16")),
    ("gb18030.txt", lambda mark: f"{BODY}\n{LONG}{mark}".encode("gb18030")),
]  # fmt: skip


@pytest.mark.parametrize(("name", "make"), PLACES, ids=[name for name, _ in PLACES])
@pytest.mark.parametrize(
    ("mark", "bears"), [("机 密★5年", True), ("内部资料", True), ("公开", False)]
)
def test_wherever_a_file_bears_it(
    tmp_path: Path, name: str, make: Callable[[str], bytes], mark: str, bears: bool
) -> None:
    (tmp_path / name).write_bytes(make(mark))
    pages = [page for page in read_pages(tmp_path / name) if isinstance(page, Page)]
    assert [find_mark(page) is not None for page in pages] == [bears]


def test_a_damaged_head_does_not_hide_the_document(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(with_member("word/header3.xml", "<w:hdr"))
    (page,) = read_pages(tmp_path / "a.docx")
    assert isinstance(page, Page)
    assert page.body.text == BODY


def test_the_table_beside_files_says_it(tmp_path: Path) -> None:
    (tmp_path / "1.txt").write_text(BODY, encoding="utf-8")
    (tmp_path / "2.txt").write_text(BODY, encoding="utf-8")
    (tmp_path / "metadata.csv").write_text("文件,密级\n1.txt,秘密\n2.txt,公开\n", encoding="utf-8")
    pages = [page for name in ("1.txt", "2.txt") for page in read_pages(tmp_path / name)]
    assert [find_mark(page) for page in pages if isinstance(page, Page)] == ["秘密", None]


@pytest.mark.parametrize(
    ("name", "text", "mark"),
    [
        ("秘密件.txt", f"秘密★1年\n{BODY}", "秘密★1年"),  # as the document says, not its name
        ("秘密件.txt", BODY, "秘密件"),
        ("内部/1.txt", f"机密★5年\n{BODY}", "机密★5年"),
        ("01内部/1.txt", BODY, "内部"),
    ],
)
def test_the_mark_is_told_as_it_is_written(tmp_path: Path, name: str, text: str, mark: str) -> None:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    (page,) = read_pages(path, root=tmp_path)
    assert isinstance(page, Page)
    assert find_mark(page) == mark
