"""How sure a figure is: traits of figures as they stand, and what their weights make of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from textmine.evaluate import evaluate
from textmine.extract.figures.confidence import confidence, load_weights, traits_of
from textmine.mine import load, mine
from textmine.plain import to_dict

ROOT = Path(__file__).parents[1]
NLP = load()

STANDING = [
    # a sentence, its figure by number, what is seen of it
    ("全镇建成村级服务站23个。", 0, {"letters:5", "unit:things", "figures:1", "after:digit"}),
    ("新建渠道、泵站12座。", 0, {"before:word", "after:digit", "within:mark"}),
    ("培训党员120人次，发放资料3000份，走访群众80户。", 1, {"figures:2-3", "unit:things"}),
    ("培训党员120人次，发放资料3000份，走访群众80户。", 2, {"unit:persons", "before:apart"}),
    ("投入资金300万元。", 0, {"unit:money", "before:stop"}),
    ("参保率达到98%。", 0, {"unit:ratio", "after:word"}),
]


@pytest.mark.parametrize(("sentence", "number", "traits"), STANDING)
def test_traits_are_those_of_the_sentence(sentence: str, number: int, traits: set[str]) -> None:
    assert traits <= set(NLP(sentence)._.metrics[number].traits)


def test_every_trait_that_is_weighed_can_be_seen() -> None:
    """A weight whose trait no code gives would be dead: each kind is named here once."""
    kinds = {trait.partition(":")[0] for trait in load_weights()}
    seen = {trait.partition(":")[0] for trait in NLP(STANDING[1][0])._.metrics[0].traits}
    assert kinds - seen == {"all"}


def test_too_little_said_is_less_sure() -> None:
    names = ("村", "试点村", "村级服务站")
    scores = [confidence(traits_of("before", name, "个")) for name in names]
    assert scores == sorted(scores)
    assert confidence(traits_of("before", None, "个")) < scores[-1]


def test_an_unknown_trait_weighs_nothing() -> None:
    assert confidence(("way:before", "way:of_tomorrow")) == confidence(("way:before",))


def test_scores_are_what_the_demo_reports_show() -> None:
    """As often right as they say, and right ones before wrong ones."""
    records = [
        to_dict(record)
        for path in sorted((ROOT / "corpora/reports").glob("*.*"))
        for record in mine(path, nlp=NLP).records
    ]
    shown = evaluate(ROOT / "corpora/gold/reports", records).calibration["metrics"]
    assert shown.n > 500
    assert shown.error < 0.08
    assert shown.order is not None
    assert shown.order > 0.65
