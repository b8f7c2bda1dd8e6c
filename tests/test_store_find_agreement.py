"""How far two people agree who checked the same, each in a copy of the database."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.records import P, holding, make_outcome, make_page, make_record
from textmine.cli.commands import app
from textmine.errors import StoreError
from textmine.store import corrections
from textmine.store.corrections import Said
from textmine.store.database import CaseDatabase
from textmine.store.find.agreement import agreement, rate

ANN, BEN = Said(who="安"), Said(who="本")
TOLD = P(
    text="引导12家企业与村结对，建党总支8个，培训40户，增收300万元。",
    place=("寿光市", "370783"),
    metrics=(
        ("12家企业", "企业", 12.0, "家"),
        ("党总支8个", "党总支", 8.0, "个"),
        ("40户", "农户", 40.0, "户"),
        ("增收300万元", "收入", 3e6, "元"),
    ),
)
PAGE = make_page("city/a.txt", TOLD.text)
RECORD = make_record(PAGE, [TOLD], title="村企联建")
COMPANIES, UNIONS, HOUSES, INCOME = (metric.id for metric in RECORD.metrics)
(JOINT,) = (practice.id for practice in RECORD.practices)


@pytest.fixture
def copies(tmp_path: Path) -> Iterator[tuple[CaseDatabase, CaseDatabase]]:
    """Both judge three of four figures; the fourth was checked before the copy was made."""
    with holding(tmp_path, make_outcome(PAGE, RECORD)) as first:
        corrections.check(first, INCOME, ANN)
        first.backup(tmp_path / "copy.db")
        with CaseDatabase.open(tmp_path / "copy.db") as second:
            corrections.check(first, COMPANIES, ANN)
            corrections.check(second, COMPANIES, BEN)
            corrections.correct(first, UNIONS, "indicator", "联合党总支", ANN)
            corrections.correct(second, UNIONS, "indicator", "联合总支部", BEN)
            corrections.check(first, HOUSES, ANN)
            corrections.reject(second, HOUSES, BEN)
            yield first, second


def test_agreement(copies):
    found = agreement(*copies)
    assert (found.first, found.second, found.both, found.before) == (4, 4, 3, 1)
    rates = {each.what: (each.n, each.same) for each in found.rates}
    assert (rates["holds"], rates["verdict"]) == ((3, 2), (3, 2))
    assert (rates["indicator"], rates["value"]) == ((2, 1), (2, 2))
    assert [(d.id, d.what, d.first, d.second) for d in found.differences] == sorted(
        [
            (UNIONS, "indicator", "联合党总支", "联合总支部"),
            (HOUSES, "verdict", "right", "rejected"),
        ],
        key=lambda row: [d.id for d in found.differences].index(row[0]),
    )
    assert {d.text for d in found.differences} == {"党总支8个", "40户"}


def test_practices_agree_in_any_order_of_their_patterns(copies):
    first, second = copies
    corrections.correct(first, JOINT, "patterns", ["joint_build", "industry_chain"], ANN)
    corrections.correct(second, JOINT, "patterns", ["industry_chain", "joint_build"], BEN)
    found = agreement(first, second, "practice")
    assert {each.what: each.same for each in found.rates}["patterns"] == 1
    assert found.differences == ()


def test_nothing_in_common(copies):
    with pytest.raises(StoreError, match="has no answer of its own"):
        agreement(*copies, "practice")


KAPPAS = [
    ([("a", "a")] * 45 + [("a", "b")] * 15 + [("b", "a")] * 25 + [("b", "b")] * 15, 0.6, 0.130435),
    ([("a", "a")] * 3 + [("b", "b")], 1.0, 1.0),
    ([("a", "b"), ("b", "a")], 0.0, -1.0),
    ([("a", "a")] * 9, 1.0, None),  # nothing but one value: chance alone has them agree
    ([], 0.0, None),
]


@pytest.mark.parametrize(("pairs", "share", "kappa"), KAPPAS)
def test_kappa(pairs, share, kappa):
    found = rate("holds", pairs)
    assert (found.n, found.share, found.kappa) == (len(pairs), share, kappa)
    if found.kappa is not None:
        assert found.low is not None
        assert found.high is not None
        assert -1 <= found.low <= found.kappa <= found.high <= 1


def test_the_command(copies, tmp_path, monkeypatch):
    monkeypatch.setenv("TEXTMINE_LANG", "zh")
    paths = [str(database.path) for database in copies]
    out = tmp_path / "d.csv"
    shown = CliRunner().invoke(app, ["agree", *paths, "-o", str(out)])
    assert shown.exit_code == 0, shown.output
    for words in ("两人都核对了 3 个（第一人 4 个，第二人 4 个）", "拷贝之前已有的 1 个答案不算",
                  "3 个里有 2 个意见不同", "指标名", "成立与否"):  # fmt: skip
        assert words in shown.output
    rows = list(csv.DictReader(out.read_text(encoding="utf-8-sig").splitlines()))
    assert {(row["evidence"], row["field"]) for row in rows} == {
        ("党总支8个", "indicator"), ("40户", "verdict"),
    }  # fmt: skip
    told = json.loads(CliRunner().invoke(app, ["agree", *paths, "--json"]).stdout)
    assert (told["both"], len(told["differences"])) == (3, 2)
    wrong = CliRunner().invoke(app, ["agree", *paths, "--kind", "practice"])
    assert wrong.exit_code == 1
