"""The page over a database with a taxonomy of its own: its names wherever patterns are shown."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.test_store_file_labelling import (
    COUNTER,
    GOVERNANCE,
    LINKED,
    PARTY,
    SAID,
    TICKETS,
    make,
    outcome,
)
from tests.web import TestClient, make_client, practice_id, submit
from textmine.store.database import CaseDatabase
from textmine.store.file.labelling import Labelling
from textmine.store.into.importing import import_file


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A database of governance, into which one of Party building was taken."""
    path = make(tmp_path / "own.db", GOVERNANCE, outcome("a.txt", COUNTER, TICKETS))
    party = make(tmp_path / "party.db", PARTY, outcome("p.txt", LINKED))
    with CaseDatabase.open(path) as database:
        import_file(database, party, SAID)
    return path


PAGES = [
    ("/", "zh", [">一网统管<", "联合共建（不在分类表）", "一网通办　一网统管　“数据”　-试点"]),
    ("/", "en", [">Dispatch and monitoring<", "Joint building (not in the taxonomy)"]),
    ("/?pattern=dispatch", "zh", ['<span class="what">模式</span>一网统管<']),
    ("/?pattern=dispatch", "en", ['<span class="what">Pattern</span>Dispatch and monitoring<']),
    ("/overview", "zh", [">一网统管<", "分类表：基层治理数字化 · 模型：my-model@2",
                         "不在分类表里的模式", "1 个做法，人工改正 0 处"]),
    ("/overview", "en", ["Taxonomy: Digital grass-roots governance", ">Data sharing<"]),
    ("/review", "zh", [">一网统管<", "不在分类表里的模式"]),
    ("/task", "zh", ["任务、通知或草稿里的一段话"]),
]  # fmt: skip


@pytest.mark.parametrize(("address", "language", "said"), PAGES)
def test_pages_say_its_names(
    client: TestClient, address: str, language: str, said: list[str]
) -> None:
    page = client.get(address, params={"lang": language} if "?" not in address else None)
    if "?" in address:
        page = client.get(f"{address}&lang={language}")
    assert [words for words in said if words not in page.text] == []


def test_a_practice_tells_what_its_pattern_is_and_offers_the_others(client: TestClient) -> None:
    page = client.get(f"/practice/{practice_id(client, '随手派单')}").text
    assert "感知、派单、处置、回访在一个平台上流转" in page
    offered = re.findall(r'name="patterns" value="(\w+)"( checked)?', page)
    assert [code for code, on in offered if on] == ["dispatch", "data_sharing"]
    assert len(offered) == 6


def test_a_foreign_pattern_stays_until_somebody_says_otherwise(client: TestClient) -> None:
    identity = practice_id(client, "村企结对")
    address = f"/practice/{identity}"
    page = client.get(address).text
    assert '<option value="joint_build" selected>联合共建（不在分类表）</option>' in page
    assert "不同类型或不同区域的单位" in page  # its definition came with it
    form = {"name": "村企结对子", "status": "implemented", "main": "joint_build"}
    assert submit(client, address, f"{address}/correct", {**form, "patterns": "joint_build"})
    assert (
        client.get(f"/api/v1/practices/{identity}").json()["patterns"][0]["code"] == "joint_build"
    )
    submit(client, address, f"{address}/correct", {**form, "main": "inclusion"})
    told = client.get(f"/api/v1/practices/{identity}").json()
    assert (told["name"], [label["code"] for label in told["patterns"]]) == (
        "村企结对子",
        ["inclusion"],
    )
    assert "数字助老" in client.get(address).text.partition("</header>")[2]
    refused = submit(client, address, f"{address}/correct", {**form, "patterns": "invented"})
    assert refused.status_code == 400


def test_the_interface_tells_the_taxonomy(client: TestClient) -> None:
    told = client.get("/api/v1/taxonomy").json()
    assert (told["zh"], len(told["patterns"])) == ("基层治理数字化", 6)
    assert [(code["code"], code["zh"], code["practices"]) for code in told["former"]] == [
        ("joint_build", "联合共建", 1)
    ]
    facet = client.get("/api/v1/search").json()["facets"][0]
    assert {value["label"] for value in facet["values"]} >= {"一网统管", "联合共建"}


def test_what_is_taken_away_says_its_names(client: TestClient) -> None:
    table = client.get("/export?form=csv").content.decode("utf-8-sig")
    assert "一网统管；数据共享" in table
    book = client.get("/export?form=codebook").text
    assert "分类表：基层治理数字化" in book
    assert "- 联合共建 · Joint building（joint_build）" in book.partition("不在上述分类表")[2]


def test_uploads_wait_for_a_model_that_is_not_there(tmp_path: Path) -> None:
    """Of an older file only the name of its model is known."""
    unknown = Labelling(model="my-model@2", taxonomy=None)
    path = make(tmp_path / "old.db", unknown, outcome("a.txt", COUNTER))
    with make_client(path) as client:
        page = client.get("/upload").text
        assert "是按模型 my-model@2 归类的" in page
        assert f"textmine mine --db {path} --model 模型文件夹" in page
        files = [("files", ("新.txt", TICKETS.text.encode()))]
        submit(client, "/upload", "/upload", {}, files=files)
        client.app.state.site.jobs.wait(60)  # type: ignore[attr-defined]
        assert client.get("/upload").text.count("是按模型 my-model@2 归类的") == 2
        assert "online_service" in client.get("/").text
        assert "分类表不明" in client.get("/overview").text
