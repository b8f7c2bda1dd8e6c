"""Keywords by our own words and jieba's idf table, and the sentence that says most."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from itertools import islice
from operator import attrgetter

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
NOUN_TAGS = ("n", "v", "a", "i", "l", "j", "x", "z", "b")


@cache
def idf_table() -> dict[str, float]:
    """jieba's inverse document frequencies of what may be a keyword, read from its package."""
    lines = files("jieba").joinpath("analyse", "idf.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.split(" ") for line in lines)
    return {
        pair[0]: float(pair[1])
        for pair in pairs
        if len(pair) == 2 and len(pair[0]) > 1 and pair[0] not in COMMON and pair[0].isalpha()
    }


class Keywords:
    """The words of a text that may be keywords, each looked up once."""

    def __init__(self, words: Sequence[str], tags: Sequence[str], starts: Sequence[int]) -> None:
        table = idf_table()
        found = ((word, table.get(word)) for word in set(words))
        self._idf = {word: idf for word, idf in found if idf is not None}
        places = [index for index, word in enumerate(words) if word in self._idf]
        self._words = [words[index] for index in places]
        self._tags = [tags[index][:1] for index in places]
        self._starts = [starts[index] for index in places]

    def of(self, span: tuple[int, int], most: int) -> tuple[str, ...]:
        """The *most* telling words of a span, best first."""
        own = slice(bisect_left(self._starts, span[0]), bisect_left(self._starts, span[1]))
        words = self._words[own]
        scores = {word: count * self._idf[word] for word, count in Counter(words).items()}
        tag_of = dict(zip(words, self._tags[own], strict=True))
        ranked = sorted(scores, key=scores.__getitem__, reverse=True)
        return tuple(islice((word for word in ranked if tag_of[word] in NOUN_TAGS), most))


def summary_of(
    text: str, sentences: Sequence[Stretch], span: tuple[int, int], keywords: Sequence[str]
) -> str | None:
    """The sentence of a span that holds most of its keywords, earlier ones first."""
    start, end = span
    first = bisect_right(sentences, start, key=END)
    best, best_score = None, 0.0
    for order, sentence in enumerate(sentences[first:]):
        if sentence.start >= end:
            break
        piece = text[max(start, sentence.start) : min(end, sentence.end)].strip()
        score = sum([word in piece for word in keywords]) - 0.4 * order
        if len(piece) >= 12 and (best is None or score > best_score):
            best, best_score = piece, score
    return best or text[start:end].strip() or None
