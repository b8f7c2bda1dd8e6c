"""Footnotes in a DOCX, which python-docx does not write: the part of ECMA-376, 17.11."""

from __future__ import annotations

from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
# As Word names them: programs lay notes out by these styles, whatever the runs say.
TEXT_STYLE, MARK_STYLE = "footnote text", "footnote reference"
SEPARATORS = (("-1", "separator"), ("0", "continuationSeparator"))


class Footnotes:
    """The footnotes of one document; `finish` writes them."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._text_style, self._mark_style = _add_styles(document)
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
        paragraph._p.append(self._mark("footnoteReference", self._count))
        note = OxmlElement("w:footnote")
        note.set(qn("w:id"), str(self._count))
        body = OxmlElement("w:p")
        body.append(_holding("pPr", _naming("pStyle", self._text_style)))
        body.append(self._mark("footnoteRef"))
        body.append(_text_run(" " + text))
        note.append(body)
        self._root.append(note)

    def _mark(self, tag: str, identity: int | None = None) -> Any:
        """The number of a note: in the text with its *identity*, before the note without."""
        mark = OxmlElement(f"w:{tag}")
        if identity is not None:
            mark.set(qn("w:id"), str(identity))
        return _holding("r", _holding("rPr", _naming("rStyle", self._mark_style)), mark)

    def finish(self) -> None:
        """Attach the part to the document."""
        package = self._document.part.package
        name = PackURI("/word/footnotes.xml")
        part = Part(name, CONTENT_TYPE, serialize_part_xml(self._root), package)
        self._document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def _add_styles(document: Any) -> tuple[str, str]:
    """The ids of the styles of a note (9 points, close together) and of its mark (raised)."""
    styles = document.styles
    text = styles.add_style(TEXT_STYLE, WD_STYLE_TYPE.PARAGRAPH, builtin=True)
    text.base_style = styles["Normal"]
    text.font.size = Pt(9)
    text.paragraph_format.space_after = Pt(0)
    text.paragraph_format.line_spacing = 1.0
    mark = styles.add_style(MARK_STYLE, WD_STYLE_TYPE.CHARACTER, builtin=True)
    mark.font.superscript = True
    return text.style_id, mark.style_id


def _text_run(text: str) -> Any:
    element = OxmlElement("w:t")
    element.text = text
    element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return _holding("r", element)


def _naming(tag: str, value: str) -> Any:
    """An element that names its value."""
    element = OxmlElement(f"w:{tag}")
    element.set(qn("w:val"), value)
    return element


def _holding(tag: str, *inner: Any) -> Any:
    """An element with others in it."""
    element = OxmlElement(f"w:{tag}")
    for part in inner:
        element.append(part)
    return element
