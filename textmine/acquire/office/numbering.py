"""The numbers that Word writes before the paragraphs of a list: 一、 （一） 1. ① a).

Formats and rules of counting: ECMA-376, part 1, 17.9 (numbering) and 17.18.59 (ST_NumberFormat).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

DIGITS = "〇一二三四五六七八九"
LEGAL = "零壹贰叁肆伍陆柒捌玖"
STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
PLACEHOLDER = re.compile(r"%([1-9])")
BULLET = "•"  # for the signs of symbol fonts, whose codes mean nothing elsewhere
LEVELS = 9


def chinese(number: int, digits: str = DIGITS, units: str = "十百千", zero: str = "零") -> str:
    """A number below 10,000 in Chinese characters, as Word counts: 十一, 一百零五."""
    if not 0 < number < 10_000:
        return str(number)
    text, gap = "", False
    for power in range(3, -1, -1):
        digit = number // 10**power % 10
        if digit:
            text += (
                (zero if gap and text else "") + digits[digit] + (units[power - 1] if power else "")
            )
            gap = False
        else:
            gap = True
    return text.removeprefix(digits[1]) if 10 <= number < 20 and digits is DIGITS else text


def roman(number: int) -> str:
    """Roman numerals."""
    text = ""
    for value, sign in ROMAN:
        text += sign * (number // value)
        number %= value
    return text


def letters(number: int) -> str:
    """a … z, aa, bb, … as Word repeats them."""
    times, rest = divmod(number - 1, 26)
    return chr(ord("a") + rest) * (times + 1)


def _from(first: str, last: str) -> Callable[[int], str]:
    """Signs that follow each other in Unicode; plain digits past their end."""
    count = ord(last) - ord(first) + 1
    return lambda number: chr(ord(first) + number - 1) if number <= count else str(number)


def _row(signs: str) -> Callable[[int], str]:
    return lambda number: signs[(number - 1) % len(signs)]


def _digitwise(number: int) -> str:
    return "".join(DIGITS[int(digit)] for digit in str(number))


FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": lambda number: str(number).translate(
        {48 + n: 0xFF10 + n for n in range(10)}
    ),
    "decimalFullWidth2": lambda number: str(number).translate(
        {48 + n: 0xFF10 + n for n in range(10)}
    ),
    "decimalHalfWidth": str,
    "decimalEnclosedCircle": _from("①", "⑳"),
    "decimalEnclosedCircleChinese": _from("①", "⑳"),
    "decimalEnclosedParen": _from("⑴", "⒇"),
    "decimalEnclosedFullstop": _from("⒈", "⒛"),
    "ideographEnclosedCircle": _from("㊀", "㊉"),
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "taiwaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "koreanCounting": chinese,
    "ideographDigital": _digitwise,
    "taiwaneseDigital": _digitwise,
    "japaneseDigitalTenThousand": _digitwise,
    "chineseLegalSimplified": lambda number: chinese(number, LEGAL, "拾佰仟"),
    "ideographLegalTraditional": lambda number: chinese(number, "零壹貳參肆伍陸柒捌玖", "拾佰仟"),
    "japaneseLegal": lambda number: chinese(number, "零壱弐参四伍六七八九", "拾百千"),
    "ideographTraditional": _row(STEMS),
    "ideographZodiac": _row(BRANCHES),
    "lowerLetter": letters,
    "upperLetter": lambda number: letters(number).upper(),
    "lowerRoman": lambda number: roman(number).lower(),
    "upperRoman": roman,
    "none": lambda number: "",
    "bullet": lambda number: "",
    # Word 97's codes for the same (MS-OSHARED, 2.2.1.3, MSONFC)
}


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: how it counts and how it is written ("%1、")."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    legal: bool = False  # all numbers in Arabic digits
    restart: int | None = None  # 0: never; n: after level n


@dataclass(slots=True)
class Counter:
    """The running numbers of one list."""

    levels: dict[int, Level]
    values: dict[int, int] = field(default_factory=dict)

    def step(self, level: int) -> str:
        """Count a paragraph at *level* and say its number, "" where it has none."""
        entry = self.levels.get(level)
        if entry is None:
            return ""
        self.values[level] = self.values.get(level, entry.start - 1) + 1
        for deeper in range(level + 1, LEVELS):
            restart = self.levels[deeper].restart if deeper in self.levels else None
            if restart is None or (restart > 0 and level < restart):
                self.values.pop(deeper, None)
        return self.write(entry)

    def write(self, entry: Level) -> str:
        """The number as it is shown."""
        if entry.format == "bullet":
            shown = entry.text.strip()
            return shown if shown and all("\u2000" < c < "\ue000" for c in shown) else BULLET

        def value(match: re.Match[str]) -> str:
            level = int(match[1]) - 1
            other = self.levels.get(level, Level())
            write = (
                FORMATS["decimal" if entry.legal else other.format]
                if other.format in FORMATS
                else str
            )
            return write(self.values.get(level, other.start))

        return PLACEHOLDER.sub(value, entry.text)


def joined(number: str, text: str) -> str:
    """A number and the paragraph after it; a blank only where they would run together."""
    if not number or not text:
        return number + text
    last = number[-1]
    apart = number == BULLET or (last.isascii() and last.isalnum())
    return f"{number} {text}" if apart else number + text
