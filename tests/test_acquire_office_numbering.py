"""Numbers of lists as Word writes them."""

import pytest

from textmine.acquire.office.numbering import FORMATS, Counter, Level, joined

WRITTEN = [
    ("decimal", {1: "1", 12: "12"}),
    ("decimalZero", {3: "03", 12: "12"}),
    ("decimalFullWidth", {12: "１２"}),
    (
        "chineseCounting",
        {1: "一", 10: "十", 11: "十一", 20: "二十", 101: "一百零一", 110: "一百一十"},
    ),
    ("chineseCountingThousand", {2015: "二千零一十五", 3000: "三千"}),
    ("chineseLegalSimplified", {3: "叁", 12: "壹拾贰"}),
    ("ideographDigital", {10: "一〇", 25: "二五"}),
    ("ideographTraditional", {1: "甲", 10: "癸", 11: "甲"}),
    ("ideographZodiac", {1: "子", 12: "亥"}),
    ("decimalEnclosedCircle", {1: "①", 20: "⑳", 21: "21"}),
    ("decimalEnclosedParen", {1: "⑴"}),
    ("lowerLetter", {1: "a", 26: "z", 27: "aa", 53: "aaa"}),
    ("upperLetter", {2: "B"}),
    ("lowerRoman", {4: "iv", 19: "xix"}),
    ("upperRoman", {1994: "MCMXCIV"}),
]
ROWS = [(kind, number, shown) for kind, rows in WRITTEN for number, shown in rows.items()]


@pytest.mark.parametrize(("kind", "number", "shown"), ROWS)
def test_formats(kind, number, shown):
    assert FORMATS[kind](number) == shown


def steps(levels: dict[int, Level], at: list[int]) -> list[str]:
    counter = Counter(levels)
    return [counter.step(level) for level in at]


OUTLINE = {
    0: Level(format="chineseCounting", text="%1、"),
    1: Level(format="chineseCounting", text="（%2）"),
    2: Level(text="%1.%2.%3", legal=True),
}
COUNTS = [
    (OUTLINE, [0, 1, 1, 0, 1], ["一、", "（一）", "（二）", "二、", "（一）"]),
    (OUTLINE, [0, 1, 2, 2], ["一、", "（一）", "1.1.1", "1.1.2"]),
    (OUTLINE, [1, 5], ["（一）", ""]),  # a level that the list does not have
    ({0: Level(start=5, text="%1)")}, [0, 0], ["5)", "6)"]),
    (
        {0: Level(text="%1."), 1: Level(text="%2.", restart=0)},
        [0, 1, 0, 1],
        ["1.", "1.", "2.", "2."],
    ),
    ({0: Level(format="bullet", text="\uf06c")}, [0], ["•"]),
    ({0: Level(format="bullet", text="◆")}, [0], ["◆"]),
    ({0: Level(format="unheard of", text="%1.")}, [0], ["1."]),
    ({0: Level(format="none", text="%1")}, [0], [""]),
]  # fmt: skip


@pytest.mark.parametrize(("levels", "at", "shown"), COUNTS)
def test_counting(levels, at, shown):
    assert steps(levels, at) == shown


JOINED = [
    ("一、", "甲", "一、甲"),
    ("1", "2010年", "1 2010年"),
    ("①", "甲", "①甲"),
    ("", "甲", "甲"),
    ("•", "甲", "• 甲"),
    ("1.", "", "1."),
]


@pytest.mark.parametrize(("number", "text", "expected"), JOINED)
def test_joined(number, text, expected):
    assert joined(number, text) == expected
