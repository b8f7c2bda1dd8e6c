"""Bytes become text: declared, guessed and mixed encodings.

The name that `decode` reports is one for `bytes.decode(name, errors="replace")`, which gives
the same text again (a byte order mark apart): whoever holds the file can check every span.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from textmine.errors import BadEncodingError, SettingsError
from textmine.settings import AcquireSettings

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Readers since Windows 2000 write GBK and GB18030 under the old names (WHATWG Encoding, 4.2).
WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "ascii": "utf-8"}
# Strict members of the Big5 family, the plainest first: ETEN's additions, then Hong Kong's.
BIG5 = ("big5", "cp950", "big5hkscs")
META = re.compile(
    rb"""<(?:meta\b[^>]{0,400}?charset|\?xml\b[^>]{0,100}?encoding)\s*+=\s*+["']?\s*+([\w.:-]+)""",
    re.IGNORECASE,
)
SAMPLE = 20_000  # characters that tell how natural a decoding reads
# Share of frequent characters below which a decoding is doubted. Chinese of either script has
# over 0.97 (43 work reports, 500 sentences); GBK read as Big5 or the reverse 0.3 to 0.75.
NATURAL = 0.9


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file without its byte order mark, the encoding, and what was lost."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


def declared_encoding(data: bytes) -> str | None:
    """What the markup itself says in its first 4,096 bytes, as a name Python knows."""
    match = META.search(data, 0, 4096)
    return _known(match[1].decode("ascii")) if match else None


def decode(
    data: bytes,
    *,
    declared: str | None = None,
    settings: AcquireSettings | None = None,
    name: str = "",
) -> Decoded:
    """The text of *data*; *declared* is a hint, `settings.encoding` an order.

    Raises BadEncodingError (naming *name*) where more characters than `max_bad_share` fit no
    encoding, SettingsError where `settings.encoding` is unknown.
    """
    settings = settings or AcquireSettings()
    if settings.encoding:
        encoding = _known(settings.encoding)
        if encoding is None:
            raise SettingsError("encoding", f"{settings.encoding!r} is not known to Python")
        return _replaced(data, encoding, settings, name)
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return _replaced(data, encoding, settings, name)
    hint = _known(declared) if declared else None
    if (text := _strict(data, "utf-8")) is not None and _is_utf8(data, text):
        return Decoded(text, "utf-8")
    for encoding in _candidates(data, hint):
        text = _strict(data, encoding)
        if text is not None and naturalness(text) >= NATURAL:
            return Decoded(text, encoding)
    return _replaced(data, _least_bad(data, hint), settings, name)


def decode_anyhow(data: bytes) -> str:
    """The text of a page by what it declares; of one that fits no encoding, what can be read."""
    try:
        return decode(data, declared=declared_encoding(data)).text
    except BadEncodingError:
        return data.decode("utf-8", "replace")


def naturalness(text: str) -> float:
    """Share of frequent characters among those that are not ASCII; 1 where all are ASCII."""
    foreign = [character for character in text[:SAMPLE] if character > "\x7f"]
    controls = len(CONTROL.findall(text[:SAMPLE]))
    if not foreign:
        return 0.0 if controls else 1.0
    frequent = _frequent()
    return sum(c in frequent for c in foreign) / (len(foreign) + controls)


CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


@cache
def _frequent() -> frozenset[str]:
    """Level 1 of GB 2312 (3,755 characters) and of Big5 (5,401), with usual punctuation."""
    gb = bytes(b for high in range(0xB0, 0xD8) for low in range(0xA1, 0xFF) for b in (high, low))
    trails = (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    big5 = bytes(b for high in range(0xA4, 0xC7) for low in trails for b in (high, low))
    signs = bytes(b for low in range(0xA1, 0xFF) for b in (0xA1, low, 0xA3, low))
    found = "".join(part.decode("gb2312", "ignore") for part in (gb, signs))
    return frozenset(found + big5.decode("big5", "ignore") + "—–·•‧“”‘’…\u3000\xa0")


def _known(name: str) -> str | None:
    """Python's own name of an encoding, widened (GB2312 to GB18030); None if there is none."""
    try:
        found = codecs.lookup(name.strip())
    except (LookupError, ValueError):
        return None
    if not found._is_text_encoding:
        return None
    return WIDER.get(found.name, found.name)


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _is_utf8(data: bytes, text: str) -> bool:
    """Whether *text*, which is valid UTF-8, is not short GBK or UTF-16 that looks like it."""
    if CONTROL.search(text, 0, SAMPLE):
        return not _wide(data)
    if len(data) > 200 or text.isascii() or max(text) > "\u07ff":
        return True
    # All pairs of C2..DF 80..BF: a few GBK characters, or Latin, Greek or Cyrillic letters.
    other = _strict(data, "gb18030")
    return other is None or naturalness(other) < NATURAL


def _candidates(data: bytes, hint: str | None) -> Iterator[str]:
    """Encodings to try, the likeliest first."""
    if hint and hint != "utf-8":
        yield from _family(hint)
    yield from _wide(data)
    mainland, taiwan = (_naturalness_as(data, name) for name in ("gb18030", "big5hkscs"))
    if mainland >= NATURAL and mainland > taiwan + 0.1:
        yield "gb18030"
    guess = _guess(data)
    if guess in BIG5:
        yield from BIG5
    yield "gb18030"
    yield from BIG5
    if guess:  # no Chinese file, then
        yield guess


def _naturalness_as(data: bytes, encoding: str) -> float:
    """How natural the beginning reads in an encoding; 0 where it does not fit."""
    sample = data[:SAMPLE]
    try:
        return naturalness(sample.decode(encoding))
    except UnicodeDecodeError as error:
        cut = len(data) > SAMPLE and error.start >= len(sample) - 3
        return naturalness(sample[: error.start].decode(encoding)) if cut else 0.0


def _guess(data: bytes) -> str | None:
    import chardet  # 0.4 s to load its models: only where two encodings fit

    return _known(chardet.detect(data[:200_000])["encoding"] or "")


def _family(name: str) -> tuple[str, ...]:
    return BIG5 if name in BIG5 else (name,)


HIGH = (0x00, 0x20, 0x30, 0xFF)  # high bytes of ASCII, —“”…, 、。《》, full-width forms


def _wide(data: bytes) -> tuple[str, ...]:
    """UTF-16 without a mark: nearly every pair is ASCII, a CJK character or its punctuation."""
    sample = data[: 2 * SAMPLE]
    if len(data) % 2 or not data:
        return ()
    for encoding, high in (("utf-16-le", 1), ("utf-16-be", 0)):
        pairs = len(sample) // 2
        highs = sample[high::2]
        usual = sum(byte in HIGH or 0x4E <= byte <= 0x9F for byte in highs)
        marked = sum(map(highs.count, HIGH))
        if usual >= 0.97 * pairs and (marked or pairs < 20):
            return (encoding,)
    return ()


def _least_bad(data: bytes, hint: str | None) -> str:
    """The encoding that loses least, where none fits: the hint where it is as good."""
    tried = dict.fromkeys([*([hint] if hint else []), "utf-8", "gb18030", "big5hkscs"])
    if guess := _guess(data):
        tried[guess] = None

    def loss(encoding: str) -> float:
        text = data[:200_000].decode(encoding, "replace")
        bad = text.count("\ufffd") / max(1, len(text))
        return round(bad + 1 - naturalness(text.replace("\ufffd", "")), 3)

    return min(tried, key=loss)


def _replaced(data: bytes, encoding: str, settings: AcquireSettings, name: str) -> Decoded:
    """Decoded with U+FFFD for what does not fit, counted."""
    text = data.decode(encoding, "replace").removeprefix("\ufeff")
    bad = text.count("\ufffd")
    if bad and encoding == "utf-8":
        bad -= data.count(b"\xef\xbf\xbd")  # lost before this file was written
    if bad > settings.max_bad_share * len(text):
        share = 100 * bad / len(text)
        raise BadEncodingError(name, f"{share:.1f} % of the characters fit no known encoding")
    return Decoded(text, encoding, (f"encoding: {bad} characters replaced",) if bad else ())
