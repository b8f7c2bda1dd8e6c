"""Scoring: the same figures as the reference scorer, and the rules it stands on."""

from __future__ import annotations

import importlib.util
import json
import random
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from textmine.errors import ResourceError
from textmine.evaluate import evaluate
from textmine.evaluate.calibration import calibrate
from textmine.evaluate.compare import near, phrase_match, place_name, same_quantity
from textmine.evaluate.floors import below_floor, raise_floors, read_floors

PHRASES = [
    ("联合党总支", "村企联合党总支", True),
    ("农民人均纯收入", "人均纯收入", True),
    ("单建或联建党组织的社会团体占比", "社会团体占比", False),
    ("培训班", "党员", False),
    ("“五事工作法”", "五事工作法", True),
    ("新建的渠道", "新建渠道", True),
    (None, None, True),
    ("渠道", None, False),
]


@pytest.mark.parametrize(("gold", "found", "same"), PHRASES)
def test_phrase_match(gold: str | None, found: str | None, same: bool) -> None:
    assert phrase_match(gold, found) is same


NUMBERS = [(33.33, 33.333, True), (33.33, 33.4, False), (1e10, 1e10, True), (3, 3.001, False),
           (None, None, True), (None, 3, False)]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "same"), NUMBERS)
def test_near(one: float | None, other: float | None, same: bool) -> None:
    assert near(one, other) is same


def test_units_have_one_spelling() -> None:
    gold = {"value": 3, "unit": "百分点"}
    assert same_quantity(gold, {"value": 3.0, "unit": "个百分点", "value_max": None})


PLACES = [({"text": "寿光市"}, "寿光"), ("寿光", "寿光"), ("东风社区", "东风"), (None, None)]


@pytest.mark.parametrize(("value", "name"), PLACES)
def test_place_name(value: Any, name: str | None) -> None:
    assert place_name(value) == name


def test_floors() -> None:
    figures = {"clean_f1": 98.0, "meta": None}
    assert below_floor(figures, {"clean_f1": 97.5}) == []
    assert below_floor(figures, {"clean_f1": 99.0, "meta": 1.0}) == [
        "clean_f1: 98.0 < 99.0",
        "meta: 0.0 < 1.0",
    ]


def test_floors_only_rise(tmp_path: Path) -> None:
    path = tmp_path / "scores.json"
    path.write_text('{"macro_f1": 0.8}', encoding="utf-8")
    raise_floors(path, "reports", {"clean_f1": 97.58, "meta": 90.0})
    raise_floors(path, "reports", {"clean_f1": 96.0, "meta": 91.0})
    assert read_floors(path, "reports") == {"clean_f1": 97.5, "meta": 91.0}
    assert json.loads(path.read_text(encoding="utf-8"))["macro_f1"] == 0.8


def test_a_set_without_floors_says_so(tmp_path: Path) -> None:
    with pytest.raises(ResourceError, match="keeps no floors"):
        read_floors(tmp_path / "scores.json", "reports")


def test_a_folder_without_gold_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ResourceError, match="holds no gold"):
        evaluate(tmp_path, [])


# ---- a small gold of our own ------------------------------------------------------------------
BODY = "甲县建立联合党总支12个。一是村村联建。相邻的两村合建一个党总支，共同修路。"
GOLD = {
    "article": "x#1", "source_file": "x.txt", "title": "联建", "author": None, "date": "2012",
    "variant": "hans", "truncated": False, "headings": ["一是村村联建"],
    "places": [{"text": "甲县", "adcode": "110000", "count": 1}],
    "metrics": [{"text": "建立联合党总支12个", "indicator": "联合党总支", "value": 12,
                 "value_max": None, "unit": "个", "modifier": None, "change": None,
                 "period": "2012", "place": "甲县"}],
    "practices": [{"name": "村村联建", "starts": "一是村村联建", "ends": "共同修路。",
                   "status": "implemented", "patterns": ["joint_build"],
                   "subtypes": ["village_village"], "place": "甲县", "metrics": []}],
}  # fmt: skip


@pytest.fixture
def gold_folder(tmp_path: Path) -> Path:
    (tmp_path / "x-1.json").write_text(json.dumps(GOLD), encoding="utf-8")
    (tmp_path / "x-1.txt").write_text(BODY, encoding="utf-8")
    return tmp_path


def perfect(gold: dict[str, Any], body: str) -> dict[str, Any]:
    """The record that a perfect program would export for a gold article."""

    def span(text: str, after: int = 0) -> dict[str, int]:
        start = max(0, body.find(text, after))
        end = start + len(text)
        return {"start": start, "end": end, "source_start": start, "source_end": end}

    practices = []
    for practice in gold["practices"]:
        start = body.find(practice["starts"])
        end = body.find(practice["ends"], start) + len(practice["ends"])
        labels = [{"code": code, "score": 1.0} for code in practice["patterns"]]
        where = {"start": start, "end": end, "source_start": start, "source_end": end}
        practices.append({**practice, "patterns": labels, **where})
    return {
        **{key: gold[key] for key in ("title", "author", "date", "variant", "truncated")},
        "source": {"path": gold["source_file"], "encoding": "utf-8"},
        "text": body,
        "headings": [{"text": heading, **span(heading)} for heading in gold["headings"]],
        "places": [
            {**place, **span(place["text"])}
            for place in gold["places"]
            for _ in range(place["count"])
        ],
        "metrics": [{**metric, **span(metric["text"])} for metric in gold["metrics"]],
        "practices": practices,
    }


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_gold_may_be_written_in_any_encoding(gold_folder: Path, encoding: str) -> None:
    before = evaluate(gold_folder, [perfect(GOLD, BODY)]).figures
    for path in gold_folder.iterdir():
        path.write_text(path.read_text(encoding="utf-8"), encoding=encoding, newline="\r\n")
    assert evaluate(gold_folder, [perfect(GOLD, BODY)]).figures == before


@pytest.mark.parametrize(
    ("annotation", "message"),
    [
        ("{", "is not JSON"),
        ("[]", "lacks article, source_file"),
        ('{"article": "a", "source_file": "a.txt"}', "lacks headings, places, metrics, practices"),
        (
            '{"article": "a", "source_file": "a.txt", "headings": [], "places": [],'
            ' "metrics": [{"value": 3}], "practices": []}',
            r"lacks metrics\[0\].indicator",
        ),
    ],
)
def test_unfit_gold_is_named(tmp_path: Path, annotation: str, message: str) -> None:
    (tmp_path / "a.json").write_text(annotation, encoding="utf-8")
    (tmp_path / "a.txt").write_text("联建", encoding="utf-8")
    with pytest.raises(ResourceError, match=f"a.json: {message}"):
        evaluate(tmp_path, [])


def test_gold_without_its_article_is_named(gold_folder: Path) -> None:
    body = next(gold_folder.glob("*.txt"))
    body.unlink()
    with pytest.raises(ResourceError, match=f"{body.name}: is missing"):
        evaluate(gold_folder, [])


def test_a_perfect_record_scores_100(gold_folder: Path) -> None:
    (gold_folder / "x.txt").write_text(BODY, encoding="utf-8")
    report = evaluate(gold_folder, [perfect(GOLD, BODY)], gold_folder)
    numbers = {k: v for k, v in report.figures.items() if isinstance(v, float)}
    assert set(numbers.values()) == {100.0}
    assert report.misses == []


def test_scores_are_held_against_what_is_right(gold_folder: Path) -> None:
    record = perfect(GOLD, BODY)
    right = {**record["metrics"][0], "score": 0.9}
    invented = {**right, "value": 4000, "score": 0.2}
    record["metrics"] = [right, invented]
    shown = evaluate(gold_folder, [record]).calibration
    assert shown["metrics"].n == 2
    assert (shown["metrics"].right, shown["metrics"].order) == (0.5, 1)
    assert shown["patterns"].right == 1
    assert "places" not in shown  # none says how sure it is
    record["metrics"] = [{**right, "indicator": "一种别的东西"}, {**right, "score": 0.1}]
    assert evaluate(gold_folder, [record]).calibration["metrics"].order is None


@pytest.mark.parametrize(
    ("values", "said", "right", "error", "order"),
    [
        ([(0.5, True), (0.5, False)], 0.5, 0.5, 0.5, 0.5),
        ([(0.8, True)] * 8 + [(0.8, False)] * 2, 0.8, 0.8, 0.32, 0.5),
        ([(1.0, True), (0.0, False)], 0.5, 0.5, 0.0, 1.0),
        ([(0.7, True), (0.9, True)], 0.8, 1.0, 0.2, None),
    ],
)
def test_calibration(
    values: list[tuple[float, bool]], said: float, right: float, error: float, order: float | None
) -> None:
    shown = calibrate(values)
    assert (shown.n, shown.order) == (len(values), order)
    assert (shown.said, shown.right, shown.error) == pytest.approx((said, right, error))


def test_an_absent_article_counts(gold_folder: Path) -> None:
    figures = evaluate(gold_folder, []).figures
    assert (figures["articles_absent"], figures["metrics_f1"], figures["meta"]) == (["x#1"], 0, 0)


# ---- the reference scorer ---------------------------------------------------------------------
def reference(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", shared / "eval" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def spoil(record: dict[str, Any], seed: int) -> dict[str, Any]:
    """A record with faults of every kind."""
    rng = random.Random(seed)

    def some(values: list[Any]) -> list[Any]:
        return [value for value in values if rng.random() > 0.2]

    metrics = some(record["metrics"])
    for metric in metrics:
        if rng.random() < 0.3:
            metric["indicator"] = (metric["indicator"] or "")[:4]
        if rng.random() < 0.3:
            metric["period"], metric["value"] = None, metric["value"] + rng.choice([0, 0, 1])
    practices = some(record["practices"])
    for practice in practices:
        practice["end"] -= rng.choice([0, 0, 5, 40])
        practice["patterns"] = practice["patterns"][: rng.choice([1, 2])]
        practice["metrics"] = practice["metrics"][:2]
    places = some(record["places"])
    return {
        **record,
        "metrics": metrics,
        "practices": practices,
        "places": places,
        "headings": some(record["headings"]),
        "date": rng.choice([record["date"], "1999"]),
    }


@pytest.mark.shared
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_equal_to_the_reference(
    shared: Path, tmp_path: Path, seed: int, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    gold, sources = shared / "eval" / "gold", shared / "eval" / "sources"
    records = []
    for path in sorted(gold.glob("*.json")):
        body = path.with_suffix(".txt").read_text(encoding="utf-8")
        records.append(spoil(perfect(json.loads(path.read_text(encoding="utf-8")), body), seed))
    export = tmp_path / "export.jsonl"
    export.write_text("\n".join(json.dumps(r, ensure_ascii=False) for r in records), "utf-8")
    arguments = ["score.py", str(gold), str(export), "--json", "--sources", str(sources)]
    monkeypatch.setattr(sys, "argv", arguments)
    reference(shared).main()
    wanted = json.loads(capsys.readouterr().out)
    found = evaluate(gold, records, sources).figures
    core = wanted.pop("core_patterns_f1")
    assert found["core_patterns_f1"] == pytest.approx(core)
    for key, value in wanted.items():
        assert found[key] == (pytest.approx(value) if isinstance(value, float) else value), key
