"""Encodings: declared, guessed and mixed."""

import codecs

import pytest

from textmine.acquire.encoding import declared_encoding, decode, naturalness
from textmine.errors import BadEncodingError, SettingsError
from textmine.settings import AcquireSettings

HANS = "青禾镇推行“支部+合作社”，二〇一二年新建果蔬大棚36座，农户年均增收1200元。"
HANT = "竹溪鄉公所與農會合作，民國104年輔導青年返鄉務農，計畫經費新臺幣350萬元。"
MIXED = "本镇党委下辖三十二个支部，党员一千余名。" * 20

CASES = [
    (HANS, "utf-8", None, "utf-8"),
    (HANS, "utf-8", "gb2312", "utf-8"),  # a wrong declaration
    (HANS, "gb18030", None, "gb18030"),
    (HANS, "gb18030", "gb2312", "gb18030"),
    (HANS, "gb18030", "utf-8", "gb18030"),
    (HANS, "gb18030", "no-such-thing", "gb18030"),
    (HANS, "gb18030", "hex", "gb18030"),  # a codec, but not of text
    ("镕基同志与喆先生", "gb18030", "gb2312", "gb18030"),  # 镕 and 喆 are not in GB 2312
    (HANT, "gb18030", None, "gb18030"),  # traditional characters in a mainland encoding
    (HANT, "big5", None, "big5"),
    (HANT, "big5", "gbk", "big5"),
    (HANT, "big5", "big5", "big5"),
    (HANT + "碁裏", "cp950", None, "cp950"),
    (HANT + "邨", "big5hkscs", None, "big5hkscs"),
    (HANS, "utf-16-le", None, "utf-16-le"),
    (HANT, "utf-16-be", None, "utf-16-be"),
    ("", "utf-8", None, "utf-8"),
    ("plain ASCII", "utf-8", "gbk", "utf-8"),
    ("工作总结", "gb18030", None, "gb18030"),
    ("通知", "gb18030", None, "gb18030"),
    ("陆路", "gb18030", None, "gb18030"),  # its bytes are valid UTF-8
    ("會議紀錄", "big5", None, "big5"),
    ("café à la carte, où vous êtes", "utf-8", None, "utf-8"),
]


@pytest.mark.parametrize(("text", "encoding", "declared", "found"), CASES)
def test_decode(text, encoding, declared, found):
    decoded = decode(text.encode(encoding), declared=declared)
    assert (decoded.text, decoded.encoding, decoded.warnings) == (text, found, ())


BOMS = [
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
]


@pytest.mark.parametrize(("mark", "encoding"), BOMS)
def test_byte_order_mark_goes(mark, encoding):
    data = mark + HANS.encode(encoding)
    decoded = decode(data, declared="gb2312")
    assert (decoded.text, decoded.encoding) == (HANS, encoding)
    assert data.decode(decoded.encoding, errors="replace").removeprefix("\ufeff") == HANS


def test_newlines_stay():
    assert decode("甲\r\n乙\r丙\n".encode("gb18030")).text == "甲\r\n乙\r丙\n"


BROKEN = [
    (MIXED.encode() + b"\xd6\xd0" + "完。".encode(), "utf-8", 2),  # a GBK character in UTF-8
    (MIXED.encode("gb18030") + b"\xff" + "完。".encode("gb18030"), "gb18030", 1),
    (MIXED.encode("gb18030")[:-1], "gb18030", 1),  # cut within the last character
]


@pytest.mark.parametrize(("data", "encoding", "bad"), BROKEN)
def test_mixed_bytes_are_replaced_and_counted(data, encoding, bad):
    decoded = decode(data)
    assert decoded.encoding == encoding
    assert decoded.text == data.decode(encoding, errors="replace")
    assert decoded.warnings == (f"encoding: {bad} characters replaced",)


def test_bytes_that_no_encoding_fits():
    with pytest.raises(BadEncodingError, match="fit no known encoding") as caught:
        decode(bytes(range(129, 256)) * 20, name="a.txt")
    assert (caught.value.subject, caught.value.reason) == ("a.txt", "encoding")


def test_settings_overrule_everything():
    data = HANS.encode("gb18030")
    settings = AcquireSettings(encoding="latin-1")
    assert decode(data, declared="gbk", settings=settings).text == data.decode("latin-1")
    with pytest.raises(SettingsError, match="klingon"):
        decode(data, settings=AcquireSettings(encoding="klingon"))


DECLARED = [
    (b'<html><head><meta charset="gb2312">', "gb18030"),
    (b'<META http-equiv=Content-Type content="text/html; charset=big5" />', "big5"),
    (b"<?xml version='1.0' encoding='GBK'?>", "gb18030"),
    (b"<html><body>charset=gbk</body>", None),
    (b'<meta charset="nonsense">', None),
]


@pytest.mark.parametrize(("data", "encoding"), DECLARED)
def test_declared_encoding(data, encoding):
    assert declared_encoding(data) == encoding


@pytest.mark.parametrize(
    ("text", "share"), [("纯中文。", 1.0), ("abc", 1.0), ("", 1.0), ("樓湮\x01", 1 / 3)]
)
def test_naturalness(text, share):
    assert naturalness(text) == pytest.approx(share, abs=0.4)
