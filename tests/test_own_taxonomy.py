"""A field of one's own, the whole way: label, train, evaluate, mine, search, upload, the page."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser import CHROMIUM, FLAGS
from tests.commands import run
from tests.web import listening, make_client, submit
from textmine import resources
from textmine.errors import StoreError
from textmine.run import pool
from textmine.store.corrections import Said, correct
from textmine.store.database import CaseDatabase
from textmine.store.former import former_codes

PARTY_REPORT = resources.find("corpora/reports/gansu-news.html")
NEW = "石桥镇的一点做法\n\n一、把表并起来。全镇清理重复报表12张，村干部一次填报，各部门共用。\n"


OWN = {
    "online_service", "dispatch", "data_sharing", "digital_participation", "burden_reduction",
    "inclusion",
}  # fmt: skip


def output_of(*arguments: object) -> str:
    """What a command prints; it must not fail."""
    result = run(*arguments)
    assert result.exit_code == 0, result.output
    return result.output


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, warm: str) -> Iterator[Path]:
    """An empty folder into which the example was copied, with a model and a database of it."""
    folder = tmp_path_factory.mktemp("home")
    shutil.copytree(resources.find("corpora/governance"), folder / "governance")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pool, "START_METHOD", warm)
        patch.chdir(folder)
        output_of("train", "--corpus", "governance", "-o", "my-model")
        output_of("mine", "governance/reports", "--model", "my-model", "--db", "governance.db")
        yield folder


@pytest.fixture
def path(home: Path, tmp_path: Path) -> Path:
    """A copy of that database, without its model's folder beside it."""
    return Path(shutil.copy(home / "governance.db", tmp_path))


def codes(path: Path) -> set[str]:
    with CaseDatabase.open(path) as database:
        return {
            label.code
            for record in database.records()
            for practice in record.practices
            for label in practice.patterns
        }


def test_what_was_trained_is_measured(home: Path) -> None:
    output_of(
        "mine", "governance/reports", "--model", "my-model", "--format", "jsonl", "-o", "r.jsonl"
    )
    gold = ("evaluate", "governance/gold", "r.jsonl", "--sources", "governance/reports")
    figures = json.loads(output_of(*gold, "--json"))
    assert figures["pattern_micro_f1"] >= 85  # ten practices; a model that guesses reaches 20
    assert (figures["practices_f1"], figures["provenance"]) == (100, 100)
    shown = output_of(*gold)
    assert "pattern_micro_f1" in shown
    assert "None" not in shown


def test_the_terminal_says_its_names(home: Path) -> None:
    said = output_of("search", "governance.db", "--pattern", "报表减负", "--facets")
    assert "各线报表并成一张" in said
    assert "一网统管" in said
    assert "my-model@" in output_of("status", "governance.db")
    assert "基层治理数字化" in output_of("status", "governance.db")
    assert output_of("taxonomy", "governance.db").startswith("online_service 一网通办")


def test_judging_uses_its_model(home: Path) -> None:
    output_of("label", "governance.db", "-o", "tasks.csv")
    with Path("tasks.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {code for row in rows for code in row["patterns"].split(";")} <= OWN
    for row in rows:
        row["patterns"] = "数字协商"
    with Path("judged.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    output_of("label", "governance.db", "--from", "judged.csv", "--corpus", "judged")
    (kept,) = Path("judged").glob("*.jsonl")
    assert kept.read_text(encoding="utf-8").count('"digital_participation"') == len(rows)


def test_more_reports_are_labelled_by_its_model(path: Path, tmp_path: Path) -> None:
    (tmp_path / "more.txt").write_text(NEW, encoding="utf-8")
    said = output_of("mine", tmp_path / "more.txt", "--db", path)
    assert "基层治理数字化 (6 patterns)" in said
    assert codes(path) <= OWN
    with pytest.raises(StoreError, match="3 more documents, labelled by patterns that patterns@"):
        output_of("mine", PARTY_REPORT, "--db", path, "--model", "patterns")


def test_another_model_replaces_it_and_corrections_stay(path: Path) -> None:
    with CaseDatabase.open(path) as database:
        practice = next(database.records()).practices[0]
        correct(database, practice.id, "patterns", ["inclusion"], Said(who="李明"))
    said = output_of("mine", "--db", path, "--model", "patterns")
    assert "2 documents were only labelled anew" in said
    assert "inclusion" in said
    assert "数字助老" in said
    with CaseDatabase.open(path) as database:
        assert [(c.code, c.practices, c.corrections) for c in former_codes(database)] == [
            ("inclusion", 1, 1)
        ]
        kept = database.practice(practice.id).practice
        assert [label.code for label in kept.patterns] == ["inclusion"]
    output_of("mine", "--db", path)  # by the shipped one, which now is the database's own
    with CaseDatabase.open(path) as database:
        assert (database.naming().taxonomy or pytest.fail("none")).name == "patterns"


def test_an_import_is_given_its_model(home: Path, tmp_path: Path) -> None:
    """An export names its model and no more."""
    output_of("export", "governance.db", "-o", tmp_path / "r.jsonl")
    said = output_of("import", tmp_path / "new.db", tmp_path / "r.jsonl")
    assert "which it does not hold" in "".join(said.split("\n"))
    assert "dispatch" in output_of("search", tmp_path / "new.db", "派单")
    output_of("mine", "--db", tmp_path / "new.db", "--model", "my-model")
    assert "一网统管" in output_of("search", tmp_path / "new.db", "派单")


def test_an_upload_is_labelled_by_its_model(path: Path) -> None:
    with make_client(path) as client:
        files = [("files", ("新报告.txt", NEW.encode()))]
        submit(client, "/upload", "/upload", {}, files=files)
        client.app.state.site.jobs.wait(120)  # type: ignore[attr-defined]
        assert "收录 1 个，未收录 0 个" in client.get("/upload").text
        found = client.get("/api/v1/search", params={"q": "重复报表12张"}).json()["hits"]
        assert found[0]["patterns"][0]["code"] == "burden_reduction"
    assert codes(path) <= OWN


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this computer")
def test_a_browser_shows_its_names(path: Path) -> None:
    playwright = pytest.importorskip("playwright.sync_api")
    with listening(path) as address, playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page: Any = browser.new_page(base_url=address)
        page.goto("/")
        page.locator(".filters a", has_text="数字助老").click()
        assert page.locator(".chips a").inner_text().startswith("模式")
        assert page.locator(".card").count() == 2
        page.locator("a.language").click()
        assert "Digital inclusion" in page.locator(".chips").inner_text()
        page.locator(".card h2 a").first.click()
        assert "Digital inclusion" in page.locator("h3").first.inner_text()
        browser.close()
