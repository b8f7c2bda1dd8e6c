"""Saved searches and the table of equivalent terms."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.web import TestClient, make_client, submit
from textmine.errors import StoreError
from textmine.store.database import CaseDatabase
from textmine.store.find.equivalents import read_equivalents, shipped
from textmine.store.find.searches import MAX_KEPT, drop_search, save_search, saved_searches
from textmine.store.into.merge import merge_database

ASKED = "/?q=联建&pattern=joint_build&year=2008-2012"


def save(client: TestClient, name: str, query: str = ASKED[2:]) -> int:
    return submit(client, ASKED, "/searches/save", {"name": name, "query": query}).status_code


def test_a_search_is_kept_asked_again_and_forgotten(client: TestClient, path: Path) -> None:
    assert save(client, "联建一览") == 303
    page = client.get("/").text
    assert "存下的检索" in page
    assert "联建一览" in page
    with CaseDatabase.open(path) as database:
        (kept,) = saved_searches(database)
    assert kept.params == (("q", "联建"), ("pattern", "joint_build"), ("year", "2008-2012"))
    assert "已存为“联建一览”" in client.get(ASKED).text
    submit(client, ASKED, "/searches/drop", {"name": "联建一览", "back": ASKED})
    assert "存下的检索" not in client.get("/").text


def test_a_search_of_the_same_name_is_replaced(client: TestClient, path: Path) -> None:
    save(client, "一览")
    save(client, "一览", "q=流动")
    with CaseDatabase.open(path) as database:
        assert [kept.params for kept in saved_searches(database)] == [(("q", "流动"),)]


@pytest.mark.parametrize(
    ("name", "query"),
    [("", "q=甲"), ("甲", ""), ("甲", "page=3"), ("甲", "order=best"), ("甲", "q=" + "长" * 1_001)],
)
def test_no_search_is_kept(client: TestClient, name: str, query: str) -> None:
    assert save(client, name, query) == 400


def test_there_is_an_end_to_searches(tmp_path: Path) -> None:
    with CaseDatabase.open(tmp_path / "c.db") as database:
        for number in range(MAX_KEPT):
            save_search(database, f"第{number}", (("q", "联建"),), "李明")
        save_search(database, "第0", (("q", "共建"),), "李明")
        with pytest.raises(StoreError, match="too many"):
            save_search(database, "再来", (("q", "联建"),), "李明")
        with pytest.raises(StoreError, match="is no saved search"):
            drop_search(database, "没有")


def test_a_merge_brings_searches_but_replaces_none(tmp_path: Path) -> None:
    with CaseDatabase.open(tmp_path / "theirs.db") as theirs:
        save_search(theirs, "一览", (("q", "共建"),), "王芳")
        save_search(theirs, "流动", (("q", "流动"),), "王芳")
    with CaseDatabase.open(tmp_path / "ours.db") as ours:
        save_search(ours, "一览", (("q", "联建"),), "李明")
        merge_database(ours, tmp_path / "theirs.db")
        kept = {saved.name: saved.params for saved in saved_searches(ours)}
    assert kept == {"一览": (("q", "联建"),), "流动": (("q", "流动"),)}


def edit(client: TestClient, table: str) -> int:
    return submit(client, "/equivalents", "/equivalents", {"table": table}).status_code


def test_equivalent_terms_are_edited_and_brought_back(client: TestClient, path: Path) -> None:
    assert "联建、共建、结对" in client.get("/equivalents").text
    assert edit(client, "春节谈心、村企联建\n\n两新组织，新兴领域 新业态") == 303
    with CaseDatabase.open(path) as database:
        groups = read_equivalents(database).groups
    assert groups == (("春节谈心", "村企联建"), ("两新组织", "新兴领域", "新业态"))
    page = client.get("/", params={"q": "春节谈心"}).text
    assert "也找了 <em>村企联建</em>" in page
    assert edit(client, "") == 303
    with CaseDatabase.open(path) as database:
        assert len(read_equivalents(database).groups) == len(shipped()["groups"])


@pytest.mark.parametrize("table", ["联建", "联 建设", "联建、共建\n单独"])
def test_what_is_no_group_is_said_and_not_lost(client: TestClient, table: str) -> None:
    token = submit(client, "/equivalents", "/equivalents", {"table": table})
    assert token.status_code == 400
    assert "不成一组" in token.text
    assert table.splitlines()[-1] in token.text
    assert "联建、共建、结对" in client.get("/equivalents").text


def test_a_reader_sees_the_table_only(path: Path) -> None:
    with make_client(path, read_only=True) as reader:
        page = reader.get("/equivalents").text
        assert "联建、共建、结对" in page
        assert "<textarea" not in page
        assert "存下这次检索" not in reader.get(ASKED).text
