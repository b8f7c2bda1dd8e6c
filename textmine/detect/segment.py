"""jieba as the spaCy tokenizer: an instance of our own, so that nothing is shared."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from itertools import repeat
from threading import Lock
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
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
Array = npt.NDArray[Any]
FEW = 4096  # rows that there is room for at first
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
        self._turn = Lock()  # threads of a cluster's worker share the words that were met

    def __call__(self, text: str) -> Doc:
        doc = self.without_tokens(text)
        # Doc takes numbers too, though its stub knows of strings only; with strings, each of which
        # it hashes, it takes twice as long.
        numbers: Any = doc._.word_numbers.tolist()
        spaces = [False] * len(numbers)
        return Doc(self.vocab, words=numbers, spaces=spaces, user_data=doc.user_data)

    def without_tokens(self, text: str) -> Doc:
        """The same layers on a Doc that holds no tokens.

        No stage reads them, and to make them is half the work where words are met first.
        """
        words, doc = self._cut(text), Doc(self.vocab)
        with self._turn:
            rows = self._known.look_up(words)
            ends = self._known.lengths[rows].cumsum()
            starts = array("q", (ends - self._known.lengths[rows]).tobytes())
            apart = self._known.apart[rows].nonzero()[0].tolist()
            if apart:
                self._learn(text, [starts[at] for at in apart])
            doc._.tags = self._known.tags[rows].tolist()
            doc._.word_numbers = self._known.numbers[rows]
        doc._.text, doc._.words, doc._.word_starts = text, words, starts
        return doc

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
    """Words that were met, a row each: its number in spaCy's table of strings, length and tag.

    A word has one tag, that of the dictionary; `apart` says that it falls apart where it stands
    alone, so that its tag has to be learned from its text.
    """

    def __init__(self, strings: StringStore, tag: Callable[[str], list[tuple[str, str]]]) -> None:
        self._strings, self._tag = strings, tag
        self._forget()

    def _forget(self) -> None:
        self._rows: dict[str, int] = {}
        self.numbers = np.zeros(FEW, np.uint64)
        self.lengths, self.apart = np.zeros(FEW, np.int64), np.zeros(FEW, np.bool_)
        self.tags = np.full(FEW, None, np.object_)

    def look_up(self, words: Sequence[str]) -> Array:
        """The row of each of *words*."""
        rows = self._rows_of(words)
        unseen = (rows < 0).nonzero()[0]
        if not len(unseen):
            return rows
        if len(self._rows) >= MOST_WORDS:
            self._forget()
            unseen = np.arange(len(words))
        self._meet({words[at] for at in unseen.tolist()})
        return self._rows_of(words)

    def _rows_of(self, words: Sequence[str]) -> Array:
        return np.fromiter(map(self._rows.get, words, repeat(-1)), np.int64, len(words))

    def _meet(self, words: set[str]) -> None:
        """Keep words that were not met before."""
        first, last = len(self._rows), len(self._rows) + len(words)
        self._rows.update(zip(words, range(first, last), strict=True))
        if last > len(self.numbers):
            more = max(last, 2 * len(self.numbers))
            self.numbers, self.lengths = _longer(self.numbers, more), _longer(self.lengths, more)
            self.apart, self.tags = _longer(self.apart, more), _longer(self.tags, more)
        # All at once, a line each: half the time of one after the other.
        tags = dict(self._tag("\n".join(words)))
        self.numbers[first:last] = list(map(self._strings.add, words))
        self.lengths[first:last] = list(map(len, words))
        self.tags[first:last] = own = list(map(tags.get, words))
        self.apart[first:last] = [tag is None for tag in own]

    def learn(self, text: str) -> None:
        """Keep the tags of words as they stand in *text*."""
        for word, tag in self._tag(text):
            row = self._rows.get(word)
            if row is not None and self.apart[row]:
                self.tags[row], self.apart[row] = tag, False


def _longer(table: Array, length: int) -> Array:
    """A copy with room for more rows."""
    found = np.zeros(length, table.dtype)
    found[: len(table)] = table
    return found


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
