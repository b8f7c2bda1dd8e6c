"""A Page becomes Articles: furniture out, characters in one form, paragraphs whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textmine.aligned import AlignedText
from textmine.chinese.script import is_traditional, to_simplified
from textmine.clean.characters.glyphs import clean_glyphs
from textmine.clean.chrome.body import Body, find_body, is_library_markup
from textmine.clean.chrome.repeats import drop_repeats
from textmine.clean.fields import MEDIUM, is_body
from textmine.clean.genre import judge_genre
from textmine.clean.judge import find_suspicion, is_demo, is_truncated
from textmine.clean.layout.broken import join_broken, join_pages
from textmine.clean.layout.cells import part_cells
from textmine.clean.layout.contents import drop_contents, drop_references, drop_translation
from textmine.clean.layout.pages import drop_counters, drop_page_marks
from textmine.clean.layout.paragraphs import restore_paragraphs
from textmine.clean.layout.spaces import close_spaces
from textmine.clean.layout.wrapped import unwrap
from textmine.clean.lines import count_han, squash
from textmine.clean.metadata.bounds import Bounds, find_bounds
from textmine.clean.metadata.deciding import Evidence, Metadata, decide, plain_value
from textmine.clean.metadata.outer_titles import labelled_titles, tidy_title
from textmine.clean.metadata.pieces import Head
from textmine.clean.metadata.reporters import drop_credits, drop_dateline, drop_signature
from textmine.clean.metadata.runin import read_head
from textmine.clean.signature import sign
from textmine.clean.split import Part, split_articles
from textmine.errors import NoTextError
from textmine.settings import CleanSettings
from textmine.types import Article, Page

__all__ = ["clean_page"]

MOST_HEAD = 3  # lines of a title, before the note below it
LEAST_TOLD = 40  # characters of a paragraph; a head's lines are shorter


def clean_page(page: Page, settings: CleanSettings | None = None) -> list[Article]:
    """The articles of *page*, in order; NoTextError where it holds none worth mining."""
    settings = settings or CleanSettings()
    glyphs, warnings = clean_glyphs(page.body)
    simplified = to_simplified(glyphs)
    text = unwrap(part_cells(simplified))
    body = find_body(text.text)
    parts = _find_parts(text, body)
    drafts = [_draft(part, body, page) for part in parts]
    drafts = [draft for draft in drafts if _has_han(draft.text.text, settings.min_han)]
    if not drafts:
        if not _has_han(text.text, settings.min_han):
            raise NoTextError(page.path, "holds no Chinese text, or next to none")
        raise NoTextError(page.path, "holds no sentences, only short lines as of menus and forms")
    frame = _Frame(
        page=page,
        body=body,
        traditional=None if simplified is glyphs else glyphs,
        warnings=(*page.warnings, *warnings),
        alone=len(drafts) == 1,
        library=body.library or is_library_markup(_markup(page)),
        demo=is_demo(text.text) or is_demo(_markup(page)),
        noted=tuple(text.source_span(note.start, note.end)[0] for note in body.notes),
    )
    return [_finish(draft, number, frame) for number, draft in enumerate(drafts, start=1)]


@dataclass(frozen=True, slots=True)
class _Draft:
    """An article before its metadata are decided."""

    head: Head
    part: Part
    lines: tuple[AlignedText, ...]
    text: AlignedText


@dataclass(frozen=True, slots=True)
class _Frame:
    """What all articles of a page have in common.

    `traditional` is its text before simplification, None where that changed nothing; `noted` are
    the offsets in the source of the body's notes.
    """

    page: Page
    body: Body
    traditional: AlignedText | None
    warnings: tuple[str, ...]
    alone: bool
    library: bool
    demo: bool
    noted: tuple[int, ...]


def _markup(page: Page) -> str:
    """What stands around the body: only markup has more than the body itself."""
    return page.source if page.media_type.startswith("text/html") else ""


def _find_parts(text: AlignedText, body: Body) -> list[Part]:
    found = [(drop_counters(text[line.start : line.end]), line.start) for line in body.lines]
    found = [(line, start) for line, start in found if line.text]
    turned = [start in body.turned for _, start in found]
    lines = join_pages([line for line, _ in found], turned)
    lines = [line for line in drop_page_marks(lines) if line.text]
    head = _lines_of_head(lines, text, body)
    whole = drop_contents([*join_broken(lines[:head]), *join_broken(lines[head:])])
    return split_articles([line for line in whole if line.text.strip()])


def _lines_of_head(lines: Sequence[AlignedText], text: AlignedText, body: Body) -> int:
    """How many first lines a note parts from the rest: a title, then when and whence."""
    noted = next((note for note in body.notes if note.start > body.lines[0].start), None)
    if noted is None:
        return 0
    at = text.source_span(noted.start, noted.end)[0]
    before = sum(line.source_span(0, 1)[0] < at for line in lines[: MOST_HEAD + 1])
    return before if before <= MOST_HEAD else 0


def _draft(part: Part, body: Body, page: Page) -> _Draft:
    named = [c.value for c in page.candidates if c.field == "title" and c.origin != "properties"]
    # A page of several articles is called by none of their names.
    sure = [title for title in (part.title, *map(plain_value, named)) if title]
    head = read_head(part.lines, [*_hints(part, body), *sure], sure)
    lines = drop_references(drop_translation(restore_paragraphs(head.body)))
    lines = [line for line in map(close_spaces, drop_repeats(lines)) if line.text]
    text = drop_dateline(drop_signature(drop_credits(lines)))
    return _Draft(head, part, tuple(lines), AlignedText.join(text, "\n"))


def _hints(part: Part, body: Body) -> list[str]:
    """Titles that the page gives outside the text, without white space, the likeliest first."""
    labelled = labelled_titles([line.text for line in body.notes])
    given = [
        part.title or "",
        *labelled,
        *(tidy_title(line.text) or "" for line in body.titles[:12]),
    ]
    return list(dict.fromkeys(squash(title) for title in given if title))


def _has_han(text: str, least: int) -> bool:
    """Whether *text* has so many Chinese characters; the beginning of most tells."""
    return count_han(text[: 4 * least]) >= least or count_han(text) >= least


def _finish(draft: _Draft, number: int, frame: _Frame) -> Article:
    lines = [line.text for line in draft.lines]
    evidence = Evidence(
        head=draft.head,
        lines=lines,
        part_title=draft.part.title,
        titles=[line.text for line in frame.body.titles],
        notes=[line.text for line in frame.body.notes],
        library=frame.library,
        alone=frame.alone,
        own=() if frame.alone else _own_notes(draft.part.lines, frame),
    )
    found = decide(frame.page, evidence)
    published = bool(frame.body.notes) and not frame.library
    latest = found.site_date or frame.page.retrieved
    own = found.date and Bounds(found.date, found.date)
    bounds = own or find_bounds(draft.text.text, latest)
    return Article(
        page=frame.page,
        number=number,
        text=draft.text,
        title=found.title,
        author=found.author,
        issuer=found.issuer,
        issuer_level=found.issuer_level,
        document_number=found.document_number,
        date=found.date,
        date_bounds=bounds.years,
        date_evidence=bounds.evidence,
        site_date=found.site_date,
        variant="hant" if _is_hant(draft.text, frame.traditional) else "hans",
        truncated=is_truncated(lines) or (frame.body.preview and frame.alone),
        genre=judge_genre(
            found.title,
            lines,
            published=published,
            notes=_notes_of_one(frame),
            reports=_reports(found),
        ),
        suspect="demo" if frame.demo else find_suspicion(found.title, lines, found.author or ""),
        warnings=frame.warnings,
        signature=sign(draft.text.text),
        supplied=found.supplied,
    )


def _reports(found: Metadata) -> bool:
    """Whether a body wrote or issued an article that is no medium: it tells of its own work."""
    return any(
        name and is_body(name) and not MEDIUM.search(name) for name in (found.issuer, found.author)
    )


def _notes_of_one(frame: _Frame) -> list[str]:
    """What a page says beside its only article; of several nobody knows which is meant."""
    return [note.text for note in frame.body.notes] if frame.alone else []


def _own_notes(lines: Sequence[AlignedText], frame: _Frame) -> list[str]:
    """The notes between the first lines of one of several articles and its first paragraph."""
    told = next((line for line in lines if len(line) >= LEAST_TOLD), lines[-1])
    first, last = (line.source_span(0, 1)[0] for line in (lines[0], told))
    noted = zip(frame.body.notes, frame.noted, strict=True)
    return [note.text for note, at in noted if first <= at <= last]


def _is_hant(text: AlignedText, source: AlignedText | None) -> bool:
    """Whether most of an article was traditional before it was simplified."""
    return source is not None and is_traditional(_before(text, source))


def _before(text: AlignedText, source: AlignedText) -> str:
    """What *source* has between the first and the last character of *text*."""
    first, last = text.source_span(0, len(text))
    pieces: list[str] = []
    for piece, start, end in source.pieces():
        if end > first and start < last:
            whole = len(piece) != end - start
            pieces.append(piece if whole else piece[max(0, first - start) : last - start])
    return "".join(pieces)
