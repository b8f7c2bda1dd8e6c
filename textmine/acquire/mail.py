"""Mails (.eml) and mailboxes (mbox): the text of a mail and what is attached to it, as parts.

Headers are read by hand from what the standard library keeps of them: Chinese mails bear names in
bare GB18030, encoded words cut in the middle of a character, and encodings nobody knows.
"""

from __future__ import annotations

import email
import posixpath
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime

from textmine.acquire.encoding import decode, decode_anyhow
from textmine.acquire.extracted import secrecy_of
from textmine.acquire.media import HTML, MAIL
from textmine.errors import BadEncodingError, EncryptedError, SourceError, UnreadableError
from textmine.types import Candidate

SEALED = ("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime")
BODIES = {"text/plain": "body.txt", "text/html": "body.html"}  # the name of the text as a part
# 转发：, 回复:, Fw:, Re[2]: before a subject, and the name of what it is about.
ANSWERS = re.compile(r"^(?:\s*(?:re|fwd?|转发|轉發|答复|回复|回覆)(?:\[\d+\])?\s*[:：])+\s*", re.I)
# What the parser raises for what it does not expect: a NUL in a charset, a name that is none.
DAMAGES = (ValueError, LookupError, TypeError, AttributeError)
HAN = re.compile(r"[\u3400-\u9fff]")
COVERING = 60  # of them: a text of fewer, beside attachments, tells of no practice
UNSAFE = re.compile(r"[/\\\0\r\n\t]+")
BETWEEN = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From [^\r\n]{1,200}\r?\n(?=[A-Za-z-]{2,40}:)")
QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a mail: its name in it, its bytes, and what the mail says of it."""

    name: str
    data: bytes
    charset: str | None = None
    candidates: tuple[Candidate, ...] = ()


def split_mailbox(data: bytes, name: str) -> Iterator[Part | SourceError]:
    """The mails of a mailbox (RFC 4155), by number; of *name* nothing can go wrong."""
    starts = list(BETWEEN.finditer(data))
    bounds = [*(each.start() for each in starts), len(data)]
    for number, (start, end) in enumerate(zip(starts, bounds[1:], strict=True), 1):
        yield Part(f"{number}.eml", QUOTED.sub(rb"\1", data[start.end() : end]))


def split_mail(data: bytes, name: str) -> Iterator[Part | SourceError]:
    """The text of a mail and its attachments.

    Raises EncryptedError and UnreadableError for the mail; what is wrong with an attachment is
    yielded in its place. A note that only sends what is attached (请查收) is left out.
    """
    try:
        yield from list(_split(email.message_from_bytes(data), name))
    except SourceError:
        raise
    except DAMAGES as error:
        raise UnreadableError(
            name, "is a damaged mail; save it anew from the mail program"
        ) from error


def _split(message: Message, name: str) -> Iterator[Part | SourceError]:
    if message.get_content_type() in SEALED and _param(message, "smime-type") != "signed-data":
        raise EncryptedError(name, "is an encrypted mail; save what is in it without encryption")
    leaves = list(_leaves(message))
    body, attached = _body(leaves), [leaf for leaf in leaves if _is_attached(leaf)]
    text = _content(body) if body is not None else b""
    if not text.strip() and not attached:
        raise UnreadableError(name, "is a mail without text or attachments; was it cut off?")
    said = tuple(_said(message))
    is_report = len(HAN.findall("".join(_lines(text)))) >= COVERING or not attached
    if body is not None and is_report:
        yield Part(BODIES[body.get_content_type()], text, body.get_content_charset(), said)
    yield from _attachments(attached, _handed_down(said, text), name)


def _handed_down(said: Sequence[Candidate], text: bytes) -> tuple[Candidate, ...]:
    """What a mail says of all that is attached to it: when it was sent, that it is secret."""
    sent = [each for each in said if each.field == "site_date"]
    marks = (*said, *secrecy_of(_lines(text), "parent"))
    secret = [replace(mark, origin="parent") for mark in marks if mark.field == "secrecy"]
    return (*sent, *secret)


def _attachments(
    attached: Iterable[Message], said: tuple[Candidate, ...], name: str
) -> Iterator[Part | SourceError]:
    """The files of a mail, each by a name of its own."""
    taken = set(BODIES.values())
    for number, leaf in enumerate(attached, 1):
        member = _free(_file_name(leaf) or f"{number}", taken)
        content = _content(leaf)
        if leaf.defects:
            yield UnreadableError(f"{name}/{member}", "is damaged or cut off in its mail")
        else:
            yield Part(member, content, leaf.get_content_charset(), said)


# ---- parts --------------------------------------------------------------------------------------
def _leaves(message: Message) -> Iterator[Message]:
    """Parts that hold no others; a mail within a mail is one."""
    waiting = [message]
    while waiting:
        part = waiting.pop()
        if part.is_multipart() and part.get_content_type() != MAIL:
            waiting.extend(reversed(_inner(part)))
        else:
            yield part


def _inner(part: Message) -> list[Message]:
    inner = part.get_payload()
    return [each for each in inner if isinstance(each, Message)] if part.is_multipart() else []


def _is_attached(part: Message) -> bool:
    """Whether a part is a file of its own, not the text, nor a picture that stands in the text."""
    if part.get_content_type() == MAIL or part.get_content_disposition() == "attachment":
        return True
    return bool(_file_name(part)) and not part.get("Content-ID")


def _body(leaves: Iterable[Message]) -> Message | None:
    """The text: plain where there is any, else HTML."""
    texts = [leaf for leaf in leaves if leaf.get_content_type() in BODIES]
    texts = [leaf for leaf in texts if not _is_attached(leaf) and _content(leaf).strip()]
    return min(texts, key=lambda leaf: leaf.get_content_type() == HTML, default=None)


def _content(part: Message) -> bytes:
    if part.is_multipart():  # a mail within a mail
        return next((inner.as_bytes() for inner in _inner(part)), b"")
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _file_name(part: Message) -> str:
    name = part.get_filename() or _param(part, "name")
    return UNSAFE.sub("_", _decoded(name)).strip(" .")


def _free(name: str, taken: set[str]) -> str:
    """The name, with a number where another part has it."""
    stem, ending = posixpath.splitext(name)
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{stem}-{number}{ending}"
    taken.add(free)
    return free


# ---- headers ------------------------------------------------------------------------------------
def _said(message: Message) -> Iterator[Candidate]:
    """What the headers say of the text: subject, who sent it and when."""
    subject = ANSWERS.sub("", _header(message, "subject"))
    sender = parseaddr(_header(message, "from"))[0]
    day = _day(_header(message, "date"))
    found = {"title": subject, "author": sender, "date": day, "site_date": day}
    for field, value in found.items():
        if value:
            yield Candidate(field=field, value=value, origin="properties")
    yield from secrecy_of([subject], "properties")


def _header(message: Message, name: str) -> str:
    """A header as it is written; "" where there is none."""
    values = (value for key, value in message.raw_items() if key.lower() == name)
    return _decoded(next(values, ""))


def _day(date: str) -> str:
    try:
        return parsedate_to_datetime(date).date().isoformat()
    except (ValueError, TypeError, OverflowError):
        return ""


def _param(part: Message, name: str) -> str:
    value = part.get_param(name, "")
    return str(value[2] if isinstance(value, tuple) else value or "")


def _decoded(value: object) -> str:
    """A header with its encoded words read; neighbours of one charset together."""
    plain = re.sub(r"\r?\n[ \t]?", " ", str(value))
    try:
        pieces = decode_header(plain) if "=?" in plain else [(plain, None)]
    except (HeaderParseError, ValueError):
        pieces = [(plain, None)]
    return " ".join("".join(_text(piece, charset) for piece, charset in pieces).split())


def _text(piece: bytes | str, charset: str | None) -> str:
    if isinstance(piece, bytes) and charset is None:  # as `decode_header` leaves what is bare
        piece = piece.decode("raw-unicode-escape", "replace")
    if isinstance(piece, str):
        piece = piece.encode("utf-8", "surrogateescape")
    try:
        return decode(piece, declared=charset).text
    except BadEncodingError:
        return piece.decode("utf-8", "replace")


def _lines(text: bytes) -> list[str]:
    return decode_anyhow(text).splitlines()
