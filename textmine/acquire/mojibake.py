"""Text that was decoded wrongly before it was saved, undone where the way back is certain.

UTF-8 read as GBK turns two characters (six bytes) into three: E2..E9 80..BF | 80..BF E2..E9 |
80..BF 80..BF. The first kind fills a third of such a line and under 5 % of any other. Windows
reads the byte 80 as €.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from textmine.acquire.encoding import NATURAL, naturalness
from textmine.aligned import AlignedText

SIGNS = frozenset(
    bytes((high, low)).decode("gb18030")
    for high in (*range(0xE2, 0xEA), 0xEF)  # 0xEF begins full-width punctuation
    for low in range(0x80, 0xC0)
)
SIGN = re.compile("[" + "".join(sorted(SIGNS)) + "][^\x00-\x7f]{2}|[\x80-\xff]{4}")
LOST = re.compile("锟斤拷|(?:锟斤)+|烫烫烫|\ufffd")
GARBLED = re.compile(r"[^\x00-\x7f\ufffd]{3,}")
LATIN = re.compile("[\x80-\xff\u0152-\u0178\u02c6\u02dc\u2013-\u2122]{4,}")
SKIPPED = re.compile(f"(?:{LOST.pattern}|{LATIN.pattern})+")
LETTERS = re.compile("[À-ÖØ-öø-ÿ]")  # a row of × or · is a blank or a dotted line


@dataclass(frozen=True, slots=True)
class Mended:
    """Text with its mojibake undone where that is certain, and what was noticed."""

    text: AlignedText
    warnings: tuple[str, ...] = ()


def mend(text: AlignedText) -> Mended:
    """Undo UTF-8 read as GBK, and either read as Latin-1, where the way back is exact.

    What cannot be restored stays as it is; both are counted in the warnings.
    """
    plain = text.text
    edits: list[tuple[int, int, str]] = []
    lost = len(LOST.findall(plain)) if any(sign in plain for sign in "\ufffd锟烫") else 0
    if SIGN.search(plain):
        for start, end in _garbled(plain):
            found = _undo(plain[start:end], start)
            edits.extend(found)
            lost += not found
    warnings = []
    if edits:
        warnings.append(f"mojibake: {sum(len(new) for _, _, new in edits)} characters mended")
    if lost:
        warnings.append(f"mojibake: {lost} places cannot be restored")
    return Mended(text.edit(edits) if edits else text, tuple(warnings))


def _garbled(plain: str) -> Iterator[tuple[int, int]]:
    """Stretches that look decoded wrongly, as (start, end)."""
    for match in LATIN.finditer(plain) if LETTERS.search(plain) else ():
        if len(set(LETTERS.findall(match[0]))) >= 2:
            yield match.span()
    end = 0
    while sign := SIGN.search(plain, end):  # line after line that holds one
        start, end = plain.rfind("\n", 0, sign.start()) + 1, plain.find("\n", sign.start())
        end = end if end >= 0 else len(plain)
        for match in GARBLED.finditer(plain, start, end):
            signs = sum(character in SIGNS for character in match[0])
            if signs >= 0.25 * len(match[0]) and not SKIPPED.fullmatch(match[0]):
                yield match.span()


def _undo(piece: str, offset: int) -> list[tuple[int, int, str]]:
    """Edits that restore one garbled stretch, character by character; none if not certain."""
    for wrong in ("gb18030", "cp1252", "latin-1"):
        for right in ("utf-8", "gb18030"):
            if wrong == right:
                continue
            try:
                bits = [_encode(character, wrong) for character in piece]
            except UnicodeEncodeError:
                continue
            skipped, restored = _complete(b"".join(bits), right)
            if restored and restored != piece and naturalness(restored) >= NATURAL:
                return _edits(restored, right, bits, skipped, offset)
    return []


def _encode(character: str, encoding: str) -> bytes:
    return b"\x80" if character == "€" else character.encode(encoding)


def _complete(data: bytes, encoding: str) -> tuple[int, str]:
    """Bytes skipped at the start, and the rest decoded without characters that are cut in two.

    The text is empty where something else than the ends does not fit.
    """
    skipped = 0
    while encoding == "utf-8" and skipped < min(3, len(data)) and 0x80 <= data[skipped] <= 0xBF:
        skipped += 1
    try:
        return skipped, data[skipped:].decode(encoding)
    except UnicodeDecodeError as error:
        end = skipped + error.start
        fits = len(data) - end <= 2 and error.start >= 3
        return skipped, data[skipped:end].decode(encoding) if fits else ""


def _edits(
    restored: str, right: str, bits: list[bytes], skipped: int, offset: int
) -> list[tuple[int, int, str]]:
    """Edits between the borders where characters before and after begin at the same byte."""
    borders = {0: 0}  # byte: index into the garbled piece
    at = 0
    for index, bit in enumerate(bits, 1):
        at += len(bit)
        borders[at] = index
    edits: list[tuple[int, int, str]] = []
    after, start, pending = skipped, borders.get(skipped), ""
    for character in restored:
        after += len(character.encode(right))
        pending += character
        end = borders.get(after)
        if end is not None:
            if start is not None:
                edits.append((offset + start, offset + end, pending))
            start, pending = end, ""
    return edits
