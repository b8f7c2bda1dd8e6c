"""The words of a text, found by offset.

>>> with_digit_years("截至二〇一三年底", Words())[0]
'截至2013年底'
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from textmine.chinese.moments import FIGURE, FIGURES

# The figures of a year in Chinese: 二〇一三|年, 一九九八|年
HAN_YEAR = re.compile(rf"(?<!{FIGURE})[一二]{FIGURE}{{3}}(?=年)")
EDGES = ("底", "初", "末", "终")


@dataclass(frozen=True, slots=True)
class Words:
    """Words, the offsets at which they begin, and their tags; empty where nobody segmented."""

    words: Sequence[str] = ()
    starts: Sequence[int] = ()
    tags: Sequence[str] = ()

    def at(self, offset: int) -> int:
        """The index of the word that covers *offset*, -1 without words."""
        return bisect_right(self.starts, offset) - 1 if len(self.starts) else -1


def with_digit_years(text: str, words: Words) -> tuple[str, Words]:
    """The same with the years that stand in Chinese figures in digits, which are as long.

    Words are cut as they are around digits: 二|〇|一|三年|底 → 2013|年底.
    """
    years = list(HAN_YEAR.finditer(text))
    if not years:
        return text, words
    told = HAN_YEAR.sub(
        lambda year: "".join(str(FIGURES.get(each, each)) for each in year[0]), text
    )
    if not len(words.starts):
        return told, words
    cut: list[tuple[str, int, str]] = []
    done = 0
    for year in years:
        first, last = words.at(year.start()), words.at(year.end())
        cut += _rows(words, done, first)
        if words.starts[first] < year.start():
            cut.append((told[words.starts[first] : year.start()], words.starts[first], "p"))
        cut.append((told[year.start() : year.end()], year.start(), "m"))
        done = last + 1
        end = words.starts[last] + len(words.words[last])
        if end == year.end() + 1 and done < len(words.words) and words.words[done] in EDGES:
            done, end = done + 1, end + 1
        rest = told[year.end() : end]
        cut.append((rest, year.end(), "m" if rest == "年" else "t"))
    cut += _rows(words, done, len(words.words))
    return told, Words(*map(tuple, zip(*cut, strict=True)))


def _rows(words: Words, first: int, last: int) -> list[tuple[str, int, str]]:
    rows = zip(
        words.words[first:last], words.starts[first:last], words.tags[first:last], strict=True
    )
    return list(rows)
