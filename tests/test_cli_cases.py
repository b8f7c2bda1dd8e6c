"""The commands on a case database: what they print, for people and for programs."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from tests.commands import run
from tests.records import SHOUGUANG, P, make_entry, simple
from textmine.errors import SettingsError, StoreError, TextmineError
from textmine.store import corrections
from textmine.store.corrections import Said
from textmine.store.database import CaseDatabase
from textmine.store.find.queries import parse_years

LINKED = P(
    text="一是村企联建。引导12家企业与15个村结成对子。",
    place=("寿光市", "370783"),
    period="2009",
    metrics=(("12家企业", "企业", 12.0, "家"),),
)
OUTCOME = simple(
    "r/a.txt", LINKED, lead="寿光市的做法，工作差距。", title="寿光", places=(SHOUGUANG,)
)

pytestmark = pytest.mark.usefixtures("warm_workers")
RECORD = OUTCOME.records[0]
PRACTICE = RECORD.practices[0]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with CaseDatabase.open(tmp_path / "cases.db") as database:
        database.add(OUTCOME, make_entry(OUTCOME))
        database.group()
    return tmp_path / "cases.db"


def test_values_of_an_indicator_are_written(path: Path) -> None:
    out = path.with_name("values.csv")
    result = run("metrics", path, "--indicator", "企業", "-o", out)
    assert "".join(result.output.split()) == f"{out}{out}.codebook.md1value,1article"
    assert "12家企业" in out.read_text(encoding="utf-8-sig")
    refused = run("metrics", path, "-o", path.with_name("values.txt"))
    assert refused.exit_code == 2
    assert ".csv,.xlsxor.parquet" in "".join(refused.output.split())


def test_search_shows_the_evidence(path: Path) -> None:
    result = run(
        "search",
        path,
        "村企联建",
        "--pattern",
        "联合共建",
        "--place",
        "山东",
        "--year",
        "2008-2012",
    )
    assert result.exit_code == 0
    plain = "".join(result.output.split())
    for shown in ("村企联建", "联合共建0.90", "2009", "企业12家", "r/a.txt", PRACTICE.id):
        assert shown in plain
    assert plain.count("企业12家") == 1


@pytest.mark.parametrize(
    ("command", "chinese", "english"),
    [
        (("search", "{db}", "联建", "--facets"), "联合共建", "Joint building"),
        (("show", "{db}", PRACTICE.id), "联合共建", "Joint building"),
        (("status", "{db}"), "十三种模式", "Thirteen patterns"),
        (("taxonomy", "{db}"), "村企联建", "Village with enterprise"),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_names_are_given_in_either_language(
    path: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: tuple[str, ...],
    chinese: str,
    english: str,
) -> None:
    words = [part.format(db=path) for part in command]
    monkeypatch.setenv("COLUMNS", "200")
    assert chinese in run(*words).output
    plain, asked = run(*words).output, run(*words, "--lang", "en").output
    assert (english in plain.replace(" · Joint building", ""), english in asked) == (False, True)
    monkeypatch.setenv("TEXTMINE_LANG", "en")
    assert run(*words).output == asked


@pytest.mark.parametrize(
    "command",
    [("search", "{db}", "联建"), ("show", "{db}", PRACTICE.id), ("metrics", "{db}")],
    ids=lambda command: command[0],
)
def test_figures_are_written_in_either_language(tmp_path: Path, command: tuple[str, ...]) -> None:
    figure = ("约20000户", "农户", 20_000.0, "户")
    outcome = simple("r/b.txt", P(text="一是村企联建。带动农户约20000户。", metrics=(figure,)))
    held = outcome.records[0].metrics[0]
    about = replace(held, modifier="about", value_max=30_000.0)
    record = replace(outcome.records[0], metrics=(about,))
    outcome = replace(outcome, records=(record,))
    with CaseDatabase.open(tmp_path / "b.db") as database:
        database.add(outcome, make_entry(outcome))
    words = [part.format(db=tmp_path / "b.db") for part in command]
    words = [record.practices[0].id if word == PRACTICE.id else word for word in words]
    assert "约2万—3万户" in "".join(run(*words).output.split())
    assert "about20,000–30,000户" in "".join(run(*words, "--lang", "en").output.split())


def test_tables_are_written_in_either_language(path: Path) -> None:
    out = path.with_name("out.csv")
    run("export", path, "-o", out, "--lang", "en")
    assert "Joint building" in out.read_text(encoding="utf-8-sig")
    assert run("export", path, "-o", out, "--lang", "fr").exit_code == 2


def test_nothing_found_says_what_to_do(path: Path) -> None:
    assert "nothing found: try another word" in run("search", path, "登月").output
    assert "nothing found: try part of a name" in run("metrics", path, "--indicator", "登月").output
    known = run("metrics", path, "--json").output
    name = next(row["indicator"] for row in json.loads(known)["rows"] if len(row["indicator"]) > 1)
    nearly = run("metrics", path, "--indicator", f"{name}数").output
    assert f"nearly so: {name}" in nearly


def test_what_is_left_out_of_figures_is_an_option_away(tmp_path: Path) -> None:
    outcome = simple("r/b.txt", LINKED, title="范文", suspect="demo")
    with CaseDatabase.open(tmp_path / "demo.db") as database:
        database.add(outcome, make_entry(outcome))
    assert "--all counts it" in run("metrics", tmp_path / "demo.db", "--indicator", "企业").output
    assert "1 of 1 value" in run("metrics", tmp_path / "demo.db", "--all").output


def test_search_for_programs(path: Path) -> None:
    found = json.loads(run("search", path, "联建", "--json").output)
    assert (found["total"], found["hits"][0]["id"]) == (1, PRACTICE.id)
    assert found["widened"] == []
    assert json.loads(run("search", path, "联建", "--year", "2012-", "--json").output)["total"] == 0
    everywhere = json.loads(run("search", path, "差距", "--everywhere", "--json").output)
    assert [hit["kind"] for hit in everywhere["hits"]] == ["paragraph"]


def test_show(path: Path) -> None:
    assert json.loads(run("show", path, PRACTICE.id, "--json").output)["name"] == "村企联建"
    assert run("show", path, PRACTICE.id, "--source").output.rstrip("\n") == LINKED.text
    assert LINKED.text in run("show", path, RECORD.id).output.replace("\n", "")
    assert run("show", path, RECORD.id, "--source").output.startswith("寿光市的做法")
    assert LINKED.text in run("show", path, PRACTICE.id).output.replace("\n", "")
    with pytest.raises(StoreError, match="is not in"):
        run("show", path, "p-000000000000")


def test_a_figure_is_shown_with_the_words_around_it_and_where_they_stand(path: Path) -> None:
    metric, place = RECORD.metrics[0], RECORD.places[0]
    shown = run("show", path, metric.id).output.replace("\n", "")
    at = f"characters {metric.source_start}-{metric.source_end}"
    for said in ("企业：12家", metric.id, "村企联建", LINKED.text, "r/a.txt", RECORD.id, at):
        assert said in shown, said
    assert json.loads(run("show", path, metric.id, "--json").output)["value"] == 12
    assert place.full in run("show", path, place.id).output
    assert json.loads(run("show", path, place.id, "--json").output)["id"] == place.id


def test_who_checked_is_shown(path: Path) -> None:
    figure = RECORD.metrics[0]
    with CaseDatabase.open(path) as database:
        event = corrections.correct(database, figure.id, "value", 13.0, Said(who="李明"))
        corrections.check(database, PRACTICE.id, Said(who="王芳"))
    day = event.at[:10]
    shown = "".join(run("show", path, PRACTICE.id).output.split())
    assert f"✓王芳{day}核对无误" in shown
    assert f"✓李明{day}已更正:数值" in shown
    assert f"✓李明{day}已更正:数值" in "".join(run("show", path, figure.id).output.split())
    told = json.loads(run("show", path, figure.id, "--json").output)["checked"]
    assert told == {"verdict": "corrected", "by": "李明", "at": event.at, "fields": ["value"]}


def test_a_figure_of_a_long_line_is_shown_with_a_part_of_it(tmp_path: Path) -> None:
    long = P(text="甲" * 300 + "带动农户20户" + "乙" * 300, metrics=(("20户", "农户", 20.0, "户"),))
    outcome = simple("r/b.txt", long)
    with CaseDatabase.open(tmp_path / "b.db") as database:
        database.add(outcome, make_entry(outcome))
    metric = outcome.records[0].metrics[0]
    shown = run("show", tmp_path / "b.db", metric.id).output.replace("\n", "")
    assert "…" + "甲" * 116 + "带动农户20户" + "乙" * 120 + "…" in shown


def test_metrics(path: Path) -> None:
    found = json.loads(
        run("metrics", path, "--indicator", "企业", "--place", "寿光", "--json").output
    )
    assert [(row["value"], row["unit"]) for row in found["rows"]] == [(12.0, "家")]
    assert "12家企业" in "".join(run("metrics", path).output.split())


def test_figures_are_shown_with_their_digits(path: Path) -> None:
    wish = P(
        text="全镇总收入达到486万元，人均一万二千三百四十五元。",
        metrics=(("486万元", "总收入", 4_860_000.0, "元"),),
    )
    outcome = simple("r/b.txt", wish, lead="收入", title="收入")
    with CaseDatabase.open(path) as database:
        database.add(outcome, make_entry(outcome))
    shown = "".join(run("metrics", path, "--indicator", "总收入").output.split())
    assert "486万元" in shown
    assert "e+06" not in shown
    assert outcome.records[0].metrics[0].id in shown


@pytest.mark.parametrize("name", ["[final]报告.txt", "[/red]终稿.txt", "a[bold].txt"])
def test_brackets_in_names_are_no_markup(path: Path, tmp_path: Path, name: str) -> None:
    outcome = simple(name, LINKED, lead="寿光市的做法。", title=name)
    with CaseDatabase.open(path) as database:
        database.add(outcome, make_entry(outcome))
    shown = run("show", path, outcome.records[0].practices[0].id).output
    assert shown.count(name) == 2
    assert f"{name}: 1 article withdrawn" in run("remove", path, name).output


def test_export_and_import(path: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    assert run("export", path, "-o", out).exit_code == 0
    assert json.loads(out.read_text(encoding="utf-8"))["id"] == RECORD.id
    assert run("export", path, "-o", tmp_path / "x.xlsx", "--words", "联建").exit_code == 0
    assert run("export", path, "-o", tmp_path / "what").exit_code == 2
    nothing = run("export", path, "-o", tmp_path / "none.csv", "--words", "登月")
    assert "0 practices of 0 articles\nnothing fits what you asked for" in nothing.output
    with pytest.raises(StoreError, match="is the folder there"):
        run("export", path, "-o", tmp_path / "no" / "x.xlsx")
    other = tmp_path / "other.db"
    assert run("import", other, out, "--who", "安").exit_code == 0
    assert json.loads(run("search", other, "联建", "--json").output)["total"] == 1


def test_status_and_remove(path: Path) -> None:
    found = json.loads(run("status", path, "--json").output)
    assert (found["documents"], found["mined"], found["practices"]) == (1, 1, 1)
    assert "documents" in run("status", path).output
    assert run("remove", path, "r/a.txt").exit_code == 0
    assert json.loads(run("status", path, "--json").output)["articles"] == 0


@pytest.mark.parametrize("command", "search show metrics export import status remove".split())
def test_help_has_an_example(command: str) -> None:
    result = run(command, "--help")
    assert (
        result.exit_code,
        f"Example: textmine {command}" in " ".join(result.output.split()),
    ) == (0, True)


def test_no_command_makes_a_database(tmp_path: Path) -> None:
    for command in ("search", "status", "metrics"):
        with pytest.raises(StoreError, match="does not exist"):
            run(command, tmp_path / "none.db")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2010", (2010, 2010)),
        ("2008-2012", (2008, 2012)),
        ("2008—2012", (2008, 2012)),
        ("2008-", (2008, None)),
        ("-2012", (None, 2012)),
    ],
)
def test_years(text: str, years: tuple[int | None, int | None]) -> None:
    assert parse_years(text) == years


@pytest.mark.parametrize("text", ["", "-", "年", "08", "2008-12", "2008-2010-2012"])
def test_wrong_years(text: str) -> None:
    with pytest.raises(TextmineError, match="not"):
        parse_years(text)


def test_years_that_run_backwards_are_turned() -> None:
    with pytest.raises(SettingsError, match="runs backwards; say 2008-2012"):
        parse_years("2012-2008")


UNKNOWN = [
    (("search", "--pattern", "joint_bild"), "is no pattern; known: joint_build 联合共建、"),
    (("search", "--subtype", "none"), "is no pattern; known: "),
    (("export", "-o", "a.csv", "--pattern", "联建"), "is no pattern; known: "),
    (("search", "--place", "山冻"), "is no place that is known here; did you mean 山西、山东"),
    (("search", "--place", "寿广市"), "did you mean 寿光市"),
    (("metrics", "--place", "云男"), "did you mean 云南"),
    (("metrics", "--place", "XYZ"), "is no place that is known here$"),
]


@pytest.mark.parametrize(("arguments", "message"), UNKNOWN)
def test_unknown_names_are_refused(path: Path, arguments: tuple[str, ...], message: str) -> None:
    command, *rest = arguments
    with pytest.raises(SettingsError, match=message):
        run(command, path, *rest)


@pytest.mark.parametrize("place", ["寿光", "寿光市", "370783", "四川", "襄樊"])
def test_known_places_are_not(path: Path, place: str) -> None:
    assert run("search", path, "--place", place).exit_code == 0


def test_a_page_over_nothing_says_so_alone(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="does not exist"):
        run("serve", tmp_path / "none.db", "--port", "0")
    assert not (tmp_path / "none.db").exists()


def test_words_need_no_quotes(path: Path) -> None:
    found = run("search", path, "村企联建", "15个村", "--json").output
    assert found == run("search", path, "村企联建 15个村", "--json").output
    assert json.loads(found)["total"] == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("村企联见", "did you mean 村企联建?"),
        ("cunqilianjian", "did you mean 村企联建?"),
        ("(((", "there is neither a word nor a figure to look for"),
    ],
)
def test_what_to_do_where_nothing_is_found(path: Path, words: str, said: str) -> None:
    assert said in " ".join(run("search", path, words).output.split())


def test_export_to_standard_output(path: Path, tmp_path: Path) -> None:
    result = run("export", path, "-o", "-", "--format", "jsonl")
    assert result.exit_code == 0
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == [RECORD.id]
    assert not Path("-").exists()
    assert "say --format" in run("export", path, "-o", "-").output


def test_export_on_a_full_disk(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(StoreError, match="cannot be written: the disk is full"):
        run("export", path, "-o", tmp_path / "cases.xlsx")
    assert list(tmp_path.glob("cases.xlsx*")) == []


# ---- the queue --------------------------------------------------------------------------------
METRIC = RECORD.metrics[0]


def test_review_lists_what_to_check_next(path: Path) -> None:
    plain = "".join(run("review", path).output.split())
    for shown in ("企业：12家（2009）", "寿光市2009", "引导12家企业与15个村结成对子。", METRIC.id):
        assert shown in plain
    assert "0of1checked" in plain
    practices = "".join(run("review", path, "--kind", "practice", "--lang", "en").output.split())
    for shown in ("0.90", "村企联建", "Jointbuilding", PRACTICE.id):
        assert shown in practices
    filtered = run("review", path, "--place", "安徽")
    assert "0 of 0 checked" in filtered.output
    with pytest.raises(SettingsError):
        run("review", path, "--pattern", "没有的模式")


def test_review_for_programs(path: Path) -> None:
    with CaseDatabase.open(path) as database:
        event = corrections.check(database, METRIC.id, Said(who="安"))
    assert f"✓安{event.at[:10]}" in "".join(run("metrics", path).output.split()).replace("│", "")
    told = json.loads(run("review", path, "--by", "random", "--size", 5, "--json").stdout)
    assert told["progress"] == {"total": 1, "checked": 1, "skipped": 0}
    assert told["rows"] == []
    share = told["estimate"]["share"]
    assert share == {"n": 1, "right": 1, "value": 1.0, "low": 1.0, "high": 1.0}
    plain = json.loads(run("review", path, "--kind", "practice", "--json").stdout)
    assert plain["estimate"] is None
    assert [row["id"] for row in plain["rows"]] == [PRACTICE.id]
    assert "all 1 were checked: 1 right (100.0%)" in run("review", path, "--by", "random").output


def test_a_sample_is_written_whole(tmp_path: Path) -> None:
    said = [f"帮扶{number}户" for number in range(30, 60)]
    wish = P(text="。".join(said), metrics=tuple((s, "农户", float(s[2:4]), "户") for s in said))
    with CaseDatabase.open(tmp_path / "c.db") as database:
        database.add(simple("c.txt", wish))
    out = tmp_path / "sample.csv"

    def written(*options: object) -> int:
        run("review", tmp_path / "c.db", "-o", out, *options)
        return len(out.read_text(encoding="utf-8-sig").splitlines()) - 1

    assert written("--by", "random", "--size", 25) == 25
    assert written("--by", "random", "--size", 25, "--limit", 3) == 3
    assert written() == 20


def test_review_as_a_table(tmp_path: Path) -> None:
    outcome = simple(
        "r/b.txt", P(text="一是村企联建。12家企业，电话13905361234。",
                     metrics=(("12家企业", "=企业", 12.0, "家"),)),
    )  # fmt: skip
    with CaseDatabase.open(tmp_path / "b.db") as database:
        database.add(outcome, make_entry(outcome))
    out = tmp_path / "queue.csv"
    assert run("review", tmp_path / "b.db", "-o", out).exit_code == 0
    (row,) = csv.DictReader(io.StringIO(out.read_text(encoding="utf-8-sig"), newline=""))
    assert (row["indicator"], row["value"], row["unit"]) == ("'=企业", "12", "家")
    assert row["sentence"] == "12家企业，电话139********。"
    out = tmp_path / "practices.csv"
    run("review", tmp_path / "b.db", "--kind", "practice", "-o", out)
    (row,) = csv.DictReader(io.StringIO(out.read_text(encoding="utf-8-sig"), newline=""))
    assert (row["kind"], row["patterns"]) == ("practice", "joint_build")
