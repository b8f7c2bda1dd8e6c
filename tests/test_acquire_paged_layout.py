"""Signs at places become lines and paragraphs."""

import pytest

from textmine.acquire.paged.layout import read_document
from textmine.acquire.paged.lines import Glyph, Line, read_lines

EM = 10.0
LEFT, WIDTH = 50.0, 500.0  # forty signs a line


def signs(text: str, x: float, y: float, size: float = EM) -> list[Glyph]:
    """A row of text with signs side by side, Latin ones half as wide."""
    found = []
    for sign in text:
        wide = size if ord(sign) > 0x2E7F or sign in "“”—" else size / 2
        found.append(Glyph(sign, x, x + wide, y, y + size, size))
        x += wide
    return found


def lines(*rows: tuple[str, float, float]) -> list[str]:
    glyphs = [glyph for text, x, y in rows for glyph in signs(text, x, y)]
    return [line.text for line in read_lines(reversed(glyphs), WIDTH)]


ROWS = [
    ([("第二行", 50, 40), ("第一行", 50, 20)], ["第一行", "第二行"]),
    ([("左", 50, 20), ("右", 300, 20)], ["左\t右"]),
    ([("甲", 50, 20), ("乙", 68, 20)], ["甲 乙"]),  # a blank of 0.8 em
    ([("甲", 50, 20), ("乙", 62, 20)], ["甲乙"]),  # a justified line
    ([("smart", 50, 20), ("farm", 79, 20)], ["smart farm"]),
    ([("产值", 50, 20), ("12.5", 72, 20), ("亿元", 94, 20)], ["产值12.5亿元"]),
    ([("甲乙", 50, 20), ("丙", 70, 22)], ["甲乙丙"]),  # not quite on the line
]


@pytest.mark.parametrize(("rows", "expected"), ROWS)
def test_read_lines(rows, expected):
    assert lines(*rows) == expected


def test_mark_of_a_note():
    glyphs = [*signs("见第七号纪要", 50, 20), *signs("12", 110, 18, 5.0), *signs("。", 120, 20)]
    assert [line.text for line in read_lines(glyphs)] == ["见第七号纪要[12]。"]


def test_flat_marks_stay_in_their_line():
    """Some fonts state no ascent: the box of a comma is then no taller than the comma."""
    y, flat = 100.0, 0.3 * EM

    def mark(sign: str, x: float, *, high: bool = False) -> Glyph:
        top = y if high else y + EM - flat
        return Glyph(sign, x, x + EM, top, top + flat, flat)

    row = [
        *signs("近年来", EM, y),
        mark("，", 4 * EM),
        *signs("镇党委推行", 5 * EM, y),
        mark("“", 10 * EM, high=True),
        *signs("联建", 11 * EM, y),
        mark("”", 13 * EM, high=True),
        mark("。", 14 * EM),
        mark("，", 15 * EM),
    ]
    below = signs("下一行", EM, y + 1.6 * EM)
    found = [line.text for line in read_lines([*row, *below])]
    assert found == ["近年来，镇党委推行“联建”。，", "下一行"]


def test_columns_are_read_one_after_the_other():
    left = [(f"左栏第{n}行的文字一共有十五个", 50, 100 + 15 * n) for n in range(10)]
    right = [(f"右栏第{n}行的文字一共有十五个", 280, 100 + 15 * n) for n in range(10)]
    title = [("横跨两栏的标题在最上面，它比任何一栏都要宽得多，所以占满一行", 60, 60)]
    found = lines(*title, *[row for pair in zip(left, right, strict=True) for row in pair])
    assert found == [text for text, _, _ in [*title, *left, *right]]


def test_columns_of_short_paragraphs_are_columns():
    full = "这一行一共有十八个字所以排得非常的满"
    left = [(full if n % 3 else "短一些。", 50, 100 + 15 * n) for n in range(18)]
    right = [(full if n % 3 != 1 else "更短。", 280, 100 + 15 * n) for n in range(18)]
    found = lines(*[row for pair in zip(left, right, strict=True) for row in pair])
    assert found == [text for text, _, _ in [*left, *right]]


def test_cells_of_a_table_are_no_columns():
    left = [(f"第{n}个指标", 50, 100 + 15 * n) for n in range(18)]
    right = [(f"这一行说的是第{n}个指标是怎么算的", 280, 100 + 15 * n) for n in range(18)]
    found = lines(*[row for pair in zip(left, right, strict=True) for row in pair])
    assert found == [f"{a}\t{b}" for (a, *_), (b, *_) in zip(left, right, strict=True)]


FULL = "这一行正好有四十个字，所以它一直排到了版心的右边，下一行接着它继续往下说，没有断开呀"[:40]
OTHER = FULL[::-1]


def page(*rows: str, top: float = 100.0) -> list[Line]:
    """Rows of type under each other; blanks in front set them in."""
    made = []
    for number, row in enumerate(rows):
        text = row.lstrip("　")
        x = LEFT + EM * (len(row) - len(text))
        y = top + 16 * number
        made.append(Line(text, x, x + EM * len(text), y, y + EM, EM, page_width=WIDTH))
    return made


BODIES = [
    (
        [["　　" + FULL[:38], FULL, "完。", "　　另起一段。"]],
        [FULL[:38] + FULL + "完。", "另起一段。"],
    ),
    ([[FULL, "短行。", "一、标题", FULL, FULL]], [FULL + "短行。", "一、标题", FULL + FULL]),
    ([[FULL, "（二）不缩进的标题"]], [FULL + "（二）不缩进的标题"]),  # the line before is not ended
    ([[FULL[:39] + "。", "（二）不缩进的标题"]], [FULL[:39] + "。", "（二）不缩进的标题"]),
    ([["甲\t1", "乙\t2"]], ["甲\t1", "乙\t2"]),
    ([[FULL, FULL], [OTHER, "完。"]], [FULL * 2 + OTHER + "完。"]),  # over the page
    ([[FULL, "完。"], ["下页另说。"]], [FULL + "完。", "下页另说。"]),
    ([["甲村二十户。", "乙村三十户。"]], ["甲村二十户。", "乙村三十户。"]),  # no full line at all
]


@pytest.mark.parametrize(("pages", "paragraphs"), BODIES)
def test_paragraphs(pages, paragraphs):
    extracted = read_document([page(*rows) for rows in pages])
    assert extracted.body.text.split("\n") == paragraphs
    assert extracted.text == "\n".join(row.lstrip("　") for rows in pages for row in rows)


def test_words_keep_their_blank():
    extracted = read_document([page(FULL[:38] + "ab", "cd")])
    assert extracted.body.text == FULL[:38] + "ab cd"


EDGES = [
    ("平川县工作通讯", "— {} —"),
    ("2014年第3期", "第{}页"),
    ("内部资料　注意保存", "第 {} 页 共 4 页"),
    ("平川调研", "{}/4"),
    ("平川调研", "-{}-"),
    ("平川调研", "{}"),
]


@pytest.mark.parametrize(("head", "foot"), EDGES)
def test_heads_and_page_numbers_go(head, foot):
    pages = []
    for number in range(1, 5):
        rows = [f"　　本页说的是第{'甲乙丙丁'[number - 1]}个乡镇的情况。"] * 5
        top, bottom = page(head, top=20.0), page(foot.format(number), top=700.0)
        pages.append([*top, *page(*rows), *bottom])
    extracted = read_document(pages)
    assert {line[:5] for line in extracted.body.text.split("\n")} == {"本页说的是"}
    assert extracted.text.count(head) == 4
    assert [extracted.text[start:].startswith(head) for start in extracted.breaks] == [True] * 3


def test_notes_wait_for_the_end_of_the_paragraph():
    note = Line("[1]见纪要第三页。", LEFT, LEFT + 90, 600, 608, 8.0, page_width=WIDTH)
    first = [*page(FULL, FULL, FULL, FULL[:36] + "[1]"), note]
    extracted = read_document([first, page("接下页。", "　　另起一段。")])
    paragraphs = [FULL * 3 + FULL[:36] + "[1]接下页。", "[1]见纪要第三页。", "另起一段。"]
    assert extracted.body.text.split("\n") == paragraphs


def test_no_pages():
    assert read_document([]).text == ""
