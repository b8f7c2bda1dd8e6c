"""What people decided of cases leaves in an export and holds again where that is imported."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tests.records import P, holding, simple
from textmine.errors import StoreError
from textmine.store import corrections
from textmine.store.casebook import read_case
from textmine.store.corrections import Said
from textmine.store.database import CaseDatabase
from textmine.store.find.queries import Query
from textmine.store.into.importing import import_file
from textmine.store.out.decisions import event_of
from textmine.store.out.export import Export, write_export

ANN = Said(who="安", why="打过电话 13912345678")
MILL = P(text="磨坊改成了村史馆，每逢赶集日开门讲古，娃娃们围着听。", name="村史馆")
SAME = P(text="村里把老磨坊腾出来办展，请老人讲过去的事。", name="老磨坊讲古")
FERRY = P(text="渡口装了灯，夜里也有人守着，乡亲们晚归不用再绕路。", name="渡口夜灯")
AGAIN = P(text="渡口装了灯，夜里也有人守着，乡亲们晚归不用再绕远路。", name="渡口夜灯")


@pytest.fixture
def decided(tmp_path: Path) -> Iterator[CaseDatabase]:
    """Two that people joined, and two that they parted; without them it is the other way."""
    told = [simple(f"r/{n}.txt", each) for n, each in enumerate((MILL, SAME, FERRY, AGAIN))]
    (tmp_path / "from").mkdir()
    with holding(tmp_path / "from", *told) as database:
        database.group()
        assert sorted(cases(database)) == [["村史馆"], ["渡口夜灯", "渡口夜灯"], ["老磨坊讲古"]]
        mill, same, ferry, again = ids(database)
        corrections.join_case(database, mill, same, ANN)
        corrections.part_case(database, again, ferry, ANN)
        database.group()
        yield database


def ids(database: CaseDatabase) -> list[str]:
    return [practice.id for record in database.records() for practice in record.practices]


def cases(database: CaseDatabase) -> list[list[str]]:
    found = {case.id: case for case in (read_case(database, each) for each in ids(database))}
    return [[told.practice.name for told in case.practices] for case in found.values()]


def exported(database: CaseDatabase, name: str = "out.jsonl", **wish: object) -> Path:
    path = database.path.with_name(name)
    write_export(database, path, Export(form=path.suffix[1:], **wish))  # type: ignore[arg-type]
    return path


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_decisions_come_back(decided: CaseDatabase, tmp_path: Path) -> None:
    path = exported(decided)
    with CaseDatabase.open(tmp_path / "new.db") as new:
        imported = import_file(new, path, Said(who="别人"))
        assert (imported.articles, imported.corrections) == (4, 2)
        assert sorted(cases(new)) == sorted(cases(decided))
        assert sorted(cases(new)) == [["村史馆", "老磨坊讲古"], ["渡口夜灯"], ["渡口夜灯"]]
        assert corrections.homeless(new) == []
        (told,) = (e for e in corrections.history(new, ids(new)[0]) if e.kind == "join")
        assert (told.who, told.why) == ("安", "打过电话 139********")
        again = import_file(new, path, Said(who="别人"))
        assert (again.corrections, again.known) == (0, 2)
        assert lines(exported(new, mask=False)) == lines(path)


def test_what_was_taken_back_stays_away(decided: CaseDatabase, tmp_path: Path) -> None:
    (event,) = (e for e in corrections.history(decided, ids(decided)[0]) if e.kind == "join")
    path = exported(decided)
    corrections.undo(decided, event.id, ANN)
    import_file(decided, path, ANN)  # what it holds was said before, and taken back since
    assert ["村史馆"] in cases(decided)
    left = [line.get("decisions") for line in lines(exported(decided))]
    assert left[:2] == [None, None]
    assert left.count(None) == 3


def test_half_of_a_pair_waits_for_the_other(decided: CaseDatabase, tmp_path: Path) -> None:
    whole = exported(decided)
    half = exported(decided, "half.jsonl", query=Query(words="“讲古”", widen=False))
    assert [len(line.get("decisions", ())) for line in lines(half)] == [1, 0]  # type: ignore[arg-type]
    half.write_text(half.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    with CaseDatabase.open(tmp_path / "new.db") as new:
        import_file(new, half, ANN)
        assert len(corrections.homeless(new)) == 1
        import_file(new, whole, ANN)
        assert corrections.homeless(new) == []
        assert ["村史馆", "老磨坊讲古"] in cases(new)


@pytest.mark.parametrize("form", ["parquet", "csv"])
def test_tables_name_the_other_practice(decided: CaseDatabase, form: str) -> None:
    path = exported(decided, f"out.{form}", tongue="en")
    if form == "parquet":
        rows = pq.read_table(path).to_pylist()
    else:
        head, *body = path.read_text(encoding="utf-8-sig").splitlines()
        names = head.split(",")
        rows = [dict(zip(names, line.split(","), strict=True)) for line in body]
    mill, same, ferry, again = ids(decided)
    said = {row["id"]: (row["same_case"] or None, row["other_case"] or None) for row in rows}
    assert said == {
        mill: (same, None), same: (mill, None), ferry: (None, again), again: (None, ferry),
    }  # fmt: skip


def test_an_export_without_decisions_says_nothing_of_them(tmp_path: Path) -> None:
    with holding(tmp_path, simple("a.txt", MILL)) as database:
        assert "decisions" not in exported(database).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "row",
    [
        {},
        {"id": "e-1"},
        {"id": 1, "at": "", "by": "", "verdict": "same"},
        {"verdict": "perhaps"},
        7,
    ],
)
def test_what_is_no_decision_is_refused(row: dict[str, object]) -> None:
    with pytest.raises(StoreError, match="a decision that is none"):
        event_of(row, "x.jsonl:1")
