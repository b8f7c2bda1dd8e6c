"""What is told of a case: by how many reports, and where these contradict each other."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.commands import run
from tests.records import P, holding, simple
from textmine.store.casebook import disagreements, read_case

TALE = P(
    text="棚头支部把七名能手编在一起,谁家棚里生了虫,当天就到,带了52户,每户多收1800元。",
    name="棚头支部",
    place=("寿光市", "370783"),
    period="2012",
    metrics=(("带了52户", "农户", 52.0, "户"), ("每户多收1800元", "每户收入", 1800.0, "元")),
)


def retold(households: float, lead: str, **changes: object) -> P:
    """The same with another number of households."""
    said = f"带了{households:g}户"
    figures = ((said, "农户", households, "户"), TALE.metrics[1])
    text = lead + TALE.text.replace("带了52户", said)
    return replace(TALE, text=text, metrics=figures, **changes)  # type: ignore[arg-type]


TWICE = retold(52, "头一批带了30户。")
TWICE = replace(TWICE, metrics=(("带了30户", "农户", 30.0, "户"), *TWICE.metrics))


@pytest.mark.parametrize(
    ("other", "values"),
    [
        (retold(60, "听说,"), [52, 60]),
        (retold(52, "听说,"), None),
        (retold(60, "听说,", period="2013"), None),  # a year on
        (TWICE, None),  # tells of a part, too
    ],
)
def test_figures_that_conflict_stand_side_by_side(
    tmp_path: Path, other: P, values: list[float] | None
) -> None:
    first, second = simple("a.txt", TALE, issuer="市委"), simple("b.txt", other, issuer="报社")
    with holding(tmp_path, first, second) as database:
        database.group()
        case = read_case(database, first.records[0].practices[0].id)
        assert (len(case.practices), case.repeats) == (2, ())
        found = [(each.indicator, [m.value for m, _ in each.told]) for each in disagreements(case)]
    assert found == ([("农户", values)] if values else [])
    told = run("show", tmp_path / "cases.db", case.id).output
    assert "2 份报告" in told
    assert ("说法不一 农户: 52户 (a.txt) | 60户 (b.txt)" in told) is bool(values)


def test_a_reprint_is_no_further_evidence(tmp_path: Path) -> None:
    copy = replace(TALE, text="(转载)" + TALE.text)
    with holding(
        tmp_path, simple("a.txt", TALE, date="2012"), simple("b.txt", copy, date="2013")
    ) as database:
        database.group()
        case = read_case(database, next(database.records()).practices[0].id)
    assert case.repeats == (case.practices[1].practice.id,)
    shown = run("show", tmp_path / "cases.db", case.id).output
    assert "2 份报告，其中 1 份是转载或另一版本" in shown
    english = run("show", tmp_path / "cases.db", case.id, "--lang", "en").output
    assert "told by 2 reports, 1 of which repeat another" in english
