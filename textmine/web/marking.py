"""A record's text as blocks of pieces, each with what was found there; for the article page."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from textmine.store.kept.derive import lines_of
from textmine.types import Heading, Metric, Place, Practice, Record

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text with one state: `begins` are ids that begin here, `practice` a number
    from 1 (0: in none), `word` an evidence word of a pattern."""

    text: str
    practice: int = 0
    opens: int = 0  # the number of the practice that begins here, or 0
    metric: Metric | None = None
    place: Place | None = None
    begins: tuple[str, ...] = ()
    word: bool = False
    heading: bool = False
    chosen: bool = False

    @property
    def link(self) -> str | None:
        """The id that a click on the piece asks about."""
        return self.metric.id if self.metric else self.place.id if self.place else None


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or a heading line where `level` is 1 or more."""

    pieces: tuple[Piece, ...]
    start: int  # of the article's text
    level: int = 0
    practice: int = 0  # of its first piece


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What of a record to show: `span` of its text, `words` to mark, the id that was chosen."""

    span: Span | None = None
    words: tuple[Span, ...] = ()
    chosen: str | None = None


def blocks_of(record: Record, wish: Wish | None = None) -> list[Block]:
    """The text (or the wished-for span) as paragraphs and headings with everything marked."""
    marker = _Marker(record, wish or Wish())
    first, last = marker.wish.span or (0, len(record.text))
    blocks: list[Block] = []
    for start, end in lines_of(record.text):
        start, end = max(start, first), min(end, last)
        if start < end:
            blocks.append(marker.block(start, end))
    return blocks


class _Marker:
    def __init__(self, record: Record, wish: Wish) -> None:
        self.record = record
        self.wish = wish
        self.practices = _Spans([(p.start, p.end) for p in record.practices])
        self.metrics = _Spans([(m.start, m.end) for m in record.metrics])
        self.places = _Spans([(p.start, p.end) for p in record.places])
        self.headings = _Spans([(h.start, h.end) for h in record.headings])
        self.words = _Spans(list(wish.words))
        self._chosen = self._span_of(wish.chosen)

    def _span_of(self, identity: str | None) -> Span | None:
        record = self.record
        items: Iterable[Practice | Metric | Place] = (
            *record.practices, *record.metrics, *record.places,
        )  # fmt: skip
        return next(((i.start, i.end) for i in items if i.id == identity), None)

    def block(self, start: int, end: int) -> Block:
        heading = self._heading(start, end)
        pieces = tuple(self._pieces(start, end))
        return Block(pieces, start, heading.level if heading else 0, pieces[0].practice)

    def _heading(self, start: int, end: int) -> Heading | None:
        """The heading that the whole line is."""
        at = self.headings.at(start)
        if at < 0:
            return None
        heading = self.record.headings[at]
        # A heading's span leaves out its final full stop.
        return heading if end - heading.end <= 1 and heading.start - start <= 1 else None

    def _pieces(self, start: int, end: int) -> Iterator[Piece]:
        every = (self.practices, self.metrics, self.places, self.headings, self.words)
        cuts = {start, end}
        for spans in every:
            cuts |= spans.borders(start, end)
        if self._chosen:
            cuts |= {cut for cut in self._chosen if start < cut < end}
        ordered = sorted(cuts)
        for one, other in pairwise(ordered):
            yield self._piece(one, other)

    def _piece(self, start: int, end: int) -> Piece:
        record = self.record
        practice = self.practices.at(start)
        metric, place = self.metrics.at(start), self.places.at(start)
        opens = practice >= 0 and record.practices[practice].start == start
        chosen = self._chosen
        return Piece(
            record.text[start:end],
            practice=practice + 1,
            opens=practice + 1 if opens else 0,
            metric=record.metrics[metric] if metric >= 0 else None,
            place=record.places[place] if place >= 0 else None,
            begins=tuple(self._begins(start)),
            word=self.words.at(start) >= 0,
            heading=self.headings.at(start) >= 0,
            chosen=chosen is not None and chosen[0] <= start < chosen[1],
        )

    def _begins(self, start: int) -> Iterator[str]:
        record = self.record
        for spans, items in (
            (self.practices, record.practices),
            (self.metrics, record.metrics),
            (self.places, record.places),
        ):
            yield from (items[index].id for index in spans.starting(start))


class _Spans:
    """Spans in their order; where two overlap the one that begins first is on top."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._order = sorted(range(len(spans)), key=lambda i: (spans[i], i))
        self._spans = [spans[i] for i in self._order]
        self._starts = [start for start, _ in self._spans]
        self._by_start: dict[int, list[int]] = {}
        for index, (start, _) in enumerate(spans):
            self._by_start.setdefault(start, []).append(index)
        self._longest = max((end - start for start, end in spans), default=0)

    def at(self, position: int) -> int:
        """The index of the span that covers *position*, or -1."""
        found = -1
        place = bisect_right(self._starts, position) - 1
        while place >= 0 and self._starts[place] > position - self._longest:
            if self._spans[place][1] > position:
                found = self._order[place]
            place -= 1
        return found

    def starting(self, position: int) -> list[int]:
        """Indexes of the spans that begin at *position*."""
        return self._by_start.get(position, [])

    def borders(self, start: int, end: int) -> set[int]:
        """Starts and ends within (start, end)."""
        found: set[int] = set()
        place = bisect_right(self._starts, end) - 1
        while place >= 0 and self._starts[place] > start - self._longest - 1:
            found |= {border for border in self._spans[place] if start < border < end}
            place -= 1
        return found
