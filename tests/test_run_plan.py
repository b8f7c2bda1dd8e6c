"""Before a run: what it would do and cost. During it: a log. And only what changed since."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from generated import write_reports
from typer.testing import Result

from tests.commands import run
from textmine import resources
from textmine.cli.mined import as_rows
from textmine.run import plan as plans
from textmine.run.documents import find_documents
from textmine.run.plan import Before, make_plan
from textmine.settings import AcquireSettings, RunSettings, Settings

pytestmark = pytest.mark.usefixtures("warm_workers")

OLD = 1_500_000_000  # July 2017
DATA = Path(__file__).parent / "data" / "acquire" / "office"
NO_OCR = Path(__file__).parent / "data" / "no_ocr.toml"


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = write_reports(tmp_path / "reports", 6)
    shutil.copy(DATA / "01-plain.docx", folder)
    shutil.copy(DATA / "01-plain.pdf", folder)
    (folder / "page.html").write_text("<html><body><p>寿光市建立党总支17个。", encoding="utf-8")
    (folder / "scan.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 100)
    (folder / "scan.pdf").write_bytes(scanned(3))
    return folder


def scanned(pages: int) -> bytes:
    """A PDF of blank pages, as a scanner that draws nothing would make it."""
    import io

    import pypdfium2 as pdfium

    document = pdfium.PdfDocument.new()
    for _ in range(pages):
        document.new_page(595, 842)
    buffer = io.BytesIO()
    document.save(buffer)
    document.close()
    return buffer.getvalue()


def mine(*arguments: str | Path) -> Result:
    return run("mine", *arguments, "--settings", NO_OCR)


def test_what_a_plan_counts(reports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plans, "time_a_scan", lambda *_: 4.0)
    plan = make_plan(find_documents([reports]), Settings(run=RunSettings(workers=2)))
    assert {kind.media_type: (kind.files, kind.scans) for kind in plan.kinds} == {
        "text/plain": (6, 0),
        "application/pdf": (2, 3),
        "application/zip": (1, 0),
        "text/html": (1, 0),
        "image/png": (1, 1),
    }
    assert (plan.to_mine, plan.scans, plan.sampled, plan.workers) == (11, 4, 9, 2)
    assert plan.hours >= plan.scan_hours == round(4 * 4 / 2 / 3600, 4)
    assert as_rows(plan)["of these for scans"] == "0.00 (4 s a page, by one)"
    assert plan.disk_mb > 0


def test_without_recognition_scans_cost_nothing(reports: Path) -> None:
    settings = Settings(acquire=AcquireSettings(ocr="never"))
    plan = make_plan(find_documents([reports]), settings)
    assert (plan.scans, plan.scan_hours, plan.seconds_a_scan) == (4, 0.0, None)
    told = "0: set aside; textmine doctor says what they need"
    assert as_rows(plan)["of these for scans"] == told


def test_a_plan_writes_nothing_and_a_second_one_knows_the_first_run(
    reports: Path, tmp_path: Path
) -> None:
    db = tmp_path / "cases.db"
    first = json.loads(mine(reports, "--db", db, "--plan", "--json").stdout)
    assert not db.exists()
    assert (first["to_mine"], first["unchanged"], first["to_relabel"]) == (11, 0, 0)
    mine(reports, "--db", db)
    (reports / "page.html").write_text("<html><body><p>昆山市建立党总支9个。", encoding="utf-8")
    model = tmp_path / "model"
    shutil.copytree(resources.find("models/patterns"), model)
    taxonomy = (model / "taxonomy.toml").read_text(encoding="utf-8").rpartition("[[patterns]]")
    (tmp_path / "fewer.toml").write_text(taxonomy[0], encoding="utf-8")
    second = json.loads(mine(reports, "--db", db, "--plan", "--json").stdout)
    assert (second["to_mine"], second["unchanged"], second["to_relabel"]) == (1, 10, 0)
    fewer = ("--taxonomy", tmp_path / "fewer.toml")
    third = json.loads(mine(reports, "--db", db, "--plan", "--json", *fewer).stdout)
    assert (third["to_mine"], third["unchanged"], third["to_relabel"]) == (1, 0, 10)
    table = mine(reports, "--db", db, "--plan").stdout
    assert "text/html" in table
    assert "pages to recognise" in table


@pytest.mark.parametrize("target", ["--db cases.db", "-o cases.jsonl"])
def test_a_plan_only_reads_what_an_earlier_run_left(
    reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, target: str
) -> None:
    option, name = target.split()
    mine(reports, option, tmp_path / name)
    opened: list[str] = []
    real = sqlite3.connect

    def connect(address: str, **options: Any) -> sqlite3.Connection:
        opened.append(address)
        return real(address, **options)

    monkeypatch.setattr(sqlite3, "connect", connect)
    before = {file: file.read_bytes() for file in tmp_path.glob("cases.*")}
    plan = json.loads(mine(reports, option, tmp_path / name, "--plan", "--json").stdout)
    assert (plan["to_mine"], plan["unchanged"]) == (0, 11)
    assert {file: file.read_bytes() for file in before} == before
    modes = {address.rpartition("mode=")[2] for address in opened if "/cases." in address}
    assert modes == {"ro"}


def test_a_plan_lays_out_a_model_of_ones_own_beside_nothing(reports: Path, tmp_path: Path) -> None:
    model, db = tmp_path / "model", tmp_path / "cases.db"
    shutil.copytree(resources.find("models/patterns"), model)
    mine(reports, "--db", db, "--model", model)
    shutil.rmtree(tmp_path / "cases.db.files", ignore_errors=True)
    plan = json.loads(mine(reports, "--db", db, "--plan", "--json").stdout)
    assert (plan["to_mine"], plan["to_relabel"], plan["unchanged"]) == (0, 0, 11)
    assert not (tmp_path / "cases.db.files").exists()


def test_a_plan_of_nothing_to_do_is_a_line(reports: Path, tmp_path: Path) -> None:
    db, empty = tmp_path / "cases.db", tmp_path / "empty"
    empty.mkdir()
    mine(reports, "--db", db)
    said = "nothing to do: all 11 documents are done (3 set aside, --retry-failed tries again)\n"
    assert mine(reports, "--db", db, "--plan").stdout == said
    assert mine("--db", db, "--plan").stdout.startswith("nothing to do: all 11 documents")
    page = mine(reports / "000" / "00000.txt", "--db", tmp_path / "one.db", "--plan").stdout
    assert "about 1 minute with 1 worker " in page
    assert "1 file mined now" in page
    mine(reports / "000" / "00000.txt", "--db", tmp_path / "one.db")
    page = mine(reports / "000" / "00000.txt", "--db", tmp_path / "one.db", "--plan").stdout
    assert page == "nothing to do: 1 document is done (0 set aside)\n"
    assert mine(empty, "--plan").stdout == "nothing to do: there are no files to mine\n"


def test_a_plan_needs_no_target_but_files(reports: Path) -> None:
    plan = json.loads(mine(reports, "--plan", "--json").stdout)
    assert (plan["to_mine"], plan["unchanged"], plan["set_aside"]) == (11, 0, 0)
    assert mine("--plan").exit_code == 2
    assert mine(reports).exit_code == 2
    assert mine(reports, "--plan", "--cluster", "local", "-o", reports / "parts").exit_code == 2
    assert not (reports / "parts").exists()


def test_what_is_only_labelled_anew_costs_no_hours() -> None:
    rows = as_rows(make_plan([], Settings(), Before(7, 2, 5)))
    assert rows == {
        "documents": "12",
        "unchanged": "7",
        "of these set aside": "2",
        "to label again": "5",
        "to mine": "0",
    }


def test_only_what_changed_since(reports: Path, tmp_path: Path) -> None:
    old = reports / "000" / "00000.txt"
    os.utime(old, (OLD, OLD))
    out = tmp_path / "out.jsonl"
    since = ("--format", "jsonl", "-o", out, "--since", "2018-01-01")

    def paths() -> list[str]:
        lines = out.read_text(encoding="utf-8").splitlines()
        return [json.loads(line)["source"]["path"] for line in lines]

    mine(reports / "000", *since)
    assert paths() == [f"0000{number}.txt" for number in range(1, 6)]
    mine(reports / "000", *since[:-2])
    assert len(paths()) == 6
    mine(reports / "000", *since)
    assert len(paths()) == 6  # what was mined before is not forgotten


def test_the_log_has_a_line_a_document_and_no_text(reports: Path, tmp_path: Path) -> None:
    log = tmp_path / "run.log"
    for _ in range(2):  # the second run has nothing to do
        mine(reports, "--db", tmp_path / "cases.db", "--log", log)
    lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    assert [line["document"] for line in lines] == [d.name for d in find_documents([reports])]
    reasons = {line["document"]: line["reason"] for line in lines if line["reason"]}
    assert set(reasons) >= {"scan.png", "scan.pdf"}
    assert set(lines[0]) == {
        *("at", "document", "status", "reason", "seconds"),
        *("articles", "practices", "metrics", "places"),
    }
