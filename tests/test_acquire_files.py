"""Files, folders and archives: what is read, and what bad input gets."""

import gzip
import io
import os
import pickle
import stat
import zipfile
from pathlib import Path

import pytest

from tests.archives import zipped
from textmine.acquire.files import read_pages
from textmine.acquire.folders import list_files, relative_name
from textmine.errors import (
    BadEncodingError,
    EncryptedError,
    NoTextError,
    SourceError,
    TooLargeError,
    UnavailableError,
    UnreadableError,
    UnsafeError,
    UnsupportedError,
)
from textmine.settings import AcquireSettings
from textmine.types import Page

OFFICE = Path(__file__).parent / "data" / "acquire" / "office"
TEXT = "青禾镇建立联合党委十二个。\n一、统筹力量。"


def read(tmp_path: Path, name: str, data: bytes, **settings):
    path = tmp_path / name
    path.write_bytes(data)
    return list(read_pages(path, settings=AcquireSettings(**settings)))


# ---- what a file is -----------------------------------------------------------------------------
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
KINDS = [
    ("a.txt", TEXT.encode(), "text/plain", "utf-8"),
    ("a.html", TEXT.encode("gb18030"), "text/plain", "gb18030"),  # the content decides
    ("a.txt", f"<html><body><p>{TEXT}".encode(), "text/html", "utf-8"),
    ("a.doc", f'<meta charset="gbk"><p>{TEXT}'.encode("gbk"), "text/html", "gb18030"),
    ("a.dat", gzip.compress(TEXT.encode(), mtime=0), "text/plain", "utf-8"),
    ("a.html.gz", gzip.compress(f"<div>{TEXT}</div>".encode(), mtime=0), "text/html", "utf-8"),
    ("a.txt", (OFFICE / "01-plain.docx").read_bytes(), DOCX, None),
    ("a.docx", (OFFICE / "01-plain.doc").read_bytes(), "application/msword", None),
    ("a.wps", (OFFICE / "01-plain.doc").read_bytes(), "application/msword", None),
    ("a.txt", (OFFICE / "01-plain.pdf").read_bytes(), "application/pdf", None),
]


@pytest.mark.parametrize(("name", "data", "media_type", "encoding"), KINDS)
def test_content_decides_not_the_extension(tmp_path, name, data, media_type, encoding):
    (page,) = read(tmp_path, name, data)
    assert (page.path, page.media_type, page.encoding) == (name, media_type, encoding)
    assert "\n" in page.body.text or page.media_type == "text/html"


NEWLINES = [
    ("甲\r\n乙", "甲\n乙", ()),
    ("甲\r乙\n", "甲\n乙\n", ()),
    ("甲\f乙\f丙\f", "甲\n乙\n丙\n", (2, 4)),  # form feeds part pages
    ("甲\u2028乙", "甲\n乙", ()),
]


@pytest.mark.parametrize(("source", "body", "breaks"), NEWLINES)
def test_plain_text_is_kept_whole(tmp_path, source, body, breaks):
    (page,) = read(tmp_path, "a.txt", source.encode())
    assert (page.source, page.body.text, page.breaks) == (source, body, breaks)


def test_source_reads_back_by_the_reported_encoding(tmp_path):
    for encoding in ("utf-8-sig", "gb18030", "big5", "utf-16"):
        data = "竹山鄉公所\r\n輔導青年返鄉".encode(encoding)
        (page,) = read(tmp_path, "a.txt", data)
        assert data.decode(page.encoding, "replace").removeprefix("\ufeff") == page.source


def test_mojibake_is_mended_in_the_body_only(tmp_path):
    garbled = "各位代表！".encode().decode("gbk", "replace")[:6]
    (page,) = read(tmp_path, "a.txt", garbled.encode())
    assert (page.source, page.body.text) == (garbled, "各位代表")
    assert page.warnings == ("mojibake: 4 characters mended",)


MHTML = (
    b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/related; boundary="x"\r\n\r\n--x\r\nContent-Type: text/html; '
    b"charset=gbk\r\nContent-Location: http://a.cn/1.htm\r\n\r\n%s\r\n--x--\r\n"
)


def test_saved_page_with_pictures(tmp_path):
    (page,) = read(tmp_path, "a.mht", MHTML % f"<p>{TEXT}</p>".encode("gbk"))
    assert (page.body.text, page.url, page.encoding) == (
        TEXT.replace("\n", ""), "http://a.cn/1.htm", None,
    )  # fmt: skip


# ---- what bad input gets (design.md, section 7) --------------------------------------------------
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PLAIN_DOC = (OFFICE / "01-plain.doc").read_bytes()
PLAIN_DOCX = (OFFICE / "01-plain.docx").read_bytes()
PLAIN_PDF = (OFFICE / "01-plain.pdf").read_bytes()
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><document><body>&b;</body></document>'
BAD = {
    "empty": (b"", NoTextError, "is empty"),
    "empty gzip": (gzip.compress(b""), NoTextError, "is empty"),
    "binary": (bytes(range(256)) * 40, UnsupportedError, "no format known"),
    "zeros": (b"\0" * 1000, UnsupportedError, "no format known"),
    "mixed bytes": (TEXT.encode("gb18030") + b"\xff\x81" * 5, BadEncodingError, "fit no known"),
    "cut rtf": (b"{\\rtf1 {x", UnreadableError, "damaged or truncated document"),
    "rar": (b"Rar!\x1a\x07\x00x", UnsupportedError, "unpack it first"),
    "7z": (b"7z\xbc\xaf\x27\x1cx", UnsupportedError, "unpack it first"),
    "caj": (b"CAJ\0x", UnsupportedError, "CNKI"),
    "program": (b"MZ\x90\0", UnsupportedError, "is not read"),
    "word xml": (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?>',
                 UnsupportedError, "save it as DOCX"),
    "presentation of no slides": (zipped({"ppt/presentation.xml": "<p/>"}), UnreadableError,
                                  "does not list its slides"),
    "drawing": (zipped({"content.xml": "<d><body><drawing/></body></d>"}), UnreadableError,
                "OpenDocument file without a text"),
    "e-book": (zipped({"META-INF/container.xml": "x"}), UnreadableError, "damaged XML"),
    "damaged zip": (b"PK\x03\x04 and no more", UnreadableError, "damaged or truncated zip"),
    "cut docx": (PLAIN_DOCX[:3000], UnreadableError, "damaged or truncated zip"),
    "docx without body": (zipped({"word/document.xml": "<document/>"}),
                          UnreadableError, "without a body"),
    "docx of bad xml": (zipped({"word/document.xml": "<document><body>"}),
                        UnreadableError, "damaged XML"),
    "xml entities": (zipped({"word/document.xml": LAUGHS}), UnsafeError, "declares entities"),
    "xml entities in utf-16": (zipped({"word/document.xml": LAUGHS.encode("utf-16")}),
                               UnsafeError, "declares entities"),
    "damaged doc": (OLE + b"x" * 600, UnreadableError, "damaged or truncated document"),
    "damaged xls": (OLE + b"\0" * 68 + b"\1" * 433, UnreadableError, "get it again, or open it"),
    "cut doc": (PLAIN_DOC[:5000], UnreadableError, "damaged or truncated document"),
    "damaged pdf": (b"%PDF-1.4 and no more", UnreadableError, "damaged PDF"),
    "cut gzip": (gzip.compress(os.urandom(3000))[:500], UnreadableError, "gzip"),
    "saved page without html": (MHTML.replace(b"text/html", b"text/css") % b"x",
                                UnreadableError, "without any HTML"),
    "damaged parquet": (b"PAR1 and no more", UnreadableError, "damaged Parquet"),
    "damaged picture": (b"\x89PNG\r\n\x1a\n and no more", SourceError, "is a (?:scan|damaged)"),
    "ofd without parts": (zipped({"OFD.xml": "<OFD><DocBody><DocRoot>a.xml</DocRoot></DocBody>"
                                    "</OFD>"}), UnreadableError, "lacks its part"),
    "workbook without texts": (zipped({"xl/workbook.xml": "x"}), UnreadableError, "damaged table"),
}  # fmt: skip


@pytest.mark.parametrize(("data", "error", "message"), BAD.values(), ids=BAD.keys())
def test_bad_input(tmp_path, data, error, message):
    with pytest.raises(error, match=message) as caught:
        read(tmp_path, "a.bin", data)
    assert caught.value.subject.startswith("a.bin")
    cause = caught.value.__cause__
    assert not str(cause or "") or str(cause) not in caught.value.message
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


BOMB = zipped({"a.txt": b"a" * 2_000_000})
LIMITS = [
    ("a.txt", TEXT.encode() * 100, {"max_bytes": 1000}),
    ("a.txt", TEXT.encode() * 100, {"max_characters": 1000}),
    ("a.html", b"<p>" + TEXT.encode() * 100, {"max_characters": 1000}),
    ("a.gz", gzip.compress(b"a" * 2_000_000), {"max_bytes": 100_000}),
    ("a.zip", BOMB, {"max_bytes": 100_000}),
    ("a.zip", zipped({"b.zip": BOMB}), {"max_bytes": 100_000}),
    ("a.zip", zipped({f"{n}.txt": TEXT for n in range(20)}), {"max_members": 10}),
    ("a.docx", zipped({"word/document.xml": b" " * 2_000_000}), {"max_bytes": 100_000}),
    ("a.pdf", PLAIN_PDF, {"max_characters": 20}),
]


@pytest.mark.parametrize(("name", "data", "limits"), LIMITS)
def test_limits(tmp_path, name, data, limits):
    with pytest.raises(TooLargeError):
        read(tmp_path, name, data, **limits)


def test_archives_in_archives(tmp_path):
    data = zipped({"a.txt": TEXT})
    for _ in range(2):
        data = zipped({"inner.zip": data})
    (page,) = read(tmp_path, "a.zip", data)
    assert page.path == "a.zip/inner.zip/inner.zip/a.txt"
    with pytest.raises(TooLargeError, match="max_depth"):
        read(tmp_path, "a.zip", zipped({"inner.zip": data}))


def test_members_of_an_archive_are_read_apart(tmp_path):
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as file:
        file.writestr("二/乙.txt", TEXT)
        file.writestr("一.txt", "甲村有党员二十一名。")
        file.writestr("../out.txt", TEXT)
        file.writestr("/root.txt", TEXT)
        file.writestr("C:\\x.txt", TEXT)
        file.writestr(link, "/etc/passwd")
        file.writestr("bad.docx", b"PK\x03\x04 no")
        file.writestr(".hidden", TEXT)
        file.writestr("__MACOSX/._一.txt", TEXT)
        file.writestr("~$lock.docx", b"x")
        file.mkdir("folder")
    found = read(tmp_path, "a.zip", data.getvalue())
    pages = [page.path for page in found if isinstance(page, Page)]
    errors = {error.subject: type(error) for error in found if isinstance(error, SourceError)}
    assert pages == ["a.zip/一.txt", "a.zip/二/乙.txt"]
    assert errors == {
        "a.zip/../out.txt": UnsafeError,
        "a.zip//root.txt": UnsafeError,
        "a.zip/C:\\x.txt": UnsafeError,
        "a.zip/link.txt": UnsafeError,
        "a.zip/bad.docx": UnreadableError,
    }


def test_member_with_a_password(tmp_path):
    data = bytearray(zipped({"a.txt": TEXT}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1  # the flag; the content does not matter
    (error,) = read(tmp_path, "a.zip", bytes(data))
    assert (type(error), error.subject) == (EncryptedError, "a.zip/a.txt")


def test_damaged_member(tmp_path):
    data = bytearray(zipped({"a.txt": TEXT * 50, "b.txt": TEXT}))
    data[40:60] = b"\0" * 20
    error, page = read(tmp_path, "a.zip", bytes(data))
    assert (type(error), page.path) == (UnreadableError, "a.zip/b.txt")


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_member_names_without_declared_encoding(tmp_path, encoding):
    # zipfile writes cp437; put the raw bytes of another encoding in their place
    name = "青禾镇经验材料.txt".encode(encoding)
    data = zipped({"x" * len(name): TEXT}).replace(b"x" * len(name), name)
    (page,) = read(tmp_path, "a.zip", data)
    assert page.path == "a.zip/青禾镇经验材料.txt"


def test_digest_is_that_of_the_member(tmp_path):
    (plain,) = read(tmp_path, "a.txt", TEXT.encode())
    (member,) = read(tmp_path, "a.zip", zipped({"b.txt": TEXT}))
    (packed,) = read(tmp_path, "c.gz", gzip.compress(TEXT.encode()))
    assert len({plain.digest, member.digest, packed.digest}) == 1


# ---- folders ------------------------------------------------------------------------------------
def test_list_files(tmp_path):
    for name in ("b.txt", "a/c.txt", "a/.hidden.txt", ".git/x.txt", "~$d.docx", "metadata.csv"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    (tmp_path / "a" / "up").symlink_to(tmp_path)  # a loop
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    found = list_files([tmp_path, tmp_path / "b.txt", tmp_path / "absent.txt"])
    names = [relative_name(root, file) for root, file in found]
    assert names == ["a/c.txt", "b.txt", "loop", "absent.txt"]


UNAVAILABLE = ["absent.txt", "loop", "pipe", "folder"]


@pytest.mark.parametrize("name", UNAVAILABLE)
def test_unavailable(tmp_path, name):
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    with pytest.raises(UnavailableError) as caught:
        list(read_pages(tmp_path / name))
    assert caught.value.subject == name


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_no_permission(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(TEXT)
    path.chmod(0)
    with pytest.raises(UnavailableError, match="denied"):
        list(read_pages(path))


def test_names_that_are_not_unicode(tmp_path):
    file = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + "青禾.txt".encode("gb18030")))
    assert relative_name(tmp_path, file) == "青禾.txt"


def test_names_are_relative_to_the_root(tmp_path):
    (tmp_path / "a").mkdir()
    path = tmp_path / "a" / "b.txt"
    path.write_text(TEXT)
    (page,) = read_pages(path, root=tmp_path)
    assert page.path == "a/b.txt"


@pytest.mark.parametrize(
    ("name", "what"),
    [("a.docx", "document"), ("A.WPS", "document"), ("a.ofd", "document"), ("a.zip", "zip file")],
)
def test_what_is_damaged_is_called_by_what_it_is_to_people(tmp_path, name, what):
    path = tmp_path / name
    path.write_bytes(PLAIN_DOCX[:3000])
    with pytest.raises(UnreadableError, match=f"is a damaged or truncated {what}"):
        list(read_pages(path))


# ---- what a browser saves with a page ------------------------------------------------------------
SAVED = {
    "a.htm": "甲村有党员十二名。",
    "a_files/style.css": "p{}",
    "a_files/frame.html": "<p>广告</p>",
    "a_files/附件.pdf": "x",  # a document of its own
    "b.files/乙.txt": "乙村有党员二十名。",  # of no page
    "下/c.html": "丙村有党员三十名。",
    "下/c.files/logo.gif": "GIF8",
}
READ = ["a.htm", "a_files/附件.pdf", "b.files/乙.txt", "下/c.html"]


def test_parts_of_a_saved_page_are_no_documents(tmp_path):
    for name, text in SAVED.items():
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    found = [relative_name(root, file) for root, file in list_files([tmp_path / "in"])]
    assert found == READ
    (tmp_path / "a.zip").write_bytes(zipped(SAVED))
    pages = read_pages(tmp_path / "a.zip")
    names = [page.path if isinstance(page, Page) else page.subject for page in pages]
    assert names == [f"a.zip/{name}" for name in READ]
