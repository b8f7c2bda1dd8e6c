"""jieba's words for search: short ones out of long ones, by an instance of our own."""

from __future__ import annotations

from functools import cache

import rjieba


@cache
def _segmenter() -> rjieba.Jieba:
    return rjieba.Jieba()


def search_words(text: str) -> list[str]:
    """Words of at least two characters, the parts of long ones too."""
    return [word for word in _segmenter().cut_for_search(text) if len(word) > 1]


def words_of(text: str) -> list[str]:
    """Words of at least two characters."""
    return [word for word in _segmenter().cut(text) if len(word) > 1]
