"""Corrections from the page: said once, shown at once, taken back, never by the wrong people."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web import (
    TestClient,
    make_client,
    make_database,
    outcomes,
    practice_id,
    submit,
    token_in,
)
from textmine.errors import StoreError
from textmine.store.corrections import history
from textmine.store.database import CaseDatabase
from textmine.web.editing import read_figure

ARTICLE = outcomes()[0].records[0]
PRACTICE = ARTICLE.practices[0]
METRIC = ARTICLE.metrics[0]
PAGE = f"/practice/{PRACTICE.id}"
FORM = {
    "name": PRACTICE.name,
    "status": "implemented",
    "patterns": ["joint_build"],
    "subtypes_shown": "1",
    "subtypes": ["village_enterprise"],
    "place": "寿光市",
    "adcode": "370783",
    "period": "2009",
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_database(tmp_path / "cases.db")


@pytest.fixture
def client(path: Path) -> Iterator[TestClient]:
    with make_client(path) as opened:
        yield opened


def undo_address(page: str) -> str:
    found = re.search(r'action="(/event/[^"]+/undo)"', page)
    assert found
    return found[1]


def test_correct_and_undo(client: TestClient) -> None:
    fields = {**FORM, "name": "村企共联", "why": "正文如此"}
    answer = submit(client, PAGE, PAGE + "/correct", fields)
    assert (answer.status_code, answer.headers["location"]) == (303, PAGE)
    page = client.get(PAGE).text
    assert "<h1>村企共联</h1>" in page
    assert "名称：村企联建 → 村企共联" in page
    assert "（正文如此）" in page
    assert practice_id(client, "村企共联") == PRACTICE.id
    submit(client, PAGE, undo_address(page), {"back": PAGE})
    undone = client.get(PAGE).text
    assert "<h1>村企联建</h1>" in undone
    assert 'class="undone"' in undone


def test_only_what_was_changed_is_said(client: TestClient, path: Path) -> None:
    submit(client, PAGE, PAGE + "/correct", FORM)
    changed = {**FORM, "patterns": ["industry_chain", "joint_build"], "period": "2010"}
    submit(client, PAGE, PAGE + "/correct", changed)
    with CaseDatabase.open(path) as database:
        said = [(event.field, event.new) for event in history(database, PRACTICE.id)]
    assert said == [("patterns", ["joint_build", "industry_chain"]), ("period", "2010")]


def test_a_new_place_does_not_keep_the_old_code(client: TestClient, path: Path) -> None:
    submit(client, PAGE, PAGE + "/correct", {**FORM, "place": "青州市"})
    with CaseDatabase.open(path) as database:
        place = database.practice(PRACTICE.id).practice.place
    assert place is not None
    assert (place.text, place.adcode) == ("青州市", None)


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        (
            {"patterns": ["joint_build", "industry_chain", "coverage_extension", "cadre_talent"]},
            400,
        ),
        ({"status": "maybe"}, 400),
    ],
)
def test_what_cannot_be_said(client: TestClient, fields: dict[str, object], status: int) -> None:
    assert submit(client, PAGE, PAGE + "/correct", {**FORM, **fields}).status_code == status


def test_metric(client: TestClient, path: Path) -> None:
    fields = {"indicator": "龙头企业", "value": "1.3万", "value_max": "", "unit": "家"}
    submit(client, PAGE, f"/metric/{METRIC.id}/correct", fields)
    with CaseDatabase.open(path) as database:
        assert database.article(ARTICLE.id).metrics[0].value == 13000.0
    page = client.get(f"/article/{ARTICLE.id}", params={"at": METRIC.id}).text
    assert "数值：12 → 1.3万" in page


def test_article(client: TestClient, path: Path) -> None:
    page = f"/article/{ARTICLE.id}"
    fields = {
        "title": "寿光的党建",
        "date": "2010-05",
        "genre": "news",
        "author": "",
        "why": "见报头",
    }
    assert submit(client, page, page + "/correct", fields).status_code == 303
    with CaseDatabase.open(path) as database:
        record = database.article(ARTICLE.id)
    assert (record.title, record.genre, record.date) == ("寿光的党建", "news", "2010-05")
    assert "标题：寿光统筹城乡党建 → 寿光的党建" in client.get(page).text


def test_join_and_part(client: TestClient) -> None:
    other = practice_id(client, "支部建在社上")
    answer = submit(client, PAGE, PAGE + "/join", {"other": f"http://127.0.0.1/practice/{other}"})
    assert answer.status_code == 303
    page = client.get(PAGE).text
    assert "其他报告也讲到" in page
    case = re.search(r'href="(/case/[^"]+)"', page)
    assert case
    assert "支部建在社上" in client.get(case[1]).text
    submit(client, PAGE, PAGE + "/part", {"other": other})
    assert "其他报告也讲到" not in client.get(PAGE).text
    assert submit(client, PAGE, PAGE + "/join", {"other": "x"}).status_code == 400


def test_check(client: TestClient) -> None:
    submit(client, PAGE, f"/record/{PRACTICE.id}/check", {"back": PAGE})
    assert "核对无误" in client.get(PAGE).text
    assert "已核对" in client.get("/", params={"q": "村企联建"}).text


def test_reject_leads_to_the_article_and_can_be_undone(client: TestClient) -> None:
    answer = submit(client, PAGE, f"/record/{PRACTICE.id}/reject", {"back": PAGE})
    assert answer.headers["location"] == f"/article/{ARTICLE.id}"
    assert client.get(PAGE).status_code == 404
    review = client.get("/review").text
    assert "判为不成立" in review
    submit(client, "/review", undo_address(review), {"back": "/review"})
    assert client.get(PAGE).status_code == 200


def test_split_and_merge(client: TestClient, path: Path) -> None:
    fields = {"before": "组建党总支", "name": "党总支"}
    assert submit(client, PAGE, PAGE + "/split", fields).status_code == 303
    with CaseDatabase.open(path) as database:
        names = [practice.name for practice in database.article(ARTICLE.id).practices]
        second = database.article(ARTICLE.id).practices[1].id
    assert names == ["村企联建", "党总支", "支部建在社上"]
    submit(client, PAGE, PAGE + "/merge", {"other": second})
    with CaseDatabase.open(path) as database:
        assert len(database.article(ARTICLE.id).practices) == 2
    assert submit(client, PAGE, PAGE + "/split", {"before": "没有的字"}).status_code == 400


@pytest.mark.parametrize(
    "back", ["https://evil.example/", "//evil.example", "/\\evil.example", "evil", "javascript:x"]
)
def test_a_form_leads_back_to_us_only(client: TestClient, back: str) -> None:
    answer = submit(client, PAGE, f"/record/{PRACTICE.id}/check", {"back": back})
    assert answer.headers["location"] == "/"


@pytest.mark.parametrize(
    "address",
    [
        PAGE + "/correct", PAGE + "/split", PAGE + "/merge", PAGE + "/join", PAGE + "/part",
        f"/article/{ARTICLE.id}/correct", f"/metric/{METRIC.id}/correct",
        f"/record/{PRACTICE.id}/check", f"/record/{PRACTICE.id}/reject", "/event/e-1/undo",
        "/baskets/add", "/baskets/take-out", "/baskets/drop", "/upload",
    ],
)  # fmt: skip
def test_nothing_is_changed_without_a_token_or_read_only(
    client: TestClient, path: Path, address: str
) -> None:
    client.get("/")
    assert client.post(address, data=FORM).status_code == 403
    with make_client(path, read_only=True) as reader:
        token = token_in(reader.get("/task"))
        assert reader.post(address, data={**FORM, "csrf": token}).status_code == 403
        assert 'action="/practice' not in reader.get(PAGE).text
    assert "<h1>村企联建</h1>" in client.get(PAGE).text


@pytest.mark.parametrize(
    ("written", "figure"),
    [("12", 12.0), ("1.2万", 12000.0), ("3,000", 3000.0), ("2亿", 2e8), ("", None), ("-5", -5.0)],
)
def test_figures(written: str, figure: float | None) -> None:
    assert read_figure(written) == figure


@pytest.mark.parametrize("written", ["十二", "1万2", "nan", "inf", "万"])
def test_no_figures(written: str) -> None:
    with pytest.raises(StoreError):
        read_figure(written)


def test_review_queue(client: TestClient) -> None:
    page = client.get("/review").text
    assert "待判 5 条" in page
    submit(client, "/review", f"/record/{PRACTICE.id}/check", {"back": "/review"})
    assert "待判 4 条" in client.get("/review").text
    training = client.get("/review/training.jsonl").text
    assert "村企联建" in training


def test_task(client: TestClient) -> None:
    text = "我县想引导企业与村结对，组建联合党总支。"
    answer = submit(client, "/task", "/task", {"text": text})
    assert "村企联建" in re.sub("<.*?>", "", answer.text)
    assert 'class="reason"' in answer.text
