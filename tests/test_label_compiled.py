"""The compiled model is the fitted one, and shows the words it went by."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import skops.io

from textmine import resources
from textmine.errors import ResourceError
from textmine.label.compiled import CompiledModel, read_model
from textmine.label.loading import load_model
from textmine.label.training.corpus import read_corpus
from textmine.label.training.fitting import Heads, make_table
from textmine.label.training.train import context_of

TEXTS = [
    "一是村企联建。磐安县把6个药材村和一家制药厂的党组织合到一起，厂里出订单、村里管种植。",
    "在昆山务工的42名党员成立了驻外党支部，每月最后一个周日开一次会。",
    "村里大事先由村民代表商议，再张榜公示三天，最后投票表决。",
    "短",
    "",
]


@pytest.fixture(scope="module")
def model() -> CompiledModel:
    return load_model("patterns")


def test_compiled_equals_scikit_learn(model: CompiledModel) -> None:
    folder = resources.find("models/patterns")
    fitted = skops.io.load(folder / "model.skops")
    vectorizer = fitted.pop("vectorizer")
    heads = Heads(**fitted)
    examples = read_corpus(resources.find("corpora/practices"), model.taxonomy)[::25]
    contexts = [context_of(example) for example in examples]
    table = make_table(examples, contexts, vectorizer, model.lexicon, model.taxonomy)
    decisions = heads.decide(table)
    every = np.column_stack([decisions.patterns, decisions.subtypes, decisions.practice])
    weights = model.weights
    logits = weights.slope * every + weights.offset
    for column, rival in enumerate(weights.rival):
        logits[:, column] += rival * np.delete(decisions.patterns, column, axis=1).max(1)
    expected = 1 / (1 + np.exp(-logits))
    scores = model.score([example.text for example in examples], contexts)
    compiled = np.column_stack([scores.patterns, scores.subtypes, scores.practice])
    assert len(examples) > 100
    assert np.abs(compiled - expected).max() < 1e-6


def test_a_passage_scores_the_same_alone_and_in_company(model: CompiledModel) -> None:
    together = model.score(TEXTS * 60).patterns
    alone = np.concatenate([model.score([text]).patterns for text in TEXTS])
    assert together.shape == (300, 13)
    assert np.allclose(together[-5:], alone, atol=1e-9)


def test_nothing_scores_nothing(model: CompiledModel) -> None:
    assert model.score([]).patterns.shape == (0, 13)


@pytest.mark.parametrize(
    ("row", "code", "word"),
    [(0, "joint_build", "联建"), (1, "migrant_management", "党支部"),
     (2, "democratic_governance", "表决")],
)  # fmt: skip
def test_evidence_is_words_of_the_text(
    model: CompiledModel, row: int, code: str, word: str
) -> None:
    text = TEXTS[row]
    words = [0, *(i for i in range(1, len(text)) if i % 2 == text.find(word) % 2)]
    codes = [[code] if number == row else [] for number in range(len(TEXTS))]
    own = [words if number == row else [0] for number in range(len(TEXTS))]
    (spans,) = model.read(TEXTS).evidence(codes, own)[row]
    assert 1 <= len(spans) <= 3
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert [span for span in spans if text[slice(*span)].strip() != ""] == list(spans)
    assert list(spans) == sorted(spans)


def test_evidence_of_an_empty_passage_is_none(model: CompiledModel) -> None:
    assert model.read([""]).evidence([["joint_build"]], [[0]]) == [[()]]


def test_a_folder_that_is_no_model_says_so(tmp_path: Path) -> None:
    with pytest.raises(ResourceError, match=r"without model\.npz"):
        read_model(tmp_path)


def test_a_damaged_model_says_so(tmp_path: Path) -> None:
    folder = resources.find("models/patterns")
    for name in ("vocabulary.txt", "taxonomy.toml"):
        (tmp_path / name).write_bytes((folder / name).read_bytes())
    (tmp_path / "model.npz").write_bytes((folder / "model.npz").read_bytes()[:5000])
    with pytest.raises(ResourceError, match="damaged"):
        read_model(tmp_path)


def test_a_model_of_another_version_says_so(tmp_path: Path) -> None:
    folder = resources.find("models/patterns")
    for name in ("vocabulary.txt", "taxonomy.toml"):
        (tmp_path / name).write_bytes((folder / name).read_bytes())
    with np.load(folder / "model.npz") as arrays:
        kept = {name: arrays[name] for name in arrays.files if name != "rival"}
    np.savez(tmp_path / "model.npz", **kept)
    with pytest.raises(ResourceError, match="another version of textmine: train it again"):
        read_model(tmp_path)


def test_a_vocabulary_of_another_model_is_refused(tmp_path: Path) -> None:
    folder = resources.find("models/patterns")
    for name in ("model.npz", "taxonomy.toml"):
        (tmp_path / name).write_bytes((folder / name).read_bytes())
    (tmp_path / "vocabulary.txt").write_text("村\n企", encoding="utf-8")
    with pytest.raises(ResourceError, match="do not fit"):
        read_model(tmp_path)


def test_published_scores_hold_their_floors() -> None:
    scores = json.loads(resources.find("models/patterns/scores.json").read_text("utf-8"))
    fallen = [name for name, floor in scores["floors"].items() if scores[name] < floor]
    assert fallen == []


def test_of_words_that_say_as_much_the_first_are_evidence(model: CompiledModel) -> None:
    text = "会议今天召开。" + "请党员签到。" * 9
    found = [at for at in range(len(text)) if text.startswith("党员", at)]
    words = [0, *(at + side for at in found for side in (0, 2))]
    ((spans,),) = model.read([text]).evidence([["migrant_management"]], [words])
    assert [start for start, _ in spans] == found[:3]
