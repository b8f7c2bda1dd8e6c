"""The API: same answers as the pages, paging without gaps, ids that lead on, errors as JSON."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest

from tests.web import TestClient, make_client, outcomes
from textmine.plain import json_schema, to_dict
from textmine.store.database import CaseDatabase


def get(reader: TestClient, path: str, **params: Any) -> Any:
    answer = reader.get("/api/v1/" + path, params=params)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_search(reader: TestClient) -> None:
    found = get(reader, "search", q="联建", year="2009")
    assert [hit["name"] for hit in found["hits"]] == ["村企联建"]
    assert found["hits"][0]["snippet"]["marks"]
    assert {facet["name"] for facet in found["facets"]} >= {"pattern", "place", "year"}


def test_pages_are_complete(reader: TestClient) -> None:
    address, names = "/api/v1/search?limit=2", []
    while address:
        page = reader.get(address).json()
        names += [hit["id"] for hit in page["hits"]]
        address = page["next"]
    assert len(names) == len(set(names)) == page["total"] == 5


def test_an_article_is_the_record(reader: TestClient) -> None:
    heads = get(reader, "articles", limit=1, offset=1)
    assert (heads["total"], len(heads["articles"])) == (4, 1)
    record = outcomes()[0].records[0]
    answer = get(reader, f"articles/{record.id}")
    assert answer == to_dict(record)
    jsonschema.validate(answer, json_schema())
    assert get(reader, "schema") == json_schema()


def test_a_practice_with_its_figures(reader: TestClient) -> None:
    practice = outcomes()[0].records[0].practices[0]
    answer = get(reader, f"practices/{practice.id}")
    assert answer["name"] == "村企联建"
    assert [metric["value"] for metric in answer["metrics"]] == [12.0, 8.0]


def test_counts(reader: TestClient) -> None:
    counted = get(reader, "counts/pattern")
    assert {bar["value"]: bar["count"] for bar in counted["bars"]}["joint_build"] == 3
    assert counted["excluded"]["suspects"] == 1
    crossed = get(reader, "counts/pattern/year", suspects=True)
    row = crossed["rows"].index("joint_build")
    assert crossed["counts"][row][crossed["columns"].index("2009")] == 1


def test_values(reader: TestClient) -> None:
    assert [row["value"] for row in get(reader, "metrics", indicator="党总支")["rows"]] == [8.0]


def test_similar_case_and_history(reader: TestClient) -> None:
    hit = get(reader, "search", q="村企联建")["hits"][0]
    similar = get(reader, f"practices/{hit['id']}/similar", limit=2)
    assert 1 <= len(similar) <= 2
    assert all(match["reason"] and match["hit"]["id"] != hit["id"] for match in similar)
    case = get(reader, f"cases/{hit['case_id']}")
    assert (case["id"], case["practices"][0]["id"]) == (hit["case_id"], hit["id"])
    assert get(reader, f"records/{hit['id']}/history") == []


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("practices/p-0/similar", 404), ("practices/p-0/similar?limit=0", 422), ("cases/c-0", 404),
        ("cases/p-0", 404), ("search?limit=201", 422),
        ("search?offset=-1", 422), ("search?year=20", 422),
        ("search?order=best", 422), ("search?q=" + "长" * 1001, 422), ("counts/colour", 404),
        ("articles/a-0", 404), ("practices/p-0", 404), ("articles/x", 404), ("nothing", 404),
    ],
)  # fmt: skip
def test_errors_are_json(reader: TestClient, path: str, status: int) -> None:
    answer = reader.get("/api/v1/" + path)
    assert (answer.status_code, list(answer.json())) == (status, ["error"])


def test_it_describes_itself(reader: TestClient) -> None:
    described = reader.get("/api/openapi.json").json()
    assert "/api/v1/search" in described["paths"]
    page = reader.get("/api").text
    assert all(path in page for path in described["paths"])


def test_a_log_in_is_asked_for_as_json(tmp_path: Any) -> None:
    from textmine.web.accounts import write_account

    CaseDatabase.open(tmp_path / "c.db").close()
    write_account(tmp_path / "a.txt", "李明", "reader", "一个很长很长的密码")
    with make_client(tmp_path / "c.db", accounts=tmp_path / "a.txt") as reader:
        assert reader.get("/api/v1/search").status_code == 401
