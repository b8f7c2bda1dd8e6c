"""Corrections from the page: said once, shown at once, taken back, never by the wrong people."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from tests.web import (
    TestClient,
    make_client,
    outcomes,
    practice_id,
    submit,
    token_in,
)
from textmine.errors import StoreError
from textmine.extract.figures.keys import load_keys
from textmine.store.corrections import history
from textmine.store.database import CaseDatabase
from textmine.store.history.fields import FIELDS
from textmine.store.history.identity import KINDS
from textmine.types import Change, PlaceRef
from textmine.web.fields import FIELDS as FORMS
from textmine.web.fields import read_figure, read_period

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


def test_what_was_done_is_told_once(client: TestClient) -> None:
    submit(client, PAGE, PAGE + "/correct", {**FORM, "name": "村企共联"})
    told = '<p class="said" role="status">已保存，可在校订记录里撤销</p>'
    assert told in client.get(PAGE).text
    assert told not in client.get(PAGE).text
    submit(client, PAGE, PAGE + "/correct", {**FORM, "name": "村企共联"})
    assert "没有改动" in client.get(PAGE).text


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        ("period", "明年吧", "明年吧：时间请写成 2010、2010-05 或 2008/2012"),
        ("text", "没有的话", "没有的话：在文章里找不到这样的原文"),
    ],
)
def test_wrong_input_is_not_a_missing_page(
    client: TestClient, field: str, value: str, why: str
) -> None:
    fields = {"csrf": token_in(client.get(PAGE)), **FORM, field: value}
    came = {"referer": f"http://testserver{PAGE}"}
    answer = client.post(PAGE + "/correct", data=fields, headers=came)
    assert answer.status_code == 400
    assert why in answer.text
    assert f'href="{PAGE}" data-back' in answer.text
    assert "没有这一页" not in answer.text
    elsewhere = {"referer": "http://elsewhere.example/x"}
    assert "data-back" not in client.post(PAGE + "/correct", data=fields, headers=elsewhere).text


@pytest.mark.parametrize(
    ("ticked", "main", "kept"),
    [
        (["industry_chain", "joint_build"], "industry_chain", ["industry_chain", "joint_build"]),
        (["joint_build"], "industry_chain", ["industry_chain", "joint_build"]),
        (["industry_chain"], "joint_build", ["industry_chain"]),  # no longer ticked
    ],
)
def test_the_main_pattern_is_chosen(
    client: TestClient, path: Path, ticked: list[str], main: str, kept: list[str]
) -> None:
    submit(client, PAGE, PAGE + "/correct", {**FORM, "patterns": ticked, "main": main})
    with CaseDatabase.open(path) as database:
        labels = database.practice(PRACTICE.id).practice.patterns
    assert [label.code for label in labels] == kept


def test_only_what_was_changed_is_said(client: TestClient, path: Path) -> None:
    submit(client, PAGE, PAGE + "/correct", FORM)
    changed = {**FORM, "patterns": ["industry_chain", "joint_build"], "period": "2010"}
    submit(client, PAGE, PAGE + "/correct", changed)
    with CaseDatabase.open(path) as database:
        said = [(event.field, event.new) for event in history(database, PRACTICE.id)]
    assert said == [("period", "2010"), ("patterns", ["joint_build", "industry_chain"])]


def test_a_new_place_does_not_keep_the_old_code(client: TestClient, path: Path) -> None:
    submit(client, PAGE, PAGE + "/correct", {**FORM, "place": "青州市"})
    with CaseDatabase.open(path) as database:
        place = database.practice(PRACTICE.id).practice.place
    assert place is not None
    assert (place.text, place.adcode) == ("青州市", "370781")


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
        f"/article/{ARTICLE.id}/add", f"/article/{ARTICLE.id}/add-metric",
        f"/place/{ARTICLE.places[0].id}/correct",
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
    [
        ("12", 12.0),
        ("1.2万", 12000.0),
        ("3,000", 3000.0),
        ("2亿", 2e8),
        ("", None),
        ("-5", -5.0),
        ("126万亿", 1.26e14),
        ("3千", 3000.0),
    ],
)
def test_figures(written: str, figure: float | None) -> None:
    assert read_figure(written) == figure


@pytest.mark.parametrize("written", ["十二", "1万2", "nan", "inf", "万"])
def test_no_figures(written: str) -> None:
    with pytest.raises(StoreError):
        read_figure(written)


def test_review_queue(client: TestClient) -> None:
    page = client.get("/review").text
    assert "已核对 0 / 5" in page
    submit(client, "/review", f"/record/{PRACTICE.id}/check", {"back": "/review"})
    assert "已核对 1 / 5" in client.get("/review").text
    training = client.get("/review/training.jsonl").text
    assert "村企联建" in training


def test_task(client: TestClient) -> None:
    text = "我县想引导企业与村结对，组建联合党总支。"
    answer = submit(client, "/task", "/task", {"text": text})
    assert "村企联建" in re.sub("<.*?>", "", answer.text)
    assert 'class="reason"' in answer.text


@pytest.mark.parametrize(
    ("written", "period"),
    [
        ("2010", "2010"), ("2010年5月", "2010-05"), ("2010-5-3", "2010-05-03"), ("", None),
        ("2008—2012年", "2008/2012"), ("2010-01/2010-04", "2010-01/2010-04"), ("2009年底", "2009"),
    ],
)  # fmt: skip
def test_periods(written: str, period: str | None) -> None:
    assert read_period(written) == period


def test_every_field_can_be_corrected(client: TestClient, path: Path) -> None:
    """What the form of a record shows and what may be corrected are the same fields."""
    for kind, fields in FIELDS.items():
        shown = {field.name for field in FORMS[kind]}
        elsewhere = {"patterns", "subtypes", "span"} if kind == "practice" else set()
        assert shown | elsewhere == set(fields)


@pytest.mark.parametrize("target", [ARTICLE.id, PRACTICE.id, METRIC.id, ARTICLE.places[0].id])
def test_a_form_that_is_sent_back_says_nothing(client: TestClient, path: Path, target: str) -> None:
    address = PAGE if target == PRACTICE.id else f"/article/{ARTICLE.id}?at={target}"
    action = f"/{KINDS[target[0]]}/{target}/correct"
    if target == ARTICLE.id:
        address = f"/article/{target}"
    fields = fields_of(client.get(address).text, action)
    assert len(fields) > 4
    assert submit(client, address, action, fields).status_code == 303
    with CaseDatabase.open(path) as database:
        assert history(database, target) == []


def fields_of(page: str, action: str) -> dict[str, list[str]]:
    """What a browser sends of a form that nobody touched."""
    form = BeautifulSoup(page, "html.parser").find("form", action=action)
    assert form is not None, action
    sent: dict[str, list[str]] = {}
    for field in form.find_all(["input", "select", "textarea"]):
        if field.name == "select":
            chosen = field.find("option", selected=True) or field.find("option")
            sent.setdefault(field["name"], []).append(chosen["value"])
        elif field.name == "textarea":
            sent.setdefault(field["name"], []).append(field.text)
        elif field.get("type") != "checkbox" or field.has_attr("checked"):
            sent.setdefault(field["name"], []).append(
                field["value"] if "value" in field.attrs else ""
            )
    return sent


@pytest.mark.parametrize(
    ("fields", "field", "value"),
    [
        (
            {"place": "青州市", "adcode": "370783"},
            "place",
            PlaceRef(text="青州市", adcode="370781"),
        ),
        ({"place": ""}, "place", None),
        ({"period": "2010年"}, "period", "2010"),
        ({"change": "increase_to"}, "change", Change(kind="increase_to")),
        ({"role": "outcome"}, "role", "outcome"),
        ({"total": "yes"}, "total", True),
        ({"practice": ""}, "practice", None),
        ({"value": "1.5万"}, "value", 15000.0),
        ({"modifier": "about"}, "modifier", "about"),
        ({"indicator": "农民人均纯收入"}, "indicator_key", load_keys().key("农民人均纯收入")),
    ],
)
def test_metric_fields(
    client: TestClient, path: Path, fields: dict[str, str], field: str, value: object
) -> None:
    submit(client, PAGE, f"/metric/{METRIC.id}/correct", fields)
    with CaseDatabase.open(path) as database:
        assert getattr(database.article(ARTICLE.id).metrics[0], field) == value


def test_a_value_corrected_has_its_value_in_si(client: TestClient, path: Path) -> None:
    submit(client, PAGE, f"/metric/{METRIC.id}/correct", {"value": "2", "unit": "公里"})
    with CaseDatabase.open(path) as database:
        assert database.article(ARTICLE.id).metrics[0].unit_si == {
            "value": 2000.0, "value_max": None, "unit": "m",
        }  # fmt: skip


def test_place(client: TestClient, path: Path) -> None:
    place = ARTICLE.places[0]
    page = f"/article/{ARTICLE.id}?at={place.id}"
    assert (
        submit(client, page, f"/place/{place.id}/correct", {"adcode": "370784"}).status_code == 303
    )
    with CaseDatabase.open(path) as database:
        assert database.article(ARTICLE.id).places[0].adcode == "370784"
    assert submit(client, page, f"/record/{place.id}/reject", {"back": page}).status_code == 303
    with CaseDatabase.open(path) as database:
        assert database.article(ARTICLE.id).places == ()


LEAD = "党员作用发挥得不够。"


def test_a_practice_is_added_and_moved(client: TestClient, path: Path) -> None:
    page = f"/article/{ARTICLE.id}"
    fields = {"text": LEAD, "name": "党员作用", "patterns": ["joint_build"], "near": "9"}
    answer = submit(client, page, page + "/add", fields)
    made = answer.headers["location"]
    assert "<h1>党员作用</h1>" in client.get(made).text
    submit(client, made, made + "/correct", {"text": "作用……不够"})
    with CaseDatabase.open(path) as database:
        found = database.practice(made.rpartition("/")[2])
        assert found.record.text[found.practice.start : found.practice.end] == "作用发挥得不够"
        assert found.practice.source_end - found.practice.source_start == 7
    submit(client, made, undo_address(client.get(made).text), {"back": made})
    review = client.get("/review").text
    assert "添加" in review


@pytest.mark.parametrize(
    "fields",
    [
        {"text": "没有的字", "name": "甲", "patterns": ["joint_build"]},
        {"text": "", "name": "甲", "patterns": ["joint_build"]},
        {"text": LEAD, "name": "", "patterns": ["joint_build"]},
        {"text": LEAD, "name": "甲"},
        {"text": LEAD, "name": "甲", "patterns": ["no_such"]},
        {"text": LEAD, "name": "甲", "patterns": ["joint_build"], "status": "maybe"},
    ],
)
def test_no_practice_is_added(client: TestClient, fields: dict[str, object]) -> None:
    page = f"/article/{ARTICLE.id}"
    assert submit(client, page, page + "/add", fields).status_code == 400


def test_a_metric_is_added(client: TestClient, path: Path) -> None:
    page = f"/article/{ARTICLE.id}"
    with CaseDatabase.open(path) as database:
        before = len(database.article(ARTICLE.id).metrics)
    # No number: both have to be given.
    assert submit(client, page, page + "/add-metric", {"text": LEAD}).status_code == 400
    told = {
        "text": LEAD,
        "indicator": "发展党员",
        "value": "1.2万",
        "unit": "名",
        "place": "寿光市",
    }
    answer = submit(client, page, page + "/add-metric", {**told, "why": "漏了"})
    made = answer.headers["location"]
    assert "1.2万" in client.get(made).text
    with CaseDatabase.open(path) as database:
        record = database.article(ARTICLE.id)
        found = next(m for m in record.metrics if m.text == LEAD)
    assert len(record.metrics) == before + 1
    assert (found.value, found.unit, found.place.adcode) == (12_000, "名", "370783")
    assert made.endswith(found.id)


def test_number_and_unit_are_read_from_the_words(client: TestClient, path: Path) -> None:
    page = f"/article/{ARTICLE.id}"
    words, value, unit = METRIC.text, METRIC.value, METRIC.unit
    answer = submit(client, page, page + "/add-metric", {"text": words, "indicator": "又一个"})
    with CaseDatabase.open(path) as database:
        made = answer.headers["location"].rpartition("#")[2]
        found = next(m for m in database.article(ARTICLE.id).metrics if m.id == made)
    assert (found.value, found.unit, found.indicator) == (value, unit, "又一个")
