"""What stands around the passages of a Doc: its layers as practices ask for them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import islice
from typing import Any

from spacy.tokens import Doc

from textmine.clean.genre import genre_of_title
from textmine.detect.layers import Focus, FoundPlace, text_of
from textmine.detect.words import Words as Segmented
from textmine.extract.passages.keywords import Words
from textmine.extract.passages.marks import curled
from textmine.extract.passages.passage import Outline, Passage
from textmine.extract.passages.status import Signs
from textmine.extract.rulebook import rule
from textmine.extract.setting.dating import Dates
from textmine.extract.setting.references import References
from textmine.extract.setting.siting import START, find_blocks
from textmine.extract.setting.stories import told_in
from textmine.extract.setting.subjects import Subjects, subjects_of
from textmine.types import Article, Genre

LEAST_NOTES = 3  # of who carries out a measure, in a plan
STORIED = ("county", "township", "village")  # levels of places whose story a passage may go on with


class Surroundings:
    """The layers of a Doc that describe its passages, each looked up once.

    The text of `outline` is `written`, the Doc's own, with its quotation marks as “”.
    """

    def __init__(self, doc: Doc) -> None:
        layers = doc._
        self.written = text_of(doc)
        self.outline = Outline(
            curled(self.written),
            layers.items,
            layers.sentences,
            layers.paragraphs,
            layers.sections,
            curled(layers.article.title or "") if layers.article else "",
        )
        self.signs = Signs(self.outline.text)
        self.led: dict[int, float] = {}  # what leads to a series says, by its first item
        self.words = Words(layers.words, layers.tags, layers.word_starts, layers.word_numbers)
        self.segmented = Segmented(layers.words, layers.word_starts, layers.tags)
        self.places: Sequence[FoundPlace] = layers.places
        self.focus: Focus | None = layers.focus
        self.references = References(self.written, self.places)
        self.blocks = find_blocks(self.outline.text, layers.headings, self.places, self.focus)
        self._subjects: Subjects | None = None
        self._has_stories = any(place.level in STORIED for place in self.places)
        title = layers.article.title if layers.article else None
        self.dates = Dates(self.written, layers.periods, layers.headings, title)
        self.genre = _genre_of(layers.article, self.outline.text)
        self.year = _year_of(layers.article)
        found: Sequence[Any] = layers.metrics if Doc.has_extension("metrics") else ()
        self._metric_starts = [metric.quantity_start for metric in found]
        self._metric_periods = [metric.period for metric in found]

    def words_inside(self, start: int, end: int) -> Sequence[str]:
        """The words of a span."""
        starts = self.words.starts
        return self.words.words[bisect_left(starts, start) : bisect_left(starts, end)]

    def told_of(self, passage: Passage) -> FoundPlace | None:
        """The village or township whose story a passage goes on with, below the article's place."""
        if not self._has_stories:
            return None
        if self._subjects is None:
            self._subjects = subjects_of(self.outline.text, tuple(self.places), self.focus)
        return told_in(self._subjects, passage.told_from, passage.end)

    def metrics_inside(self, start: int, end: int) -> tuple[int, ...]:
        """The indexes of the metrics in a span."""
        starts = self._metric_starts
        return tuple(range(bisect_left(starts, start), bisect_left(starts, end)))

    def period_of(self, start: int, end: int) -> str | None:
        """When the measure of a span was taken: as it says, else the years around it.

        Around it are those of its figures, of the five years' plan it names, of what opens its
        paragraph or of the heading that reports on them.
        """
        dates = self.dates
        if said := dates.told(start, end):
            return said
        years = self._figures_period(start, end) or dates.told(start, end, plans=True)
        if years is None:
            paragraph = bisect_right(self.outline.paragraphs, start, key=START) - 1
            opened = self.outline.paragraphs[paragraph].start if paragraph >= 0 else 0
            years = dates.around(start, opened)
        return _years_of(years) if years else None

    def _figures_period(self, start: int, end: int) -> str | None:
        """The period of most figures of a span that have one, the first of equals."""
        inside = self.metrics_inside(start, end)
        periods = [period for index in inside if (period := self._metric_periods[index])]
        return max(periods, key=periods.count) if periods else None


def _years_of(period: str) -> str:
    """2010 of 2010-06 and 2010-01/2010-04, 2009/2010 of itself."""
    years = [end[:4] for end in period.split("/")]
    return years[0] if years[0] == years[-1] else "/".join(years)


def _year_of(article: Article | None) -> int | None:
    """The year in which a text was written, as far as it says."""
    return int(article.date[:4]) if article and article.date else None


def _genre_of(article: Article | None, text: str) -> Genre:
    """The kind of article as far as it says what was done.

    A text that says it lays down a plan is one whatever its title. A speech or a report that only
    its text tells to be one says as much of what was done as of what is wanted.
    """
    genre: Genre = article.genre if article else "other"
    if article and genre in ("speech", "case"):
        genre = genre_of_title(article.title) or "other"
    if genre in ("other", "case", "news") and _lays_down(text):
        return "plan"
    return genre


def _lays_down(text: str) -> bool:
    """Whether a text says that it is a plan, or notes who is to carry out its measures."""
    if rule("lays_down").search(text):
        return True
    notes = rule("assigns").finditer(text)
    return len(list(islice(notes, LEAST_NOTES))) == LEAST_NOTES
