"""What to judge next, and decisions in the forms that people use."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pytest

from textmine.errors import ResourceError, SettingsError
from textmine.label.loading import load_model
from textmine.label.training.active import (
    FORMS,
    Form,
    Task,
    add_decisions,
    propose,
    read_decisions,
    uncertainty,
    unjudged,
    write_tasks,
)
from textmine.label.training.corpus import read_corpus

PASSAGES = {
    "clear": "组织在职党员到居住地社区报到，认领微心愿，年底由社区向单位反馈表现。",
    "vague": "开展了一系列活动，取得了进展。",
    "twin": "开展了一系列活动，取得了新进展。",
    "other": "请退休教师来讲一讲，大家坐在一起商量。",
}
MODEL = load_model("patterns")


def test_uncertainty_is_one_at_the_threshold() -> None:
    patterns = np.array([[0.5, 0.0], [1.0, 0.0], [0.0, 0.25]])
    doubts = uncertainty(patterns, np.array([0.5, 0.5]), np.array([1.0, 1.0, 1.0]))
    assert doubts.tolist() == [1.0, 0.0, 0.5]
    assert uncertainty(patterns[1:2], np.array([0.5, 0.5]), np.array([0.5])).tolist() == [1.0]


def test_the_sure_one_is_not_first_and_twins_are_not_together() -> None:
    tasks = propose(MODEL, PASSAGES, limit=4)
    ids = [task.id for task in tasks]
    assert sorted(ids) == sorted(PASSAGES)
    assert ids[0] != "clear"
    assert {"vague", "twin"} != set(ids[:2])
    assert all(task.patterns and 0 <= task.uncertainty <= 1 for task in tasks)
    assert [task.id for task in propose(MODEL, PASSAGES, limit=2)] == ids[:2]


def test_judged_passages_are_left_out() -> None:
    known = frozenset({"vague", PASSAGES["twin"]})
    assert {task.id for task in propose(MODEL, PASSAGES, known=known)} == {"clear", "other"}
    assert propose(MODEL, {}) == []


@pytest.mark.parametrize("form", FORMS)
def test_tasks_come_back_as_decisions(tmp_path: Path, form: Form) -> None:
    suffix = {"csv": ".csv", "label-studio": ".json"}.get(form, ".jsonl")
    path = tmp_path / f"tasks{suffix}"
    tasks = propose(MODEL, PASSAGES)
    write_tasks(tasks, path, form)
    if form == "label-studio":  # what the program adds when somebody has judged
        rows = json.loads(path.read_text(encoding="utf-8"))
        for row in rows:
            row["annotations"] = [{"result": row.pop("predictions")[0]["result"]}]
        path.write_text(json.dumps(rows), encoding="utf-8")
    decisions = read_decisions(path, MODEL.taxonomy)
    assert [(one.id, one.text, one.patterns) for one in decisions] == [
        (task.id, task.text, task.patterns) for task in tasks
    ]


@pytest.mark.parametrize(
    ("cell", "patterns", "kind"),
    [
        ("joint_build", ("joint_build",), "practice"),
        ("联合共建；服务群众", ("joint_build", "public_service"), "practice"),
        ("Joint building, care_support", ("joint_build", "care_support"), "practice"),
        ("none", (), "other"),
        ("不是做法", (), "other"),
        ("", (), "other"),
    ],
)
def test_a_cell_of_a_table(tmp_path: Path, cell: str, patterns: tuple[str, ...], kind: str) -> None:
    path = tmp_path / "decisions.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["text", "patterns"], ["两个村合办。", cell], [" ", "x"]])
    (decision,) = read_decisions(path, MODEL.taxonomy)
    assert (decision.patterns, decision.kind) == (patterns, kind)
    assert decision.id


def test_cancelled_and_open_tasks_are_no_decisions(tmp_path: Path) -> None:
    result = [{"value": {"choices": ["care_support"]}}]
    rows = [
        {"data": {"text": "甲"}, "annotations": []},
        {"data": {"text": "乙"}, "annotations": [{"was_cancelled": True, "result": result}]},
        {"data": {"text": "丙"}, "annotations": [{"result": []}, {"result": result}]},
    ]
    path = tmp_path / "export.json"
    path.write_text(json.dumps(rows), encoding="utf-8")
    (decision,) = read_decisions(path, MODEL.taxonomy)
    assert (decision.text, decision.patterns) == ("丙", ("care_support",))


@pytest.mark.parametrize("sign", ["?", "？", " ? "])
def test_what_nobody_judged_is_no_decision(tmp_path: Path, sign: str) -> None:
    file = tmp_path / "tasks.csv"
    file.write_text(f"id,text,patterns\n1,甲,{sign}\n2,乙,联合共建\n", encoding="utf-8")
    assert [each.text for each in read_decisions(file, MODEL.taxonomy)] == ["乙"]


def test_tasks_of_other_patterns_wait_for_an_answer(tmp_path: Path) -> None:
    task = Task("1", "甲", ("joint_build",), (0.4,), 0.9)
    write_tasks([unjudged(task)], tmp_path / "tasks.csv")
    assert read_decisions(tmp_path / "tasks.csv", MODEL.taxonomy) == []


def test_what_is_wrong_names_the_row(tmp_path: Path) -> None:
    path = tmp_path / "d.jsonl"
    path.write_text('{"id": "1", "text": "甲", "label": ["no_such"]}', encoding="utf-8")
    with pytest.raises(SettingsError, match="jsonl:1"):
        read_decisions(path, MODEL.taxonomy)
    with pytest.raises(ResourceError, match="no such file"):
        read_decisions(tmp_path / "none.csv", MODEL.taxonomy)
    with pytest.raises(SettingsError, match="must end in"):
        write_tasks([], tmp_path / "tasks.xlsx")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("between", [",", ";", "\t"])
def test_tables_as_excel_saves_them(tmp_path: Path, encoding: str, between: str) -> None:
    said = ["", "两个村的支部联合起来办了一个厂。", "联合共建"]
    rows = [["id", "text", "patterns"], said, ["", "", ""]]
    text = "\r\n".join(between.join(row) for row in rows)
    (tmp_path / "tasks.csv").write_text(text, encoding=encoding, newline="")
    (decision,) = read_decisions(tmp_path / "tasks.csv", MODEL.taxonomy)
    assert (decision.text, decision.patterns) == (said[1], ("joint_build",))


UNFIT = [
    ("a.csv", "text,patterns\n甲村,joint_build\n乙村,no_such\n", "a.csv:3: unknown codes"),
    ("a.csv", "名称,模式\n村企联建,joint_build\n", "a.csv: has no column patterns and text"),
    ("a.jsonl", '{"text": "联建"\n', "a.jsonl:1: is not JSON"),
    ("a.jsonl", "[]\n", "a.jsonl:1: is no object"),
    ("a.jsonl", '{"patterns": ["joint_build"]}\n', "a.jsonl:1: has no text"),
    ("a.json", "{}", "a.json: is no export of Label Studio"),
    ("a.json", "[", "a.json: is not JSON"),
]


@pytest.mark.parametrize(("name", "written", "message"), UNFIT)
def test_unfit_files_are_named(tmp_path: Path, name: str, written: str, message: str) -> None:
    (tmp_path / name).write_text(written, encoding="utf-8")
    with pytest.raises(SettingsError, match=message):
        read_decisions(tmp_path / name, MODEL.taxonomy)


def test_a_separator_of_lines_within_a_text_ends_no_line(tmp_path: Path) -> None:
    text = "两个村的支部\u2028联合起来办厂。"
    row = {"text": text, "patterns": ["joint_build"]}
    (tmp_path / "a.jsonl").write_text(json.dumps(row, ensure_ascii=False), encoding="utf-8")
    (decision,) = read_decisions(tmp_path / "a.jsonl", MODEL.taxonomy)
    (example,) = read_corpus(tmp_path, MODEL.taxonomy)
    assert (decision.text, example.text) == (text, text)


def test_a_later_decision_replaces_the_earlier(tmp_path: Path) -> None:
    for label in ("joint_build", "care_support"):
        path = tmp_path / "d.jsonl"
        path.write_text(json.dumps({"id": "1", "text": "甲", "label": [label]}), encoding="utf-8")
        add_decisions(read_decisions(path, MODEL.taxonomy), tmp_path / "corpus")
    (example,) = read_corpus(tmp_path / "corpus", MODEL.taxonomy)
    assert (example.id, example.patterns) == ("1", ("care_support",))
