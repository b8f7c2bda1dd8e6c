"""RTF: what Word and WPS write, in their several ways of writing a Chinese sign."""

import pytest

from textmine.acquire.files import read_pages
from textmine.acquire.office.rtf import read_rtf
from textmine.errors import NoTextError, TooLargeError, UnreadableError
from textmine.settings import AcquireSettings

HEAD = r"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fnil\fcharset134 \'cb\'ce\'cc\'e5;}{\f1 Arial;}}"
SPLIT = "x\ty\n" + "长" * 130


def bytewise(text: str, encoding: str = "gb18030") -> str:
    """Text as old programs write it, a byte at a time."""
    signs = text.encode(encoding)
    return "".join(chr(b) if b < 128 else f"\\'{b:02x}" for b in signs)


def coded(text: str) -> str:
    """Text as new programs write it: numbers, each with a question mark for who knows none."""
    units = text.encode("utf-16-le")
    pairs = (int.from_bytes(units[at : at + 2], "little") for at in range(0, len(units), 2))
    return "".join(f"\\u{unit - 65_536 if unit > 32_767 else unit}?" for unit in pairs)


def read(body: str, head: str = HEAD, **settings):
    data = (head + body + "}").encode("latin-1")
    return read_rtf(data, "a.rtf", AcquireSettings(**settings))


BODIES = [
    (bytewise("联建") + r"\par " + bytewise("十二村") + r"\par", "联建\n十二村"),
    (coded("联建𠮷") + r"\par " + coded("村。"), "联建𠮷\n村。"),
    (r"\uc2\u-32684\'c1\'aa" + bytewise("建"), "联建"),  # two bytes stand for the sign
    (r"\f1 12" + r"{\f0 " + bytewise("个村") + r"}\f1 3", "12个村3"),
    ("联建".encode("gb18030").decode("latin-1"), "联建"),  # bytes as they are
    (bytewise("联") + "\r\n" + bytewise("建"), "联建"),  # the end of a line says nothing
    (r"{\pict\wmetafile8 0102ff}{\*\generator WPS;}" + bytewise("联建"), "联建"),
    (r"{\field{\*\fldinst HYPERLINK x}{\fldrslt " + bytewise("联建") + "}}", "联建"),
    (bytewise("联") + r"{\v a}\v b\v0 " + bytewise("建"),
     "联建"),
    (r"{\*\shpinst{\sp{\sn a}{\sv b}}{\shptxt " + bytewise("框里的话。") + r"\par}}", "框里的话。"),
    (r"{\listtext\'d2\'bb\'a1\'a2\tab}" + bytewise("统筹") + r"\par", "一、\t统筹"),
    (r"\trowd\pard\intbl a\par b\cell 1\cell\row\pard c", "a b\t1\nc"),
    (r"\trowd\intbl x\cell y\cell\row\intbl " + bytewise("长" * 130) + r"\cell\row", SPLIT),
    (bytewise("联建") + r"{\super\chftn{\footnote\chftn " + bytewise("见附件") + r"}}\par c",
     "联建[1]\nc\n[1] 见附件"),
    (r"\ldblquote a\rdblquote\~b\_c\{d\}", "“a” b-c{d}"),
    (r"\bin3 {}}" + "a", "a"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "text"), BODIES)
def test_text(body, text):
    found = read(body)
    assert found.text == text
    assert found.paragraphs == tuple(at + 1 for at, c in enumerate(text) if c == "\n")


def test_traditional_signs_by_the_charset_of_the_font():
    head = r"{\rtf1\ansi{\fonttbl{\f0\fcharset136 x;}}\f0 "
    assert read(bytewise("聯建", "big5"), head).text == "聯建"


def test_properties_and_margins():
    info = r"{\info{\title " + bytewise("总结") + r"}{\author wps}{\doccomm x}}"
    margin = r"{\header\pard " + bytewise("内部资料") + r"\par}"
    found = [(c.field, c.value, c.origin) for c in read(info + margin + "a").candidates]
    assert found == [
        ("title", "总结", "properties"),
        ("author", "wps", "properties"),
        ("secrecy", "内部资料", "margin"),
    ]


def test_a_doc_may_be_rtf_within(tmp_path):
    data = HEAD + bytewise("青禾镇建立联合党委十二个。") + r"\par}"
    (tmp_path / "a.doc").write_bytes(data.encode("latin-1"))
    (page,) = read_pages(tmp_path / "a.doc")
    assert (page.media_type, page.body.text) == ("application/rtf", "青禾镇建立联合党委十二个。")


BAD = [
    (r"{\b a", {}, UnreadableError),  # cut off
    ("{" * 1_100 + "}" * 1_100, {}, UnreadableError),
    (r"{\pict 00ff}", {}, NoTextError),
    ("a" * 101, {"max_characters": 100}, TooLargeError),
]


@pytest.mark.parametrize(("body", "settings", "error"), BAD)
def test_bad_documents(body, settings, error):
    with pytest.raises(error):
        read(body, **settings)
