"""Footnotes in a DOCX, which python-docx does not write: the part of ECMA-376, 17.11."""

from __future__ import annotations

from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
SEPARATORS = (("-1", "separator"), ("0", "continuationSeparator"))


class Footnotes:
    """The footnotes of one document; `finish` writes them."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._root = parse_xml(f"<w:footnotes {nsdecls('w')}/>")
        for identity, kind in SEPARATORS:
            self._root.append(
                parse_xml(
                    f'<w:footnote {nsdecls("w")} w:type="{kind}" w:id="{identity}">'
                    f"<w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>"
                )
            )
        self._count = 0

    def add(self, paragraph: Any, text: str) -> None:
        """A footnote of *text*, its mark at the end of *paragraph*."""
        self._count += 1
        paragraph._p.append(_run_with("footnoteReference", self._count))
        note = OxmlElement("w:footnote")
        note.set(qn("w:id"), str(self._count))
        body = OxmlElement("w:p")
        body.append(_run_with("footnoteRef", None))
        body.append(_text_run(" " + text))
        note.append(body)
        self._root.append(note)

    def finish(self) -> None:
        """Attach the part to the document."""
        package = self._document.part.package
        name = PackURI("/word/footnotes.xml")
        part = Part(name, CONTENT_TYPE, serialize_part_xml(self._root), package)
        self._document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def _run_with(mark: str, identity: int | None) -> Any:
    raised = OxmlElement("w:vertAlign")
    raised.set(qn("w:val"), "superscript")
    element = OxmlElement(f"w:{mark}")
    if identity is not None:
        element.set(qn("w:id"), str(identity))
    return _run(element, raised) if identity is not None else _run(element, _size(), raised)


def _text_run(text: str) -> Any:
    element = OxmlElement("w:t")
    element.text = text
    element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return _run(element, _size())


def _size() -> Any:
    size = OxmlElement("w:sz")
    size.set(qn("w:val"), str(int(Pt(9).pt * 2)))
    return size


def _run(element: Any, *looks: Any) -> Any:
    """A run of one element with its properties."""
    run = OxmlElement("w:r")
    properties = OxmlElement("w:rPr")
    for look in looks:
        properties.append(look)
    run.append(properties)
    run.append(element)
    return run
