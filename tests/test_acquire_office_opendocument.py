"""ODS and ODP: the same rows as of an XLSX, the same pages as of a PPTX."""

import pytest

from tests.archives import zipped
from textmine.acquire.files import read_pages
from textmine.errors import EncryptedError, NoTextError, TooLargeError, UnsupportedError
from textmine.settings import AcquireSettings

NAMES = 'xmlns:office="o" xmlns:text="t" xmlns:style="s" xmlns:table="b" xmlns:draw="d"'
NAMES += ' xmlns:presentation="p" xmlns:calcext="c"'
META = f"<d {NAMES}><office:meta><title>经验交流</title></office:meta></d>"


def opened(kind: str, inner: str, styles: str = "") -> bytes:
    """An OpenDocument file whose body is a *kind*."""
    content = (
        f"<office:document-content {NAMES}><office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body><office:{kind}>{inner}</office:{kind}>"
        "</office:body></office:document-content>"
    )
    return zipped({"content.xml": content, "meta.xml": META})


def pages(tmp_path, data: bytes, **settings):
    (tmp_path / "a.bin").write_bytes(data)
    return list(read_pages(tmp_path / "a.bin", settings=AcquireSettings(**settings)))


# ---- spreadsheets --------------------------------------------------------------------------------
def cell(text: str = "", more: str = "") -> str:
    said = "".join(f"<text:p>{line}</text:p>" for line in text.split("\n")) if text else ""
    return f"<table:table-cell {more}>{said}</table:table-cell>"


def row(*cells: str, more: str = "") -> str:
    return f"<table:table-row {more}>{''.join(cells)}</table:table-row>"


def sheet(*rows: str, name: str = "表1") -> str:
    return f'<table:table table:name="{name}">{"".join(rows)}</table:table>'


def ods(*sheets: str) -> bytes:
    return opened("spreadsheet", "".join(sheets))


HEAD = row(cell("标题"), cell("正文"), cell("日期"), cell("编号"))
REST = row(cell("", 'table:number-columns-repeated="1024"'),
           more='table:number-rows-repeated="1048000"')  # fmt: skip
EMPTY = row(cell(), more='table:number-rows-repeated="2"')
NOTED = "<table:table-cell><office:annotation><text:p>批注</text:p></office:annotation><text:p>"
NOTED += "办起<text:s/><text:span>食堂</text:span></text:p></table:table-cell>"
CELLS = {
    "lines": (cell("一、做法\n\n二、成效"), "一、做法\n\n二、成效"),
    "a note": (NOTED, "办起 食堂"),
    "shown otherwise": (cell("…", 'office:value-type="string" office:string-value="全文"'), "全文"),
    "whole number": (cell("1,200", 'office:value-type="float" office:value="1200"'), "1200"),
    "share": (cell("12.5%", 'office:value-type="percentage" office:value="0.125"'), "0.125"),
    "bad number": (cell("十二", 'office:value-type="float" office:value="x"'), "十二"),
    "day": (cell("三月五日", 'office:value-type="date" office:date-value="2024-03-05T09:00:00"'),
            "2024-03-05"),
    "truth": (cell("是", 'office:value-type="boolean" office:boolean-value="true"'), "True"),
}  # fmt: skip


@pytest.mark.parametrize(("value", "said"), CELLS.values(), ids=CELLS.keys())
def test_values_of_cells(tmp_path, value, said):
    (page,) = pages(tmp_path, ods(sheet(HEAD, row(cell("标题一"), value))))
    assert page.source == said


def test_rows_are_counted_as_those_of_a_workbook(tmp_path):
    one = row(cell("联建"), cell("青禾镇建立联合党委。"), cell("2012年3月"))
    two = row(cell("", 'table:number-columns-repeated="1"'), cell("白石乡把支部建在链上。"), cell(),
              cell("k2"))  # fmt: skip
    found = pages(tmp_path, ods(sheet(HEAD, one, EMPTY, two, one, REST), sheet(name="说明")))
    assert [page.path for page in found] == ["a.bin/表1-1", "a.bin/表1-k2", "a.bin/表1-5"]
    assert {c.field: c.value for c in found[0].candidates} == {"title": "联建", "date": "2012年3月"}


def test_heads_groups_and_covered_cells(tmp_path):
    merged = f"<table:table-header-rows>{HEAD}</table:table-header-rows>"
    covered = "<table:covered-table-cell><text:p>盖住</text:p></table:covered-table-cell>"
    grouped = f"<table:table-row-group>{row(covered, cell('正文一'))}</table:table-row-group>"
    (page,) = pages(tmp_path, ods(sheet(merged, grouped)))
    assert (page.source, page.candidates) == ("正文一", ())


ALIKE = row(cell("甲"), cell("正文"), more='table:number-rows-repeated="{}"')
WIDE = row(*[cell("正文", 'table:number-columns-repeated="16000"')] * 2)


def test_repeated_rows_are_rows(tmp_path):
    assert len(pages(tmp_path, ods(sheet(HEAD, ALIKE.format(3))))) == 3


@pytest.mark.parametrize("times", ["1000000", "9" * 5000])
def test_rows_repeated_without_end_are_too_many(tmp_path, times):
    with pytest.raises(TooLargeError, match="max_members"):
        pages(tmp_path, ods(sheet(HEAD, ALIKE.format(times))), max_members=500)


def test_cells_repeated_without_end_are_cut_and_counted(tmp_path):
    assert len(pages(tmp_path, ods(sheet(HEAD, WIDE)))) == 1
    with pytest.raises(TooLargeError, match="max_bytes"):
        pages(tmp_path, ods(sheet(HEAD, *[WIDE] * 20)), max_bytes=100_000)


@pytest.mark.parametrize("times", ["-3", "0", "x", "²"])
def test_odd_repetitions(tmp_path, times):
    odd = row(cell("甲", f'table:number-columns-repeated="{times}"'), cell("正文"))
    (page,) = pages(tmp_path, ods(sheet(HEAD, odd)))
    assert page.source == "正文"


# ---- presentations -------------------------------------------------------------------------------
def frame(inner: str, kind: str = "", more: str = "") -> str:
    shown = f'presentation:class="{kind}"' if kind else ""
    return f"<draw:frame {shown} {more}><draw:text-box>{inner}</draw:text-box></draw:frame>"


def p(text: str) -> str:
    return f"<text:p>{text}</text:p>"


def page_of(*shapes: str, style: str = "") -> str:
    return f'<draw:page draw:style-name="{style}">{"".join(shapes)}</draw:page>'


STYLES = (
    '<style:style style:name="H"><style:drawing-page-properties presentation:visibility="hidden"/>'
    '</style:style><text:list-style style:name="L"><text:list-level-style-number text:level="1" '
    'style:num-format="一, 二, 三, ..." style:num-suffix="、"/><text:list-level-style-bullet '
    'text:level="2" text:bullet-char="●"/></text:list-style>'
)


def items(*inner: str) -> str:
    said = "".join(f"<text:list-item>{each}</text:list-item>" for each in inner)
    return f'<text:list text:style-name="L">{said}</text:list>'


def odp(*slides: str) -> bytes:
    return opened("presentation", "".join(slides), STYLES)


TABLE = "<draw:frame><table:table>" + row(cell("村"), cell("36户")) + "</table:table></draw:frame>"
NOTES = f"<presentation:notes>{frame(p('念慢一点'), 'notes')}</presentation:notes>"
SLIDES = {
    "title first": ((frame(p("办起食堂") + p("送餐上门")), frame(p("做法"), "title")),
                    "做法\n办起食堂\n送餐上门"),
    "furniture": ((frame(p("正文")), frame(p("12"), "page-number"), frame(p("内部"), "footer")),
                  "正文"),
    "advice": ((frame(p("正文")), frame(p("单击此处"), "", 'presentation:placeholder="true"')),
               "正文"),
    "notes": ((frame(p("正文")), NOTES), "正文"),
    "groups": ((f"<draw:g><draw:custom-shape>{p('组内')}</draw:custom-shape></draw:g>",), "组内"),
    "table": ((TABLE,), "村\t36户"),
    "lines": ((frame(p("甲<text:line-break/>乙")),), "甲\n乙"),
    "lists": ((frame(items(p("甲"), p("乙") + items(p("子"))), "outline"),), "一、甲\n二、乙\n子"),
}  # fmt: skip


@pytest.mark.parametrize(("shapes", "said"), SLIDES.values(), ids=SLIDES.keys())
def test_what_a_slide_says(tmp_path, shapes, said):
    (page,) = pages(tmp_path, odp(page_of(*shapes)))
    assert (page.source, page.media_type.rpartition(".")[2]) == (said, "presentation")


def test_slides_are_pages_and_hidden_ones_none(tmp_path):
    slides = [frame(p("联建共建")), frame(p("不放映")), frame(p("链上建支部")), ""]
    styles = ["", "H", "", ""]
    shown = [page_of(slide, style=style) for slide, style in zip(slides, styles, strict=True)]
    (page,) = pages(tmp_path, odp(*shown))
    assert (page.source, page.breaks) == ("联建共建\n链上建支部", (5,))
    assert [(said.field, said.value) for said in page.candidates] == [("title", "经验交流")]


LOCKED = zipped({"content.xml": b"\x8f", "META-INF/manifest.xml": "<a><encryption-data/></a>"})
BAD = {
    "locked": (LOCKED, EncryptedError, "needs a password"),
    "pictures": (odp(page_of()), NoTextError, "only pictures"),
    "no texts": (ods(sheet(row(cell("甲"), cell("乙")))), UnsupportedError, "columns are 甲, 乙"),
    "no sheet": (ods(), UnsupportedError, "without a column of texts"),
}


@pytest.mark.parametrize(("data", "error", "message"), BAD.values(), ids=BAD.keys())
def test_bad_files(tmp_path, data, error, message):
    with pytest.raises(error, match=message):
        pages(tmp_path, data)
