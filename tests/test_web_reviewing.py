"""The queue of the page: what comes next, answered with one key, taken back, measured by lot."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from tests.web import TestClient, make_client, outcomes, submit
from textmine.store import corrections
from textmine.store.corrections import Said, history
from textmine.store.database import CaseDatabase
from textmine.store.find.queue import QueueQuery, next_ids
from textmine.web.telling import local_time

ARTICLE = outcomes()[0].records[0]
COMPANIES, UNIONS = ARTICLE.metrics
METRICS = "/review?kind=metric"
SAMPLE = "/review?kind=metric&by=random&size=50&seed=3"


def cards(page: str) -> list[str]:
    return re.findall(r'<article class="card" id="([pm]-\w+)">', page)


def plain(page: str) -> str:
    return BeautifulSoup(page, "html.parser").get_text(" ", strip=True)


def test_practices_and_metrics_are_two_queues(client: TestClient) -> None:
    practices, metrics = client.get("/review").text, client.get(METRICS).text
    assert {card[0] for card in cards(practices)} == {"p"}
    assert {card[0] for card in cards(metrics)} == {"m"}
    assert "已核对 0 / 5" in practices
    assert "已核对 0 / 3" in metrics


def test_a_metric_stands_in_its_sentence_with_its_evidence(client: TestClient) -> None:
    page = BeautifulSoup(client.get(METRICS).text, "html.parser")
    card = page.find(id=UNIONS.id)
    assert card is not None
    assert card.mark.get_text() == "党总支8个"
    assert card.select_one(".snippet").get_text().endswith("人称“村企联建”模式。")
    said = card.select_one(".said-of").get_text(" ", strip=True)
    assert said.startswith("时期 2009 地点 寿光市")
    assert card.select_one("h2 a")["href"] == f"/article/{ARTICLE.id}?at={UNIONS.id}#{UNIONS.id}"


def test_every_answer_leads_to_the_next(client: TestClient, path: Path) -> None:
    first, second, third = cards(client.get(METRICS).text)
    back = METRICS + "#queue"
    answer = submit(client, METRICS, f"/record/{first}/check", {"back": back})
    assert answer.headers["location"] == back
    assert cards(client.get(METRICS).text) == [second, third]
    fields = {"indicator": "改过的指标", "back": back}
    submit(client, METRICS, f"/metric/{second}/correct", fields)
    assert cards(client.get(METRICS).text) == [third]
    submit(client, METRICS, f"/record/{third}/reject", {"back": back})
    page = client.get(METRICS).text
    assert cards(page) == []
    assert "都核对过了" in page
    assert "已核对 3 / 3" in page
    with CaseDatabase.open(path) as database:
        kinds = [history(database, each)[0].kind for each in (first, second, third)]
    assert kinds == ["check", "set", "reject"]


def test_what_is_skipped_waits_behind_the_others(client: TestClient) -> None:
    first, second, third = cards(client.get(METRICS).text)
    answer = submit(client, METRICS, f"/record/{first}/skip", {"back": METRICS})
    assert answer.headers["location"] == METRICS
    page = client.get(METRICS).text
    assert cards(page) == [second, third, first]
    assert "已核对 0 / 3 跳过 1" in plain(page)
    assert "看过，未能判断" in page


def test_the_last_answer_is_taken_back_whole(client: TestClient) -> None:
    first, *others = cards(client.get(METRICS).text)
    fields = {"indicator": "改过的指标", "unit": "户", "back": METRICS}
    submit(client, METRICS, f"/metric/{first}/correct", fields)
    assert cards(client.get(METRICS).text) == others
    answer = submit(client, METRICS, "/review/undo", {"back": METRICS})
    assert answer.headers["location"] == METRICS
    page = client.get(METRICS).text
    assert cards(page) == [first, *others]
    assert "已撤销" in page
    submit(client, METRICS, "/review/undo", {"back": METRICS})
    assert "没有可撤销的" in client.get(METRICS).text


@pytest.mark.parametrize(
    ("filters", "practices", "metrics"),
    [
        ("place=山东", 2, 2),
        ("pattern=joint_build", 3, 3),
        ("report=统筹城乡", 2, 2),
        ("place=山东&pattern=industry_chain", 1, 0),
        ("outcomes=1", 5, 0),
    ],
)
def test_filters_are_the_same_for_both(
    client: TestClient, filters: str, practices: int, metrics: int
) -> None:
    for by in ("doubt", "random"):
        address = f"/review?by={by}&{filters}"
        assert len(cards(client.get(address).text)) == practices
        assert len(cards(client.get(address + "&kind=metric").text)) == metrics


def test_switches_keep_the_filters(client: TestClient) -> None:
    page = BeautifulSoup(client.get(METRICS + "&place=山东&outcomes=1").text, "html.parser")
    links = [link["href"] for link in page.select(".rules .choices a")]
    place = "place=%E5%B1%B1%E4%B8%9C"
    assert links == [
        f"/review?{place}",
        f"/review?kind=metric&{place}&outcomes=1",
        f"/review?kind=metric&{place}&outcomes=1",
        f"/review?kind=metric&by=random&{place}&outcomes=1",
    ]
    assert page.select_one("form.inline[action='/review'] input[name=place]")["value"] == "山东"


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("/review?by=random&size=0", "样本大小请写 1 到 10000 的整数"),
        ("/review?by=random&size=多", "样本大小请写 1 到 10000 的整数"),
        ("/review?by=random&seed=1234567890", "种子请写不超过 9 位的整数"),
        ("/review?place=" + "长" * 101, "筛选的内容太长"),
    ],
)
def test_what_cannot_be_asked(client: TestClient, address: str, why: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 400
    assert why in plain(answer.text)


# ---- measured ---------------------------------------------------------------------------------
def test_only_a_sample_says_how_many_are_right(client: TestClient) -> None:
    """Two right and one corrected of three: all there is was checked."""
    assert "核对了样本里的第一个" in client.get(SAMPLE).text
    first, second, third = cards(client.get(SAMPLE).text)
    submit(client, SAMPLE, f"/record/{first}/check", {"back": SAMPLE})
    one = plain(client.get(SAMPLE).text)
    assert "从 3 个指标中随机抽取 3 个（种子 3），按抽取次序人工核对 1 个，完全无误 1 个" in one
    assert "占 100.0%（95% 置信区间 20.7%—100.0%，Wilson 法）" in one
    submit(client, SAMPLE, f"/metric/{second}/correct", {"indicator": "别的", "back": SAMPLE})
    submit(client, SAMPLE, f"/record/{third}/check", {"back": SAMPLE})
    page = client.get(SAMPLE)
    assert "人工核对了全部 3 个指标，完全无误 2 个，占 66.7%。" in plain(page.text)
    shares = BeautifulSoup(page.text, "html.parser").select(".tally li")
    assert [share.get_text(" ") for share in shares][:3] == [
        "67% 完全无误",
        "67% 指标",
        "100% 数值",
    ]
    doubt = plain(client.get(METRICS).text)
    assert "请用“随机样本”" in doubt
    assert "%" not in doubt


def test_a_sample_can_be_cited_in_english(client: TestClient) -> None:
    address = "/review?by=random&lang=en"
    (first, *_) = cards(client.get(address).text)
    submit(client, address, f"/record/{first}/reject", {"back": address})
    said = plain(client.get(address).text)
    assert "a random sample of 5 of 5 practices (seed 1); of the first 1, checked by hand" in said
    assert "0 were right in all: 0.0% (95% confidence interval 0.0%–79.3%, Wilson)" in said
    assert "Rejected: 1." in said


def test_what_was_filtered_is_said_where_it_is_cited(client: TestClient) -> None:
    address = "/review?by=random&kind=metric&place=山东&pattern=joint_build&report=寿光"
    (first, *_) = cards(client.get(address).text)
    submit(client, address, f"/record/{first}/check", {"back": address})
    assert "Wilson 法）。只限：联合共建、山东、寿光。" in plain(client.get(address).text)
    assert "Only: Joint building, 山东, 寿光." in plain(client.get(address + "&lang=en").text)


def test_the_queue_for_programs(client: TestClient) -> None:
    asked = {"by": "random", "size": 2, "place": "山东"}
    told = client.get("/api/v1/review", params=asked).json()
    assert told["progress"] == {"total": 2, "checked": 0, "skipped": 0}
    assert {row["indicator"] for row in told["rows"]} == {"龙头企业", "党总支"}
    assert (told["estimate"]["population"], told["estimate"]["share"]["n"]) == (2, 0)
    practices = client.get("/api/v1/review", params={"kind": "practice", "limit": 1}).json()
    assert (practices["estimate"], len(practices["rows"])) == (None, 1)
    assert client.get("/api/v1/review", params={"size": 0}).status_code == 422


# ---- who may ----------------------------------------------------------------------------------
def test_readers_see_the_queue_and_answer_nothing(path: Path) -> None:
    with make_client(path, read_only=True) as client:
        page = client.get(METRICS).text
        assert len(cards(page)) == 3
        assert "data-key" not in page
        assert "/skip" not in page


def test_a_foreign_form_answers_nothing(client: TestClient) -> None:
    for address in (f"/record/{UNIONS.id}/skip", "/review/undo"):
        assert client.post(address, data={"back": METRICS}).status_code == 403


def test_only_the_own_answer_is_taken_back(client: TestClient, path: Path) -> None:
    with CaseDatabase.open(path) as database:
        corrections.check(database, UNIONS.id, Said(who="别人"))
    submit(client, METRICS, "/review/undo", {"back": METRICS})
    with CaseDatabase.open(path) as database:
        assert UNIONS.id not in next_ids(database, QueueQuery(kind="metric"), 9)


def test_who_checked_is_told_beside_the_values(client: TestClient, path: Path) -> None:
    with CaseDatabase.open(path) as database:
        corrections.check(database, UNIONS.id, Said(who="李明"))
    rows = BeautifulSoup(client.get("/metrics?indicator=党总支").text, "html.parser")
    badge = rows.find(id=UNIONS.id).select_one(".badge.good")
    assert badge.get_text() == "已核对"
    assert badge["title"].startswith("李明 20")
    answer = client.get("/api/v1/metrics", params={"indicator": "党总支"}).json()
    assert [row["checked_by"] for row in answer["rows"]] == ["李明"]


def test_who_corrected_what_is_told_at_the_evidence(client: TestClient, path: Path) -> None:
    with CaseDatabase.open(path) as database:
        corrections.correct(database, UNIONS.id, "value", 9.0, Said(who="李明"))
        article = database.article(UNIONS.id)
    page = client.get(f"/article/{article.id}?at={UNIONS.id}").text
    facts = BeautifulSoup(page, "html.parser").select("#evidence dl div")
    told = [fact.dd.get_text() for fact in facts if fact.dt.get_text() == "已核对"]
    assert re.fullmatch(r"李明 20\d\d-\d\d-\d\d \d\d:\d\d 更正：数值", told[0])
    owner = article.practices[article.metrics[1].practice or 0]
    shown = BeautifulSoup(client.get(f"/practice/{owner.id}?lang=en").text, "html.parser")
    (badge,) = shown.select("td.evidenced .badge")
    assert badge["title"].endswith("Corrected: Value")


def test_a_time_that_is_none_is_shown_as_it_is() -> None:
    assert local_time("gestern") == "gestern"
