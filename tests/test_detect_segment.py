"""Segmentation: offsets are right, and the fast segmenter cuts Han text as jieba does."""

from __future__ import annotations

import json
import re
from threading import Thread

import pytest
import rjieba
from spacy.lang.zh import Chinese
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from textmine import resources
from textmine.detect import segment
from textmine.detect.segment import Segmenter


@pytest.fixture(scope="module")
def passages() -> list[str]:
    files = sorted(resources.find("corpora/practices").glob("*.jsonl"))
    lines = [line for path in files for line in path.read_text("utf-8").splitlines()]
    return [json.loads(line)["text"] for line in lines[::25]]


def test_words_cover_the_text(blank: Language, passages: list[str]) -> None:
    for text in passages:
        doc = blank(text)
        assert doc.text == text
        starts = zip(doc._.word_starts, doc._.words, strict=True)
        assert all(text.startswith(word, start) for start, word in starts)
        assert "".join(doc._.words) == text


def test_layers_are_the_same_without_tokens(passages: list[str]) -> None:
    segmenter = Segmenter(Vocab())
    for text in passages[:20]:
        whole, bare = segmenter(text), segmenter.without_tokens(text)
        assert (len(bare), bare._.text, bare._.words) == (0, text, whole._.words)
        assert list(bare._.word_starts) == list(whole._.word_starts) == [t.idx for t in whole]
        assert bare._.tags == whole._.tags
        numbers = [token.orth for token in whole]
        assert bare._.word_numbers.tolist() == whole._.word_numbers.tolist() == numbers


def test_both_segmenters_cut_alike(passages: list[str]) -> None:
    fast, slow = Segmenter(Vocab()), Segmenter(Vocab(), "jieba")
    han = re.compile("[\u4e00-\u9fff]+")
    for text in passages:
        for piece in han.findall(text):
            assert fast(piece)._.words == slow(piece)._.words


def test_tags_are_those_of_the_words_in_their_text(passages: list[str]) -> None:
    segmenter, tag = Segmenter(Vocab()), rjieba.Jieba().tag
    # 报到 alone falls apart into 报 and 到, and is a verb of the dictionary all the same.
    texts = ["报到\n\n党员到社区报到\n报到", *passages, "报到", "到村里报到的党员"]
    for text in texts:
        doc = segmenter(text)
        assert list(zip(doc._.words, doc._.tags, strict=True)) == tag(text)


def test_odd_characters() -> None:
    text = "组织😀部\u3000公示\n\n第13页"
    doc = Segmenter(Vocab())(text)
    assert doc.text == text
    assert doc._.text is text  # kept, for putting it together again takes long


def test_words_are_told_by_what_matchers_compare() -> None:
    vocab = Chinese().vocab
    token = Segmenter(vocab)("出台App管理办法")[1]
    assert (token.text, token.lower_, token.norm_) == ("App", "app", "app")
    assert not token.shape_  # nobody asks, and each answer costs every new word time


def test_words_are_forgotten_when_they_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(segment, "MOST_WORDS", 3)
    segmenter, tag = Segmenter(Vocab()), rjieba.Jieba().tag
    for text in ("党员到社区报到", "到村里报到的党员\r\n报到", "社区党员", "党员到社区报到"):
        doc = segmenter(text)
        assert list(zip(doc._.words, doc._.tags, strict=True)) == tag(text)


def test_threads_wait_for_words_that_another_is_meeting() -> None:
    segmenter, docs = Segmenter(Vocab()), list[Doc]()
    other = Thread(target=lambda: docs.append(segmenter("党员到社区报到")))
    known = segmenter._known
    tag = known._tag

    def while_another_asks(text: str) -> list[tuple[str, str]]:
        known._tag = tag
        other.start()
        other.join(0.2)
        return tag(text)

    known._tag = while_another_asks
    docs.append(segmenter("党员到社区报到"))
    other.join()
    assert docs[0]._.tags == docs[1]._.tags
    assert None not in docs[0]._.tags
