"""XML of office files, parsed without entities, and read by local names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree

from textmine.errors import UnreadableError, UnsafeError

Element = ElementTree.Element
DECLARATION = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)")


def parse_xml(data: bytes, name: str) -> Element:
    """The root of an XML file.

    Raises UnsafeError where it declares a document type (no office file does, and entities can
    be made to grow without end), UnreadableError where it is not well formed.
    """
    plain = data.replace(b"\0", b"") if data[:2] in (b"\xff\xfe", b"\xfe\xff") else data
    if DECLARATION.search(plain):
        raise UnsafeError(name, "declares entities, which no honest office file does")
    try:
        return ElementTree.fromstring(data)
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise UnreadableError(
            name, "holds damaged XML; get it again, or open it and save it anew"
        ) from error


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Element | None, name: str) -> str | None:
    """The value of an attribute, whatever its namespace."""
    if element is None:
        return None
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return value
    return None


def child(element: Element | None, *names: str) -> Element | None:
    """The first child, grandchild, … of these names."""
    for name in names:
        if element is None:
            return None
        element = next((found for found in element if local(found) == name), None)
    return element


def children(element: Element | None, name: str) -> Iterator[Element]:
    """The children of a name."""
    return (found for found in (element if element is not None else ()) if local(found) == name)


def by_id(root: Element | None, name: str, key: str) -> dict[str, Element]:
    """The children of a name by their attribute *key*."""
    return {attribute(element, key) or "": element for element in children(root, name)}


def text_of(element: Element | None) -> str:
    """All text inside an element, stripped."""
    return "".join(element.itertext()).strip() if element is not None else ""
