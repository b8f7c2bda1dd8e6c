"""What must not change what is found: how a report is laid out, encoded, quoted and published."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path

import opencc
import pytest

from textmine.mine import mine
from textmine.types import Record

REPORTS = Path(__file__).parents[1] / "corpora" / "reports"
# Of one article each, and several genres: what they say stands in lines of their own.
NAMES = ("lingshan-speech.txt", "yaoan-plan.txt", "gansu-news.html", "zhongning-gov.html")
WIDTH = 38  # characters of a line
QUOTES = str.maketrans("“”", "「」")
SIGNS = str.maketrans("，；：？！（）", ",;:?!()")
DAYS = [
    "2019-03-05", "2019/3/5", "2019.03.05", "2019年3月5日", "（2019年3月5日）",
    "二〇一九年三月五日", "二○一九年三月五日", "二O一九年三月五日", "2019 年 3 月 5 日",
    "发布时间：2019-03-05 来源：某某新闻网 浏览次数：120", "字体：大 中 小 2019-03-05",
    "2019-03-05 字号：[大 中 小]", "2019年3月5日08:30 来源：某某日报", "民国108年3月5日",
]  # fmt: skip


@cache
def told(name: str) -> tuple[str, str]:
    """The title and the text of a demonstration report."""
    record = mine(REPORTS / name).records[0]
    return record.title or "", record.text


def mined(folder: Path, content: str | bytes, name: str = "report.txt") -> Record:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return mine(path).records[0]


def found(record: Record) -> tuple[object, ...]:
    """All that is found, where its first words stand aside from quotes and punctuation."""
    return (
        plain(record.title or ""),
        record.date,
        [
            (plain(each.name), plain(text_of(record, each.start, each.end)), each.status,
             [label.code for label in each.patterns], each.place)
            for each in record.practices
        ],
        [(each.value, each.unit, each.period, each.place) for each in record.metrics],
        [(each.text, each.adcode) for each in record.places],
    )  # fmt: skip


def text_of(record: Record, start: int, end: int) -> str:
    return record.text[start:end]


def plain(text: str) -> str:
    text = text.translate(SIGNS).translate(str.maketrans("「」", "“”"))
    return re.sub(r"\s", "", text).removesuffix(".")


def wrapped(text: str) -> str:
    """Paragraphs indented and broken at a width; a closing sign hangs over, a number is whole."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = "　　"
        for unit in re.findall(
            r"[“（《]*(?:[A-Za-z0-9.%]+|.)[，。、；：！？,;:!?”）》)%]*", paragraph
        ):
            if len(line) + len(unit) > WIDTH:
                lines.append(line)
                line = ""
            line += unit
        lines.append(line)
    return "\n".join(lines)


LAYOUTS: dict[str, Callable[[str], str | bytes]] = {
    "windows": lambda text: text.replace("\n", "\r\n"),
    "mark": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "gb18030": lambda text: text.encode("gb18030"),
    "blank lines": lambda text: text.replace("\n", "\n\n"),
    "indented": lambda text: text.replace("\n", "\n　　"),
    "half width": lambda text: text.translate(SIGNS),
}


@pytest.mark.parametrize("name", NAMES)
def test_a_layout_changes_nothing(name: str, tmp_path: Path) -> None:
    text = "\n".join(told(name))
    first = found(mined(tmp_path, text))
    changed = [each for each in LAYOUTS if found(mined(tmp_path, LAYOUTS[each](text))) != first]
    assert changed == []


def test_lines_of_a_width_change_next_to_nothing(tmp_path: Path) -> None:
    """Not wholly: a paragraph may end at the very edge above a heading, and nothing tells it."""
    whole, kept = 0, 0
    for name in NAMES:
        title, text = told(name)
        records = [mined(tmp_path, f"{title}\n{body}") for body in (text, wrapped(text))]
        first, second = (
            Counter(
                (plain(each.name), each.status, plain(text_of(record, each.start, each.end)))
                for each in record.practices
            )
            for record in records
        )
        whole, kept = whole + first.total(), kept + (first & second).total()
    assert whole >= 15
    assert kept >= 0.9 * whole


@pytest.mark.parametrize("script", ["s2t", "s2tw", "s2hk"])
def test_traditional_characters_change_nothing(script: str, tmp_path: Path) -> None:
    """Of the mainland, of Taiwan and of Hong Kong."""
    converter = opencc.OpenCC(script)
    for name in NAMES:
        text = "\n".join(told(name))
        records = [mined(tmp_path, each) for each in (text, converter.convert(text))]
        assert found(records[0]) == found(records[1])
        assert [record.variant for record in records] == ["hans", "hant"]


@pytest.mark.parametrize("name", NAMES)
def test_corner_quotes_make_the_same_practices(name: str, tmp_path: Path) -> None:
    text = "\n".join(told(name))
    first, second = (found(mined(tmp_path, each)) for each in (text, text.translate(QUOTES)))
    assert first == second


@pytest.mark.parametrize("day", DAYS)
def test_a_date_is_read_in_every_form(day: str, tmp_path: Path) -> None:
    title, text = told("gansu-news.html")
    paragraphs = "".join(f"<p>　　{html.escape(line)}</p>" for line in text.split("\n"))
    around = '<div class="nav"><a href="/">首页</a> <a href="/n">新闻</a></div>'
    page = f"<title>{title}-某网</title>{around}<h1>{title}</h1><p>{day}</p>{paragraphs}"
    records = [
        mined(tmp_path, f"{title}\n{day}\n\n{text}"),
        mined(tmp_path, f"<html><body>{page}</body></html>", "report.html"),
    ]
    assert [record.date for record in records] == ["2019-03-05"] * 2
    assert [record.title for record in records] == [title] * 2
    assert len(records[1].practices) == len(records[0].practices)


def test_a_byline_below_the_date_names_its_author(tmp_path: Path) -> None:
    title, text = told("gansu-news.html")
    paragraphs = "".join(f"<p>{html.escape(line)}</p>" for line in text.split("\n"))
    page = f"<h1>{title}</h1><p>2019年3月5日</p><p>作者：田穗</p>{paragraphs}"
    record = mined(tmp_path, f"<html><body>{page}</body></html>", "report.html")
    assert (record.date, record.author, record.text) == ("2019-03-05", "田穗", text)
