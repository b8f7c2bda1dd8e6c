"""EPUB: a book of cases, a book that is one report, copy protection, damage."""

import pytest

from tests.archives import zipped
from textmine.acquire.files import read_pages
from textmine.acquire.office.epub_contents import Entry, find_articles
from textmine.errors import EncryptedError, NoTextError, TooLargeError, UnreadableError, UnsafeError
from textmine.settings import AcquireSettings

CONTAINER = '<c><rootfiles><rootfile full-path="O%20P/b.opf"/></rootfiles></c>'
LONG = "青禾镇建立联合党委十二个，带动村集体增收，办起食堂三处，送餐上门，老人称便。" * 2


def html(body: str, head: str = "<title/>") -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html><html '
        f'xmlns="http://www.w3.org/1999/xhtml"><head>{head}</head><body>{body}</body></html>'
    )


def case(title: str, text: str = LONG) -> str:
    return html(f'<h1 id="t">{title}</h1><p>{text}</p>')


def nav(*entries: str) -> str:
    return html(f'<nav type="toc"><h2>目录</h2><ol>{"".join(entries)}</ol></nav>')


def entry(label: str, target: str, *inner: str) -> str:
    below = f"<ol>{''.join(inner)}</ol>" if inner else ""
    return f'<li><a href="{target}"><b>{label}</b></a>{below}</li>'


def epub(files: dict[str, str], contents: str = "", metadata: str = "", **more: str) -> bytes:
    """A book of files by name, in their order; *contents* is its nav, or "" for none."""
    items = "".join(
        f'<item id="i{n}" href="{name}" media-type="application/xhtml+xml"/>'
        for n, name in enumerate(files)
    )
    refs = "".join(f'<itemref idref="i{n}"/>' for n in range(len(files)))
    listed = '<item id="n" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>'
    package = (
        f'<package xmlns:dc="d"><metadata>{metadata}</metadata><manifest>{items}{listed}'
        f'<item id="x" href="toc.ncx"/></manifest><spine toc="x"><itemref idref="n"/>{refs}'
        '<itemref idref="i0"/><itemref idref="none"/></spine></package>'
    )
    named = {f"O P/{name}": text for name, text in files.items()}
    members = {"META-INF/container.xml": CONTAINER, "O P/b.opf": package, **named}
    if contents:
        members["O P/nav.xhtml"] = contents
    return zipped(members | more)


def pages(tmp_path, data: bytes, **settings):
    (tmp_path / "a.epub").write_bytes(data)
    return list(read_pages(tmp_path / "a.epub", settings=AcquireSettings(**settings)))


TWO = {"c1.xhtml": case("一碗汤的食堂"), "c2.xhtml": case("院坝里的会")}
TOC = nav(entry("一碗汤的食堂", "c1.xhtml"), entry("院坝里的会", "c2.xhtml#t"))


def test_a_book_of_cases_is_a_page_for_each(tmp_path):
    one, two = pages(tmp_path, epub(TWO, TOC, "<dc:title>案例选编</dc:title>"))
    assert (one.path, two.path) == ("a.epub/01 一碗汤的食堂", "a.epub/02 院坝里的会")
    assert two.source == two.body.text == f"院坝里的会\n{LONG}"
    assert one.media_type == "application/epub+zip"
    assert [(c.field, c.value) for c in one.candidates] == [("title", "一碗汤的食堂")]
    assert one.digest != two.digest


METADATA = "<dc:title>食堂调查</dc:title><dc:creator>刘岩</dc:creator><dc:date>2012-03</dc:date>"
METADATA += "<dc:subject>内部资料</dc:subject>"
SECTIONS = nav(entry("一、背景", "c1.xhtml"), entry("二、做法", "c2.xhtml"))


@pytest.mark.parametrize(
    "contents", [SECTIONS, "", "<html><nav", nav(), nav(entry("全文", "c1.xhtml"))]
)
def test_a_book_of_chapters_is_one_article(tmp_path, contents):
    (page,) = pages(tmp_path, epub(TWO, contents, METADATA))
    assert page.path == "a.epub"
    assert page.source == f"一碗汤的食堂\n{LONG}\n院坝里的会\n{LONG}"
    assert page.paragraphs == (7, 8 + len(LONG), 14 + len(LONG))
    assert [(c.field, c.value) for c in page.candidates] == [
        ("title", "食堂调查"), ("author", "刘岩"), ("date", "2012-03"), ("secrecy", "内部资料"),
    ]  # fmt: skip


NCX = (
    '<?xml version="1.0"?><!DOCTYPE ncx PUBLIC "-//NISO//DTD ncx 2005-1//EN" "ncx.dtd">'
    "<ncx><navMap>"
    "<navPoint><navLabel><text>食堂</text></navLabel><content src='c1.xhtml'/></navPoint>"
    "<navPoint><navLabel><text>院坝</text></navLabel><content src='c2.xhtml'/></navPoint>"
    "</navMap></ncx>"
)


def test_contents_of_an_older_book(tmp_path):
    found = pages(tmp_path, epub(TWO, **{"O P/toc.ncx": NCX}))
    assert [page.path for page in found] == ["a.epub/01 食堂", "a.epub/02 院坝"]


ALL = html(
    f'<div><h1>封面</h1></div><a id="a"/><h1>甲</h1><p>{LONG}</p><section id="b"><h1>乙</h1>'
    f"<table><tr><td>村</td><td>户</td></tr></table><p>{LONG}</p></section>"
)


def test_cases_in_one_file(tmp_path):
    contents = nav(entry("甲镇", "all.xhtml#a"), entry("乙/镇", "all.xhtml#b"))
    one, two = pages(tmp_path, epub({"all.xhtml": ALL}, contents))
    assert (one.path, one.source) == ("a.epub/01 甲镇", f"甲\n{LONG}")
    assert (two.path, two.source) == ("a.epub/02 乙 镇", f"乙\n村\t户\n{LONG}")


def test_parts_of_a_book_hold_its_cases_and_what_stands_beside_is_left_out(tmp_path):
    files = {"v.xhtml": case("版权信息"), "p.xhtml": html("<h1>第一编</h1>"), **TWO}
    contents = nav(
        entry("版权信息", "v.xhtml"),
        entry("第一编 食堂", "p.xhtml", entry("甲", "c1.xhtml"), entry("乙", "c2.xhtml")),
    )
    assert [page.path for page in pages(tmp_path, epub(files, contents))] == [
        "a.epub/01 甲", "a.epub/02 乙",
    ]  # fmt: skip


def test_headings_within_a_case_part_nothing(tmp_path):
    files = {"c1.xhtml": case("甲"), "s.xhtml": case("建强堡垒"), "c2.xhtml": case("乙")}
    inner = entry("建强堡垒", "s.xhtml"), entry("服务&nbsp;群众", "s.xhtml#t")
    contents = nav(entry("甲", "c1.xhtml", *inner), entry("乙", "c2.xhtml"))
    one, two = pages(tmp_path, epub(files, contents))
    assert (one.source, two.source) == (f"甲\n{LONG}\n建强堡垒\n{LONG}", f"乙\n{LONG}")


@pytest.mark.parametrize(("length", "first"), [(500, "a.epub/01 一碗汤的食堂"), (600, "a.epub/01")])
def test_a_long_preface_is_an_article(tmp_path, length, first):
    files = {"p.xhtml": html("<p>" + "序" * length + "</p>"), **TWO}
    assert pages(tmp_path, epub(files, TOC))[0].path == first


ARTICLES = [
    (["甲镇的食堂", "乙村的院坝会"], 2),
    (["案例一 食堂", "案例二 院坝"], 2),
    (["第一章 总论", "第二章 做法"], 0),
    (["封面", "一、背景", "二、主要做法"], 0),
    (["背景", "主要做法", "经验启示"], 0),
    (["前言", "甲镇的食堂", "经验启示"], 3),
    (["全文"], 0),
]


@pytest.mark.parametrize(("labels", "count"), ARTICLES)
def test_which_entries_are_articles(labels, count):
    assert len(list(find_articles([Entry(label, "") for label in labels]))) == count


def locked(way: str, uri: str) -> dict[str, str]:
    told = f'<EncryptionMethod Algorithm="{way}"/><CipherData><CipherReference URI="{uri}"/>'
    xml = f"<e><EncryptedData>{told}</CipherData></EncryptedData></e>"
    return {"META-INF/encryption.xml": xml}


AES = "http://www.w3.org/2001/04/xmlenc#aes128-cbc"
FONTS = "http://www.idpf.org/2008/embedding"


def test_fonts_that_are_locked_are_no_text(tmp_path):
    assert len(pages(tmp_path, epub(TWO, TOC, **locked(FONTS, "O P/c1.xhtml")))) == 2
    assert len(pages(tmp_path, epub(TWO, TOC, **locked(AES, "O P/a.otf")))) == 2


LOOP = zipped({"META-INF/container.xml": CONTAINER, "O P/b.opf": "<package><spine/></package>"})
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha">]><nav type="toc"><ol><li>&a;</li></ol></nav>'
BAD = {
    "protected": (epub(TWO, TOC, **locked(AES, "O%20P/c2.xhtml")), EncryptedError, "DRM"),
    "no package": (zipped({"META-INF/container.xml": CONTAINER}), UnreadableError,
                   "without chapters"),
    "no spine": (LOOP, UnreadableError, "without chapters"),
    "leaves": (zipped({"META-INF/container.xml": CONTAINER.replace("O%20P/b.opf", "../../x")}),
               UnreadableError, "without chapters"),
    "entities": (epub(TWO, LAUGHS), UnsafeError, "declares entities"),
    "pictures": (epub({"c.xhtml": html('<img src="a.png"/>')}), NoTextError, "only pictures"),
}  # fmt: skip


@pytest.mark.parametrize(("data", "error", "message"), BAD.values(), ids=BAD.keys())
def test_bad_files(tmp_path, data, error, message):
    with pytest.raises(error, match=message):
        pages(tmp_path, data)


def test_limits(tmp_path):
    with pytest.raises(TooLargeError, match="max_characters"):
        pages(tmp_path, epub(TWO, TOC), max_characters=300)
    with pytest.raises(TooLargeError, match="max_bytes"):
        pages(tmp_path, epub({"c.xhtml": case("甲", "长" * 100_000)}), max_bytes=50_000)
