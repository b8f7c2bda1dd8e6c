"""Characters as they should be: one form each, no glosses, nothing invisible.

Punctuation stays as in the source (a page of half-width commas keeps them); what is folded is
what later stages could not read: full-width digits and letters, compatibility ideographs and
radicals that stand for characters, exotic spaces. Restored where certain, counted where not.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from textmine.aligned import AlignedText
from textmine.chinese.script import used_characters
from textmine.clean.characters.garbles import SYLLABLE, mend_garbles
from textmine.clean.lines import HAN

# CJK Radicals Supplement, as PDF readers give them; those without a decomposition in Unicode.
RADICALS = dict(
    zip(
        "⺁⺄⺈⺒⺓⺝⺟⺠⺩⺬⺮⺼⻁⻄⻅⻆⻉⻋⻌⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
        "厂乙刀巳幺月母民王示竹肉虎西见角贝车辶長长门青韦页风飞食马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
        strict=True,
    )
)
SPACES = "\u00a0\u1680\u202f\u205f\u3000\ue5e5" + "".join(map(chr, range(0x2000, 0x200B)))
LINE_BREAKS = "\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
INVISIBLE = frozenset(
    chr(code)
    for first, last in (
        (0x00, 0x08), (0x0E, 0x1B), (0x1F, 0x1F), (0x7F, 0x84), (0x86, 0x9F), (0xAD, 0xAD),
        (0x34F, 0x34F), (0x61C, 0x61C), (0x115F, 0x115F), (0x180E, 0x180E), (0x200B, 0x200F),
        (0x202A, 0x202E), (0x2060, 0x2064), (0x206A, 0x206F), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF),
        (0xFFF9, 0xFFFB),
    )
    for code in range(first, last + 1)
)  # fmt: skip
PRIVATE = re.compile("[\ue000-\uf8ff]")
BULLET = re.compile(
    "(?m)^[ \t]*[\uf000-\uf0ff][ \t]*"
)  # symbol fonts stand here: Wingdings and like

TONES = frozenset("āáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜ")
# A reading in brackets after its character; the converter sometimes leaves a space in it.
GLOSS = re.compile(
    rf"(?<=[{HAN}])[ ]?[(（]\s?(?=[^)）]{{0,7}}[{''.join(sorted(TONES))}]){SYLLABLE}\s?[)）]"
)
# Of a whole word: 肉牛(ròuniú), 支部(zhī bù)
WORD_GLOSS = re.compile(
    rf"(?<=[{HAN}])[(（]\s?(?=[^)）]{{0,30}}[{''.join(sorted(TONES))}])"
    rf"[a-zǐǎ{''.join(sorted(TONES))}ü'’ ]{{3,36}}[)）]"
)
TONELESS_GLOSS = re.compile(
    rf"(?<=[{HAN}])\((?:de|le|ge|zi|li|men|ma|ne|ba|me|shi|tou|zhe|bei|bo)\)"
)
# So many glosses make a page glossed: then the neutral tone and lost spaces are glosses too.
GLOSSED_PAGE = 5
LOST_SPACES = re.compile(rf"(?<=[{HAN}A-Z\d\]】])(?:\? ){{1,8}}(?=[{HAN}A-Z\[【])")

DECIMAL = re.compile(r"(?<=\d)．(?=\d)")
DOUBLED = tuple(",，。、;；:：")


class GlyphReport:
    """What could not be restored, in words for `Article.warnings`."""

    def __init__(self) -> None:
        self.warnings: list[str] = []

    def count(self, number: int, what: str) -> None:
        """Note *number* of *what*, if there are any."""
        if number:
            self.warnings.append(f"{number} {what}")


def clean_glyphs(text: AlignedText) -> tuple[AlignedText, tuple[str, ...]]:
    """*text* with its characters in one form, and warnings on what could not be restored."""
    report = GlyphReport()
    used = used_characters(text.text)
    if "?" in used:
        text, torn = mend_garbles(text)
        report.count(torn, "garbled characters left as they are")
    text = _fold(text, used)
    if not TONES.isdisjoint(used):
        text = _drop_glosses(text)
    if PRIVATE.search("".join(used)):
        text = _drop_private(text, report)
    report.count(text.text.count("\ufffd"), "characters lost in decoding")
    return _undouble(text), tuple(report.warnings)


def _fold(text: AlignedText, used: frozenset[str]) -> AlignedText:
    if "\r" in used:
        text = text.sub(r"\r\n", "\n")
    table = {character: FOLDED[character] for character in used if character in FOLDED}
    if table:
        text = text.translate(table)
    if invisible := used & INVISIBLE:
        text = text.sub(f"[{re.escape(''.join(sorted(invisible)))}]+", "")
    return text.sub(DECIMAL, ".") if "．" in used else text


def _drop_glosses(text: AlignedText) -> AlignedText:
    found = [match.span() for match in GLOSS.finditer(text.text)]
    text = text.delete(found).sub(WORD_GLOSS, "")
    if len(found) < GLOSSED_PAGE:
        return text
    return text.sub(TONELESS_GLOSS, "").sub(LOST_SPACES, " ")


def drop_readings(value: str) -> str:
    """A short value without the readings behind its characters: 浅(qiǎn)谈."""
    return GLOSS.sub("", value)


def _drop_private(text: AlignedText, report: GlyphReport) -> AlignedText:
    """Bullets of symbol fonts go; what stands for a character is kept and counted."""
    text = text.sub(BULLET, "")
    report.count(len(PRIVATE.findall(text.text)), "private-use characters")
    return text


def _undouble(text: AlignedText) -> AlignedText:
    """Punctuation typed twice once; three or more are meant (ellipsis, a line to fill in)."""
    for sign in DOUBLED:
        if sign * 2 in text.text:
            text = text.sub(f"(?<!{sign}){sign}{sign}(?!{sign})", sign)
    return text


@cache
def _folded() -> dict[str, str]:
    table = {chr(code): chr(code - 0xFEE0) for code in _full_width_letters()}
    table |= {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in _compatible()}
    table |= RADICALS | dict.fromkeys(SPACES, " ") | dict.fromkeys(LINE_BREAKS, "\n")
    table |= dict(zip("｡｢｣､", "。「」、", strict=True))
    table["陜"] = "陝"  # 狹 of old, which converters take for the province's
    return {old: new for old, new in table.items() if len(new) == 1 and old != new}


def _full_width_letters() -> list[int]:
    return [*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B)]


def _compatible() -> list[int]:
    """Compatibility ideographs and radicals."""
    return [*range(0xF900, 0xFB00), *range(0x2E80, 0x2FD6), *range(0x2F800, 0x2FA1E)]


FOLDED = _folded()
