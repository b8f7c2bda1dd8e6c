"""From the layers of a Doc to the record of its article, and to the passages it was chosen from."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Any

from spacy.tokens import Doc

from textmine.extract.candidates import CandidatePractice
from textmine.label.model import FoundPractice
from textmine.mine.pipeline import DIGITS, short_digest
from textmine.types import (
    Article,
    Change,
    Draft,
    Heading,
    Metric,
    Period,
    Pipeline,
    Place,
    PlaceRef,
    Practice,
    Record,
    Section,
    Source,
)


class _Sources:
    """Where spans of an article stand in its source, and the ids made from that."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.page = article.page
        start = article.text.source_span(0, 1)[0]
        self.article_id = "a-" + short_digest(self.page.digest, start)
        text = article.text.text
        self._breaks, self._paragraphs = self.page.breaks, self.page.paragraphs
        self._lines = [0, *(match.end() for match in re.finditer("\n", text))]

    def span(self, start: int, end: int) -> dict[str, int]:
        source_start, source_end = self.article.text.source_span(start, end)
        return {"source_start": source_start, "source_end": source_end}

    def where(self, start: int, end: int) -> dict[str, int | None]:
        """The source span with the numbers (from 1) of its page and paragraph."""
        source_start, source_end = self.article.text.source_span(start, end)
        page = bisect_right(self._breaks, source_start) + 1 if self._breaks else None
        if self._paragraphs:
            paragraph = bisect_right(self._paragraphs, source_start) + 1
        else:
            paragraph = bisect_right(self._lines, start)
        return {
            "source_start": source_start,
            "source_end": source_end,
            "page": page,
            "paragraph": paragraph,
        }

    def sure(self, score: float | None, page: int | None) -> float | None:
        """A score, times that of the OCR which recognised the page (from 1)."""
        by_page = self.page.confidences
        if score is None or not by_page:
            return score
        return round(score * by_page[min(page or 1, len(by_page)) - 1], 3)

    def id_of(self, kind: str, start: int, end: int) -> str:
        """The id of what stands at a span of the source."""
        text = f"{self.article_id}\0{kind}\0{start}\0{end}"
        return f"{kind}-{hashlib.sha256(text.encode()).hexdigest()[:DIGITS]}"


def build_record(doc: Doc, made_by: Pipeline) -> Record:
    """The record of a marked Doc that was made from an article."""
    article: Article = doc._.article
    sources = _Sources(article)
    focus = doc._.focus
    return Record(
        id=sources.article_id,
        article=article.number,
        source=_source(article),
        title=article.title,
        author=article.author,
        issuer=article.issuer,
        issuer_level=article.issuer_level,
        number=article.document_number,
        date=article.date,
        date_bounds=doc._.date_bounds or article.date_bounds,
        date_evidence=doc._.date_evidence,
        variant=article.variant,
        truncated=article.truncated,
        genre=article.genre,
        suspect=article.suspect,
        warnings=(*article.page.warnings, *article.warnings),
        signature=article.signature,
        place=PlaceRef(text=focus.text, adcode=focus.adcode) if focus else None,
        supplied=article.supplied,
        text=article.text.text,
        headings=tuple(_headings(doc, sources)),
        sections=tuple(
            Section(role=found.role, start=found.start, end=found.end) for found in doc._.sections
        ),
        places=tuple(_places(doc, sources)),
        periods=tuple(_periods(doc, sources)),
        metrics=tuple(_metrics(doc, sources)),
        practices=tuple(_practices(doc, sources)),
        pipeline=made_by,
    )


def _source(article: Article) -> Source:
    page = article.page
    return Source(
        path=page.path,
        url=page.url,
        sha256=page.digest,
        media_type=page.media_type,
        encoding=page.encoding,
        site=page.site,
        site_date=article.site_date,
        retrieved=page.retrieved,
    )


def _headings(doc: Doc, sources: _Sources) -> Iterator[Heading]:
    text = sources.article.text.text
    for found in doc._.headings:
        yield Heading(
            text=text[found.start : found.end],
            level=found.level,
            role=found.role,
            start=found.start,
            end=found.end,
            **sources.span(found.start, found.end),
        )


def _places(doc: Doc, sources: _Sources) -> Iterator[Place]:
    for found in doc._.places:
        where: Any = sources.where(found.start, found.end)
        yield Place(
            id=sources.id_of("l", where["source_start"], where["source_end"]),
            text=found.text,
            start=found.start,
            end=found.end,
            adcode=found.adcode,
            successor=found.successor,
            level=found.level,
            full=found.full,
            lat=found.lat,
            lon=found.lon,
            score=sources.sure(found.score, where["page"]),
            candidates=found.candidates,
            **where,
        )


def _periods(doc: Doc, sources: _Sources) -> Iterator[Period]:
    for found in doc._.periods:
        yield Period(
            text=found.text,
            start=found.start,
            end=found.end,
            value=found.value,
            **sources.span(found.start, found.end),
        )


def _metrics(doc: Doc, sources: _Sources) -> Iterator[Metric]:
    text = sources.article.text.text
    source_span = sources.article.text.source_span
    spans = (source_span(found.quantity_start, found.quantity_end) for found in doc._.metrics)
    ids = [sources.id_of("m", *span) for span in spans]
    practice_of = {
        index: number
        for number, practice in enumerate(doc._.practices)
        for index in practice.metrics
    }
    for index, found in enumerate(doc._.metrics):
        of = ids[found.change_of] if found.change_of is not None else None
        where: Any = sources.where(found.start, found.end)
        yield Metric(
            id=ids[index],
            text=text[found.start : found.end],
            start=found.start,
            end=found.end,
            indicator=found.indicator,
            indicator_key=found.indicator_key,
            value=found.value,
            value_max=found.value_max,
            unit=found.unit,
            unit_si=found.unit_si,
            modifier=found.modifier,
            change=Change(kind=found.change, of=of) if found.change else None,
            period=found.period,
            place=found.place,
            action=found.action,
            role=found.role,
            total=found.total,
            practice=practice_of.get(index),
            score=sources.sure(found.score, where["page"]),
            **where,
        )


def _practice(
    found: CandidatePractice | FoundPractice, sources: _Sources, **labels: Any
) -> Practice:
    """A practice with what `label` says of it."""
    where: Any = sources.where(found.start, found.end)
    return Practice(
        id=sources.id_of("p", where["source_start"], where["source_end"]),
        name=found.name,
        start=found.start,
        end=found.end,
        headings=found.headings,
        status=found.status,
        place=found.place,
        period=found.period,
        organisations=found.organisations,
        references=found.references,
        keywords=found.keywords,
        summary=found.summary,
        metrics=found.metrics,
        **where,
        **labels,
    )


def _practices(doc: Doc, sources: _Sources) -> Iterator[Practice]:
    for found in doc._.practices:
        labels = {"patterns": found.patterns, "subtypes": found.subtypes}
        yield _practice(found, sources, score=found.score, **labels)


def build_drafts(doc: Doc) -> tuple[Draft, ...]:
    """The passages of a marked Doc that may be practices, to be kept."""
    sources = _Sources(doc._.article)
    found_all = zip(doc._.candidates, doc._.candidate_words, strict=True)
    return tuple(
        Draft(
            practice=_practice(found, sources, patterns=()),
            kind=found.kind,
            role=found.role,
            deed=found.deed,
            words=words,
        )
        for found, words in found_all
    )
