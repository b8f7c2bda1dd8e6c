"""What is told of a case: by how many reports, and where these contradict each other."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.commands import run
from tests.records import P, holding, simple
from tests.web import make_client
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
    assert "1 份报告，共刊登 2 次" in shown
    assert "另刊于 b.txt" in shown
    english = run("show", tmp_path / "cases.db", case.id, "--lang", "en").output
    assert "told by 1 report, printed 2 times" in english


def test_a_report_printed_on_five_sites_is_one_report(tmp_path: Path) -> None:
    seen = "县里来人看过棚头支部的能手队：虫子一来，七个人分头下棚，眼下跟着干的有60户。"
    figures = (("跟着干的有60户", "农户", 60.0, "户"),)
    own = simple("own.txt", replace(TALE, text=seen, metrics=figures), date="2012")
    copies = [replace(TALE, text="（转载）" * n + TALE.text) for n in range(4)]
    sites = [simple(f"site{n}.html", copy, date=f"201{n + 2}") for n, copy in enumerate(copies)]
    source = sites[0].pages[0].source
    same_file = simple("zz/copy.html", TALE, date="2012")
    assert same_file.pages[0].source == source
    with holding(tmp_path, own, *sites, same_file) as database:
        database.group()
        case = read_case(database, own.records[0].practices[0].id)
        told, printed = case.reports
    assert [len(report.printings) for report in (told, printed)] == [1, 5]
    assert printed.record.source.path == "site0.html"
    assert (len(printed.practices), len(printed.again)) == (1, 3)
    assert sorted(metric.value for metric, _ in printed.figures) == [52, 1800]
    with make_client(tmp_path / "cases.db") as client:
        page = client.get(f"/case/{case.id}?lang=zh").text
        given = client.get(f"/api/v1/cases/{case.id}").json()
    assert "2 篇报告讲到 · 共刊登 6 次" in page
    assert "另刊于 4 处" in page
    assert page.count('<article class="side">') == 2
    assert [len(report["printings"]) for report in given["reports"]] == [1, 5]
    said = json.loads(run("show", tmp_path / "cases.db", case.id, "--json").output)
    assert said["reports"] == given["reports"]
