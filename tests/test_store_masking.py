"""Numbers of telephones and identity cards are hidden, figures are not, offsets stay."""

from __future__ import annotations

import pytest
from records import P, simple

from textmine.store.masking import KINDS, is_identity, mask, mask_record

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
