"""What Office Open XML says of a document as a whole: its title, its author, marks of secrecy."""

from __future__ import annotations

from collections.abc import Iterator

from textmine.acquire.archive import Archive
from textmine.acquire.extracted import secrecy_of
from textmine.acquire.office.xml import attribute, local, parse_xml, text_of
from textmine.types import Candidate

FIELDS = {"title": "title", "creator": "author", "created": "date"}


def read_properties(archive: Archive) -> Iterator[Candidate]:
    """Candidates for title, author, date and secrecy; none where the file has no properties."""
    if "docProps/core.xml" not in archive:
        return
    others: list[str] = []  # keywords, subject, category, comments
    for element in parse_xml(archive.read("docProps/core.xml"), archive.name):
        value = text_of(element)
        name = FIELDS.get(local(element))
        if name and value:
            yield Candidate(field=name, value=value, origin="properties")
        elif value:
            others.append(value)
    if "docProps/custom.xml" in archive:  # 密级 may be a property of its own
        for element in parse_xml(archive.read("docProps/custom.xml"), archive.name):
            others.append(f"{attribute(element, 'name')}：{text_of(element)}")
    yield from secrecy_of(others, "properties")
