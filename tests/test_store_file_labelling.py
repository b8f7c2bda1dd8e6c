"""A database keeps its taxonomy: names everywhere, corrections that survive, merging, old files."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from tests.records import P, make_entry, simple
from textmine import resources
from textmine.errors import SettingsError, StoreError
from textmine.plain import to_dict
from textmine.store.corrections import Said, correct
from textmine.store.database import CaseDatabase
from textmine.store.file.labelling import Labelling
from textmine.store.file.packing import pack, unpack
from textmine.store.find.hints import understood
from textmine.store.find.queries import Query
from textmine.store.find.search import search
from textmine.store.find.similar import search_by_task, similar_to
from textmine.store.former import FormerCode, former_codes
from textmine.store.into.importing import import_file
from textmine.store.out.export import Export, write_export
from textmine.store.status import read_status
from textmine.types import Outcome

SHIPPED = resources.find("models/patterns/taxonomy.toml").read_bytes()
OWN = resources.find("corpora/governance/taxonomy.toml").read_bytes()
PARTY = Labelling(model="patterns@1", taxonomy=SHIPPED)
GOVERNANCE = Labelling(model="my-model@2", taxonomy=OWN, files={"model.npz": b"weights"})
SAID = Said(who="李明")

COUNTER = P(
    text="把社保、户籍等四十件事放到手机上办，村民不出村就能交件。",
    name="掌上办",
    patterns=("online_service",),
    place=("寿光市", "370783"),
    period="2021",
)
TICKETS = P(
    text="网格员随手上报，指挥中心派单，办完回访，四十件事都有着落。",
    name="随手派单",
    patterns=("dispatch", "data_sharing"),
    place=("安丘市", "370784"),
    period="2022",
)
LINKED = P(text="三个村与企业结对，合建一个总支。", name="村企结对", patterns=("joint_build",))


def outcome(path: str, *practices: P) -> Outcome:
    return simple(path, *practices, title=path)


def make(path: Path, labelling: Labelling | None, *outcomes: Outcome) -> Path:
    with CaseDatabase.open(path) as database:
        for each in outcomes:
            database.add(each, make_entry(each))
        database.group()
        if labelling:
            database.label_by(labelling, {each.path for each in outcomes})
    return path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make(tmp_path / "own.db", GOVERNANCE, outcome("a.txt", COUNTER, TICKETS))


def practice_of(database: CaseDatabase, name: str) -> str:
    return next(p.id for record in database.records() for p in record.practices if p.name == name)


# ---- names --------------------------------------------------------------------------------------
def test_a_database_keeps_its_taxonomy_and_its_model(path: Path) -> None:
    with CaseDatabase.open(path, read_only=True) as database:
        assert database.labelling() == GOVERNANCE
        naming = database.naming()
    assert (naming.name("dispatch"), naming.name("dispatch", "en")) == (
        "一网统管",
        "Dispatch and monitoring",
    )
    assert (naming.code_of("一网统管"), naming.code_of("Data sharing")) == (
        "dispatch",
        "data_sharing",
    )
    assert not naming.is_former("dispatch")
    assert naming.is_former("joint_build")


def test_an_empty_database_is_read_with_the_shipped_taxonomy(tmp_path: Path) -> None:
    with CaseDatabase.open(tmp_path / "new.db") as database:
        assert (database.labelling(), database.naming().name("joint_build")) == (None, "联合共建")


def test_search_and_similar_say_its_names(path: Path) -> None:
    with CaseDatabase.open(path) as database:
        query = understood(database, Query(pattern=("一网统管",)))
        results = search(database, query)
        assert [hit.name for hit in results.hits] == ["随手派单"]
        labels = {v.value: v.label for v in results.facets[0].values}
        assert labels == {
            "dispatch": "一网统管",
            "data_sharing": "数据共享",
            "online_service": "一网通办",
        }
        (match, *_) = search_by_task(database, "网格员上报，指挥中心派单，平台调度处置。")
        assert match.reason.startswith("同为一网统管")
        (other,) = similar_to(database, practice_of(database, "掌上办"))
        assert "件事" in other.reason
        with pytest.raises(SettingsError, match="online_service 一网通办、dispatch"):
            understood(database, Query(pattern=("joint_build",)))


def test_exports_say_its_names(path: Path, tmp_path: Path) -> None:
    with CaseDatabase.open(path) as database:
        for form in ("xlsx", "docx", "csv"):
            write_export(database, tmp_path / f"o.{form}", Export(form=form))
    (row,) = [r for r in load_workbook(tmp_path / "o.xlsx")["做法"].values if r[2] == "随手派单"]
    assert row[4] == "一网统管；数据共享"
    note = (tmp_path / "o.csv.codebook.md").read_text(encoding="utf-8")
    assert "分类表：基层治理数字化（Digital grass-roots governance）" in note
    assert "- 一网统管 · Dispatch and monitoring（dispatch）：感知、派单" in note
    assert "joint_build" not in note
    text = "\n".join(p.text for p in Document(str(tmp_path / "o.docx")).paragraphs)
    assert "一网统管、数据共享" in text
    assert "一网通办" in text.split("掌上办")[0]  # the heading


def test_edited_workbooks_are_read_with_its_names(path: Path, tmp_path: Path) -> None:
    file = tmp_path / "o.xlsx"
    with CaseDatabase.open(path) as database:
        write_export(database, file, Export(form="xlsx"))
        book = load_workbook(file)
        sheet = book["做法"]
        for row in sheet.iter_rows(min_row=2):
            row[4].value = "数字协商" if row[2].value == "掌上办" else "联合共建"
        book.save(file)
        imported = import_file(database, file, SAID)
        assert imported.corrections == 1
        assert [refused.message for refused in imported.refused] == [
            "联合共建: is neither a pattern nor a subtype"
        ]
        found = database.practice(practice_of(database, "掌上办")).practice
    assert [label.code for label in found.patterns] == ["digital_participation"]


# ---- another taxonomy ---------------------------------------------------------------------------
def relabelled(database: CaseDatabase, *practices: P) -> None:
    """The same document with other patterns, as a new model gives them."""
    again = outcome("a.txt", *practices)
    database.label_by(PARTY, {"a.txt"})
    database.add(again, make_entry(again))


def test_corrections_survive_another_taxonomy_and_are_told(path: Path, tmp_path: Path) -> None:
    with CaseDatabase.open(path) as database:
        identity = practice_of(database, "掌上办")
        correct(database, identity, "patterns", ["inclusion", "dispatch"], SAID)
        new = [replace(each, patterns=("public_service",)) for each in (COUNTER, TICKETS)]
        relabelled(database, *new)
        kept = database.practice(identity).practice
        assert [label.code for label in kept.patterns] == ["inclusion", "dispatch"]
        names = {"一网统管": "Dispatch and monitoring", "数字助老": "Digital inclusion"}
        assert former_codes(database) == tuple(
            FormerCode(code, zh, names[zh], 1, 1, is_pattern=True)
            for code, zh in (("dispatch", "一网统管"), ("inclusion", "数字助老"))
        )
        status = read_status(database)
        assert (status.taxonomy, status.model) == ("基层党建与治理做法的十三种模式", "patterns@1")
        assert len(status.former) == 2
        write_export(database, tmp_path / "o.csv", Export(form="csv"))
        correct(database, identity, "patterns", ["public_service"], SAID)
        assert [code.practices for code in former_codes(database)] == [0, 0]
    note = (tmp_path / "o.csv.codebook.md").read_text(encoding="utf-8")
    assert "以下代码不在上述分类表中" in note
    assert "- 一网统管 · Dispatch and monitoring（dispatch）" in note


def test_half_a_database_is_not_labelled_by_another_taxonomy(path: Path) -> None:
    with CaseDatabase.open(path) as database:
        with pytest.raises(StoreError, match=r"holds 1 more documents.*patterns@1 does not know"):
            database.label_by(PARTY, {"b.txt"})
        assert database.labelling() == GOVERNANCE
        database.label_by(PARTY, {"a.txt", "b.txt"})
        assert database.labelling() == PARTY


def test_a_later_model_of_the_same_taxonomy_is_taken(path: Path) -> None:
    later = replace(GOVERNANCE, model="my-model@3")
    with CaseDatabase.open(path) as database:
        database.label_by(later, {"b.txt"})
        assert database.labelling() == later


# ---- together -----------------------------------------------------------------------------------
def test_another_database_keeps_the_names_of_its_patterns(path: Path, tmp_path: Path) -> None:
    party = make(tmp_path / "party.db", PARTY, outcome("p.txt", LINKED))
    with CaseDatabase.open(party) as database:
        imported = import_file(database, path, SAID)
        assert imported.foreign
        assert (imported.foreign.name, imported.foreign.clashes) == ("基层治理数字化", ())
        naming = database.naming()
        assert (naming.taxonomy and naming.taxonomy.name, naming.name("dispatch")) == (
            "patterns",
            "一网统管",
        )
        assert naming.is_former("dispatch")
        labels = {v.label: v.count for v in search(database, Query()).facets[0].values}
        assert labels == {"一网统管": 1, "数据共享": 1, "一网通办": 1, "联合共建": 1}
        assert [code.corrections for code in former_codes(database)] == [0, 0, 0]
        assert database.labelling() == PARTY


def test_codes_that_mean_something_else_are_told(path: Path, tmp_path: Path) -> None:
    other = OWN.replace("一网统管".encode(), "网格调度".encode())
    fewer = other.replace(b'code = "inclusion"', b'code = "elders"')
    mine = make(tmp_path / "mine.db", Labelling(model="m@1", taxonomy=fewer), outcome("p.txt"))
    with CaseDatabase.open(mine) as database:
        imported = import_file(database, path, SAID)
        assert imported.foreign
        assert imported.foreign.clashes == ("dispatch",)
        assert database.naming().name("dispatch") == "网格调度"


def test_an_empty_database_takes_over_all(path: Path, tmp_path: Path) -> None:
    with CaseDatabase.open(tmp_path / "new.db") as database:
        imported = import_file(database, path, SAID)
        assert (imported.articles, imported.foreign) == (1, None)
        assert database.labelling() == GOVERNANCE


def test_a_backup_carries_it(path: Path, tmp_path: Path) -> None:
    with CaseDatabase.open(path) as database:
        database.backup(tmp_path / "copy.db")
    with CaseDatabase.open(tmp_path / "copy.db", read_only=True) as copy:
        assert copy.labelling() == GOVERNANCE


def test_records_without_their_taxonomy_take_it_in(tmp_path: Path) -> None:
    own = outcome("a.txt", COUNTER)
    (record,) = own.records
    pipeline = replace(record.pipeline, model="my-model@2")
    line = to_dict(replace(record, pipeline=pipeline))
    (tmp_path / "r.jsonl").write_text(json.dumps(line, ensure_ascii=False), encoding="utf-8")
    (tmp_path / "own.toml").write_bytes(OWN)
    with CaseDatabase.open(tmp_path / "new.db") as database:
        import_file(database, tmp_path / "r.jsonl", SAID)
        assert (database.naming().taxonomy, database.naming().name("online_service")) == (
            None,
            "online_service",
        )
        assert import_file(database, tmp_path / "own.toml", SAID).foreign is None
        assert database.naming().name("online_service") == "一网通办"
        held = database.labelling()
        assert held
        assert (held.model, held.files) == ("my-model@2", None)


# ---- older files --------------------------------------------------------------------------------
def age(path: Path, model: str) -> None:
    """Make a file as version 4 had it, mined with *model*."""
    with closing(sqlite3.connect(path)) as file:
        for table in ("taxonomies", "models", "files", "answers", "housed"):
            file.execute(f"DROP TABLE {table}")
        file.execute("DELETE FROM state WHERE name IN ('labelling', 'taxonomies')")
        file.execute("UPDATE state SET value = '4' WHERE name = 'schema'")
        for key, records in file.execute("SELECT key, records FROM sources").fetchall():
            rows = unpack(records)
            for row in rows:
                row["pipeline"]["model"] = model
            file.execute("UPDATE sources SET records = ? WHERE key = ?", (pack(rows), key))
        file.commit()


@pytest.mark.parametrize(
    ("model", "taxonomy"), [("patterns@07", "patterns"), ("my-model@07", None)]
)
def test_an_older_file_is_asked_who_made_it(path: Path, model: str, taxonomy: str | None) -> None:
    age(path, model)
    with CaseDatabase.open(path) as database:
        held, naming = database.labelling(), database.naming()
        assert held
        assert (held.model, held.files) == (model, None)
        assert (naming.taxonomy.name if naming.taxonomy else None) == taxonomy
        assert naming.name("online_service") == "online_service"
        assert [hit.name for hit in search(database, Query(words="掌上")).hits] == ["掌上办"]
