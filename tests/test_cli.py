"""Commands that mine, measure and train: what they print, write and answer."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path

import pytest

from tests.commands import run
from textmine import cli
from textmine.cli.commands import app
from textmine.errors import SettingsError, TextmineError
from textmine.store.database import CaseDatabase

TEXT = (
    "二、主要做法。一是村企联建。寿光市组织17家企业与17个村结对，建立联合党总支17个。"
    "二是支部建在合作社上。依托蔬菜合作社建立产业党支部11个，培训党员1400人次。"
)

pytestmark = pytest.mark.usefixtures("warm_workers")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    reports = tmp_path / "reports"
    reports.mkdir()
    (reports / "a.txt").write_text(TEXT, encoding="utf-8")
    return reports


def test_mine_into_a_database_and_label(folder: Path, tmp_path: Path) -> None:
    db, tasks, labelled = tmp_path / "cases.db", tmp_path / "tasks.csv", tmp_path / "labelled"
    assert run("mine", folder, "--db", db).exit_code == 0
    assert run("label", db, "-o", tasks).exit_code == 0
    rows = tasks.read_text(encoding="utf-8-sig").splitlines()
    assert rows[0] == "id,text,patterns,scores,uncertainty"
    assert run("label", db, "--from", tasks, "--corpus", labelled).exit_code == 0
    (kept,) = labelled.glob("*.jsonl")
    assert len(kept.read_text(encoding="utf-8").splitlines()) == len(rows) - 1


def test_mine_into_lines(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    assert run("mine", folder, "--format", "jsonl", "-o", out).exit_code == 0
    record = json.loads(out.read_text(encoding="utf-8"))
    assert record["source"]["path"] == "a.txt"
    assert [m["value"] for m in record["metrics"]] == [17, 17, 17, 11, 1400]


def test_exit_status(folder: Path, tmp_path: Path) -> None:
    (folder / "empty.txt").write_text("", encoding="utf-8")
    out = ("--format", "jsonl", "-o", tmp_path / "out.jsonl")
    assert run("mine", folder, *out).exit_code == 3
    assert run("mine", folder / "empty.txt", *out).exit_code == 1
    assert run("mine", folder).exit_code == 2
    assert run("mine", tmp_path / "nowhere", *out).exit_code == 2


def test_only_unreadable_files(tmp_path: Path) -> None:
    folder = tmp_path / "damaged"
    folder.mkdir()
    (folder / "a.doc").write_bytes(b"\0\1\2")
    (folder / "b.pdf").write_bytes(b"%PDF-1.7 broken")
    result = run("mine", folder, "--db", tmp_path / "cases.db")
    assert result.exit_code == 1
    shown = "".join(result.output.split())
    for word in ("unsupported", "unreadable", "nothingcouldbemined"):
        assert word in shown


def test_without_paths_what_is_held_is_brought_up_to_date(folder: Path, tmp_path: Path) -> None:
    db, settings = tmp_path / "cases.db", tmp_path / "less.toml"
    settings.write_text("[extract]\nkeywords = 1\n", encoding="utf-8")
    assert run("mine", "--db", db).exit_code == 2  # it holds nothing yet
    assert run("mine", folder, "--db", db).exit_code == 0
    (folder / "a.txt").unlink()
    assert run("mine", "--db", db, "--settings", settings).exit_code == 0
    out = tmp_path / "out.jsonl"
    assert run("export", db, "-o", out).exit_code == 0
    record = json.loads(out.read_text(encoding="utf-8"))
    assert {len(practice["keywords"]) for practice in record["practices"]} == {1}
    assert run("mine", "--db", db, "--retry-failed").exit_code == 2


FAILED, USAGE = 1, 2


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (("search", "none.db"), FAILED),
        (("show", "{db}", "p-none"), FAILED),
        (("search", "{db}", "--year", "去年"), USAGE),
        (("search", "{db}", "--year", "2012-2008"), USAGE),
        (("search", "{folder}", "联建"), FAILED),
        (("mine", "{folder}", "--db", "{folder}"), FAILED),
        (("mine", "{db}", "-o", "records"), USAGE),
        (("mine", "{db}", "--db", "{db}2", "-o", "{db}.jsonl"), USAGE),
        (("mine", "{db}", "-o", "{folder}/none/records.jsonl"), FAILED),
        (("mine", "{db}", "--db", "{db}2", "--log", "{folder}/none/log"), FAILED),
        (("mine", "{db}", "--db", "{db}2", "--settings", "none.toml"), USAGE),
        (("export", "{db}", "-o", "{db}.xlsx", "--format", "csv"), USAGE),
        (("import", "{db}", "{empty}"), FAILED),
        (("evaluate", "none", "none.jsonl"), USAGE),
        (("evaluate", "{folder}", "none.jsonl"), USAGE),
        (("evaluate", "{folder}", "{db}"), FAILED),
        (("evaluate", "{folder}", "{other}"), FAILED),
        (("fetch", "www.example.com", "-o", "{folder}"), USAGE),
        (("serve", "{db}", "--accounts", "none.txt"), USAGE),
        (("search", "{db}", "--lang", "fr"), USAGE),
        (("metrics", "{db}", "--year", "2012-08"), USAGE),
        (("search", "{db}", "--place", "XYZ"), USAGE),
        (("search", "{db}", "--pattern", "joint_bild"), USAGE),
        (("search", "{db}", "--subtype", "none"), USAGE),
        (("search", "{db}", "--without", "words"), USAGE),
        (("search", "{db}", "--limit", "many"), USAGE),
        (("export", "{db}", "-o", "{db}.csv", "--pattern", "none"), USAGE),
        (("export", "{db}", "-o", "{db}.what"), USAGE),
        (("serve", "{db}", "--host", "0.0.0.0"), USAGE),
        (("taxonomy", "--taxonomy", "none.toml"), USAGE),
        (("mine", "{db}", "--db", "{db}2", "--model", "none"), USAGE),
        (("mine", "{db}", "--db", "{db}2", "--taxonomy", "none.toml"), USAGE),
        (("mine", "{db}", "--db", "{db}2", "--settings", "{db}"), USAGE),
    ],
)
def test_errors_are_one_line_with_the_status_of_their_kind(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    status: int,
) -> None:
    db = tmp_path / "cases.db"
    CaseDatabase.open(db).close()
    empty, other = tmp_path / "empty.txt", tmp_path / "other.jsonl"
    empty.touch()
    other.write_text('{"text": "联建"}\n', encoding="utf-8")
    names = {"db": db, "folder": tmp_path, "empty": empty, "other": other}
    monkeypatch.setattr("sys.argv", ["textmine", *(part.format(**names) for part in arguments)])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == status
    assert "Traceback" not in capsys.readouterr().err


def test_printing_to_a_full_disk_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("sys.argv", ["textmine", "schema"])
    monkeypatch.setattr("typer.echo", full)
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == FAILED
    said = capsys.readouterr().err
    assert said == f"error what was to be printed or kept: {os.strerror(errno.ENOSPC)}\n"


def test_errors_are_said_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What stands in brackets is no markup."""
    (tmp_path / "[a].toml").write_text('[[pattern]]\ncode = "a"\n', encoding="utf-8")
    wrong = str(tmp_path / "[a].toml")
    monkeypatch.setattr("sys.argv", ["textmine", "taxonomy", "--taxonomy", wrong])
    with pytest.raises(SystemExit):
        cli.main()
    said = capsys.readouterr().err
    assert said.endswith("[a].toml: needs at least two [[patterns]]\n")


def test_names_in_brackets_are_mined_and_listed(tmp_path: Path) -> None:
    reports = tmp_path / "reports"
    reports.mkdir()
    for name in ("[b]空.txt", "[red]空.txt"):
        (reports / name).write_bytes(b"")
    shown = run("mine", reports, "--db", tmp_path / "cases.db").output
    assert "[b]空.txt" in shown
    assert "[red]空.txt" in shown


def test_taxonomy_is_shown_whole() -> None:
    shown = "".join(run("taxonomy").output.split())
    assert "village_enterprise村企联建" in shown
    assert "…" not in shown


def test_a_text_without_places_says_so() -> None:
    assert "no place is named in it" in run("places", "没有地名").output


def test_a_taxonomy_is_refused_by_its_own_name(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text("[clean]\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"mine\.toml: needs at least two"):
        run("mine", tmp_path, "--db", tmp_path / "a.db", "--taxonomy", tmp_path / "mine.toml")


def test_places() -> None:
    rows = json.loads(run("places", "2009年，寿光市与慈溪市结对", "--json").output)
    assert [(row["text"], row["adcode"]) for row in rows] == [
        ("寿光市", "370783"),
        ("慈溪市", "330282"),
    ]


def test_schema_and_taxonomy() -> None:
    assert json.loads(run("schema").output)["title"] == "textmine record"
    codes = [row["code"] for row in json.loads(run("taxonomy", "--json").output)]
    assert (len(codes), codes[:2]) == (13, ["joint_build", "industry_chain"])


def test_doctor_names_the_extras() -> None:
    found = json.loads(run("doctor", "--json").output)
    assert {"spacy", "rapidocr", "scrapy"} <= set(found)
    shown = run("doctor")
    assert shown.exit_code == 0
    assert shown.output.count("distributed") == 1


def test_help_begins_with_what_is_done_first() -> None:
    names = [command.name or command.callback.__name__ for command in app.registered_commands]
    assert names[:4] == ["mine", "search", "show", "metrics"]
    assert sorted(names) == sorted(set(names))


def test_version() -> None:
    assert run("--version").output.strip() == "0.1.0"


def test_evaluate_and_floors(tmp_path: Path) -> None:
    gold = tmp_path / "gold"
    gold.mkdir()
    annotation = {
        "article": "a#1", "source_file": "a.txt", "title": None, "author": None, "date": None,
        "variant": "hans", "truncated": False, "headings": [], "places": [], "metrics": [],
        "practices": [],
    }  # fmt: skip
    (gold / "a-1.json").write_text(json.dumps(annotation), encoding="utf-8")
    (gold / "a-1.txt").write_text("正文", encoding="utf-8")
    export = tmp_path / "out.jsonl"
    record = {**annotation, "source": {"path": "a.txt"}, "text": "正文"}
    export.write_text(json.dumps(record), encoding="utf-8")
    floors = f"{tmp_path / 'scores.json'}:own"
    assert run("evaluate", gold, export, "--raise", floors).exit_code == 0
    assert run("evaluate", gold, export, "--floors", floors).exit_code == 0
    export.write_text(json.dumps({**record, "text": "全是别的话"}), encoding="utf-8")
    with pytest.raises(TextmineError, match="below the floor: clean_f1"):
        run("evaluate", gold, export, "--floors", floors)
