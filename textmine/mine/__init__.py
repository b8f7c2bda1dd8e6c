"""The pure function of the whole program: a page in, its records out.

    nlp = load()
    outcome = mine("report.docx", nlp=nlp)

`mine` raises a `SourceError` where a document cannot be mined; `textmine.run` maps it over many
and turns what goes wrong into an Outcome with a reason. Nothing here imports scikit-learn.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from textmine.acquire.files import read_pages
from textmine.clean.page import clean_page
from textmine.detect import periods, places, quantities, segment, structure
from textmine.errors import NoTextError, SourceError
from textmine.extract import metrics, practices
from textmine.garbage import no_garbage
from textmine.label import model
from textmine.mine.record import Mined, build_mined
from textmine.settings import Settings
from textmine.stages import pipeline_of
from textmine.types import Article, Outcome, Page, Pipeline

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
# Their modules: spaCy knows a factory once its module is imported, installed or not.
FACTORIES = (segment, structure, periods, places, quantities, metrics, practices, model)


def load(settings: Settings | None = None) -> Language:
    """The pipeline: `nlp(text)` marks a Doc with the layers of `detect.layers` and onwards.

    It takes about half a second, and serves one thread. Raises a SettingsError for a model or a
    taxonomy that is not there, or that do not fit each other.
    """
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
    of its members can; TypeError for what is neither.
    """
    settings = settings or Settings()
    nlp = nlp or _loaded(settings)
    if isinstance(source, Page):
        return make_outcome(source.path, [source], mine_page(source, nlp, settings))
    path = _path_of(source)
    try:
        return _mine_file(path, nlp, settings)
    except SourceError as error:
        raise _with_folder(error, path) from error


def _mine_file(path: Path, nlp: Language, settings: Settings) -> Outcome:
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
        raise errors[0] if errors else NoTextError(path.name, "holds no document")
    return make_outcome(path.name, pages, mined)


def _with_folder(error: SourceError, path: Path) -> SourceError:
    """An error of the file at *path*, or of a member of it, that says where the file lies."""
    return type(error)(str(path.parent / error.subject), error.message)


def _path_of(source: object) -> Path:
    if isinstance(source, (str, Path)):
        return Path(source)
    kind = type(source).__name__
    raise TypeError(f"mine takes a path or a Page, not {kind}; for a text call load()(text)")


def make_outcome(path: str, pages: Sequence[Page], mined: Iterable[Mined]) -> Outcome:
    """The outcome of a document: what was mined from its pages."""
    found = list(mined)
    return Outcome(
        path=path,
        records=tuple(each.record for each in found),
        drafts={each.record.id: each.drafts for each in found},
        pages=tuple(pages),
    )


def mine_page(
    page: Page, nlp: Language, settings: Settings, made_by: Pipeline | None = None
) -> Iterator[Mined]:
    """The records of one page, an article each, in the order of the page.

    *made_by* is what they say made them, where the page was read by an older program.
    """
    made_by = made_by or pipeline_of(settings)
    for article in clean_page(page, settings.clean):
        with no_garbage():
            doc = mark(article, nlp)
            mined = build_mined(doc, made_by)
        yield mined


def mark(article: Article, nlp: Language) -> Doc:
    """The article as a Doc with all layers; without tokens where only our stages read it."""
    text, tokenizer = article.text.text, nlp.tokenizer
    if isinstance(tokenizer, segment.Segmenter) and tuple(nlp.pipe_names) == COMPONENTS:
        doc = tokenizer.without_tokens(text)
    else:
        doc = nlp.make_doc(text)
    doc._.article = article
    return nlp(doc)


class _CallableModule(ModuleType):
    """Lets `textmine.mine(path)` work although `textmine.mine` is also this module."""

    def __call__(self, source: Page | Path | str, **options: Any) -> Outcome:
        return mine(source, **options)


sys.modules[__name__].__class__ = _CallableModule
