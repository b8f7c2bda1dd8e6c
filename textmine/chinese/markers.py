"""The numbers and words that officials begin an enumerated item with: 一、 （一） 1. 一是 第一，

`find_markers(text, start, end)` gives those of one paragraph; whether they form a series is for
`detect.structure` to judge, which sees them all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

DIGITS = {c: n for n, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
ORDER_WORDS = {
    "首先": 1, "其次": 2, "再次": 3, "再者": 3, "此外": 3, "最后": 9,
}  # fmt: skip
BULLETS = ("——", "●")
WORD_SERIES = ("第一", "其一", "一是", "首先", "一方面")
SIDES = {"一方面": 1, "另一方面": 2, "再一方面": 3}

CN = "[一二三四五六七八九十]{1,3}"
# 二、三产业, 三、四级, 一、二、三产: numbers of a row, and none before a heading.
PAIRS = "|".join(rf"{a}\s?、\s?{b}" for a, b in pairwise("一二三四五六七八九十"))
IN_A_ROW = (
    rf"(?:{PAIRS})(?:\s?、\s?[三四五六七八九十])?"
    r"(?:产业?|季度?|月|等[奖级次]|[届批类级线档楼层组队号班期](?!联|书记|网格|平台))"
)
SPACE = r"[ \t\u3000]*"

# "3.5亿元" at the beginning of a line is a figure, "3.5亿元" never a heading's number.
UNITS = "万亿千百个元米吨亩倍年月日公平名人家户项次成分角里斤度折级"

# kind → what it looks like; the group is the number. Kinds are listed outermost first.
LINE_MARKERS: tuple[tuple[str, str], ...] = (
    ("第一篇", rf"第({CN}|\d{{1,2}})[篇章部编]分?"),
    ("第一节", rf"第({CN}|\d{{1,2}})[节条]"),
    ("一、", rf"(?!{IN_A_ROW})({CN}){SPACE}(?:[、.．](?!\d)|、(?=(?:19|20)\d\d年))"),  # 一、2023年…
    ("（一）", rf"[（(【〔]{SPACE}({CN}){SPACE}[）)】〕]{SPACE}[、.．]?"),
    (
        "做法一",
        rf"(?:做法|举措|措施|经验|亮点|路径|模式|对策|建议|启示|步骤)之?({CN}|\d{{1,2}})"
        rf"(?:{SPACE}[:：、,，.．]|{SPACE}(?:——|—|--|-)|[ \t\u3000]+|$)",
    ),
    ("第一步", rf"第({CN}|\d{{1,2}})步(?:{SPACE}[:：、,，.．]|[ \t\u3000]+|(?=[\u4e00-\u9fff]))"),
    (
        "1.1",
        rf"(\d{{1,2}}\.\d{{1,2}}(?:\.\d{{1,2}})?)(?:[、.．\s]+(?!\d)|(?![{UNITS}])(?=[一-龥]))",
    ),
    ("1.", rf"(\d{{1,2}}){SPACE}(?:[、．]|\.(?!\d)|[)）](?!人|名))"),
    ("（1）", rf"[（(]{SPACE}(\d{{1,2}}){SPACE}[）)]{SPACE}[、.．]?"),
    ("①", rf"([{CIRCLED}]){SPACE}"),
    ("A.", r"([A-H])[.．、](?=[^A-Za-z\d])"),
    ("——", "((?:——|--|―{1,2}|──)(?=[\u4e00-\u9fff“《]))"),
    ("●", r"([●■◆★▲◎※➤►•·]|[-–](?=[ \t\u3000]*[\u4e00-\u9fff“]))"),
)
# Those that also stand inside a paragraph, after a full stop, a semicolon or a colon.
INLINE_MARKERS: tuple[tuple[str, str], ...] = (
    ("（一）", rf"[（(]({CN})[）)][、.．]?"),
    ("（1）", r"[（(](\d{1,2})[）)][、.．]?"),
    ("①", rf"([{CIRCLED}])"),
    ("1.", r"(\d{1,2})(?:[、．](?!\d)|\.(?=[一-鿿“]))"),
    ("第一", rf"第(?!{IN_A_ROW})({CN})(?=[,，、:：是])[,，、:：]?"),
    ("其一", rf"其({CN})[,，、:：]"),
    ("一是", rf"({CN})(?:个)?(?=[是要抓靠看查])[是要抓靠看查]?(?:在于)?"),
    ("首先", rf"({'|'.join(ORDER_WORDS)})(?=[,，、:：]|是|要|(?<=首先)[\u4e00-\u9fff])[,，、:：]?"),
    ("一方面", rf"({'|'.join(SIDES)})[,，、:：]?"),
)


@dataclass(slots=True)
class Marker:
    """An item's number: `kind` names its series, `number` counts from 1 (0 for bullets)."""

    kind: str
    number: int
    start: int
    end: int


def _compile(markers: tuple[tuple[str, str], ...]) -> tuple[re.Pattern[str], tuple[str, ...]]:
    return re.compile("|".join(f"(?:{pattern})" for _, pattern in markers)), tuple(
        kind for kind, _ in markers
    )


_LINE, _LINE_KINDS = _compile((*LINE_MARKERS, *(m for m in INLINE_MARKERS if m[0] in WORD_SERIES)))
# What those begin with: few paragraphs do, so that most need no search.
_LINE_FIRST = frozenset(
    "第做举措经亮路模对建启步其首再此最另0123456789０１２３４５６７８９"
    "一二三四五六七八九十（(【〔ABCDEFGH—-–―─●■◆★▲◎※➤►•·" + CIRCLED
)
# "四以产业化经营市场为依托": the 是 of 四是 was lost; taken where a 三是 stands before.
LOST = "lost"
_LOST_VERB = (LOST, rf"({CN})(?=[以对将把在通从按])")
# A marker inside a paragraph follows the end of a sentence or clause (also a closing quote or
# bracket), perhaps with a space between; 一是 also the noun it explains ("其特点一是…"). Both begin
# with one class of characters and look back from it, and what follows must begin a marker or lead
# to one: six times faster to search than two patterns.
_STOPS, _EXPLAINED = "。；;：:！？!?,，…", "点法因题施面现要务式"
_FIRST = rf"一二三四五六七八九十（({CIRCLED}\d第其首再此最另"
_BEFORE = (
    rf"[{_STOPS}{_EXPLAINED}](?=[{_FIRST}{_STOPS}”’」』）) \t\u3000])"
    rf"(?:(?<=[{_STOPS}])(?<![{_STOPS}]{{2}})[{_STOPS}]*+[”’」』）)]?{SPACE}(?=[{_FIRST}])"
    rf"|(?<=[{_EXPLAINED}])(?=一是))"
)
_, _INLINE_KINDS = _compile((*INLINE_MARKERS, _LOST_VERB))
_INLINE = re.compile(
    f"({_BEFORE})(?:" + "|".join(f"(?:{p})" for _, p in (*INLINE_MARKERS, _LOST_VERB)) + ")"
)
# "二、主要做法 (一)…": a heading whose first item follows in its line, behind a space.
_RUN_ON = re.compile(rf"[^{_STOPS}\s]{{2,16}}[ \t\u3000]+(?=[（(]一[）)])")
# Only these may follow a comma.
_AFTER_COMMA = ("一是", "首先", "一方面", "①", "（1）")


def read_number(text: str) -> int:
    """二十一 → 21, 12 → 12, ⑤ → 5, 其次 → 2; 0 where it is no number."""
    if text in ORDER_WORDS or text in SIDES:
        return ORDER_WORDS.get(text) or SIDES[text]
    if text.isascii() and text.replace(".", "").isdigit():
        return int(text.rsplit(".", 1)[-1])
    if text in CIRCLED:
        return CIRCLED.index(text) + 1
    if len(text) == 1 and "A" <= text <= "H":
        return ord(text) - ord("A") + 1
    return _chinese_number(text)


def _chinese_number(text: str) -> int:
    tens, ten, ones = text.partition("十")
    if not ten:
        return DIGITS.get(text, 0) if len(text) == 1 else 0
    if any(part and part not in DIGITS for part in (tens, ones)):
        return 0
    return DIGITS.get(tens, 1) * 10 + (DIGITS[ones] if ones else 0)


def find_markers(text: str, start: int, end: int) -> Iterator[Marker]:
    """The markers of the paragraph `text[start:end]`, in order; offsets are those of *text*."""
    at = start
    while at < end and text[at] in " \t\u3000":
        at += 1
    last = _at_line(text, at, end)
    if last:
        yield last
        at = last.end
        run_on = _RUN_ON.match(text, at, end) if last.kind == "一、" else None
        if run_on:
            at = run_on.end()
            yield Marker("（一）", 1, at, at + len("（一）"))
    for match in _INLINE.finditer(text, at, end):
        kind = _INLINE_KINDS[(match.lastindex or 0) - 2]
        number = read_number(match[match.lastindex or 0])
        after_comma = match[1].rstrip().endswith((",", "，"))
        if kind == LOST:
            if after_comma or not last or (last.kind, last.number) != ("一是", number - 1):
                continue
            kind = "一是"
        if number and not (after_comma and kind not in _AFTER_COMMA):
            last = Marker(kind, number, match.end(1), match.end())
            yield last


def behind_marker(text: str, at: int, end: int) -> int:
    """Where the words of a line that begins at *at* begin, behind its number: 三、|村均收入."""
    marker = _at_line(text, at, end) if text[at - 1 : at] in ("", "\n") else None
    return marker.end if marker else at


def _at_line(text: str, at: int, end: int) -> Marker | None:
    """The marker that a line begins with."""
    if text[at : at + 1] not in _LINE_FIRST:
        return None
    match = _LINE.match(text, at, end)
    if not match or match.lastindex is None:
        return None
    kind = _LINE_KINDS[match.lastindex - 1]
    number = 0 if kind in BULLETS else read_number(match[match.lastindex])
    return Marker(kind, number, at, match.end()) if number or kind in BULLETS else None
