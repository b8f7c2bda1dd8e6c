"""Numerals as Chinese texts write them, and what they are worth.

Arabic, Chinese, mixed (5万4千), financial (壹佰), traditional and full-width figures, thousands
separators, decimals (三点五, 3．5) and fractions (三分之一, 2/5, 一又二分之一).

>>> parse_numeral("3万4000"), parse_numeral("两千三百五"), parse_numeral("１，２００.5")
(34000.0, 2350.0, 1200.5)
"""

from __future__ import annotations

import re

FIGURES = (
    "零〇○",
    "一壹幺",
    "二两贰兩貳俩倆弍",
    "三叁參参",
    "四肆",
    "五伍",
    "六陆陸",
    "七柒",
    "八捌",
    "九玖",
)
DIGITS = {figure: value for value, figures in enumerate(FIGURES) for figure in figures}
TENS = {"廿": 20, "卅": 30}
SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
LARGE = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12}

DIGIT_CLASS = "".join(DIGITS) + "".join(TENS)
MULTIPLIER_CLASS = "".join(SMALL) + "".join(LARGE)
HAN_CLASS = DIGIT_CLASS + MULTIPLIER_CLASS

# Thousands separators may be full-width or mixed ("233,333，333"), but stand before exactly
# three digits; "2009,12" is a list.
ARABIC = (
    r"(?:[0-9０-９]{1,3}(?:[,，'][0-9０-９]{3}){1,9}(?![0-9０-９])|[0-9０-９]{1,32})"
    r"(?:[.．][0-9０-９]{1,32})?"
)
# A multiplier, but not the first character of a unit (千瓦, 百分点, 兆瓦).
MULTIPLIER = r"(?:[十拾佰仟万萬亿億]|百(?!分)|千(?![瓦米克伏卡赫焦帕乏])|兆(?![瓦赫帕字比]))"
HAN_FIGURE = rf"(?:[{DIGIT_CLASS}]|{MULTIPLIER})"
# 3万4000, 3万2,500, 5万4千6百, 1千零20: a figure after a multiplier belongs to the same number.
MIXED = (
    rf"{ARABIC}(?:{MULTIPLIER}{{1,3}}"
    r"(?:(?:[0-9０-９][,，][0-9０-９]{3}|零?[0-9０-９]{1,4})(?![.．0-9０-９]))?){0,4}"
)
# 八点五; 八．五％ too, but "一．五保户" is numbering.
HAN_DECIMALS = (
    rf"(?:(?:[点點]|[.．](?=[{DIGIT_CLASS}]{{1,20}}(?:[%％]|[万萬亿億]?元)))"
    rf"[{DIGIT_CLASS}]{{1,20}}[万萬亿億]{{0,2}})"
)
# 二三0: the last noughts typed as Arabic ones.
HAN_NOUGHTS = rf"[{''.join(DIGITS)}]{{1,8}}[0０]{{1,3}}(?![.．0-9０-９年])"
HAN = rf"(?:{HAN_NOUGHTS}|{HAN_FIGURE}{{1,30}}{HAN_DECIMALS}?)"
# Behind 百分之 a stop can only be a decimal point: 百分之八．五.
SHARE = rf"(?:{MIXED}|[{DIGIT_CLASS}十]{{1,4}}[.．][{DIGIT_CLASS}]{{1,4}}|{HAN})"
PLAIN = rf"(?:{MIXED}|{HAN})"

FULL_WIDTH = str.maketrans("０１２３４５６７８９．，／－", "0123456789.,/-")
SEPARATOR = re.compile(r"[,']")
TOKEN = re.compile(
    rf"(?P<figure>\d+(?:\.\d+)?|\.\d+)|(?P<point>[点點.])|(?P<character>[{HAN_CLASS}])"
)
DECIMAL = re.compile(r"\d+(?:\.\d*)?|\.\d+")
# 一七二零, 一七二零点一; with a multiplier from three figures on (一二三万), since 三四万 is
# 30,000 to 40,000.
POSITIONAL = re.compile(
    rf"(?P<figures>[{''.join(DIGITS)}]{{2,}}(?:点[{''.join(DIGITS)}]+)?)"
    rf"(?P<large>(?:(?<=[{''.join(DIGITS)}]{{3}})|(?<=.[零〇○]))[万萬亿億])?"
)
HAN_ZERO = re.compile(f"[{''.join(DIGITS)}]0")
SIGN = re.compile(r"[-－负負]")

FRACTION = re.compile(
    rf"(?P<sign>[-－负負])?(?:(?P<whole>{PLAIN})又)?"
    rf"(?:(?P<below>百|{PLAIN})分之(?P<above>{SHARE})"
    r"|(?P<top>[0-9０-９]{1,9})[/／](?P<bottom>[0-9０-９]{1,9}))"
)


def parse_numeral(text: str) -> float | None:
    """The value of *text*, or None where it is no numeral ("一万", "3/4", "负三点五")."""
    if text.isascii() and DECIMAL.fullmatch(text):
        return float(text)
    text = text.translate(FULL_WIDTH).strip()
    if "分之" in text or "/" in text:
        return _parse_fraction(text)
    if HAN_ZERO.search(text):
        text = text.replace("0", "〇")
    sign = -1.0 if SIGN.match(text) else 1.0
    value = _parse_plain(SEPARATOR.sub("", text.lstrip("-负負+")))
    return None if value is None else sign * value


def _parse_fraction(text: str) -> float | None:
    match = FRACTION.fullmatch(text)
    if match is None:
        return None
    below = parse_numeral(match["below"] or match["bottom"])
    above = parse_numeral(match["above"] or match["top"])
    whole = parse_numeral(match["whole"]) if match["whole"] else 0.0
    if not below or above is None or whole is None:
        return None
    return (whole + above / below) * (-1.0 if match["sign"] else 1.0)


def _parse_plain(text: str) -> float | None:
    if DECIMAL.fullmatch(text):
        return float(text)
    if match := POSITIONAL.fullmatch(text):
        figures = "".join(str(DIGITS.get(character, ".")) for character in match["figures"])
        return float(figures) * LARGE.get(match["large"], 1)
    sum_of_parts = _Sum()
    at = 0
    for match in TOKEN.finditer(text):
        if match.start() != at or not sum_of_parts.take(match):
            return None
        at = match.end()
    return sum_of_parts.value() if text and at == len(text) else None


class _Sum:
    """Adds up a numeral from left to right.

    `total` holds what stands before the last 万, 亿 or 兆, `section` what stands before the last
    十, 百 or 千 since then, `figure` the figure that waits for its multiplier. `unit` is the last
    multiplier: a Chinese figure right after it counts tenths of it (三万五 is 35,000).
    """

    def __init__(self) -> None:
        self.total = self.section = 0.0
        self.figure: float | None = None
        self.unit = self.large = 1
        self.decimals: str | None = None
        self.short = False

    def take(self, match: re.Match[str]) -> bool:
        """Add one token; False where it cannot stand here."""
        if match["figure"] and self.decimals is not None:
            self.decimals += match["figure"]
            return match["figure"].isdigit()
        if match["figure"]:
            return self._take_figure(match["figure"])
        if match["point"]:
            self.decimals = ""
            return True
        return self._take_character(match["character"])

    def _take_figure(self, figure: str) -> bool:
        if self.figure is not None:
            return False
        self.figure, self.short = float(figure), False
        return True

    def _take_character(self, character: str) -> bool:
        if character in SMALL:
            self._multiply_small(SMALL[character])
        elif character in LARGE:
            self._multiply_large(LARGE[character])
        elif self.decimals is not None:
            self.decimals += str(DIGITS.get(character, 0))
        elif character in TENS:
            self.section += TENS[character]
        elif DIGITS[character] == 0:
            self.unit = 1
        elif self.figure is None:
            self.figure, self.short = float(DIGITS[character]), True
        else:
            return False
        return True

    def _multiply_small(self, unit: int) -> None:
        self.section += (1.0 if self.figure is None else self._whole()) * unit
        self.figure, self.unit = None, unit

    def _multiply_large(self, unit: int) -> None:
        part = self.section + self._whole()
        if self.total and self.large < unit:  # 4.78万亿
            self.total = (self.total + part) * unit
        else:
            self.total += (part or 1.0) * unit
        self.section, self.figure, self.unit, self.large = 0.0, None, unit, unit

    def _whole(self) -> float:
        whole = self.figure or 0.0
        if self.decimals:
            whole += float(f"0.{self.decimals}")
        self.decimals = None
        return whole

    def value(self) -> float:
        """The sum; a last figure after 百 or more is short for tenths of it."""
        tenths = self.short and self.unit >= 100
        if tenths and self.figure is not None:
            self.figure *= self.unit / 10
        return self.total + self.section + self._whole()
