"""ODT: what LibreOffice shows of a document."""

import pytest

from tests.archives import zipped
from textmine.acquire.files import read_pages
from textmine.errors import EncryptedError, UnreadableError

NAMES = 'xmlns:office="o" xmlns:text="t" xmlns:style="s" xmlns:table="b" xmlns:draw="d"'
NAMES += ' xmlns:loext="l" xmlns:dc="c" xmlns:meta="m" xmlns:svg="v"'


def level(number: int, **attributes: str) -> str:
    told = " ".join(
        f'{name.replace("_", ":", 1).replace("_", "-")}="{value}"'
        for name, value in attributes.items()
    )
    return f'<text:list-level-style-number text:level="{number}" {told}/>'


STYLES = (
    '<text:list-style style:name="L1">'
    + level(1, style_num_format="一, 二, 三, ...", style_num_suffix="、")
    + level(2, style_num_format="一, 二, 三, ...", style_num_prefix="（", style_num_suffix="）")
    + level(3, style_num_format="1", text_display_levels="3", style_num_suffix=".")
    + '</text:list-style><text:list-style style:name="L2">'
    + level(
        1, style_num_format="壹, 貳, 參, ...", loext_num_list_format="第%1%項", text_start_value="3"
    )
    + '</text:list-style><text:list-style style:name="L3">'
    '<text:list-level-style-bullet text:level="1" text:bullet-char="●"/>'
    + level(2, style_num_format="")
    + '</text:list-style><style:style style:name="H"><style:text-properties text:display="none"/>'
    "</style:style>"
)
OUTLINE = (
    "<text:outline-style>"
    '<text:outline-level-style text:level="1" style:num-format="1" style:num-suffix="."/>'
    '<text:outline-level-style text:level="2" style:num-format="1" text:display-levels="2"/>'
    "</text:outline-style>"
)


def odt(body: str, **parts: str) -> bytes:
    content = (
        f"<office:document-content {NAMES}><office:automatic-styles>{STYLES}"
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    members = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content}
    whole = {
        "styles": "<office:document-styles {}>{}</office:document-styles>",
        "meta": "<office:document-meta {}><office:meta>{}</office:meta></office:document-meta>",
    }
    return zipped(members | {f"{n}.xml": whole[n].format(NAMES, xml) for n, xml in parts.items()})


def read(tmp_path, data: bytes):
    (tmp_path / "a.odt").write_bytes(data)
    (page,) = read_pages(tmp_path / "a.odt")
    return page


def p(inner: str, tag: str = "p") -> str:
    return f"<text:{tag}>{inner}</text:{tag}>"


def items(*inner: str, style: str = "L1", more: str = "") -> str:
    said = "".join(f"<text:list-item>{each}</text:list-item>" for each in inner)
    return f'<text:list text:style-name="{style}" {more}>{said}</text:list>'


def row(*cells: str) -> str:
    said = "".join(f"<table:table-cell>{p(cell)}</table:table-cell>" for cell in cells)
    return f"<table:table-row>{said}</table:table-row>"


ON = 'text:continue-numbering="true"'
LONG = "本會輔導部落青年返鄉，" * 12
BODIES = {
    "runs": (p("青年<text:span>返鄉</text:span>計畫<text:a>說明</text:a>"), "青年返鄉計畫說明"),
    "blanks": (p("甲  \n 乙<text:s text:c='2'/>丙<text:tab/>丁"), "甲 乙  丙\t丁"),
    "line break": (p("甲<text:line-break/>乙"), "甲\n乙"),
    "fields": (p("<text:title>題名</text:title>之<text:page-number>3</text:page-number>"),
               "題名之3"),
    "ruby": (p("<text:ruby><text:ruby-base>構</text:ruby-base><text:ruby-text>gòu</text:ruby-text>"
               "</text:ruby>建"), "構建"),
    "comments": (p("甲<office:annotation><text:p>請再查</text:p></office:annotation>乙"), "甲乙"),
    "deleted": ("<text:tracked-changes><text:deletion><text:p>舊</text:p></text:deletion>"
                "</text:tracked-changes>" + p("新"), "新"),
    "hidden": (p('甲<text:span text:style-name="H">密</text:span>乙'), "甲乙"),
    "notes": (p("甲<text:note><text:note-citation>1</text:note-citation><text:note-body>"
                "<text:p>註解</text:p></text:note-body></text:note>乙"), "甲[1]乙\n[1] 註解"),
    "boxes": (p("甲<draw:frame><draw:text-box><text:p>框內</text:p></draw:text-box>"
                "<svg:title>圖</svg:title></draw:frame>乙"), "甲乙\n框內"),
    "sections": ("<text:section><text:p>甲</text:p></text:section>" + p("乙"), "甲\n乙"),
    "list": (items(p("甲") + p("續"), p("乙")), "一、甲\n續\n二、乙"),
    "lists within": (items(p("甲") + items(p("子") + items(p("孫")), p("丑"))),
                     "一、甲\n（一）子\n一.一.1.孫\n（二）丑"),
    "deeper at once": (items(items(p("子"))) + items(p("甲"), more=ON),
                       "（一）子\n一、甲"),
    "anew": (items(p("甲")) + items(p("乙")), "一、甲\n一、乙"),
    "goes on": (items(p("甲"), more='xml:id="a"') + p("中")
                + items(p("乙"), more='text:continue-list="a"'),
                "一、甲\n中\n二、乙"),
    "starts at": (items(p("甲")).replace("-item>", '-item text:start-value="5">', 1), "五、甲"),
    "list header": (items(p("要點"), p("甲")).replace("list-item", "list-header", 2),
                    "要點\n一、甲"),
    "as LibreOffice writes it": (items(p("甲"), style="L2"), "第參項甲"),
    "bullets": (items(p("甲") + items(p("乙")), style="L3"), "●甲\n乙"),
    "table": (f"<table:table><table:table-header-rows>{row('村', '戶')}</table:table-header-rows>"
              f"{row('上村', '320')}</table:table>", "村\t戶\n上村\t320"),
    "layout": (f"<table:table>{row('緣起', LONG)}</table:table>", f"緣起\n{LONG}"),
}  # fmt: skip


@pytest.mark.parametrize(("body", "said"), BODIES.values(), ids=BODIES.keys())
def test_what_is_shown(tmp_path, body, said):
    assert read(tmp_path, odt(body)).source == said


def test_headings_are_numbered_as_the_outline_says(tmp_path):
    heading = '<text:h text:outline-level="{}" {}>{}</text:h>'
    body = "".join(
        heading.format(*each)
        for each in (
            (1, "", "緣起"),
            (2, "", "現況"),
            (1, 'text:is-list-header="true"', "附"),
            (1, "", "作法"),
        )
    )
    page = read(tmp_path, odt(body, styles=f"<office:styles>{OUTLINE}</office:styles>"))
    assert page.source == "1.緣起\n1.1 現況\n附\n2.作法"


def test_what_the_file_says_of_itself(tmp_path):
    meta = "<dc:title>社區營造</dc:title><meta:initial-creator>文化課</meta:initial-creator>"
    meta += "<meta:keyword>密件</meta:keyword>"
    margin = "<style:header><text:p>內部參考</text:p></style:header>"
    styles = f"<style:master-page>{margin}</style:master-page>"
    styles = f"<office:master-styles>{styles}</office:master-styles>"
    page = read(tmp_path, odt(p("甲"), meta=meta, styles=styles))
    assert [(said.field, said.value) for said in page.candidates] == [
        ("title", "社區營造"), ("author", "文化課"), ("secrecy", "密件"), ("secrecy", "內部參考"),
    ]  # fmt: skip


LOCKED = {"content.xml": "x", "META-INF/manifest.xml": "<m><encryption-data/></m>"}
BAD = [
    (LOCKED, EncryptedError, "needs a password"),
    ({"encrypted-package": "x"}, EncryptedError, "needs a password"),
    ({"content.xml": "<d><body/></d>"}, UnreadableError, "without a text"),
    ({"content.xml": "<d><body>"}, UnreadableError, "damaged XML"),
]


@pytest.mark.parametrize(("members", "error", "message"), BAD)
def test_bad_files(tmp_path, members, error, message):
    with pytest.raises(error, match=message):
        read(tmp_path, zipped(members))


def test_what_nests_without_end_is_left_out(tmp_path):
    deep = "<text:section>" * 200 + p("深") + "</text:section>" * 200
    assert read(tmp_path, odt(p("甲") + deep)).source == "甲"
