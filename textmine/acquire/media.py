"""What a file is, by its content; its extension is not looked at."""

from __future__ import annotations

import re
from collections.abc import Collection

PDF = "application/pdf"
OLE = "application/x-ole-storage"
DOC = "application/msword"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODT = "application/vnd.oasis.opendocument.text"
ODP = "application/vnd.oasis.opendocument.presentation"
PPT = "application/vnd.ms-powerpoint"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
OFD = "application/ofd"
RTF = "application/rtf"
EPUB = "application/epub+zip"
ZIP = "application/zip"
GZIP = "application/gzip"
PARQUET = "application/vnd.apache.parquet"
CSV = "text/csv"
JSONL = "application/x-ndjson"
HTML = "text/html"
TEXT = "text/plain"
MHTML = "multipart/related"
MAIL = "message/rfc822"
MAILBOX = "application/mbox"
IMAGE = "image/"

# Bytes at the start of a file, and what it is.
MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", PDF),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLE),
    (b"PK\x03\x04", ZIP),
    (b"PK\x05\x06", ZIP),  # an empty one
    (b"\x1f\x8b", GZIP),
    (b"PAR1", PARQUET),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"{\\rtf", RTF),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"BZh", "application/x-bzip2"),
    (b"\xfd7zXZ\0", "application/x-xz"),
    (b"%!PS", "application/postscript"),
    (b"CAJ\0", "application/x-caj"),
    (b"HN\0", "application/x-caj"),
    (b"KDH ", "application/x-caj"),
    (b"MZ", "application/x-msdownload"),
    (b"\x7fELF", "application/x-executable"),
    (b"SQLite format 3\0", "application/vnd.sqlite3"),
)
# What to do about a format that is not read here.
ADVICE = {
    "application/vnd.rar": "is a RAR archive; unpack it first",
    "application/x-7z-compressed": "is a 7z archive; unpack it first",
    "application/x-bzip2": "is bzip2 data; unpack it first",
    "application/x-xz": "is xz data; unpack it first",
    "application/x-tar": "is a tar archive; unpack it first",
    "application/postscript": "is PostScript; make a PDF of it",
    "application/x-caj": "is CNKI's CAJ; print it to a PDF",
    "application/vnd.ms-outlook": "is an Outlook mail; save it as .eml",
    PPT: "is a presentation of PowerPoint 95; save it as PPTX or PDF",
    "application/vnd.ms-word.xml": "is Word 2003 XML; save it as DOCX",
    "application/octet-stream": "is no format known here; save it as DOCX, PDF or text",
}
# A member that only this kind of zip file has.
MEMBERS: tuple[tuple[str, str], ...] = (
    ("word/document.xml", DOCX),
    ("xl/workbook.xml", XLSX),
    ("ppt/presentation.xml", PPTX),
    ("OFD.xml", OFD),
    ("META-INF/container.xml", EPUB),
    ("content.xml", ODT),  # or another file of OpenDocument: its body tells
    ("encrypted-package", ODT),  # under a password, as LibreOffice 24.8 and later pack it
)
HTML_START = re.compile(
    r"(?>\s+|<\?xml[^>]*>|<!--.{0,2000}?-->)*<(?:!doctype\s+html|html|head|body|meta|title|div|table|p|h[1-6]|"
    r"article|section|script|style|link|center|span|font|br|ul|ol|a)\b",
    re.IGNORECASE | re.DOTALL,
)
HTML_LATER = re.compile(r"<(?:html|body)\b[^>]{0,400}>", re.IGNORECASE)
MHTML_START = re.compile(
    rb"\s*(?:From:|MIME-Version:|Content-Type: multipart/related)", re.IGNORECASE
)
# Lines of a mail's head, to the empty line below; of a page that a browser saved, none is in SENT.
HEADER = re.compile(rb"([A-Za-z][\w-]{1,40}):[^\n]*\n(?:[ \t][^\n]*\n)*")
SENT = frozenset((b"to", b"cc", b"bcc", b"received", b"message-id", b"delivered-to", b"x-mailer"))
WRITTEN = frozenset((b"subject", b"date", b"mime-version"))
FROM_LINE = re.compile(rb"From [^\r\n]{1,200}\r?\n(?=[A-Za-z-]{2,40}:)")
LONGEST_HEAD = 64_000  # bytes
WORD_PART = re.compile(r"word/document\d*\.xml")  # Word's own servers number it
WORD_XML = re.compile(rb'<\?mso-application progid="Word\.Document"\?>|<w:wordDocument\b')


def sniff_bytes(data: bytes) -> str | None:
    """The kind of a file that begins in a way of its own; None for text of any kind."""
    for magic, kind in MAGIC:
        if data.startswith(magic):
            return kind
    if data[8:12] == b"WEBP" and data.startswith(b"RIFF"):
        return "image/webp"
    if data.startswith(b"BM") and data[6:10] == b"\0\0\0\0":
        return "image/bmp"
    if data[257:262] == b"ustar":
        return "application/x-tar"
    if b"%PDF-" in data[:1024]:
        return PDF
    if WORD_XML.search(data, 0, 1000):
        return "application/vnd.ms-word.xml"
    return _sniff_mail(data)


def _sniff_mail(data: bytes) -> str | None:
    """A mailbox, a mail, or a page saved in the form of one."""
    if FROM_LINE.match(data) and _is_mail(data, data.index(b"\n") + 1):
        return MAILBOX
    if _is_mail(data):
        return MAIL
    saved = MHTML_START.match(data, 0, 200) and b"multipart/related" in data[:2000]
    return MHTML if saved else None


def _is_mail(data: bytes, start: int = 0) -> bool:
    """Whether the head of a mail stands at *start*, down to its empty line."""
    if not HEADER.match(data, start, start + 1000):
        return False
    names, end = set(), min(len(data), start + LONGEST_HEAD)
    while found := HEADER.match(data, start, end):
        names.add(found[1].lower())
        start = found.end()
    ends = data[start : start + 2].startswith((b"\n", b"\r\n")) or start == len(data)
    return ends and b"from" in names and bool(SENT & names) and bool(WRITTEN & names)


def sniff_zip(members: Collection[str]) -> str:
    """What a zip file is, by the names of its members."""
    for member, kind in MEMBERS:
        if member in members:
            return kind
    if any(WORD_PART.fullmatch(member) for member in members):
        return DOCX
    return ZIP


def sniff_text(text: str) -> str:
    """HTML or plain text."""
    head = text[:4096]
    if HTML_START.match(head) or HTML_LATER.search(head):
        return HTML
    return TEXT


# Of no text: all but white space, the end of a file and what terminals begin colours with.
CONTROL = re.compile(r"[\x00-\x08\x0e-\x19\x1c-\x1f]")


def is_binary(data: bytes, text: str) -> bool:
    """Whether what was decoded as *text* was no text: one control character in fifty."""
    sample = text[:10_000]
    return bool(data) and len(CONTROL.findall(sample)) > len(sample) / 50
