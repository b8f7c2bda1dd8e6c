"""Where spans of an article stand in its source, how surely they were read, and their ids."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from typing import NamedTuple

from textmine.acquire.extracted import line_starts
from textmine.stages import DIGITS, short_digest
from textmine.types import Article


class Spot(NamedTuple):
    """Where a span of an article stands in its source; pages and paragraphs count from 1."""

    source_start: int
    source_end: int
    page: int | None
    paragraph: int | None


class SourceMap:
    """Where spans of an article stand in its source, and the ids made from that."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.page = article.page
        self.span = article.text.source_span
        start = self.span(0, 1)[0]
        self.article_id = "a-" + short_digest(self.page.digest, start)
        self._digest = hashlib.sha256(self.article_id.encode())
        text = article.text.text
        self._breaks, self._paragraphs = self.page.breaks, self.page.paragraphs
        self._lines = [0, *(match.end() for match in re.finditer("\n", text))]
        self._practices: dict[tuple[int, int], tuple[str, Spot]] = {}
        # Where the lines of a recognised source begin, and where the last of them ends.
        source = self.page.source if self.page.sureness else ""
        self._borders = [0, *line_starts(source), len(source) + 1]

    def where(self, start: int, end: int) -> Spot:
        """The source span with the numbers (from 1) of its page and paragraph."""
        source_start, source_end = self.span(start, end)
        if self._paragraphs:
            paragraph = bisect_right(self._paragraphs, source_start) + 1
        else:
            paragraph = bisect_right(self._lines, start)
        page = bisect_right(self._breaks, source_start) + 1 if self._breaks else None
        return Spot(source_start, source_end, page, paragraph)

    def practice_at(self, start: int, end: int) -> tuple[str, Spot]:
        """The id of a practice and where it stands; a draft and what came of it share them."""
        known = self._practices.get((start, end))
        if known is None:
            where = self.where(start, end)
            known = self.id_of("p", where.source_start, where.source_end), where
            self._practices[start, end] = known
        return known

    def sure(self, score: float | None, where: Spot) -> float | None:
        """A score, times that of the OCR which recognised what stands there."""
        if score is None or not self.page.confidences:
            return score
        return round(score * self._recognised(where), 3)

    def _recognised(self, where: Spot) -> float:
        """How sure the engine is of a span: of its lines by their characters, else of its page."""
        page = self.page
        if not page.sureness:
            return page.confidences[min(where.page or 1, len(page.confidences)) - 1]
        start, end = where.source_start, max(where.source_end, where.source_start + 1)
        borders = self._borders
        first, last = bisect_right(borders, start) - 1, bisect_right(borders, end - 1) - 1
        total = 0.0
        for line in range(first, last + 1):
            here = min(end, borders[line + 1]) - max(start, borders[line])
            total += here * page.sureness[line]
        return total / (end - start)

    def id_of(self, kind: str, start: int, end: int) -> str:
        """The id of what stands at a span of the source: a digest of the article's id and it."""
        digest = self._digest.copy()
        digest.update(f"\0{kind}\0{start}\0{end}".encode())
        return f"{kind}-{digest.hexdigest()[:DIGITS]}"
