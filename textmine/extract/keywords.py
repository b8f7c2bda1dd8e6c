"""Keywords by our own words and jieba's idf table, and the sentence that says most."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import distribution
from itertools import count, pairwise
from operator import attrgetter
from pathlib import Path

import numpy as np

from textmine.detect.layers import Stretch

# Common in every report on the subject: they tell two practices apart no better than 的 does.
COMMON = frozenset(
    """
工作 建设 开展 组织 进行 加强 建立 实行 推进 提高 通过 实现 基层 党员 干部 群众 服务 活动 发展 农村
问题 全市 全县 全区 全镇 先后 切实 进一步 方面 采取 以及 其中 作用 情况 有效 形成 制度 机制 党组织
党支部 实施 积极 深入 我市 我县 我区 他们 有关 各级 有机 机结合 相关 不断 抓好 具体 方式 形式 一个
可以 由于
""".split()
)
END = attrgetter("end")
NOUN_TAGS = frozenset("nvailjxzb")
MOST_WORDS = 50_000  # whose weights are kept at a time: about 5 MB


@cache
def idf_table() -> dict[str, float]:
    """jieba's inverse document frequencies of what may be a keyword.

    Read from its package, which need not be imported for that: it takes half a second.
    """
    path = Path(str(distribution("jieba").locate_file("jieba/analyse/idf.txt")))
    with path.open(encoding="utf-8") as lines:
        pairs = (line.split(" ") for line in lines)
        return {
            pair[0]: float(pair[1])
            for pair in pairs
            if len(pair) == 2 and len(pair[0]) > 1 and pair[0] not in COMMON and pair[0].isalpha()
        }


class _Weights(dict[str, float]):
    """Word → its weight, 0.0 for none, of the words that came up: a text has few of the table's.

    Looked up in the table itself, each takes eight times as long: it is larger than the caches.
    """

    def __missing__(self, word: str) -> float:
        if len(self) >= MOST_WORDS:
            self.clear()
        weight = self[word] = idf_table().get(word, 0.0)
        return weight


class _Nouns(dict[str, bool]):
    """Tag → whether its words may be keywords."""

    def __missing__(self, tag: str) -> bool:
        is_noun = self[tag] = tag[:1] in NOUN_TAGS
        return is_noun


_weights = _Weights()
_is_noun = _Nouns()


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text, with their tags and the offsets at which they begin."""

    words: Sequence[str]
    tags: Sequence[str]
    starts: Sequence[int]


def find_keywords(
    words: Words, spans: Sequence[tuple[int, int]], most: int
) -> list[tuple[str, ...]]:
    """The *most* telling words of each span, best first; spans rise and do not overlap."""
    if not spans:
        return []
    starts, ends = np.array(spans, dtype=np.int64).reshape(-1, 2).T
    weights = np.fromiter(map(_weights.__getitem__, words.words), float, len(words.words))
    nouns = np.fromiter(map(_is_noun.__getitem__, words.tags), bool, len(words.words))
    at = np.array(words.starts, dtype=np.int64)
    rows = starts.searchsorted(at, side="right") - 1
    own = ((weights > 0) & nouns & (rows >= 0) & (at < ends[rows])).nonzero()[0]
    named = list(map(words.words.__getitem__, own.tolist()))
    number_of: dict[str, int] = {}
    numbers = np.fromiter(map(number_of.setdefault, named, count()), np.int64, len(own))
    keys = rows[own] * len(own) + numbers
    _, firsts, times = np.unique(keys, return_index=True, return_counts=True)
    rows, scores = rows[own[firsts]], times * weights[own[firsts]]
    ranked = firsts[np.lexsort((firsts, -scores, rows))].tolist()
    bounds = rows.searchsorted(np.arange(len(spans) + 1)).tolist()
    return [
        tuple([named[at] for at in ranked[first : min(last, first + most)]])
        for first, last in pairwise(bounds)
    ]


def summary_of(
    text: str, sentences: Sequence[Stretch], span: tuple[int, int], keywords: Sequence[str]
) -> str | None:
    """The sentence of a span that holds most of its keywords, earlier ones first."""
    start, end = span
    first = bisect_right(sentences, start, key=END)
    best, best_score = None, 0.0
    for order, sentence in enumerate(sentences[first:]):
        most = len(keywords) - 0.4 * order
        if sentence.start >= end or (best and best_score >= most):
            break
        piece = text[max(start, sentence.start) : min(end, sentence.end)].strip()
        score = sum([word in piece for word in keywords]) - 0.4 * order
        if len(piece) >= 12 and (best is None or score > best_score):
            best, best_score = piece, score
    return best or text[start:end].strip() or None
