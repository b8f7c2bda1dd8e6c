"""What stands in the queue, as one who checks it wants to see it: in its sentence, by fields."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from textmine.store.file import schema
from textmine.store.history.fields import stated
from textmine.store.history.identity import KINDS
from textmine.store.history.judging import JUDGED
from textmine.types import Metric, Practice, Record

if TYPE_CHECKING:
    from textmine.store.database import CaseDatabase

ENDS = "。！？；\n"
AROUND = 140  # characters of a sentence shown before and after the evidence


@dataclass(frozen=True, slots=True)
class Queued:
    """A practice or metric with the record that it stands in."""

    item: Practice | Metric
    record: Record

    @property
    def owner(self) -> Practice | None:
        """The practice that a metric belongs to."""
        number = self.item.practice if isinstance(self.item, Metric) else None
        return None if number is None else self.record.practices[number]

    @property
    def score(self) -> float | None:
        """How sure the program is: of a metric, or of a practice's main pattern."""
        return self.item.score if isinstance(self.item, Metric) else self.item.patterns[0].score


@dataclass(frozen=True, slots=True)
class Sentence:
    """The evidence `text[start:end]` within its sentence; `cut` says where that goes on."""

    text: str
    start: int
    end: int
    cut: tuple[bool, bool]


def sentence_of(text: str, start: int, end: int) -> Sentence:
    """The sentence around `text[start:end]`.

    >>> sentence_of("先说别的。全县建立党总支17个。", 7, 14).text
    '全县建立党总支17个。'
    """
    first = max(text.rfind(mark, 0, start) for mark in ENDS) + 1
    ends = [at for mark in ENDS if (at := text.find(mark, end)) >= 0]
    last = min(ends, default=len(text))
    last += text[last : last + 1] not in ("", "\n")
    low, high = max(first, start - AROUND), min(last, end + AROUND)
    return Sentence(text[low:high], start - low, end - low, (low > first, high < last))


def read_queued(database: CaseDatabase, ids: Sequence[str]) -> list[Queued]:
    """What ids stand for, in their order; each article is read once."""
    found: dict[str, Queued] = {}
    for article in _articles_of(database, ids):
        record = database.article(article)
        items: tuple[Practice | Metric, ...] = (*record.practices, *record.metrics)
        wanted = set(ids)
        found.update((item.id, Queued(item, record)) for item in items if item.id in wanted)
    return [found[identity] for identity in ids if identity in found]


def _articles_of(database: CaseDatabase, ids: Sequence[str]) -> Iterable[str]:
    articles: dict[str, None] = {}
    with database.read() as connection:
        for table in (schema.PRACTICES, schema.METRICS):
            query = select(schema.ARTICLES.c.id).join(table).where(table.c.id.in_(ids))
            articles.update(dict.fromkeys(connection.execute(query.distinct()).scalars()))
    return articles


def rows_of(queued: Iterable[Queued]) -> Iterator[Mapping[str, Any]]:
    """Flat rows for programs: what is said, in which sentence, and where that stands."""
    for each in queued:
        item, record = each.item, each.record
        sentence = sentence_of(record.text, item.start, item.end)
        kind, owner = KINDS[item.id[0]], each.owner
        said = {f: stated(item, f) for f in JUDGED[kind] if f not in ("span", "place")}
        yield {
            "id": item.id,
            "kind": kind,
            "score": each.score,
            **said,
            "place": item.place.text if item.place else None,
            "adcode": item.place.adcode if item.place else None,
            "evidence": record.text[item.start : item.end],
            "sentence": sentence.text if kind == "metric" else None,
            "practice_id": owner.id if owner else None,
            "practice": owner.name if owner else None,
            "article_id": record.id,
            "title": record.title,
            "path": record.source.path,
            "page": item.page,
            "paragraph": item.paragraph,
            "source_start": item.source_start,
            "source_end": item.source_end,
        }
