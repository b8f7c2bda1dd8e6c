"""Signatures tell near-duplicates, and mean the same on every machine."""

import base64

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from textmine.clean.signature import sign

TEXT = "".join(
    f"第{n}个支部在{p}建起产业联盟,带动农户{n * 37}户,年增收{n * 11}万元。"
    for n in range(1, 40)
    for p in ("东坡", "西寨", "南湖", "北岭")
)
OTHER = "".join(
    f"{p}社区把居民议事会开到楼道,解决停车和加装电梯问题{n * 3}件。"
    for n in range(1, 60)
    for p in ("梅园", "竹苑", "松柏")
)


def test_a_known_signature() -> None:
    # Values of another release or machine must compare with these: never change the arithmetic.
    assert sign("支部建在产业链上,党员聚在产业链上。")[:24] == "5CvxL+cq7h9JZ7b+EnaPk5gO"


def test_punctuation_and_width_make_no_difference() -> None:
    assert sign(TEXT.replace(",", "，\n ")) == sign(TEXT)


def similarity(one: str, other: str) -> float:
    """The share of parts that two signatures have in common, as near-duplicates are found."""
    if not one or not other:
        return 0.0
    parts = (np.frombuffer(base64.b64decode(each), dtype="<u2") for each in (one, other))
    return float(np.mean(np.equal(*parts)))


ALIKE = [
    (TEXT, TEXT, 1.0, 1.0),
    (TEXT, TEXT.replace("东坡", "东山"), 0.5, 0.99),
    (TEXT, TEXT + OTHER, 0.3, 0.9),
    (TEXT, OTHER, 0.0, 0.1),
    (TEXT, "", 0.0, 0.0),
    ("", "", 0.0, 0.0),
]


@pytest.mark.parametrize(("one", "other", "least", "most"), ALIKE)
def test_similarity(one: str, other: str, least: float, most: float) -> None:
    assert least <= similarity(sign(one), sign(other)) <= most


@pytest.mark.parametrize("text", ["", "三个字", "。,!?"])
def test_nothing_to_sign(text: str) -> None:
    assert sign(text) == ""


@given(st.text(alphabet="党建联盟ABab12 ,。\n𠮷", min_size=4, max_size=300))
def test_signatures_have_one_length(text: str) -> None:
    assert len(sign(text)) in (0, 172)
    assert similarity(sign(text), sign(text)) in (0.0, 1.0)
