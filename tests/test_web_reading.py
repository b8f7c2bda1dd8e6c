"""Reading pages: everything found is marked, and each record leads to its source as it was."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.records import P, simple
from tests.web import (
    TestClient,
    make_client,
    make_database,
    outcomes,
    practice_id,
    submit,
    traditional,
)
from textmine.store.database import CaseDatabase
from textmine.store.kept.sources import StoredSource
from textmine.types import Record
from textmine.web.excerpt import Bit, excerpt, page_at
from textmine.web.marking import Wish, blocks_of
from textmine.web.templates import sure


def record_of(number: int) -> Record:
    return outcomes()[number].records[0]


@pytest.mark.parametrize("number", range(4))
def test_the_text_is_all_there_in_its_order(number: int) -> None:
    record = record_of(number)
    shown = ["".join(piece.text for piece in block.pieces) for block in blocks_of(record)]
    assert shown == [line for line in record.text.split("\n") if line]


def test_pieces_know_what_they_are() -> None:
    record = record_of(0)
    pieces = [piece for block in blocks_of(record) for piece in block.pieces]
    assert [p.text for p in pieces if p.metric] == ["12家龙头企业", "党总支8个"]
    assert [p.text for p in pieces if p.place] == ["寿光市"]
    assert [p.opens for p in pieces if p.opens] == [1, 2]
    begun = [name for piece in pieces for name in piece.begins]
    assert sorted(begun) == sorted(
        item.id for item in (*record.practices, *record.metrics, *record.places)
    )


def test_a_span_with_words() -> None:
    record = record_of(0)
    practice = record.practices[1]
    start = record.text.index("合作社")
    wish = Wish(span=(practice.start, practice.end), words=((start, start + 3),))
    (block,) = blocks_of(record, wish)
    assert (
        "".join(piece.text for piece in block.pieces) == record.text[practice.start : practice.end]
    )
    assert [piece.text for piece in block.pieces if piece.word] == ["合作社"]


SURE = [(0.864, "86%"), (0.9987, "99%"), (1.0, "100%"), (0.0, "0%")]


@pytest.mark.parametrize(("score", "shown"), SURE)
def test_only_what_is_certain_is_100(score: float, shown: str) -> None:
    assert sure(score) == shown


def test_article(reader: TestClient) -> None:
    record = record_of(0)
    page = reader.get(f"/article/{record.id}").text
    for item in (*record.practices, *record.metrics, *record.places):
        assert f'id="{item.id}"' in page
    assert re.search(r'<a class="m p" href="[^"]+">12家龙头企业</a>', page)
    assert re.search(r'<a class="l" href="[^"]+">寿光市</a>', page)


def test_evidence_stands_in_the_source_as_it_was(reader: TestClient) -> None:
    record = traditional().records[0]
    metric = record.metrics[0]
    page = reader.get(f"/article/{record.id}", params={"at": metric.id}).text
    assert "村企聯建：<mark>三個村</mark>與企業結對" in page
    assert "第 2 页" in page
    whole = reader.get(f"/source/{record.id}", params={"at": metric.id}).text
    assert '<mark id="here">三個村</mark>' in whole


def test_practice(reader: TestClient) -> None:
    page = reader.get("/practice/" + practice_id(reader, "村企联建")).text
    assert "山东省潍坊市寿光市" in page
    assert "为什么是这个模式" in page
    assert re.search(r'<th scope="row">龙头企业</th><td class="number">12</td><td>家</td>', page)
    assert "寿光统筹城乡党建" in page


def test_an_id_of_another_article_is_no_evidence(reader: TestClient) -> None:
    other = record_of(1).practices[0].id
    assert reader.get(f"/article/{record_of(0).id}", params={"at": other}).status_code == 404


def source(text: str, **fields: object) -> StoredSource:
    values = {"path": "x", "sha256": "0", "encoding": None, "paragraphs": (), "breaks": ()}
    return StoredSource(**{**values, "media_type": "text/plain", "text": text, **fields})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "span", "bits"),
    [
        (source("一二三四"), (1, 3), [("text", "一"), ("evidence", "二三"), ("text", "四")]),
        (
            source("<p>一<b>二</b>三", media_type="text/html"),
            (3, 9),
            [
                ("markup", "<p>"), ("evidence", "一"), ("markup", "<b>"), ("evidence", "二"),
                ("text", "</b>三"),
            ],
        ),
        (
            source("一二三四", breaks=(2,)),
            (2, 3),
            [("text", "一二"), ("break", "2"), ("evidence", "三"), ("text", "四")],
        ),
    ],
)  # fmt: skip
def test_excerpts(given: StoredSource, span: tuple[int, int], bits: list[tuple[str, str]]) -> None:
    if given.media_type == "text/html":
        span = (3, 8)
        bits = [*bits[:4], ("markup", "</b>"), ("text", "三")]
    assert [(bit.kind, bit.text) for bit in excerpt(given, *span).bits] == bits


def test_markup_takes_no_room_from_the_words_around() -> None:
    tags = '<span class="very-long-name">' * 8
    given = source("前" * 90 + tags + "中" + tags + "后" * 90, media_type="text/html")
    at = given.text.index("中")
    shown = "".join(b.text for b in excerpt(given, at, at + 1).bits if b.kind == "text")
    assert (shown.count("前"), shown.count("后")) == (60, 80)


def test_a_long_source_is_cut_around_the_evidence() -> None:
    found = excerpt(source("前" * 500 + "中" + "后" * 500), 500, 501)
    assert found.cut == (True, True)
    assert Bit("evidence", "中") in found.bits
    assert len("".join(bit.text for bit in found.bits)) < 250


@pytest.mark.parametrize(("offset", "page"), [(0, 1), (6, 1), (7, 2), (99, 3)])
def test_pages(offset: int, page: int) -> None:
    assert page_at(source("", breaks=(7, 50)), offset) == page


def test_no_pages() -> None:
    assert page_at(source("一"), 0) is None


def test_a_case_stands_with_all_that_tell_it(tmp_path: Path) -> None:
    told = "引导龙头企业与村结成对子，组建村企联建党总支，每季度议事一次。"
    place, period = ("寿光市", "370783"), "2009"
    with CaseDatabase.open(tmp_path / "cases.db") as database:
        for name, figure in (("a.txt", "8"), ("b.txt", "9")):
            text = f"{told}已建{figure}个党总支。"
            metrics = ((f"{figure}个党总支", "党总支", float(figure), "个"),)
            wish = P(text=text, place=place, period=period, metrics=metrics)
            lead = (
                f"这是{name}，写法各有不同：" + ("甲报告。" if figure == "8" else "乙文章说。") * 9
            )
            database.add(simple(name, wish, lead=lead, title=f"报告{name}", date="2010"))
        database.group()
        practices = {p.id for record in database.records() for p in record.practices}
    with make_client(tmp_path / "cases.db") as reader:
        asked = {"q": "联建", "repeats": True}
        hits = reader.get("/api/v1/search", params=asked).json()["hits"]
        assert {hit["id"] for hit in hits} == practices
        (case,) = {hit["case_id"] for hit in hits}
        page = reader.get(f"/case/{case}").text
        assert "1 篇报告讲到 · 共刊登 2 次" in page  # the second repeats the first
        assert "8个党总支" in page
        assert "9个党总支" in page
        assert "其他报告也讲到" in reader.get(f"/practice/{hits[0]['id']}").text


def test_practices_of_one_report_are_not_many_reports(tmp_path: Path) -> None:
    with make_client(make_database(tmp_path / "cases.db")) as reader:
        one, other = (practice_id(reader, name) for name in ("村企联建", "支部建在社上"))
        submit(reader, f"/practice/{one}", f"/practice/{one}/join", {"other": other})
        (case,) = set(re.findall(r'"/case/(c-\w+)"', reader.get(f"/practice/{one}").text))
        assert "1 篇报告讲到 · 2 个做法" in reader.get(f"/case/{case}").text


def test_a_report_without_a_title_is_called_by_its_file(tmp_path: Path) -> None:
    outcome = simple("市里/总结.txt", P(text="引导12家企业结对。"), title=None)
    with CaseDatabase.open(tmp_path / "cases.db") as database:
        database.add(outcome)
    with make_client(tmp_path / "cases.db") as reader:
        page = reader.get(f"/article/{outcome.records[0].id}").text
        assert "<h1>总结.txt</h1>" in page


@pytest.mark.parametrize(("language", "said"), [("en", ' lang="zh-Hans"'), ("zh", "")])
def test_what_is_quoted_says_its_language(reader: TestClient, language: str, said: str) -> None:
    practice = practice_id(reader, "村企联建")
    pages = {
        address: reader.get(address, params={"lang": language}).text
        for address in ("/", f"/practice/{practice}", f"/article/{outcomes()[0].records[0].id}")
    }
    opened = (
        '<p class="snippet"',
        '<blockquote class="text quoted" id="quote"',
        '<div class="text"',
    )
    for page, tag in zip(pages.values(), opened, strict=True):
        assert f"{tag}{said}>" in page


def test_a_source_is_told_in_plain_words(reader: TestClient) -> None:
    practice = practice_id(reader, "村企联建")
    assert "，文本，" in reader.get(f"/source/{practice}?lang=zh").text
    assert ", text, " in reader.get(f"/source/{practice}?lang=en").text
