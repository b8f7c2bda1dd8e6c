"""Whole pages: a dump with its furniture, and the articles that must come out of it.

The dumps of data/clean are marked text, in our own words. A line that begins with "| " is a
paragraph of the first article ("|2 " of the second); "|+ " goes on with the paragraph before,
which the source broke; ⟦…⟧ is dropped and ⟦a→b⟧ becomes b. All other lines are furniture,
titles, bylines and dates. The values of "# field: value" are those of the article (`title2`:
of the second). A new file is a new test.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import opencc
import pytest

from textmine.aligned import AlignedText
from textmine.clean.page import clean_page
from textmine.errors import NoTextError
from textmine.types import Article, Candidate, Page

DUMPS = sorted((Path(__file__).parent / "data" / "clean").glob("*.txt"))
HEADER = re.compile(r"# (\w+?)(\d?): (.+)")
BODY = re.compile(r"\|(\d?) (.*)")
DROPPED = re.compile(r"⟦([^⟦⟧→]*)(?:→([^⟦⟧]*))?⟧")
GLOSS = re.compile(r"\([a-zāáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜü]+\)")


@dataclass
class Dump:
    """A page and what must come out of it."""

    source: str = ""
    fields: dict[int, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    articles: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))


def read_dump(marked: str) -> Dump:
    dump, last, lines = Dump(), 1, []
    for line in marked.splitlines():
        if header := HEADER.fullmatch(line):
            dump.fields[int(header[2] or 1)][header[1]] = header[3]
        elif line.startswith("|+ "):
            dump.articles[last][-1] += DROPPED.sub(r"\2", line[3:])
            lines.append(DROPPED.sub(r"\1", line[3:]))
        elif body := BODY.fullmatch(line):
            last = int(body[1] or 1)
            dump.articles[last].append(DROPPED.sub(r"\2", body[2]))
            lines.append(DROPPED.sub(r"\1", body[2]))
        else:
            assert not re.match(r"[#|]", line), f"unknown mark: {line}"
            lines.append(line)
    dump.source = "\n".join(lines)
    assert not re.search("[⟦⟧]", dump.source), "unclosed mark"
    return dump


def make_page(source: str, **fields: object) -> Page:
    return Page(
        path="page.txt",
        digest=hashlib.sha256(source.encode()).hexdigest(),
        media_type="text/plain",
        source=source,
        body=AlignedText.of(source),
        encoding="utf-8",
        **fields,  # type: ignore[arg-type]
    )


@pytest.fixture(params=DUMPS, ids=[path.stem for path in DUMPS])
def dump(request: pytest.FixtureRequest) -> Dump:
    return read_dump(request.param.read_text(encoding="utf-8"))


def squash(text: str) -> str:
    return re.sub(r"\s+", "", text)


def simple(lines: list[str], dump: Dump) -> list[str]:
    """The gold in simplified characters, as the library converts it, without glosses."""
    if dump.fields[1].get("variant") != "hant":
        return lines
    library = opencc.OpenCC("tw2s")
    return [library.convert(GLOSS.sub("", line)) for line in lines]


def test_text(dump: Dump) -> None:
    articles = clean_page(make_page(dump.source))
    gold = [simple(lines, dump) for _, lines in sorted(dump.articles.items())]
    if dump.fields[1].get("paragraphs") == "loose":
        assert [squash(a.text.text) for a in articles] == [squash("".join(g)) for g in gold]
    else:
        assert [a.text.text.split("\n") for a in articles] == gold


NAMES = {"number": "document_number"}


def test_fields(dump: Dump) -> None:
    articles = clean_page(make_page(dump.source))
    dump.fields[1].pop("articles", None)
    dump.fields[1].pop("paragraphs", None)
    for number, gold in dump.fields.items():
        found = {name: show(articles[number - 1], name) for name in gold}
        assert found == gold


def show(article: Article, name: str) -> str:
    value = getattr(article, NAMES.get(name, name))
    if name == "suspect":
        return "yes" if value else "no"
    return {None: "null", True: "true", False: "false"}.get(value, value)


def test_every_character_reads_back(dump: Dump) -> None:
    library = opencc.OpenCC("t2s")
    for article in clean_page(make_page(dump.source)):
        text = article.text
        for start in range(0, len(text) - 8, 5):
            cut = text.text[start : start + 8]
            first, last = text.source_span(start, start + 8)
            source = library.convert(dump.source[first:last])
            assert set(cut) - set(source) <= set("\n。海基层黨党擔担裏着")


# ---- what goes beyond dumps ---------------------------------------------------------------------
REPORT = (
    "松滋市推行“五联”工作法\n"
    "近年来,松滋市在146个村推行“五联”工作法,组建联合党委23个,带动集体增收1100万元。\n"
    "一、组织联建。打破村界,由强村带弱村,统一规划产业,共建冷库、烘干房等设施31处。\n"
    "二、治理联抓。建立联席会议制度,半年来调处跨村纠纷210起,群众满意率达到97%。"
)

NO_TEXT = [
    "",
    " \n\n ",
    "首页\n上一页\n下一页\n收藏 分享 举报\n©2012-2020 某网 版权所有\n浙ICP备00000000号",
    "This page is in English only, and says nothing of villages.",
    "12\n34\n56",
]


@pytest.mark.parametrize("source", NO_TEXT)
def test_no_text(source: str) -> None:
    with pytest.raises(NoTextError) as caught:
        clean_page(make_page(source))
    assert caught.value.reason == "no_text"


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("This page is in English only.", "holds no Chinese text, or next to none"),
        ("首页\n党建要闻\n领导机构\n通知公告\n下载专区\n政务公开", "only short lines"),
    ],
)
def test_why_there_is_no_text(source: str, said: str) -> None:
    with pytest.raises(NoTextError, match=said):
        clean_page(make_page(source))


@pytest.mark.parametrize("mark", ["{}.", "{}、", "（{}）", "({})"])
def test_a_document_of_short_numbered_items_is_text(mark: str) -> None:
    deeds = ["建立联合支部", "帮扶困难农户", "发放助农贷款", "培训返乡青年", "设立便民窗口"]
    items = [mark.format(number) + deed for number, deed in enumerate(deeds, 1)]
    (article,) = clean_page(make_page("\n".join(["今年要做的事", *items])))
    assert article.text.text.count("\n") == 4
    assert all(deed in article.text.text for deed in deeds)


def test_supplied_values_outrank_and_are_listed() -> None:
    supplied = (
        Candidate(field="title", value="五联工作法", origin="supplied"),
        Candidate(field="date", value="2013年7月", origin="supplied"),
        Candidate(field="author", value="来自别处", origin="meta"),
    )
    (article,) = clean_page(make_page(REPORT, candidates=supplied))
    assert (article.title, article.date, article.author) == ("五联工作法", "2013-07", None)
    assert (article.supplied, article.date_bounds) == (("date", "title"), ("2013-07", "2013-07"))


def test_what_the_markup_calls_it() -> None:
    candidates = (
        Candidate(field="title", value="松滋市推行“五联”工作法 - 某某党建网", origin="meta"),
        Candidate(field="date", value="2018-09-03 10:11", origin="meta"),
        Candidate(field="author", value="admin", origin="meta"),
    )
    body = REPORT.partition("\n")[2]
    (article,) = clean_page(make_page(body, candidates=candidates))
    assert article.title == "松滋市推行“五联”工作法"
    assert (article.date, article.site_date, article.author) == ("2018-09-03", "2018-09-03", None)


def test_line_ends_and_marks_of_order_change_nothing() -> None:
    (plain,) = clean_page(make_page(REPORT))
    (odd,) = clean_page(make_page("\ufeff" + REPORT.replace("\n", "\r\n")))
    assert odd.text.text == plain.text.text
    assert odd.signature == plain.signature


def test_articles_are_numbered_and_keep_the_page() -> None:
    dump = read_dump((DUMPS[0].parent / "compilation_numbered.txt").read_text(encoding="utf-8"))
    page = make_page(dump.source, warnings=("3 bytes replaced",))
    articles = clean_page(page)
    assert [article.number for article in articles] == [1, 2, 3]
    assert {article.page for article in articles} == {page}
    assert {article.warnings for article in articles} == {("3 bytes replaced",)}


def test_clean_text_stays_as_it_is() -> None:
    (article,) = clean_page(make_page(REPORT))
    (again,) = clean_page(make_page(article.text.text))
    assert again.text.text == article.text.text


def test_a_title_that_reads_like_half_a_sentence_stays_above_its_note() -> None:
    title = "石桥县支部领办合作社,覆盖全部行政村助力村集体收入突破30万元"
    told = "近年来,石桥县以支部为核心领办合作社,把分散的农户组织起来,统一购种、统一销售。"
    source = f"{title}\n江州新闻网 阅读:2 2025-08-13 11:37:17 评论:0\n{told}\n{told[4:]}"
    (article,) = clean_page(make_page(source))
    assert article.title == title
    assert article.text.text.startswith("近年来")
