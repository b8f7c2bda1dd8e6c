"""The pure function of the whole program: a page in, its records out.

    nlp = load()
    outcome = mine("report.docx", nlp=nlp)

`mine` raises a `SourceError` where a document cannot be mined; `textmine.run` maps it over many
and turns what goes wrong into an Outcome with a reason. Nothing here imports scikit-learn.
"""

from __future__ import annotations

import gc
import hashlib
import re
import sys
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc

import textmine
from textmine import resources
from textmine.acquire.files import read_pages
from textmine.clean import clean_page
from textmine.detect import periods, places, quantities, segment, structure
from textmine.errors import NoTextError, SourceError
from textmine.extract import metrics, practices
from textmine.extract.candidates import CandidatePractice
from textmine.label import model
from textmine.label.model import FoundPractice
from textmine.settings import Settings
from textmine.types import (
    Article,
    Change,
    Draft,
    Heading,
    Metric,
    Outcome,
    Page,
    Period,
    Pipeline,
    Place,
    PlaceRef,
    Practice,
    Record,
    Section,
    Source,
)

# In the order of the data; each is a registered factory that says what it needs and gives.
COMPONENTS = (
    "textmine_structure",
    "textmine_periods",
    "textmine_places",
    "textmine_quantities",
    "textmine_metrics",
    "textmine_practices",
    "textmine_labels",
)
FACTORIES = (segment, structure, periods, places, quantities, metrics, practices, model)

DIGITS = 12  # of an id: a clash among a million articles has odds of 1 in 500

# Which folders decide what a stage gives: a change in one of them is a new hash of the stage.
STAGES = {
    "clean": ("aligned.py", "chinese", "acquire", "clean"),
    "detect": ("chinese", "detect", "extract"),
    "label": ("label",),
}


def load(settings: Settings | None = None) -> Language:
    """The pipeline: `nlp(text)` marks a Doc with the layers of `detect.layers` and onwards."""
    settings = settings or Settings()
    tokenizer = {"@tokenizers": "textmine_segmenter", "segmenter": settings.detect.segmenter}
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": tokenizer}})
    nlp.max_length = segment.MAX_LENGTH
    options: dict[str, dict[str, Any]] = {
        "textmine_practices": {"keywords": settings.extract.keywords},
        "textmine_labels": {"model": settings.label.model, "taxonomy": settings.label.taxonomy},
    }
    for name in COMPONENTS:
        nlp.add_pipe(name, config=options.get(name, {}))
    return nlp


@cache
def _loaded(settings: Settings) -> Language:
    return load(settings)


def mine(
    source: Page | Path | str, *, nlp: Language | None = None, settings: Settings | None = None
) -> Outcome:
    """All records of a page, or of the file at a path (an archive gives those of its members).

    Raises the `SourceError` of a document that cannot be mined; of an archive, only where none
    of its members can.
    """
    settings = settings or Settings()
    nlp = nlp or _loaded(settings)
    if isinstance(source, Page):
        return make_outcome(source.path, [source], mine_page(source, nlp, settings))
    path = Path(source)
    mined: list[Mined] = []
    pages: list[Page] = []
    errors: list[SourceError] = []
    for page in read_pages(path, settings=settings.acquire):
        if isinstance(page, SourceError):
            errors.append(page)
            continue
        try:
            mined.extend(mine_page(page, nlp, settings))
            pages.append(page)
        except SourceError as error:
            errors.append(error)
    if not mined:
        raise errors[0] if errors else NoTextError(str(path), "holds no document")
    return make_outcome(path.name, pages, mined)


@dataclass(frozen=True, slots=True)
class Mined:
    """The record of an article, and the passages that its practices were chosen from."""

    record: Record
    drafts: tuple[Draft, ...]


def make_outcome(path: str, pages: Sequence[Page], mined: Iterable[Mined]) -> Outcome:
    """The outcome of a document: what was mined from its pages."""
    found = list(mined)
    return Outcome(
        path=path,
        records=tuple(each.record for each in found),
        drafts={each.record.id: each.drafts for each in found},
        pages=tuple(pages),
    )


def mine_page(page: Page, nlp: Language, settings: Settings) -> Iterator[Mined]:
    """The records of one page, an article each, in the order of the page."""
    made_by = pipeline_of(settings)
    for article in clean_page(page, settings.clean):
        with no_garbage():
            doc = mark(article, nlp)
            mined = Mined(build_record(doc, made_by), build_drafts(doc))
        yield mined


@contextmanager
def no_garbage() -> Iterator[None]:
    """Python's search for garbage waits: an article makes none, and it took a tenth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def mark(article: Article, nlp: Language) -> Doc:
    """The article as a Doc with all layers."""
    doc = nlp.make_doc(article.text.text)
    doc._.article = article
    return nlp(doc)


# ---- from layers to the record ----------------------------------------------------------------
class _Sources:
    """Where spans of an article stand in its source, and the ids made from that."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.page = article.page
        start = article.text.source_span(0, 1)[0]
        self.article_id = "a-" + _digest(self.page.digest, start)
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

    def id_of(self, kind: str, start: int, end: int) -> str:
        """The id of what stands at a span of the source."""
        text = f"{self.article_id}\0{kind}\0{start}\0{end}"
        return f"{kind}-{hashlib.sha256(text.encode()).hexdigest()[:DIGITS]}"


def _digest(*values: object) -> str:
    text = "\0".join(map(str, values))
    return hashlib.sha256(text.encode()).hexdigest()[:DIGITS]


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
        date_bounds=article.date_bounds,
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
            score=found.score,
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
            score=found.score,
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
    found_all = zip(doc._.candidates, model.word_starts_of(doc), strict=True)
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


# ---- what made it -----------------------------------------------------------------------------
@cache
def pipeline_of(settings: Settings) -> Pipeline:
    """Version, model and stage hashes that stand in every record made with *settings*."""
    taxonomy = Path(settings.label.taxonomy).read_bytes() if settings.label.taxonomy else b""
    digest = model.digest_of(settings.label.model)
    own = {
        "clean": settings.digest("acquire", "clean"),
        "detect": settings.digest("detect", "extract"),
        "label": digest + hashlib.sha256(taxonomy).hexdigest(),
    }
    stages = {stage: _digest(_code_of(stage), own[stage])[:8] for stage in STAGES}
    return Pipeline(
        version=textmine.__version__,
        model=f"{Path(settings.label.model).name}@{digest}",
        stages=stages,
    )


def _code_of(stage: str) -> str:
    """A digest of the rules and code that a stage consists of, and of the data it looks up."""
    package = Path(__file__).parent
    digest = hashlib.sha256()
    for path in sorted(_files(package / name for name in STAGES[stage])):
        digest.update(path.relative_to(package).as_posix().encode())
        digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    if stage == "detect":
        for path in sorted(resources.find("corpora/gazetteer").glob("*.[zt]*")):
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _files(roots: Iterable[Path]) -> Iterator[Path]:
    for root in roots:
        found = root.rglob("*") if root.is_dir() else [root]
        yield from (path for path in found if path.suffix in (".py", ".toml"))


class _CallableModule(ModuleType):
    """Lets `textmine.mine(path)` work although `textmine.mine` is also this module."""

    def __call__(self, source: Page | Path | str, **options: Any) -> Outcome:
        return mine(source, **options)


sys.modules[__name__].__class__ = _CallableModule
