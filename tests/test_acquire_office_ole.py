"""Legacy DOC and WPS: the parts of the container, fields, properties. Texts are in test_office."""

import struct
from pathlib import Path

import pytest

from textmine.acquire.office.ole import _row, _without_fields, read_ole
from textmine.acquire.office.summary import read_summary
from textmine.acquire.office.word97 import modifiers
from textmine.errors import EncryptedError, UnreadableError, UnsupportedError
from textmine.settings import AcquireSettings

PLAIN = (Path(__file__).parent / "data" / "acquire" / "office" / "01-plain.doc").read_bytes()
HEAD = PLAIN.index(b"\xec\xa5")  # where the stream WordDocument begins


def renamed(new: str) -> bytes:
    """The file with its main stream under another name."""
    old = "WordDocument".encode("utf-16-le")
    at = PLAIN.index(old)
    name = new.encode("utf-16-le")
    entry = name.ljust(64, b"\0") + struct.pack("<H", len(name) + 2)
    return PLAIN[:at] + entry + PLAIN[at + 66 :]


def flagged(flag: int) -> bytes:
    flags = struct.unpack_from("<H", PLAIN, HEAD + 10)[0]
    return PLAIN[: HEAD + 10] + struct.pack("<H", flags | flag) + PLAIN[HEAD + 12 :]


def headed(magic: int) -> bytes:
    return PLAIN[:HEAD] + struct.pack("<H", magic) + PLAIN[HEAD + 2 :]


BAD = [
    (renamed("PowerPoint Document"), UnreadableError, "damaged or truncated document"),
    (renamed("CONTENTS"), UnsupportedError, "holds no Word document"),
    (renamed("EncryptedPackage"), EncryptedError, "needs a password"),
    (flagged(0x0100), EncryptedError, "needs a password"),
    (headed(0x1234), UnreadableError, "its head is not Word's"),
]


@pytest.mark.parametrize(("data", "error", "message"), BAD)
def test_bad_files(data, error, message):
    with pytest.raises(error, match=message) as caught:
        read_ole(data, "a.doc", AcquireSettings())
    assert caught.value.subject == "a.doc"


def test_word_6_saved_whole():
    text = "溪口镇推行支部轮值。\r全镇有党员九百名。\r".encode("gb18030")
    data = bytearray(headed(0xA5DC))
    data[HEAD + 10 : HEAD + 12] = b"\0\0"
    data[HEAD + 0x18 : HEAD + 0x20] = struct.pack("<2I", 0x300, 0x300 + len(text))
    data[HEAD + 0x300 : HEAD + 0x300 + len(text)] = text
    extracted = read_ole(bytes(data), "a.doc", AcquireSettings())
    assert extracted.text == "溪口镇推行支部轮值。\n全镇有党员九百名。"


FIELDS = [
    ("见\x13 HYPERLINK \x14网站\x15。", "见网站。"),
    ("第\x13 PAGE \x15页", "第页"),  # without a result
    ("\x13 IF \x13 PAGE \x141\x15 = 1 \x14甲\x15乙", "甲乙"),  # one in the instruction of another
    ("\x13 TOC \x14目录\x13 PAGEREF \x143\x15", "目录3"),  # goes on in the next paragraph
    ("目录二\x15", "目录二"),
    ("无", "无"),
]


@pytest.mark.parametrize(("text", "plain"), FIELDS)
def test_fields(text, plain):
    assert _without_fields(text) == plain


ROWS = [
    (["甲", "1"], ["甲\t1"]),
    (["", "甲", ""], ["\t甲"]),
    (["甲\n乙", "1"], ["甲 乙\t1"]),
    (["甲\n乙"], ["甲", "乙"]),
    (["长" * 130, "短"], ["长" * 130, "短"]),  # columns of a page
    ([], []),
]


@pytest.mark.parametrize(("cells", "lines"), ROWS)
def test_rows(cells, lines):
    assert list(_row(cells)) == lines


MODIFIERS = [
    (struct.pack("<HB", 0x2416, 1), {0x2416: 1}),
    (struct.pack("<HH", 0x460B, 3) + struct.pack("<HB", 0x260A, 2), {0x460B: 3, 0x260A: 2}),
    (struct.pack("<HB3sHB", 0xC615, 3, b"xyz", 0x2416, 1), {0xC615: 0, 0x2416: 1}),
    (struct.pack("<HH4sHB", 0xD608, 5, b"abcd", 0x2417, 1), {0xD608: 0, 0x2417: 1}),
    (b"\x16", {}),
]  # fmt: skip


@pytest.mark.parametrize(("data", "values"), MODIFIERS)
def test_modifiers(data, values):
    assert dict(modifiers(data)) == values


def summary(*values: tuple[int, bytes]) -> bytes:
    """A SummaryInformation stream."""
    entries, body = b"", b""
    for number, value in values:
        entries += struct.pack("<2I", number, 8 + 8 * len(values) + len(body))
        body += value.ljust(-len(value) % 4 + len(value), b"\0")
    section = struct.pack("<2I", 0, len(values)) + entries + body
    return b"\0" * 44 + struct.pack("<I", 48) + section


def narrow(text: bytes) -> bytes:
    return struct.pack("<2I", 0x1E, len(text)) + text


PROPERTIES = [
    (summary((2, narrow("调研报告".encode("gbk")))), [("title", "调研报告")]),
    (summary((4, struct.pack("<2I", 0x1F, 3) + "刘岩\0".encode("utf-16-le"))),
     [("author", "刘岩")]),
    (summary((12, struct.pack("<IQ", 0x40, 0x01CD0000_00000000))), [("date", "2012-03-12")]),
    (summary((12, struct.pack("<IQ", 0x40, 0))), []),
    (summary((3, narrow(b"subject"))), []),
    (summary((2, b"\x1e")), []),  # cut off
    (b"", []),
    (b"\xff" * 200, []),
]  # fmt: skip


@pytest.mark.parametrize(("data", "found"), PROPERTIES)
def test_summary(data, found):
    assert [(c.field, c.value[:10]) for c in read_summary(data)] == found
