"""jieba as the spaCy tokenizer: an instance of our own, so that nothing is shared."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol

import numpy as np
import rjieba
from spacy.attrs import LOWER, NORM  # type: ignore[import-not-found]
from spacy.language import Language
from spacy.strings import StringStore
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

from textmine.detect.layers import register_layers

# Doc keeps its text in memory several times over; design.md, section 8, asks for a raised limit.
MAX_LENGTH = 50_000_000
MOST_WORDS = 200_000  # whose numbers are kept at a time: about 20 MB
# What spaCy is to tell of a word beside its letters: what matchers compare. No stage asks whether
# it is a number, a stop word, an address …, and 22 answers take longer than all other work on a
# word that was not seen before.
TOLD_OF_WORDS = (LOWER, NORM)


@registry.tokenizers("textmine_segmenter")  # type: ignore[untyped-decorator]
def make_segmenter(segmenter: str = "rjieba") -> Callable[[Language], Segmenter]:
    """What spaCy's config calls to make the tokenizer."""

    def make(nlp: Language) -> Segmenter:
        return Segmenter(nlp.vocab, segmenter)

    return make


class Segmenter:
    """Text → Doc with jieba's words, their offsets and part-of-speech tags as layers.

    `segmenter` is "rjieba" (the Rust port, identical on Han text and about 20 times faster) or
    "jieba". Tags come from the dictionary ("x" for unknown words), never from posseg, which is
    200 times slower on text that is not simplified.
    """

    def __init__(self, vocab: Vocab, segmenter: str = "rjieba") -> None:
        register_layers()
        self.vocab = vocab
        _tell_less(vocab)
        self.segmenter = segmenter
        engine: _Engine = rjieba.Jieba() if segmenter == "rjieba" else _Jieba()
        self._cut = engine.cut
        self._known = _Known(vocab.strings, engine.tag)

    def __call__(self, text: str) -> Doc:
        doc, orths = self._mark(text)
        # Doc takes numbers too, though its stub knows of strings only.
        return Doc(
            self.vocab,
            words=orths,  # type: ignore[arg-type]
            spaces=[False] * len(orths),
            user_data=doc.user_data,
        )

    def without_tokens(self, text: str) -> Doc:
        """The same layers on a Doc that holds no tokens.

        No stage reads them, and to make them is half the work where words are met first.
        """
        return self._mark(text)[0]

    def _mark(self, text: str) -> tuple[Doc, list[int]]:
        """A Doc with layers only, and the numbers of its words."""
        words = self._cut(text)
        known = self._known.look_up(words)
        orths, tags = [orth for orth, _ in known], [tag for _, tag in known]
        lengths = np.fromiter(map(len, words), np.int64, len(words))
        starts = array("q", (lengths.cumsum() - lengths).tobytes())
        if None in tags:
            apart = [at for at, tag in enumerate(tags) if tag is None]
            self._learn(text, [starts[at] for at in apart])
            for at in apart:
                tags[at] = self._known.tag_of(words[at])
        doc = Doc(self.vocab)
        doc._.text, doc._.words, doc._.word_starts, doc._.tags = text, words, starts, tags
        doc._.word_numbers = np.fromiter(orths, np.uint64, len(orths))
        return doc, orths

    def _learn(self, text: str, offsets: Iterable[int]) -> None:
        """Learn the tags of the words at *offsets* from their lines.

        Most texts hold a few such words, and to tag a text takes longer than to cut it. No word
        reaches over a line's end, so a line falls into the same words alone.
        """
        end = -1
        for offset in offsets:
            if offset > end:
                start, end = text.rfind("\n", 0, offset) + 1, text.find("\n", offset)
                end = end if end >= 0 else len(text)
                self._known.learn(text[start:end])

    def to_bytes(self, **_: object) -> bytes:
        """For spaCy's serialisation: there is nothing to keep but the name."""
        return self.segmenter.encode()

    def from_bytes(self, data: bytes, **_: object) -> Segmenter:
        """The tokenizer that `to_bytes` wrote."""
        return Segmenter(self.vocab, data.decode() or self.segmenter)

    def to_disk(self, path: object, **_: object) -> None:
        """Nothing to write: the config names the segmenter."""

    def from_disk(self, path: object, **_: object) -> Segmenter:
        """Nothing to read."""
        return self


def _tell_less(vocab: Any) -> None:  # its stub lacks the attribute
    told = vocab.lex_attr_getters.items()
    vocab.lex_attr_getters = {name: tell for name, tell in told if name in TOLD_OF_WORDS}


class _Engine(Protocol):
    """What cuts a text into words, without their tags or with them, which takes twice as long."""

    def cut(self, text: str) -> list[str]: ...
    def tag(self, text: str) -> list[tuple[str, str]]: ...


class _Known:
    """Word → its number in spaCy's table of strings, and its tag.

    spaCy hashes each word that it is given; with numbers a Doc is made in half the time. A word
    has one tag, that of the dictionary; None for one that falls apart where it stands alone, so
    that it has to be looked up in its text.
    """

    def __init__(self, strings: StringStore, tag: Callable[[str], list[tuple[str, str]]]) -> None:
        self._strings, self._tag = strings, tag
        self._words: dict[str, tuple[int, str | None]] = {}

    def look_up(self, words: Sequence[str]) -> list[tuple[int, str | None]]:
        """What is known of each of *words*."""
        known: list[Any] = list(map(self._words.get, words))
        if None not in known:
            return known
        unseen = {word for word, found in zip(words, known, strict=True) if found is None}
        if len(self._words) >= MOST_WORDS:
            self._words.clear()
            known, unseen = [None] * len(words), set(words)
        # All at once, a line each: half the time of one after the other.
        tags = dict(self._tag("\n".join(unseen)))
        self._words |= {word: (self._strings.add(word), tags.get(word)) for word in unseen}
        own = self._words
        return [found or own[word] for word, found in zip(words, known, strict=True)]

    def tag_of(self, word: str) -> str | None:
        """The tag of a word that was looked up."""
        return self._words[word][1]

    def learn(self, text: str) -> None:
        """Keep the tags of words as they stand in *text*."""
        for word, tag in self._tag(text):
            known = self._words.get(word)
            if known and known[1] is None:
                self._words[word] = known[0], tag


class _Jieba:
    """The original: slower, on other text than Han cut otherwise."""

    def __init__(self) -> None:
        import jieba  # takes a sixth of the time to start, and rjieba does without

        self._tokenizer = jieba.Tokenizer()
        self._tokenizer.initialize()
        with self._tokenizer.get_dict_file() as file:
            rows = (line.decode("utf-8").split() for line in file)
            self._tags = {row[0]: row[2] for row in rows if len(row) > 2}

    def cut(self, text: str) -> list[str]:
        return list(self._tokenizer.cut(text))

    def tag(self, text: str) -> list[tuple[str, str]]:
        return [(word, self._tags.get(word, "x")) for word in self._tokenizer.cut(text)]
