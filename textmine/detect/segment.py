"""jieba as the spaCy tokenizer: an instance of our own, so that nothing is shared."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable
from itertools import accumulate
from typing import TYPE_CHECKING

import rjieba
from spacy.language import Language
from spacy.strings import StringStore
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

from textmine.detect.layers import register_layers

if TYPE_CHECKING:
    import jieba

# Doc keeps its text in memory several times over; design.md, section 8, asks for a raised limit.
MAX_LENGTH = 50_000_000
MOST_WORDS = 200_000  # whose numbers are kept at a time: about 20 MB


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
        self.segmenter = segmenter
        self._orths = _Orths(vocab.strings)
        self._tag = rjieba.Jieba().tag if segmenter == "rjieba" else _jieba_tagger()

    def __call__(self, text: str) -> Doc:
        pairs = self._tag(text)
        words = [word for word, _ in pairs]
        orths = list(map(self._orths.__getitem__, words))
        # Doc takes numbers too, though its stub knows of strings only.
        doc = Doc(self.vocab, words=orths, spaces=[False] * len(words))  # type: ignore[arg-type]
        starts = array("l", accumulate(map(len, words[:-1]), initial=0)) if words else array("l")
        doc._.text, doc._.words, doc._.word_starts = text, words, starts
        doc._.tags = [tag for _, tag in pairs]
        return doc

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


class _Orths(dict[str, int]):
    """Word → its number in spaCy's table of strings.

    spaCy hashes each word that it is given; with numbers a Doc is made in half the time.
    """

    def __init__(self, strings: StringStore) -> None:
        super().__init__()
        self._strings = strings

    def __missing__(self, word: str) -> int:
        if len(self) >= MOST_WORDS:
            self.clear()
        orth = self[word] = self._strings.add(word)
        return orth


def _jieba_tagger() -> Callable[[str], Iterable[tuple[str, str]]]:
    import jieba  # takes a sixth of the time to start, and rjieba does without

    tokenizer = jieba.Tokenizer()
    tokenizer.initialize()
    tags = _read_tags(tokenizer)

    def tag(text: str) -> list[tuple[str, str]]:
        return [(word, tags.get(word, "x")) for word in tokenizer.cut(text)]

    return tag


def _read_tags(tokenizer: jieba.Tokenizer) -> dict[str, str]:
    """Word → tag, from jieba's dictionary."""
    with tokenizer.get_dict_file() as file:
        rows = (line.decode("utf-8").split() for line in file)
        return {row[0]: row[2] for row in rows if len(row) > 2}
