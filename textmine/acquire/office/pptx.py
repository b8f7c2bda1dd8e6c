"""PPTX: the slides of a presentation, each with its title first, its texts and its tables.

What is read: ECMA-376, part 1, 19 (presentations) and 21.1 (their texts).
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from textmine.acquire import media
from textmine.acquire.archive import Archive
from textmine.acquire.extracted import Extracted, table_lines
from textmine.acquire.office.numbering import FORMATS, joined
from textmine.acquire.office.properties import read_properties
from textmine.acquire.office.slides import read_slides
from textmine.acquire.office.xml import Element, attribute, by_id, child, children, local, parse_xml
from textmine.errors import UnreadableError
from textmine.settings import AcquireSettings

MAX_NESTING = 30  # of groups of shapes
TITLES = frozenset(("title", "ctrTitle"))
FURNITURE = frozenset(("dt", "ftr", "sldNum", "hdr"))  # dates, feet and numbers of slides
# ST_TextAutonumberScheme (21.1.10.1): what counts, and what stands around it.
SCHEMES = {"arabic": "decimal", "ea1Chs": "chineseCounting", "ea1Cht": "chineseCounting",
           "circleNum": "decimalEnclosedCircle", "alphaLc": "lowerLetter", "alphaUc": "upperLetter",
           "romanLc": "lowerRoman", "romanUc": "upperRoman"}  # fmt: skip
AROUND = {"Period": "{}.", "ParenR": "{})", "ParenBoth": "({})"}


def read_pptx(archive: Archive, settings: AcquireSettings) -> Extracted:
    """The text of a presentation, a paragraph a line and a page for each slide that is shown.

    Raises UnreadableError (damaged) and NoTextError (nothing but pictures).
    """
    slides = map(_slide, _slides(archive))
    return read_slides(slides, archive.name, read_properties(archive), media.PPTX)


def _slides(archive: Archive) -> Iterator[Element]:
    """The slides in the order in which they are shown, without hidden ones."""
    presentation = parse_xml(archive.read("ppt/presentation.xml"), archive.name)
    relations = "ppt/_rels/presentation.xml.rels"
    if relations not in archive:
        raise UnreadableError(archive.name, "is a presentation that does not list its slides")
    targets = by_id(parse_xml(archive.read(relations), archive.name), "Relationship", "Id")
    for entry in children(child(presentation, "sldIdLst"), "sldId"):
        target = attribute(targets.get(_relation(entry)), "Target") or ""
        part = posixpath.normpath(posixpath.join("/ppt", target)).lstrip("/")
        if part not in archive:
            continue
        slide = parse_xml(archive.read(part), f"{archive.name}/{part}")
        if attribute(slide, "show") not in ("0", "false"):
            yield slide


def _relation(entry: Element) -> str:
    """The relation that a slide's entry names: its id of a namespace, not its plain one."""
    return next((value for key, value in entry.attrib.items() if key.endswith("}id")), "")


def _slide(slide: Element) -> Iterator[str]:
    """The lines of a slide: its title, then its other shapes in their order."""
    shapes = list(_shapes(child(slide, "cSld", "spTree"), 0))
    kinds = [attribute(child(shape, "nvSpPr", "nvPr", "ph"), "type") for shape in shapes]
    for titles in (True, False):
        for shape, kind in zip(shapes, kinds, strict=True):
            if (kind in TITLES) == titles and kind not in FURNITURE:
                yield from _lines(shape)


def _shapes(parent: Element | None, depth: int) -> Iterator[Element]:
    """The shapes and frames of a tree, those of its groups among them."""
    for element in parent if parent is not None and depth <= MAX_NESTING else ():
        if local(element) in ("sp", "graphicFrame"):
            yield element
        elif local(element) == "grpSp":
            yield from _shapes(element, depth + 1)


def _lines(shape: Element) -> Iterator[str]:
    table = child(shape, "graphic", "graphicData", "tbl")
    if table is None:
        yield from _paragraphs(child(shape, "txBody"))
        return
    yield from table_lines(
        [
            [
                [line for line in _paragraphs(child(cell, "txBody")) if line.strip()]
                for cell in children(row, "tc")
            ]
            for row in children(table, "tr")
        ]
    )


def _paragraphs(body: Element | None) -> Iterator[str]:
    """The paragraphs of a text with the numbers that are counted before them."""
    counted: dict[str, int] = {}  # by level, one digit
    for paragraph in children(body, "p"):
        properties, said = child(paragraph, "pPr"), _said(paragraph)
        level = attribute(properties, "lvl") or "0"
        numbered = child(properties, "buAutoNum") if said.strip() else None
        # What is not numbered, and what stands on a level above, ends the count.
        last = level if numbered is None else f"{level}~"
        counted = {at: count for at, count in counted.items() if at < last}
        if numbered is not None:
            start = attribute(numbered, "startAt") or "1"
            first = int(start) if start.isdigit() else 1
            counted[level] = counted.get(level, first - 1) + 1
            number = _number(attribute(numbered, "type") or "", counted[level])
            said = joined(number, said.lstrip())
        yield from said.split("\n")


def _number(scheme: str, number: int) -> str:
    """(2) of a scheme like arabicParenBoth."""
    form = next((name for start, name in SCHEMES.items() if scheme.startswith(start)), "decimal")
    around = next((shown for end, shown in AROUND.items() if scheme.endswith(end)), "{}")
    return around.format(FORMATS[form](number))


def _said(paragraph: Element) -> str:
    """The text of a paragraph; the number of the slide, a field, is none."""
    parts = []
    for run in paragraph:
        if local(run) == "br":
            parts.append("\n")
        elif local(run) == "r" or (local(run) == "fld" and attribute(run, "type") != "slidenum"):
            parts.append(getattr(child(run, "t"), "text", "") or "")
    return "".join(parts)
