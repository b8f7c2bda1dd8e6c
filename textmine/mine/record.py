"""From the layers of a Doc to the record of its article, and to the passages it was chosen from.

mined = build_mined(doc, pipeline_of(settings))
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc

from textmine.extract.candidates import CandidatePractice
from textmine.mine.opened import opened
from textmine.mine.spots import SourceMap
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

# Most of the values that a record holds.
make_heading, make_place, make_metric = opened(Heading), opened(Place), opened(Metric)
make_change, make_practice, make_draft = opened(Change), opened(Practice), opened(Draft)


@dataclass(frozen=True, slots=True)
class Mined:
    """The record of an article, and the passages that its practices were chosen from."""

    record: Record
    drafts: tuple[Draft, ...]


def build_mined(doc: Doc, made_by: Pipeline) -> Mined:
    """What a marked Doc that was made from an article comes to."""
    sources = SourceMap(doc._.article)
    drafts = tuple(_drafts(doc, sources))
    return Mined(_record(doc, sources, made_by), drafts)


def _record(doc: Doc, sources: SourceMap, made_by: Pipeline) -> Record:
    article, focus = sources.article, doc._.focus
    return Record(
        id=sources.article_id,
        article=article.number,
        source=_source(article),
        title=article.title,
        author=article.author,
        issuer=article.issuer,
        issuer_level=_issuer_level(article, doc),
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


def _issuer_level(article: Article, doc: Doc) -> str | None:
    """The level of the issuer; 寿光市 is a city by its name only, where the text names it."""
    if article.issuer is None or article.issuer_level != "city":
        return article.issuer_level
    cities = (place for place in doc._.places if (place.full or "").endswith("市"))
    names = (place.text.removesuffix("市") + "市" for place in cities if place.level == "county")
    return "county" if any(name in article.issuer for name in names) else "city"


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


def _headings(doc: Doc, sources: SourceMap) -> Iterator[Heading]:
    text = sources.article.text.text
    for found in doc._.headings:
        source_start, source_end = sources.span(found.start, found.end)
        yield make_heading(
            text=text[found.start : found.end],
            level=found.level,
            role=found.role,
            start=found.start,
            end=found.end,
            source_start=source_start,
            source_end=source_end,
        )


def _places(doc: Doc, sources: SourceMap) -> Iterator[Place]:
    for found in doc._.places:
        where = sources.where(found.start, found.end)
        yield make_place(
            id=sources.id_of("l", where.source_start, where.source_end),
            text=found.text,
            start=found.start,
            end=found.end,
            adcode=found.adcode,
            successor=found.successor,
            level=found.level,
            full=found.full,
            lat=found.lat,
            lon=found.lon,
            score=sources.sure(found.score, where),
            candidates=found.candidates,
            source_start=where.source_start,
            source_end=where.source_end,
            page=where.page,
            paragraph=where.paragraph,
        )


def _periods(doc: Doc, sources: SourceMap) -> Iterator[Period]:
    for found in doc._.periods:
        source_start, source_end = sources.span(found.start, found.end)
        yield Period(
            text=found.text,
            start=found.start,
            end=found.end,
            value=found.value,
            source_start=source_start,
            source_end=source_end,
        )


def _metrics(doc: Doc, sources: SourceMap) -> Iterator[Metric]:
    text = sources.article.text.text
    spans = (sources.span(found.quantity_start, found.quantity_end) for found in doc._.metrics)
    ids = [sources.id_of("m", *span) for span in spans]
    practice_of = {
        index: number
        for number, practice in enumerate(doc._.practices)
        for index in practice.metrics
    }
    for index, found in enumerate(doc._.metrics):
        of = ids[found.change_of] if found.change_of is not None else None
        where = sources.where(found.start, found.end)
        yield make_metric(
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
            change=make_change(kind=found.change, of=of) if found.change else None,
            period=found.period,
            place=found.place,
            action=found.action,
            role=found.role,
            total=found.total,
            practice=practice_of.get(index),
            score=sources.sure(found.score, where),
            source_start=where.source_start,
            source_end=where.source_end,
            page=where.page,
            paragraph=where.paragraph,
        )


def _practice(found: CandidatePractice, sources: SourceMap) -> Practice:
    name, where = sources.practice_at(found.start, found.end)
    return make_practice(
        id=name,
        name=found.name,
        start=found.start,
        end=found.end,
        headings=found.headings,
        status=found.status,
        score=found.score,
        patterns=found.patterns,
        subtypes=found.subtypes,
        place=found.place,
        period=found.period,
        organisations=found.organisations,
        references=found.references,
        keywords=found.keywords,
        summary=found.summary,
        metrics=found.metrics,
        source_start=where.source_start,
        source_end=where.source_end,
        page=where.page,
        paragraph=where.paragraph,
    )


def _practices(doc: Doc, sources: SourceMap) -> Iterator[Practice]:
    for found in doc._.practices:
        yield _practice(found, sources)


def _drafts(doc: Doc, sources: SourceMap) -> Iterator[Draft]:
    """The passages that may be practices, to be kept."""
    for found, words in zip(doc._.candidates, doc._.candidate_words, strict=True):
        yield make_draft(
            practice=_practice(found, sources),
            kind=found.kind,
            role=found.role,
            deed=found.deed,
            words=words,
        )
