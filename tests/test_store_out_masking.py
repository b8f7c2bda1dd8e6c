"""Numbers of telephones and identity cards are hidden, figures are not, offsets stay."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from records import P, make_entry, simple

from textmine.plain import to_dict
from textmine.store.out.lines import LineStore
from textmine.store.out.masking import KINDS, is_identity, mask, mask_record, mask_row

YES = [(name, text) for name, kind in KINDS.items() for text in kind.yes]
NO = [(name, text) for name, kind in KINDS.items() for text in kind.no]


@pytest.mark.parametrize(("name", "text"), YES)
def test_numbers_are_hidden(name: str, text: str) -> None:
    assert "*" in mask(text)
    assert len(mask(text)) == len(text)


@pytest.mark.parametrize(("name", "text"), NO)
def test_other_numbers_stay(name: str, text: str) -> None:
    assert mask(text) == text


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("电话13905361234，", "电话139********，"),
        ("139 0536 1234", "139 **** ****"),
        ("0536-5221234", "053*-*******"),
        ("身份证11010519491231002X。", "身份证110***************。"),
        ("联系电话：5221234", "联系电话：522****"),
        ("１３９０５３６１２３４", "１３９********"),
    ],
)
def test_how_they_look(text: str, masked: str) -> None:
    assert mask(text) == masked


@pytest.mark.parametrize(
    ("number", "valid"),
    [
        ("11010519491231002X", True),
        ("110105194912310021", False),  # check digit
        ("110105194902310029", False),  # 31 February
        ("110105491231002", True),
        ("110105491331002", False),
    ],
)
def test_identity(number: str, valid: bool) -> None:
    assert is_identity(number) == valid


def test_a_record_stays_whole() -> None:
    said = "寿光市设热线12345，书记王某13905361234，建立党总支17个"
    practice = P(text=said, name="王某13905361234", metrics=(("党总支17个", "党总支", 17.0, "个"),))
    record = simple("a.txt", practice).records[0]
    masked = mask_record(record)
    assert masked.text == said.replace("13905361234", "139********")
    assert masked.practices[0].name == "王某139********"
    assert [(m.text, m.start, m.end) for m in masked.metrics] == [
        (m.text, m.start, m.end) for m in record.metrics
    ]
    assert (masked.id, masked.source) == (record.id, record.source)


def test_a_record_without_any_is_the_same() -> None:
    record = simple("a.txt", P(text="寿光市建立党总支17个。")).records[0]
    assert mask_record(record) is record


def test_the_id_that_a_change_refers_to_is_no_number() -> None:
    row = {
        "text": "建立党总支17个",
        "metrics": [{"change": {"kind": "yoy", "of": "m-14272955458e"}}],
    }
    assert mask_row(row) == row


@pytest.mark.parametrize("field", ["text", "title", "author", "number"])
def test_lines_are_masked_whichever_field_tells(field: str, tmp_path: Path) -> None:
    outcome = simple("a.txt", P(text="寿光市建立党总支17个。"))
    said = {"text": "寿光市建立党总支17个。王某13905361234"}.get(field, "王某13905361234")
    record = replace(outcome.records[0], **{field: said})
    with closing(LineStore(tmp_path / "out.jsonl")) as lines:
        lines.add(replace(outcome, records=(record,)), make_entry(outcome))
        lines.finish(["a.txt"])
    assert json.loads((tmp_path / "out.jsonl").read_text("utf-8")) == mask_row(to_dict(record))
    assert mask_row(to_dict(record)) != to_dict(record)
