"""A basket as a DOCX for Word and WPS: headings, the original sentences, figures, footnotes."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from textmine.store.out.cells import ILLEGAL
from textmine.store.out.citations import cite
from textmine.store.out.footnotes import Footnotes
from textmine.store.words import names
from textmine.store.words.naming import Naming
from textmine.store.words.periods import first_year
from textmine.store.words.placenames import PlaceNames
from textmine.store.words.wording import describe
from textmine.types import Practice, Record

FONTS = {"Normal": "宋体", "Title": "黑体", "Heading 1": "黑体", "Heading 2": "黑体"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A practice of the document: the heading it stands under, a note, the text as kept.

    `record` is None where the practice is gone from the database: the text is still there.
    """

    heading: str
    text: str
    note: str | None = None
    practice: Practice | None = None
    record: Record | None = None


def write_document(path: Path, title: str, entries: Sequence[Entry], naming: Naming) -> None:
    """The entries under their headings, each with place, year, words, figures and its source."""
    document = Document()
    _set_fonts(document)
    _set_page(document)
    document.core_properties.title = title
    document.core_properties.author = "textmine"
    notes, body = Footnotes(document), _Body(document)
    body.add(title, "Title")
    by_heading: dict[str, list[Entry]] = {}
    for entry in entries:
        by_heading.setdefault(entry.heading, []).append(entry)
    for heading, under in by_heading.items():
        body.add(heading, "Heading 1")
        for entry in under:
            _write_entry(body, notes, entry, naming)
    notes.finish()
    packed = io.BytesIO()  # a disk that is full would leave its archive open, with a traceback
    document.save(packed)
    path.write_bytes(packed.getbuffer())


def _set_fonts(document: Any) -> None:
    for name, font in FONTS.items():
        style = document.styles[name]
        style.font.name = "Times New Roman"
        style.font.color.rgb = RGBColor(0, 0, 0)
        properties = style.element.get_or_add_rPr()
        properties.rFonts.set(qn("w:eastAsia"), font)
    document.styles["Normal"].font.size = Pt(12)
    # Without it, punctuation stands in the middle of its square, as in Taiwan.
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")


def _set_page(document: Any) -> None:
    """A4 with the margins of a Chinese Word."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(25.4)
    section.left_margin = section.right_margin = Mm(31.8)


class _Body:
    """Adds paragraphs at a document's end at once; python-docx looks through all before each."""

    def __init__(self, document: Any) -> None:
        self._end = document.element.body.sectPr
        self._parent = document._body
        self._styles = {style.name: style.style_id for style in document.styles}

    def add(self, text: str, style: str | None = None) -> Any:
        """A paragraph of *text* without what XML cannot hold."""
        element = OxmlElement("w:p")
        self._end.addprevious(element)
        if style:
            element.style = self._styles[style]
        paragraph = Paragraph(element, self._parent)
        paragraph.add_run(ILLEGAL.sub("", text))
        return paragraph


def _write_entry(body: _Body, notes: Any, entry: Entry, naming: Naming) -> None:
    practice, record = entry.practice, entry.record
    if practice and record:
        body.add(practice.name, "Heading 2")
        facts = body.add(_facts(practice, record, naming))
        facts.paragraph_format.keep_with_next = True
    paragraph = None
    for line in entry.text.split("\n"):
        paragraph = body.add(line)
        paragraph.paragraph_format.first_line_indent = Pt(24)  # two characters
    if record and paragraph is not None:
        notes.add(paragraph, _clean(cite(record, practice.page if practice else None)))
    if practice and record:
        for metric in (record.metrics[index] for index in practice.metrics):
            body.add(describe(metric, naming.tongue), "List Bullet")
    if entry.note:
        body.add(f"备注：{entry.note}")


def _facts(practice: Practice, record: Record, naming: Naming) -> str:
    place = practice.place or record.place
    where = PlaceNames(record).full(practice) or (place.text if place else "")
    year = first_year(practice.period) or first_year(record.date)
    patterns = naming.listed(naming.name(label.code) for label in practice.patterns)
    # What is only a plan, or may be no evidence, must not be quoted as experience unseen.
    warnings = (
        names.call("proposed", names.STATUS, naming.tongue)
        if practice.status == "proposed"
        else "",
        "来源存疑" if record.suspect else "",
    )
    parts = (where, f"{year}年" if year else "", patterns, *warnings)
    return "｜".join(part for part in parts if part)


def _clean(text: str) -> str:
    return ILLEGAL.sub("", text)


def heading_for(practice: Practice, naming: Naming) -> str:
    """A heading for a practice that was given none: its main pattern."""
    return naming.name(practice.patterns[0].code)
