"""Mails: the text, what is attached, what the head says; damaged ones say why."""

from __future__ import annotations

import base64
import io
import zipfile
from email.message import EmailMessage, Message
from pathlib import Path

import pytest

from textmine.acquire import media
from textmine.acquire.files import read_pages
from textmine.acquire.mail import Part, split_mail, split_mailbox
from textmine.clean.secrecy import find_mark, inherited_mark
from textmine.errors import (
    EncryptedError,
    NoTextError,
    SourceError,
    TooLargeError,
    UnreadableError,
)
from textmine.settings import AcquireSettings
from textmine.types import Page

TEXT = (
    "各位领导：\n现将我镇村企联建情况报告如下。全镇23个村与18家企业结成对子，企业出资金、出技术，村里出土地、"
    "出劳力，联合党总支统一研究项目，按月碰头，当年带动农户户均增收。\n"
)
DOCX = (Path(__file__).parent / "data/acquire/office/01-plain.docx").read_bytes()


def letter(text: str = TEXT, subject: str = "转发：村企联建情况报告") -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = "王小梅 <wang@example.gov.cn>"
    mail["To"] = "zhen@example.gov.cn"
    mail["Subject"] = subject
    mail["Date"] = "Tue, 09 Mar 2010 08:30:00 +0800"
    if text:
        mail.set_content(text, charset="gb18030")
    return mail


def attach(mail: EmailMessage, name: str, data: bytes) -> EmailMessage:
    mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return mail


def read(path: Path, data: bytes, **limits: int) -> list[Page | SourceError]:
    path.write_bytes(data)
    return list(read_pages(path, settings=AcquireSettings(**limits)))


def pages(path: Path, mail: Message) -> dict[str, Page]:
    found = read(path, mail.as_bytes())
    return {page.path: page for page in found if isinstance(page, Page)}


def stated(page: Page) -> dict[str, str]:
    return {c.field: c.value for c in page.candidates if c.origin == "properties"}


def test_text_attachments_and_what_the_head_says(tmp_path: Path) -> None:
    mail = attach(attach(letter(), "总结.docx", DOCX), "总结.docx", "另一份。".encode())
    found = pages(tmp_path / "a.eml", mail)
    assert list(found) == ["a.eml/body.txt", "a.eml/总结.docx", "a.eml/总结-2.docx"]
    body, report, _ = found.values()
    assert (body.source.replace("\r\n", "\n"), body.encoding) == (TEXT, "gb18030")
    assert stated(body) == {
        "title": "村企联建情况报告", "author": "王小梅",
        "date": "2010-03-09", "site_date": "2010-03-09",
    }  # fmt: skip
    assert report.media_type == media.DOCX
    assert stated(report)["site_date"] == "2010-03-09"
    assert "王小梅" not in stated(report).values()


def test_html_is_read_where_there_is_no_plain_text(tmp_path: Path) -> None:
    mail = letter("")
    mail.set_content(f"<div><p>{TEXT * 4}</p></div>", subtype="html")
    (page,) = pages(tmp_path / "a.eml", mail).values()
    assert (page.path, page.media_type) == ("a.eml/body.html", media.HTML)
    both = letter()
    both.add_alternative(f"<p>{TEXT}</p>", subtype="html")
    assert list(pages(tmp_path / "a.eml", both)) == ["a.eml/body.txt"]


def test_pictures_in_the_text_are_no_attachments(tmp_path: Path) -> None:
    mail = letter()
    mail.add_alternative(f'<p>{TEXT}<img src="cid:1"></p>', subtype="html")
    (_, html) = mail.iter_parts()
    html.add_related(b"\x89PNG\r\n\x1a\n", "image", "png", cid="<1>", filename="logo.png")
    assert list(pages(tmp_path / "a.eml", mail)) == ["a.eml/body.txt"]


def test_mails_and_archives_in_mails(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("1.txt", TEXT)
    inner = attach(letter(subject="内层"), "包.zip", packed.getvalue())
    outer = letter("请查收。")
    outer.add_attachment(inner, filename="原件.eml")
    assert list(pages(tmp_path / "a.eml", outer)) == [
        "a.eml/原件.eml/body.txt", "a.eml/原件.eml/包.zip/1.txt",  # without 请查收
    ]  # fmt: skip


def test_mailbox(tmp_path: Path) -> None:
    quoted = TEXT + "\n>From here on\n"
    mails = [letter().as_bytes(), letter(quoted).as_bytes()]
    data = b"".join(b"From w@a.cn Tue Mar  9 08:30:00 2010\n" + mail + b"\n\n" for mail in mails)
    found = read(tmp_path / "inbox", data)
    assert [page.path for page in found if isinstance(page, Page)] == [
        "inbox/1.eml/body.txt", "inbox/2.eml/body.txt",
    ]  # fmt: skip
    plain = b"From w@a.cn x\nTo: a\n\n>From here\n>>From there\n"
    (part,) = split_mailbox(plain, "")
    assert part == Part("1.eml", b"To: a\n\nFrom here\n>From there\n")


HEAD = b"From: a@b.cn\nTo: c@d.cn\n"
GBK = base64.b64encode("关于联建".encode("gbk"))


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        (b"Subject: " + "关于联建的报告".encode("gb18030"), "关于联建的报告"),  # bare bytes
        (b"Subject: " + "关于联建的报告".encode(), "关于联建的报告"),
        (b"Subject: =?gb2312?B?" + GBK + b"?=", "关于联建"),
        # Cut in the middle of a character, as some programs do.
        (b"Subject: =?gbk?B?udjT?=\n =?gbk?B?2sGqvag=?=", "关于联建"),
        (b"Subject: =?x-nobody?B?" + GBK + b"?=", "关于联建"),
        (b"Subject: =?gbk?B?u?=", "=?gbk?B?u?="),  # no base64
        ("Subject: Re[2]: 回复：Fw: 联建".encode(), "联建"),
        (b"Date: x", None),
    ],
)
def test_subjects(tmp_path: Path, subject: bytes, title: str | None) -> None:
    data = HEAD + subject + b"\nMIME-Version: 1.0\n\n" + TEXT.encode()
    (page,) = read(tmp_path / "a.eml", data)
    assert isinstance(page, Page)
    assert stated(page).get("title") == title


def test_marks_of_a_mail_hold_for_what_is_attached(tmp_path: Path) -> None:
    said = attach(letter(subject="【内部资料】联建情况"), "总结.docx", DOCX)
    body, report = pages(tmp_path / "a.eml", said).values()
    assert (find_mark(body), find_mark(report)) == ("【内部资料】联建情况", None)
    assert inherited_mark(report) == "【内部资料】联建情况"
    written = attach(letter("机密★5年\n" + TEXT), "总结.docx", DOCX)
    assert inherited_mark(pages(tmp_path / "a.eml", written)["a.eml/总结.docx"]) == "机密★5年"


MIXED = b'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="x"\n\n'
FILE = b'--x\nContent-Type: application/pdf; name="a.pdf"\nContent-Transfer-Encoding: base64\n\n'
BAD: dict[str, tuple[bytes, type[SourceError], str]] = {
    "nothing": (b"Subject: x\n\n\n", UnreadableError, "without text or attachments"),
    "head alone": (b"Subject: x\n", UnreadableError, "without text or attachments"),
    "cut before its parts": (MIXED, UnreadableError, "without text or attachments"),
    "cut attachment": (MIXED + FILE + b"UEsDBBQAAA", UnreadableError, "cut off in its mail"),
    "damaged attachment": (MIXED + FILE + b"!!!\n--x--\n", UnreadableError, "cut off in its mail"),
    "a mail within, of parts without a boundary": (
        MIXED + b"--x\nContent-Type: message/rfc822\n\n" + HEAD
        + b"Content-Type: multipart/mixed\n\n" + TEXT.encode("gbk") + b"\n--x--\n",
        UnreadableError, "is a damaged mail",
    ),
    "encrypted": (
        b"MIME-Version: 1.0\nContent-Type: application/pkcs7-mime; smime-type=enveloped-data\n\nx",
        EncryptedError, "encrypted mail",
    ),
    "an attached file that is none": (
        MIXED + FILE.replace(b"base64", b"7bit") + b"\n--x--\n", NoTextError, "is empty",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("rest", "error", "message"), BAD.values(), ids=BAD)
def test_bad_mails(tmp_path: Path, rest: bytes, error: type[SourceError], message: str) -> None:
    with pytest.raises(error, match=message):
        raise next(each for each in read(tmp_path / "a.eml", HEAD + rest) if each)


@pytest.mark.parametrize("limits", [{"max_depth": 1}, {"max_members": 1}])
def test_mails_have_the_limits_of_archives(tmp_path: Path, limits: dict[str, int]) -> None:
    outer = letter()
    outer.add_attachment(letter())
    with pytest.raises(TooLargeError):
        read(tmp_path / "a.eml", outer.as_bytes(), **limits)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (HEAD + b"Subject: x\n\nx", media.MAIL),
        (HEAD.replace(b"\n", b"\r\n") + b"Date: x\r\n\r\nx", media.MAIL),
        (b"Received: from a\n\tby b; x\nFrom: a\nSubject: x\n\nx", media.MAIL),
        (b"From a@b Tue\n" + HEAD + b"Subject: x\n\nx", media.MAILBOX),
        (b"From: <Saved by Blink>\nSubject: x\nContent-Type: multipart/related\n\nx", media.MHTML),
        ("From: 甲\nTo: 乙\n\n联建".encode(), None),  # nothing that a program wrote
        (b"From here to there\nTo: x\n\n", None),
        (HEAD + b"Subject: x\nno header\n\nx", None),
        ("标题：联建\n\n正文".encode(), None),
    ],
)
def test_what_is_a_mail(data: bytes, kind: str | None) -> None:
    assert media.sniff_bytes(data) == kind


def test_long_heads_are_read_in_time() -> None:
    assert media.sniff_bytes(b"A: x\n" * 400_000) is None
    parts = split_mail(HEAD + b"Subject: " + b"=?gbk?B?" * 20_000 + b"\n\nx", "a")
    assert [type(part).__name__ for part in parts] == ["Part"]
