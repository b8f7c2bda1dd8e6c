"""jieba's words for search: short ones out of long ones, by an instance of our own."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rjieba import Jieba


@cache
def _segmenter() -> Jieba:
    import rjieba  # reads its dictionary at once: only who needs words of a search pays for it

    return rjieba.Jieba()


def search_words(text: str) -> list[str]:
    """Words of at least two characters, the parts of long ones too."""
    return [word for word in _segmenter().cut_for_search(text) if len(word) > 1]


def cut_words(text: str) -> list[str]:
    """All words in their order, those of one character, too."""
    return list(_segmenter().cut(text))


def words_of(text: str) -> list[str]:
    """Words of at least two characters."""
    return [word for word in _segmenter().cut(text) if len(word) > 1]
