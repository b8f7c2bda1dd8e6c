"""Text that a converter tore between the two bytes of a GBK character, put together again.

Pages "translated" to traditional characters byte by byte (構(gòu)建) break in two ways, and both
leave a question mark for the byte that was lost:

- a reading inserted inside a character: 重擔(dān) → 重?fù)?dān), because the second byte of 重
  and the first of 擔 are also the character 負(fù);
- two bytes taken for a full-width sign: 。基層黨 → ?；鶎狱h, because the second byte of 。 and
  the first of 基 are also ；. All that follows stands one byte off until a byte is read alone
  (the h), or a reading shows the last character (`?lián)` for 聯(lián)).

The bytes are still there, so the text can be computed; what cannot is left as it is and counted.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from textmine.aligned import AlignedText

SYLLABLE = "[a-zāáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜü]{1,6}"
OPEN_READING = re.compile(rf"\?\(?({SYLLABLE})\s?\)")  # the lost byte took the bracket along
SIGN = re.compile("[\u3001-\u301f“”‘’…—·！（），：；？]")
LEVEL_ONE, LEVEL_ONE_END = (0xB0, 0xA1), (0xD7, 0xF9)  # of GB 2312: its 3,755 common characters
# Before a full-width sign (some of them, in GB 18030, are of private use), or one that a page's
# editor made half-width; or before 。, of whose bytes the second begins a full-width sign.
LOST = re.compile("\\?(?=[！-～\ue4c6-\ue765]|[!-/:-@]|。)")

# The longest stretch that stood one byte off in pages seen was 9 characters; a line that is off
# for longer was not torn in this way.
LONGEST = 24

STOP = "。"


@dataclass(frozen=True, slots=True)
class Mended:
    """What `text[start:end]` of a garbled text was."""

    start: int
    end: int
    text: str


@cache
def torn_words() -> dict[str, frozenset[str]]:
    """The words of rules/garbles.toml, by what their torn last character stood before."""
    path = files("textmine.clean") / "rules" / "garbles.toml"
    table: dict[str, str] = tomllib.loads(path.read_text(encoding="utf-8"))
    return {name: frozenset(words.split()) for name, words in table.items()}


def mend_garbles(text: AlignedText) -> tuple[AlignedText, int]:
    """*text* with torn characters restored where that is certain, and how many were not."""
    if "?" not in text.text:
        return text, 0
    found = list(_find(text.text))
    mended = [item for item in found if item.text]
    return text.edit((item.start, item.end, item.text) for item in mended), len(found) - len(mended)


def _find(text: str) -> Iterator[Mended]:
    """Every torn stretch; `text` is empty where it could not be restored."""
    at = text.find("?")
    while at >= 0:
        item = _mend(text, at)
        if item is not None:
            yield item
        at = text.find("?", item.end if item is not None else at + 1)


def _mend(text: str, at: int) -> Mended | None:
    if reading := OPEN_READING.match(text, at):
        return _mend_reading(text, reading) or Mended(at, reading.end(), "")
    if LOST.match(text, at):
        return _mend_lost(text, at)
    return None


def _mend_reading(text: str, reading: re.Match[str]) -> Mended | None:
    """A reading inside a character: its first byte makes, with the byte before, the glossed one."""
    before = _encode(text[reading.start() - 1 : reading.start()])
    if len(before) != 2:
        return None
    leads = {
        second
        for first, second in map(tuple, map(_encode, _readings().get(reading[1], "")))
        if first == before[1]
    }
    found = [_follow(text, reading.end(), lead) for lead in sorted(leads)]
    certain = [item for item in found if item is not None]
    if len(certain) != 1:
        return None
    return Mended(reading.start(), certain[0].end, certain[0].text)


def _mend_lost(text: str, at: int) -> Mended | None:
    """Two bytes taken for a full-width sign: the second one begins the next character."""
    sign = _encode(_widen(text[at + 1]))
    rest = _follow(text, at + 2, sign[1]) if len(sign) == 2 else None
    if rest is None or (len(rest.text) < 2 and text[at + 1].isascii()):
        return None
    lost = _lost_character(text, at)
    return Mended(at, rest.end, lost + rest.text) if lost else None


def _lost_character(text: str, at: int) -> str:
    """The character whose first byte was lost: the end of a known word, else a full stop.

    Before 。 it is no full stop, and nothing where no word is known.
    """
    before = text[max(0, at - 2) : at]
    stopped = text[at + 1] == STOP
    for length in (2, 1):
        for word in torn_words()["before_stop" if stopped else "before_sign"]:
            if len(word) == length + 1 and before[-length:] == word[:-1]:
                return word[-1]
    return "" if stopped else STOP


def _follow(text: str, at: int, lead: int) -> Mended | None:
    """The characters from *at* on, read from the byte *lead* that stands before them."""
    found = ""
    for end in range(at, min(len(text), at + LONGEST)):
        pair = _encode(text[end])
        if len(pair) == 1 and (letter := _decode(lead, pair[0])):
            return Mended(at, end + 1, found + letter)
        if reading := OPEN_READING.match(text, end):
            return _last(text, reading, lead, found)
        if len(pair) != 2 or not (letter := _decode(lead, pair[0])):
            return None
        found, lead = found + letter, pair[1]
    return None


def _last(text: str, reading: re.Match[str], lead: int, found: str) -> Mended | None:
    """The glossed character that ends a stretch: its first byte and its reading are known."""
    fitting = [c for c in _readings().get(reading[1], "") if _encode(c)[0] == lead]
    if len(fitting) != 1:
        return None
    return Mended(reading.start(), reading.end(), found + fitting[0])


def _widen(character: str) -> str:
    return chr(ord(character) + 0xFEE0) if "!" <= character <= "~" else character


def _encode(text: str) -> bytes:
    """The GBK bytes of a character (also of private use), or none."""
    try:
        return text.encode("gb18030") if text else b""
    except UnicodeEncodeError:  # a lone surrogate
        return b""


def _decode(first: int, second: int) -> str:
    """The common Chinese character or sign of two GBK bytes, or nothing.

    Text that was never torn, read one byte off, gives rare characters.
    """
    character = bytes((first, second)).decode("gbk", errors="ignore")
    common = LEVEL_ONE <= (first, second) <= LEVEL_ONE_END and second >= 0xA1
    if common or SIGN.fullmatch(character) or character in _traditional():
        return character
    return ""


@cache
def _traditional() -> frozenset[str]:
    return frozenset("".join(_readings().values()))


@cache
def _readings() -> dict[str, str]:
    """Syllable with tone → the traditional characters read so."""
    table = (files("textmine.clean") / "rules" / "pinyin.txt").read_text(encoding="utf-8")
    rows = (line.split() for line in table.splitlines() if not line.startswith("#"))
    return {row[0]: row[1] for row in rows}
